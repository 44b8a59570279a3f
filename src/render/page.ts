/** The page that a text renderer writes on, its colours by meaning, and the choice of rows that fit on it. */

import { Chalk } from 'chalk';
import type { CalendarDate } from '../dates.ts';
import type { ColourLevel, Io, Output } from '../io.ts';
import type { Rows, Speech } from '../speech.ts';
import type { Section } from '../view/sections.ts';
import { unlimited, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { safeLog } from './safe.ts';
import type { TableFor } from './tsv.ts';

export interface Page {
  /** The width in columns. */
  readonly width: number;
  /** The height in lines, including the line for the next prompt. */
  readonly height: number;
  /** How many lines the command has already printed above; 0 if absent. */
  readonly above?: number;
  readonly style: Style;
  /** The words of the accessible mode; absent in the usual one. Then nothing is drawn: every row is a sentence. */
  readonly speech?: Speech | undefined;
}

/** A text for people as it is, or in the words of the accessible mode, or with ASCII for signs that the locale doesn't show. */
export function spoken(
  { speech, inAscii }: Io,
  { terminal, width }: Output,
  text: string,
  today?: CalendarDate,
): string {
  // In a file nothing has to be broken; a terminal would break lines in the middle of a word.
  // What spelling takes out may have kept a line from being a command to a CI.
  return speech
    ? safeLog(speech.screen(text, terminal ? width : unlimited, today))
    : (inAscii?.(text, width) ?? text);
}

/** A text on what people type as it is, or without its columns in the accessible mode; signs are as in {@link spoken}. */
export function literal({ speech, inAscii }: Io, { terminal, width }: Output, text: string): string {
  return speech ? speech.literal(text, terminal ? width : unlimited) : (inAscii?.(text, width) ?? text);
}

/** The page for an output. In the accessible mode it has no edge: lines are broken when all is said. */
export function pageFor({ speech, lateColour }: Io, { width, height, colour }: Output): Page {
  if (speech) return { width: 100_000, height, style: noStyle, speech };
  return { width: Math.min(width, 120), height, style: styleFor(colour, lateColour) };
}

const leastHeight = 24;

/** So many lines are read where no line can be seen at once; each row has a line of its own then. */
const readLines = 40;

/** How many lines fit on the page. A low terminal counts as 24 lines: scrolling is better than titles without rows. */
export function linesOn({ height, above = 0, speech }: Page): number {
  return Math.max(speech ? readLines : leastHeight, height) - above;
}

/**
 * How a view becomes text: `select` picks the parts to show, output.ts makes their foreign text safe, and `text`,
 * `markdown` or `csv` turns them into a string that ends with a line break. `markdown` writes with what it is given, so that
 * each flavour can write it in its own way.
 */
export interface Renderer<V, S = V> {
  readonly select: (view: V, format: 'text' | 'markdown' | 'csv') => S;
  readonly text: (shown: S, page: Page) => string;
  readonly markdown?: (shown: S, write: Markdown) => string;
  readonly csv?: (shown: S) => string;
  /** The name of its table of tab-separated values, which are made of the view itself: see tsv.ts, a chunk. */
  readonly tsv?: TableFor<V>;
}

/** What of a renderer is needed for Markdown. */
export type InMarkdown<V, S = V> = Pick<Renderer<V, S>, 'select' | 'markdown'>;

/** The `select` of a renderer that shows the whole view. */
export function whole<V>(view: V): V {
  return view;
}

/** Joins lines. Several empty lines become one; those at the beginning and the end are dropped. */
export function joinLines(lines: readonly string[]): string {
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  return `${text}\n`;
}

/** A title in capitals that stands out; in the accessible mode with how many rows follow. */
export function titleOf(title: string, { style, speech }: Page, rows?: Rows): string {
  return speech ? speech.heading(title, rows, '') : style.strong(title.toUpperCase());
}

/** A title that stands out, with a text beside it that continues below; the text may be empty. */
export function titledLines(
  title: string,
  beside: string,
  { width, style, speech }: Page,
  rows?: Rows,
): string[] {
  if (speech) return [speech.heading(title, rows, beside)];
  const lines = wrap(beside ? `${title}   ${beside}` : title, width, '', '  ');
  return lines.map((line) =>
    line.startsWith(title) ? style.strong(title) + line.slice(title.length) : line,
  );
}

/** The part of a section that {@link fitSections} needs. */
type Fitting = Pick<Section, 'urgent'> & { readonly rows: readonly unknown[] };

/** A section with the rows that fit; `rows` may be empty, and then only the title is shown. */
export type Fitted<S> = S & {
  /** How many rows did not fit. */
  readonly more: number;
};

export type FittedSection = Fitted<Section>;

/** A round in which rows are handed out, up to `most` for each section: to urgent sections, to the others, or to all. */
export interface Round {
  readonly urgent?: boolean;
  readonly most: number;
}

/** The text that says how many rows did not fit. */
export function restText({
  rows,
  more,
}: {
  readonly rows: readonly unknown[];
  readonly more: number;
}): string {
  return rows.length === 0 ? `${more} not shown` : `… and ${more} more`;
}

const urgentFirst: readonly Round[] = [
  { urgent: true, most: 3 },
  { urgent: false, most: 1 },
  { urgent: true, most: unlimited },
  { urgent: false, most: unlimited },
];

/**
 * Decides how many rows each section shows. Every section keeps its title. In each round, rows go one by one to the
 * section with the fewest, while there is room.
 * @param room how many lines all sections may take together
 * @param heightOf how many lines a section takes
 */
export function fitSections<S extends Fitting>(
  sections: readonly S[],
  room: number,
  heightOf: (section: Fitted<S>) => number,
  rounds: readonly Round[] = urgentFirst,
): Fitted<S>[] {
  const fitted = sections.map((section) => withRows(section, 0));
  let left = fitted.reduce((sum, section) => sum - heightOf(section), room);
  for (const { urgent, most } of rounds) {
    for (;;) {
      const [step] = sections
        .flatMap((section, at) => {
          const now = fitted[at] as Fitted<S>;
          if (section.urgent !== (urgent ?? section.urgent) || now.more === 0 || now.rows.length >= most)
            return [];
          const next = withRows(section, now.rows.length + 1);
          return [{ at, next, cost: heightOf(next) - heightOf(now) }];
        })
        .filter(({ cost }) => cost <= left)
        .sort((a, b) => a.next.rows.length - b.next.rows.length);
      if (!step) break;
      fitted[step.at] = step.next;
      left -= step.cost;
    }
  }
  return fitted;
}

function withRows<S extends Fitting>(section: S, count: number): Fitted<S> {
  const { length } = section.rows;
  // The line "… and 1 more" would take as much room as the last row itself.
  const shown = count > 0 && count === length - 1 ? length : count;
  return { ...section, rows: section.rows.slice(0, shown), more: length - shown };
}

/**
 * Decides how many rows each section shows, by its share. Lines that are left go to the sections in their order. Where not
 * even the shares fit, the last sections give up rows first, and then their place.
 * @param room how many lines all sections may take together
 * @param heightOf how many lines a section takes with so many of its rows, its title included; 0 for none
 */
export function fitShares<S extends { readonly rows: readonly unknown[]; readonly share: number }>(
  sections: readonly S[],
  room: number,
  heightOf: (section: S, rows: number) => number,
): Fitted<S>[] {
  const counts = sections.map(({ rows, share }) => Math.min(rows.length, share));
  const height = (at: number, rows: number) => heightOf(sections[at] as S, rows);
  let left = counts.reduce((sum, count, at) => sum - height(at, count), room);
  const change = (at: number, by: number) => {
    const count = counts[at] as number;
    left += height(at, count) - height(at, count + by);
    counts[at] = count + by;
  };
  for (const least of [1, 0])
    for (let at = sections.length - 1; at >= 0 && left < 0; at -= 1)
      while (left < 0 && (counts[at] as number) > least) change(at, -1);
  for (const [at, { rows }] of sections.entries())
    while ((counts[at] as number) < rows.length) {
      const cost = height(at, (counts[at] as number) + 1) - height(at, counts[at] as number);
      if (cost > left) break;
      change(at, 1);
    }
  return sections.map((section, at) => {
    const count = counts[at] as number;
    return { ...section, rows: section.rows.slice(0, count), more: section.rows.length - count };
  });
}

export interface Style {
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
  readonly careful: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly command: (text: string) => string;
}

/**
 * `careful` is for late dates and warnings, which have to be readable on white and on black, whatever the terminal's palette. Of
 * the sixteen colours (contrast by WCAG, on white and on black; xterm's and then VGA's shade), magenta alone has 3 to 1 on both in
 * both: 4.7 and 4.5, 6.4 and 3.3. On white, yellow has 1.7, green 2.2, cyan 2.0; on black, red has 2.7 in VGA, blue 2.2 and 1.6.
 * Whoever knows their own terminal may choose another.
 */
export function styleFor(level: ColourLevel, late: Io['lateColour'] = 'magenta'): Style {
  if (level === 0) return noStyle;
  const chalk = new Chalk({ level });
  return {
    // Each chalk function is wrapped because it joins all its arguments, and map() passes three.
    strong: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    careful: late === 'none' ? plain : (text) => chalk[late](text),
    bad: (text) => chalk.red(text),
    quiet: (text) => chalk.dim(text),
    command: (text) => chalk.cyan(text),
  };
}

const plain = (text: string) => text;

/** The style of output without colours; it saves the time of setting up chalk. */
export const noStyle: Style = {
  strong: plain,
  good: plain,
  careful: plain,
  bad: plain,
  quiet: plain,
  command: plain,
};
