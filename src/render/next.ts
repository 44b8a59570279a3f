/** The list of the items to do next, as text and as Markdown. */

import { longDate, shortDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import { dueOr } from '../view/anchor.ts';
import type { NextItem, NextView } from '../view/next.ts';
import { dayOffText } from '../view/screen.ts';
import {
  againText,
  bookedText,
  closingCommand,
  evidenceWish,
  hireFlag,
  isRipe,
  lateText,
  meetText,
  nameOfRun,
  sizeText,
} from '../view/words.ts';
import { detailsText } from './details.ts';
import { linkLines, spread, widthOf, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from './page.ts';

/** The parameter says how the commands on the screen name the hire. */
export const nextRenderer = (hire: Called): Renderer<NextView> => ({
  tsv: 'next',
  select: whole,
  text(view, page) {
    const { style, width, speech } = page;
    if (view.items.length === 0) return joinLines(wrap(pauseLine(view, allLine(view, hire)), width));
    return joinLines([
      ...(speech
        ? titledLines(`Next for ${nameOfRun(view.hire)}`, longDate(view.today, view.today), page, {
            shown: view.items.length,
            noun: 'step',
          })
        : spread(style.strong(`Next for ${nameOfRun(view.hire)}`), longDate(view.today, view.today), page)),
      ...(view.filter ? wrap(view.filter.text, width) : []),
      ...wrap(leaveLine(view), width),
      ...wrap(pauseLine(view), width),
      ...view.items.flatMap((item) => ['', ...itemLines(item, view, page)]),
      '',
      ...[...moreLines(view, hire), ...hintLines(view, hire, width)].map(style.quiet),
    ]);
  },

  markdown(view, { heading, bullet, strong, details, link }) {
    if (view.items.length === 0) return joinLines([pauseLine(view)]);
    return joinLines([
      heading(2, `Next for ${nameOfRun(view.hire)}, ${longDate(view.today, view.today)}`),
      '',
      ...(view.onLeaveUntil ? [leaveLine(view), ''] : []),
      ...(view.filter ? [view.filter.text, ''] : []),
      ...(view.pause === null ? [] : [pauseLine(view), '']),
      ...view.items.flatMap((item) => [
        bullet(`${strong(`${item.ref} ${item.title}`)} (${factsOf(item, view).join(', ')})`, 'open'),
        ...details(item.details),
        ...item.topics.map((topic) => bullet(topic, undefined, 1)),
        ...item.links.map(({ title, url }) => bullet(link(title, url), undefined, 1)),
      ]),
      ...(view.more > 0 ? ['', `… and ${view.more} more`] : []),
    ]);
  },
});

function itemLines(item: NextItem, view: NextView, page: Page): string[] {
  const { style, width, speech } = page;
  if (speech)
    return [
      speech.row(item.overdue ? 'Late' : 'Open', [item.ref, item.title, ...factsOf(item, view)]),
      ...detailsText(item.details, page),
      ...item.topics.map((topic) => `To ask: ${topic}`),
      ...item.links.flatMap((link) => linkLines(link, page, '')),
    ];
  const indent = ' '.repeat(6);
  const facts = factsOf(item, view).join(' · ');
  const title = wrap(`${item.ref.padEnd(4)}  ${item.title}`, width, '', indent);
  return [
    ...title.map((line, index) =>
      index === 0 ? style.command(line.slice(0, 4)) + style.strong(line.slice(4)) : style.strong(line),
    ),
    ...wrap(facts, width, indent).map((line) => (item.overdue ? style.careful(line) : style.quiet(line))),
    ...detailsText(item.details, page, indent),
    ...item.topics.flatMap((topic) => wrap(`- ${topic}`, width, indent, '  ')),
    ...item.links.flatMap((link) => linkLines(link, page, indent)),
  ];
}

function factsOf(item: NextItem, view: NextView): string[] {
  const { today } = view;
  const due = item.overdue ? lateText(item, today) : dueOr(item, `due ${shortDate(item.due, today)}`);
  const notYet = item.from !== null && item.from > today ? [`from ${shortDate(item.from, today)}`] : [];
  const size = sizeText(item);
  return [
    ...notYet,
    due,
    ...againText(item, today),
    ...(size ? [size] : []),
    ...(item.with.length > 0
      ? [`meet ${item.with.map((role) => meetText(role, view.hire.guide)).join(', ')}`]
      : []),
    ...(item.booked ? [`booked for ${bookedText(item.booked, view.hire.zone, today)}`] : []),
    ...evidenceWish(item),
    ...(item.optional ? ['optional'] : []),
  ];
}

function moreLines({ items, more, filter }: NextView, hire: Called): string[] {
  const flags = `${filter?.flags ?? ''}${hireFlag(hire)}`;
  return more > 0 ? [`… and ${more} more: pm-onboard next -n ${items.length + more}${flags}`] : [];
}

/** Two commands, on one line if it has room for both. */
function hintLines({ items }: NextView, hire: Called, width: number): string[] {
  const item = items[0] as NextItem;
  const closing = item.count && !isRipe(item) ? 'Count one' : 'Tick one off';
  const hints = [
    `Explain one: pm-onboard show ${item.ref}${hireFlag(hire)}`,
    `${closing}: ${closingCommand(item, hire)}`,
  ];
  const line = hints.join('   ');
  return widthOf(line) <= width ? [line] : hints.flatMap((hint) => wrap(hint, width));
}

/** That nothing is asked of a hire on leave, and when work goes on; empty for any other. */
function leaveLine(view: NextView): string {
  return view.onLeaveUntil ? dayOffText(view) : '';
}

/** Why no required item can be done now; empty if one can. @param more what follows where a filter leaves nothing to do */
function pauseLine({ hire, items, pause, filter }: NextView, more = ''): string {
  if (pause === null && items.length === 0 && filter)
    return `${filter.text} None of it can be done just now.${more}`;
  if (pause === null) return '';
  const what =
    items.length === 0 ? `Nothing is open for ${nameOfRun(hire)} just now.` : 'Only optional items are open.';
  return `${what} ${pause}`;
}

function allLine({ filter }: NextView, hire: Called): string {
  return ` All of it: pm-onboard status${filter?.flags}${hireFlag(hire)}`;
}
