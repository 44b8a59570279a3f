/** The status screen, as text and as Markdown. */
import { shortDate } from '../dates.ts';
import type { Row, Section } from '../view/fit.ts';
import { type Screen, screenOf } from '../view/screen.ts';
import type { PhaseView, StatusView } from '../view/status.ts';
import { layColumns, spread, widthOf, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer } from './page.ts';

export const statusRenderer: Renderer<StatusView, Screen> = {
  // What is pasted elsewhere need not fit a terminal.
  select: (status, format) =>
    format === 'text' ? screenOf(status) : screenOf(status, Number.POSITIVE_INFINITY),

  text(screen, page) {
    const { style, width } = page;
    const [head = '', ...more] = wrap(spread(screen.title, screen.people, width), width);
    const { name } = screen;
    return joinLines([
      head.startsWith(name) ? style.strong(name) + head.slice(name.length) : head,
      ...more,
      ...screen.standing.flatMap((line) => wrap(line, width)),
      '',
      ...sectionLines(screen, page),
      '',
      ...(screen.phases.length > 0 ? [phaseLine(screen, page)] : []),
      ...(screen.outlook ? wrap(screen.outlook, width) : []),
      ...wrap(screen.hint, width).map(style.quiet),
    ]);
  },

  markdown(screen) {
    return joinLines([
      `## ${screen.title}`,
      '',
      ...(screen.people ? [screen.people, ''] : []),
      ...screen.standing.flatMap((line) => [line, '']),
      ...screen.sections.flatMap((section) => [
        `### ${headline(section.title)}`,
        '',
        ...(section.remark ? [section.remark, ''] : []),
        ...section.rows.map((row) => markdownRow(row, section.tone === 'quiet')),
        '',
      ]),
      ...(screen.phases.length > 0 ? ['### Progress', ''] : []),
      ...screen.phases.map((phase) => `- ${phase.title}: ${phase.done} of ${phase.total - phase.skipped}`),
      screen.outlook,
    ]);
  },
};

/** Titles share a width, so that what stands behind them begins below each other; the rest is each section's own. */
function sectionLines({ sections }: Screen, page: Page): string[] {
  const titles = sections.flatMap(({ rows }) => rows.map(({ title }) => widthOf(title)));
  const titleWidth = Math.min(widestTitle, Math.max(0, ...titles));
  return sections.flatMap((section) => [
    ...headLines(section, page),
    ...rowLines(section, titleWidth, page),
    '',
  ]);
}

/** In columns; a longer title takes more only where its own section has room. */
const widestTitle = 38;

function headLines({ title, remark }: Section, { width, style }: Page): string[] {
  const lines = wrap(remark ? `${title}   ${remark}` : title, width, '', '  ');
  return lines.map((line, index) => (index === 0 ? style.strong(title) + line.slice(title.length) : line));
}

function rowLines({ rows, tone, more }: Section, titleWidth: number, { width, style }: Page): string[] {
  const lines = layColumns(
    [
      { cells: rows.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: rows.map(({ title }) => title), wide: titleWidth, least: Math.min(30, Math.floor(width / 2)) },
      {
        cells: rows.map(({ when }) => when),
        ...(tone === 'catch up' ? { style: style.careful } : {}),
      },
      { cells: rows.map(({ size }) => size), style: style.quiet },
      { cells: rows.map(({ who }) => who), least: 14 },
    ],
    width - 2,
  );
  return [...lines, ...(more > 0 ? [style.quiet(`… and ${more} more`)] : [])].map((line) => `  ${line}`);
}

/** One line: the phases begun and the next one; where there is no room, the finished and the far ones go. */
function phaseLine({ phases, today }: Screen, { width, style }: Page): string {
  const current = phases.findIndex(({ state }) => state === 'current');
  const parts = phases.slice(0, current < 0 ? phases.length : current + 2).map((phase) => {
    const left = phase.total - phase.skipped;
    if (phase.done === left)
      return { phase, text: `${phaseName(phase)} ${style.good('✓')}`, wide: phaseName(phase).length + 2 };
    const when = phase.state === 'current' ? `, ${shortDate(phase.due, today)}` : '';
    const bar = phase.state === 'upcoming' ? '' : `${barOf(phase.done, left)} `;
    const text = `${phaseName(phase)} ${bar}${phase.done}/${left}${when}`;
    return { phase, text, wide: text.length };
  });
  const gap = '   ';
  const tooWide = () => parts.reduce((sum, { wide }) => sum + wide + gap.length, -gap.length) > width;
  if (tooWide() && parts.at(-1)?.phase.state === 'upcoming') parts.pop();
  while (tooWide() && parts.length > 1) parts.shift();
  return parts.map(({ text }) => text).join(gap);
}

function barOf(done: number, total: number): string {
  const cells = 10;
  const full = total === 0 ? cells : Math.floor((done / total) * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

/** `Day 30` for `day-30`: short enough for a line with its neighbours. */
function phaseName({ id }: PhaseView): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

/** A box to tick is the hire's own. */
function markdownRow({ ref, title, when, size, who, link }: Row, others: boolean): string {
  const heading = link ? `[${title}](${link})` : title;
  const facts = [when, size, who].filter((fact) => fact !== '').join(', ');
  return `- ${others ? '' : '[ ] '}**${ref}** ${heading}${facts ? ` (${facts})` : ''}`;
}

function headline(title: string): string {
  return title.charAt(0) + title.slice(1).toLowerCase();
}
