/** One item or group, as text. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import { dueOr } from '../view/anchor.ts';
import type { ItemView, RoleView, SignOffView } from '../view/item.ts';
import { entryLines } from '../view/log.ts';
import type { ShowGroupView, ShowView } from '../view/show.ts';
import { whenText } from '../view/traits.ts';
import {
  askText,
  bookedText,
  closingCommand,
  countText,
  effortText,
  evidenceWish,
  firstName,
  hireFlag,
  isRipe,
  judgementText,
  oneLine,
  plural,
  quoted,
  sizeText,
  stateWord,
  upperFirst,
  voidedText,
} from '../view/words.ts';
import { detailsText } from './details.ts';
import { layColumns, linkLines, spread, wrap, wrapWords } from './layout.ts';
import { joinLines, type Page, type Renderer, titleOf, whole } from './page.ts';
import { changeDeep } from './safe.ts';

/** The parameter says how the commands on the screen name the hire. */
export const showRenderer = (hire: Called): Renderer<ShowView, Shown> => ({
  tsv: 'show',
  select: shownOf,
  text(view, page) {
    const { style, width } = page;
    const { item } = view;
    const place = [item.id, view.phaseTitle, ...(view.groupTitle ? [view.groupTitle] : [])].join(' · ');
    const head = page.speech
      ? [page.speech.row(upperFirst(stateText(view)), [item.ref, item.title])]
      : spread(`${item.ref}  ${item.title}`, stateText(view), page);
    const [first = ''] = head;
    return joinLines([
      ...(head.length > 1 || page.speech
        ? head
        : [style.command(item.ref) + style.strong(first.slice(item.ref.length))]),
      style.quiet(place),
      '',
      ...detailsText(view.details, page),
      '',
      ...factLines(view, hire, page),
      '',
      ...listSection(
        'ASK, TALK ABOUT',
        view.topics.map((topic) => `- ${topic}`),
        page,
      ),
      ...(item.links.length > 0 ? [titleOf('Links', page, { shown: item.links.length, noun: 'link' })] : []),
      ...item.links.flatMap((link) => linkLines(link, page, '  ')),
      '',
      ...listSection(
        'WHY',
        view.why.map((step, index) => `${index + 1}. ${step}`),
        page,
      ),
      ...listSection('QUESTIONS', view.asked, page),
      ...listSection('HISTORY', view.happened, page),
      ...wrap(hintOf(view, hire), width).map(style.quiet),
    ]);
  },
});

type Shown = ReturnType<typeof shownOf>;

/** What people typed in several lines is told apart by line before it is made safe. */
function shownOf(view: ShowView) {
  const { today, questions, history } = view;
  return {
    ...view,
    item: changeDeep(view.item, oneLine),
    skipped: changeDeep(view.skipped, oneLine),
    answered: changeDeep(view.answered, oneLine),
    asked: questions.flatMap(({ ref, text, answer }) => [
      ...`${ref}  ${text}`.split(/\r?\n/),
      ...(answer
        ? `  ${answer.by}, ${longDate(answer.on, today)}: ${answer.text}`.split(/\r?\n/)
        : ['  no answer yet']),
    ]),
    happened: history.flatMap((entry) => {
      const [first = '', ...others] = entryLines(entry);
      return [`${longDate(entry.on, today)}  ${entry.by}: ${first}`, ...others.map((line) => `  ${line}`)];
    }),
  };
}

export const groupRenderer: Renderer<ShowGroupView> = {
  tsv: 'show',
  select: whole,
  text({ group, items, today }, page) {
    const { style } = page;
    return joinLines([
      style.strong(group.title),
      style.quiet(`${group.id} · a group of ${items.length}`),
      '',
      ...detailsText(group.details, page),
      '',
      ...layColumns(
        [
          { cells: items.map(({ ref }) => ref), style: style.command },
          { cells: items.map(({ title }) => title), least: 20 },
          { cells: items.map(stateWord), ...(page.speech ? { state: true } : {}) },
          { cells: items.map((item) => dueOr(item, longDate(item.due, today))) },
          { cells: items.map(sizeText), style: style.quiet },
        ],
        page,
        '  ',
      ),
    ]);
  },
};

