/** Lint's report → stdout and files, in the formats that were asked for. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { exits, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { LintReport } from '../lint/report.ts';
import { nearest } from '../program/nearest.ts';
import type { Page } from '../render/lint/format.ts';
import { formats } from '../render/lint/index.ts';
import { type FormatName, formatNames } from '../render/lint/names.ts';
import { noStyle, styleFor } from '../render/style.ts';
import { replaceFile } from '../workspace/files.ts';
import { stdinName } from '../workspace/lint-targets.ts';

/** A format, and the file that it goes to; without one, stdout. */
interface LintOutput {
  readonly format: FormatName;
  readonly file?: string;
}

/**
 * @param given `NAME` or `NAME=FILE`, each; none: text, and under GITHUB_ACTIONS its annotations as well
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
    const near = nearest(name, formatNames)[0];
    const hint = near ? `did you mean ${near}?` : `there are ${formatNames.join(', ')}`;
    throw new UserError(`--format: "${name}" is no format`, hint);
  }
  if (rest.length === 0) return { format };
  const file = rest.join('=');
  if (file === '')
    throw new UserError(
      `--format: "${text}" names no file`,
      `write ${format}=FILE, or ${format} alone for stdout`,
    );
  return { format, file };
}

/** Stdout first: a file that can't be written keeps nobody from the rest. */
export function writeReport(io: Io, outputs: readonly LintOutput[], report: LintReport): void {
  const { width, colour } = io.stdout;
  const inRepository = pathsIn(io);
  const screen: Page = { width: Math.min(width, 120), style: styleFor(colour), inRepository };
  const paper: Page = { width: 100, style: noStyle, inRepository };
  for (const { format, file } of outputs)
    if (file === undefined) io.stdout.write(formats[format](report, screen));
  for (const { format, file } of outputs)
    if (file !== undefined) {
      if (report.files.some((each) => resolve(io.cwd, each) === resolve(io.cwd, file)))
        throw new UserError(`--format: ${file} is one of the files under check`, 'name another file');
      writeFile(file, formats[format](report, paper), io.cwd);
    }
}

/** CI says where the root of the repository is; the run may be in a folder below it. Files elsewhere stay as they are. */
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

/**
 * Replaces the file as a whole; what is no file stays as it is: a repository under check may hold a link to elsewhere.
 * @throws UserError (exit 3) that names the place and the remedy
 */
function writeFile(file: string, text: string, cwd: string): void {
  const path = resolve(cwd, file);
  const refused = (why: string, hint = 'name another file') =>
    new UserError(`--format: ${file} can't be written: ${why}`, hint, exits.failed);
  if (!existsSync(dirname(path)))
    throw refused(`there is no folder ${dirname(file)}`, 'make the folder, or name another file');
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) throw refused('it is a folder');
    if (stat && !stat.isFile()) throw refused('it is a link or a device, no regular file');
    replaceFile(path, Buffer.from(text), undefined, 0o644);
  } catch (error) {
    const code = systemCode(error);
    throw code === undefined ? error : refused(reasons[code] ?? `the system says ${code}`);
  }
}

const reasons: Partial<Record<string, string>> = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where its folder should be',
};
