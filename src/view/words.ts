/** Small phrases that several screens share, and parts of printed commands. */
import {
  type CalendarDate,
  longDate,
  shortDate,
  shortWeekdayNames,
  type Weekday,
  weekdays,
} from '../dates.ts';
import { agreeing, durationText, listText, plural } from '../phrases.ts';
import type { Calendar, CalendarDay } from '../plan/calendar.ts';
import type { Pace } from '../plan/pace.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Called, Committer, Run } from '../plan/run.ts';
import { fullDay } from '../program/grammar.ts';
import type { Item } from '../program/model.ts';
import { withoutEvidenceText } from '../progress/kinds.ts';
import { type Named, samePerson } from '../progress/names.ts';
import {
  type BookedView,
  type CountView,
  type ItemView,
  type JudgementView,
  type RoleView,
  type VoidedView,
  viewRole,
} from './item.ts';

export { listText, plural };

/** Minutes → text: `45 min`, `3 h`, `1 h 30`, `2 days`. */
export function effortText(minutes: number): string {
  if (minutes % fullDay === 0) return plural(minutes / fullDay, 'day');
  return minutes > 60 ? durationText(minutes) : `${minutes} min`;
}

/** A sum of minutes, rounded as people would say it: `20 min`, `2 h`, `3 days`. */
export function roughEffort(minutes: number): string {
  if (minutes < 90) return `${Math.ceil(minutes / 5) * 5} min`;
  const hours = Math.round(minutes / 60);
  return hours <= 12 ? `${hours} h` : plural(Math.round(minutes / fullDay), 'day');
}

/** Minutes of a day's work, to five minutes: `45 min`, `3 h`, `2 h 50`. */
export function hoursText(minutes: number): string {
  return durationText(Math.max(5, Math.round(minutes / 5) * 5));
}

/** A count in words: `2 of 5 days`, `7 so far`; with `most` also the upper limit: `2 of 5 to 10 days`. */
export function countText({ total, target, upTo, unit }: CountView, most = false): string {
  if (target === null) return `${withUnit(`${total}`, total, unit)} so far`;
  if (most && upTo !== null && upTo > target) return withUnit(`${total} of ${target} to ${upTo}`, upTo, unit);
  return withUnit(`${total} of ${target}`, target, unit);
}

/**
 * A count with its unit: `0 of 5 days`, but `sprints: 0 of 1`, since a unit is a plural, which does not fit after a 1.
 * @param last the number that the unit would follow
 */
export function withUnit(count: string, last: number, unit: string | null): string {
  if (unit === null) return count;
  return last === 1 ? `${unit}: ${count}` : `${count} ${unit}`;
}

/** Days of the week, given in the order of the week, as text: `Mon to Thu`, or `Mon, Tue and Fri`. */
export function weekText(days: readonly Weekday[]): string {
  const names = days.map((day) => shortWeekdayNames[weekdays.indexOf(day)] ?? day);
  const joined = weekdays.join().includes(days.join()) && days.length > 2;
  return joined ? `${names[0]} to ${names.at(-1)}` : listText(names);
}

/** The first names of the people who hold the role: `Grace`; the role's title when nobody does. */
export function roleNames({ people, title }: RoleView): string {
  return people.length > 0 ? people.map(firstName).join(', ') : lowerFirst(title);
}

/** As {@link roleNames}; with a guide to ask, `release manager (who? ask Grace)` when nobody holds the role. */
export function namesOrWhom(role: RoleView, guide: string | null | undefined): string {
  return role.people.length > 0 || !guide ? roleNames(role) : `${roleNames(role)} (${askText(guide)})`;
}

/** The hint where nobody is being onboarded. */
export const startHint = 'begin with: pm-onboard start';

/** @param workspace its folder */
export function nobodyHere(workspace: string): string {
  return `nobody is being onboarded in ${workspace} yet`;
}

/** The hint for whoever the records know by another name. */
export const sayAs = 'If you go by another name here, say it with --as.';

/** The hint below what is over. @param called what names its run */
export function logHint(called: string): string {
  return `What happened: pm-onboard log ${called}`;
}

/** Titles over what is late, and over what others owe a hire. */
export const catchUpTitle = 'To catch up on';
export const owedTitle = 'What others owe';

/** What is late, as how many or how much: `3 to catch up on`. */
export function toCatchUp(what: string | number): string {
  return `${what} to catch up on`;
}

/** Where a day lies that is neither worked nor a holiday. */
export const outsideWeek = 'outside the working week';

/** The text to print instead of a name when nobody is known to hold a role. */
export function askText(guide: string): string {
  return `who? ask ${firstName(guide)}`;
}

/** Whom to meet and how to reach them: `Edsger (#releases)`; when nobody holds the role, whom to ask. */
export function meetText(role: RoleView, guide: string | null): string {
  if (role.contacts.length === 0) return namesOrWhom(role, guide);
  return role.people
    .map((name) => {
      const contact = role.contacts.find((each) => each.name === name)?.contact;
      return contact ? `${firstName(name)} (${contact})` : firstName(name);
    })
    .join(', ');
}

