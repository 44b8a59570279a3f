/** What a swap or a cover changes in duties.yaml: the data, and the text, of which all else stays byte for byte as it was. */
import { normaliseName } from '../progress/names.ts';
import type { Cover, Rotation } from './model.ts';
import { type DutiesFile, readDuties } from './read.ts';
import type { Turn } from './turns.ts';

/** Who has a turn from now on. */
export interface Handing {
  readonly turn: Turn;
  readonly to: string;
  readonly why?: string;
}

/** The cover that says it; undefined where it is that person's turn anyway, so that no cover is needed. */
function coverFor({ turn, to, why }: Handing): Cover | undefined {
  if (turn.planned === null || normaliseName(turn.planned) === normaliseName(to)) return undefined;
  return { turn: turn.from, by: to, insteadOf: turn.planned, ...(why === undefined ? {} : { why }) };
}

/** The rotation with these turns handed over: a cover that was there for one of them is replaced. */
export function withHandings(rotation: Rotation, handings: readonly Handing[]): Rotation {
  const others = rotation.covers.filter((cover) => !handings.some(({ turn }) => cover.turn === turn.from));
  return { ...rotation, covers: [...others, ...handings.flatMap((each) => coverFor(each) ?? [])] };
}

/**
 * The text of the file with these turns handed over, found by reading it again; undefined where it is written in a way that this
 * can't be done by adding and taking out lines.
 */
export function splicedText(
  file: DutiesFile,
  rotation: Rotation,
  handings: readonly Handing[],
): string | undefined {
  let text: string | undefined = file.yaml.text;
  for (const handing of handings)
    text = text === undefined ? undefined : spliceOne(text, rotation.id, handing);
  if (text === undefined) return undefined;
  const found = again(text)?.duties;
  const before = file.duties;
  const expected = before && {
    ...before,
    rotations: before.rotations.map((each) =>
      sorted(each === rotation ? withHandings(each, handings) : each),
    ),
  };
  const is = found && { ...found, rotations: found.rotations.map(sorted) };
  return is && JSON.stringify(is) === JSON.stringify(expected) ? text : undefined;
}

function again(text: string): DutiesFile {
  return readDuties('', new TextEncoder().encode(text));
}

function sorted(rotation: Rotation): Rotation {
  const key = (cover: Cover) => JSON.stringify([cover.turn, cover.by]);
  return { ...rotation, covers: [...rotation.covers].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

function spliceOne(before: string, id: string, handing: Handing): string | undefined {
  let text = before;
  for (;;) {
    const file = again(text);
    const at = file.duties?.rotations.findIndex((each) => each.id === id) ?? -1;
    const rotation = file.duties?.rotations[at];
    if (!rotation) return undefined;
    const old = rotation.covers.findIndex((each) => each.turn === handing.turn.from);
    if (old < 0) {
      const cover = coverFor(handing);
      return cover ? added(file, at, rotation.covers.length, entryOf(cover)) : text;
    }
    const shorter = without(file, at, old, rotation.covers.length);
    if (shorter === undefined) return undefined;
    text = shorter;
  }
}

/** The text without the cover at an index. */
function without({ yaml }: DutiesFile, at: number, index: number, count: number): string | undefined {
  const list = yaml.valueRange(['rotations', at, 'covers']);
  const entry = yaml.valueRange(['rotations', at, 'covers', index]);
  if (!list || !entry) return undefined;
  const { text } = yaml;
  let [from, to] = entry;
  if (text[list[0]] === '[') {
    // With the comma before it, or for the first one with that behind it.
    if (index > 0) from = text.lastIndexOf(',', from);
    else if (count > 1) to = text.indexOf(text.slice(to).trimStart().replace(/^,\s*/, ''), to);
    return text.slice(0, from) + text.slice(to);
  }
  if (dashBefore(text, from) === undefined) return undefined;
  return text.slice(0, lineStart(text, from)) + text.slice(lineEnd(text, to));
}

/** The text with one more cover, behind those that are there. */
function added({ yaml }: DutiesFile, at: number, count: number, entry: string): string | undefined {
  const path = ['rotations', at, 'covers'];
  const { text } = yaml;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const key = yaml.keyRange(path);
  const list = key && yaml.valueRange(path);
  if (list && text[list[0]] === '[') {
    const close = list[1] - 1;
    const inside = text.slice(list[0] + 1, close).trimEnd();
    return `${text.slice(0, list[0] + 1)}${inside}${count > 0 ? ', ' : ''}${entry}${text.slice(close)}`;
  }
  const last = count > 0 ? yaml.valueRange([...path, count - 1]) : undefined;
  if (last) {
    const dash = dashBefore(text, last[0]);
    return dash === undefined ? undefined : withLine(text, last[1], `${dash}- ${entry}`, end);
  }
  const first = yaml.keyRange(['rotations', at, 'id']);
  const whole = yaml.valueRange(['rotations', at]);
  // In `{…}` there are no lines to add.
  if (!first || !whole || text[whole[0]] === '{') return undefined;
  const indent = ' '.repeat(first[0] - lineStart(text, first[0]));
  if (key) return withLine(text, key[1], `${indent}  - ${entry}`, end);
  const behind = text.slice(0, whole[1]).trimEnd().length;
  return withLine(text, behind, `${indent}covers:${end}${indent}  - ${entry}`, end);
}

/** The blanks before the dash of a list entry; undefined where the entry doesn't stand behind its dash. */
function dashBefore(text: string, from: number): string | undefined {
  return /^([ ]*)-[ ]+$/.exec(text.slice(lineStart(text, from), from))?.[1];
}

/** The text with a line behind the one that holds the end of a value. */
function withLine(text: string, offset: number, line: string, end: string): string {
  const at = lineEnd(text, text.slice(0, offset).trimEnd().length);
  const before = text.slice(0, at);
  return `${before}${before.endsWith('\n') ? '' : end}${line}${end}${text.slice(at)}`;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the line break of the line. */
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', Math.max(0, offset - (text[offset - 1] === '\n' ? 1 : 0)));
  return found < 0 ? text.length : found + 1;
}

/** A cover as a line of YAML, without its dash. */
export function entryOf({ turn, by, insteadOf, why }: Cover): string {
  const reason = why === undefined ? '' : `, why: ${scalar(why)}`;
  return `{ turn: ${turn}, by: ${scalar(by)}, instead-of: ${scalar(insteadOf)}${reason} }`;
}

/** A text as YAML reads it back: in quotes unless it is plain words. */
function scalar(text: string): string {
  const isPlain = /^[\p{L}\p{M}]+(?:[ .'-]+[\p{L}\p{M}\d]+)*\.?$/u.test(text) && !reserved.test(text);
  return isPlain ? text : JSON.stringify(text);
}

const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
