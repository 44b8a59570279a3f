/** The changes by the current checklists: in full for one hire, a line for each of all, or Markdown for a pull request. */

import { type CalendarDate, longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { dueOr } from '../view/anchor.ts';
import {
  becomeText,
  type ChangedItem,
  nounOf,
  type UpgradeReport,
  type UpgradeView,
} from '../view/upgrade.ts';
import { lateTitle, listText, plural, unlookedText, upperFirst } from '../view/words.ts';
import { layColumns, layRows, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { joinLines, type Page, type Renderer, titleOf, whole } from './page.ts';

/** Shows all changes for each hire of the report. */
export const upgradeRenderer: Renderer<UpgradeReport> = {
  select: whole,
  text: ({ hires, today }, page) => joinLines(hires.flatMap((view) => hireLines(view, today, page))),
  markdown: asMarkdown,
};

/** Shows a line for each hire. */
export const upgradesRenderer: Renderer<UpgradeReport> = {
  select: whole,
  text(report, page) {
    const { width, style } = page;
    const { headline, hires, unreadable, programs } = report;
    // Only where there are several programs does a row say which one it is about.
    const about = (view: UpgradeView) =>
      programs.length > 1 && view.state !== 'no checklists' && view.subject === null
        ? `${view.program}: `
        : '';
    const rows = [
      ...hires.map((view) => [view.title, about(view) + standing(view)] as const),
      ...unreadable.map(({ name }) => [name, 'could not be looked at'] as const),
    ];
    const lines = layColumns(
      [
        {
          cells: rows.map(([name]) => name),
          least: 12,
          most: Math.floor(width / 3),
          wraps: true,
          style: style.strong,
        },
        { cells: rows.map(([, text]) => text), least: 12, wraps: true },
      ],
      page,
      '  ',
    );
    return joinLines([...wrap(headline, width), '', ...lines]);
  },
  markdown: asMarkdown,
};

function standing({ state, program, summary, late }: UpgradeView): string {
  if (state === 'up to date') return 'has these checklists already';
  if (state === 'no checklists') return `follows ${program}, whose checklists are not here`;
  if (state === 'same') return 'nothing in the plan changes';
  return late.length > 0 ? `${becomeText(late.length)}: ${summary}` : summary;
}

function hireLines(view: UpgradeView, today: CalendarDate, page: Page): string[] {
  const { state, summary, late, remarks } = view;
  const name = view.title;
  const { width, style, speech } = page;
  if (state === 'up to date') return wrap(`${name} has the current checklists already.`, width);
  const title = `What the current checklists change for ${name}`;
  const nothing = 'Nothing in the plan but, at most, the order and numbers of items.';
  const then = late.length === 0 ? 'nothing becomes late' : becomeText(late.length);
  return [
    ...wrap(title, width).map(style.strong),
    ...wrap(state === 'same' ? nothing : `${summary}; ${then}.`, width),
    ...remarks.flatMap((remark) => wrap(remark, width)),
    '',
    ...sectionsOf(view, today).flatMap(({ word, rows }) => [
      ...(speech || word !== lateWord
        ? [titleOf(upperFirst(word), page, { shown: rows.length, noun: 'step' })]
        : wrap(lateTitle, width).map(style.careful)),
      ...rowLines(rows, page),
      '',
    ]),
  ];
}

const lateWord = 'becomes late';

/** The sections that have rows; `word` says what happens to the items of a section. */
function sectionsOf(view: UpgradeView, today: CalendarDate) {
  const due = (item: { readonly due: CalendarDate }) => `due ${longDate(item.due, today)}`;
  return [
    { word: lateWord, rows: rowsOf(view.late, due) },
    { word: 'added', rows: rowsOf(view.added, due) },
    { word: 'removed', rows: rowsOf(view.removed, ({ state }) => state) },
    { word: 'renamed', rows: rowsOf(view.renamed, ({ from, id }) => `${from} → ${id}`) },
    {
      word: 're-dated',
      rows: rowsOf(
        view.redated,
        ({ before, after, wasUndated, undated }) =>
          `${dueOr({ undated: wasUndated }, longDate(before, today))} → ${dueOr({ undated }, longDate(after, today))}`,
      ),
    },
    {
      word: 'reworded',
      rows: rowsOf(
        view.reworded,
        ({ was }) => (was === null ? 'details' : ''),
        ({ was }) => (was === null ? '' : `was: ${was}`),
      ),
    },
    { word: 'changed', rows: rowsOf(view.changed, ({ keys }) => keys.join(', ')) },
    { word: 'brought', rows: rowsOf(view.comes, due) },
    { word: 'left out', rows: rowsOf(view.goes, ({ state }) => state) },
    { word: 'counted', rows: rowsOf(view.recounted, ({ now }) => now) },
  ].filter(({ rows }) => rows.length > 0);
}

type Row = ReturnType<typeof rowsOf>[number];

/**
 * @param how returns how an item changes, in a word or two, such as the new date
 * @param below returns the text for a line of its own below the item, such as the former title; may be empty
 */
function rowsOf<T extends ChangedItem>(
  items: readonly T[],
  how: (item: T) => string,
  below: (item: T) => string = () => '',
) {
  return items.map((item) => ({
    ref: item.ref,
    title: item.title,
    who: item.who,
    how: how(item),
    below: below(item),
  }));
}

function rowLines(rows: readonly Row[], page: Page): string[] {
  const { width, style } = page;
  const lines = layRows(
    [
      { cells: rows.map(({ ref }) => ref), style: style.command },
      {
        cells: rows.map(({ how }) => how),
        ...(rows.some(({ how }) => how.length > 40) ? { least: 20 } : {}),
      },
      { cells: rows.map(({ title }) => title), least: 8 },
      { cells: rows.map(({ who }) => who), below: true, style: style.quiet },
    ],
    page,
    '  ',
  );
  return rows.flatMap(({ below }, at) => [
    ...(lines[at] ?? []),
    ...(below === '' ? [] : wrap(below, width, '       ', '  ').map(style.quiet)),
  ]);
}

/** The most characters of a report in Markdown: a comment on GitHub holds 65,536. */
const longest = 60_000;

function asMarkdown(
  { headline, hires, unreadable, today, programs }: UpgradeReport,
  write: Markdown,
): string {
  const touched = hires.filter(({ state }) => state === 'changes');
  const foreign = hires.filter(({ state }) => state === 'no checklists');
  const others = hires.filter((view) => !touched.includes(view) && !foreign.includes(view));
  const names = (views: readonly UpgradeView[]) => listText(views.map(({ title }) => title));
  const head = [headline, ''];
  const tail = [
    ...(touched.length > 0 && others.length > 0 ? [`Nothing changes for ${names(others)}.`, ''] : []),
    ...(foreign.length > 0 ? [`The checklists of their program are not here: ${names(foreign)}.`, ''] : []),
    ...unreadable.map(({ name, fault }) => write.bullet(unlookedText(name, fault))),
  ];
  const groups = sameFor(touched, today, programs.length > 1, write);
  return joinLines([
    ...head,
    ...fitted(groups, longest - joinLines([...head, ...tail]).length, write),
    ...tail,
  ]);
}

/** Hires for whom the edit does the same, and what that is. */
interface Group {
  readonly views: readonly UpgradeView[];
  readonly heading: string;
  readonly body: readonly string[];
}

function sameFor(
  touched: readonly UpgradeView[],
  today: CalendarDate,
  namesProgram: boolean,
  write: Markdown,
): Group[] {
  const told = touched.map((view) => ({ view, body: hireMarkdown(view, today, write) }));
  const groups = grouped(told, ({ view, body }) => JSON.stringify([view.program, view.summary, body]));
  return [...groups.values()].flatMap((same) => {
    const views = same.map(({ view }) => view);
    const [first] = same;
    if (!first) return [];
    const { program, summary } = first.view;
    const who = views.length === 1 ? first.view.title : plural(views.length, nounOf(views));
    const all = views.length === 1 ? [] : [`${listText(views.map(({ title }) => title))}.`, ''];
    return [
      {
        views,
        heading: write.heading(2, `${who}${namesProgram ? `, ${program}` : ''}: ${summary}`),
        body: [...all, ...first.body],
      },
    ];
  });
}

/** The groups, each whole as long as there is room for it; of the others what their headings say, or how many they are. */
function fitted(groups: readonly Group[], room: number, { heading: titled, code }: Markdown): string[] {
  const lines: string[] = [];
  const rest = (id: string) =>
    `What changes for some of them is too long for this report. For the first of them, ${code(`pm-onboard upgrade ${id} --dry-run`)} shows it.`;
  let left = room - 2 * rest('').length;
  let cut: UpgradeView | undefined;
  let unnamed = 0;
  for (const { heading, body, views } of groups) {
    const size = (some: readonly string[]) => some.reduce((sum, line) => sum + line.length + 1, 0);
    const whole = [heading, '', ...body];
    const short = [heading, ''];
    const chosen = size(whole) <= left ? whole : size(short) <= left ? short : undefined;
    if (chosen !== whole) cut ??= views[0];
    if (!chosen) unnamed += views.length;
    lines.push(...(chosen ?? []));
    left -= size(chosen ?? []);
  }
  if (unnamed > 0) lines.push(titled(2, `${unnamed} more`), '');
  if (cut) lines.push(rest(cut.hire.id), '');
  return lines;
}

function hireMarkdown(view: UpgradeView, today: CalendarDate, { table, bullet }: Markdown): string[] {
  const sections = sectionsOf(view, today);
  return [
    ...(sections.length > 0
      ? table(
          ['', 'item', ''],
          sections.flatMap(({ word, rows }) =>
            rows.map(({ ref, title, who, how, below }) => [
              word,
              `${ref} ${title}${who ? ` (${who})` : ''}`,
              below || how,
            ]),
          ),
        )
      : []),
    '',
    ...view.remarks.map((remark) => bullet(remark)),
    '',
  ];
}
