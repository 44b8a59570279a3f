/** The status screen in words: its head, the state of the run, its foot, and the command to type next. */
import { daysBetween, longDate, shortDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import { isOver } from '../progress/reduce.ts';
import { isCarriedOver, sectionsOf } from './sections.ts';
import type { ClosingView, PhaseView, StatusView } from './status.ts';
import { closingCommand, effortText, firstName, hireFlag, plural, roughEffort, upperFirst } from './words.ts';

export type Screen = ReturnType<typeof screenOf>;

/** @param hire how the commands on the screen name the hire */
export function screenOf(status: StatusView, hire: Called) {
  const early = status.day <= 1;
  return {
    name: status.hire.name,
    /** ` --hire NAME`, to append to a printed command; empty where the command means this hire anyway. */
    flag: hireFlag(hire),
    today: status.today,
    title: titleOf(status),
    /** The people who look after the hire, shown to the right of the title. */
    people: peopleOf(status),
    /** The state of the run, in sentences. */
    standing: standingOf(status),
    sections: sectionsOf(status),
    /** The phases with their progress; empty up to the first day, when `outlook` is shown instead. */
    phases: early ? [] : status.phases,
    outlook: early ? outlookOf(status) : '',
    hint: hintOf(status, hire),
  };
}

/** The parts of a view that say whose run it is and how far it has come. */
type Standing = Pick<
  StatusView,
  'hire' | 'day' | 'lastDay' | 'today' | 'begun' | 'onLeaveUntil' | 'finished' | 'archived'
>;

export function titleOf(view: Standing): string {
  const { hire, day, lastDay, today, begun, onLeaveUntil, finished, archived } = view;
  const past = day > lastDay ? `day ${day}, ${day - lastDay} past` : `day ${day} of ${lastDay}`;
  const going = day > 0 ? past : begun && onLeaveUntil ? 'on leave' : 'not begun';
  const state = archived ? 'archived' : finished ? 'finished' : going;
  return [hire.name, state, longDate(today, today)].join(' · ');
}

function peopleOf({ hire, day }: StatusView): string {
  const bound = hire.requiredRoles.flatMap((role) => {
    const name = hire.roles[role]?.[0];
    return name ? [{ role, text: `${role} ${firstName(name)}` }] : [];
  });
  // After the first day only the buddy is shown: by then the hire knows the manager.
  const shown = day <= 1 ? bound : bound.filter(({ role }) => role === 'buddy');
  return shown.map(({ text }) => text).join(' · ');
}

function standingOf(status: StatusView): string[] {
  const { sync } = status;
  return [
    ...standing(status),
    ...(sync?.stale ? [`${upperFirst(sync.text)}: pm-onboard sync`] : []),
    ...status.notices.map((notice) => `! ${notice}`),
  ];
}

function standing(status: StatusView): string[] {
  const { day, lastDay, today, firstDay, begun, onLeaveUntil, overdue } = status;
  if (isOver(status)) return endTexts(status);
  if (day === 0 && begun && onLeaveUntil)
    return [`On leave until ${longDate(onLeaveUntil, today)}. Day 1 is ${longDate(firstDay, today)}.`];
  if (day === 0) {
    const days = daysBetween(today, firstDay);
    return [`Starts ${days === 1 ? 'tomorrow' : `in ${days} days`}, on ${longDate(firstDay, today)}.`];
  }
  if (onLeaveUntil)
    return [`On leave until ${longDate(onLeaveUntil, today)}. Nothing is asked of you until then.`];
  if (openTotal(status) === 0) return [`All of it is done: ${tally(status)}.`];
  if (day > lastDay) return [`${tally(status)}, ${plural(openTotal(status), 'item')} to close.`];
  if (overdue.length > 0) return [behindText(status)];
  return day === 1 ? [] : onTrackTexts(status);
}

function endTexts(status: StatusView): string[] {
  const { finished, archived, today } = status;
  const say = (what: string, { on, text }: ClosingView) =>
    `${what} on ${longDate(on, today)}${text ? `: ${text}` : '.'}`;
  const left = openTotal(status) > 0 ? `, ${openTotal(status)} left open` : '';
  return [
    ...(archived ? [say('Archived', archived)] : []),
    ...(finished ? [say('Finished', finished)] : []),
    `${tally(status)}${left}.`,
  ];
}

function behindText(status: StatusView): string {
  const { overdue, pace } = status;
  const behind = pace.days > 0 ? `${plural(pace.days, 'day')} behind the plan: ` : '';
  const minutes = overdue.reduce((sum, { takes }) => sum + (takes ?? 0), 0);
  const them = overdue.length === 1 ? 'it' : 'them';
  const effort = minutes > 0 ? ` About ${roughEffort(minutes)} of work clear ${them}.` : '';
  return `${behind}${leftText(status)}.${effort}`;
}

/** The overdue items, counted: `3 left from week 1`, `2 carried over from day 1`, or `4 items to catch up`. */
function leftText(status: StatusView): string {
  const { overdue, phases } = status;
  const [origin, ...others] = phases.filter(({ id }) => overdue.some(({ phase }) => phase === id));
  if (origin?.state !== 'past' || others.length > 0) return `${plural(overdue.length, 'item')} to catch up`;
  const how = isCarriedOver(status) ? 'carried over' : 'left';
  return `${overdue.length} ${how} from ${origin.id.replaceAll('-', ' ')}`;
}

function onTrackTexts({ phases, pace, progress, today }: StatusView): string[] {
  const current = phases.find(({ state }) => state === 'current');
  const toGo = current ? ` ${untilText(current, today)}.` : '';
  const track =
    pace.days > 0
      ? `Nothing late, ${plural(pace.days, 'day')} behind an even pace`
      : 'On track, nothing late';
  const done = `${progress.done} of ${progress.total - progress.skipped} done`;
  return [`${track}: ${done}.${toGo}`, ...(current?.objective ? [current.objective] : [])];
}

function untilText({ due, title }: PhaseView, today: StatusView['today']): string {
  const days = daysBetween(today, due);
  return days === 0 ? `"${title}" ends today` : `${plural(days, 'day')} left in "${title}"`;
}

function tally({ progress }: StatusView): string {
  return `${progress.done} done${progress.skipped > 0 ? `, ${progress.skipped} skipped` : ''}`;
}

function openTotal({ progress }: StatusView): number {
  return progress.total - progress.done - progress.skipped;
}

function outlookOf({ phases, today, day }: StatusView): string {
  const [first, second, ...others] = phases;
  if (!first) return '';
  const later = others.reduce((sum, { total }) => sum + total, 0);
  return [
    `${day === 0 ? first.title : 'Today'}: ${first.done} of ${first.total}.`,
    ...(second ? [`${second.title}: ${second.total}, by ${shortDate(second.due, today)}.`] : []),
    ...(later > 0 ? [`Later: ${later}.`] : []),
  ].join('   ');
}

function hintOf(status: StatusView, hire: Called): string {
  const ready = [...status.overdue.filter(({ state }) => state === 'open'), ...status.next];
  const now = ready.filter(
    ({ workFrom, optional, count }) => workFrom <= status.today && !optional && !count,
  );
  const short = now
    .filter(({ takes }) => takes !== null && takes <= 20)
    .sort((a, b) => (a.takes ?? 0) - (b.takes ?? 0))[0];
  const item = short ?? now[0] ?? ready[0];
  const flag = hireFlag(hire);
  if (status.archived) return `What happened until then: pm-onboard log ${hire.called}`;
  if (status.finished) return `The summary: pm-onboard finish${flag}`;
  if (status.onLeaveUntil) return `When you are back: pm-onboard next${flag}`;
  if (status.pause !== null) return pauseHint(status, status.pause, hire);
  if (!item) return '';
  if (status.day === 0) return `Look ahead: pm-onboard show ${item.ref}${flag}`;
  const command = closingCommand(item, hire);
  if (short) return `${effortText(short.takes ?? 0)} to spare? ${command}`;
  return status.overdue.length > 0 ? `Did some of it earlier? ${command} --on yesterday` : `Next: ${command}`;
}

/** The hint for a hire who can do nothing now: whom the run waits for, or how to close it. */
function pauseHint(status: StatusView, pause: string, hire: Called): string {
  const finish = `pm-onboard finish${hireFlag(hire)}`;
  if (openTotal(status) === 0) return `${pause} To close it, with a summary to keep: ${finish}`;
  return status.day > status.lastDay ? `${pause} Then: ${finish}` : pause;
}
