/**
 * Mends what has one right answer, by splicing the text of the files. Each pass is checked before it counts: what is
 * written reads as the same data but for the fix, and lints cleaner.
 */
import type { SourceFile } from '../program/draft.ts';
import type { Span } from '../program/problem.ts';
import { grouped } from './grouped.ts';
import { type Inspection, inspect, type LintInput, type RatedProblem } from './lint.ts';
import { couldLook } from './rule.ts';
import { rules } from './rules/index.ts';
import { unusedDisable } from './rules/unused-disable.ts';
import { changedByEdits } from './same-data.ts';
import { spliced, withoutOverlaps } from './splice.ts';

export interface Fixed {
  /** All files, as they are once mended. */
  readonly files: readonly SourceFile[];
  readonly mended: readonly RatedProblem[];
  /** Those whose fix would do harm, so that it is left out. */
  readonly refused: readonly RatedProblem[];
  /** What is left, the refused among it. */
  readonly problems: readonly RatedProblem[];
}

/** Mending one thing may uncover the next. */
const maxPasses = 10;

/**
 * A guard against files made to have thousands of fixes that do harm: each try lints the program, so that all of them
 * together lint at most so many bytes.
 */
const maxBytesTried = 4 * 1024 * 1024;

export function fix(input: LintInput): Fixed {
  let now = inspect(input);
  let tries = Math.max(10, maxBytesTried / input.files.reduce((sum, { bytes }) => sum + bytes.length, 1));
  const mended: RatedProblem[] = [];
  for (let pass = 1; ; pass += 1) {
    const before = now;
    const wanted = withoutOverlaps(before.problems.filter(isInSoundFiles(before)));
    const done = mostOf(wanted, (some) => {
      tries -= 1;
      return pass <= maxPasses && tries >= 0 ? mend(before, some) : undefined;
    });
    if (!done) return { files: before.input.files, mended, refused: wanted, problems: before.problems };
    mended.push(...done.mended);
    now = done.after;
  }
}

interface Pass {
  readonly after: Inspection;
  readonly mended: readonly RatedProblem[];
}

/** All at once, if that does no harm; else without those that do it. */
function mostOf(
  wanted: readonly RatedProblem[],
  attempt: (problems: readonly RatedProblem[]) => Inspection | undefined,
): Pass | undefined {
  if (wanted.length === 0) return undefined;
  const after = attempt(wanted);
  if (after) return { after, mended: wanted };
  if (wanted.length === 1) return undefined;
  const half = Math.ceil(wanted.length / 2);
  const first = mostOf(wanted.slice(0, half), attempt);
  const second = mostOf(wanted.slice(half), attempt);
  if (!first || !second) return first ?? second;
  const mended = [...first.mended, ...second.mended];
  const both = attempt(mended);
  return both ? { after: both, mended } : first;
}

/** Whether a problem's fix touches only files that can be read wholly: in others, what it does can't be told. */
function isInSoundFiles({ subject }: Inspection): (problem: RatedProblem) => boolean {
  const yamls = subject.draft.files.map(({ yaml }) => yaml);
  const sound = new Set(yamls.flatMap(({ file, problems }) => (problems.length === 0 ? [file] : [])));
  return ({ fix: edits = [] }) => edits.every(({ file }) => sound.has(file));
}

/** @returns undefined where the fixes do harm */
function mend(before: Inspection, problems: readonly RatedProblem[]): Inspection | undefined {
  const edits = grouped(
    problems.flatMap(({ fix: own = [] }) => own),
    ({ file }) => file,
  );
  const files = before.input.files.map((file) => spliced(file, edits.get(file.path) ?? []));
  const after = inspect({ ...before.input, files });
  const written = new Map(after.subject.draft.files.map(({ yaml }) => [yaml.file, yaml]));
  const changed = new Map<string, readonly Span[]>();
  for (const { yaml } of before.subject.draft.files) {
    const [own, now] = [edits.get(yaml.file), written.get(yaml.file)];
    if (!own || !now) continue;
    const ranges = changedByEdits(yaml, now, own);
    if (!ranges) return undefined;
    changed.set(yaml.file, ranges.map(now.spanOf));
  }
  return isCleaner(before, after, problems, changed) ? after : undefined;
}

/**
 * Whether what was mended is gone and nothing has come: but for what a mended key or value hid, what no rule could see
 * before, and directives that have nothing to do any more.
 */
function isCleaner(
  before: Inspection,
  after: Inspection,
  mended: readonly RatedProblem[],
  changed: ReadonlyMap<string, readonly Span[]>,
): boolean {
  const were = byFileAndRule(before.problems);
  const gone = byFileAndRule(mended);
  return [...byFileAndRule(after.problems)].every(([key, left]) => {
    const most = (were.get(key)?.length ?? 0) - (gone.get(key)?.length ?? 0);
    if (left.length <= most) return true;
    const rule = rules.find(({ id }) => id === left[0]?.rule);
    if (rule === unusedDisable) return true;
    if (gone.has(key)) return false;
    if (!rule || !couldLook(rule, before.subject)) return true;
    return (
      left.filter((each) => !changed.get(each.file)?.some((span) => isWithin(each, span))).length <= most
    );
  });
}

function byFileAndRule(problems: readonly RatedProblem[]): Map<string, RatedProblem[]> {
  return grouped(problems, ({ file, rule }) => JSON.stringify([file, rule]));
}

/** Whether it begins there. */
function isWithin({ line, column }: Span, { line: first, column: from, endLine, endColumn }: Span): boolean {
  const after = line > first || (line === first && column >= from);
  return after && (line < endLine || (line === endLine && column <= endColumn));
}
