/** The list of what somebody owes, as a person reads it: head, sections with their rows, foot. */
import { type CalendarDate, longDate, shortDate } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import { agreeing, eitherText } from '../../phrases.ts';
import { normaliseName } from '../../progress/names.ts';
import { runTitle } from '../../progress/record-id.ts';
import { dayText, hasFirstDay } from '../anchor.ts';
import type { MineView } from '../mine.ts';
import type { Counts } from '../short.ts';
import type { Nobody } from '../team-choice.ts';
import {
  doAgainText,
  firstName,
  hoursText,
  listText,
  lowerFirst,
  oneLine,
  plural,
  toCatchUp,
  unlistedText,
  upperFirst,
} from '../words.ts';
import { byUrgency, type MineEntry, type MineGroup, type MineHire } from './entries.ts';
import type { OwnItemView, OwnView } from './own.ts';

export interface MineSection {
  readonly title: string;
  readonly rows: readonly MineRow[];
  /** Whether its dates stand out. */
  readonly isLate: boolean;
  /** How many rows it has where not all of them fit. */
  readonly share: number;
}

export interface MineRow {
  /** In which state the row is, in a word, for screens that say it first. */
  readonly state: string;
  readonly hire: string;
  readonly ref: string;
  readonly title: string;
  readonly when: string;
  readonly command: string;
  /** The address that the title links to in Markdown; may be empty. */
  readonly link: string;
}

export type MineScreen = ReturnType<typeof mineScreen>;

/** @param format dates in Markdown always have their month, since people paste it elsewhere and read it on other days */
export function mineScreen(mine: MineView, format: 'text' | 'markdown') {
  const view = withOwnItems(mine);
  const counts = [
    ...(view.hires > 0 ? [plural(view.hires, 'hire')] : []),
    ...(view.runs > 0 ? [plural(view.runs, 'checklist')] : []),
  ];
  return {
    today: view.today,
    title: `${view.reader ?? `What ${waitingText(view)} wait for`} · ${longDate(view.today, view.today)}`,
    beside: counts.join(', '),
    summary: summaryOf(view),
    sections: sectionsOf(view, format === 'text' ? shortDate : longDate),
    notices: noticesOf(view),
    hint: hintOf(view),
    nobody: view.nobody as Nobody | null,
  };
}

/** What waits in a list of everybody: `the hires`, `the checklists`, or both. */
function waitingText({ hires, runs }: MineView): string {
  if (runs === 0) return 'the hires';
  return hires === 0 ? 'the checklists' : 'the hires and the checklists';
}

/** The list with what the reader has to do in checklists of their own, which stands among all else that waits for them. */
function withOwnItems(view: MineView): MineView {
  if (view.role !== null) return view;
  const entries = view.own.flatMap((own) => ownEntries(own, view.today));
  return entries.length === 0 ? view : { ...view, entries: [...view.entries, ...entries].sort(byUrgency) };
}

/** The items of a checklist of the reader's own; none of any other run, which has a screen for them. */
function ownEntries({ hire, late, items, next }: OwnView, today: CalendarDate): MineEntry[] {
  if (hire.subject === null) return [];
  const isLate = new Set(late.map(({ id }) => id));
  const entry = (item: OwnItemView, group: MineGroup): MineEntry => ({
    group,
    kind: item.kind,
    hire,
    ref: item.ref,
    item: item.id,
    title: item.title,
    missing: [],
    on: item.due,
    undated: item.undated,
    days: item.days,
    time: item.time,
    who: { role: '', title: '', people: [hire.name], contacts: [] },
    optional: item.optional,
    blockedBy: item.blockedBy,
    link: item.link,
    escalates: null,
    validUntil: item.validUntil,
    command: item.command,
  });
  return [
    ...late.map((item) => entry(item, 'late')),
    ...items.filter(({ id }) => !isLate.has(id)).map((item) => entry(item, 'today')),
    ...next.map((item) => entry(item, !item.undated && item.due === today ? 'today' : 'next')),
  ];
}

/** What the reader owes and somebody else is about to hear of; and the hires who can't be read. */
export function noticesOf({ entries, unreadable, today, reader }: MineView): string[] {
  const label = labelsIn(entries);
  const soon = reader === null ? [] : entries.filter(({ escalates }) => escalates && escalates.on > today);
  return [
    ...soon.map(({ ref, hire, escalates }) => {
      const { to = [], on = today } = escalates ?? {};
      return `${listText(to)} ${agreeing(to.length, 'hears', 'hear')} of ${ref} for ${label(hire)} on ${longDate(on, today)}`;
    }),
    ...unreadable.map(unlistedText),
  ];
}

type Say = (date: CalendarDate, today: CalendarDate) => string;

