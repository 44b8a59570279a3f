/**
 * What a message to one reader says, out of the list of what is owed: as plain data, which renderers lay out for a terminal, a mail or
 * a chat. It says nothing where nothing is to be done, and on days on which the reader doesn't work.
 *
 * A channel, which anybody may read, hears only what people with a role owe: never how a hire or a checklist stands, and none of their
 * words.
 */

import { type CalendarDate, longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { agreeing } from '../phrases.ts';
import type { Calendar, DayKind } from '../plan/calendar.ts';
import { paceOf } from '../plan/pace.ts';
import type { Run } from '../plan/run.ts';
import { dayText, dueOr, viewAnchor } from './anchor.ts';
import {
  groups,
  type MineEntry,
  type MineGroup,
  type MineHire,
  type MineKind,
  viewMineHire,
} from './mine/entries.ts';
import type { OwnItemView, OwnView } from './mine/own.ts';
import { labelsIn, noHireWaits, noticesOf, owingText, stateOf, titles, whenOf } from './mine/screen.ts';
import type { MineView } from './mine.ts';
import {
  catchUpTitle,
  effortText,
  firstName,
  hoursText,
  listText,
  oneLine,
  paceText,
  plural,
} from './words.ts';

/** `channel`: anybody may read it; `person`: somebody by name; `hire`: the hire of one run. */
export type ReaderKind = 'channel' | 'person' | 'hire';

export interface RemindView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  readonly reader: { readonly kind: ReaderKind; readonly name: string | null };
  /** Whether it is the message for a week. */
  readonly weekly: boolean;
  /** Why nothing is to be said; null where something is. */
  readonly silent: SilenceView | null;
  /** The heading, without marks. */
  readonly title: string;
  /** A sentence below it; empty in a channel. */
  readonly summary: string;
  readonly sections: readonly RemindSection[];
  /** Sentences below: who is about to hear of something, and whose record can't be read. */
  readonly notices: readonly string[];
  /** The command that shows all of it; empty where there is none. */
  readonly command: string;
}

export interface SilenceView {
  /** `nothing`: nothing is to be done today; else the kind of the reader's day off. */
  readonly why: 'nothing' | Exclude<DayKind, 'working'>;
  /** That in a sentence. */
  readonly text: string;
}

/** What a section is about: a group of {@link MineEntry}; in a channel `people`, one for each who owe something. */
export type RemindTopic = MineGroup | 'people' | 'catch up' | 'your day' | 'with others' | 'standing';

export interface RemindSection {
  readonly topic: RemindTopic;
  /** The heading: `Late`, or in a channel the names of those who owe it. */
  readonly title: string;
  readonly lines: readonly RemindLine[];
  /** How many further lines there are that are not told. */
  readonly more: number;
}

export interface RemindLine {
  /** What is owed; `own` for an item of the reader's own run, `standing` for how a hire stands. */
  readonly kind: MineKind | 'own' | 'standing';
  /** In which state it is, in a word. */
  readonly state: string;
  /** For whom or for which checklist, as the message calls them; empty for the reader's own run as a hire. */
  readonly hire: string;
  /** The run that it is about. */
  readonly run: MineHire;
  readonly ref: string;
  /** What it is; in a channel without the hire's words. */
  readonly title: string;
  /** The day since when, or for which; null where there is none. */
  readonly on: CalendarDate | null;
  /** Since when, or until when, in words; empty where there is nothing to say of it. */
  readonly when: string;
  /** The names of those who owe it. */
  readonly people: readonly string[];
  /** The address of the item's first link; null where it has none. */
  readonly link: string | null;
  readonly command: string;
}

/** How one of the hires of a reader stands, or a checklist in which they hold a role, for their weekly message. */
export interface StandingView {
  readonly hire: MineHire;
  /** `day 8 of 90, on time`; of a checklist `due Fri 18 Dec, 3 of 10 done`. */
  readonly text: string;
}

export function viewStanding(run: Run): StandingView {
  const { plan } = run;
  const { today, day, lastDay, firstDay, onLeaveUntil, totals } = plan;
  const isList = run.progress.hire.subject !== undefined;
  const text = isList
    ? `${dayText({ hire: viewAnchor(run), day, lastDay, today }, '')}, ${totals.done} of ${totals.total - totals.skipped} done`
    : onLeaveUntil
      ? `on leave until ${longDate(onLeaveUntil, today)}`
      : day === 0
        ? `begins on ${longDate(firstDay, today)}`
        : `${dayText({ hire: viewAnchor(run), day, lastDay, today }, '')}, ${paceText(paceOf(run))}`;
  return { hire: viewMineHire(run), text };
}

