/** `book`: which items are meant, and the day and time that flags or answers give. */
import { type CalendarDate, compareDates, laterOf, longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { dateFrom } from '../session/date-argument.ts';
import { matchItems } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { timeFrom } from '../session/time-argument.ts';
import { dueOr } from '../view/anchor.ts';
import { type BookedView, guideOf, viewRole } from '../view/item.ts';
import {
  askText,
  firstName,
  hireFlag,
  idleButTaken,
  idleText,
  listText,
  namesOrWhom,
  plural,
  roleNames,
  upperFirst,
} from '../view/words.ts';
import { nameOf } from './afterwards.ts';
import { ask, confirmed } from './input.ts';
import { pickOne } from './offer.ts';
import { chosenItems, notToDo } from './pick.ts';

export interface BookFlags {
  readonly on?: string;
  readonly at?: string;
  readonly force?: boolean;
}

/**
 * The items to book: the named ones, else the meeting that the person at the terminal picks.
 * @returns empty where nothing is named and no meeting is left to book
 * @throws UserError for an item that is closed, or that somebody else does without meeting anybody; with exit 4 where nothing
 *   is named and nobody can be asked
 */
export async function itemsToBook(run: OpenRun, names: readonly string[]): Promise<PlannedItem[]> {
  if (names.length === 0)
    return pickOne(run, {
      command: 'book',
      question: 'Which of them?',
      items: meetingsToBook(run),
      about: (planned) => [
        dueOr(planned, `by ${longDate(planned.due, run.plan.today)}`),
        ...whoText(planned, run),
      ],
    });
  const chosen = await chosenItems(run, names, {
    command: 'book',
    outcome: 'booked',
    state: 'open',
    fits: isToDo,
  });
  for (const planned of chosen) {
    const { item, ref } = planned;
    if (!isToDo(planned)) throw notToDo(planned, run, 'booked');
    if (item.by === undefined || item.with.length > 0) continue;
    throw new UserError(
      `${nameOf(planned)} is done by ${namesOrWhom(viewRole(item.by, run), guideOf(run))}, and nobody is met for it`,
      `so there is nothing to book; all about it: pm-onboard show ${ref}${hireFlag(run)}`,
    );
  }
  return chosen;
}

/** The items whose booking is to be cancelled: the named ones, booked or not, else the booked one that the person picks. */
export async function itemsToCancel(run: OpenRun, names: readonly string[]): Promise<PlannedItem[]> {
  const isBooked = (planned: PlannedItem) => planned.booked !== undefined;
  if (names.length > 0) return matchItems(run, names);
  return pickOne(run, {
    command: 'book',
    flag: ' --cancel',
    question: 'Which of them?',
    items: run.plan.items.filter(isBooked),
    about: (planned) => [
      ...(planned.booked ? [longDate(planned.booked.on, run.plan.today)] : []),
      ...whoText(planned, run),
    ],
  });
}

/** The hire's own meetings that are still to book, by due date. */
function meetingsToBook({ plan }: Run): PlannedItem[] {
  const open = plan.items.filter(
    ({ item, state, booked }) => isToDo({ state }) && !item.by && item.with.length > 0 && !booked,
  );
  return open.sort((a, b) => compareDates(a.due, b.due));
}

/** The first names of the people to meet, as one phrase; where none is known, whom to ask. Empty where nobody is met. */
function whoText({ item }: PlannedItem, run: Run): string[] {
  const roles = item.with.map((role) => viewRole(role, run));
  const people = new Set(roles.flatMap((role) => role.people));
  if (people.size > 0) return [listText([...people].map(firstName))];
  const guide = guideOf(run);
  return guide === undefined || roles.length === 0 ? roles.map(roleNames) : [askText(guide)];
}

/**
 * The day and time of `--on` and `--at`, or the answers to two questions.
 * @returns undefined where the person has nothing to enter yet: they pressed Enter, or nobody can be asked
 * @throws UserError for a text that is no date or time, or a date before today
 */
export async function takeBooking(
  run: OpenRun,
  items: readonly PlannedItem[],
  { on, at }: BookFlags,
): Promise<BookedView | undefined> {
  const { session } = run;
  const read = (text: string) => dayFrom(text, items, run);
  if (on !== undefined) {
    const time = at === undefined ? null : timeFrom(at, '--at');
    return { day: readDate(session.io, on, '--on', read), time };
  }
  if (!session.mayAsk) return undefined;
  const whether = <T>(check: (text: string) => T) => {
    return (text: string) => (text.trim() === '' ? undefined : check(text));
  };
  const typed = await ask(
    'Booked for which day? (YYYY-MM-DD, fri, 25 nov, +3d; Enter if not yet)',
    whether((text) => {
      read(text);
      return text;
    }),
  );
  if (typed === undefined) return undefined;
  const day = readDate(session.io, typed, '--on', read);
  const time = await ask(
    'At what time? (10:00; Enter to leave it open)',
    whether((text) => timeFrom(text, '--at')),
  );
  return { day, time: time ?? null };
}

/** @throws UserError for a text that is no date, or a date before today */
function dayFrom(text: string, items: readonly PlannedItem[], run: Run): CalendarDate {
  const { today } = run.plan;
  const day = dateFrom(text, { flag: '--on', today, lies: 'ahead', isPossible: (date) => date >= today });
  if (day >= today) return day;
  const command = bookCommand(items, { day: dayToBook(items, run), time: null }, run);
  const refs = items.map(({ ref }) => ref).join();
  const plain = items.every(({ item, state }) => !item.count && item.evidence === 'none' && state === 'open');
  const done = plain ? `; if it took place then: pm-onboard done ${refs} --on ${day}${hireFlag(run)}` : '';
  throw new UserError(
    `--on: ${longDate(day, today)} is past`,
    `give a day from today on, such as: ${command}${done}`,
  );
}

/** A day on which the items could take place: their due date, or else the next working day from which they may be done. */
export function dayToBook(items: readonly PlannedItem[], { plan, calendar }: Run): CalendarDate {
  const due = items.map((planned) => planned.due).reduce(laterOf);
  const first = items.map(({ from = plan.today }) => from).reduce(laterOf, plan.today);
  return due >= first && calendar.isWorking(due) ? due : calendar.nthWorkday(first, 1);
}

/** The command that books the items for a day. */
export function bookCommand(items: readonly PlannedItem[], { day, time }: BookedView, run: Run): string {
  const at = time === null ? '' : ` --at ${time}`;
  return `pm-onboard book ${items.map(({ ref }) => ref).join()} --on ${day}${at}${hireFlag(run)}`;
}

/**
 * Whether to book a day on which the hire doesn't work: yes with `--force`, else the person at the terminal says so.
 * @throws UserError with exit 4 when nobody can be asked; it says why the day is off, and which working day is the next
 */
export async function confirmDay(
  run: OpenRun,
  items: readonly PlannedItem[],
  booking: BookedView,
  force: boolean | undefined,
): Promise<boolean> {
  const { calendar, plan, session } = run;
  const [off] = idleText(booking.day, calendar, plan.today);
  if (off === undefined) return true;
  const day = calendar.nthWorkday(booking.day, 1);
  return confirmed(session, {
    force,
    fault: `--on: ${off}`,
    remedy: `the next working day is ${longDate(day, plan.today)}: ${bookCommand(items, { ...booking, day }, run)}; if the day is meant: --force`,
    question: `${upperFirst(off)}; the next working day is ${longDate(day, plan.today)}. Is the day meant?`,
  });
}

/** Sentences on a day off, on what the items wait for, and on the working days by which the day is later than they are due. */
export function bookingRemarks(items: readonly PlannedItem[], { day }: BookedView, run: Run): string[] {
  const { plan, calendar } = run;
  const waiting = items.filter(({ blockers }) => blockers.length > 0);
  const late = items.filter(({ due, undated, item }) => !undated && due < day && !item.optional);
  return [
    ...idleButTaken(day, calendar, plan.today),
    ...waiting.map(({ ref, blockers }) => {
      const named = plan.items.filter(({ item }) => blockers.includes(item.id)).map(nameOf);
      return `${ref} waits for ${listText(named)}, which is to be done before it.`;
    }),
    ...late.map(({ ref, due }) => {
      const days = calendar.workdaysBetween(due, day);
      const later = days > 0 ? `${plural(days, 'working day')} later` : 'later';
      return `${ref} is due on ${longDate(due, plan.today)}; the booking is ${later}. To move it: pm-onboard move ${ref} --due ${day}${hireFlag(run)}`;
    }),
  ];
}
