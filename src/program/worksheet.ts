/**
 * Worksheets of levels: the form that two people fill in, each for themselves. It is Markdown, which people write anywhere and
 * which programs put into a shape of their own; so it is read line by line, whatever its lists and its emphasis look like.
 */

import { Lexer, type Token } from 'marked';

/** The words for how somebody stands with a sentence. They are no scale: nothing is counted or added up. */
export const marks = ['not yet', 'beginning', 'mostly', 'steadily', 'no occasion'] as const;

export type Mark = (typeof marks)[number];

/** Which sentences a form is about. */
export interface FormKey {
  /** The name of the file of levels, without `.yaml`. */
  readonly name: string;
  /** One level, or two. */
  readonly levels: readonly number[];
  /** The beginning of a hash of all sentences of these levels. */
  readonly text: string;
}

/** What somebody wrote about a competency; texts are empty where nothing was written. */
export interface Answer {
  /** Number of a level → the mark; null where there is none, or none of the words. */
  readonly marks: ReadonlyMap<number, Mark | null>;
  readonly evidence: string;
  readonly note: string;
}

/** A filled-in form. */
export interface Worksheet {
  /** Absent where the line is gone. */
  readonly key?: FormKey;
  readonly about: string;
  readonly by: string;
  readonly on: string;
  /** Id of a competency → what was written about it, in the order of the form. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Marks that are none of the words, or that stand there twice and differ. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly line: number;
  readonly competency: string;
  readonly level: number;
  readonly text: string;
}

/** The line that says what a form is about, without its name. */
export function keyText({ name, levels, text }: FormKey): string {
  return `${name}, ${levels.join(' and ')}, ${text}`;
}

function keyFrom(text: string): FormKey | undefined {
  const match = /^([a-z0-9-]{1,60}), (\d{1,2})(?: and (\d{1,2}))?, ([0-9a-f]{8})$/.exec(text);
  if (!match) return undefined;
  const [, name = '', level, next, hash = ''] = match;
  return { name, levels: [level, next].filter((each) => each !== undefined).map(Number), text: hash };
}

/** Matches what may stand before a line of the form: the sign of a list, and a box to tick. */
const listSign = /^\s*(?:>\s*)*(?:(?:[-*+•–]|\d{1,3}[.)])\s+)?(?:\[[ xX]\]\s+)?/;

const headField = /^(form|about|written by|on)\s*:\s*(.*)$/i;

const cellField =
  /^([a-z0-9]+(?:-[a-z0-9]+)*)\s*,\s*(?:at\s+(?:levels?\s+)?(\d{1,2}(?:\s+and\s+\d{1,2})?)|(evidence|note))\s*:\s*(.*)$/i;

