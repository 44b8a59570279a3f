/**
 * Screens as Markdown. A screen says what it means, by a {@link Markdown}: a title, an item with its box, a link. The table of
 * flavours says how that is written where it is pasted. Foreign text of a view is escaped before the screen sees it.
 */
import { type FlavourName, flavourNames } from './flavours.ts';
import { gfm, mattermost } from './markdown-gfm.ts';
import { brokenLine, marked, type Tone, unmarked } from './markdown-said.ts';
import { slack } from './markdown-slack.ts';
import type { InMarkdown } from './page.ts';
import { changeInner, safeDeep } from './safe.ts';

/** What a screen writes with. All texts are escaped already, but for what the functions themselves add. */
export interface Markdown {
  /** A title; 1 is that of a document, 2 of a screen, 3 of its parts. */
  readonly heading: (level: 1 | 2 | 3, text: string) => string;
  /** An entry of a list. @param box whether there is a box before it, and whether it is ticked @param depth 1 for a list in an entry */
  readonly bullet: (text: string, box?: Box, depth?: 0 | 1) => string;
  readonly strong: (text: string) => string;
  /** A link to an `https:` or mail address; any other address is printed as code. */
  readonly link: (text: string, url: string) => string;
  /** What is typed letter by letter, such as a command; it is not escaped before. */
  readonly code: (text: string) => string;
  /** Lines of a file, as they are: under the key `typed` of a view, texts are not escaped before. */
  readonly block: (lines: readonly string[], language: string) => string[];
  /** A text that somebody wrote, set off from the rest. */
  readonly quote: (text: string) => string;
  /** @param right the numbers of the columns that are aligned to the right */
  readonly table: (
    heads: readonly string[],
    rows: readonly (readonly string[])[],
    right?: readonly number[],
  ) => string[];
  /** The lines of an item's details as a part of the list's entry above them. */
  readonly details: (lines: readonly string[]) => string[];
  /** What stands in an entry: number, title, linked if `url` is given, and facts in brackets. Empty parts are left out. */
  readonly entry: (ref: string, title: string, url: string | null, facts: readonly string[]) => string;
  /** Lines of one text, one below the other. */
  readonly lines: (lines: readonly string[]) => string;
}

export type Box = 'open' | 'done' | undefined;

/** How a flavour writes, and how it keeps foreign text from being more than text. */
export interface Flavour extends Markdown {
  /** Escapes a text so that it stays text anywhere in a line, even at its beginning. */
  readonly text: (text: string, tone: Tone) => string;
  /** An address for a link, with every character encoded that could end the link or start another. */
  readonly url: (text: string) => string;
  /** Escapes the lines of details, which are Markdown: there may be no HTML, images and other links than `https:` and mail. */
  readonly detailLines: (lines: readonly string[]) => string[];
}

export const flavours: Readonly<Record<FlavourName, Flavour>> = { gfm, mattermost, slack };

/** A screen as Markdown of that flavour. @throws Error for a renderer that writes no Markdown */
export function markdownOf<V, S>(
  view: V,
  { select, markdown }: InMarkdown<V, S>,
  name: FlavourName = flavourNames[0],
): string {
  const flavour = flavours[name];
  if (!markdown) throw new Error('this screen has no Markdown');
  return markdown(escapedIn(select(marked(view), 'markdown'), flavour), flavour);
}

/** The keys under which a program's own words stand; what it says with `#` or `@` is meant. */
const ofPrograms = ['title', 'was', 'topics', 'unit', 'objective', 'focus'];

/**
 * Escapes all strings of what a screen shows: those under `url` and `link` as addresses, under `details` as Markdown, the
 * program's own words, and all else as what people wrote. What an object under `typed` holds is letters for code, and stays. The title of the screen itself names the hire.
 */
export function escapedIn<T>(value: T, flavour: Flavour, key = '', depth = 0): T {
  if (typeof value === 'string') return escaped(value, flavour, key, depth) as T;
  // It is to be written as code, in which nothing is a sign.
  if (key === 'typed') return safeDeep(value);
  if (key === 'details' && Array.isArray(value)) return flavour.detailLines(value) as T;
  if (Array.isArray(value)) return value.map((inner) => escapedIn(inner, flavour, key, depth)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return changeInner(value, (inner, name) => escapedIn(inner, flavour, name, depth + 1));
}

/** Matches words and dates, in which no flavour has a sign. */
const unsigned = /^(?:[A-Za-z\d ]*|\d{4}-\d\d-\d\d)$/;

function escaped(given: string, flavour: Flavour, key: string, depth: number): string {
  const text = given.trim();
  if (key === 'url' || key === 'link') return flavour.url(text);
  if (key === 'details') return flavour.detailLines([text]).join(' ');
  if (unsigned.test(text)) return text;
  const tone = ofPrograms.includes(key) && depth > 1 ? 'program' : 'person';
  return unmarked(text)
    .map(({ text: part, said }) =>
      said
        ? flavour.lines(part.split(brokenLine).map((line) => flavour.text(line, 'person')))
        : flavour.text(part, tone),
    )
    .join('');
}
