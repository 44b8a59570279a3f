/** The topics that `help NAME` explains beside the commands. The texts are in chunks, since few runs print them. */

/** A paragraph, or the entries of a list. */
export type TopicBlock = string | readonly string[];

export interface Topic {
  /** The word to type after `help`, in which a hyphen may also be a space. Where a command has this name, the command is meant. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<readonly TopicBlock[]>;
}

export const topics: readonly Topic[] = [
  {
    name: 'dates',
    summary: 'how a date is typed, and which day it means',
    load: async () => (await import('./dates.ts')).dates,
  },
  {
    name: 'items',
    summary: 'how items are named; groups, phases, questions; what their states mean',
    load: async () => (await import('./items.ts')).items,
  },
  {
    name: 'roles',
    summary: 'who acts, which hire is meant, who holds a role and may sign off',
    load: async () => (await import('./roles.ts')).roles,
  },
  {
    name: 'files',
    summary: 'which folder is the workspace, what is in it, where your settings are',
    load: async () => (await import('./files.ts')).files,
  },
  {
    name: 'environment',
    summary: 'the variables that are looked at',
    load: async () => (await import('./environment.ts')).environment,
  },
  {
    name: 'exit-codes',
    summary: 'what the number says that a command ends with',
    load: async () => (await import('./exit-codes.ts')).exitCodes,
  },
  {
    name: 'formats',
    summary: 'text, JSON, Markdown, CSV: what scripts may rely on',
    load: async () => (await import('./formats.ts')).formats,
  },
  {
    name: 'privacy',
    summary: 'what is stored of whom, who sees it, how long, how to have it erased',
    load: async () => (await import('./privacy.ts')).privacy,
  },
];