/** When something is booked for: `Fri 27 Nov, 10:00 (Europe/Berlin)`; the zone stands only beside a time. */
export function bookedText(
  { day, time }: BookedView,
  zone: string | null | undefined,
  today: CalendarDate,
): string {
  const place = zone ? ` (${zone})` : '';
  return `${longDate(day, today)}${time === null ? '' : `, ${time}${place}`}`;
}

/** `approved by Bea Buddy on Tue 20 Oct`, and who committed that, where it is somebody else. */
export function judgementText({ kind, by, on, committedBy }: JudgementView, today: CalendarDate): string {
  return `${kind} by ${by} on ${longDate(on, today)}${committedText(committedBy)}`;
}

/** `approved by Bea Buddy, no longer PM buddy then; Ben Buddy is asked`. @param signOff the sign-off that it was meant for */
export function voidedText({ kind, by, why, committedBy }: VoidedView, { people, title }: RoleView): string {
  const asked =
    people.length === 0
      ? `nobody else is ${lowerFirst(title)}`
      : `${listText(people)} ${agreeing(people.length, 'is', 'are')} asked`;
  return `${kind} by ${by}, ${why}${committedText(committedBy)}; ${asked}`;
}

/** `, committed by ada@example.com`; empty where nobody else did. */
export function committedText(committer: Committer | null): string {
  return committer ? `, committed by ${committer.email || committer.name}` : '';
}

/** The first word of a name, for screens that show the whole name elsewhere. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** What sentences call a run: what its checklist is for as that was typed, `Reminders`, `Reminders 2` for the second run, else its hire. */
export function nameOfRun({ name, subject, number }: RunNames): string {
  if (subject === null || subject === undefined) return name;
  return `${subject}${number && number > 1 ? ` ${number}` : ''}`;
}

/** The title of a checklist, with which run of it for its subject it is, from the second one on: `Reminders, out of beta, run 2`. */
export function numbered(title: string, number = 1): string {
  return number > 1 ? `${title}, run ${number}` : title;
}

/** A run as a record or a view names it. */
interface RunNames {
  readonly name: string;
  readonly subject?: string | null;
  readonly number?: number | null;
}

/** A title inside a sentence: `PM buddy` keeps its capitals, `Release manager` loses one. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** What a person typed in several lines, in one, for a row of a screen. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}

/** The text with a capital first letter, to begin a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How the hire's work stands against the plan: `on time`, `2 h 30 late`, or what a day asks for, `4 h 10 a day, not 3 h`. */
export function paceText({ hoursLate, hoursNeeded, hoursPlanned, behind }: Pace): string {
  if (hoursLate > 0) return `${hoursText(hoursLate * 60)} late`;
  if (!behind) return 'on time';
  if (hoursNeeded === 0) return 'something to hand in';
  return `${hoursText(hoursNeeded * 60)} a day, not ${hoursPlanned > 0 ? hoursText(hoursPlanned * 60) : 'none'}`;
}

/** The item's count, `2 of 5 days`, or else its effort, `3 h`; empty if the item has neither. */
export function sizeText(item: Pick<ItemView, 'count' | 'takes'>): string {
  if (item.count) return countText(item.count);
  return item.takes === null ? '' : effortText(item.takes);
}

/** The command that counts an item, or ticks it off when its count has reached the target. */
export function closingCommand(item: ItemView, hire: Called): string {
  const command = item.count && !isRipe(item) ? 'count' : 'done';
  return `pm-onboard ${command} ${item.ref}${hireFlag(hire)}`;
}

/** Whether the item's count has reached its target and the item is still to do. */
export function isRipe({ count, state }: ItemView): boolean {
  const open = state === 'open' || state === 'blocked' || state === 'waiting';
  return open && count !== null && count.target !== null && count.total >= count.target;
}

/** The evidence that `done` will ask for, as a list with one phrase; an empty list if `done` asks for nothing. */
export function evidenceWish({ evidence }: { evidence: Pick<ItemView['evidence'], 'wanted'> }): string[] {
  return { none: [], text: ['wants a few words'], url: ['wants a link'] }[evidence.wanted];
}

/** Why an item was done without the evidence that it wants: `without evidence: the repository is private`; empty otherwise. */
export function withoutText({ evidence: { without } }: Pick<ItemView, 'evidence'>): string {
  return without === null ? '' : withoutEvidenceText(without);
}

/** The state of an item in words; of what is left out, what is said of it. */
export function stateWord({ state, answer }: Pick<ItemView, 'state' | 'answer'>): string {
  return state === 'skipped' && answer ? answer.replace('-', ' ') : state;
}

/**
 * What is said of an item that is left out, and why: `waived by Grace Hopper: …`, `not applicable: …`. Of a plain skip, the reason
 * alone, and that a waiver by the hire is none.
 */
