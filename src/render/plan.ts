/** The whole of a plan: as text, and as a checklist in Markdown. */
import type { Called } from '../plan/run.ts';
import { type PlanRow, type PlanScreen, type PlanView, planScreen, type Span } from '../view/plan.ts';
import { layRows, widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { joinLines, type Page, type Renderer, titledLines } from './page.ts';

/**
 * @param by how the plan is cut into parts
 * @param hire how printed commands name the hire
 * @param all whether the items that the hire's traits leave out are shown as well
 */
export const planRenderer = (by: Span, hire: Called, all = false): Renderer<PlanView, PlanScreen> => ({
  tsv: 'plan',
  select: (view, format) => planScreen(view, by, hire, all, format === 'text'),
  text: ({ name, title, standing, groups, past, out, hint }, page) => {
    const { width, style } = page;
    const every = [...groups, ...past].flatMap(({ rows }) => rows);
    const widths = {
      dates: Math.max(0, ...every.map(({ when }) => widthOf(when))),
      refs: Math.max(0, ...every.map(({ ref }) => widthOf(ref))),
    };
    return joinLines([
      ...wrap(title, width).map((line, at) =>
        at === 0 && line.startsWith(name) ? style.strong(name) + line.slice(name.length) : line,
      ),
      ...standing.flatMap((line) => wrap(line, width)),
      ...groups.flatMap((group) => groupLines(group, widths, page)),
      ...(past.length > 0 && groups.length > 0 ? ['', ...wrap('Before today:', width)] : []),
      ...past.flatMap((group) => groupLines(group, widths, page)),
      ...outLines(out, page),
      '',
      ...(hint ? wrap(hint, width, '', '  ').map(style.quiet) : []),
    ]);
  },
  markdown: ({ title, standing, groups, out }, write) =>
    joinLines([
      write.heading(2, title),
      '',
      ...standing.flatMap((line) => [line, '']),
      ...groups.flatMap((group) => [
        write.heading(3, `${group.title}${group.remark ? `, ${group.remark}` : ''}`),
        '',
        ...group.notes.flatMap((note) => [note, '']),
        ...group.rows.map((row) => markdownRow(row, write)),
        ...(group.going.length > 0 ? [write.bullet(`goes on: ${group.going.join(', ')}`)] : []),
        '',
      ]),
      ...(out.length > 0
        ? [
            write.heading(3, outTitle),
            '',
            ...out.map((row) => write.bullet(write.entry(row.ref, row.title, '', [row.reason]))),
          ]
        : []),
    ]),
});

function groupLines(group: PlanScreen['groups'][number], widths: Widths, page: Page): string[] {
  const { width, style, speech } = page;
  const { title, remark, notes, rows, going } = group;
  const counted = { shown: rows.length, noun: 'step' };
  return [
    '',
    ...titledLines(speech ? title : title.toUpperCase(), remark, page, counted),
    ...notes.flatMap((note) => wrap(note, width, '  ', '  ')).map(style.quiet),
    ...rows.flatMap((row) => rowLines(row, widths, page)),
    ...(going.length > 0 ? wrap(`goes on: ${going.join(' · ')}`, width, '  ', '  ').map(style.quiet) : []),
  ];
}

const outTitle = 'Not in this plan';

/** The items that the hire's traits leave out. */
function outLines(out: PlanScreen['out'], page: Page): string[] {
  if (out.length === 0) return [];
  const { style, speech } = page;
  return [
    '',
    ...titledLines(speech ? outTitle : outTitle.toUpperCase(), '', page, { shown: out.length, noun: 'step' }),
    ...layRows(
      [
        { cells: out.map(({ ref }) => ref), style: style.command },
        { cells: out.map(({ title }) => title), least: 20 },
        { cells: out.map(({ reason }) => reason), below: true, style: style.quiet },
      ],
      page,
      '  ',
    ).flat(),
  ];
}

/** A row with a box; what others do has none, since nobody ticks it off here. */
function markdownRow({ mark, when, ref, title, facts, own, link }: PlanRow, write: Markdown): string {
  const box = mark === '' ? 'open' : mark === '✓' || mark === '…' ? 'done' : undefined;
  return write.bullet(write.entry(ref, title, link, [when, ...facts]), own ? box : undefined);
}

/** The width of a title where facts follow it on the same line. */
const titleWidth = 34;

/** Where a title has fewer columns than that, it stands below its number. */
const leastTitle = 24;

/** The state of a row, for the accessible mode. */
function stateOf({ mark, late, own }: PlanRow): string {
  if (late) return 'Late';
  return { '✓': 'Done', '–': 'Skipped', '…': 'In review', '': own ? 'Open' : 'Waiting' }[mark];
}

/** The widths of the columns before the title, over the whole plan. */
interface Widths {
  readonly dates: number;
  readonly refs: number;
}

/** A row in one line where there is room; else its facts stand below the title, and a long title goes on below itself. */
function rowLines(row: PlanRow, widths: Widths, { width, style, speech }: Page): string[] {
  const { mark, when, ref, title, late } = row;
  if (speech) return [speech.row(stateOf(row), [ref, title, when, ...row.facts])];
  const date = widths.dates > 0 ? `${when.padEnd(widths.dates)}  ` : '';
  const number = ref.padEnd(widths.refs);
  const lead = 4 + widthOf(date) + number.length + 2;
  const head = [
    `  ${mark === '✓' ? style.good(mark) : mark || ' '} `,
    late ? style.careful(date) : date,
    style.command(number),
  ].join('');
  const said = row.facts.join(' · ');
  if (width - lead < leastTitle)
    return [
      head.trimEnd(),
      ...wrap(title, width, '    '),
      ...(said === '' ? [] : wrap(said, width, '      ').map(style.quiet)),
    ];
  const padded = title + ' '.repeat(Math.max(0, titleWidth - widthOf(title)));
  if (said !== '' && lead + widthOf(`${padded}  ${said}`) <= width)
    return [`${head}  ${padded}  ${style.quiet(said)}`];
  const indent = ' '.repeat(lead);
  return [
    ...wrap(title, width, indent).map((line, at) => (at === 0 ? `${head}  ${line.slice(lead)}` : line)),
    ...(said === '' ? [] : wrap(said, width, `${indent}  `).map(style.quiet)),
  ];
}
