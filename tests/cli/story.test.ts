/**
 * Ninety days of three hires, their buddy and their manager, on two machines. Each screen on the way is kept in
 * screens/story/, which reads like a manual. Facts that must hold however the screens are worded are asserted as well.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate, dayCount, weekdayOf } from '../../src/dates.ts';
import { Narrator, type Person } from './narrator.ts';
import { World } from './world.ts';

interface Item {
  readonly id: string;
  readonly due: CalendarDate;
  readonly state: string;
  readonly optional: boolean;
  readonly count: { readonly total: number; readonly target: number | null } | null;
  readonly evidence: { readonly wanted: 'url' | 'text' | 'none' };
  readonly signOff: { readonly role: string; readonly state: string } | null;
}

interface Shown {
  readonly item: Item;
  readonly history: readonly { readonly what: string; readonly on: CalendarDate }[];
}

interface Status {
  readonly progress: Readonly<Record<'done' | 'skipped' | 'total' | 'percent', number>>;
  readonly finished: unknown;
  readonly overdue: readonly Item[];
  readonly next: readonly Item[];
  readonly waiting: readonly Item[];
  readonly blocked: readonly Item[];
  readonly inReview: readonly Item[];
}

interface Team {
  readonly hires: readonly { readonly name: string; readonly overdue: number }[];
}

const holidays2026: readonly CalendarDate[] = [
  '2026-11-11',
  '2026-11-26',
  '2026-12-24',
  '2026-12-25',
  '2027-01-01',
];
const holidays2027: readonly CalendarDate[] = ['2027-01-18', '2027-02-15', '2027-05-31'];
const holidays = [...holidays2026, ...holidays2027];

/** A company's calendar, as its calendar program writes it. */
function iCalendar(days: readonly CalendarDate[]): string {
  const plain = (day: CalendarDate) => day.replaceAll('-', '');
  const entries = days.flatMap((day) => [
    'BEGIN:VEVENT',
    `UID:${day}@company.example`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(addDays(day, 1))}`,
    'SUMMARY:Closed',
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Company//EN', ...entries, 'END:VCALENDAR'];
  return lines.map((line) => `${line}\r\n`).join('');
}

const settings = `program: checklists/product-manager
calendar:
  holidays: [company.ics]
people:
  release-manager: [{ name: Margaret Hamilton, contact: "#releases" }]
  support-lead: [{ name: Barbara Liskov }]
  dev-lead: [{ name: Lin Wu }]
  customer-engineer: [{ name: Radia Perlman }]
`;

const evidence = {
  none: [],
  text: ['--evidence', 'Message reminders'],
  url: ['--evidence', 'https://docs.company.example/ada'],
};

/** How many working days a date is after another: counted here, not by the program. */
function workingDays(from: CalendarDate, to: CalendarDate): number {
  const days = Array.from({ length: dayCount(to) - dayCount(from) }, (_, index) => addDays(from, index + 1));
  const isWorking = (day: CalendarDate) =>
    !['sat', 'sun'].includes(weekdayOf(dayCount(day))) && !holidays.includes(day);
  return days.filter(isWorking).length;
}

/** As in an editor; what is to be replaced has to be there once. */
function edit(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text.split(before)).toHaveLength(2);
  writeFileSync(path, text.replace(before, after));
}

function recordIn({ folder }: World, name: string): string {
  const texts = readdirSync(join(folder, 'hires')).map((file) =>
    readFileSync(join(folder, 'hires', file), 'utf8'),
  );
  const [found, ...others] = texts.filter((text) => text.includes(`"name":"${name}"`));
  if (!found || others.length > 0) throw new Error(`not one record of ${name}`);
  return found;
}

/** The files in which somebody is named. */
function filesNaming(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(name));
}

test('ninety days of three hires, their buddy and their manager', async () => {
  const tale = new Narrator(join(import.meta.dirname, 'screens/story'));
  const [laptop, team] = [new World(), new World()];
  const ada: Person = { world: laptop };
  const grace: Person = { world: team, as: 'Grace Hopper' };
  const alan: Person = { world: team, as: 'Alan Turing' };
  const margaret: Person = { world: team, as: 'Margaret Hamilton' };
  const lin: Person = { world: team, as: 'Lin Wu' };
  const radia: Person = { world: team, as: 'Radia Perlman' };
  const edsger: Person = { world: team, as: 'Edsger Dijkstra' };
  const sent = 'ada-lovelace.pm-onboard.json';

  const shown = (person: Person, hire: string, item: string, today: CalendarDate) =>
    tale.ask<Shown>(person, 'show', item, '--hire', hire, '--today', today);
  const statusOf = (person: Person, hire: string, today: CalendarDate) =>
    tale.ask<Status>(person, 'status', hire, '--today', today);
  const teamOn = async (today: CalendarDate) =>
    (await tale.ask<Team>(grace, 'team', '--today', today)).hires.map(({ name }) => name);
  const mail = (from: World, to: World) => cpSync(join(from.folder, sent), join(to.folder, sent));

  /** Brings Ada's copy of the team's folder up to date: everything but the records. */
  const pull = () => {
    for (const name of ['pm-onboard.yaml', 'company.ics', 'checklists'])
      cpSync(join(team.folder, name), join(laptop.folder, name), { recursive: true });
  };

  /** Ada sends her record to the team; what came of it comes back at once. */
  const exchange = async (today: CalendarDate) => {
    await tale.quietly(ada, 'share', '--today', today);
    mail(laptop, team);
    await tale.quietly(grace, 'share', '--receive', sent, '--today', today);
    await tale.quietly(grace, 'share', 'Ada', '--today', today);
    mail(team, laptop);
    await tale.quietly(ada, 'share', '--receive', sent, '--today', today);
    expect(recordIn(laptop, 'Ada Lovelace')).toBe(
      recordIn(team, 'Ada Lovelace').replace(/\n,"team":.*\n/, ''),
    );
  };

  /** Closes items, each with what it asks for. */
  const close = async (person: Person, hire: string, items: readonly Item[], today: CalendarDate) => {
    const flags = ['--hire', hire, '--today', today];
    for (const { id, count } of items) {
      const missing = count ? (count.target ?? 3) - count.total : 0;
      if (missing > 0) await tale.quietly(person, 'count', id, String(missing), ...flags);
    }
    // What is counted up to a target is done by the last one, unless it wants evidence too.
    const toTick = items.filter((item) => !item.count?.target || item.evidence.wanted !== 'none');
    for (const [wanted, given] of Object.entries(evidence)) {
      const ids = toTick.filter((item) => item.evidence.wanted === wanted).map(({ id }) => id);
      if (ids.length > 0) await tale.quietly(person, 'done', ...ids, ...given, ...flags);
    }
  };

  /** Does what is due until a day, one after the other where it has to be. */
  const workOff = async (person: Person, hire: string, today: CalendarDate, until = today) => {
    for (;;) {
      const { overdue, next } = await statusOf(person, hire, today);
      const ready = [...overdue, ...next].filter(
        ({ due, optional, state }) => !optional && state === 'open' && due <= until,
      );
      if (ready.length === 0) return;
      await close(person, hire, ready, today);
    }
  };

  /** Others do what they have to do for a hire. */
  const help = async (hire: string, today: CalendarDate) => {
    const { waiting } = await statusOf(grace, hire, today);
    await close(
      grace,
      hire,
      waiting.filter(({ due }) => due <= today),
      today,
    );
  };

  const begin = (name: string, start: CalendarDate, today: CalendarDate) =>
    tale.quietly(
      grace,
      ...['start', '--name', name, '--start', start, '--buddy', 'Grace Hopper', '--manager', 'Alan Turing'],
      ...['--no-me', '--no-input', '--today', today],
    );

  // Before the first day.
  await tale.screen(
    'a-workspace-for-the-team',
    'A week before: Grace, the buddy, makes a folder for the team. Her shell says who she is: PM_ONBOARD_AS="Grace Hopper".',
    grace,
    'pm-onboard init --checklists',
    { columns: 300 },
  );
  writeFileSync(join(team.folder, 'company.ics'), iCalendar(holidays2026));
  writeFileSync(join(team.folder, 'pm-onboard.yaml'), settings);
  await tale.screen(
    'preview',
    'In pm-onboard.yaml she names the holidays (company.ics, from the calendar program) and the release manager. What awaits Ada, who starts on Monday the 23rd? Above all: whom to book, and by when.',
    grace,
    'pm-onboard preview --start 2026-11-23 --today 2026-11-16 | head -n 21',
  );

  // The first days.
  pull();
  await tale.screen(
    'start',
    "Monday, the first day: Ada begins, on her own laptop, in her copy of the team's folder.",
    ada,
    'pm-onboard start --name "Ada Lovelace" --start 2026-11-23 \\\n    --buddy "Grace Hopper" --manager "Alan Turing" --me --today 2026-11-23',
    { lines: 26 },
  );
  await tale.screen(
    'show',
    'What is it about, her talk with Grace?',
    ada,
    'pm-onboard show 1.2 --today 2026-11-23',
  );
  await tale.quietly(ada, 'done', '1.1', '1.2', '--today', '2026-11-23');
  await tale.screen(
    'done',
    'They have talked, and made a document for their 1:1s. That item wants its link.',
    ada,
    'pm-onboard done 1.3 --evidence https://docs.company.example/ada-grace \\\n    --today 2026-11-23',
  );
  await tale.screen(
    'count',
    'Some things are counted: she has found a stale page.',
    ada,
    'pm-onboard count 1.9 --today 2026-11-23',
  );
  await tale.screen(
    'note',
    'What puzzles her now will puzzle nobody in a month, so she keeps it.',
    ada,
    'pm-onboard note 1.8 "two installers, which one?" --today 2026-11-23',
  );
  await tale.screen(
    'ask',
    'A question that can wait until Grace looks.',
    ada,
    'pm-onboard ask "Who decides Team or Enterprise edition?" --today 2026-11-23',
  );
  await workOff(ada, 'Ada', '2026-11-23');
  await tale.screen(
    'share',
    'In the evening she sends her record to Grace.',
    ada,
    'pm-onboard share --today 2026-11-23',
  );
  mail(laptop, team);
  await tale.screen(
    'review-a-file',
    'Tuesday: Grace opens what Ada has sent.',
    grace,
    `pm-onboard review ${sent} --today 2026-11-24`,
    { lines: 25 },
  );
  await tale.screen(
    'answer',
    'She answers the question, and sends the record back.',
    grace,
    'pm-onboard review ada --answer "?1" --text "Alan does, on Mondays" \\\n    --today 2026-11-24',
  );
  await help('Ada', '2026-11-24');
  await tale.quietly(grace, 'share', 'Ada', '--today', '2026-11-24');
  mail(team, laptop);
  await tale.screen(
    'receive',
    'Ada takes it in: what she did meanwhile stays, what Grace did is there too.',
    ada,
    `pm-onboard share --receive ${sent} --today 2026-11-24`,
  );
  // Where the run is kept, it goes by the settings; elsewhere by the team that came along.
  const there = recordIn(team, 'Ada Lovelace').replace(/\n,"team":.*\n/, '');
  expect(recordIn(laptop, 'Ada Lovelace')).toBe(there);
  await tale.screen(
    'show-why',
    'Why is that due on Friday? Thursday is a holiday of the company.',
    ada,
    'pm-onboard show 2.16 --why --today 2026-11-24',
  );
  expect((await shown(ada, 'Ada', '2.16', '2026-11-24')).item.due).toBe('2026-11-27');
  writeFileSync(join(team.folder, 'company.ics'), iCalendar(holidays));
  pull();

  // Two others join: one on the same day as Ada, one later, and then later still.
  await begin('Edsger Dijkstra', '2026-11-23', '2026-11-24');
  await begin('Katherine Johnson', '2026-12-07', '2026-11-24');
  await workOff(edsger, 'Edsger', '2026-11-25');
  await workOff(ada, 'Ada', '2026-11-25');
  await tale.screen(
    'status-week-2',
    'Tuesday of the second week: Ada had a cold from Thursday on, and sees what is left. The list of holidays reaches into the summer by now.',
    ada,
    'pm-onboard status --today 2026-12-01',
  );
  await tale.screen(
    'next',
    'She has half an hour before lunch.',
    ada,
    'pm-onboard next -n 2 --today 2026-12-01',
  );
  await workOff(ada, 'Ada', '2026-12-01');
  await exchange('2026-12-01');
  await tale.quietly(alan, 'review', 'Ada', '--approve', 'agree-goals', '--today', '2026-12-01');
  await tale.screen(
    'reschedule',
    'The same day: Katherine will come a week later. What would that change?',
    grace,
    'pm-onboard reschedule katherine --start 2026-12-14 --dry-run \\\n    --today 2026-12-01 2>&1 | head -n 12',
  );
  expect((await shown(grace, 'Katherine', '1.1', '2026-12-01')).item.due).toBe('2026-12-07');
  await tale.quietly(grace, 'reschedule', 'Katherine', '--start', '2026-12-14', '--today', '2026-12-01');
  expect((await shown(grace, 'Katherine', '1.1', '2026-12-01')).item.due).toBe('2026-12-14');
  await tale.screen(
    'team',
    'Once it is done, Grace looks at all three: Edsger needs her first.',
    grace,
    'pm-onboard team --today 2026-12-01',
  );
  expect(await teamOn('2026-12-01')).toEqual(['Edsger Dijkstra', 'Ada Lovelace', 'Katherine Johnson']);
  await tale.screen(
    'review',
    'Still that Tuesday: Grace prepares the 1:1 with Ada.',
    grace,
    'pm-onboard review ada --today 2026-12-01',
  );
  await tale.screen(
    'review-finish',
    'They have talked; what Grace has seen is not new to her any more.',
    grace,
    'pm-onboard review ada --note "settled in well" --finish --today 2026-12-01',
  );

  // A sign-off.
  await tale.quietly(ada, 'done', '3.11', '--evidence', 'Fast to set up.', '--today', '2026-12-03');
  await tale.screen(
    'done-for-sign-off',
    'Thursday: the comparison of competitors is written. It counts when Grace has signed it off.',
    ada,
    'pm-onboard done 3.12 --evidence https://docs.company.example/rivals \\\n    --today 2026-12-03',
  );
  await exchange('2026-12-03');
  const untouched = recordIn(team, 'Ada Lovelace');
  await tale.screen(
    'approve-by-another',
    'Alan, the manager, would sign it, but that is not his to do.',
    alan,
    'pm-onboard review ada --approve 3.12 --today 2026-12-04',
    { code: 2 },
  );
  expect(recordIn(team, 'Ada Lovelace')).toBe(untouched);
  await tale.screen(
    'return',
    'Friday: Grace has read it, and misses something.',
    grace,
    'pm-onboard review ada --return 3.12 --comment "the prices are missing" \\\n    --today 2026-12-04',
  );
  await exchange('2026-12-04');
  await tale.screen(
    'returned',
    'Ada finds it on her screen again, with what Grace says.',
    ada,
    'pm-onboard status --today 2026-12-04',
  );
  const returned = (await shown(ada, 'Ada', '3.12', '2026-12-04')).item;
  expect(returned).toMatchObject({ state: 'open', due: '2026-12-15', signOff: { state: 'returned' } });
  const again = ['--evidence', 'https://docs.company.example/rivals-2', '--today', '2026-12-07'];
  await tale.quietly(ada, 'done', '3.12', ...again);
  await exchange('2026-12-07');
  expect((await shown(ada, 'Ada', '3.12', '2026-12-07')).item.state).toBe('in review');
  await tale.screen(
    'approve',
    'Monday the prices are in, and on Tuesday Grace signs it off.',
    grace,
    'pm-onboard review ada --approve 3.12 --today 2026-12-08',
  );
  expect((await shown(grace, 'Ada', '3.12', '2026-12-08')).item).toMatchObject({
    state: 'done',
    signOff: { state: 'approved' },
  });
  await workOff(ada, 'Ada', '2026-12-08');
  await exchange('2026-12-08');
  await tale.screen(
    'agenda',
    'For the document of the 1:1s: the review as an agenda to paste.',
    grace,
    'pm-onboard review ada --markdown --today 2026-12-08',
  );
  await tale.quietly(grace, 'review', 'Ada', '--finish', '--today', '2026-12-08');
  await help('Ada', '2026-12-08');
  await exchange('2026-12-08');

  // A week of leave.
  const byWorkday = ['4.23', '3.26', '4.24', '4.5', '5.2', '5.7'];
  const dues = (...items: readonly string[]) =>
    Promise.all(items.map(async (item) => (await shown(ada, 'Ada', item, '2026-12-08')).item.due));
  const [before, finished] = [await dues(...byWorkday), await dues('2.7', '3.12')];
  await tale.screen(
    'away',
    'Ada is given a week off.',
    ada,
    'pm-onboard away --from 2026-12-14 --to 2026-12-18 --today 2026-12-08',
  );
  const after = await dues(...byWorkday);
  expect(after.map((due, index) => workingDays(before[index] ?? due, due))).toEqual(byWorkday.map(() => 5));
  expect(await dues('2.7', '3.12')).toEqual(finished);
  await workOff(ada, 'Ada', '2026-12-11');
  await tale.screen(
    'status-on-leave',
    'In that week nothing is asked of her.',
    ada,
    'pm-onboard status --today 2026-12-15',
  );
  expect((await statusOf(ada, 'Ada', '2026-12-15')).overdue).toEqual([]);
  await workOff(ada, 'Ada', '2026-12-23', '2026-12-28');
  await exchange('2026-12-23');

  // A project of her own.
  await tale.screen(
    'add-from-a-template',
    'Between the years Grace picks a first project for Ada. A template has the steps.',
    grace,
    'pm-onboard add "Message reminders" --from first-project --hire ada \\\n    --start 2027-01-04 --today 2026-12-28',
  );
  await exchange('2026-12-28');
  await tale.screen(
    'move',
    'Ada has them now too, and moves one to the day on which the team meets.',
    ada,
    'pm-onboard move "Message reminders: write it up" --due 2027-01-13 \\\n    --today 2026-12-28',
  );
  await workOff(ada, 'Ada', '2026-12-30');
  await exchange('2026-12-30');

  // The checklists get better.
  const checklist = (phase: string) => join(team.folder, `checklists/product-manager/${phase}.yaml`);
  edit(
    checklist('week-1'),
    'id: meet-release-manager\n        title: Meet the release manager',
    'id: next-release\n        formerly: [meet-release-manager]\n        title: Talk about the next release',
  );
  edit(
    checklist('day-60'),
    'items:\n  - id: project-discovery',
    'items:\n  - id: privacy-rules\n    title: Read the privacy rules\n    details: Done when you know what your project may store.\n    due: workday 24\n    takes: 60 min\n\n  - id: project-discovery',
  );
  await tale.screen(
    'lint-finds-something',
    'January: Grace adds an item and renames one, with `formerly` so that nobody has to do it again. Lint sees what she has forgotten.',
    grace,
    'pm-onboard lint',
    { code: 1 },
  );
  edit(checklist('day-30'), 'after: [meet-release-manager]', 'after: [next-release]');
  await tale.screen(
    'upgrade-for-a-pull-request',
    'That is fixed. What the edit does to those who are on their way, for the pull request.',
    grace,
    'pm-onboard upgrade --all --dry-run --markdown --today 2027-01-05',
  );
  const history = [{ what: 'done it', on: '2026-11-25' }];
  expect(await shown(grace, 'Ada', 'meet-release-manager', '2027-01-05')).toMatchObject({ history });
  await tale.screen(
    'upgrade',
    'It is merged, and everybody gets it.',
    grace,
    'pm-onboard upgrade --all --yes --today 2027-01-05',
  );
  pull();
  // Ada's run is kept on her laptop, so it takes the edit over there.
  await tale.quietly(ada, 'upgrade', '--yes', '--today', '2027-01-05');
  await exchange('2027-01-05');
  for (const person of [grace, ada]) {
    const renamed = await shown(person, 'Ada', 'next-release', '2027-01-05');
    expect(renamed).toMatchObject({ item: { state: 'done', due: '2026-11-25' }, history });
    const added = await shown(person, 'Ada', 'privacy-rules', '2027-01-05');
    expect(added.item).toMatchObject({ state: 'open', due: '2027-01-12' });
    const moved = await shown(person, 'Ada', 'Message reminders: write it up', '2027-01-05');
    expect(moved.item.due).toBe('2027-01-13');
  }
  await tale.screen(
    'log',
    'On her laptop Ada looks back: what she did under its former name is there.',
    ada,
    'pm-onboard log --item next-release --today 2027-01-05',
  );
  await tale.screen(
    'status-day-40',
    'Wednesday: nearly half of it is over.',
    ada,
    'pm-onboard status --today 2027-01-06',
  );
  await workOff(ada, 'Ada', '2027-01-08');
  await exchange('2027-01-08');

  // One leaves, one never comes.
  await tale.screen(
    'team-items',
    'Grace, as the author of the checklists: where do people get stuck?',
    grace,
    'pm-onboard team --items --today 2027-01-11 | head -n 14',
  );
  await tale.screen(
    'archive',
    'Edsger leaves for another company.',
    grace,
    'pm-onboard archive edsger --reason "went to Austin" --today 2027-01-11',
  );
  await tale.screen(
    'forget',
    'Katherine never came, and asks to be forgotten. Nobody is by accident: the name is typed out.',
    grace,
    'pm-onboard forget katherine --confirm "Katherine Johnson" \\\n    --today 2027-01-12',
  );
  expect(filesNaming(team.folder, 'Katherine')).toEqual([]);
  expect(filesNaming(team.folder, 'Edsger')).not.toEqual([]);
  expect(await teamOn('2027-01-12')).toEqual(['Ada Lovelace']);

  // To the end.
  for (const today of ['2027-01-20', '2027-02-03'] as const) await workOff(ada, 'Ada', today);
  await workOff(ada, 'Ada', '2027-02-19', '2027-03-31');
  await exchange('2027-02-19');
  await tale.quietly(grace, 'review', 'Ada', '--finish', '--today', '2027-02-19');
  await help('Ada', '2027-02-19');
  await tale.screen(
    'finish-refused',
    'Day 87: Ada has done her part. May it be finished? Not before all is signed off.',
    alan,
    'pm-onboard finish ada --today 2027-02-24',
    { code: 2 },
  );
  await tale.screen(
    'review-of-the-manager',
    'Alan sees what of it waits for him.',
    alan,
    'pm-onboard review ada --today 2027-02-24',
  );
  await tale.screen(
    'approve-several',
    'And does it. The others sign off what is theirs.',
    alan,
    'pm-onboard review ada --approve 5.2 --approve 5.5 --today 2027-02-24',
  );
  const signers: [Person, ...roles: string[]][] = [
    [grace, 'buddy', 'mentor'],
    [margaret, 'release-manager'],
    [lin, 'dev-lead'],
    [radia, 'customer-engineer'],
  ];
  for (const [person, ...roles] of signers) {
    const { inReview } = await statusOf(person, 'Ada', '2027-02-24');
    const theirs = inReview.filter(({ signOff }) => roles.includes(signOff?.role ?? ''));
    const flags = theirs.flatMap(({ id }) => ['--approve', id]);
    await tale.quietly(person, 'review', 'Ada', ...flags, '--today', '2027-02-24');
  }
  await tale.quietly(alan, 'done', '5.8', '--hire', 'Ada', '--today', '2027-02-24');
  await exchange('2027-02-25');
  await tale.screen(
    'status-day-90',
    'Day 90: one thing is left for Ada, her review of the ninety days.',
    ada,
    'pm-onboard status --today 2027-02-25',
  );
  await workOff(ada, 'Ada', '2027-02-25', '2027-03-31');
  await exchange('2027-02-25');
  const { progress, overdue, next, waiting, blocked, inReview } = await statusOf(grace, 'Ada', '2027-02-25');
  expect(progress).toEqual({ done: progress.total, skipped: 0, total: progress.total, percent: 100 });
  expect([...overdue, ...waiting, ...blocked, ...inReview]).toEqual([]);
  expect(next.filter(({ optional }) => !optional)).toEqual([]);
  await tale.screen(
    'finish',
    'All is done, and Alan closes the run.',
    alan,
    'pm-onboard finish ada --note "Welcome to the team." --today 2027-02-25',
  );
  expect((await statusOf(grace, 'Ada', '2027-02-25')).finished).toMatchObject({ on: '2027-02-25' });
  await tale.screen(
    'finish-markdown',
    'The summary as a page to keep.',
    alan,
    'pm-onboard finish ada --markdown --today 2027-02-25 2>&1 | head -n 22',
  );
  await tale.screen(
    'team-finished',
    'The team, with those who are through.',
    grace,
    'pm-onboard team --finished --today 2027-02-26',
  );
  await exchange('2027-02-26');
  await tale.screen(
    'status-finished',
    'And on her laptop, Ada.',
    ada,
    'pm-onboard status --today 2027-02-26',
  );

  // The year goes on.
  await tale.screen(
    'start-again',
    'June: Ada comes back from half a year in another company, and is hired again. Her first run is over, and stays as it was.',
    alan,
    'pm-onboard start --name "Ada Lovelace" --start 2027-06-07 --no-me \\\n    --today 2027-06-01',
    { code: 2 },
  );
  await tale.quietly(
    alan,
    ...[
      'start',
      '--name',
      'Ada Lovelace',
      '--another-run',
      '--start',
      '2027-06-07',
      '--buddy',
      'Grace Hopper',
    ],
    ...['--manager', 'Alan Turing', '--holidays', 'none', '--no-me', '--today', '2027-06-01'],
  );
  await tale.screen(
    'status-rehired',
    'Her name means the run under way.',
    alan,
    'pm-onboard status ada --today 2027-06-07',
  );
  expect((await statusOf(alan, 'Ada', '2027-06-07')).progress.done).toBe(0);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing', '--holidays', 'none', '--no-me'];
  await tale.quietly(
    grace,
    ...['start', '--name', 'Annie Easley', '--start', '2027-06-07', ...people, '--today', '2027-06-01'],
  );
  for (const program of ['product-manager', 'onboarding'])
    await tale.quietly(
      grace,
      ...['start', '--name', 'Grace Hopper', '--start', '2027-06-07', '--manager', 'Alan Turing', '--no-me'],
      ...['--program', program, '--holidays', 'none', '--today', '2027-06-01'],
      ...(program === 'onboarding' ? ['--another-run'] : []),
    );
  await tale.screen(
    'two-runs',
    'Grace looks after Ada and Annie, goes through two programs of her own, and ticks something off in one.',
    grace,
    'pm-onboard done onboarding:1.1 --hire grace --today 2027-06-07',
  );
  await tale.screen(
    'team-runs',
    'The team shows a line for each run.',
    grace,
    'pm-onboard team --today 2027-06-08',
  );
  const outside = { world: new World() };
  const [sentOn, back] = [['--today', '2027-06-08'], 'back.json'];
  await tale.quietly(alan, 'assign', 'ada', '--role', 'mentor', '--to', 'Joan Clarke', ...sentOn);
  await tale.quietly(grace, 'share', 'ada', '-o', 'ada.json', ...sentOn);
  cpSync(join(team.folder, 'ada.json'), join(outside.world.folder, 'ada.json'));
  await tale.screen(
    'share-to-an-outsider',
    'Joan, a mentor in another company, gets Ada by mail: the same dates, and she may act in her role.',
    outside,
    'pm-onboard review ada.json --as "Joan Clarke" --today 2027-06-08 | head -n 20',
  );
  const seen = async (person: Person) =>
    (await statusOf(person, 'Ada', '2027-06-08')).next.map(({ id, due }) => [id, due]);
  expect(await seen(outside)).toEqual(await seen(grace));
  await tale.quietly(outside, 'review', 'ada', '--as', 'Joan Clarke', '--note', 'Well begun.', ...sentOn);
  await tale.quietly(outside, 'share', 'ada', '-o', back, ...sentOn);
  cpSync(join(outside.world.folder, back), join(team.folder, back));
  await tale.screen(
    'share-comes-back',
    'What she noted comes back the same way.',
    grace,
    `pm-onboard share --receive ${back} --today 2027-06-08`,
  );
  tale.expectNoOthers();
});
