/** Conflicts that a merge by git itself leaves in a record. The seed is fixed, so a new failure comes from a change. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
  RecordError,
} from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { replicas } from './arbitrary.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pm-onboard-conflict-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `git merge-file` makes of two texts that come from one, and how many conflicts it leaves. */
function gitMerge(base: string, ours: string, theirs: string, style: readonly string[] = []) {
  const paths = Object.entries({ ours, base, theirs }).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...style, ...paths], { encoding: 'utf8' });
  // The number of conflicts; above 127 it is an error.
  expect(status).toBeLessThan(128);
  return { conflicts: status ?? 0, merged: stdout };
}

const often = runs(600);
const styles = [[], ['--diff3'], ['--zdiff3'], ['--union'], ['--marker-size=20'], ['--marker-size=3']];

test('whatever two people recorded apart, git’s merge of it is read as the union', () => {
  let conflicts = 0;
  fc.assert(
    fc.property(replicas(3), fc.constantFrom(...styles), fc.boolean(), (records, style, unrelated) => {
      const [base, a, b] = records as [HireRecord, HireRecord, HireRecord];
      const [ours, theirs] = [mergeRecords(base, a), mergeRecords(base, b)];
      const before = unrelated ? '' : formatRecord(base);
      const { merged } = gitMerge(before, formatRecord(ours), formatRecord(theirs), style);
      const read = parseRecord(merged);
      if (/^<{3,}/m.test(merged)) {
        conflicts += 1;
        expect(read.forgotten || read.uneven).toBeTruthy();
      }
      expect(formatRecord(read)).toBe(formatRecord(mergeRecords(ours, theirs)));
    }),
    often,
  );
  expect(conflicts).toBeGreaterThan(often.numRuns / 5);
});

