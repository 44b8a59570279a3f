/** The status as a person reads it: which sections, in which order, with which words. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  daysBetween,
  endOfWeek,
  longDate,
  shortDate,
  weekdayName,
} from '../dates.ts';
import type { ItemView, RoleView } from './item.ts';
import type { PhaseView, StatusView } from './status.ts';
import { closingCommand, effortText, firstName, plural, roleNames, roughEffort, sizeText } from './words.ts';

export interface Screen {
  readonly name: string;
  readonly today: CalendarDate;
  readonly title: string;
  /** Stands at the right of the title. */
  readonly people: string;
  /** How it stands, in words. */
  readonly standing: readonly string[];
  readonly sections: readonly Section[];
  /** Each phase's state; empty on the first day, which has `outlook` instead. */
  readonly phases: readonly PhaseView[];
  readonly outlook: string;
  readonly hint: string;
}

export interface Section {
  readonly title: string;
  /** What stands beside the title. */
  readonly remark: string;
  readonly rows: readonly Row[];
  /** Rows that there was no room for. */
  readonly more: number;
  readonly tone: 'catch up' | 'plain' | 'quiet';
  /** Keeps its rows as long as others have some to give. */
  readonly urgent: boolean;
}

/** The columns of a line; an empty one vanishes where all of a section are empty. */
export interface Row {
  readonly ref: string;
  readonly title: string;
  readonly size: string;
  readonly when: string;
  readonly who: string;
  readonly link: string;
}

/** For so many working days what is left of day 1 is "carried over". */
const carryOverDays = 3;
/** Meetings are offered for booking so many days ahead. */
const bookingDays = 7;
/** What a screen of 24 lines leaves to the standing and the sections: all but head, bars, hint and an empty line. */
const screenRoom = 20;

/** @param room how many lines standing and sections may take; a terminal's screen, unless said otherwise */
export function screenOf(status: StatusView, room = screenRoom): Screen {
  const standing = standingOf(status);
  const sections = fitSections(
    sectionsOf(status).filter(({ rows }) => rows.length > 0),
    room - standing.length,
  );
  const early = status.day <= 1;
  return {
    name: status.hire.name,
    today: status.today,
    title: titleOf(status),
    people: peopleOf(status),
    standing,
    sections,
    phases: early ? [] : status.phases,
    outlook: early ? outlookOf(status) : '',
    hint: hintOf(status),
  };
}

function titleOf({ hire, day, lastDay, today }: StatusView): string {
  const past = day > lastDay ? `day ${day}, ${day - lastDay} past` : `day ${day} of ${lastDay}`;
  return [hire.name, day === 0 ? 'not begun' : past, longDate(today, today)].join(' · ');
}

function peopleOf({ hire, day }: StatusView): string {
  const bound = hire.requiredRoles.flatMap((role) => {
    const name = hire.roles[role]?.[0];
    return name ? [{ role, text: `${role} ${firstName(name)}` }] : [];
  });
  // Later the buddy alone: by then one knows one's manager.
  const shown = day <= 1 ? bound : bound.filter(({ role }) => role === 'buddy');
  return shown.map(({ text }) => text).join(' · ');
}

function standingOf(status: StatusView): string[] {
  const { day, lastDay, today, hire, onLeaveUntil, overdue, pace, progress } = status;
  const notices = status.notices.map((notice) => `! ${notice}`);
  if (day === 0) {
    const days = daysBetween(today, hire.start);
    return [
      `Starts ${days === 1 ? 'tomorrow' : `in ${days} days`}, on ${longDate(hire.start, today)}.`,
      ...notices,
    ];
  }
  if (onLeaveUntil)
    return [
      `On leave until ${longDate(onLeaveUntil, today)}. Nothing is asked of you until then.`,
      ...notices,
    ];
  if (openTotal(status) === 0) return [`All of it is done: ${tally(status)}.`, ...notices];
  if (day > lastDay) return [`${tally(status)}, ${plural(openTotal(status), 'item')} to close.`, ...notices];
  if (day === 1 && overdue.length === 0) return notices;
  if (overdue.length > 0) {
    const effort = roughEffort(overdue.reduce((sum, { takes }) => sum + (takes ?? 0), 0));
    const behind = pace.days > 0 ? `${plural(pace.days, 'day')} behind: ` : '';
    const left = leftOver(status) ? 'carried over from the first day' : 'to catch up';
    return [`${behind}${plural(overdue.length, 'item')} ${left}, about ${effort} of work.`, ...notices];
  }
  const current = status.phases.find(({ state }) => state === 'current');
  const toGo = current ? ` ${untilText(current, today)}.` : '';
  const objective = current?.objective ? [current.objective] : [];
  return [
    `On track, nothing late: ${progress.done} of ${progress.total - progress.skipped} done.${toGo}`,
    ...objective,
    ...notices,
  ];
}

function untilText({ due, title }: PhaseView, today: CalendarDate): string {
  const days = daysBetween(today, due);
  return days === 0 ? `"${title}" ends today` : `${plural(days, 'day')} left in "${title}"`;
}

