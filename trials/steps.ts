/** Random commands of several people who share a workspace with two hires and the run of a checklist. Many of the commands are refused. */
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../src/dates.ts';

export const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'];
export const start: CalendarDate = '2026-11-23';
/** What the checklist is worked through for. */
export const checklist = 'First sprint';

const person = fc.constantFrom(...people);
const day = fc.integer({ min: -2, max: 40 }).map((days) => addDays(start, days));
const text = fc.lorem({ maxCount: 4 });
const link = fc.webUrl();
const refs = ['1', '2', '3'].flatMap((phase) =>
  ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((n) => `${phase}.${n}`),
);
const item = fc.constantFrom(...refs);
/** The items that somebody has to sign off. */
const judged = fc.constantFrom('3.9', '3.14', '4.15', '5.2', '5.5');

/** A command line made of fixed words and random ones. */
function line(...words: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string[]> {
  return fc.tuple(...words.map((word) => (typeof word === 'string' ? fc.constant(word) : word)));
}

const lines = fc.oneof(
  line('done', item, '--evidence', link),
  line('done', judged, '--force', '--evidence', link, '--note', text),
  line('skip', item, '--reason', text),
  line('reopen', item),
  line('count', fc.constantFrom('1.9', '2.6', '2.8'), fc.constantFrom('1', '2')),
  line('note', item, text),
  line('ask', text),
  line('ask', text, '--item', item),
  line('undo'),
  line('away', '--from', day, '--to', day),
  line('move', item, '--due', day),
  line('add', text, '--due', day),
  line('assign', '--role', 'mentor', '--to', person),
  line('reschedule', '--start', day),
  line('review', '--approve', judged),
  line('review', '--return', judged, '--comment', text),
  line('review', '--answer', fc.constantFrom('1', '2'), '--text', text),
  line('review', '--note', text, '--finish'),
);

export interface Step {
  readonly args: readonly string[];
  /** Whether the clone syncs after the command. */
  readonly syncs: boolean;
}

const about = fc.constantFrom('Ada', 'Ada', 'Ada', 'Ada', 'Eve', checklist);
export const step: fc.Arbitrary<Step> = fc.record({
  args: fc
    .tuple(lines, line('--hire', about, '--as', person, '--today', day, '--no-input'))
    .map((parts) => parts.flat()),
  syncs: fc.constantFrom(true, ...Array.from({ length: 7 }, () => false)),
});
