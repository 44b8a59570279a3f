/**
 * A chapter of the story: a conversation that is booked, moved, called off and skipped, as two calendar programs see it that
 * both get each new file: ical.js, and where it is installed, python3-icalendar. The screens are in screens/story-calendar/.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCalendar } from '../ical.ts';
import { Narrator, type Person } from './narrator.ts';
import { World } from './world.ts';

const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import icalendar']).status === 0,
);
const reader = `
import icalendar, json, sys
print(json.dumps([[str(e['uid']), int(e['sequence']), str(e['summary']), e['dtstart'].dt.isoformat().replace('+00:00', 'Z'), str(e['status'])]
  for e in icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk('VEVENT')]))
`;

/** What a reader has of an event: id, number, title, start and status. */
type Event = [uid: string, sequence: number, title: string, start: string, status: string];

/** A calendar program that imports files one after the other: an event of a known id takes the place of the one before. */
class Reader {
  readonly #events = new Map<string, Event>();

  constructor(readonly read: (path: string) => Event[]) {}

  import(path: string): void {
    for (const event of this.read(path)) {
      const known = this.#events.get(event[0]);
      if (!known || known[1] <= event[1]) this.#events.set(event[0], event);
    }
  }

  /** The events of an item. */
  of(item: string): Event[] {
    return [...this.#events.values()].filter(([uid]) => uid.startsWith(`${item}.`));
  }
}

test('a conversation is booked, moved, called off and skipped, in two calendars', async () => {
  const tale = new Narrator(join(import.meta.dirname, 'screens/story-calendar'));
  const world = new World();
  const ada: Person = { world };
  await world.run(['init', '--checklists']);
  writeFileSync(
    join(world.folder, 'pm-onboard.yaml'),
    'program: checklists/product-manager\npeople:\n  release-manager: [{ name: Margaret Hamilton, contact: margaret@company.example }]\n',
  );
  await world.startAda('--zone', 'Europe/Berlin', '--holidays', 'none');
  const path = join(world.folder, 'ada.ics');
  const readers = [
    new Reader((file) =>
      readCalendar(readFileSync(file, 'utf8')).events.map(
        ({ uid, sequence, title, start, status }): Event => [uid, sequence, title, start, status],
      ),
    ),
    ...(python === undefined
      ? []
      : [
          new Reader((file) => {
            const { stdout } = spawnSync(python, ['-c', reader, file], { encoding: 'utf8' });
            return JSON.parse(stdout) as Event[];
          }),
        ]),
  ];
  /** Each reader imports the file as it is now, and shows one event of the conversation. */
  const shows = (title: string, start: string, status: string) => {
    const sequences = readers.map((each) => {
      each.import(path);
      const events = each.of('meet-release-manager');
      expect(events.map(([, , ...rest]) => rest)).toEqual([[title, start, status]]);
      return events[0]?.[1];
    });
    expect(new Set(sequences).size).toBe(1);
    return sequences[0] ?? 0;
  };
  const write = 'pm-onboard calendar --ics -o ada.ics --today';
  const meeting = 'Meet the release manager';

  await tale.screen(
    'a-file',
    'Monday. Ada writes her first file, and imports it into her calendar, and on her phone into another one. The talk with the release manager is in both, as one to book.',
    ada,
    `${write} 2026-11-23`,
  );
  const first = shows(`To book: ${meeting}`, '2026-11-25', 'TENTATIVE');

  await tale.screen(
    'booked',
    'Margaret said yes to Friday. Ada notes it, and gets an invitation to attach to a mail.',
    ada,
    'pm-onboard book 2.7 --on fri --at 10:00 --invite ada@company.example \\\n  -o meet.ics --today 2026-11-23',
  );
  await tale.screen(
    'in-the-file',
    'In the next file the entry of before stands at ten in Berlin, which is nine in UTC.',
    ada,
    `${write} 2026-11-23\ngrep -A9 ^UID:meet-release ada.ics | grep -E '^(DTSTART|DTEND|SUMM|STAT)'`,
  );
  const booked = shows(meeting, '2026-11-27T09:00:00Z', 'CONFIRMED');
  expect(booked).toBeGreaterThan(first);
  const invited = readCalendar(readFileSync(join(world.folder, 'meet.ics'), 'utf8'));
  expect(invited).toMatchObject({ method: 'REQUEST', events: [{ start: '2026-11-27T09:00:00Z' }] });
  expect(invited.events[0]?.attendees).toEqual(['mailto:margaret@company.example']);

  await tale.screen(
    'moved',
    'Tuesday. Margaret is ill until Monday; it moves, and both calendars show it once.',
    ada,
    `pm-onboard book 2.7 --on 2026-11-30 --at 14:30 --today 2026-11-24\n${write} 2026-11-24`,
  );
  const moved = shows(meeting, '2026-11-30T13:30:00Z', 'CONFIRMED');
  expect(moved).toBeGreaterThan(booked);

  await tale.screen(
    'called-off',
    'Friday. Monday is off, and there is no other day yet: it is a talk to book again.',
    ada,
    `pm-onboard book 2.7 --cancel --today 2026-11-27\n${write} 2026-11-27`,
  );
  const calledOff = shows(`To book: ${meeting}`, '2026-11-25', 'TENTATIVE');
  expect(calledOff).toBeGreaterThan(moved);

  await tale.screen(
    'skipped',
    'The next week. Margaret has left, and her work with her. Both calendars say that the talk is cancelled, and keep the day free.',
    ada,
    `pm-onboard skip 2.7 --reason "she has left" --today 2026-12-01\n${write} 2026-12-01`,
  );
  expect(shows(`Cancelled: ${meeting}`, '2026-11-25', 'CANCELLED')).toBeGreaterThan(calledOff);

  await tale.quietly(ada, 'calendar', '--ics', '-o', 'ada.ics', '--today', '2027-01-30');
  expect(readFileSync(path, 'utf8')).toContain(`Cancelled: ${meeting}`);
  await tale.screen(
    'gone',
    'Sixty days later the file no longer has it. A calendar that subscribed to the file has lost it with that; whoever imported it deletes it by hand.',
    ada,
    `${write} 2027-01-31\ngrep -c ^UID:meet-release ada.ics`,
    { code: 1 },
  );
  tale.expectNoOthers();
});