function tally({ progress }: StatusView): string {
  return `${progress.done} done${progress.skipped > 0 ? `, ${progress.skipped} skipped` : ''}`;
}

function openTotal({ progress }: StatusView): number {
  return progress.total - progress.done - progress.skipped;
}

/** Whether all that is overdue is left of the first phase, shortly after it. */
function leftOver({ overdue, phases }: StatusView): boolean {
  return overdue.every((item) => item.phase === phases[0]?.id && item.daysLate <= carryOverDays);
}

function sectionsOf(status: StatusView): Omit<Section, 'more'>[] {
  const { day, lastDay } = status;
  // At a weekend, and before the start, the next working day is what counts.
  const today = status.nextWorkday;
  const closing = day > lastDay;
  const late = status.overdue.map((item) => rowOf(item, status, shortDate(item.due, today)));
  const upcoming = mergeByBegin(
    status.next,
    status.blocked.filter((item) => !item.overdue && item.by === null),
  );
  const required = upcoming.filter(({ optional }) => !optional);
  const forToday = required.filter(({ begin }) => begin <= today);
  const thisWeek = required.filter(({ begin }) => begin > today && begin <= endOfWeek(today));
  const ahead = required.filter(
    ({ begin }) => begin > endOfWeek(today) && begin <= addDays(today, bookingDays),
  );
  const toBook = (day <= 1 ? [...thisWeek, ...ahead] : ahead).filter(
    (item) => item.with.length > 0 && item.state === 'open',
  );
  const later = required
    .filter((item) => item.begin > endOfWeek(today) && !toBook.includes(item))
    .slice(0, 3);
  const idle = late.length + forToday.length + thisWeek.length === 0;
  return [
    {
      title: closing ? 'TO CLOSE' : leftOver(status) ? 'CARRIED OVER' : 'CATCH UP',
      remark: '',
      rows: late,
      tone: 'catch up',
      urgent: true,
    },
    todaySection(forToday, status, today),
    ...(day <= 1
      ? []
      : [plainSection(today > status.today ? 'THE WEEK AHEAD' : 'THIS WEEK', thisWeek, status, today)]),
    bookingSection(toBook, status, today),
    ...(day > 1 && idle ? [plainSection('COMING UP', later, status, today)] : []),
    {
      title: day <= 1 ? 'OTHERS DO THIS FOR YOU' : 'WAITING ON OTHERS',
      remark: '',
      rows: [
        ...status.waiting
          .filter(({ due }) => due <= addDays(today, bookingDays))
          .map((item) => waitingRow(item, status, today)),
        ...status.inReview.map((item) => reviewRow(item, today)),
        ...questionRows(status, today),
      ],
      tone: 'quiet',
      urgent: false,
    },
  ];
}

/** Optional items stand at the end, and only beside others. */
function todaySection(
  items: readonly ItemView[],
  status: StatusView,
  today: CalendarDate,
): Omit<Section, 'more'> {
  const title =
    status.day === 0
      ? 'ON YOUR FIRST DAY'
      : today > status.today
        ? weekdayName(today).toUpperCase()
        : 'TODAY';
  const optional = status.next.filter((item) => item.optional && item.begin <= today && item.due >= today);
  return {
    title,
    remark: status.day <= 1 ? (status.phases[0]?.objective ?? '') : '',
    rows: [
      ...items.map((item) => rowOf(item, status, item.due > today ? `by ${shortDate(item.due, today)}` : '')),
      ...(items.length > 0 ? optional : []).map((item) => ({ ...rowOf(item, status, ''), who: 'optional' })),
    ],
    tone: 'plain',
    urgent: true,
  };
}

function plainSection(
  title: string,
  items: readonly ItemView[],
  status: StatusView,
  today: CalendarDate,
): Omit<Section, 'more'> {
  return {
    title,
    remark: '',
    rows: items.map((item) => rowOf(item, status, shortDate(item.due, today))),
    tone: 'plain',
    urgent: false,
  };
}

function bookingSection(
  items: readonly ItemView[],
  status: StatusView,
  today: CalendarDate,
): Omit<Section, 'more'> {
  const remark =
    items.length > 0 && status.day <= 1 ? `${plural(items.length, 'conversation')} in the days ahead` : '';
  return {
    title: 'BOOK NOW',
    remark,
    rows: items.map((item) => rowOf(item, status, shortDate(item.due, today))),
    tone: 'plain',
    urgent: false,
  };
}

/** Two lists that are each in order, as one in the order of the days to begin. */
function mergeByBegin(a: readonly ItemView[], b: readonly ItemView[]): ItemView[] {
  return [...a, ...b].sort((x, y) => compareDates(x.begin, y.begin) || compareDates(x.due, y.due));
}

function rowOf(item: ItemView, status: StatusView, when: string): Row {
  return {
    ref: item.ref,
    title: item.title,
    size: sizeText(item),
    when,
    who: remarksOn(item, status).join(' · '),
    link: item.links[0]?.url ?? '',
  };
}

