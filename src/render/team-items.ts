/** Where people get stuck, as text, Markdown and CSV. */
import { stuckIn, summaryOf, type TeamItemsView, type TeamItemView, titleOf } from '../view/team-items.ts';
import { plural, upperFirst } from '../view/words.ts';
import { csvOf } from './csv.ts';
import { wrap } from './layout.ts';
import { fitSections, joinLines, linesOn, type Page, type Renderer, whole } from './page.ts';
import { tableLines } from './table.ts';
import { nobodyMarkdown, nobodyText } from './team.ts';
import { teamItemColumns } from './team-columns.ts';

/** The text shows items where somebody got stuck, as many as fit on the page; the other formats show all items. */
export const teamItemsRenderer: Renderer<TeamItemsView> = {
  tsv: 'team --items',
  select: whole,

  text(view, page) {
    const { width, style } = page;
    const { nobody } = view;
    if (nobody) return nobodyText(nobody, page);
    const head = [...wrap(titleOf(view), width).map(style.strong), ...wrap(summaryOf(view), width)];
    const section = { urgent: true, rows: stuckIn(view) };
    if (section.rows.length === 0) return joinLines(head);
    // The 5 lines around the rows are two empty ones, the table's head, the hint and the next prompt.
    const [{ rows, more } = { rows: [], more: 0 }] = fitSections(
      [section],
      linesOn(page) - head.length - 5,
      (fitted) => fitted.rows.length + (fitted.more > 0 ? 1 : 0),
    );
    return joinLines([
      ...head,
      '',
      ...rowsOf(rows, view, page),
      ...(more > 0 ? [style.quiet(`  … and ${more} more: pm-onboard team --items --markdown`)] : []),
      '',
      ...wrap(`What it asks for: ${showing(rows[0], view)}`, width).map(style.quiet),
    ]);
  },

  markdown(view, { heading, strong, table }) {
    const { nobody } = view;
    if (nobody) return nobodyMarkdown(nobody);
    const severalPrograms = view.programs.length > 1;
    const head = [...(severalPrograms ? ['program'] : []), 'item', ...heads].map(upperFirst);
    return joinLines([
      heading(2, titleOf(view)),
      '',
      summaryOf(view),
      '',
      ...table(
        head,
        view.items.map((item) => [
          ...(severalPrograms ? [item.program] : []),
          `${strong(item.ref)} ${item.title}`,
          ...cellsOf(item),
        ]),
      ),
    ]);
  },

  csv: ({ items }) =>
    csvOf(
      Object.keys(teamItemColumns),
      items.map((item) =>
        Object.values(teamItemColumns).map((key) => {
          const value = item[key];
          return typeof value === 'boolean' ? String(value) : value;
        }),
      ),
    ),
};

function rowsOf(
  items: readonly TeamItemView[],
  { programs }: TeamItemsView,
  { width, style, speech }: Page,
): string[] {
  const cells = items.map(cellsOf);
  const lines = tableLines(
    [
      { cells: items.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: items.map(({ title }) => title), least: 12 },
      ...heads.map((head, at) => ({
        head,
        cells: cells.map((row) => row[at] ?? ''),
        said: (cell: string) => `${head} ${cell}`,
      })),
      ...(programs.length > 1
        ? [{ head: 'program', cells: items.map(({ program }) => program), least: 8 }]
        : []),
    ],
    { width: width - 2, speech },
    style.quiet,
  );
  return lines.map((line) => `  ${line}`);
}

const heads = ['done late', 'median', 'skipped', 'overdue', 'open'];

/** How an item went, in one cell for each of `heads`, such as `2 of 3`; a cell is empty where its number is 0. */
function cellsOf({ hires, done, doneLate, medianDaysLate, skipped, overdue, open }: TeamItemView): string[] {
  const of = (n: number, all: number) => (n === 0 ? '' : `${n} of ${all}`);
  const median = medianDaysLate === 0 ? 'on time' : plural(medianDaysLate ?? 0, 'day');
  return [
    of(doneLate, done),
    doneLate === 0 ? '' : median,
    of(skipped, hires),
    of(overdue, hires),
    of(open, hires),
  ];
}

/** The command that shows the item as the hire who started last has it. */
function showing(item: TeamItemView | undefined, { programs }: TeamItemsView): string {
  const called = programs.find(({ id }) => id === item?.program)?.called;
  return `pm-onboard show ${item?.ref} --hire ${called}`;
}
