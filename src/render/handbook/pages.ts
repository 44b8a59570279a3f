/** The handbook: the list of its pages, and a page. */
import { detailLines, markedLines } from '../../view/details.ts';
import type { PagesView, PageView } from '../../view/handbook/pages.ts';
import { detailsText } from '../details.ts';
import { layColumns, wrap } from '../layout.ts';
import { joinLines, type Page, type Renderer, titledLines, titleOf, whole } from '../page.ts';

export const pagesRenderer: Renderer<PagesView> = {
  select: whole,
  text({ pages }, page) {
    const { width, style } = page;
    return joinLines([
      titleOf('Handbook', page, { shown: pages.length, noun: 'page' }),
      ...pages.flatMap(({ name, title, summary, from }) => [
        ...layColumns(
          [
            { cells: [name], style: style.command, wide: 14 },
            { cells: [title], weak: 0, least: 20, wraps: true },
            { cells: [from === 'workspace' ? "the team's" : ''], style: style.quiet },
          ],
          page,
          '  ',
        ),
        ...(summary === '' || page.speech
          ? []
          : wrap(firstSentence(summary), width, ' '.repeat(18)).map(style.quiet)),
      ]),
      '',
      ...wrap('One of them: pm-onboard handbook cadence', width).map(style.quiet),
    ]);
  },
  markdown: ({ pages }) =>
    [
      '# Handbook',
      '',
      ...pages.map(
        ({ name, title, summary }) => `- **${title}** (${name})${summary === '' ? '' : `: ${summary}`}`,
      ),
      '',
    ].join('\n'),
};

function firstSentence(text: string): string {
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}

export const pageRenderer: Renderer<PageView, ShownPage> = {
  select: shownOf,
  text({ page: { title }, details, levels }, page) {
    const { style, width } = page;
    return joinLines([
      ...(page.speech ? [titleOf(title, page)] : wrap(title, width).map(style.strong)),
      '',
      ...pageText(details, page),
      '',
      ...(levels ? levelsText(levels, page) : []),
    ]);
  },
  markdown: ({ page: { title }, details, levels }) =>
    `${[`# ${title}`, '', ...trimmed(details), ...(levels ? levelsMarkdown(levels) : [])].join('\n')}\n`,
};

type ShownPage = ReturnType<typeof shownOf>;

function shownOf({ page, markdown, levels }: PageView) {
  return { page, details: detailLines(markdown), levels };
}

/** The lines without the empty ones before and after. */
function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first);
}

/** A page as it is written, with its headings as those of a screen. */
function pageText(details: readonly string[], page: Page): string[] {
  const lines: string[] = [];
  let block: string[] = [];
  const flush = () => {
    lines.push(...detailsText(block, page));
    block = [];
  };
  for (const { text, code } of markedLines(details)) {
    const heading = code ? undefined : /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$/.exec(text)?.[1];
    if (heading === undefined) {
      block.push(text);
      continue;
    }
    flush();
    lines.push(
      '',
      ...(page.speech ? [titleOf(heading, page)] : wrap(heading, page.width).map(page.style.strong)),
    );
  }
  flush();
  return lines;
}

function levelsText({ levels, competencies }: NonNullable<ShownPage['levels']>, page: Page): string[] {
  return [
    ...titledLines('LEVELS', '', page, { shown: levels.length, noun: 'level' }),
    ...layColumns(
      [
        {
          cells: levels.map(({ number }) => String(number)),
          style: page.style.command,
          said: (cell) => `level ${cell}`,
        },
        { cells: levels.map(({ title }) => title), least: 20 },
      ],
      page,
      '  ',
    ),
    '',
    ...titledLines('COMPETENCIES', '', page, { shown: competencies.length, noun: 'part' }),
    ...layColumns(
      [
        { cells: competencies.map(({ title }) => title) },
        { cells: competencies.map(({ about }) => about ?? ''), least: 20 },
        { cells: competencies.map(({ principle }) => principle ?? ''), style: page.style.quiet, least: 10 },
      ],
      page,
      '  ',
    ),
  ];
}

function levelsMarkdown({ levels, competencies }: NonNullable<ShownPage['levels']>): string[] {
  return [
    '',
    '## Levels',
    '',
    ...levels.map(({ number, title }) => `${number}. ${title}`),
    '',
    '## Competencies',
    '',
    ...competencies.map(({ title, about }) => `- **${title}**${about ? `: ${about}` : ''}`),
  ];
}
