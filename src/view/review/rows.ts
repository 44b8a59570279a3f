/** The rows of a review's sections: each entry's columns in words. */

import type { CalendarDate } from '../../dates.ts';
import { withoutEvidenceText } from '../../progress/kinds.ts';
import { dueOr } from '../anchor.ts';
import type { ItemView, RoleView } from '../item.ts';
import type { ReviewView } from '../review.ts';
import {
  againText,
  firstName,
  isLink,
  leftOutText,
  listText,
  lowerFirst,
  oneLine,
  plural,
  roleNames,
  sizeText,
  stateWord,
  upperFirst,
  withoutText,
} from '../words.ts';
import type { OwedView } from './owed.ts';
import type { CompletedView, GoneView, NoteView, SkippedView } from './since.ts';
import type { StuckReason, StuckView } from './stuck.ts';

export type Format = 'text' | 'markdown';
/** Date → text. */
export type Say = (date: CalendarDate) => string;

export interface ReviewRow {
  /** In which state the row is, in a word, for screens that say it first. */
  readonly state: string;
  readonly ref: string;
  readonly title: string;
  readonly when: string;
  readonly remark: string;
  /** The address that the title links to in Markdown; may be empty. */
  readonly link: string;
  /** The evidence if it is a link, else null. */
  readonly evidence: { readonly url: string } | null;
}

export const emptyRow: ReviewRow = {
  state: '',
  ref: '',
  title: '',
  when: '',
  remark: '',
  link: '',
  evidence: null,
};

function itemRow(item: ItemView): ReviewRow {
  return { ...emptyRow, ref: item.ref, title: item.title, link: item.links[0]?.url ?? '' };
}

export function owedRow(each: OwedView, view: ReviewView, format: Format, say: Say): ReviewRow {
  const { kind, ref, text, item } = each;
  const row = item ? itemRow(item) : { ...emptyRow, ref, title: text };
  const given = item?.evidence.given ?? null;
  const remark = view.owed.includes(each) ? (format === 'text' ? flagFor(each) : '') : roleNames(each.who);
  switch (kind) {
    case 'question':
      return { ...row, state: 'Asked', title: `"${oneLine(text)}"`, when: `asked ${say(each.on)}`, remark };
    case 'sign-off':
      return {
        ...row,
        state: 'In review',
        when: `done ${say(each.on)}`,
        remark: joined(remark, format === 'markdown' ? wordsIn(given) : '', item ? withoutText(item) : ''),
        evidence: linkIn(given),
      };
    case 'item':
      return {
        ...row,
        state: each.days > 0 ? 'Late' : 'Owed',
        when: dueText(each, view, say),
        remark: joined(remark, ...(item ? againText(item, view.today) : [])),
      };
    case 'role':
      return roleRow(each, format, say);
  }
}

/** The flag of `review` that settles a question or sign-off; empty for items and roles. */
function flagFor({ kind, ref }: OwedView): string {
  if (kind === 'question') return `--answer '${ref}'`;
  return kind === 'sign-off' ? `--approve ${ref}` : '';
}

/** The row of a role that nobody holds yet. */
export function roleRow({ text, ref, on }: OwedView, format: Format, say: Say): ReviewRow {
  const date = format === 'text' || ref === '' ? '' : `, by ${say(on)}`;
  return {
    ...emptyRow,
    state: 'Nobody yet',
    title: lowerFirst(text),
    remark: ref ? `for ${ref}${date}` : '',
  };
}

function dueText({ on, days, item }: OwedView, { today }: ReviewView, say: Say): string {
  if (item?.undated) return 'no date';
  if (on === today) return 'today';
  if (on > today) return `by ${say(on)}`;
  return days > 0 ? `${plural(days, 'working day')} past` : `was due ${say(on)}`;
}

export function completedRow(item: CompletedView, format: Format, say: Say): ReviewRow {
  const pending = item.state === 'in review' && item.signOff ? `with ${roleNames(item.signOff)}` : '';
  const told = joined(pending, judgedBy(item, say), withoutText(item));
  const state = pending === '' ? 'Done' : 'In review';
  if (format === 'text') return { ...itemRow(item), state, remark: told };
  const { given } = item.evidence;
  return {
    ...itemRow(item),
    when: item.closedOn ? say(item.closedOn) : '',
    remark: joined(countOf(item), told, quoteOf(item.note), wordsIn(given)),
    evidence: linkIn(given),
  };
}

