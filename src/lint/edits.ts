/** Makes the edits of fixes in the text of a file, and checks that only the data that the edits are meant for has changed. */
import { childrenOf, type SourceFile } from '../program/draft.ts';
import type { Edit, Problem } from '../program/problem.ts';
import type { Located, Range, YamlFile } from '../program/yaml.ts';

/**
 * @param edits the edits of this file, which must not overlap
 * @returns the file with the edits made; every other byte stays as it is
 */
export function spliced(file: SourceFile, edits: readonly Edit[]): SourceFile {
  if (edits.length === 0) return file;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes);
  // The offsets of edits don't count a byte order mark.
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  let at = 0;
  const pieces = [...edits].sort(byOffset).flatMap((edit) => {
    const kept = text.slice(at, mark + edit.from);
    at = mark + edit.to;
    return [kept, edit.text];
  });
  return { ...file, bytes: new TextEncoder().encode([...pieces, text.slice(at)].join('')) };
}

/** Keeps only the first of several fixes that change the same place; the next pass may make the others. */
export function withoutOverlaps<T extends Pick<Problem, 'fix'>>(fixes: readonly T[]): T[] {
  const edits = fixes.flatMap((owner) => (owner.fix ?? []).map((edit) => ({ owner, edit })));
  edits.sort((a, b) => byOffset(a.edit, b.edit));
  const dropped = new Set<T>();
  const lastIn = new Map<string, Edit>();
  for (const { owner, edit } of edits) {
    const last = lastIn.get(edit.file);
    if (dropped.has(owner)) continue;
    if (last && (edit.from < last.to || edit.from === last.from)) dropped.add(owner);
    else lastIn.set(edit.file, edit);
  }
  return fixes.filter((each) => each.fix && each.fix.length > 0 && !dropped.has(each));
}

function byOffset(a: Edit, b: Edit): number {
  return a.from - b.from || a.to - b.to;
}

/**
 * @param edits the edits of this file, which must not overlap
 * @returns the ranges of the new text that the edits wrote: values, and keys with their values; undefined if a key or value
 * outside the edits has changed or now stands in another map or list
 */
export function changedByEdits(
  before: YamlFile,
  after: YamlFile,
  edits: readonly Edit[],
): readonly Range[] | undefined {
  if (before.problems.length > 0 || after.problems.length > 0) return undefined;
  const sorted = [...edits].sort(byOffset);
  const growth = growthAt(before.text.length, sorted);
  const moved = (offset: number) => offset + (growth[offset] ?? 0);
  const old = leavesOf(before);
  const now = leavesOf(after);
  const stayed = apartFrom(
    old,
    sorted.map(({ from, to }) => [from, to]),
  );
  const kept = new Set(apartFrom(now, writtenRanges(sorted)));
  const same =
    stayed.length === kept.size &&
    [...kept].every((leaf, at) => signature(leaf, Number) === signature(stayed[at], moved));
  return same ? now.flatMap((leaf) => (kept.has(leaf) ? [] : [leaf.whole])) : undefined;
}

/** A key, or a value that is neither a map nor a list. */
interface Leaf {
  readonly range: Range;
  /** The range of a key with its value; for a value, its own range. */
  readonly whole: Range;
  readonly value: unknown;
  /** The maps and lists around the leaf, from the top of the file: the offset of the key, or `list`. */
  readonly within: readonly (number | 'list')[];
}

/** The leaves of a file, in the order of the text. */
function leavesOf(yaml: YamlFile): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (place: Located, within: Leaf['within']) => {
    const range = yaml.valueRange(place.path);
    const children = childrenOf(place);
    if (children.length === 0 && range) leaves.push({ range, whole: range, value: place.value, within });
    for (const child of children) {
      const key = yaml.keyRange(child.path);
      if (key) {
        const end = yaml.valueRange(child.path)?.[1] ?? key[1];
        leaves.push({ range: key, whole: [key[0], end], value: child.path.at(-1), within });
      }
      walk(child, [...within, key ? key[0] : 'list']);
    }
  };
  walk({ value: yaml.value, yaml, path: [] }, []);
  return leaves.sort((a, b) => a.range[0] - b.range[0]);
}

/**
 * A text that is equal for a leaf before and after the edits if the leaf is unchanged.
 * @param moved maps this text's offsets to those of the new text
 */
function signature(leaf: Leaf | undefined, moved: (offset: number) => number): string {
  if (!leaf) return '';
  const within = leaf.within.map((step) => (step === 'list' ? step : moved(step)));
  return JSON.stringify([moved(leaf.range[0]), leaf.value, within]);
}

/** For each offset of the old text, how much longer the edits make the text before it. */
function growthAt(length: number, edits: readonly Edit[]): Int32Array {
  const growth = new Int32Array(length + 1);
  for (const { from, to, text } of edits) growth[to] = (growth[to] ?? 0) + text.length - (to - from);
  for (let at = 1; at <= length; at += 1) growth[at] = (growth[at] ?? 0) + (growth[at - 1] ?? 0);
  return growth;
}

/** Where the edits' texts stand in the new text. */
function writtenRanges(edits: readonly Edit[]): Range[] {
  let grown = 0;
  return edits.map(({ from, to, text }) => {
    const start = from + grown;
    grown += text.length - (to - from);
    return [start, start + text.length];
  });
}

/** The leaves outside all ranges; leaves and ranges are given in the order of the text. */
function apartFrom(leaves: readonly Leaf[], ranges: readonly Range[]): Leaf[] {
  let next = 0;
  return leaves.filter(({ range: [from, to] }) => {
    while ((ranges[next]?.[1] ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    return (ranges[next]?.[0] ?? Number.POSITIVE_INFINITY) >= to;
  });
}