export interface RemindRequest {
  readonly kind: ReaderKind;
  readonly weekly: boolean;
  /** The calendar of the workspace, for readers without a run of their own. */
  readonly calendar: Calendar;
  /** How the reader's hires stand; empty but for the weekly message of somebody with a role. */
  readonly standings: readonly StandingView[];
}

/** So many late things are told; the others are counted. */
const mostLate = 3;

/** @param mine the reader's list; for a channel that of everybody; for a hire, with their own run alone */
export function viewRemind(mine: MineView, request: RemindRequest): RemindView {
  const { kind, weekly } = request;
  const { today, reader } = mine;
  const sections = kind === 'channel' ? channelSections(mine, weekly) : readerSections(mine, request);
  const [off] = kind === 'channel' ? offBy(request.calendar, today) : offFor(mine, request.calendar);
  const silent = off ?? (isActionable(sections, weekly) ? null : nothingToDo(mine, kind));
  const date = longDate(today, today);
  return {
    schemaVersion: 1,
    today,
    reader: { kind, name: reader },
    weekly,
    silent,
    title: kind === 'channel' ? `What ${waitingIn(sections)} wait for · ${date}` : `${reader} · ${date}`,
    summary: kind === 'channel' ? '' : summaryOf(mine),
    sections: silent ? [] : sections,
    notices: silent || kind === 'channel' ? [] : noticesOf(mine),
    command: kind === 'hire' && mine.own.length < 2 ? (mine.own[0]?.command ?? '') : 'pm-onboard mine',
  };
}

/** Those who wait for what a channel hears. */
function waitingIn(sections: readonly RemindSection[]): string {
  const lines = sections.flatMap((section) => section.lines);
  const hires = lines.some(({ run }) => run.subject === null);
  if (!lines.some(({ run }) => run.subject !== null)) return 'our new colleagues';
  return hires ? 'our new colleagues and checklists' : 'our checklists';
}

/** Whether something is to be done today; in the message for a week, on one of its days. */
function isActionable(sections: readonly RemindSection[], weekly: boolean): boolean {
  const quiet: readonly RemindTopic[] = weekly
    ? ['standing', 'with others']
    : ['standing', 'with others', 'next'];
  return sections.some(({ topic }) => !quiet.includes(topic));
}

function nothingToDo({ reader }: MineView, kind: ReaderKind): SilenceView {
  const text = kind === 'channel' ? noHireWaits : `Nothing is to be done by ${reader} today.`;
  return { why: 'nothing', text };
}

/** Why the reader doesn't work today, by the calendars of their own runs, else by that of the workspace; empty where they do. */
function offFor({ own, reader, today }: MineView, calendar: Calendar): SilenceView[] {
  if (own.length === 0) return offBy(calendar, today);
  const leave = own.find(({ dayOff }) => dayOff?.kind === 'leave');
  if (leave) return [{ why: 'leave', text: `${reader} is on leave today.` }];
  const [first] = own;
  if (!first?.dayOff || own.some(({ dayOff }) => dayOff === null)) return [];
  return silence(first.dayOff.kind, first.dayOff.name, today);
}

function offBy(calendar: Calendar, today: CalendarDate): SilenceView[] {
  const { kind, name } = calendar.dayOn(today);
  return silence(kind, name ?? null, today);
}

function silence(kind: DayKind, name: string | null, today: CalendarDate): SilenceView[] {
  if (kind === 'working') return [];
  const date = longDate(today, today);
  const text =
    kind === 'holiday' ? `${date} is ${name ?? 'a holiday'}.` : `${date} is not in the working week.`;
  return [{ why: kind, text }];
}

/** What people with a role owe, by those who owe it, without the hires' words and without what is only to come. */
function channelSections({ entries, today }: MineView, weekly: boolean): RemindSection[] {
  // Whom to name for a role of a checklist is its owner's to say, who has no role in it.
  const isOwners = ({ kind, hire }: MineEntry) => kind === 'role' && hire.subject !== null;
  const told = entries.filter(
    (entry) => entry.kind !== 'meeting' && !isOwners(entry) && (weekly || entry.group !== 'next'),
  );
  const label = labelsIn(told);
  return [...grouped(told, owingText)].map(([title, owed]) =>
    folded(
      'people',
      title,
      owed.map((entry) => channelLine(entry, label, today)),
    ),
  );
}

