/** A share that was written as text can be read, and any other text is refused. The seed is fixed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/digest.ts';
import { compiledText, type Program } from '../../src/program/model.ts';
import { digestsIn } from '../../src/progress/digests.ts';
import { formatRecord, type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { formatShare, parseShare, ShareError } from '../../src/progress/share.ts';
import { escapeJson } from '../../src/render/safe.ts';
import { oneWeek, Story, tombstoneText, withTeam } from '../builders.ts';
import { runs } from '../runs.ts';
import { replicas } from './arbitrary.ts';

const often = runs(2_000);

const week = oneWeek(
  { id: 'meet-buddy', title: 'Meet \u202e your buddy', details: '- a\n- b' },
  {
    id: 'count-calls',
    after: ['meet-buddy'],
    takes: 90,
    count: { target: 3, unit: 'calls' },
    links: [{ title: 'Calls', url: 'https://example.com/calls' }],
  },
);

function pinned(...programs: Program[]): Map<string, Program> {
  return new Map(programs.map((each) => [sha256(compiledText(each)), each]));
}

const bea = { name: 'Bea Buddy', handles: ['bea'], contact: '#bea' };

function adasShare(): string {
  const story = new Story();
  story.done('meet-buddy');
  story.add({ kind: 'noted', item: 'meet-buddy', text: 'line\nline \u0000\u2028 "quoted" \\ [{' });
  return formatShare({
    record: withTeam(story.record, { people: { buddy: [bea] } }),
    programs: pinned(week),
  });
}

/** The share with its value changed. */
function altered(change: (value: ReturnType<typeof JSON.parse>) => unknown, text = adasShare()): string {
  const value = JSON.parse(text);
  return JSON.stringify(change(value) ?? value);
}

/** The share of a program in which something else stands at the path, under a hash that fits. */
function withProgram(path: string, value: unknown): string {
  const changed = path === '' ? value : structuredClone(week);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce((inner, key) => inner[key], changed as ReturnType<typeof JSON.parse>);
  if (path !== '') place[last] = value;
  return altered((share) => ({
    ...share,
    programs: { [sha256(compiledText(changed as Program))]: changed },
  }));
}

describe('what is written', () => {
  test('is read as it was, but for what is damaged', () => {
    fc.assert(
      fc.property(replicas(1), ([record]) => {
        if (!record || record.forgotten) return;
        const sent = withTeam(record);
        const share = parseShare(escapeJson(formatShare({ record: sent, programs: pinned(week) })));
        expect(formatRecord(share.record)).toBe(formatRecord({ ...sent, damaged: [] }));
        expect(share.programs).toEqual(pinned(week));
      }),
      often,
    );
  });

  test('brings everybody to the same record, in whichever order it comes', () => {
    const sent = (record: HireRecord) =>
      parseShare(formatShare({ record: withTeam({ ...record, forgotten: false }), programs: pinned(week) }))
        .record;
    fc.assert(
      fc.property(replicas(3), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (three, order) => {
        const shares = three.map(sent);
        const taken = (indices: number[]) =>
          formatRecord(indices.map((at) => shares[at] as HireRecord).reduce(mergeRecords));
        expect(taken(order)).toBe(taken([0, 1, 2]));
        expect(taken([...order, ...order])).toBe(taken(order));
      }),
      often,
    );
  });

  test('is the same text for the same state, in whichever order the programs come', () => {
    const { record } = new Story();
    const others = [oneWeek('a'), oneWeek('b'), week];
    const text = formatShare({ record, programs: pinned(...others) });
    expect(formatShare({ record, programs: pinned(...others.reverse()) })).toBe(text);
    expect(text.split('\n').length).toBeGreaterThan(5);
  });
});

test('the programs that a record names', () => {
  const story = new Story();
  story.add({ kind: 'adopted', digest: 'd3', items: [], renamed: {} });
  story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: {} });
  story.add({ kind: 'adopted', digest: 'd3', items: [], renamed: {} });
  expect(digestsIn(story.record)).toEqual(['d1', 'd2', 'd3']);
});

