/**
 * Makes the fixes of problems that have one right answer, by edits in the text of the files. Each pass is checked before
 * it counts: the new text must read as the same data except where the edits are, and must lint cleaner than the old one.
 */
import { grouped } from '../grouped.ts';
import type { SourceFile } from '../program/draft.ts';
import { isPart } from '../program/parts.ts';
import type { Span } from '../program/problem.ts';
import { changedByEdits, spliced, withoutOverlaps } from './edits.ts';
import { type Inspection, inspect, isWithin, type LintInput, type RatedProblem } from './lint.ts';
import { couldLook } from './rule.ts';
import { idStyle } from './rules/id-style.ts';
import { rules } from './rules/index.ts';
import { unknownItem } from './rules/unknown-item.ts';
import { unusedDisable } from './rules/unused-disable.ts';

export interface Fixed {
  /** All files of the input, with the fixes made. */
  readonly files: readonly SourceFile[];
  readonly fixed: readonly RatedProblem[];
  /** The problems whose fix would bring other problems, so that it was left out. */
  readonly refused: readonly RatedProblem[];
  /** The problems that are left, including the refused ones. */
  readonly problems: readonly RatedProblem[];
}

/** Each pass may uncover problems that the next one can fix. */
const maxPasses = 10;

/** How many bytes all tries together may lint: a guard against files made to have thousands of harmful fixes. */
const maxBytesTried = 4 * 1024 * 1024;

export function fix(input: LintInput): Fixed {
  let now = inspect(input);
  let tries = Math.max(10, maxBytesTried / input.files.reduce((sum, { bytes }) => sum + bytes.length, 1));
  const fixed: RatedProblem[] = [];
  for (let pass = 1; ; pass += 1) {
    const before = now;
    const wanted = withoutOverlaps(before.problems.filter(canBeFixed(before)));
    const done = mostOf(wanted, (some) => {
      tries -= 1;
      return pass <= maxPasses && tries >= 0 ? attempted(before, some) : undefined;
    });
    if (!done) return { files: before.input.files, fixed, refused: wanted, problems: before.problems };
    fixed.push(...done.fixed);
    now = done.after;
  }
}

interface Pass {
  readonly after: Inspection;
  readonly fixed: readonly RatedProblem[];
}

/** Makes all fixes at once if that does no harm; otherwise tries each half by itself, until the harmful fixes are left out. */
function mostOf(
  wanted: readonly RatedProblem[],
  attempt: (problems: readonly RatedProblem[]) => Inspection | undefined,
): Pass | undefined {
  if (wanted.length === 0) return undefined;
  const after = attempt(wanted);
  if (after) return { after, fixed: wanted };
  if (wanted.length === 1) return undefined;
  const half = Math.ceil(wanted.length / 2);
  const first = mostOf(wanted.slice(0, half), attempt);
  const second = mostOf(wanted.slice(half), attempt);
  if (!first || !second) return first ?? second;
  const fixed = [...first.fixed, ...second.fixed];
  const both = attempt(fixed);
  return both ? { after: both, fixed } : first;
}

/** The rules whose fixes are right for the program that is looked at, and may be wrong for another that includes the same part. */
const rightForOne: ReadonlySet<string> = new Set([idStyle.id, unknownItem.id, unusedDisable.id]);

/**
 * Whether a problem's fix touches only files without YAML errors: in a file with errors, edits can't be checked. Nor may it
 * harm other programs.
 */
function canBeFixed({ input, subject }: Inspection): (problem: RatedProblem) => boolean {
  const yamls = subject.draft.files.map(({ yaml }) => yaml);
  const sound = new Set(yamls.flatMap(({ file, problems }) => (problems.length === 0 ? [file] : [])));
  const parts = new Set(input.files.filter(isPart).map(({ path }) => path));
  return ({ rule, fix: edits = [] }) =>
    edits.every(({ file }) => sound.has(file) && !(parts.has(file) && rightForOne.has(rule)));
}

/** The program with these fixes made; undefined if they do harm. */
function attempted(before: Inspection, problems: readonly RatedProblem[]): Inspection | undefined {
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
 * Whether the fixed problems are gone and no new ones have come. Three kinds of new problems are allowed: those inside a
 * fixed key or value, those of rules that could not look before, and directives that have become unused.
 */
function isCleaner(
  before: Inspection,
  after: Inspection,
  fixed: readonly RatedProblem[],
  changed: ReadonlyMap<string, readonly Span[]>,
): boolean {
  const were = byFileAndRule(before.problems);
  const gone = byFileAndRule(fixed);
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
