/** The status screen, as text and as Markdown. */
import { shortDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import { phaseName, type Screen, screenOf } from '../view/screen.ts';
import type { Row, Section } from '../view/sections.ts';
import type { PhaseView, StatusView } from '../view/status.ts';
import { barOf, layColumns, spread, widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { fitShares, joinLines, linesOn, type Page, type Renderer, titledLines } from './page.ts';

type HirePage = Page & Pick<Screen, 'flag'>;

interface StatusFormat {
  /** Whether all rows are shown; otherwise as many as the page has room for. */
  readonly all?: boolean | undefined;
  /** Whether the screen ends with the command to type next. */
  readonly hint?: boolean;
}

/** @param hire how the commands on the screen name the hire */
export const statusRenderer = (
  hire: Called,
  { all = false, hint = true }: StatusFormat = {},
): Renderer<StatusView, Screen> => ({
  tsv: 'status',
  select: (view, format) => {
    const screen = screenOf(view, hire, all || format === 'markdown');
    return hint ? screen : { ...screen, hint: '' };
  },

  text(screen, given) {
    const height = all ? Number.POSITIVE_INFINITY : given.height;
    const page = { ...given, height, flag: screen.flag };
    const titleWidth = titleWidthOf(screen);
    const [head, foot] = [headLines(screen, page), footLines(screen, page)];
    // One line stays empty below the head, and one below the foot is for the next prompt.
    const room = linesOn(page) - head.length - foot.length - 2;
    const laid = new Map<string, string[]>();
    const linesOf = (section: Section, rows: number) => {
      const key = `${rows} ${section.title}`;
      const lines =
        laid.get(key) ??
        sectionLines(
          { ...section, rows: section.rows.slice(0, rows) },
          section.rows.length,
          titleWidth,
          page,
        );
      laid.set(key, lines);
      return lines;
    };
    const heightOf = (section: Section, rows: number) => linesOf(section, rows).length;
    // A row takes a line at least, so that many rows needn't be laid out to see that they don't fit.
    const fewest = screen.sections.reduce((sum, { inline, rows }) => sum + (inline ? 1 : rows.length), 0);
    const whole =
      fewest > room
        ? fewest
        : screen.sections.reduce((sum, section) => sum + heightOf(section, section.rows.length), 0);
    // The line that tells of more takes room as well.
    const sections = fitShares(screen.sections, whole <= room ? room : room - 1, heightOf);
    const more = sections.reduce((sum, section) => sum + section.more, 0);
    const lines = sections
      .map((section) => linesOf(section, section.rows.length))
      .filter(({ length }) => length > 0);
    const used = lines.reduce((sum, each) => sum + each.length, more > 0 ? 1 : 0);
    return joinLines([
      ...head,
      '',
      ...withGaps(lines, room - used).flat(),
      ...(more > 0
        ? wrap(`… ${more} more: pm-onboard status --all${screen.flag}`, page.width).map(page.style.quiet)
        : []),
      ...foot,
    ]);
  },

  markdown(screen, write) {
    return joinLines([
      write.heading(2, screen.title),
      '',
      ...(screen.people ? [screen.people, ''] : []),
      ...screen.standing.flatMap((line) => [line, '']),
      ...screen.sections.flatMap((section) => [
        write.heading(3, headline(section.title)),
        '',
        ...(section.remark ? [section.remark, ''] : []),
        ...section.rows.map((row) => markdownRow(row, section.tone === 'quiet', write)),
        '',
      ]),
      ...(screen.phases.length > 0 ? [write.heading(3, 'Progress'), ''] : []),
      ...screen.phases.map((phase) => write.bullet(phaseProgress(phase))),
      screen.outlook,
    ]);
  },
});

function headLines({ name, title, people, standing }: Screen, page: Page): string[] {
  const { width, style } = page;
  const [first = '', ...more] = spread(title, people, page);
  return [
    first.startsWith(name) ? style.strong(name) + first.slice(name.length) : first,
    ...more,
    ...standing.flatMap((line) => wrap(line, width)),
  ];
}

function footLines(screen: Screen, page: Page): string[] {
  const { width, style } = page;
  return [
    ...(screen.phases.length > 0 ? phaseLines(screen, page) : []),
    ...(screen.outlook ? wrap(screen.outlook, width) : []),
    ...wrap(screen.hint, width).map(style.quiet),
  ];
}

/** The greatest shared width of titles, in columns. A longer title gets more only where its own section has room. */
const widestTitle = 38;

/** The titles of all rows share one width, so that the next column is aligned over the whole screen. */
function titleWidthOf({ sections }: Screen): number {
  let widest = 0;
  for (const { inline, rows } of sections)
    for (const { title } of inline ? [] : rows) {
      widest = Math.max(widest, widthOf(title));
      if (widest >= widestTitle) return widestTitle;
    }
  return widest;
}

/** Puts empty lines behind the sections as far as there are lines left: before the foot first, then from the top. */
function withGaps(sections: readonly string[][], left: number): string[][] {
  const last = sections.length - 1;
  return sections.map((lines, at) => ((at === last ? left > 0 : at < left - 1) ? [...lines, ''] : lines));
}

/** The title of a section with what stands beside it. */
function headOf({ title, remark, rows, inline }: Section, page: HirePage): string[] {
  return titledLines(title, inline ? rows.map(inlineText).join(' · ') : remark, page);
}

/** The refs of further items, as many as fit on one line. */
function laterLine({ later }: Section, { width, style }: HirePage): string {
  const room = width - '  later: '.length - ` and ${later.length} more`.length;
  const shown: string[] = [];
  for (const day of later) {
    if (widthOf([...shown, day].join(' · ')) > room) break;
    shown.push(day);
  }
  const more = later.length - shown.length;
  const text = `  later: ${shown.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`;
  return style.quiet(text);
}

/** The lines of a section; none where it has no rows. */
function sectionLines(section: Section, all: number, titleWidth: number, page: HirePage): string[] {
  const { title, remark, rows } = section;
  if (rows.length === 0) return [];
  if (page.speech) {
    const noun = rows.every(({ ref }) => /^\d/.test(ref)) ? 'step' : 'row';
    return [
      ...titledLines(title, remark, page, { shown: rows.length, all, noun }),
      ...rowLines(section, titleWidth, page),
      ...(section.later.length > 0 ? [`Later: ${section.later.join(', ')}`] : []),
    ];
  }
  if (section.inline) return headOf(section, page);
  return [
    ...headOf(section, page),
    ...rowLines(section, titleWidth, page),
    ...(section.later.length > 0 ? [laterLine(section, page)] : []),
  ];
}

/** `2.17 Your first impressions: Grace, since Mon 7`. */
function inlineText({ ref, title, who }: Row): string {
  const mark = /[?!.]$/.test(title) ? ' ' : ': ';
  return `${ref ? `${ref} ` : ''}${title}${who ? `${mark}${who}` : ''}`;
}

function rowLines({ rows, tone }: Section, titleWidth: number, page: HirePage): string[] {
  const { width, style } = page;
  return layColumns(
    [
      { cells: rows.map(({ state }) => state), state: true },
      { cells: rows.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: rows.map(({ title }) => title), wide: titleWidth, least: Math.min(22, Math.floor(width / 2)) },
      {
        cells: rows.map(({ when }) => when),
        ...(tone === 'catch up' ? { style: style.careful } : {}),
      },
      { cells: rows.map(({ size }) => size), style: style.quiet },
      { cells: rows.map(({ who }) => who), below: true },
    ],
    page,
    '  ',
  );
}

/** The phases up to the next one. A short line leaves out the next phase first, then finished ones, then the bars. */
function phaseLines({ phases, today }: Screen, { width, style, speech }: Page): string[] {
  if (speech)
    return [
      speech.heading('Progress', { shown: phases.length, noun: 'phase' }, ''),
      ...phases.map((phase) => speech.row(stateOf(phase), phaseFacts(phase, today))),
    ];
  const current = phases.findIndex(({ state }) => state === 'current');
  const parts = phases.slice(0, current < 0 ? phases.length : current + 2).map((phase) => ({
    phase,
    bar: phase.state === 'upcoming' || isFinished(phase) ? '' : barOf(shareOf(phase), 10),
  }));
  const gap = '   ';
  const line = () => parts.map(({ phase, bar }) => phaseText(phase, bar, today)).join(gap);
  const tooWide = () => widthOf(line()) > width;
  for (const part of [
    ...parts.filter(({ phase }) => phase.state === 'upcoming').reverse(),
    // What others have left in a phase is said on no line but this.
    ...parts.filter(({ phase }) => isFinished(phase) && phase.others.length === 0),
  ])
    if (tooWide() && parts.length > 1) parts.splice(parts.indexOf(part), 1);
  for (const part of parts) if (tooWide()) part.bar = '';
  const lines: string[] = [];
  for (const { phase, bar } of parts) {
    const [text, last] = [phaseText(phase, bar, today), lines.at(-1)];
    if (last !== undefined && widthOf(`${last}${gap}${text}`) <= width)
      lines[lines.length - 1] = `${last}${gap}${text}`;
    else lines.push(text);
  }
  return lines.flatMap((text) => wrap(text, width)).map((text) => text.replaceAll('✓', style.good('✓')));
}

/** `Day 1 ✓, Alan 1` where only others have something left, `Day 30 ████░░ 9/28, 1 in review, Tue 22 Dec` else. */
function phaseText(phase: PhaseView, bar: string, today: Screen['today']): string {
  const name = phaseName(phase);
  if (isFinished(phase))
    return [`${name} ✓`, ...phase.others.map(({ name: other, open }) => `${other} ${open}`)].join(', ');
  const { done, inReview, skipped, total } = phase.own;
  return [
    `${name} ${bar ? `${bar} ` : ''}${done}/${total - skipped}`,
    ...(inReview > 0 ? [`${inReview} in review`] : []),
    ...(phase.state === 'current' ? [shortDate(phase.due, today)] : []),
  ].join(', ');
}

function stateOf(phase: PhaseView): string {
  if (isFinished(phase)) return 'Done';
  return phase.state === 'upcoming' ? 'To come' : 'Under way';
}

/** The phase with what is done of it, as words. */
function phaseFacts(phase: PhaseView, today: Screen['today']): string[] {
  const { done, inReview, skipped, total } = phase.own;
  return [
    phase.title,
    `${done} of ${total - skipped} done`,
    inReview > 0 ? `${inReview} in review` : '',
    ...phase.others.map(({ name, open }) => `${name} has ${open} left`),
    isFinished(phase) ? '' : `by ${shortDate(phase.due, today)}`,
  ];
}

function shareOf({ own }: PhaseView): number {
  return own.done / (own.total - own.skipped);
}

/** Whether nothing in the phase is left to the hire. */
function isFinished({ own }: PhaseView): boolean {
  return own.done === own.total - own.skipped;
}

/** `First 30 days: 9 of 28, 1 in review; Alan 1`, for Markdown. */
function phaseProgress({ title, own, others }: PhaseView): string {
  const review = own.inReview > 0 ? `, ${own.inReview} in review` : '';
  const left = others.map(({ name, open }) => `${name} ${open}`).join(', ');
  return `${title}: ${own.done} of ${own.total - own.skipped}${review}${left === '' ? '' : `; ${left}`}`;
}

/** The row as an entry of a list; only the hire's own items get a box to tick. */
function markdownRow({ ref, title, when, size, who, link }: Row, others: boolean, write: Markdown): string {
  return write.bullet(write.entry(ref, title, link, [when, size, who]), others ? undefined : 'open');
}

function headline(title: string): string {
  return title.charAt(0) + title.slice(1).toLowerCase();
}