function factLines(
  {
    hire: { zone },
    item,
    today,
    guide,
    dueRule,
    dueWith,
    moved,
    rework,
    again,
    answered,
    added,
    after,
    before,
    skipped,
    when,
  }: ShowView,
  hire: Called,
  { width, style, speech }: Page,
): string[] {
  const byHand = added ? 'set by hand' : 'moved by hand';
  const planned = moved ? byHand : dueWith ? `after ${dueWith}` : dueRule;
  const rule = rework ? 'time to rework it' : again ? 'to do again' : planned;
  const due = item.undated && !rework ? 'no date' : `${longDate(item.due, today)} (${rule})`;
  const goesOn =
    item.workFrom < item.due && !item.undated ? `, work from ${longDate(item.workFrom, today)}` : '';
  const from = item.from && item.from > today ? [['From', longDate(item.from, today)]] : [];
  const facts = [
    ['For', when ? whenText(when) : ''],
    ['Own', added ? `added by ${added.by} on ${longDate(added.on, today)}, for this hire alone` : ''],
    ...from,
    ['Due', due + goesOn + (item.daysLate > 0 ? `, ${plural(item.daysLate, 'working day')} ago` : '')],
    ['Booked', item.booked ? bookedText(item.booked, zone, today) : ''],
    ['Stage', item.stage ?? ''],
    ['Valid', validText(item, answered, today)],
    ['Takes', item.takes === null ? '' : effortText(item.takes)],
    ['Count', item.count ? countText(item.count, true) : ''],
    ['Meet', item.with.map((role) => personText(role, guide, today)).join(', ')],
    ['Acts', item.by ? personText(item.by, guide, today) : ''],
    ['After', after.map(({ ref, title, state }) => `${ref} ${title} (${state})`).join(', ')],
    ['Before', before.map(({ ref, title }) => `${ref} ${title}`).join(', ')],
    ['Evidence', item.evidence.given ?? evidenceLack(item)],
    ...answerFacts(item, answered, today),
    ...signOffFacts(item.signOff, guide, today),
    ...skipped.map(({ by, on, reason }) => [
      'Skipped',
      `by ${by} on ${longDate(on, today)}, which doesn't count, since it is done: ${reason}`,
    ]),
    ...(guide
      ? []
      : unheld(item).map((role) => ['Assign', `pm-onboard assign --role ${quoted(role)}${hireFlag(hire)}`])),
  ].filter(([, value]) => value !== '');
  return facts.flatMap(([label = '', value = '']) => {
    if (speech) return [`${label}: ${value}`];
    // A text with an address is wrapped between words only, so that the address stays whole.
    const [first = '', ...others] = value.includes('://')
      ? wrapWords(value, width - 10)
      : wrap(value, width - 10);
    return [style.quiet(label.padEnd(10)) + first, ...others.map((line) => ' '.repeat(10) + line)];
  });
}

/** Until when what was done counts, or did. */
function validText(
  { validUntil, expired }: ItemView,
  { by, on }: ShowView['answered'],
  today: CalendarDate,
): string {
  if (validUntil === null) return '';
  const until = `until ${longDate(validUntil, today)}`;
  return expired && on ? `${until}, done by ${by} on ${longDate(on, today)}: do it again` : until;
}

/** Who let the item pass, or said that it doesn't apply, and why; the reason of a plain skip stands in the history. */
function answerFacts(
  item: ItemView,
  { by, on, reason }: ShowView['answered'],
  today: CalendarDate,
): string[][] {
  if (!on || by === null || (item.answer === null && !item.flaw)) return [];
  const when = `by ${by} on ${longDate(on, today)}: ${reason}`;
  return item.flaw
    ? [['Skipped', `${when} (no waiver, since ${by} is the hire)`]]
    : [[item.answer === 'waived' ? 'Waived' : 'Not here', when]];
}