/** Matches a line that ends what was written before: a title, a line across, or the sentence of a level. */
const ending =
  /^\s*(?:#{1,6}\s|(?:[-*_]\s*){3,}$|(?:[*_]*)Levels? \d{1,2}(?: and \d{1,2})?(?:[*_]*)\s*:|<!--)/;

/** Text of a file → what is filled in. A file that is no worksheet has no answers. */
export function readWorksheet(text: string): Worksheet {
  const head = new Map<string, { text: string }>();
  const fields: { competency: string; part: string; line: number; text: string }[] = [];
  let open: { text: string } | undefined;
  for (const [at, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.replace(listSign, '');
    const cell = fieldOf(line, cellField);
    const top = fields.length === 0 ? fieldOf(line, headField) : null;
    if (cell) {
      const [, competency = '', level, part = level, rest = ''] = cell;
      const field = {
        competency: competency.toLowerCase(),
        part: String(part).toLowerCase(),
        line: at + 1,
        text: rest,
      };
      fields.push(field);
      open = field;
    } else if (top) {
      const [, name = '', rest = ''] = top;
      open = { text: rest };
      if (!head.has(name.toLowerCase())) head.set(name.toLowerCase(), open);
    } else if (ending.test(raw) || (fields.length === 0 && line.trim() === '')) open = undefined;
    else if (open && line.trim() !== '') open.text = joined(open.text, raw, line);
  }
  const said = (name: string) => spaced(plainText(head.get(name)?.text ?? ''));
  const key = keyFrom(said('form'));
  return {
    ...(key ? { key } : {}),
    about: said('about'),
    by: said('written by'),
    on: said('on'),
    ...answersIn(fields),
  };
}

/** The parts of a line that begins with a name of the form. What stands behind its colon is as it is written. */
function fieldOf(line: string, pattern: RegExp): RegExpExecArray | null {
  const colon = line.indexOf(':');
  if (colon < 0 || colon > 80) return null;
  // Emphasis may end behind the colon.
  const [, signs = '', rest = ''] = /^([*_`]*)(.*)$/s.exec(line.slice(colon + 1)) ?? [];
  const isEnd = signs !== '' && line.slice(0, colon).trimStart().startsWith(signs);
  return pattern.exec(`${bare(line.slice(0, colon))}:${isEnd ? rest : signs + rest}`);
}

/** The text with one more line, whose entries of a list stay apart. */
function joined(text: string, raw: string, line: string): string {
  const before = text.trim();
  if (before === '') return line.trim();
  return `${before}${/^\s*(?:[-*+•–]|\d{1,3}[.)])\s/.test(raw) ? ' · ' : ' '}${line.trim()}`;
}

interface Field {
  readonly competency: string;
  /** The number of a level, or of two with the same sentence (`3 and 4`); `evidence` or `note`. */
  readonly part: string;
  readonly line: number;
  readonly text: string;
}

function answersIn(fields: readonly Field[]): Pick<Worksheet, 'answers' | 'unread'> {
  const unread: Unread[] = [];
  const answers = new Map<string, { marks: Map<number, Mark | null>; evidence: string; note: string }>();
  for (const { competency, part, line, text } of fields) {
    const answer = answers.get(competency) ?? {
      marks: new Map<number, Mark | null>(),
      evidence: '',
      note: '',
    };
    answers.set(competency, answer);
    const written = spaced(plainText(text));
    if (part === 'evidence' || part === 'note') {
      answer[part] = [answer[part], written].filter(Boolean).join(' · ');
      continue;
    }
    const mark = markFrom(written);
    for (const level of part.split(/\s+and\s+/).map(Number)) {
      const before = answer.marks.get(level) ?? null;
      const isRead = mark !== undefined && (mark === null || before === null || mark === before);
      if (!isRead && !unread.some((each) => each.line === line))
        unread.push({ line, competency, level, text: written });
      answer.marks.set(level, isRead ? (mark ?? before) : null);
    }
  }
  return { answers, unread };
}

/** The mark; null for an empty field; undefined for words that are no mark. */
function markFrom(text: string): Mark | null | undefined {
  const words = text
    .toLowerCase()
    .replace(/[-_]+/g, ' ')
    .replace(/[\s.,;!"'`]+/g, ' ')
    .trim();
  if (words === '' || words === '…') return null;
  return marks.find((mark) => mark === words);
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const entities: Partial<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x20': ' ',
  nbsp: ' ',
};

/** A line without the signs of emphasis and code, in which the names of the form are looked for. */
function bare(line: string): string {
  return line.replace(/\\([_*-])/g, '$1').replace(/[*_`]+(?=[A-Za-z])|(?<=[\w:])[*_`]+(?=\s|$|:)/g, '');
}

/**
 * Markdown as it is meant: without the signs of emphasis, and with what was escaped. Formatters write `_` for `*` and escape as
 * they like, so that otherwise the same text would be read in two ways.
 */
function plainText(markdown: string): string {
  return textOf(new Lexer({ gfm: true }).inlineTokens(markdown.trim())).replace(
    /&(#?\w{1,6});/g,
    (whole, name: string) => entities[name.toLowerCase()] ?? whole,
  );
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'link') return linkText(token.raw, textOf(token.tokens ?? []), token['href']);
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      if (token.type === 'br') return ' ';
      return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
    })
    .join('');
}

/** A link as people would type it; an address alone stays alone. */
function linkText(raw: string, text: string, href: unknown): string {
  return raw.startsWith('[') ? `[${text}](${href})` : text;
}
