/** The status screen in words: its head, the state of the run, its foot, and the command to type next. */
import { daysBetween, longDate, shortDate, typedDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import type { Called } from '../plan/run.ts';
import { isOver } from '../progress/reduce.ts';
import { beginsText, dayText, hasFirstDay, isEarly } from './anchor.ts';
import { sectionsOf } from './sections.ts';
import type { ClosingView, PhaseView, StatusView } from './status.ts';
import {
  closingCommand,
  effortText,
  firstName,
  hireFlag,
  hoursText,
  listText,
  oneLine,
  plural,
  quoted,
  upperFirst,
} from './words.ts';

export type Screen = ReturnType<typeof screenOf>;

/**
 * @param hire how the commands on the screen name the hire
 * @param all whether late items get rows for which today has no room
 */
export function screenOf(status: StatusView, hire: Called, all = false) {
  const early = isEarly(status);
  // A checklist as a rule has one phase, whose name and due date say nothing beside the title.
  const isList = status.hire.subject !== null && status.phases.length < 2;
  return {
    name: status.hire.title ?? status.hire.name,
    /** The filter and ` --hire NAME`, to append to the command that shows more of this; empty where it means this hire anyway. */
    flag: `${status.filter?.flags ?? ''}${hireFlag(hire)}`,
    today: status.today,
    title: titleOf(status),
    /** The people who look after the hire, shown to the right of the title. */
    people: peopleOf(status),
    /** The state of the run, in sentences. */
    standing: standingOf(status),
    sections: sectionsOf(status, all),
    /** The phases with their progress; empty where `outlook` is shown instead: up to the first day, and for a checklist without phases. */
    phases: early || isList ? [] : status.phases,
    outlook: status.filter ? '' : early ? outlookOf(status) : isList ? sharesOf(status) : '',
    hint: hintOf(status, hire),
  };
}

/** The parts of a view that say whose run it is and how far it has come. */
type Standing = Pick<
  StatusView,
  'hire' | 'day' | 'lastDay' | 'today' | 'begun' | 'onLeaveUntil' | 'finished' | 'archived'
>;

export function titleOf(view: Standing): string {
  const { hire, today, begun, onLeaveUntil, finished, archived } = view;
  const going = dayText(view, begun && onLeaveUntil ? 'on leave' : 'not begun');
  const state = archived ? 'archived' : finished ? 'finished' : going;
  return [leadOf(hire), state, longDate(today, today)].join(' · ');
}

/** What a title line leads with: what a checklist is, else the hire, with the run among several. */
function leadOf({ name, run, title }: StatusView['hire']): string {
  return title ?? (run ? `${name}, ${run}` : name);
}

function peopleOf(status: StatusView): string {
  const { hire, today } = status;
  if (hire.subject !== null) return `owner ${firstName(hire.name)}`;
  const bound = hire.requiredRoles.flatMap((role) => {
    const name = hire.roles[role]?.[0];
    const until = hire.until?.[role];
    return name
      ? [{ role, text: `${role} ${firstName(name)}${until ? ` until ${shortDate(until, today)}` : ''}` }]
      : [];
  });
  // After the first day only the buddy is shown: by then the hire knows the manager.
  const shown = isEarly(status) || !hasFirstDay(hire) ? bound : bound.filter(({ role }) => role === 'buddy');
  return shown.map(({ text }) => text).join(' · ');
}

function standingOf(status: StatusView): string[] {
  const { sync, filter } = status;
  return [
    ...(filter ? [filter.text] : []),
    ...(filter && !isOver(status) ? [] : standing(status)),
    ...(sync?.stale ? [`${upperFirst(sync.text)}: pm-onboard sync`] : []),
    ...otherRunsText(status),
    ...status.notices.map((notice) => `! ${notice}`),
  ];
}

/** Which other runs the hire has, in one sentence with the command that shows one. */
export function otherRunsText({ otherRuns }: StatusView): string[] {
  const [first] = otherRuns;
  if (!first) return [];
  const runs = otherRuns.map(({ text }) => text).join('; ');
  return [`${agreeing(otherRuns.length, 'Other run', 'Other runs')}: ${runs}: pm-onboard status ${first.id}`];
}

function standing(status: StatusView): string[] {
  const { day, lastDay, today, firstDay, begun, onLeaveUntil, overdue } = status;
  if (isOver(status)) return endTexts(status);
  if (day === 0 && begun && onLeaveUntil) {
    const back = hasFirstDay(status.hire) ? 'Day 1 is' : 'Work goes on';
    return [`On leave until ${longDate(onLeaveUntil, today)}. ${back} ${longDate(firstDay, today)}.`];
  }
  if (day === 0)
    return [`${upperFirst(beginsText(status.hire, today, firstDay))}, on ${longDate(firstDay, today)}.`];
  if (openTotal(status) === 0) return [`All of it is done: ${tally(status)}.`];
  if (day > lastDay && !onLeaveUntil) return [closingText(status)];
  if (status.dayOff) return [[dayOffText(status), ...lateTexts(status)].join(' ')];
  const [done, lasting] = [doneTexts(status), overdue.length > 0 ? lateTexts(status) : paceTexts(status)];
  const texts = done.length > 0 && overdue.length === 0 ? done : [...lasting, ...done];
  return [[...texts, ...leaveTexts(status)].join(' ')].filter((text) => text !== '');
}

/** Why today is a day off, and when work goes on. */
export function dayOffText({
  dayOff,
  onLeaveUntil,
  nextWorkday,
  today,
}: Pick<StatusView, 'dayOff' | 'onLeaveUntil' | 'nextWorkday' | 'today'>): string {
  const goesOn = `work goes on ${longDate(nextWorkday, today)}.`;
  if (onLeaveUntil)
    return `On leave until ${longDate(onLeaveUntil, today)}; nothing is asked of you, ${goesOn}`;
  if (dayOff?.kind !== 'holiday') return `A day off; ${goesOn}`;
  return `Today is off: ${dayOff.name ?? 'a holiday'}; ${goesOn}`;
}

/** What is late, in one sentence; empty where nothing is. */
function lateTexts({ hire, overdue, pace, schedule, today, minutesPerDay }: StatusView): string[] {
  const { clearedBy, hoursLate } = pace;
  if (overdue.length === 0) return [];
  const size = hoursLate > 0 ? `, about ${hoursText(hoursLate * 60)}` : '';
  const upTo = `with up to ${hoursText(minutesPerDay)} a day`;
  const end = hire.anchor === 'end' ? hire.end : undefined;
  const room = `have room for ${upTo}`;
  const by = !clearedBy
    ? `: more than the next weeks ${room}`
    : end && clearedBy > end && today <= end
      ? `: more than the days until ${hire.subject === null ? 'the last one' : 'it is due'} ${room}`
      : `: done by ${longDate(clearedBy, today)} ${upTo}`;
  const [day] = schedule;
  const asks = day?.date === today && day.minutes > minutesPerDay + overhang;
  const full = asks ? [fullDayText(day.minutes, minutesPerDay)] : [];
  return [`${overdue.length} to catch up${size}${by}.`, ...full];
}

function fullDayText(asked: number, have: number): string {
  return `Today asks for ${hoursText(asked)}, your days have ${hoursText(have)}.`;
}

/** After the last day of the run: what is left of it, and whose it is. */
function closingText(status: StatusView): string {
  const own = status.phases.reduce(
    (sum, { own: { total, done, inReview, skipped } }) => sum + total - done - inReview - skipped,
    0,
  );
  if (own > 0)
    return `${tally(status)}, ${plural(openTotal(status), 'item')} to close, ${own} of them yours.`;
  return `Your part is done. ${plural(openTotal(status), 'item')} of ${status.progress.total} wait for others.`;
}

/** What each day asks for to stay on time. */
function paceTexts(status: StatusView): string[] {
  const { pace, schedule, today, leaveNext, minutesPerDay } = status;
  const isFirst = isEarly(status);
  const needed = pace.hoursNeeded * 60;
  const [first] = schedule;
  const asked = first?.date === today ? first.minutes : 0;
  const isFull = asked > minutesPerDay + overhang;
  const left = (first?.items ?? []).reduce(
    (sum, { kind, minutes, left: still }) => sum + (kind === 'hours' ? minutes : still),
    0,
  );
  if (isFull && left < asked) return [`${hoursText(left)} of today's ${hoursText(asked)} left.`];
  if (isFull && isFirst) return [fullDayText(asked, minutesPerDay)];
  if (isFirst) return [];
  if (needed === 0) return ['On time.'];
  const aDay = `about ${hoursText(needed)} ${pace.until === today ? 'today' : `a day until ${longDate(pace.until, today)}`}`;
  if (needed > minutesPerDay + overhang)
    return [`The dates ask for ${aDay}, your days have ${hoursText(minutesPerDay)}.`];
  if (pace.behind) {
    const planned =
      pace.hoursPlanned > 0 ? `planned were ${hoursText(pace.hoursPlanned * 60)}` : 'none was planned';
    return [`Nothing is late; ${aDay}, ${planned}.`];
  }
  return [leaveNext ? 'On time.' : `On time: ${aDay}.`];
}

/** So many minutes over the hire's hours a day may ask for without a word. */
const overhang = 30;

/** That the next working day is one of leave, and when work goes on. */
function leaveTexts({ leaveNext, today, nextWorkday, hire }: StatusView): string[] {
  if (!leaveNext) return [];
  const begins =
    daysBetween(nextWorkday, leaveNext.from) === 1 ? 'tomorrow' : `on ${longDate(leaveNext.from, today)}`;
  const day = hasFirstDay(hire) ? `, which is day ${leaveNext.day}` : '';
  return [`Your leave begins ${begins}; work goes on ${longDate(leaveNext.back, today)}${day}.`];
}

/** That today has nothing, or that today's part is done, and what comes next; empty while something is to do. */
function doneTexts({ schedule, today, waiting, overdue, minutesPerDay }: StatusView): string[] {
  const [first, ...others] = schedule;
  if (!first || first.date !== today) return [];
  const next = others.find(({ items }) => items.length > 0);
  const comes = next ? ` Next: ${longDate(next.date, today)}.` : '';
  // Hours of work that nobody counts are taken as done, and may be still to come.
  const parts = first.items.filter(({ kind }) => kind !== 'hours');
  if (first.items.length === 0)
    return overdue.length > 0 ? [] : [`On time, nothing is planned for today.${comes}`];
  if (parts.length === 0 && (overdue.length > 0 || first.minutes > minutesPerDay + overhang)) return [];
  if (parts.length === 0) return [`On time: today is for what is running.${comes}`];
  if (parts.some(({ done }) => !done)) return [];
  const owing = [...new Set(waiting.filter(({ due }) => due <= today).flatMap(({ by }) => by?.people ?? []))];
  const rest =
    owing.length > 0
      ? ` ${listText(owing.map(firstName))} ${agreeing(owing.length, 'has', 'have')} the rest.`
      : '';
  const but = parts.length < first.items.length ? ', but for the hours of what is running' : '';
  return [`Your part of today is done${but}.${rest}${comes}`];
}

function endTexts(status: StatusView): string[] {
  const { finished, archived, today } = status;
  const say = (what: string, { on, text }: ClosingView) =>
    `${what} on ${longDate(on, today)}${text ? `: ${oneLine(text)}` : '.'}`;
  const left = openTotal(status) > 0 ? `, ${openTotal(status)} left open` : '';
  return [
    ...(archived ? [say('Archived', archived)] : []),
    ...(finished ? [say('Finished', finished)] : []),
    `${tally(status)}${left}.`,
  ];
}

function tally({ progress }: StatusView): string {
  return `${progress.done} done${progress.skipped > 0 ? `, ${progress.skipped} skipped` : ''}`;
}

function openTotal({ progress }: StatusView): number {
  return progress.total - progress.done - progress.skipped;
}

/** The first day counts what is the hire's, tells what others do, and looks as far as the phase after it. */
function outlookOf({ phases, today, day }: StatusView): string {
  const [first, second] = phases;
  if (!first) return '';
  const { own, others } = first;
  const helping = others.reduce((sum, { open }) => sum + open, 0);
  const who = `${listText(others.map(({ name }) => name))} ${agreeing(others.length, 'does', 'do')}`;
  const counts = `${own.done + own.inReview} of ${own.total - own.skipped}`;
  return [
    `${day === 0 ? 'First day' : 'Today'}: ${counts}${helping > 0 ? `, and ${helping} that ${who}` : ''}.`,
    ...(second ? [`${phaseName(second)}: ${second.own.total}, by ${shortDate(second.due, today)}.`] : []),
  ].join('   ');
}

/** Of a checklist: how much is the owner's, and how much others have left. */
function sharesOf({ phases: [phase] }: StatusView): string {
  if (!phase) return '';
  const { own, others } = phase;
  const total = own.total - own.skipped;
  const theirs = others.reduce((sum, { open }) => sum + open, 0);
  const [inReview, left] = [own.inReview > 0 ? `, ${own.inReview} in review` : '', `${theirs} to do`];
  return [
    ...(total > 0 ? [`Yours: ${own.done} of ${total} done${inReview}`] : []),
    ...(theirs > 0 ? [`With others: ${left}`] : []),
  ].join('   ');
}

/** The phase's id as a name, `Day 30` for `day-30`, which is shorter than the title. */
export function phaseName({ id }: Pick<PhaseView, 'id'>): string {
  return upperFirst(id.replaceAll('-', ' '));
}

/** What to type next: the smallest thing that is left today, else the first; a booking, or what comes next, where nothing is. */
function hintOf(status: StatusView, hire: Called): string {
  const { overdue, next, schedule, today } = status;
  const flag = hireFlag(hire);
  if (status.archived) return `What happened until then: pm-onboard log ${hire.called}`;
  if (status.finished) return `The summary: pm-onboard finish${flag}`;
  if (status.onLeaveUntil) return `When you are back: pm-onboard next${flag}`;
  if (status.pause !== null) return pauseHint(status, status.pause, hire);
  const open = new Map(
    [...overdue, ...next].filter(({ state }) => state === 'open').map((item) => [item.id, item]),
  );
  const [day] = schedule;
  const parts = (day?.items ?? []).filter(({ done }) => !done);
  const ready = parts.flatMap(({ id }) => open.get(id) ?? []);
  if (day?.date !== today) {
    // What is due before the first day is none of the first day's.
    const [first = next[0]] = status.begun ? ready : next;
    return first ? lookAhead(first.ref, flag) : '';
  }
  if (!status.filter && isTooMuch(status))
    return `A plan that fits your days, nothing saved yet: pm-onboard plan --catch-up${flag}`;
  const single = ready.filter(({ count }) => !count);
  const short = single
    .filter(({ takes }) => takes !== null && takes <= 20)
    .sort((a, b) => (a.takes ?? 0) - (b.takes ?? 0))[0];
  const item = short ?? single.find(({ overdue }) => overdue) ?? single[0] ?? ready[0];
  if (!item) return comingHint(status, flag);
  const command = closingCommand(item, hire);
  if (short) return `${effortText(short.takes ?? 0)} to spare? ${command}`;
  if (!item.overdue) return `Next: ${command}`;
  const isOne = overdue.length === 1;
  return `Did some of it earlier? ${isOne ? command : `pm-onboard done${flag}`} --on yesterday`;
}

/** Whether it is better to plan anew: what is late takes more than two days, or today asks for an hour more than there is. */
function isTooMuch({ pace, minutesPerDay, schedule, today }: StatusView): boolean {
  const [day] = schedule;
  const asked = day?.date === today ? day.minutes : 0;
  return pace.hoursLate * 60 > 2 * minutesPerDay || (pace.behind && asked > minutesPerDay + 2 * overhang);
}

function lookAhead(ref: string, flag: string): string {
  return `Look ahead: pm-onboard show ${ref}${flag}`;
}

/** The hint where nothing is left today: the first meeting to book, or a look at the next item. */
function comingHint({ next, schedule, today }: StatusView, flag: string): string {
  const laid = schedule.flatMap(({ date, items }) => items.map(({ id }) => ({ date, id })));
  const coming = laid.flatMap(({ date, id }) => {
    const item = next.find((each) => each.id === id && !each.optional);
    return item ? [{ date, item }] : [];
  });
  const meeting = coming.find(({ item }) => item.with.length > 0 && !item.booked && !item.running);
  if (meeting) {
    const date = quoted(typedDate(meeting.date, today));
    return `Next: pm-onboard book ${meeting.item.ref}${meeting.date > today ? ` --on ${date}` : ''}${flag}`;
  }
  const first = coming.find(({ date }) => date > today);
  return first ? lookAhead(first.item.ref, flag) : '';
}

/** The hint for a hire who can do nothing now: whom the run waits for, or how to close it. */
function pauseHint(status: StatusView, pause: string, hire: Called): string {
  const finish = `pm-onboard finish${hireFlag(hire)}`;
  if (openTotal(status) === 0) return `${pause} To close it, with a summary to keep: ${finish}`;
  return status.day > status.lastDay ? `${pause} Then: ${finish}` : pause;
}