/** Why there is no evidence, or else which the item wants. */
function evidenceLack(item: ItemView): string {
  const { without } = item.evidence;
  return without === null ? evidenceWish(item).join() : `none: ${without}`;
}

/** The people of a role: `Edsger Dijkstra (Release manager, #releases)`; if nobody holds the role, whom to ask. */
export function personText(
  { people, title, contacts, until }: RoleView,
  guide: string | null,
  today: CalendarDate,
): string {
  if (people.length === 0 && guide) return `${title} (${askText(guide)})`;
  if (people.length === 0) return `${title} (nobody yet)`;
  const reach = people.length === 1 ? contacts.map(({ contact }) => contact) : contacts.map(contactText);
  const end = until ? [`until ${longDate(until, today)}`] : [];
  return `${people.join(', ')} (${[title, ...end, ...reach].join(', ')})`;
}

/** The ids of the roles that the item needs and that nobody holds. */
function unheld({ with: met, by, signOff }: ItemView): string[] {
  const roles = [...met, ...(by ? [by] : []), ...(signOff ? [signOff] : [])];
  return [...new Set(roles.filter(({ people }) => people.length === 0).map(({ role }) => role))];
}

function contactText({ name, contact }: RoleView['contacts'][number]): string {
  return `${firstName(name)}: ${contact}`;
}

/** Who signs the item off, or has; whatever was judged is told under the name of who judged. */
function signOffFacts(signOff: SignOffView | null, guide: string | null, today: CalendarDate): string[][] {
  if (!signOff) return [];
  const { state, judged, comment, voided } = signOff;
  if (state === 'approved' && judged)
    return [['Sign-off', `${signOff.title}, ${judgementText(judged, today)}`]];
  return [
    ['Sign-off', `${personText(signOff, guide, today)}${state === 'pending' ? ', pending' : ''}`],
    ...signOff.given.map((each) => ['Approved', `by ${each.by} on ${longDate(each.on, today)}`]),
    ...(judged ? [['Returned', `by ${judged.by} on ${longDate(judged.on, today)}: ${comment}`]] : []),
    ...voided.map((each) => [upperFirst(each.kind), voidedText(each, signOff).replace(`${each.kind} `, '')]),
  ];
}

function stateText({ item, today }: ShowView): string {
  const when = item.closedOn ? ` ${longDate(item.closedOn, today)}` : '';
  if (item.state === 'blocked') return `blocked by ${item.blockedBy.join(', ')}`;
  return `${stateWord(item)}${item.state === 'open' || item.state === 'waiting' ? '' : when}${item.optional ? ', optional' : ''}`;
}

function listSection(title: string, lines: readonly string[], page: Page): string[] {
  if (lines.length === 0) return [];
  const { width, speech } = page;
  if (speech) {
    // What belongs to the line before is a part of its sentence.
    const rows = lines
      .join('\n')
      .replace(/\n {2}/g, ' ')
      .split('\n');
    return [speech.heading(title, { shown: rows.length, noun: 'line' }, ''), ...rows];
  }
  return [
    titleOf(title, page, { shown: lines.length, noun: 'line' }),
    ...lines.flatMap((line) => wrap(line, width, '  ', '  ')),
    '',
  ];
}

function hintOf({ item, why }: ShowView, hire: Called): string {
  const flag = hireFlag(hire);
  if (item.state === 'done' || item.state === 'in review' || item.state === 'skipped')
    return `Open it again: pm-onboard reopen ${item.ref}${flag}`;
  if (item.state === 'blocked' && why.length > 0) return `First: pm-onboard show ${item.blockedBy[0]}${flag}`;
  if (why.length === 0 && item.state !== 'open')
    return `Why is that? pm-onboard show ${item.ref} --why${flag}`;
  const closing = `${item.count && !isRipe(item) ? 'Count one' : 'Tick it off'}: ${closingCommand(item, hire)}`;
  const isMeeting = item.with.length > 0 && item.booked === null && !item.overdue;
  return isMeeting ? `Book it: pm-onboard book ${item.ref}${flag}   ${closing}` : closing;
}
