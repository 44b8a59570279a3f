/** `lint --fix`: makes the fixes in a program's files on disk; with `--dry-run` it prints them as a diff instead. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, cannot, isUserError, runAgain, systemCode, UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import type { Io } from '../io.ts';
import { type Fixed, fix } from '../lint/fix.ts';
import { type LintInput, lint, type RatedProblem } from '../lint/lint.ts';
import { printOutcome } from '../output.ts';
import type { SourceFile } from '../program/draft.ts';
import { shownDiff, unifiedDiff } from '../render/diff.ts';
import { styleFor } from '../render/page.ts';
import { safeLog } from '../render/safe.ts';
import type { Outcome } from '../view/outcome.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';

export interface FixFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/**
 * @param folder the folder that holds the files
 * @returns the problems that are left; after a dry run, all problems
 * @throws UserError where a file can't be replaced; then none is, or it says which are
 */
export function fixFiles(
  io: Io,
  folder: string,
  input: LintInput,
  { dryRun }: FixFlags,
): readonly RatedProblem[] {
  const fixed = fix(input);
  const changed = input.files.flatMap((old, at) => {
    const now = fixed.files[at];
    return now && now.bytes !== old.bytes ? [{ old, now }] : [];
  });
  if (dryRun) for (const { old, now } of changed) printDiff(io, old, now);
  else replaceAll(folder, changed);
  const outcome = outcomeOf(changed, fixed, dryRun ? 'would be fixed' : 'fixed');
  if (outcome.changes.length + outcome.remarks.length > 0) printOutcome(io, outcome);
  return dryRun ? lint(input) : fixed.problems;
}

function outcomeOf(
  changed: readonly Change[],
  { fixed, refused }: Pick<Fixed, 'fixed' | 'refused'>,
  verb: string,
): Outcome {
  const edits = fixed.flatMap(({ rule, fix: each = [] }) => each.map(({ file }) => ({ file, rule })));
  const byFile = grouped(edits, ({ file }) => file);
  const rulesOf = (path: string) => [...new Set(byFile.get(path)?.map(({ rule }) => rule))].sort().join(', ');
  return {
    changes: changed.map(({ now: { path } }) => `${path} ${verb}: ${rulesOf(path)}`),
    remarks: refused.map(
      ({ file, line, column, rule }) =>
        `${file}:${line}:${column} is left as it is: fixing it would bring other problems [${rule}]`,
    ),
    hint: '',
  };
}

/**
 * Prints the difference between two states of a file. A terminal and a log on GitHub get it with control characters made
 * visible; `patch` gets it unchanged.
 */
function printDiff({ stdout, env }: Io, old: SourceFile, now: SourceFile): void {
  const text = ({ bytes }: SourceFile) => Buffer.from(bytes).toString();
  const diff = unifiedDiff(old.path, text(old), text(now));
  if (stdout.terminal) stdout.write(shownDiff(diff, styleFor(stdout.colour)));
  else stdout.write(env['GITHUB_ACTIONS'] === 'true' ? safeLog(diff) : diff);
}

interface Change {
  readonly old: SourceFile;
  readonly now: SourceFile;
}

/**
 * Writes all of a program's changed files under temporary names before the first one takes its place, so that a full disk,
 * or a file that was changed meanwhile, leaves every file as it was. The files then take their places one after the other;
 * where that fails in the middle, those that are replaced get their old content back. The error names the files that are
 * replaced even so.
 */
function replaceAll(folder: string, changes: readonly Change[]): void {
  try {
    replaceFrom(folder, changes, 0);
  } catch (error) {
    for (const change of changes) attempt(() => putBack(folder, change));
    throw withWhatIsReplaced(error, folder, changes);
  }
}

/** Gives a file its old content back if it was replaced and nobody has written it since. */
function putBack(folder: string, { old, now }: Change): void {
  if (!isOnDisk(folder, now)) return;
  const path = join(folder, old.name);
  replaceFile(path, old.bytes, undefined, lstatSync(path).mode & 0o777);
}

/** Replaces the files from this index on; the last file takes its place first. */
function replaceFrom(folder: string, changes: readonly Change[], index: number): void {
  const change = changes[index];
  if (!change) return;
  const { old, now } = change;
  const path = join(folder, old.name);
  try {
    const { mode } = lstatSync(path);
    replaceFile(
      path,
      now.bytes,
      () => {
        if (!isOnDisk(folder, old))
          throw cannot(`${old.path} was changed while it was being fixed`, runAgain);
        replaceFrom(folder, changes, index + 1);
      },
      mode & 0o777,
    );
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const hint = 'check who owns the file and its folder, then run the command again';
    throw cannot(`${old.path} can't be replaced (${code})`, hint);
  }
}

/**
 * Whether the file on disk still has these bytes.
 * @throws UserError where the file is a link or a folder, besides system errors
 */
function isOnDisk(folder: string, { name, bytes }: SourceFile): boolean {
  return readRegularFile(join(folder, name))?.equals(bytes) ?? false;
}

/** The error, with the names of the files that are now replaced on disk and of those that are not. */
function withWhatIsReplaced(error: unknown, folder: string, changes: readonly Change[]): unknown {
  if (!isUserError(error)) return error;
  const replaced = changes.filter(({ now }) => attempt(() => isOnDisk(folder, now)));
  const left = changes.filter((change) => !replaced.includes(change));
  const pathsOf = (some: readonly Change[]) => some.map(({ old: { path } }) => path).join(', ');
  const lines =
    replaced.length === 0
      ? ['  no file of this program was replaced']
      : [`  replaced: ${pathsOf(replaced)}`, `  not replaced: ${pathsOf(left) || 'none'}`];
  return new UserError(error.message, error.hint, error.exit, [...error.lines, ...lines]);
}
