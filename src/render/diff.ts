/** Writes the unified diff of two states of a file, for `patch -p0` and `git apply -p0`. */
import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import type { Style } from './page.ts';
import { safeText } from './safe.ts';

/** With more edits than this the diff replaces all lines, since the search for the shortest diff takes quadratic time. */
const maxEdits = 1000;

/** @param name the file's path, relative to the folder where the diff will be applied */
export function unifiedDiff(name: string, before: string, after: string): string {
  const options = { context: 3, maxEditLength: maxEdits };
  // `patch` ends a name at the first space, unless a tab and a header follow the name.
  const behind = name.includes(' ') ? ' ' : '';
  const patch = structuredPatch(name, name, before, after, behind, behind, options);
  return formatPatch(patch ?? inOnePiece(name, before, after, behind), FILE_HEADERS_ONLY);
}

/** The diff for a terminal, in colour and with control characters made visible; it can no longer be applied. */
export function shownDiff(diff: string, style: Style): string {
  const colours: Partial<Record<string, (text: string) => string>> = {
    '+': style.good,
    '-': style.bad,
    '@': style.quiet,
  };
  const lines = diff.split('\n').map((line) => {
    const colour = /^(?:---|\+\+\+) /.test(line) ? style.strong : colours[line.charAt(0)];
    return colour ? colour(safeText(line)) : safeText(line);
  });
  return lines.join('\n');
}

function inOnePiece(name: string, before: string, after: string, behind: string): StructuredPatch {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [...signed('-', old), ...signed('+', now)];
  return {
    oldFileName: name,
    newFileName: name,
    oldHeader: behind,
    newHeader: behind,
    hunks: [{ oldStart: 1, oldLines: old.length, newStart: 1, newLines: now.length, lines }],
  };
}

/** The lines of a text, each with its line break. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function signed(sign: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
  );
}
