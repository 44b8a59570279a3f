/** Every prompt that shows foreign text, with a person's answers. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../tests/cli/home.ts';
import { all, attacks } from '../../tests/cli/hostile.ts';
import { eve, fay } from './commands.ts';

/** The text to wait for, however its lines break, and the keys to press then. */
export type Step = readonly [shown: string, keys: string];

export interface Dialog {
  readonly args: readonly string[];
  readonly steps: readonly Step[];
  /** Whether the user has no settings yet, and is asked which hire is meant and who the user is. */
  readonly stranger?: boolean;
  /** Makes what the dialog needs in the workspace. */
  readonly prepare?: (home: Home) => Promise<void>;
}

const enter = '\r';
const down = '\u001b[B';
const clear = '\u0015';

export const dialogs: readonly Dialog[] = [
  { args: ['status'], stranger: true, steps: [['Which hire is meant?', `${down.repeat(20)}${enter}`]] },
  {
    args: ['done', 'know-the-product'],
    steps: [['Which of', ` ${enter}`]],
  },
  {
    args: ['done', '1.2', '1.3'],
    steps: [
      ['link to it', `none${enter}`],
      ['It wants', `${clear}https://example.com/a${enter}`],
    ],
  },
  {
    args: ['start'],
    stranger: true,
    steps: [
      ['Who is starting?', `Lin${enter}`],
      ['First day', `soon${enter}`],
      ['"soon"', `${clear}2026-11-23${enter}`],
      ['Direct manager', enter],
      ['Enter to leave open', enter],
      ['Is that you', `n${enter}`],
    ],
  },
  {
    args: ['start', '--name', `Lin ${attacks.bidi}`],
    stranger: true,
    steps: [
      ['First day', enter],
      ['Direct manager', enter],
      ['Enter to leave open', enter],
      ['Is that you', `n${enter}`],
    ],
  },
  {
    args: ['review', fay],
    stranger: true,
    steps: [
      ['Who are you?', `${down}${enter}`],
      ['Is 2.2 as it should be?', `${down}${enter}`],
      ['What is missing?', `${enter}`],
      ['A few words', `more${enter}`],
      ['Enter to leave it', `so${enter}`],
      ['Close this review?', enter],
    ],
  },
  {
    args: ['review', fay, '--as', 'Alan Turing', '--return', '2.2', '--answer', '?1'],
    steps: [
      ['What is missing in 2.2', `more${enter}`],
      ['Your answer to', `so${enter}`],
    ],
  },
  { args: ['upgrade', '--hire', eve], steps: [['Adopt these checklists for', enter]] },
  { args: ['finish', eve], steps: [['Finish all the same?', enter]] },
  {
    args: ['finish', eve, '--change', '--dry-run'],
    steps: [
      ['Finish all the same?', `y${enter}`],
      ['What was missing', `maps${enter}`],
      ['What of it was useless', enter],
    ],
  },
  { args: ['move', '1.1'], steps: [['to be due?', `2026-12-01${enter}`]] },
  {
    args: ['book'],
    steps: [
      ['Which of them?', enter],
      ['which day?', `2026-12-01${enter}`],
      ['At what time?', enter],
    ],
  },
  { args: ['reschedule', eve], steps: [['First day of', `2026-11-24${enter}`]] },
  { args: ['forget', eve], steps: [['Type the name', `${eve}${enter}`]] },
  {
    args: ['doctor', '--unlock', eve],
    prepare: async ({ folder }) => {
      const holder = {
        token: '0123456789abcdef',
        pid: 4711,
        host: all,
        boot: 'b',
        namespace: 'n',
        started: '1',
      };
      writeFileSync(join(folder, 'hires', `${eve}.json.lock`), JSON.stringify(holder));
    },
    steps: [['Is nobody at work there', `y${enter}`]],
  },
  {
    args: ['doctor', '--restore', eve],
    prepare: async (home) => {
      for (const text of ['one', 'two', 'three']) await home.run(['note', '1.1', text, '--hire', eve]);
    },
    steps: [['Which backup of', enter]],
  },
];

/** A copy of the workspace for one dialog, which writes to it. */
export async function homeFor({ prepare }: Dialog, template: string, home: Home): Promise<Home> {
  cpSync(template, join(home.folder, '..'), { recursive: true });
  await prepare?.(home);
  return home;
}