/** Who approved the item, where that isn't one of those who would be asked now. */
function judgedBy({ signOff }: ItemView, say: Say): string {
  const { judged = null, people = [] } = signOff ?? {};
  if (judged?.kind !== 'approved' || people.includes(judged.by)) return '';
  return `approved by ${judged.by} on ${say(judged.on)}`;
}

export function goneRow(
  { title, closedOn, note, evidence, without }: GoneView,
  format: Format,
  say: Say,
): ReviewRow {
  const row = { ...emptyRow, state: 'Done', title };
  if (format === 'text') return row;
  const remark = joined(quoteOf(note), wordsIn(evidence), without ? withoutEvidenceText(without) : '');
  return { ...row, when: say(closedOn), remark, evidence: linkIn(evidence) };
}

function linkIn(evidence: string | null): ReviewRow['evidence'] {
  const given = evidence?.trim();
  return given && isLink(given) ? { url: given } : null;
}

/** The evidence in quotes; empty if the evidence is a link. */
function wordsIn(evidence: string | null): string {
  return linkIn(evidence) ? '' : quoteOf(evidence);
}

function quoteOf(text: string | null): string {
  return text ? `"${oneLine(text)}"` : '';
}

export function stuckRow(item: StuckView, view: ReviewView, say: Say): ReviewRow {
  const { daysLate, due, reasons } = item;
  return {
    ...itemRow(item),
    state: daysLate > 0 ? 'Late' : item.expired ? 'Open again' : 'Quiet',
    when: daysLate > 0 ? `${plural(daysLate, 'day')} late` : dueOr(item, `due ${say(due)}`),
    remark: joined(countOf(item), ...reasons.map((reason) => reasonText(reason, say)), helpText(item, view)),
  };
}

function reasonText({ kind, on, text }: StuckReason, say: Say): string {
  switch (kind) {
    case 'overdue':
      return '';
    case 'blocked':
      return `waits for ${text}`;
    case 'returned':
      return `returned ${say(on)}: ${oneLine(text ?? '')}`;
    case 'expired':
      return `valid until ${say(on)}: to do again`;
    case 'quiet':
      return `no mark since ${say(on)}`;
    case 'unmarked':
      return 'no mark yet';
    case 'asked':
      return `asked ${say(on)}, no answer`;
  }
}

/** Whom to meet for a stuck item, if the reader is among them or nobody holds the roles; else empty. */
function helpText({ with: roles }: StuckView, view: ReviewView): string {
  const own = roles.some(({ role }) => view.reader.roles.includes(role));
  return own || roles.every(({ people }) => people.length === 0) ? whoText(roles, view) : '';
}

function countOf(item: ItemView): string {
  return item.count ? sizeText(item) : '';
}

export function skippedRow(item: SkippedView): ReviewRow {
  const { recordedBy, reason } = item;
  const said = leftOutText(item, recordedBy, reason);
  const remark = item.answer || item.flaw ? said : `"${said}"`;
  return { ...itemRow(item), state: upperFirst(stateWord(item)), when: stateWord(item), remark };
}

export function upcomingRow(item: ItemView, view: ReviewView, say: Say): ReviewRow {
  const { from, due, workFrom, by, state } = item;
  const { today } = view;
  const starts = !item.undated && workFrom > today && workFrom < due && (from === null || workFrom > from);
  return {
    ...itemRow(item),
    state: state === 'blocked' ? 'Blocked' : 'Open',
    when: dueOr(item, due === today ? 'today' : say(due)),
    remark: joined(
      countOf(item),
      starts ? `to begin ${say(workFrom)}` : '',
      state === 'blocked' ? `after ${item.blockedBy.join(', ')}` : '',
      by ? `${roleNames(by)} does it` : whoText(item.with, view),
    ),
  };
}

/** Whom to meet: `with you and Grace`; `who? lead developer` if nobody holds the role. */
function whoText(roles: readonly RoleView[], { reader }: ReviewView): string {
  if (roles.length === 0) return '';
  const others = roles.filter(({ role }) => !reader.roles.includes(role) || reader.isHire);
  const people = [...new Set(others.flatMap((role) => role.people.map(firstName)))];
  const you = others.length < roles.length ? ['you'] : [];
  if (you.length + people.length === 0)
    return `who? ${others.map(({ title }) => lowerFirst(title)).join(', ')}`;
  return `with ${listText([...you, ...people])}`;
}

export function noteRow({ ref, title, text, by, on }: NoteView, format: Format, say: Say): ReviewRow {
  const quote = { ...emptyRow, state: 'Note', title: `"${oneLine(text)}"` };
  return format === 'text'
    ? quote
    : { ...quote, when: `${ref} ${title}`.trim(), remark: `${by}, ${say(on)}` };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
