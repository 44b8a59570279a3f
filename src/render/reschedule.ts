/** The effect of another start or calendar, as text: each item that moves, with its due date before and after. */

import { type CalendarDate, longDate } from '../dates.ts';
import { dueOr } from '../view/anchor.ts';
import type { RescheduleView, ShiftView } from '../view/reschedule.ts';
import { lateTitle, listText } from '../view/words.ts';
import { type Column, layRows, wrap } from './layout.ts';
import {
  type Fitted,
  fitSections,
  joinLines,
  linesOn,
  type Page,
  type Renderer,
  restText,
  titleOf,
  whole,
} from './page.ts';

/** How many lines are kept free for what `reschedule` prints below, and for the next prompt. */
const linesBelow = 4;

/** Shows as many items as the page has room for; items past their new due date come first. */
export const rescheduleRenderer: Renderer<RescheduleView> = {
  select: whole,
  text(view, page) {
    const { hire, today, changes, remarks } = view;
    const { width, style, speech } = page;
    const head = [
      ...wrap(`When ${hire} ${listText(changes)}`, width).map(style.strong),
      ...remarks.flatMap((remark) => wrap(remark, width)),
      '',
      ...itemLines(
        'COMES',
        view.comes.map(({ due, ...row }) => ({ ...row, how: `due ${longDate(due, today)}` })),
        page,
      ),
      ...itemLines(
        'GOES',
        view.goes.map(({ reason, ...row }) => ({ ...row, how: reason })),
        page,
      ),
    ];
    const sections = sectionsOf(view);
    const shifts = sections.flatMap(({ rows }) => rows);
    // One table for both sections, so that their columns have the same widths.
    const [heads = [], ...table] = tableRows(shifts, today, page);
    const linesOf = (rows: readonly ShiftView[]) => rows.flatMap((row) => table[shifts.indexOf(row)] ?? []);
    const fitted = fitSections(sections, linesOn(page) - head.length - linesBelow, (section) =>
      heightOf(section, linesOf(section.rows).length),
    );
    return joinLines([
      ...head,
      ...fitted.flatMap((section) => [
        ...(speech
          ? [speech.heading(section.title, { shown: section.rows.length, noun: 'step' }, '')]
          : wrap(section.title, width).map(section.urgent ? style.careful : style.strong)),
        ...(section.rows.length > 0 && speech ? linesOf(section.rows) : []),
        ...(section.rows.length > 0 && !speech ? [...heads.map(style.quiet), ...linesOf(section.rows)] : []),
        ...(section.more > 0 ? [style.quiet(`  ${restText(section)}: --all`)] : []),
        '',
      ]),
    ]);
  },
};

/** Shows all items, even if they do not fit on the page. */
export const wholeRescheduleRenderer: Renderer<RescheduleView> = {
  ...rescheduleRenderer,
  text: (view, page) => rescheduleRenderer.text(view, { ...page, height: Number.POSITIVE_INFINITY }),
};

/** How many items that come or go are shown where the page is a screen. */
const mostNamed = 8;

/** The items that other traits bring or take, under a heading; empty where there are none. */
function itemLines(
  title: string,
  items: readonly { readonly ref: string; readonly title: string; readonly how: string }[],
  page: Page,
): string[] {
  if (items.length === 0) return [];
  const rows = Number.isFinite(page.height) ? items.slice(0, mostNamed) : items;
  const more = items.length - rows.length;
  return [
    titleOf(title, page, { shown: rows.length, noun: 'step' }),
    ...layRows(
      [
        { cells: rows.map(({ ref }) => ref), wide: 4, style: page.style.command },
        { cells: rows.map((row) => row.title), least: 20 },
        { cells: rows.map(({ how }) => how), below: true, style: page.style.quiet },
      ],
      page,
      '  ',
    ).flat(),
    ...(more > 0 ? [page.style.quiet(`  ${restText({ rows, more })}: --all`)] : []),
    '',
  ];
}

interface Section {
  readonly title: string;
  readonly urgent: boolean;
  readonly rows: readonly ShiftView[];
}

/** The sections that have items. */
function sectionsOf({ late, others }: RescheduleView): Section[] {
  return [
    { title: lateTitle, urgent: true, rows: late },
    { title: late.length > 0 ? 'THEN' : 'WHAT MOVES', urgent: false, rows: others },
  ].filter(({ rows }) => rows.length > 0);
}

/** The lines of a section: its title, the table with its heads, the line that counts the rest, and an empty one. */
function heightOf({ rows, more }: Fitted<Section>, lines: number): number {
  return 1 + (rows.length > 0 ? 1 + lines : 0) + (more > 0 ? 1 : 0) + 1;
}

/** The heads, and the lines of each item. On a narrow terminal the dates stay whole and the title is cut. */
function tableRows(shifts: readonly ShiftView[], today: CalendarDate, page: Page): string[][] {
  const { style } = page;
  const column = (head: string, cell: (shift: ShiftView) => string) => [head, ...shifts.map(cell)];
  const ref: Column = { cells: column('', (shift) => shift.ref), wide: 4, style: style.command };
  const before: Column = {
    cells: column('was due', (shift) => dueOr({ undated: shift.wasUndated }, longDate(shift.before, today))),
    said: (day) => `was due ${day}`,
  };
  const after: Column = {
    cells: column('is due', (shift) => dueOr(shift, longDate(shift.after, today))),
    said: (day) => `is due ${day}`,
  };
  const title: Column = { cells: column('', (shift) => shift.title), least: 8 };
  const moves: Column = { cells: column('', () => 'Moves'), state: true };
  const who: Column = { cells: column('', (shift) => shift.who), below: true, style: style.quiet };
  // Who listens hears first what it is about.
  return layRows(
    page.speech ? [moves, ref, title, before, after, who] : [ref, before, after, title, who],
    page,
    '  ',
  );
}
