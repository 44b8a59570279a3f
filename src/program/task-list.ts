/**
 * Task lists as people bring them back: from an issue, a post or a document. Tools change what stands around a box and a number, so
 * that a line is read by these two alone; what is written how, and what comes of it, docs/markdown.md tells. Pure.
 */

/** `none`: the line has no box. `skipped`: it says that this isn't to be done. `unclear`: it holds a sign that means nothing here. */
export type BoxState = 'done' | 'open' | 'skipped' | 'unclear' | 'none';

export interface ListLine {
  /** The number of the line in the text, from 1. */
  readonly line: number;
  /** The item's number, such as `1.10`. */
  readonly ref: string;
  readonly box: BoxState;
  /** What stands behind the number, with the lines that go on with it. */
  readonly text: string;
}

export interface TaskList {
  /** The first heading; undefined where there is none. */
  readonly heading: string | undefined;
  readonly lines: readonly ListLine[];
}

/** Matches quote signs, the sign of a list, and the `#1` that some tools put before an entry, or behind its box. */
const lead = /^(?:\s|>)*(?:(?:[-*+•◦]|\d{1,9}[.)])\s+)?(?:\\?#\d+\s+)?/u;

/** Matches a box in square brackets, whose brackets a tool may have escaped, or as one sign. */
const box = /^(?:\\?\[(?<inside>[^\]\\]{0,3})\\?\]|(?<sign>[☐☑☒✓✔✅⬜⬛]\ufe0f?)|:(?<name>[a-z_]+):)\s*/u;

/** Matches an item's number with the signs of Markdown before it. */
const number = /^[*_~`(\\#[]*(?<ref>\d{1,3}\.\d{1,4})(?![\d.]*\d)(?<rest>.*)$/su;

/** Matches an item's number in brackets at the end of a line. */
const numberAtEnd = /^(?<rest>.*)\((?<ref>\d{1,3}\.\d{1,4})\)\s*$/su;

const signs: Partial<Record<string, BoxState>> = {
  '': 'open',
  x: 'done',
  '✓': 'done',
  '✔': 'done',
  '✅': 'done',
  '☑': 'done',
  // Pandoc's sign for a ticked box.
  '☒': 'done',
  '*': 'done',
  '|': 'done',
  '☐': 'open',
  '⬜': 'open',
  '⬛': 'open',
  '~': 'skipped',
  '-': 'skipped',
};

const names: Partial<Record<string, BoxState>> = {
  white_check_mark: 'done',
  heavy_check_mark: 'done',
  ballot_box_with_check: 'done',
  white_large_square: 'open',
  black_large_square: 'open',
};

/** The lines of a text that begin with the number of an item, or have a box and end with it. */
export function readTaskList(text: string): TaskList {
  const lines: ListLine[] = [];
  let heading: string | undefined;
  for (const [at, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.trimEnd();
    heading ??= /^\s*#{1,6}\s+(\S.*)$/.exec(line)?.[1];
    const found = lineIn(line, at + 1);
    const last = lines.at(-1);
    if (found !== undefined) lines.push(found);
    // Tools that wrap lines indent what goes on.
    else if (last !== undefined && last.line === at && /^\s+\S/.test(raw) && !lead.exec(line)?.[0].trim())
      lines[lines.length - 1] = { ...last, line: last.line, text: `${last.text} ${line.trim()}` };
  }
  return { heading, lines };
}

function lineIn(line: string, at: number): ListLine | undefined {
  const behind = line.slice(lead.exec(line)?.[0].length ?? 0);
  const found = box.exec(behind);
  const state = found ? stateOf(found.groups ?? {}) : 'none';
  // What is in brackets may be a link, and a name between colons anything.
  const rest =
    state === undefined || !found ? behind : behind.slice(found[0].length).replace(/^\\?#\d+\s+/, '');
  const match =
    number.exec(rest) ?? (state === undefined || state === 'none' ? null : numberAtEnd.exec(rest));
  const { ref, rest: text = '' } = match?.groups ?? {};
  return ref === undefined ? undefined : { line: at, ref, box: state ?? 'none', text: text.trim() };
}

function stateOf({ inside, sign, name = '' }: Partial<Record<string, string>>): BoxState | undefined {
  const content = inside ?? sign?.replace('\ufe0f', '');
  if (content === undefined) return names[name];
  return signs[content.replace(/\s/gu, '').toLowerCase()] ?? 'unclear';
}

/** A title or a text as letters and digits alone, to compare them whatever signs a tool has put around them. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#\d+);/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
