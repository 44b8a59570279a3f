/** The team in a record that is kept elsewhere: how it is read, merged and found again in what is left of a text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventId } from '../../src/progress/event.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
  salvage,
  underId,
} from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { type SharedTeam, teamFault, withTeamId } from '../../src/progress/shared-team.ts';
import { Story, tombstoneText, withTeam } from '../builders.ts';
import { runs } from '../runs.ts';
import { replicas } from './arbitrary.ts';

const bea = { name: 'Bea Buddy', handles: ['bea'], contact: '#bea' };
const team: Partial<SharedTeam> = {
  calendar: {
    workingDays: ['mon', 'tue', 'wed'],
    holidays: [{ date: '2026-11-24' }, { date: '2026-11-25', name: 'Team "day"' }],
    extraWorkingDays: [{ date: '2026-11-28' }],
    holidaysUntil: '2027-12-31',
    minutesPerDay: 240,
  },
  people: { buddy: [bea], manager: [{ name: 'Max', handles: [] }] },
};

const story = new Story('2026-11-23', 'h0000000a');
story.done('meet-buddy');
const home = story.record;
const away = withTeam(home, team);

function textAndBack(record: HireRecord): HireRecord {
  return parseRecord(formatRecord(record));
}

describe('the text', () => {
  test('has the team on a line of its own, and reads as it was written', () => {
    const text = formatRecord(away);
    const [head, line, events] = text.split('\n');
    expect(head).toBe('{"format":2,"record":"h0000000a"');
    expect(line).toMatch(/^,"team":\{"id":"[\w-]{43}","at":"[^"]+","on":"2026-11-23","calendar":.*\}$/);
    expect(events).toBe(',"events":{');
    expect(parseRecord(text).team).toEqual(away.team);
    expect(formatRecord(parseRecord(text))).toBe(text);
    expect(parseRecord(text).events).toEqual(home.events);
  });

  test('in another layout it is read too', () => {
    for (const text of [
      JSON.stringify(JSON.parse(formatRecord(away)), null, 2),
      formatRecord(away).replaceAll('\n', '\r\n'),
    ])
      expect(formatRecord(parseRecord(text))).toBe(formatRecord(away));
  });

  test('what is left of a text that was merged by hand has the later of two teams', () => {
    const later = withTeam(home, { ...team, at: '2026-12-01T09:00:00.000Z', on: '2026-12-01' });
    const [one, other] = [away, later].map((record) => formatRecord(record).split('\n'));
    const both = [...(one ?? []).slice(0, 2), other?.[1], ...(one ?? []).slice(2)].join('\n');
    const marked = formatRecord(away).replace(
      /\n(,"team".*)\n/,
      (_, line) => `\n<<<<<<< ours\n${line}\n=======\n${other?.[1]}\n>>>>>>> theirs\n`,
    );
    for (const text of [both, marked]) {
      expect(parseRecord(text).team?.on).toBe('2026-12-01');
      expect(parseRecord(text).events).toEqual(home.events);
      expect(salvage(text, 'h0000000a').team?.on).toBe('2026-12-01');
    }
  });

  test('beside the head of a record that is kept here, the team counts for nothing', () => {
    const marked = formatRecord(away).replace(
      /^(.*\n,"team".*\n,"events":\{)\n/,
      (_, lines) => `<<<<<<< ours\n${formatRecord(home).split('\n')[0]}\n=======\n${lines}\n>>>>>>> theirs\n`,
    );
    expect(parseRecord(marked).team).toBeUndefined();
    expect(parseRecord(marked).events).toEqual(home.events);
  });

  test('whatever single bit of the team is changed, it is not taken, and nothing crashes', () => {
    const text = formatRecord(away);
    const [from, to] = [text.indexOf('"team"'), text.indexOf('\n,"events"')];
    let refused = 0;
    for (let at = from; at < to; at += 1)
      for (let bit = 0; bit < 7; bit += 1) {
        const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
        const changed = text.slice(0, at) + flipped + text.slice(at + 1);
        try {
          const read = parseRecord(changed);
          expect(formatRecord(read), `${at}/${bit}`).toBe(text);
        } catch (error) {
          expect((error as Error).message).toMatch(
            /team in it can't be trusted|unknown key|not JSON|cut off|twice/,
          );
          refused += 1;
        }
        expect(salvage(changed, 'h0000000a').events.length).toBe(2);
      }
    expect(refused).toBeGreaterThan((to - from) * 6);
  });

  test.each<[string, unknown]>([
    ['no object', []],
    ['no instant', { ...away.team, at: 'today' }],
    ['no day', { ...away.team, on: '2026-02-30' }],
    ['no calendar', { ...away.team, calendar: null }],
    ['no people', { ...away.team, people: [] }],
    ['a week without days', { ...away.team, calendar: { workingDays: [] } }],
    ['a week of no days', { ...away.team, calendar: { workingDays: ['noday'] } }],
    ['a holiday that is no date', { ...away.team, calendar: { holidays: [{ date: '2026-02-30' }] } }],
    ['a holiday that is text', { ...away.team, calendar: { holidays: ['2026-11-24'] } }],
    ['too long a day', { ...away.team, calendar: { minutesPerDay: 1441 } }],
    ['a key of no calendar', { ...away.team, calendar: { toString: 1 } }],
    ['a person without a name', { ...away.team, people: { buddy: [{ name: '', handles: [] }] } }],
    ['a person who is text', { ...away.team, people: { buddy: ['Bea'] } }],
    ['a person with more', { ...away.team, people: { buddy: [{ ...bea, admin: true }] } }],
    ['handles of numbers', { ...away.team, people: { buddy: [{ name: 'Bea', handles: [1] }] } }],
    ['another content', { ...away.team, people: {} }],
  ])('%s is no team, also under an id that fits', (name, value) => {
    expect(teamFault('h0000000a', value)).toBeDefined();
    if (name !== 'another content' && !Array.isArray(value))
      expect(teamFault('h0000000a', withTeamId('h0000000a', value as SharedTeam))).toBeDefined();
  });
});

describe('a merge', () => {
  const states = (records: readonly HireRecord[], teams: readonly number[]) =>
    records.map((record, at) => {
      const second = (teams[at] ?? 0) % 4;
      const stamp = { at: `2026-11-23T09:00:0${second}.000Z` };
      if (second === 0 || record.forgotten) return record;
      return withTeam(record, (teams[at] ?? 0) > 4 ? { ...team, ...stamp } : stamp);
    });

  test('gives the same bytes in whatever order, however often, whether the states have a team or not', () => {
    const numbers = fc.array(fc.nat(7), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        replicas(4),
        numbers,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (four, teams, order) => {
          const all = states(four, teams);
          const merged = (indices: readonly number[]) =>
            formatRecord(
              indices
                .map((at) => textAndBack(all[at] as HireRecord))
                .reduce((a, b) => textAndBack(mergeRecords(a, b))),
            );
          const whole = merged(order);
          expect(whole).toBe(merged([0, 1, 2, 3]));
          expect(merged([...order, ...order])).toBe(whole);
          const [a, b, c, d] = order.map((at) => all[at] as HireRecord);
          if (a && b && c && d)
            expect(formatRecord(mergeRecords(mergeRecords(a, b), mergeRecords(c, d)))).toBe(whole);
        },
      ),
      runs(2_000),
    );
  });

  test('where the run is kept, the team of a share that comes in counts for nothing', () => {
    expect(mergeRecords(home, away).team).toBeUndefined();
    expect(mergeRecords(away, home).team).toBeUndefined();
  });

  test('what is left of a text says nothing about where the run is kept', () => {
    const left = salvage(formatRecord(home).slice(0, -20), 'h0000000a');
    expect(mergeRecords(left, away).team).toEqual(away.team);
    expect(mergeRecords(away, left).team).toEqual(away.team);
    expect(mergeRecords(left, home).team).toBeUndefined();
  });

  test('a tombstone absorbs it', () => {
    const text = tombstoneText().replace(/"record":"\w+"/, '"record":"h0000000a"');
    expect(mergeRecords(away, parseRecord(text)).team).toBeUndefined();
  });
});

test('under another id the team is named anew', () => {
  const renamed = underId('h0000000b', away);
  expect(textAndBack(renamed).team?.people).toEqual(team.people);
});

test('no redaction takes out a start, or makes one', () => {
  const start = home.events[0];
  const done = home.events[1];
  if (!start || !done) throw new Error('the story has both');
  for (const [of, event] of [
    [start.id, { ...start, name: 'Eve Mallory', start: '2020-01-01' }],
    [start.id, { ...done, id: start.id }],
    [done.id, { ...start, id: done.id, name: 'Eve Mallory', at: '2020-01-01T00:00:00.000Z' }],
  ] as const) {
    const envelope = { at: '2026-11-30T09:00:00.000Z', on: '2026-11-30', by: 'Eve', batch: 'x' } as const;
    const content = { ...envelope, kind: 'redacted', of, event };
    const redacted = { id: eventId(home.hire, content), ...content } as never;
    const attacked = mergeRecords(home, { ...home, events: [redacted] });
    for (const record of [attacked, textAndBack(attacked)])
      expect(reduceEvents(record)?.hire).toMatchObject({ name: 'Ada Lovelace', start: '2026-11-23' });
  }
});
