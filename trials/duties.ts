/** Works out the times of meetings and turns in zones all around the Earth, beside python-dateutil. They must be equal. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { addDays, type CalendarDate } from '../src/dates.ts';
import { occurrencesOf } from '../src/duties/meetings.ts';
import { clockText, type Meeting, parseMeetingRule, type Rotation } from '../src/duties/model.ts';
import { turnsOf } from '../src/duties/turns.ts';
import { instantOf, wallTimeAt } from '../src/instants.ts';
import { root } from '../tests/cli/home.ts';
import { zones } from '../tests/zones.ts';
import type { Given, Outcome, Trial } from './trial.ts';

const [first, last]: CalendarDate[] = ['2026-09-01', '2027-11-30'];

/** The two meetings of the handbook, and some at hours at which clocks change. */
const meetings = [
  { id: 'pm-meeting', day: 'wed', nth: null, from: 540, to: 570 },
  { id: 'roadmap-call', day: 'mon', nth: 2, from: 540, to: 600 },
  { id: 'last-sunday', day: 'sun', nth: -1, from: 60, to: 150 },
  { id: 'first-hour', day: 'sun', nth: null, from: 0, to: 30 },
  { id: 'second-hour', day: 'sun', nth: null, from: 90, to: 105 },
  { id: 'third-hour', day: 'sun', nth: null, from: 135, to: 165 },
] as const;

const people = ['Ada Lovelace', 'Alan Turing', 'Barbara Liskov', 'Grace Hopper', 'Lin Wu'];

/** The two rotations of the handbook, and one that switches on the day on which clocks change; half a year each, twice. */
const rotations = (['2026-09-28', '2027-02-01'] as const).flatMap((anchor) => [
  { id: `social-media ${anchor}`, anchor, switches: 'mon', starts: 'Grace Hopper', members: people },
  {
    id: `customer-requests ${anchor}`,
    anchor,
    switches: 'mon',
    starts: 'Ada Lovelace',
    members: people.slice(0, 4),
  },
  { id: `sundays ${anchor}`, anchor: addDays(anchor, 6), switches: 'sun', starts: 'Lin Wu', members: people },
]);

type Line = readonly (string | number)[];

const nothing = { before: [], during: [], after: [] };
const always = { isWorking: () => true, holidayOn: () => undefined };

function meetingIn(zone: string, { id, day, nth, from, to }: (typeof meetings)[number]): Meeting {
  const every = nth === null ? `week ${day}` : `month ${nth === -1 ? 'last' : '2nd'} ${day}`;
  const rule = parseMeetingRule(every);
  if (!rule) throw new TypeError(every);
  return {
    id,
    title: id,
    every: [{ value: rule }],
    at: [{ value: { from, to } }],
    zone: [{ value: zone }],
    onHoliday: 'keep',
    ...nothing,
  };
}

function rotationIn(
  zone: string,
  { id, anchor, switches, starts, members }: (typeof rotations)[number],
): Rotation {
  return {
    id,
    title: id,
    every: [{ value: { unit: 'week', interval: 1 } }],
    switches: [{ value: switches as 'mon' }],
    zone,
    order: [{ value: 'given-name' }],
    members: [...members].reverse().map((name) => ({ name })),
    anchors: [{ date: anchor, name: starts }],
    covers: [],
    ...nothing,
  };
}

function seconds(date: CalendarDate, minutes: number, zone: string): number {
  return instantOf({ date, minutes }, zone) / 1000;
}

function ours(): Line[] {
  return zones.flatMap((zone) => [
    ...meetings.flatMap((meeting) =>
      occurrencesOf(meetingIn(zone, meeting), first as CalendarDate, last as CalendarDate, always).map(
        ({ date, from, to }): Line => {
          const start = instantOf({ date, minutes: from }, zone);
          const seen = zones.map((other) => {
            const wall = wallTimeAt(start, other);
            return `${wall.date} ${clockText(wall.minutes)}`;
          });
          return [zone, meeting.id, date, start / 1000, seconds(date, to, zone), ...seen];
        },
      ),
    ),
    ...rotations.flatMap((rotation) =>
      turnsOf(rotationIn(zone, rotation), rotation.anchor, addDays(rotation.anchor, 26 * 7 - 1)).map(
        ({ from, holder }): Line => [zone, rotation.id, from, seconds(from, 0, zone), holder ?? ''],
      ),
    ),
  ]);
}

export const duties: Trial = {
  name: 'duties',
  sourceOnly: true,
  promise: 'meetings and turns come when another library says they do, whatever the clocks do',
  faults: [
    {
      what: 'of a time that comes twice, the second counts',
      edits: [{ file: 'src/instants.ts', from: 'Math.min(...fitting)', to: 'Math.max(...fitting)' }],
    },
    {
      what: 'a time that does not exist is earlier',
      edits: [{ file: 'src/instants.ts', from: ': wall - before;', to: ': wall - after;' }],
    },
    {
      what: 'the last such day of a month is the fourth',
      edits: [
        {
          file: 'src/duties/meetings.ts',
          from: 'addDays(date, 7).slice(0, 7) !== date.slice(0, 7)',
          to: 'nth === 4',
        },
      ],
    },
    {
      what: 'behind the last one of the order the last one comes again',
      edits: [{ file: 'src/duties/turns.ts', from: '?? ordered[0];', to: '?? ordered.at(-1);' }],
    },
  ],
  missing: () =>
    spawnSync('python3', ['-c', 'import dateutil']).status === 0
      ? undefined
      : "python-dateutil is not installed (Debian's python3-dateutil)",
  async run(_: Given): Promise<Outcome> {
    const script = join(root, 'trials/duties.py');
    const asked = JSON.stringify({ first, last, zones, meetings, rotations });
    const { stdout, stderr, status } = spawnSync('python3', [script], { input: asked, maxBuffer: 2 ** 28 });
    if (status !== 0) return { figure: 'python-dateutil gave no answer', broken: [String(stderr)] };
    const keyOf = ([zone, id, date]: Line) => `${zone} ${id} ${date}`;
    const theirs = new Map((JSON.parse(String(stdout)) as Line[]).map((line) => [keyOf(line), line]));
    const own = ours();
    const broken = own.flatMap((line) => {
      const other = theirs.get(keyOf(line));
      theirs.delete(keyOf(line));
      return JSON.stringify(other) === JSON.stringify(line)
        ? []
        : [`${line.slice(0, 5)} is ${other?.slice(0, 5)} by dateutil`];
    });
    for (const key of theirs.keys()) broken.push(`${key} is missing`);
    const turns = own.filter(([, id]) => rotations.some((each) => each.id === id)).length;
    return {
      figure: `${own.length - turns} times of ${meetings.length} meetings in ${zones.length} zones, seen from ${zones.length}, and ${turns} turns: ${broken.length} differ from python-dateutil`,
      broken,
    };
  },
};
