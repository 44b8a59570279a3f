/** The details of an item, which are Markdown, as the lines that a screen shows. */

/** Matches the line that begins a block of code: its indent, its fence, and what language it is. */
const fence = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/** Matches a line that a reader of Markdown doesn't join to the line before: of a list, a quote, a table or a title. */
const ownLine = /^\s*(?:[-*+] |\d{1,9}[.)] |>|\||#{1,6} )/;

/**
 * Markdown → lines. Lines of one paragraph, or of one entry of a list, become one, which a renderer wraps; lists, quotes, tables
 * and code stay line by line, with their indents. Between blocks is an empty line where the text has one.
 */
export function detailLines(text: string | undefined): string[] {
  const lines: string[] = [];
  let open: Fence | undefined;
  for (const line of (text ?? '').replaceAll('\t', '    ').split(/\r?\n/)) {
    const last = lines.at(-1);
    const begun = open === undefined ? fenceIn(line) : undefined;
    if (open !== undefined || begun !== undefined) {
      lines.push(line.trimEnd());
      open = begun ?? (open !== undefined && closes(line, open) ? undefined : open);
    } else if (line.trim() === '') {
      if (last !== undefined && last !== '') lines.push('');
    } else if (last && goesOn(line, last, lines.at(-2))) {
      lines[lines.length - 1] = `${last.trimEnd()} ${kept(line.trimStart())}`;
    } else lines.push(kept(line));
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether the line belongs to the paragraph or the entry that the last line began. */
function goesOn(line: string, last: string, before: string | undefined): boolean {
  if (ownLine.test(line) || endsWithBreak(last) || fenceEnds(last)) return false;
  if (isTable(line) || isTable(last)) return false;
  // After an empty line, four spaces begin code.
  return !(last.startsWith('    ') && (before === undefined || before === ''));
}

function fenceEnds(line: string): boolean {
  return /^ {0,3}(?:`{3,}|~{3,})\s*$/.test(line);
}

/** A line of a table without a bar before it. */
function isTable(line: string): boolean {
  return /^\s*\|/.test(line) || /\S\s*\|\s*\S/.test(line);
}

/** Whether the text says that a new line begins behind it: by two spaces or a backslash. */
function endsWithBreak(line: string): boolean {
  return / {2}$|\\$/.test(line);
}

/** The line without spaces at its end, except for the two that are a line break. */
function kept(line: string): string {
  return / {2}$/.test(line) ? `${line.trimEnd()}  ` : line.trimEnd();
}

interface Fence {
  readonly indent: number;
  readonly sign: string;
}

function fenceIn(line: string): Fence | undefined {
  const [, indent = '', sign] = fence.exec(line) ?? [];
  return sign === undefined ? undefined : { indent: indent.length, sign };
}

/** Whether the line ends the code. Its indent counts from that of the fence, which may belong to the entry of a list. */
function closes(line: string, { indent, sign }: Fence): boolean {
  const [, lead = '', end] = /^( *)(`+|~+)\s*$/.exec(line) ?? [];
  return end !== undefined && lead.length <= indent + 3 && isLike(end, sign);
}

function isLike(run: string, sign: string): boolean {
  return run.charAt(0) === sign.charAt(0) && run.length >= sign.length;
}

/**
 * The lines with fences around code that is told by its indent alone, which readers of Markdown disagree on. Behind an entry of
 * a list such lines may belong to the entry, so there they stay as they are.
 */
export function fencedLines(lines: readonly string[]): string[] {
  const written: string[] = [];
  let open: Fence | undefined;
  let isListed = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const isFirst = (lines[at - 1] ?? '') === '';
    if (open !== undefined) {
      if (closes(line, open)) open = undefined;
    } else {
      open = fenceIn(line);
      if (/^\s*(?:[-*+]|\d{1,9}[.)])(?: |$)/.test(line) && !/^ {4}/.test(line)) isListed = true;
      else if (isFirst && /^\S/.test(line)) isListed = false;
      if (isFirst && !isListed && /^ {4}/.test(line)) {
        let end = at + 1;
        while (end < lines.length && /^ {4}|^$/.test(lines[end] ?? '')) end += 1;
        while (lines[end - 1] === '') end -= 1;
        const code = lines.slice(at, end).map((each) => each.slice(4));
        const runs = code.map((each) => /^\s*(`*)/.exec(each)?.[1]?.length ?? 0);
        const whole = '`'.repeat(Math.max(2, ...runs) + 1);
        written.push(whole, ...code, whole);
        at = end - 1;
        continue;
      }
    }
    written.push(line);
  }
  return written;
}

/** A line of details, and whether it stands in a block of code. */
export interface DetailLine {
  readonly text: string;
  /** Code, and its fences, are shown letter by letter. */
  readonly code: boolean;
}

/**
 * Says of each line of {@link detailLines} whether it is code. Code that isn't ended is ended here, no line of it has a smaller
 * indent than its fence, and its fence is longer than any in it, so that for every reader of Markdown it ends where this says.
 */
export function markedLines(lines: readonly string[]): DetailLine[] {
  const marked: DetailLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const open = fenceIn(line);
    if (open === undefined) {
      marked.push({ text: line, code: false });
      continue;
    }
    const end = lines.findIndex((other, place) => place > at && closes(other, open));
    const code = codeLines(line, open, lines.slice(at + 1, end < 0 ? lines.length : end));
    marked.push(...code.map((text) => ({ text, code: true })));
    at = end < 0 ? lines.length : end;
  }
  return marked;
}

/** The fence, the lines in it, and the fence that ends them. */
function codeLines(first: string, { indent, sign }: Fence, inner: readonly string[]): string[] {
  const lead = ' '.repeat(indent);
  const runs = inner.flatMap((line) => /^\s*(`+|~+)\s*$/.exec(line)?.[1] ?? []);
  const longest = runs.reduce(
    (most, run) => (isLike(run, sign) ? Math.max(most, run.length + 1) : most),
    sign.length,
  );
  const whole = sign.charAt(0).repeat(longest);
  const outdented = new RegExp(`^ {0,${indent}}`);
  return [
    lead + whole + first.slice(indent + sign.length),
    ...inner.map((line) => lead + line.replace(outdented, '')),
    lead + whole,
  ];
}
