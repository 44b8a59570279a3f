/** Edits → the text of a file with them in it; all else stays as it is, byte for byte. */
import type { SourceFile } from '../program/draft.ts';
import type { Edit } from '../program/problem.ts';

/** @param edits those of this file, none over another */
export function spliced(file: SourceFile, edits: readonly Edit[]): SourceFile {
  if (edits.length === 0) return file;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes);
  // The offsets count without it.
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  let at = 0;
  const pieces = [...edits].sort(byOffset).flatMap((edit) => {
    const kept = text.slice(at, mark + edit.from);
    at = mark + edit.to;
    return [kept, edit.text];
  });
  return { ...file, bytes: new TextEncoder().encode([...pieces, text.slice(at)].join('')) };
}

/** Of fixes that want the same place, the first: the others may fit when it is done. */
export function withoutOverlaps<T extends { readonly fix?: readonly Edit[] }>(fixes: readonly T[]): T[] {
  const edits = fixes.flatMap((owner) => (owner.fix ?? []).map((edit) => ({ owner, edit })));
  edits.sort((a, b) => compareTexts(a.edit.file, b.edit.file) || byOffset(a.edit, b.edit));
  const dropped = new Set<T>();
  let last: Edit | undefined;
  for (const { owner, edit } of edits) {
    if (dropped.has(owner)) continue;
    if (last && overlap(last, edit)) dropped.add(owner);
    else last = edit;
  }
  return fixes.filter((each) => each.fix && each.fix.length > 0 && !dropped.has(each));
}

export function byOffset(a: Edit, b: Edit): number {
  return a.from - b.from || a.to - b.to;
}

/** @param second begins no earlier than the first */
function overlap(first: Edit, second: Edit): boolean {
  return first.file === second.file && (second.from < first.to || second.from === first.from);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
