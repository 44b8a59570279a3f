/**
 * Worksheets of levels: the form that two people fill in, each for themselves. It is Markdown, which people write anywhere and
 * which programs put into a shape of their own; so it is read line by line, whatever its lists and its emphasis look like.
 */

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
  const head = new Map<string, string>();
  const fields: { competency: string; part: string; line: number; text: string }[] = [];
  let open: { text: string } | undefined;
  for (const [at, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = plainText(raw.replace(listSign, ''));
    const cell = cellField.exec(line);
    const top = fields.length === 0 ? headField.exec(line) : null;
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
      if (!head.has(name.toLowerCase())) head.set(name.toLowerCase(), rest.trim());
      open = undefined;
    } else if (ending.test(raw)) open = undefined;
    else if (open && line.trim() !== '') open.text = joined(open.text, raw, line);
  }
  const key = keyFrom(head.get('form') ?? '');
  return {
    ...(key ? { key } : {}),
    about: head.get('about') ?? '',
    by: head.get('written by') ?? '',
    on: head.get('on') ?? '',
    ...answersIn(fields),
  };
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
    const written = spaced(text);
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

/**
 * A line of Markdown as it is meant: without the signs of emphasis, and with what was escaped. Formatters write `_` for `*` and
 * escape as they like, so that without this the same text would read in two ways.
 */
function plainText(line: string): string {
  return line
    .replace(/\\(.)/g, (_, sign: string) => `\ue000${sign.codePointAt(0)?.toString(16) ?? ''}\ue001`)
    .replace(/(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\ue000([0-9a-f]+)\ue001/g, (_, code: string) =>
      unescaped(String.fromCodePoint(Number.parseInt(code, 16))),
    )
    .replace(/&(#?\w{1,6});/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
}

/** A backslash before anything but punctuation is a backslash. */
function unescaped(sign: string): string {
  return /[!-/:-@[-`{-~]/.test(sign) ? sign : `\\${sign}`;
}