const names = ['Ada Lovelace', 'Grace', 'Lin', '__proto__', '42'];
/** What one person does: to an item, or to who holds a role, in a second. */
const deed = fc.record({
  kind: fc.constantFrom('done', 'noted', 'counted', 'away'),
  item: fc.constantFrom('a', 'b', 'c'),
  second: fc.nat(90),
  text: fc.string({ maxLength: 12, unit: 'binary' }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function factOf({ kind, item, text }: Deed): Fact {
  if (kind === 'noted') return { kind, item, text };
  if (kind === 'counted') return { kind, item, delta: text.length };
  if (kind === 'away') return { kind, from: '2026-12-01', to: '2026-12-02' };
  return { kind: 'done', item };
}

/** The record with what a person did. */
function withDeeds(record: HireRecord, by: string, deeds: readonly Deed[]): HireRecord {
  return deeds.reduce((sofar, each) => {
    const now = new Date(Date.parse('2026-11-23T09:00:00.000Z') + each.second * 1000);
    return withFacts(sofar, [factOf(each)], { now, on: '2026-11-23', by, batch: `${by}${each.second}` });
  }, record);
}

/** A record in which all are bound to roles, with what some of them have done. */
const base = fc.array(fc.tuple(fc.constantFrom(...names), fc.array(deed, { maxLength: 3 }))).map((past) => {
  const story = new Story();
  for (const name of names.slice(1)) story.add({ kind: 'assigned', role: name, people: [name] });
  return past.reduce((record, [by, deeds]) => withDeeds(record, by, deeds), story.record);
});

test('what two people did apart is no conflict, whatever merges the texts', () => {
  const apart = fc.tuple(
    base,
    fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 }),
    fc.array(deed, { minLength: 1, maxLength: 5 }),
    fc.array(deed, { minLength: 1, maxLength: 5 }),
  );
  fc.assert(
    fc.property(apart, ([before, [one = '', other = ''], mine, hers]) => {
      const [ours, theirs] = [withDeeds(before, one, mine), withDeeds(before, other, hers)];
      const { conflicts, merged } = gitMerge(formatRecord(before), formatRecord(ours), formatRecord(theirs));
      expect(conflicts).toBe(0);
      const read = parseRecord(merged);
      expect(read).toEqual(mergeRecords(ours, theirs));
      expect(formatRecord(read)).toBe(merged);
    }),
    runs(600),
  );
});

test('of what one person did on two machines, a union of lines loses no event', () => {
  const twice = fc.tuple(
    base,
    fc.constantFrom(...names),
    fc.array(deed, { minLength: 1, maxLength: 5 }),
    fc.array(deed, { minLength: 1, maxLength: 5 }),
  );
  let uneven = 0;
  fc.assert(
    fc.property(twice, ([before, name, mine, hers]) => {
      const [ours, theirs] = [withDeeds(before, name, mine), withDeeds(before, name, hers)];
      const texts = [before, ours, theirs].map(formatRecord) as [string, string, string];
      const { conflicts, merged } = gitMerge(...texts, ['--union']);
      expect(conflicts).toBe(0);
      const { uneven: marked, ...read } = parseRecord(merged);
      if (marked) uneven += 1;
      expect(read).toEqual(mergeRecords(ours, theirs));
      const picked = gitMerge(...texts).merged;
      expect(parseRecord(picked).events).toEqual(read.events);
    }),
    runs(600),
  );
  expect(uneven).toBeGreaterThan(0);
});

describe('a conflict of two notes', () => {
  const story = new Story();
  const before = story.record;
  story.add({ kind: 'noted', item: 'x', text: 'ours' });
  const ours = story.record;
  story.record = before;
  story.add({ kind: 'noted', item: 'x', text: 'theirs' });
  const theirs = story.record;
  const texts = [before, ours, theirs].map(formatRecord) as [string, string, string];
  const conflict = () => gitMerge(...texts, ['--diff3']).merged;
  const union = { ...mergeRecords(ours, theirs), uneven: true };

  test('is there, and is merged, with line ends of Windows or a byte order mark too', () => {
    for (const text of [conflict(), conflict().replaceAll('\n', '\r\n'), `\ufeff${conflict()}`]) {
      expect(text.match(/^([<|=>])\1{6}/gm)).toEqual(['<<<<<<<', '|||||||', '=======', '>>>>>>>']);
      expect(parseRecord(text)).toEqual(union);
    }
  });

  test.each<[string, (text: string) => string]>([
    ['without its end', (text) => text.replace(/^>>>>>>>.*\n/m, '')],
    ['without its middle', (text) => text.replace(/^=======\n/m, '')],
    ['with marks of two signs', (text) => text.replace(/^([<|=>])\1{6}/gm, '$1$1')],
    ['with spaces around its lines', (text) => text.replace(/^.*$/gm, '  $&  ')],
    ['with a second head', (text) => text.replace(/^<<<<<<<.*\n/m, `$&${text.split('\n')[0]}\n`)],
    ['without the commas', (text) => text.replace(/^,/gm, '')],
    ['with commas behind the lines', (text) => text.replace(/\n,/g, ',\n')],
    ['with the lines in another order', (text) => text.split('\n').toReversed().join('\n')],
  ])('%s', (_, change) => {
    const text = change(conflict());
    expect(text).not.toBe(conflict());
    expect(parseRecord(text)).toEqual(union);
  });

  test('without any of its marks it is in order', () => {
    const text = conflict().replace(/^([<|=>])\1{6}.*\n/gm, '');
    expect(parseRecord(text)).toEqual(mergeRecords(ours, theirs));
  });

  test('with a side that is cut off: what is left of the line is damage', () => {
    const { events, damaged } = parseRecord(conflict().replace(/"theirs".*\n/, '\n'));
    expect(events).toEqual(ours.events);
    expect(damaged).toEqual([{ value: expect.stringMatching(/^\{"id":/), fault: 'it is not an object' }]);
  });

  test('of two hires: an error that says so', () => {
    const text = conflict().replace(
      /^.*\n/,
      '<<<<<<<\n{"format":2,"record":"h2","events":{\n=======\n$&>>>>>>>\n',
    );
    expect(() => parseRecord(text)).toThrow(new RecordError('it holds several records: h2, h1'));
  });
});

describe('a key that comes twice', () => {
  const story = new Story();
  story.done('x');
  story.add({ kind: 'noted', item: 'x', text: 'about "id": 1, "id":' }, { by: 'Grace' });
  const text = formatRecord(story.record);
  const [ada = '', grace = ''] = ['Ada', 'Grace'].map((name) => sectionOf(text, name));

  function sectionOf(whole: string, name: string): string {
    return new RegExp(`^,"${name}":\\[\\n[^]*?^\\]\\n`, 'm').exec(whole)?.[0] ?? '';
  }

  test.each([
    ['a section', text.replace(ada, ada + ada.replace(/^,?\{.*\n/gm, ''))],
    ['a section, with an event in each', text.replace(grace, grace.replace('Grace":[', 'Ada":['))],
    ['a section, with its events in both', text.replace(ada, ada + ada)],
    ['all sections', text.replace('}}\n', `},"events":{\n${text.split('\n').slice(1).join('\n')}`)],
  ])('%s: no event is lost', (_, twice) => {
    expect(twice).not.toBe(text);
    expect(parseRecord(twice).events).toEqual(story.record.events);
  });

  test('where the events are not on lines of their own, it is refused', () => {
    const events = story.record.events.map((event) => JSON.stringify(event));
    const flat = `{"format":2,"record":"h1","events":{"A":[${events[0]},${events[1]}],"A":[${events[2]}]}}`;
    expect(() => parseRecord(flat)).toThrow(
      new RecordError('it has a key twice, and its events are not on lines of their own'),
    );
  });
});
