/** `lint --fix`: mends a program's files on disk, or with `--dry-run` shows how it would. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { exits, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { fix } from '../lint/fix.ts';
import { grouped } from '../lint/grouped.ts';
import { type LintInput, lint, type RatedProblem } from '../lint/lint.ts';
import { printOutcome } from '../output.ts';
import type { SourceFile } from '../program/draft.ts';
import { shownDiff, unifiedDiff } from '../render/diff.ts';
import { safeLog } from '../render/safe.ts';
import { styleFor } from '../render/style.ts';
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
  const { files, mended, refused, problems } = fix(input);
  const changed = input.files.flatMap((old, at) => {
    const now = files[at];
    return now && now.bytes !== old.bytes ? [{ old, now }] : [];
  });
  if (dryRun) for (const { old, now } of changed) printDiff(io, old, now);
  else replaceAll(folder, changed);
  const mends = grouped(
    mended.flatMap(({ rule, fix: edits = [] }) => edits.map(({ file }) => ({ file, rule }))),
    ({ file }) => file,
  );
  const outcome = {
    changes: changed.map(({ now }) => {
      const rules = [...new Set(mends.get(now.path)?.map(({ rule }) => rule))].sort().join(', ');
      return `${now.path} ${dryRun ? 'would be mended' : 'mended'}: ${rules}`;
    }),
    remarks: refused.map(
      ({ file, line, column, rule }) =>
        `${file}:${line}:${column} is left as it is: mending it would bring other problems [${rule}]`,
    ),
    hint: '',
  };
  if (outcome.changes.length + outcome.remarks.length > 0) printOutcome(io, outcome);
  return dryRun ? lint(input) : problems;
}

/** To a terminal it goes harmless, to a file or a program as it is to be applied; on GitHub it may be the log of a job. */
function printDiff({ stdout, env }: Io, old: SourceFile, now: SourceFile): void {
  const [before, after] = [old, now].map(({ bytes }) => Buffer.from(bytes).toString());
  const diff = unifiedDiff(old.path, before ?? '', after ?? '');
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
