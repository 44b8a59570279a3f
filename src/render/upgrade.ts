/** What the present checklists change: in full for one hire, a line each for all, as Markdown for a pull request. */
import { type CalendarDate, longDate } from '../dates.ts';
import { becomeText, type ChangedItem, type UpgradeReport, type UpgradeView } from '../view/upgrade.ts';
import { listText } from '../view/words.ts';
import { layColumns, widthOf, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';

/** Shows all changes for each hire of the report. */
export const upgradeRenderer: Renderer<UpgradeReport> = {
  select: whole,
  text: ({ hires, today }, page) => joinLines(hires.flatMap((view) => hireLines(view, today, page))),
  markdown: asMarkdown,
};

/** Shows a line for each hire. */
export const upgradesRenderer: Renderer<UpgradeReport> = {
  select: whole,
  text(report, { width, style }) {
    const { headline, hires, unreadable } = report;
    const rows = [
      ...hires.map((view) => [view.hire.name, standing(view)] as const),
      ...unreadable.map(({ name }) => [name, 'could not be looked at'] as const),
    ];
    const names = layColumns([{ cells: rows.map(([name]) => name), least: 24 }], Math.floor(width / 3));
    const room = Math.max(0, ...names.map(widthOf));
    const lines = rows.flatMap(([, text], at) => {
      const name = names[at] ?? '';
      const [first = '', ...others] = wrap(text, width - room - 4);
      const padding = ' '.repeat(room - widthOf(name) + 2);
      return [
        `  ${style.strong(name)}${padding}${first}`,
        ...others.map((line) => `${' '.repeat(room + 4)}${line}`),
      ];
    });
    return joinLines([...wrap(headline, width), '', ...lines]);
  },
  markdown: asMarkdown,
};

function standing({ state, summary, late }: UpgradeView): string {
  if (state === 'up to date') return 'has these checklists already';
  if (state === 'another program') return 'follows another program, left out';
  if (state === 'same') return 'nothing in the plan changes';
  return late.length > 0 ? `${becomeText(late.length)}: ${summary}` : summary;
}

function hireLines(view: UpgradeView, today: CalendarDate, page: Page): string[] {
  const { hire, state, summary, late, remarks } = view;
  const { width, style } = page;
  if (state === 'up to date') return wrap(`${hire.name} has the present checklists already.`, width);
  const title = `What the present checklists change for ${hire.name}`;
  const nothing = 'Nothing in the plan but, at most, the order and numbers of items.';
  const then = late.length === 0 ? 'nothing becomes late' : becomeText(late.length);
  return [
    ...wrap(title, width).map(style.strong),
    ...wrap(state === 'same' ? nothing : `${summary}; ${then}.`, width),
    ...remarks.flatMap((remark) => wrap(remark, width)),
    '',
    ...sectionsOf(view, today).flatMap(({ heading, rows }) => [
      ...wrap(heading, width).map(heading === lateHeading ? style.careful : style.strong),
      ...rowLines(rows, page),
      '',
    ]),
  ];
}

interface Row {
  readonly ref: string;
  readonly title: string;
  readonly who: string;
  /** How it changes, in a word or two, such as the new date. */
  readonly how: string;
  /** What is shown on a line of its own below the item, such as the former title. */
  readonly below?: string;
}

const lateHeading = 'CATCH UP, due before today';

/** The sections that have rows. `heading` stands above them as text; `word` says in a Markdown table what happened. */
function sectionsOf(view: UpgradeView, today: CalendarDate) {
  const say = (date: CalendarDate) => longDate(date, today);
  const rows = <T extends ChangedItem>(items: readonly T[], how: (item: T) => string): Row[] =>
    items.map((item) => ({ ref: item.ref, title: item.title, who: item.who, how: how(item) }));
  return [
    { heading: lateHeading, word: 'becomes late', rows: rows(view.late, ({ due }) => `due ${say(due)}`) },
    { heading: 'ADDED', word: 'added', rows: rows(view.added, ({ due }) => `due ${say(due)}`) },
    { heading: 'REMOVED', word: 'removed', rows: rows(view.removed, ({ state }) => state) },
    { heading: 'RENAMED', word: 'renamed', rows: rows(view.renamed, ({ from, id }) => `${from} → ${id}`) },
    {
      heading: 'RE-DATED',
      word: 're-dated',
      rows: rows(view.redated, ({ before, after }) => `${say(before)} → ${say(after)}`),
    },
    {
      heading: 'REWORDED',
      word: 'reworded',
      rows: view.reworded.map(
        ({ ref, title, who, was }): Row => ({
          ref,
          title,
          who,
          how: was === null ? 'details' : '',
          ...(was === null ? {} : { below: `was: ${was}` }),
        }),
      ),
    },
    { heading: 'CHANGED', word: 'changed', rows: rows(view.changed, ({ keys }) => keys.join(', ')) },
  ].filter((section) => section.rows.length > 0);
}

function rowLines(rows: readonly Row[], { width, style }: Page): string[] {
  const lines = layColumns(
    [
      { cells: rows.map(({ ref }) => ref), style: style.command },
      {
        cells: rows.map(({ how }) => how),
        ...(rows.some(({ how }) => how.length > 40) ? { least: 20 } : {}),
      },
      { cells: rows.map(({ title }) => title), least: 8 },
      { cells: rows.map(({ who }) => who), least: 8, style: style.quiet },
    ],
    width - 2,
  );
  return rows.flatMap(({ below }, at) => [
    `  ${lines[at] ?? ''}`,
    ...(below === undefined ? [] : wrap(below, width, '       ', '  ').map(style.quiet)),
  ]);
}

function asMarkdown({ headline, hires, unreadable, today }: UpgradeReport): string {
  const touched = hires.filter(({ state }) => state === 'changes');
  const foreign = hires.filter(({ state }) => state === 'another program');
  const others = hires.filter((view) => !touched.includes(view) && !foreign.includes(view));
  const names = (views: readonly UpgradeView[]) => listText(views.map(({ hire }) => hire.name));
  return joinLines([
    headline,
    '',
    ...touched.flatMap((view) => hireMarkdown(view, today)),
    ...(touched.length > 0 && others.length > 0 ? [`Nothing changes for ${names(others)}.`, ''] : []),
    ...(foreign.length > 0 ? [`Left out, they follow another program: ${names(foreign)}.`, ''] : []),
    ...unreadable.map(({ name, fault }) => `- ${name} could not be looked at: ${fault}`),
  ]);
}

function hireMarkdown(view: UpgradeView, today: CalendarDate): string[] {
  const sections = sectionsOf(view, today);
  return [
    `## ${view.hire.name}: ${view.summary}`,
    '',
    ...(sections.length > 0 ? ['| | item | |', '|---|---|---|'] : []),
    ...sections.flatMap(({ word, rows }) =>
      rows.map(
        ({ ref, title, who, how, below }) =>
          `| ${word} | ${ref} ${title}${who ? ` (${who})` : ''} | ${below ?? how} |`,
      ),
    ),
    '',
    ...view.remarks.map((remark) => `- ${remark}`),
    '',
  ];
}