export function leftOutText(
  { answer, flaw }: Pick<ItemView, 'answer' | 'flaw'>,
  by: string,
  reason: string | null,
): string {
  const why = reason === null ? '' : oneLine(reason);
  const said = answer === 'waived' ? `waived by ${by}` : answer === 'not-applicable' ? 'not applicable' : '';
  const none = flaw ? `${why ? ' ' : ''}(${by} can't waive it, being the hire)` : '';
  return `${said}${said && why ? ': ' : ''}${why}${none}`;
}

/** `valid until Thu 15 Jan: do it again`. */
export function doAgainText(until: CalendarDate, today: CalendarDate, say = shortDate): string {
  return `valid until ${say(until, today)}: do it again`;
}

/** That what was done has run out: a list with `valid until Thu 15 Jan: do it again`; else empty. */
export function againText(
  { expired, validUntil }: Pick<ItemView, 'expired' | 'validUntil'>,
  today: CalendarDate,
): string[] {
  return expired && validUntil ? [doAgainText(validUntil, today)] : [];
}

/** Whether a text is a link of the web, and nothing else. */
export function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

/** What is said where a change of the calendar or of an item leaves every due date alone. */
export const noDateMoves = 'No due date moves.';

/** The title over what is overdue once a change is made. */
export const lateTitle = 'CATCH UP, due before today';

/** What is said of a run that a screen can't show. */
export function unlookedText(name: string, why: string): string {
  return `${name} could not be looked at: ${why}`;
}

/** What is said of a run that a list of work leaves out, since it can't be read. */
export function unlistedText({
  name,
  fault,
  remedy,
}: {
  name: string;
  fault: string;
  remedy: string;
}): string {
  return `${name} is not in this list: ${fault}; ${remedy}`;
}

export function lateText(item: ItemView, today: CalendarDate): string {
  return item.daysLate > 0 ? `${plural(item.daysLate, 'day')} late` : `was due ${shortDate(item.due, today)}`;
}

/** Why a date is not a working day, as a list with one phrase: `Sat 28 Nov is not in the working week`; else empty. */
export function idleText(date: CalendarDate, calendar: Calendar, today: CalendarDate): string[] {
  const day = calendar.dayOn(date);
  if (day.kind === 'working') return [];
  return [`${longDate(date, today)} is ${day.kind === 'leave' ? 'a day of leave' : whyOffText(day)}`];
}

/** A day with what the calendar knows of it: `Thu 24 Dec, Christmas Eve (company.ics)`; for a working day its date alone. */
export function dayOffText(day: CalendarDay, today: CalendarDate): string {
  const date = longDate(day.date, today);
  return day.kind === 'working' && !day.extra ? date : `${date}, ${whyOffText(day)}`;
}

/** Why a day is off, or worked for once: `Christmas Eve (company.ics)`, `worked: for Mon 4 Jan`, `leave`. */
export function whyOffText({ kind, extra, name, source }: Omit<CalendarDay, 'date'>): string {
  const from = source ? ` (${source})` : '';
  if (extra) return `worked${name ? `: ${name}` : ''}${from}`;
  if (kind === 'holiday') return `${name ?? 'a holiday'}${from}`;
  return kind === 'leave' ? 'leave' : 'not in the working week';
}

/** Why a date that is taken all the same is not a working day, as a list with one sentence; else empty. */
export function idleButTaken(date: CalendarDate, calendar: Calendar, today: CalendarDate): string[] {
  return idleText(date, calendar, today).map((text) => `${text}; it counts as it stands.`);
}

/** The reason why an item keeps its due date when the others move. */
export function heldText({ item, progress }: PlannedItem): string {
  const { moved = item.added?.due } = progress;
  return moved === item.added?.due ? 'it was added with that date' : 'it was moved by hand';
}

/** The people who have to act, if not the hire; else `optional` for an optional item, or empty. */
export function actorText({ by, optional }: Item, run: Run): string {
  if (by !== undefined) return roleNames(viewRole(by, run));
  return optional ? 'optional' : '';
}

/** The text as one word for a POSIX shell, quoted where necessary, so that printed commands can be pasted. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How a command that is printed names the hire: by the name, or by the id where the name fits another hire or looks like a flag. */
export function calledAmong(
  hires: readonly (Named & { readonly id: string })[],
  { id, name }: { readonly id: string; readonly name: string },
): string {
  const isOther = hires.some((hire) => hire.id !== id && samePerson(hire, name));
  return isOther || name.startsWith('-') ? id : quoted(name);
}

/**
 * The flag to append to a printed command so that it means this run: ` --hire Ada`, or ` --run release` for one of several runs
 * of the hire whom commands are about anyway; empty where none is needed.
 */
export function hireFlag({ called, usual, run }: Called): string {
  if (!usual) return ` --hire ${called}`;
  return run === undefined ? '' : ` --run ${quoted(run)}`;
}

/** What names a run right behind the word of a command: ` ada` for that of a hire, ` --run message-reminders` for that of a checklist. */
export function runArgument(run: Called & Pick<Run, 'progress'>): string {
  return run.progress.hire.subject === undefined ? ` ${run.called}` : hireFlag(run);
}