function sectionsOf(view: MineView, say: Say): MineSection[] {
  const label = labelsIn([...view.entries, ...view.own]);
  const rowsOf = (entries: readonly MineEntry[]) => rowsFor(entries, view, label, say);
  const sections =
    view.reader === null
      ? byPeople(view).map(([title, entries]) => ({ title, rows: rowsOf(entries), isLate: false, share: 3 }))
      : [...grouped(view.entries, ({ group }) => group)].map(([group, entries]) => ({
          title: titles[group].toUpperCase(),
          rows: rowsOf(entries),
          isLate: group === 'late',
          share: shares[group],
        }));
  const own = view.own.map((each) => ownRow(each, view, label));
  const ownSection: MineSection = { title: 'YOUR OWN RUN', rows: own, isLate: false, share: 2 };
  return [ownSection, ...sections].filter(({ rows }) => rows.length > 0);
}

/** The titles of groups; above rows they are in capitals. */
export const titles: Readonly<Record<MineGroup, string>> = {
  late: 'Late',
  today: 'Today',
  word: 'Waits for your word',
  escalated: 'Waits for others, for too long',
  next: 'Coming up',
};

const shares: Readonly<Record<MineGroup, number>> = { late: 3, today: 3, word: 3, escalated: 2, next: 1 };

/** Who owes it → what, for each group of people who may do it; whoever has kept a hire waiting longest comes first. */
function byPeople({ entries }: MineView): [string, readonly MineEntry[]][] {
  const named = grouped(entries, owingText);
  const longest = (list: readonly MineEntry[]) => Math.max(0, ...list.map(({ days }) => days));
  return [...named].sort(([a, one], [b, other]) => longest(other) - longest(one) || (a < b ? -1 : 1));
}

/** Those who owe it: `Grace Hopper or Alan Turing`; where nobody holds the role, which one. */
export function owingText({ kind, who }: MineEntry): string {
  if (who.people.length === 0) return `Nobody yet: ${lowerFirst(who.title)}`;
  const together = kind === 'sign-off' && (who.roles ?? []).length > 1;
  return together ? listText(who.people) : eitherText(who.people);
}

function rowsFor(
  entries: readonly MineEntry[],
  view: MineView,
  label: (hire: MineHire) => string,
  say: Say,
): MineRow[] {
  return entries.map((entry) => ({
    state: stateOf(entry),
    hire: label(entry.hire),
    ref: entry.ref,
    title: entry.kind === 'question' ? `"${oneLine(entry.title)}"` : entry.title,
    when: whenOf(entry, view.today, say),
    // Most of what everybody owes isn't the reader's to settle.
    command: view.reader === null ? '' : entry.command,
    link: entry.link ?? '',
  }));
}

export function stateOf({ group, kind, optional, blockedBy }: MineEntry): string {
  if (group === 'late') return 'Late';
  if (kind === 'question') return 'Asked';
  if (kind === 'sign-off') return 'In review';
  if (kind === 'meeting') return 'Booked';
  if (blockedBy.length > 0) return 'Blocked';
  return optional ? 'Optional' : 'Open';
}

/** `was due Mon 23, 5 days`: since when, with the working days that have passed; or when it comes. */
export function whenOf(entry: MineEntry, today: CalendarDate, say: Say): string {
  const { group, kind, on, undated, days, time, ref, optional, blockedBy, validUntil } = entry;
  const date = say(on, today);
  const since = days > 0 ? `, ${plural(days, 'day')}` : '';
  if (group === 'escalated')
    return `${owingText(entry)}, ${whenOf({ ...entry, group: kind === 'item' ? 'late' : 'word' }, today, say)}`;
  switch (kind) {
    case 'question':
      return `asked ${date}${since}`;
    case 'sign-off':
      return `done ${date}${since}`;
    case 'role':
      return [ref === '' ? '' : `for ${ref}`, on > today && !undated ? `by ${date}` : '']
        .filter(Boolean)
        .join(', ');
    case 'meeting':
      return [group === 'today' ? '' : date, time ?? ''].filter(Boolean).join(', ') || 'today';
  }
  const facts = [
    undated
      ? 'no date'
      : group === 'late' || on < today
        ? `was due ${date}${since}`
        : on === today
          ? 'today'
          : `by ${date}`,
    blockedBy.length > 0 ? `after ${blockedBy.join(', ')}` : '',
    validUntil ? doAgainText(validUntil, today, say) : '',
    optional ? 'optional' : '',
  ];
  return facts.filter(Boolean).join(', ');
}