function channelLine(entry: MineEntry, label: (hire: MineHire) => string, today: CalendarDate): RemindLine {
  const line = lineOf(entry, label, today);
  const { kind, on } = entry;
  const date = longDate(on, today);
  return {
    ...line,
    state: '',
    title: kind === 'question' ? 'a question to answer' : entry.title,
    when: dueOr(entry, on < today ? `since ${date}` : on === today ? 'today' : `by ${date}`),
  };
}

function readerSections(mine: MineView, { standings }: RemindRequest): RemindSection[] {
  const { entries, own, today } = mine;
  const label = labelsIn([...entries, ...own, ...standings]);
  const owed = groups.flatMap((group): RemindSection[] => {
    const lines = entries
      .filter((entry) => entry.group === group)
      .map((entry) => lineOf(entry, label, today));
    return lines.length === 0 ? [] : [folded(group, titles[group], lines, group === 'late')];
  });
  const standing = standings.map(
    ({ hire, text }): RemindLine => ({
      ...emptyLine(hire),
      kind: 'standing',
      hire: hire.subject !== null ? label(hire) : hire.run === null ? hire.name : `${hire.name}, ${hire.run}`,
      title: text,
      command:
        hire.subject === null ? `pm-onboard review ${hire.called}` : `pm-onboard status --run ${hire.called}`,
    }),
  );
  return [
    ...ownSections(own, today, label),
    ...owed,
    ...(standing.length > 0 ? [folded('standing', 'How they stand', standing, false)] : []),
  ];
}

/** What is to be told of one run of the reader's own. */
interface OwnLines {
  /** The names of those for whom the run is a list. */
  readonly newcomers: readonly string[];
  readonly late: readonly RemindLine[];
  readonly day: readonly RemindLine[];
  readonly next: readonly RemindLine[];
  readonly others: readonly RemindLine[];
  /** How many minutes of today are for what is late, and for what isn't. */
  readonly minutes: { readonly late: number; readonly rest: number };
}

function ownLines(run: OwnView, today: CalendarDate, label: (hire: MineHire) => string): OwnLines {
  const isList = run.hire.subject !== null;
  const hire = isList ? label(run.hire) : '';
  const flag = run.command.replace(/^pm-onboard status/, '');
  const own = (item: OwnItemView, state: string, when: string): RemindLine => ({
    ...emptyLine(run.hire),
    state,
    hire,
    ref: item.ref,
    title: item.title,
    on: item.due,
    when,
    link: item.link,
    command: `pm-onboard show ${item.ref}${flag}`,
  });
  const isLate = new Set(run.late.map(({ id }) => id));
  // What is to be done before the first day is nobody's part of a day.
  const before = run.before.filter(({ due }) => due <= today);
  const isBefore = new Set(before.map(({ id }) => id));
  // A checklist has no screen of its own that a conversation for today would stand on.
  const isForToday = ({ due, undated }: OwnItemView) => isList && due === today && !undated;
  const next = run.next.filter(({ id }) => !isBefore.has(id));
  const minutes = (isMeant: (item: OwnItemView) => boolean) =>
    run.items.filter(isMeant).reduce((sum, item) => sum + item.minutes, 0);
  return {
    newcomers: run.newcomers,
    late: run.late.map((item) => own(item, 'Late', `was due ${longDate(item.due, today)}`)),
    day: [
      ...before.map((item) =>
        own(item, 'Open', item.due < today ? `since ${longDate(item.due, today)}` : 'today'),
      ),
      ...run.items
        .filter(({ id }) => !isLate.has(id))
        .map((item) => own(item, 'Open', effortText(Math.max(5, Math.round(item.minutes / 5) * 5)))),
      ...next.filter(isForToday).map((item) => own(item, 'Open', 'today')),
    ],
    next: next
      .filter((item) => !isForToday(item))
      .map((item) => own(item, 'Open', dueOr(item, `by ${longDate(item.due, today)}`))),
    others: run.awaited
      .filter(({ group, kind }) => group !== 'next' && kind !== 'meeting')
      .map(
        (entry): RemindLine => ({
          ...lineOf(entry, () => hire, today),
          when: `${owingText(entry)}, ${entry.on < today ? 'since ' : ''}${entry.on === today ? 'today' : longDate(entry.on, today)}`,
          // A question is no item, and nor is a role that nobody holds and no item needs yet.
          command: entry.item === null ? run.command : `pm-onboard show ${entry.ref}${flag}`,
        }),
      ),
    minutes: { late: minutes(({ id }) => isLate.has(id)), rest: minutes(({ id }) => !isLate.has(id)) },
  };
}

