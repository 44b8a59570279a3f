/** The topics that `help NAME` explains beside the commands. The texts are in chunks, since few runs print them. */

/** A paragraph, or the entries of a list. */
export type TopicBlock = string | readonly string[];

export interface Topic {
  /** The word to type after `help`; no command has this name. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<readonly TopicBlock[]>;
}

export const topics: readonly Topic[] = [
  {
    name: 'privacy',
    summary: 'what is stored of whom, who sees it, how long, how to have it erased',
    load: async () => (await import('./privacy.ts')).privacy,
  },
];
