/** Hostile records with the right types and matching hashes, but any content. The seed is fixed. */

import fc from 'fast-check';
import { test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { planRun } from '../../src/plan/run.ts';
import { type FieldType, kinds } from '../../src/progress/kinds.ts';
import { parseRecord } from '../../src/progress/record.ts';
import { reduceEvents, startsApart } from '../../src/progress/reduce.ts';
import { noStyle } from '../../src/render/page.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { openLog, viewLog } from '../../src/view/log.ts';
import { viewStatus } from '../../src/view/status.ts';
import { alone, oneWeek, recordText, sealed } from '../builders.ts';
import { runs } from '../runs.ts';

const program = oneWeek('a', {
  id: 'b',
  after: ['a'],
  count: { target: 2 },
  signOff: 'buddy',
  evidence: 'url',
});

const text = fc.constantFrom(
  'a',
  'b',
  'week-1',
  'buddy',
  '__proto__',
  'constructor',
  '',
  '\u0000',
  'x'.repeat(300),
);
const date = fc.constantFrom('1970-01-01', '2026-11-23', '2026-11-24', '2999-12-31');
const today = fc.constantFrom<CalendarDate>('2026-11-20', '2026-11-24', '2027-03-01');
const values: Record<FieldType, fc.Arbitrary<unknown>> = {
  text,
  date,
  words: text,
  lines: fc.array(text, { maxLength: 3 }),
  links: fc.array(fc.record({ title: text, url: fc.oneof(text, fc.constant('https://a.b/c')) }), {
    maxLength: 2,
  }),
  texts: fc.array(text, { maxLength: 3 }),
  days: fc.array(fc.record({ date, name: text, source: text }, { requiredKeys: ['date'] }), { maxLength: 3 }),
  boolean: fc.boolean(),
  integer: fc.constantFrom(0, -1, 2, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  map: fc.dictionary(text, text, { maxKeys: 3 }),
  event: fc.oneof(
    fc.dictionary(text, text, { maxKeys: 3 }),
    fc.record({ at: text, on: date, by: text, kind: text }),
  ),
};

const event = fc.oneof(
  ...Object.entries(kinds).map(([kind, { fields }]) =>
    fc
      .record({
        at: fc.constantFrom('2026-11-23T08:00:00.000Z', '9999-12-31T23:59:59.999Z'),
        on: date,
        by: text,
        batch: text,
        ...Object.fromEntries(
          Object.entries(fields).map(([key, type]) => [key.replace('?', ''), values[type as FieldType]]),
        ),
      })
      .map((given) => sealed({ ...given, kind })),
  ),
);

test('whatever they say, there is a status and a log', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), today, (events, today) => {
      const start = sealed({
        kind: 'started',
        run: 'onboarding',
        person: 'p1',
        name: 'Ada',
        start: '2026-11-23',
        program: 'pm',
        digest: 'd',
      });
      const record = parseRecord(recordText([start, ...events]));
      // A record of two beginnings is refused before anything of it is shown.
      fc.pre(!startsApart(record));
      const progress = reduceEvents(record);
      if (!progress) throw new Error('no start');
      const source = { ...alone, record, progress, pinned: program, now: new Date(0) };
      const run = planRun(source, { calendar: {}, people: {} }, today);
      const { select, text } = statusRenderer(run);
      text(select(viewStatus(run), 'text'), { width: 80, height: 24, style: noStyle });
      viewLog(openLog(run, {}));
    }),
    runs(500),
  );
});
