/** Lets many processes add to one record at the same time, and checks that all events are there. */

import { readFileSync } from 'node:fs';
import { parseRecord } from '../src/progress/record.ts';
import { appendFacts } from '../src/workspace/records.ts';
import { hire, note, notesIn, recordPath, startRecord } from '../tests/workspace/samples.ts';
import { Crew, type Given, type Outcome, serve, type Trial } from './trial.ts';

interface Order {
  readonly workspace: string;
  readonly texts: readonly string[];
}

export const writers: Trial = {
  name: 'writers',
  promise: 'whoever writes at the same time loses nothing',
  sourceOnly: true,
  faults: [
    {
      what: 'the record is not read again under the lock',
      edits: [
        {
          file: 'src/workspace/records.ts',
          from: '  ensureFolder(folder);\n',
          to: '  ensureFolder(folder);\n  const stale = readRegularFile(path);\n',
        },
        {
          file: 'src/workspace/records.ts',
          from: '    const bytes = readRegularFile(path);\n    const { next',
          to: '    const bytes = stale;\n    const { next',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const [processes, each] = size === 'full' ? [50, 20] : [8, 10];
    await startRecord(folder);
    const crew = await Crew.of(processes);
    const textsOf = (writer: number) => Array.from({ length: each }, (_, n) => `${writer}-${n}`);
    const faults = await crew.order<Order, string>((writer) => ({
      workspace: folder,
      texts: textsOf(writer),
    }));
    crew.leave();
    const record = parseRecord(readFileSync(recordPath(folder), 'utf8'));
    const there = notesIn(record);
    const expected = Array.from({ length: processes }, (_, writer) => textsOf(writer)).flat();
    const lost = expected.filter((text) => !there.includes(text));
    return {
      figure: `${processes} processes x ${each} events: ${there.length} of ${expected.length} there`,
      broken: [
        ...faults.filter((fault) => fault !== ''),
        ...lost.map((text) => `acknowledged and lost: ${text}`),
        ...(there.length > expected.length ? ['some are there twice'] : []),
        ...record.damaged.map(({ fault }) => `damaged: ${fault}`),
      ],
    };
  },
  worker: () =>
    serve(async ({ workspace, texts }: Order) => {
      try {
        for (const text of texts)
          await appendFacts(workspace, hire, [note(text)], {
            now: new Date(),
            on: '2026-11-24',
            by: 'Ada Lovelace',
            batch: text,
          });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    }),
};
