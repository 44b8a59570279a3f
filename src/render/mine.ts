/** The list of what somebody owes, as text and as Markdown. */
import { type MineRow, type MineScreen, type MineSection, mineScreen } from '../view/mine/screen.ts';
import type { MineView } from '../view/mine.ts';
import { layRows, leastForNames, sinceWhen, spread, widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { type Fitted, fitShares, joinLines, linesOn, type Page, type Renderer, titledLines } from './page.ts';

interface MineFormat {
  /** Whether all rows are shown; otherwise as many as the page has room for. */
  readonly all: boolean;
  /** The command that shows all rows. */
  readonly command: string;
}

export const mineRenderer = ({ all, command }: MineFormat): Renderer<MineView, MineScreen> => ({
  tsv: 'mine',
  select: (view, format) => mineScreen(view, format === 'markdown' ? format : 'text'),

  text(screen, page) {
    const { width, style } = page;
    const { nobody, notices } = screen;
    if (nobody)
      return joinLines([...wrap(nobody.reason, width), ...wrap(nobody.hint, width).map(style.quiet)]);
    const [name = ''] = screen.title.split(' · ');
    const [first = '', ...more] = spread(screen.title, screen.beside, page);
    const head = [
      first.startsWith(name) ? style.strong(name) + first.slice(name.length) : first,
      ...more,
      ...wrap(screen.summary, width),
    ];
    const foot = [
      ...notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
      ...wrap(screen.hint, width).map(style.quiet),
    ];
    const laid = new Map(screen.sections.map((section) => [section.title, rowsOf(section, page)]));
    const linesOf = ({ title }: MineSection, rows: number) => (laid.get(title) ?? []).slice(0, rows).flat();
    const fitted = all ? whole(screen.sections) : fitTo(screen.sections, page, [...head, ...foot], linesOf);
    const left = fitted.reduce((sum, section) => sum + section.more, 0);
    return joinLines([
      ...head,
      '',
      ...fitted.flatMap((section) =>
        section.rows.length === 0
          ? []
          : [
              ...titledLines(section.title, '', page, {
                shown: section.rows.length,
                all: section.rows.length + section.more,
                noun: 'row',
              }),
              ...linesOf(section, section.rows.length),
              '',
            ],
      ),
      ...(left > 0 ? wrap(`… ${left} more: ${command}`, width).map(style.quiet) : []),
      ...foot,
    ]);
  },

  markdown({ title, summary, sections, notices, nobody }, write) {
    if (nobody) return joinLines([nobody.reason, '', nobody.hint]);
    return joinLines([
      write.heading(2, title),
      '',
      summary,
      '',
      ...sections.flatMap((section) => [
        write.heading(3, section.title.charAt(0) + section.title.slice(1).toLowerCase()),
        '',
        ...section.rows.map((row) => markdownRow(row, write)),
        '',
      ]),
      ...notices.map((notice) => write.bullet(notice)),
    ]);
  },
});

function whole(sections: readonly MineSection[]): Fitted<MineSection>[] {
  return sections.map((section) => ({ ...section, more: 0 }));
}

/** The sections with as many rows as the page has room for. @param around the lines above and below them */
function fitTo(
  sections: readonly MineSection[],
  page: Page,
  around: readonly string[],
  linesOf: (section: MineSection, rows: number) => readonly string[],
): Fitted<MineSection>[] {
  // A title and an empty line belong to each section.
  const heightOf = (section: MineSection, rows: number) =>
    rows === 0 ? 0 : 2 + linesOf(section, rows).length;
  const height = sections.reduce((sum, section) => sum + heightOf(section, section.rows.length), 0);
  // The empty line below the head, and the next prompt; the line that tells of more takes room as well.
  const room = linesOn(page) - around.length - 2;
  return fitShares(sections, height <= room ? room : room - 1, heightOf);
}

/** A title up to this width isn't broken for what stands beside it. */
const widestTitle = 38;

/** The lines of each row. */
function rowsOf({ rows, isLate }: MineSection, page: Page): string[][] {
  const { style, speech } = page;
  const hires = rows.map(({ hire }) => hire);
  const titles = rows.map(({ title }) => title);
  const commands = rows.map(({ command }) => command);
  const lines = layRows(
    [
      { cells: rows.map(({ state }) => state), state: true },
      { cells: hires, least: leastForNames(hires), most: 24, wraps: true, weak: 0 },
      { cells: rows.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: titles, least: Math.min(widestTitle, Math.max(...titles.map(widthOf))), wraps: true },
      {
        cells: rows.map(({ when }) => when),
        ...sinceWhen(page),
        ...(isLate ? { style: style.careful } : {}),
      },
      ...(speech ? [] : [{ cells: commands, below: true, style: style.quiet } as const]),
    ],
    page,
    '  ',
  );
  // A command is a sentence of its own, so that nothing in it is spelled out.
  return speech ? lines.map(([line], row) => [[line, commands[row]].filter(Boolean).join(' ')]) : lines;
}

function markdownRow({ hire, ref, title, when, link }: MineRow, write: Markdown): string {
  return write.bullet(
    `${hire === '' ? '' : `${hire}: `}${write.entry(ref, title, link || null, [when])}`,
    'open',
  );
}
