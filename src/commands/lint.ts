/**
 * `lint [path…]`: checks checklists, for their authors and for CI. Without `--horizon`, `--against` and `--links`, the
 * result depends only on the files, the flags and pm-onboard.yaml.
 */
import { resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { withFlags } from '../lint/config.ts';
import { lint as lintProgram, type RatedProblem } from '../lint/lint.ts';
import { errorsOf, reportOf } from '../lint/report.ts';
import { type ExtraFlags, openExtras } from '../lint-io/extras.ts';
import { type FixFlags, fixFiles } from '../lint-io/fix.ts';
import { parseOutputs, writeReport } from '../lint-io/reports.ts';
import { printRemark } from '../output.ts';
import type { Globals } from '../session/session.ts';
import { plural } from '../view/words.ts';
import { emptyConfig, readConfig } from '../workspace/config.ts';
import { findTargets, readTarget, usualPaths } from '../workspace/lint-targets.ts';

interface LintOptions extends Globals, FixFlags, ExtraFlags {
  readonly format?: readonly string[];
  /** Each text is `id=level`: the level of one rule. */
  readonly rule?: readonly string[];
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
}

export async function lint(io: Io, paths: readonly string[], options: LintOptions): Promise<number> {
  const outputs = parseOutputs(io, options.format ?? []);
  const most = options.maxWarnings === undefined ? undefined : wholeNumber(options.maxWarnings);
  if (options.fix && paths.includes('-'))
    throw new UserError("--fix: standard input can't be fixed in place", 'name the file');
  withFlags({}, options.rule ?? []);
  const extras = await openExtras(io, options);
  const found: (readonly RatedProblem[])[] = [];
  const names: string[][] = [];
  const agreed = options.workspace === undefined ? undefined : resolve(io.cwd, options.workspace);
  const given = paths.length > 0 ? paths : await usualPaths(options.workspace, io);
  for (const target of findTargets(given, io.cwd)) {
    const read = readTarget(target, io.cwd, agreed);
    const { files, folder, configFolder } = read;
    const config = configFolder === undefined ? emptyConfig : await readConfig(configFolder, io.dirs.cache);
    const rules = withFlags(config.lint.rules, options.rule ?? []);
    const input = { files, config: rules, extras: await extras.of(read, config) };
    found.push(options.fix ? fixFiles(io, folder, input, options) : lintProgram(input));
    names.push(files.map(({ path }) => path));
  }
  extras.close();
  const report = reportOf(names.flat(), found.flat());
  if (!options.dryRun) await writeReport(io, outputs, options.quiet ? errorsOf(report) : report);
  const tooMany = most !== undefined && report.warnings > most;
  if (tooMany) printRemark(io, `${plural(report.warnings, 'warning')}, more than --max-warnings ${most}`);
  return report.errors > 0 || tooMany ? exits.found : exits.ok;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`--max-warnings: "${text}" is not a whole number`, 'write it as 0, 1, 2 …');
}
