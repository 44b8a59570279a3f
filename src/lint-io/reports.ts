/** Writes the report of lint to stdout and to files, in the formats that `--format` names. */

import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { cannot, diskFull, readOnly, systemCode, UserError } from '../errors.ts';
import { printHeld } from '../held.ts';
import type { Io } from '../io.ts';
import type { LintReport } from '../lint/report.ts';
import type { Page } from '../render/lint/format.ts';
import { type FormatName, formatNames, formats } from '../render/lint/index.ts';
import { noStyle, pageFor, spoken } from '../render/page.ts';
import { nearestHint } from '../session/lookup.ts';
import { replaceFile } from '../workspace/files.ts';
import { stdinName } from '../workspace/lint-targets.ts';
import { refuseLeadingOut } from '../workspace/within.ts';

/** A format, and the file that the report is written to; without a file, the report goes to stdout. */
interface LintOutput {
  readonly format: FormatName;
  readonly file?: string;
}

/**
 * @param given `NAME` or `NAME=FILE` each; if empty, lint writes text, and under GitHub Actions annotations as well
 * @throws UserError for a format that is not known, or two that would go to one place
 */
export function parseOutputs({ env, cwd }: Pick<Io, 'env' | 'cwd'>, given: readonly string[]): LintOutput[] {
  if (given.length === 0)
    return env['GITHUB_ACTIONS'] === 'true'
      ? [{ format: 'text' }, { format: 'github' }]
      : [{ format: 'text' }];
  const outputs = given.map(parseOutput);
  for (const [at, { format, file }] of outputs.entries()) {
    const other = outputs.slice(0, at).find((each) => placeOf(each.file, cwd) === placeOf(file, cwd));
    if (!other) continue;
    const place = file ?? 'stdout';
    const hint = `send one of them to ${file === undefined ? 'a' : 'another'} file: --format ${format}=FILE`;
    throw new UserError(`--format: ${other.format} and ${format} both go to ${place}`, hint);
  }
  return outputs;
}

function placeOf(file: string | undefined, cwd: string): string | undefined {
  return file === undefined ? undefined : resolve(cwd, file);
}

function parseOutput(text: string): LintOutput {
  const [name = '', ...rest] = text.split('=');
  const format = formatNames.find((each) => each === name);
  if (!format) {
    throw new UserError(`--format: "${name}" is not a format`, nearestHint(name, formatNames));
  }
  if (rest.length === 0) return { format };
  const file = rest.join('=');
  if (file === '')
    throw new UserError(
      `--format: "${text}" has no file name`,
      `write ${format}=FILE, or ${format} alone for stdout`,
    );
  return { format, file };
}

/** Writes to stdout first, so that the report is on the screen even if a file can't be written. */
export async function writeReport(io: Io, outputs: readonly LintOutput[], report: LintReport): Promise<void> {
  const inRepository = pathsIn(io);
  const screen: Page = { ...pageFor(io, io.stdout), inRepository };
  const paper: Page = { width: 100, style: noStyle, inRepository };
  for (const { format, file } of outputs)
    if (file === undefined) {
      const text = (await formats[format]())(report, screen);
      io.stdout.write(format === 'text' ? spoken(io, io.stdout, text) : text);
    }
  // Whoever runs lint among other tools waits for its end.
  printHeld();
  for (const { format, file } of outputs)
    if (file !== undefined) {
      if (report.files.some((each) => resolve(io.cwd, each) === resolve(io.cwd, file)))
        throw new UserError(`--format: ${file} is one of the files under check`, another);
      writeFile(file, (await formats[format]())(report, paper), io.cwd);
    }
}

/**
 * Turns a path into one from the root of the repository, which CI names, because lint may run in a folder below it. Files
 * outside the repository keep their path.
 */
function pathsIn({ env, cwd }: Io): Page['inRepository'] {
  const root = env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'];
  if (!root || !existsSync(root)) return (file) => file;
  const top = realpathSync(root);
  return (file) => {
    if (file === stdinName) return file;
    const path = relative(top, resolve(cwd, file));
    const outside = /^\.\.([\\/]|$)/.test(path) || isAbsolute(path);
    return outside ? file : path.replaceAll('\\', '/');
  };
}

const another = 'name another file';

/**
 * Replaces a regular file as a whole. A link is refused: the repository that lint checks may hold one that leads elsewhere.
 * @throws UserError (exit 3) that names the place and the remedy
 */
function writeFile(file: string, text: string, cwd: string): void {
  const path = resolve(cwd, file);
  const refused = (why: string, hint = another) => cannot(`--format: ${file} can't be written: ${why}`, hint);
  refuseLeadingOut(dirname(path), cwd);
  if (!existsSync(dirname(path)))
    throw refused(`there is no folder ${dirname(file)}`, `make the folder, or ${another}`);
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) throw refused('it is a folder');
    if (stat && !stat.isFile()) throw refused('it is a link or a device, not a regular file');
    replaceFile(path, Buffer.from(text), undefined, 0o644);
  } catch (error) {
    const code = systemCode(error);
    throw code === undefined ? error : refused(reasons[code] ?? `the system says ${code}`);
  }
}

const noPermission = 'you have no permission';

const reasons: Partial<Record<string, string>> = {
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: readOnly,
  ENOSPC: diskFull,
  ENOTDIR: 'a file stands where its folder should be',
};