function ownRow(view: OwnView, { own, today }: MineView, label: (hire: MineHire) => string): MineRow {
  const { hire, newcomers, items, minutes, late, before, begins, open, awaited, command } = view;
  const isList = hire.subject !== null;
  const behind = late.length > 0 ? `; ${toCatchUp(late.length)}` : '';
  const left =
    items.length > 0
      ? `${plural(items.length, 'item')} today, ${hoursText(minutes)}`
      : before.length > 0
        ? beforeText(before, today)
        : !open
          ? 'all that is yours is done'
          : begins
            ? 'nothing to do before that'
            : isList
              ? 'nothing of yours for today'
              : 'your part of today is done';
  const others = isList && awaited.length > 0 ? `; ${awaited.length} with others` : '';
  const forWhom = newcomers.length > 0 ? `for ${listText(newcomers.map(firstName))}, ` : '';
  return {
    state: late.length > 0 ? 'Late' : 'Open',
    hire: isList ? label(hire) : own.length > 1 ? (hire.run ?? hire.program) : '',
    ref: '',
    title: `${upperFirst(`${forWhom}${whereText(view, today)}`)}: ${left}${behind}${others}`,
    when: '',
    command,
    link: '',
  };
}

/** `day 9 of 90`, `starts on Mon 7 Dec`, `last day in 12 working days`. */
function whereText({ anchor, begins, day, lastDay }: OwnView, today: CalendarDate): string {
  if (begins) return `${hasFirstDay(anchor) ? 'starts' : 'begins'} on ${longDate(begins, today)}`;
  return dayText({ hire: anchor, day, lastDay, today }, 'not begun');
}

/** `4 items before that, 2 due by now`. */
function beforeText(before: readonly OwnItemView[], today: CalendarDate): string {
  const due = before.filter((item) => item.due <= today).length;
  return `${plural(before.length, 'item')} before that${due > 0 ? `, ${due} due by now` : ''}`;
}

/**
 * What a row calls a hire: by the first name, or by the whole name where the list has two of that first name; and the run of a checklist:
 * by its subject, with its template where the list has two runs for that subject.
 */
export function labelsIn(entries: readonly { readonly hire: MineHire }[]): (hire: MineHire) => string {
  const lists = new Map(
    entries.flatMap(({ hire }) => (hire.subject === null ? [] : [[hire.id, hire.subject]])),
  );
  const perSubject = grouped(lists, ([, subject]) => normaliseName(subject));
  const hires = entries.filter(({ hire }) => hire.subject === null);
  const people = new Map(hires.map(({ hire }) => [hire.name, firstName(hire.name)]));
  const sharing = grouped(people, ([, first]) => first);
  return ({ name, run, subject, program, number }) => {
    if (subject !== null)
      return (perSubject.get(normaliseName(subject))?.length ?? 0) > 1
        ? runTitle({ program, subject, number: number ?? 1 })
        : subject;
    const first = people.get(name) ?? name;
    const called = (sharing.get(first)?.length ?? 0) > 1 ? name : first;
    return run === null ? called : `${called}, ${run}`;
  };
}

/** How much waits for the reader, what they have to do in checklists of their own among it. */
export function countsOfMine(mine: MineView): Counts {
  return countsIn(withOwnItems(mine));
}

function countsIn({ entries }: MineView): Counts {
  const count = (group: MineGroup) => entries.filter((entry) => entry.group === group).length;
  return { late: count('late'), today: count('today'), word: count('word') };
}

/** How much waits, in a sentence. */
function summaryOf(view: MineView): string {
  const { reader, hires, runs, own } = view;
  const { late, today, word } = countsIn(view);
  const parts = [
    late > 0 ? `${late} late` : '',
    today > 0 ? `${today} today` : '',
    word > 0 ? `${word} for ${reader === null ? 'a word' : 'your word'}` : '',
  ].filter(Boolean);
  const sum = late + today + word;
  if (sum > 0)
    return `${sum} ${agreeing(sum, 'waits', 'wait')}${reader === null ? '' : ' for you'}: ${parts.join(', ')}.`;
  if (hires + runs === 0 && own.length > 0 && own.every(({ hire }) => hire.subject === null))
    return 'You hold no role for anybody else.';
  if (reader !== null) return 'Nothing waits for you today.';
  return runs === 0 ? noHireWaits : 'Nobody keeps anybody waiting.';
}

/** Where nobody is asked for anything. */
export const noHireWaits = 'Nobody keeps a hire waiting.';

function hintOf({ entries, reader, hires, runs, own }: MineView): string {
  const [first] = entries;
  if (!first) {
    if (hires > 0) return `How they stand: pm-onboard team${reader === null ? '' : ' --mine'}`;
    return runs > 0 || own.some(({ hire }) => hire.subject !== null) ? 'How they stand: pm-onboard run' : '';
  }
  if (reader === null) return `What waits for you: pm-onboard mine`;
  if (first.hire.subject !== null) return `All of it: pm-onboard status --run ${first.hire.called}`;
  return `Before you talk with ${firstName(first.hire.name)}: pm-onboard review ${first.hire.called}`;
}