describe('what is refused', () => {
  const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;
  const bare = formatRecord(new Story().record);

  test.each([
    ['nothing', ' \n', /is empty/],
    ['no JSON', 'Dear Grace,', /cut off or is not JSON/],
    ['a JSON list', '[]', /another kind of JSON/],
    ['null', 'null', /another kind of JSON/],
    ['a record', bare, /the record itself/],
    ['other JSON', '{"format":1}', /another kind of JSON/],
    ['a conflict of git', `<<<<<<< a\n${adasShare()}=======\n${adasShare()}>>>>>>> b\n`, /not JSON/],
    ['a newer format', altered((share) => ({ ...share, format: 3 })), /newer pm-onboard \(format 3\)/],
    ['an older format', altered((share) => ({ ...share, format: 1 })), /format 1, which no released version/],
    [
      'no team',
      altered(({ record: { team: _, ...record }, ...share }) => ({ ...share, record })),
      /who the team is/,
    ],
    [
      'a team that somebody changed',
      adasShare().replace('Bea Buddy', 'Eve Buddy'),
      /the team in it can't be trusted/,
    ],
    ['half a format', altered((share) => ({ ...share, format: 1.5 })), /format is unknown/],
    ['no format', altered((share) => ({ ...share, format: undefined })), /format is unknown/],
    ['no record', altered((share) => ({ ...share, record: undefined })), /record can't be read/],
    [
      'a record without events',
      altered((share) => ({ ...share, record: { format: 2, record: 'h1' } })),
      /no sections of events/,
    ],
    [
      'a record of a newer format',
      altered((share) => ({ ...share, record: { ...share.record, format: 9 } })),
      /record was written by a newer pm-onboard \(format 9\)/,
    ],
    [
      'a record of format 0',
      altered((share) => ({ ...share, record: { ...share.record, format: 0 } })),
      /format of its record is unknown/,
    ],
    [
      'a tombstone',
      altered((share) => ({ ...share, record: JSON.parse(tombstoneText()) })),
      /was forgotten where it comes from/,
    ],
    ['no programs', altered((share) => ({ ...share, programs: [] })), /has no programs/],
    ['nesting', `{"kind":"pm-onboard share","x":${deep(64)}}`, /nested too deeply/],
    ['nesting that is not closed', '[{'.repeat(100_000), /nested too deeply/],
    ['a prototype', adasShare().replace('"record":', '"__proto__":{"record":1},"record":'), /`__proto__`/],
    [
      'a prototype far inside',
      adasShare().replace('"roles":{', '"roles":{"__proto__":{"title":"x"}'),
      /`__proto__`/,
    ],
    [
      'a prototype in disguise',
      adasShare().replace('"record":', '"\\u005f_proto__":1,"record":'),
      /`__proto__`/,
    ],
    [
      'a program under a wrong hash',
      altered((share) => ({ ...share, programs: { [sha256('x')]: Object.values(share.programs)[0] } })),
      /program does not fit its hash/,
    ],
    [
      'a program that somebody changed',
      adasShare().replace('"count-calls"', '"count-cats"'),
      /program does not fit its hash/,
    ],
    ['a newer program', withProgram('format', 2), /program was written by a newer/],
  ])('%s', (_, text, says) => {
    expect(() => parseShare(text)).toThrow(ShareError);
    expect(() => parseShare(text)).toThrow(says);
  });

  // The hash fits, so that only the shape can tell.
  test.each<[string, string, unknown]>([
    ['null', '', null],
    ['text', '', 'program'],
    ['without a format', 'format', undefined],
    ['without phases', 'phases', []],
    ['with a phase of null', 'phases.0', null],
    ['with an item of null', 'phases.0.items.0', null],
    ['without items', 'phases.0.items', []],
    ['with two items of one id', 'phases.0.items.0.id', 'count-calls'],
    ['with a group called as an item', 'phases.0.groups', [{ id: 'count-calls', title: 'Calls' }]],
    ['with two phases of one id', 'phases.1', oneWeek('other').phases[0]],
    ['with a due that is no rule', 'phases.0.items.0.due', 'some day'],
    ['with a phase due by no rule', 'phases.0.due', 'day 99999'],
    ['with an effort without end', 'phases.0.items.0.takes', 1e15],
    ['with an effort of nothing', 'phases.0.items.0.takes', 0],
    ['with half a count', 'phases.0.items.1.count.target', 0.5],
    ['with roles that are text', 'phases.0.items.0.with', 'buddy'],
    ['with evidence of another kind', 'phases.0.items.0.evidence', 'photo'],
    ['with a link that runs', 'phases.0.items.1.links.0.url', 'javascript:alert(1)'],
    ['with a role of null', 'roles.buddy', null],
    ['with a week of no day', 'calendar.workingDays', []],
    ['with a holiday that is none', 'calendar.holidays', ['2026-02-30']],
    ['with an id that is a path', 'phases.0.items.0.id', '../../x'],
    ['with an empty title', 'phases.0.title', ''],
  ])('a program %s', (_, path, value) => {
    expect(() => parseShare(withProgram(path, value))).toThrow('its program is not one of pm-onboard');
  });

  test.each([
    ['the program', 'energy'],
    ['its calendar', 'calendar.energy'],
    ['a phase', 'phases.0.energy'],
    ['an item', 'phases.0.items.0.energy'],
    ['a count', 'phases.0.items.1.count.energy'],
    ['a link', 'phases.0.items.1.links.0.energy'],
  ])('a key that this version does not know in %s', (_, path) => {
    expect(() => parseShare(withProgram(path, 'low'))).toThrow(
      `its program has a key that this version doesn't know, "energy"`,
    );
  });
});

test('cut off anywhere, it is refused', () => {
  const text = adasShare().trimEnd();
  for (let length = 0; length < text.length; length += 1)
    expect(() => parseShare(text.slice(0, length)), String(length)).toThrow(ShareError);
});

test('whatever single character is changed, no other event and no other program comes of it', () => {
  const text = adasShare();
  const { record, programs } = parseShare(text);
  const [ids, digests] = [record.events.map(({ id }) => id), [...programs.keys()]];
  let [refused, damaged] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 6)));
    try {
      const read = parseShare(text.slice(0, at) + flipped + text.slice(at + 1));
      // The hire's id is part of what an event's hash is made of: under another, none is sound.
      for (const { id } of read.record.events) expect(ids, String(at)).toContain(id);
      for (const digest of read.programs.keys()) expect(digests, String(at)).toContain(digest);
      damaged += read.record.damaged.length > 0 ? 1 : 0;
    } catch (error) {
      expect(error, String(at)).toBeInstanceOf(ShareError);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(100);
  expect(damaged).toBeGreaterThan(100);
});
