/** The handbook: the list of its pages, and a page. */
import { detailLines, markedLines } from '../../view/details.ts';
import type { PagesView, PageView } from '../../view/handbook/pages.ts';
import { detailsText } from '../details.ts';
import { layColumns, wrap } from '../layout.ts';
import type { Markdown } from '../markdown.ts';
import { joinLines, type Page, type Renderer, titledLines, titleOf, whole } from '../page.ts';

export const pagesRenderer: Renderer<PagesView> = {
  tsv: 'handbook',
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
  markdown: ({ pages }, write) =>
    joinLines([
      write.heading(1, 'Handbook'),
      '',
      ...pages.map(({ name, title, summary }) =>
        write.bullet(`${write.strong(title)} (${name})${summary === '' ? '' : `: ${summary}`}`),
      ),
    ]),
};

function firstSentence(text: string): string {
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}

export const pageRenderer: Renderer<PageView, ShownPage> = {
  select: shownOf,
  text({ page: { title }, parts, levels }, page) {
    const { style, width, speech } = page;
    const heading = (text: string) => (speech ? [titleOf(text, page)] : wrap(text, width).map(style.strong));
    return joinLines([
      ...heading(title),
      '',
      ...parts.flatMap((part) => [
        ...(part.heading ? ['', ...heading(part.heading.details)] : []),
        ...detailsText(part.details, page),
      ]),
      '',
      ...(levels ? levelsText(levels, page) : []),
    ]);
  },
  markdown: ({ page: { title }, parts, levels }, write) =>
    joinLines([
      write.heading(1, title),
      '',
      ...parts.flatMap((part) => [
        ...(part.heading ? ['', write.heading(part.heading.level, part.heading.details)] : []),
        ...part.details,
      ]),
      ...(levels ? levelsMarkdown(levels, write) : []),
    ]),
};

type ShownPage = ReturnType<typeof shownOf>;

interface Part {
  /** Its title is Markdown; null for what stands before the first one. */
  readonly heading: { readonly level: 2 | 3; readonly details: string } | null;
  readonly details: readonly string[];
}

/** The page in parts, each below its heading, which every format writes in its own way. */
function shownOf({ page, markdown, levels }: PageView) {
  const parts: (Part & { readonly details: string[] })[] = [{ heading: null, details: [] }];
  for (const { text, code } of markedLines(detailLines(markdown))) {
    const [, signs = '', title = ''] = (!code && /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$/.exec(text)) || [];
    if (title === '') parts.at(-1)?.details.push(text);
    else parts.push({ heading: { level: signs.length > 2 ? 3 : 2, details: title }, details: [] });
  }
  return { page, parts, levels };
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

function levelsMarkdown(
  { levels, competencies }: NonNullable<ShownPage['levels']>,
  { heading, bullet, strong }: Markdown,
): string[] {
  return [
    '',
    heading(2, 'Levels'),
    '',
    ...levels.map(({ number, title }) => bullet(`${number}: ${title}`)),
    '',
    heading(2, 'Competencies'),
    '',
    ...competencies.map(({ title, about }) => bullet(`${strong(title)}${about ? `: ${about}` : ''}`)),
  ];
}
