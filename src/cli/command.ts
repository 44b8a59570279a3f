/** What the list of commands says of each. */
import type { Command } from 'commander';
import type { Io } from '../io.ts';
import type { FlagRule } from './flag-rules.ts';

/** The headings of help, in their order. */
export const groups = {
  everyday: 'Every day:',
  also: 'Also:',
  withOthers: 'With others:',
  setUp: 'Setting up:',
  checklists: 'Checklists:',
  upkeep: 'Upkeep:',
} as const;

export interface CommandSpec {
  /** Under which heading help lists it. */
  readonly group: (typeof groups)[keyof typeof groups];
  /** The name and the positional arguments. */
  readonly usage: string;
  readonly summary: string;
  /** It may record something, which is shared at once where the settings say so. */
  readonly records?: true;
  readonly options?: (command: Command) => Command;
  /** Which of its flags go together. */
  readonly rules?: readonly FlagRule[];
  /** Gets the positional arguments, then the options with the global ones; returns the exit code. */
  // biome-ignore lint/suspicious/noExplicitAny: commander's arguments are as the usage says
  readonly run: (io: Io, input: any[], cli: Command) => Promise<number>;
}

export function nameOf({ usage }: CommandSpec): string {
  return usage.split(' ')[0] ?? usage;
}