/** The sections of the reader's own runs: of each run as a hire, and of all checklists together, whose lines say which they are of. */
function ownSections(own: readonly OwnView[], today: CalendarDate, label: (hire: MineHire) => string) {
  const lists = own.filter(({ hire }) => hire.subject !== null);
  const hires = own.filter(({ hire }) => hire.subject === null);
  return [
    ...hires.flatMap((run) => {
      const lines = ownLines(run, today, label);
      const forWhom = lines.newcomers.length > 0 ? ` for ${listText(lines.newcomers.map(firstName))}` : '';
      return sectionsFrom([lines], forWhom);
    }),
    ...sectionsFrom(
      lists.map((run) => ownLines(run, today, label)),
      ' in your checklists',
    ),
  ];
}

/** @param where what the headings say of the runs, with a space before it; empty for the reader's only one */
function sectionsFrom(runs: readonly OwnLines[], where: string): RemindSection[] {
  const sum = (minutes: readonly number[]) => minutes.reduce((all, each) => all + each, 0);
  const hours = (minutes: readonly number[], rest: string) =>
    sum(minutes) > 0 ? `, ${hoursText(sum(minutes))}${rest}` : '';
  const late = runs.flatMap((run) => run.late);
  const day = runs.flatMap((run) => run.day);
  const next = runs.flatMap((run) => run.next);
  const others = runs.flatMap((run) => run.others);
  const timeOf = (which: 'late' | 'rest') => runs.map(({ minutes }) => minutes[which]);
  const sections = [
    folded('catch up', `${catchUpTitle}${where}${hours(timeOf('late'), ' of it today')}`, late),
    folded('your day', `Your day${where}${hours(timeOf('rest'), '')}`, day, false),
    folded('next', `Coming up for you${where === '' ? '' : `,${where}`}`, next, false),
    folded(
      'with others',
      `With others${runs.some(({ newcomers }) => newcomers.length > 0) ? '' : where}`,
      others,
    ),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** @param folds whether lines after the first three are only counted */
function folded(
  topic: RemindTopic,
  title: string,
  lines: readonly RemindLine[],
  folds = true,
): RemindSection {
  // A line that says that there is one more would be as long as that one.
  const most = folds && lines.length > mostLate + 1 ? mostLate : lines.length;
  return { topic, title, lines: lines.slice(0, most), more: lines.length - most };
}

function lineOf(entry: MineEntry, label: (hire: MineHire) => string, today: CalendarDate): RemindLine {
  return {
    kind: entry.kind,
    state: stateOf(entry),
    hire: label(entry.hire),
    run: entry.hire,
    ref: entry.ref,
    title: entry.kind === 'question' ? `"${oneLine(entry.title)}"` : entry.title,
    on: entry.on,
    when: whenOf(entry, today, longDate),
    people: entry.who.people,
    link: entry.link,
    command: entry.command,
  };
}

function emptyLine(run: MineHire): RemindLine {
  return {
    kind: 'own',
    state: '',
    hire: '',
    run,
    ref: '',
    title: '',
    on: null,
    when: '',
    people: [],
    link: null,
    command: '',
  };
}

/** How much waits, in a sentence; for a reader who owes nothing, what their own day asks for. */
function summaryOf({ entries, own, today: date }: MineView): string {
  const waits = entries.filter(
    ({ group }) => group === 'late' || group === 'today' || group === 'word',
  ).length;
  const today = own.reduce(
    (sum, { items, before }) => sum + items.length + before.filter(({ due }) => due <= date).length,
    0,
  );
  const isOfHires = entries.every(({ hire }) => hire.subject === null);
  const waiting = isOfHires
    ? `your hires wait for ${plural(waits, 'thing')}`
    : `${plural(waits, 'thing')} ${agreeing(waits, 'waits', 'wait')} for you`;
  const parts = [
    ...(waits > 0 ? [waiting] : []),
    ...(today > 0 ? [`your day has ${plural(today, 'item')}`] : []),
  ];
  const text = parts.join('; ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
