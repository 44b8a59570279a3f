/** The status screen, as text and as Markdown. */
import { shortDate } from '../dates.ts';
import { type Row, type Screen, type Section, screenOf } from '../view/sections.ts';
import type { PhaseView, StatusView } from '../view/status.ts';
import { layColumns, spread, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer } from './page.ts';

export const statusRenderer: Renderer<StatusView> = {
  text(status, page) {
    const screen = screenOf(status);
    const { style, width } = page;
    const head = spread(screen.title, screen.people, width);
    const name = status.hire.name;
    return joinLines([
      head.startsWith(name) ? style.strong(name) + head.slice(name.length) : head,
      ...screen.standing.flatMap((line) => wrap(line, width)),
      '',
      ...sectionLines(screen, page),
      '',
      ...phaseLines(screen.phases, status, page),
      ...(screen.outlook ? wrap(screen.outlook, width) : []),
      ...wrap(screen.hint, width).map((line) => style.quiet(line)),
    ]);
  },

  markdown(status) {
    const screen = screenOf(status, Number.POSITIVE_INFINITY);
    return joinLines([
      `## ${screen.title}`,
      '',
      ...(screen.people ? [screen.people, ''] : []),
      ...screen.standing.flatMap((line) => [line, '']),
      ...screen.sections.flatMap((section) => [
        `### ${headline(section.title)}`,
        '',
        ...(section.remark ? [section.remark, ''] : []),
        ...section.rows.map(markdownRow),
        '',
      ]),
      ...screen.phases.map((phase) => `- ${phase.title}: ${phase.done} of ${phase.total - phase.skipped}`),
      screen.outlook,
    ]);
  },
};

/** What is to do is laid out together, so that its columns stand below each other; what is only told, apart. */
function sectionLines({ sections }: Screen, page: Page): string[] {
  const told = ({ tone }: Section) => tone === 'quiet';
  return [
    ...layOut(
      sections.filter((section) => !told(section)),
      page,
    ),
    ...layOut(sections.filter(told), page),
  ];
}

function layOut(sections: readonly Section[], { width, style }: Page): string[] {
  const rows = sections.flatMap((section) => section.rows.map((row) => ({ row, section })));
  const late = (index: number) => rows[index]?.section.tone === 'catch up';
  const lines = layColumns(
    [
      { cells: rows.map(({ row }) => row.ref), style: (text) => style.command(text) },
      { cells: rows.map(({ row }) => row.title), least: 30 },
      {
        cells: rows.map(({ row }) => row.when),
        style: (text, row) => (late(row) ? style.careful(text) : text),
      },
      { cells: rows.map(({ row }) => row.size), style: (text) => style.quiet(text) },
      { cells: rows.map(({ row }) => row.who), least: 14 },
    ],
    width - 2,
  );
  return sections.flatMap((section) => {
    const own = lines.splice(0, section.rows.length).map((line) => `  ${line}`);
    const remark = section.remark ? `   ${section.remark}` : '';
    const where = section.tone === 'quiet' ? '' : ': pm-onboard next -n 20';
    const more = section.more > 0 ? [style.quiet(`  … and ${section.more} more${where}`)] : [];
    const [first = '', ...others] = wrap(`${section.title}${remark}`, width);
    return [
      style.strong(section.title) + first.slice(section.title.length),
      ...others.map((line) => `  ${line}`),
      ...own,
      ...more,
      '',
    ];
  });
}

/** The phases begun and the next one, as many as a line holds. */
function phaseLines(phases: readonly PhaseView[], { today }: StatusView, { width, style }: Page): string[] {
  const current = phases.findIndex(({ state }) => state === 'current');
  const shown = current < 0 ? phases : phases.slice(0, current + 2);
  const parts = shown.map((phase) => {
    const left = phase.total - phase.skipped;
    const when = phase.state === 'current' ? `, ${shortDate(phase.due, today)}` : '';
    const name = phaseName(phase);
    if (phase.done === left) return `${name} ${style.good('✓')}`;
    const bar = phase.state === 'upcoming' ? '' : `${barOf(phase.done, left)} `;
    return `${name} ${bar}${phase.done}/${left}${when}`;
  });
  return parts.length === 0 ? [] : wrap(parts.join('    '), width);
}

/** `Day 30` for `day-30`: short enough for a line with its neighbours. */
function phaseName({ id }: PhaseView): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

function barOf(done: number, total: number): string {
  const cells = 10;
  const full = total === 0 ? cells : Math.floor((done / total) * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

function markdownRow({ ref, title, when, size, who, link }: Row): string {
  const heading = link ? `[${title}](${link})` : title;
  const facts = [when, size, who].filter((fact) => fact !== '').join(', ');
  return `- [ ] **${ref}** ${heading}${facts ? ` (${facts})` : ''}`;
}

function headline(title: string): string {
  return title.charAt(0) + title.slice(1).toLowerCase();
}
