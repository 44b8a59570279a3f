/** `lint [path…]`: checks checklists, for their authors and for CI. A function of the files and flags alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { lint as lintProgram, type RatedProblem } from '../lint/lint.ts';
import { type LintReport, reportOf } from '../lint/report.ts';
import { type RuleSettings, withFlags } from '../lint/settings.ts';
import { parseOutputs, writeReport } from '../lint-output.ts';
import type { Globals } from '../session.ts';
import { readConfig } from '../workspace/config.ts';
import { findTargets, nearestSettings, readTarget } from '../workspace/lint-targets.ts';

export interface LintOptions extends Globals {
  readonly format?: readonly string[];
  /** `id=level`. */
  readonly rule?: readonly string[];
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
}

export async function lint(io: Io, paths: readonly string[], options: LintOptions): Promise<number> {
  const outputs = parseOutputs(options.format ?? [], io.env);
  const most = options.maxWarnings === undefined ? undefined : wholeNumber(options.maxWarnings);
  const found: RatedProblem[][] = [];
  const names: string[][] = [];
  for (const target of findTargets(paths.length > 0 ? paths : await usualPaths(io, options), io.cwd)) {
    const { files, settings } = readTarget(target, io.cwd);
    const rules = withFlags(await rulesOf(io, settings), options.rule ?? []);
    found.push(lintProgram({ files, settings: rules }));
    names.push(files.map(({ path }) => path));
  }
  const report = reportOf(names.flat(), found.flat());
  writeReport(io, outputs, options.quiet ? errorsOf(report) : report);
  return report.errors > 0 || (most !== undefined && report.warnings > most) ? exits.found : exits.ok;
}

/** The workspace's own program, else `checklists/`. */
async function usualPaths(io: Io, { workspace }: Globals): Promise<string[]> {
  const folder = workspace ?? nearestSettings(io.cwd);
  const { program } = folder === undefined ? {} : await readConfig(folder, io.dirs.cache);
  if (folder !== undefined && program !== undefined) return [join(folder, program)];
  if (existsSync(join(io.cwd, 'checklists'))) return ['checklists'];
  throw new UserError(
    'there is nothing to check: no program of a workspace, and no folder `checklists`',
    'name one: pm-onboard lint FOLDER',
    exits.failed,
  );
}

async function rulesOf(io: Io, folder: string | undefined): Promise<RuleSettings> {
  return folder === undefined ? {} : (await readConfig(folder, io.dirs.cache)).lint.rules;
}

function errorsOf({ files, problems }: LintReport): LintReport {
  return reportOf(
    files,
    problems.filter(({ severity }) => severity === 'error'),
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`--max-warnings: "${text}" is no whole number`, 'write it as 0, 1, 2 …');
}
