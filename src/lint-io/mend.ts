/** `lint --fix`: mends a program's files on disk, or with `--dry-run` shows how it would. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { exits, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Fixed, fix } from '../lint/fix.ts';
import { grouped } from '../lint/grouped.ts';
import { type LintInput, lint, type RatedProblem } from '../lint/lint.ts';
import { printOutcome } from '../output.ts';
import type { SourceFile } from '../program/draft.ts';
import { shownDiff, unifiedDiff } from '../render/diff.ts';
import { safeLog } from '../render/safe.ts';
import { styleFor } from '../render/style.ts';
import type { Outcome } from '../view/outcome.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';

export interface FixFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/**
 * @param folder holds the files
 * @returns what is left; of a dry run, all there is
 * @throws UserError where a file can't be replaced: then none is
 */
export function mendFiles(
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
  const outcome = mendOutcome(changed, fixed, dryRun ? 'would be mended' : 'mended');
  if (outcome.changes.length + outcome.remarks.length > 0) printOutcome(io, outcome);
  return dryRun ? lint(input) : fixed.problems;
}

function mendOutcome(
  changed: readonly Change[],
  { mended, refused }: Pick<Fixed, 'mended' | 'refused'>,
  verb: string,
): Outcome {
  const edits = mended.flatMap(({ rule, fix: each = [] }) => each.map(({ file }) => ({ file, rule })));
  const byFile = grouped(edits, ({ file }) => file);
  const rulesOf = (path: string) => [...new Set(byFile.get(path)?.map(({ rule }) => rule))].sort().join(', ');
  return {
    changes: changed.map(({ now: { path } }) => `${path} ${verb}: ${rulesOf(path)}`),
    remarks: refused.map(
      ({ file, line, column, rule }) =>
        `${file}:${line}:${column} is left as it is: mending it would bring other problems [${rule}]`,
    ),
    hint: '',
  };
}

/** To a terminal it goes harmless, to a file or a program as it is to be applied; on GitHub it may be the log of a job. */
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

/** All of a program's files are written before the first is put in its place: a rename in half of them breaks it. */
function replaceAll(folder: string, [change, ...others]: readonly Change[]): void {
  if (!change) return;
  const { old, now } = change;
  const path = join(folder, old.name);
  try {
    const { mode } = lstatSync(path);
    replaceFile(
      path,
      now.bytes,
      () => {
        if (!readRegularFile(path)?.equals(old.bytes))
          throw new UserError(
            `${old.path} was changed while it was being mended`,
            'run the command again',
            exits.failed,
          );
        replaceAll(folder, others);
      },
      mode & 0o777,
    );
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const hint = 'see whose the file and its folder are; nothing of this program was changed';
    throw new UserError(`${old.path} can't be replaced (${code})`, hint, exits.failed);
  }
}