function remarksOn(item: ItemView, status: StatusView): string[] {
  const wants = { none: [], text: ['wants a note'], url: ['wants a link'] }[item.evidence.wanted];
  return [
    ...(item.state === 'blocked' ? [`after ${item.blockedBy.join(', ')}`] : []),
    ...(item.with.length > 0 ? [whoText(item.with, status)] : []),
    ...(item.signOff?.state === 'returned' ? [`returned: ${item.signOff.comment}`] : wants),
  ];
}

/** The people to meet; where nobody is bound to their roles, whom to ask for them. */
function whoText(roles: readonly RoleView[], { hire }: StatusView): string {
  const people = [...new Set(roles.flatMap((role) => role.people))];
  if (people.length > 0) return people.map(firstName).join(', ');
  const guide = hire.roles['buddy']?.[0] ?? hire.requiredRoles.flatMap((role) => hire.roles[role] ?? [])[0];
  return guide ? `who? ask ${firstName(guide)}` : roles.map(roleNames).join(', ');
}

function waitingRow(item: ItemView, status: StatusView, today: CalendarDate): Row {
  const when =
    item.due < today
      ? `${plural(item.daysLate, 'working day')} past`
      : item.due === today
        ? 'today'
        : `by ${shortDate(item.due, today)}`;
  const who = item.by ? `${whoText([item.by], status)}, ${when}` : when;
  return { ref: item.ref, title: item.title, size: '', when: '', who, link: '' };
}

function reviewRow(item: ItemView, today: CalendarDate): Row {
  const who = item.signOff ? roleNames(item.signOff) : 'in review';
  const since = item.closedOn ? `, since ${shortDate(item.closedOn, today)}` : '';
  return { ref: item.ref, title: item.title, size: '', when: '', who: `${who}${since}`, link: '' };
}

function questionRows({ questions, hire }: StatusView, today: CalendarDate): Row[] {
  const buddy = hire.roles['buddy']?.[0];
  return questions.map(({ text, on }, index) => ({
    ref: `?${index + 1}`,
    title: text,
    size: '',
    when: '',
    who: `${buddy ? `${firstName(buddy)}, ` : ''}asked ${shortDate(on, today)}`,
    link: '',
  }));
}

/** Takes rows away until a screen holds the sections; from what is urgent only when the others are short already. */
function fitSections(sections: readonly Omit<Section, 'more'>[], room: number): Section[] {
  const shown = sections.map(({ rows }) => rows.length);
  const heights = () => sections.map(({ rows }, at) => 2 + Math.min(rows.length, (shown[at] ?? 0) + 1));
  // A line that tells of one more would take the place of that one: the first step takes two.
  const shortened = (at: number) => (shown[at] ?? 0) - (shown[at] === sections[at]?.rows.length ? 2 : 1);
  const passes = [
    { urgent: false, least: 2 },
    { urgent: false, least: 1 },
    { urgent: true, least: 3 },
  ];
  for (const { urgent, least } of passes) {
    while (heights().reduce((sum, height) => sum + height, 0) > room) {
      const candidates = sections.flatMap((section, at) =>
        section.urgent === urgent && shortened(at) >= least ? [at] : [],
      );
      const longest = candidates.sort((a, b) => (shown[b] ?? 0) - (shown[a] ?? 0))[0];
      if (longest === undefined) break;
      shown[longest] = shortened(longest);
    }
  }
  return sections.map((section, at) => ({
    ...section,
    rows: section.rows.slice(0, shown[at]),
    more: section.rows.length - (shown[at] ?? 0),
  }));
}

function outlookOf({ phases, today }: StatusView): string {
  const [first, second, ...others] = phases;
  if (!first) return '';
  const later = others.reduce((sum, { total }) => sum + total, 0);
  return [
    `Only today counts today: ${first.done} of ${first.total}.`,
    ...(second ? [`${second.title}: ${second.total}, by ${shortDate(second.due, today)}.`] : []),
    ...(later > 0 ? [`Later: ${later}.`] : []),
  ].join('   ');
}

function hintOf(status: StatusView): string {
  if (openTotal(status) === 0) return 'Nothing is left to do. Well done.';
  const ready = [...status.overdue.filter(({ state }) => state === 'open'), ...status.next];
  const now = ready.filter(({ begin, optional, count }) => begin <= status.today && !optional && !count);
  const short = now
    .filter(({ takes }) => takes !== null && takes <= 20)
    .sort((a, b) => (a.takes ?? 0) - (b.takes ?? 0))[0];
  const item = short ?? now[0] ?? ready[0];
  if (!item) return 'Look at the whole list: pm-onboard next';
  const command = closingCommand(item);
  if (short) return `${effortText(short.takes ?? 0)} to spare? ${command}`;
  return status.overdue.length > 0 ? `Did some of it earlier? ${command} --on DATE` : `Next: ${command}`;
}
