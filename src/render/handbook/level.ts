/** A level with the next beside it, a block a competency: a table of sentences fits no terminal. */
import type { Level } from '../../program/levels.ts';
import type { LevelRow, LevelView } from '../../view/handbook/level.ts';
import { lowerFirst } from '../../view/words.ts';
import { layColumns, spread, wrap } from '../layout.ts';
import type { Markdown } from '../markdown.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from '../page.ts';

/** From this width on, the two stand side by side. */
const widthForTwo = 76;

export const levelRenderer: Renderer<LevelView> = {
  select: whole,
  text({ level, next, rows, about }, page) {
    const { style, width } = page;
    const [first = '', ...others] = spread(
      headOf(level),
      next ? `next: ${lowerFirst(headOf(next))}` : 'the last one',
      page,
    );
    const head = headOf(level);
    return joinLines([
      page.speech ? first : style.strong(head) + first.slice(head.length),
      ...others,
      '',
      ...rows.flatMap((row) => [...rowLines(row, level, next, page), '']),
      ...(about ? wrap(about, width).map(style.quiet) : []),
      ...wrap(`To fill in: pm-onboard handbook levels --worksheet ${level.number}`, width).map(style.quiet),
    ]);
  },
  markdown: ({ level, next, rows, about }, write) =>
    `${[
      write.heading(1, headOf(level)),
      '',
      ...(next ? [`Next: ${headOf(next)}`, ''] : []),
      ...rows.flatMap((row) => [
        write.heading(2, titleOf(row)),
        '',
        ...rowMarkdown(row, level, next, write),
        '',
      ]),
      ...(about ? [about] : []),
    ].join('\n')}\n`,
};

/** `Level 3, Product Manager II` */
export function headOf({ number, title }: Level): string {
  return `Level ${number}, ${title}`;
}

/** `Scope: what you own` */
export function titleOf({ competency: { title, about } }: Pick<LevelRow, 'competency'>): string {
  return about ? `${title}: ${about}` : title;
}

function rowLines(
  { competency, text, next: above }: LevelRow,
  level: Level,
  next: Level | null,
  page: Page,
): string[] {
  const { width, style, speech } = page;
  const title = titledLines(competency.title.toUpperCase(), competency.about ?? '', page);
  const one = (numbers: string, sentence: string) =>
    speech
      ? [`${numbers.includes(' ') ? 'Levels' : 'Level'} ${numbers}: ${sentence}`]
      : besideNumbers(numbers, wrap(sentence, width, ' '.repeat(numbers.length + 4)));
  if (!above || !next) return [...title, ...one(String(level.number), text)];
  if (above.same) return [...title, ...one(`${level.number} and ${next.number}`, text)];
  if (speech || width < widthForTwo)
    return [...title, ...one(String(level.number), text), ...one(String(next.number), above.text)];
  const each = Math.floor((width - 2 - 3 * 2 - 2 * String(next.number).length) / 2);
  const sentence = { wraps: true, least: each, most: each, wide: each, weak: 0 } as const;
  const number = { style: style.quiet, weak: 0 } as const;
  return [
    ...title,
    ...layColumns(
      [
        { cells: [String(level.number)], ...number },
        { cells: [text], ...sentence },
        { cells: [String(next.number)], ...number },
        { cells: [above.text], ...sentence },
      ],
      page,
      '  ',
    ),
  ];
}

/** The lines with the numbers in the place that the first one leaves before it. */
function besideNumbers(numbers: string, [first = '', ...others]: readonly string[]): string[] {
  return [`  ${numbers}  ${first.trimStart()}`, ...others];
}

function rowMarkdown(
  { text, next: above }: LevelRow,
  level: Level,
  next: Level | null,
  { bullet }: Markdown,
): string[] {
  if (!above || !next) return [text];
  if (above.same) return [bullet(`Levels ${level.number} and ${next.number}: ${text}`)];
  return [bullet(`Level ${level.number}: ${text}`), bullet(`Level ${next.number}: ${above.text}`)];
}
