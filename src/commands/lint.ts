/** `lint [path…]`: checks checklists, for their authors and for CI. Without the flags that ask for more, a function of the files alone. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { lint as lintProgram, type RatedProblem } from '../lint/lint.ts';
import { errorsOf, reportOf } from '../lint/report.ts';
import { withFlags } from '../lint/settings.ts';
import { type FactFlags, openFacts } from '../lint-io/facts.ts';
import { type FixFlags, mendFiles } from '../lint-io/mend.ts';
import { parseOutputs, writeReport } from '../lint-io/output.ts';
import { printRemark } from '../output.ts';
import type { Globals } from '../session/session.ts';
import { plural } from '../view/words.ts';
import { emptyConfig, readConfig } from '../workspace/config.ts';
import { findTargets, readTarget, usualPaths } from '../workspace/lint-targets.ts';

interface LintOptions extends Globals, FixFlags, FactFlags {
  readonly format?: readonly string[];
  /** `id=level`. */
  readonly rule?: readonly string[];
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
}

export async function lint(io: Io, paths: readonly string[], options: LintOptions): Promise<number> {
  const outputs = parseOutputs(io, options.format ?? []);
  const most = options.maxWarnings === undefined ? undefined : wholeNumber(options.maxWarnings);
  if (options.fix && paths.includes('-'))
    throw new UserError("--fix: standard input can't be mended in its place", 'name the file');
  withFlags({}, options.rule ?? []);
  const facts = await openFacts(io, options);
  const found: (readonly RatedProblem[])[] = [];
  const names: string[][] = [];
  const given = paths.length > 0 ? paths : await usualPaths(options.workspace, io);
  for (const target of findTargets(given, io.cwd)) {
    const read = readTarget(target, io.cwd);
    const { files, folder, settings } = read;
    const config = settings === undefined ? emptyConfig : await readConfig(settings, io.dirs.cache);
    const rules = withFlags(config.lint.rules, options.rule ?? []);
    const input = { files, settings: rules, facts: await facts.of(read, config) };
    found.push(options.fix ? mendFiles(io, folder, input, options) : lintProgram(input));
    names.push(files.map(({ path }) => path));
  }
  facts.close();
  const report = reportOf(names.flat(), found.flat());
  if (!options.dryRun) writeReport(io, outputs, options.quiet ? errorsOf(report) : report);
  const tooMany = most !== undefined && report.warnings > most;
  if (tooMany) printRemark(io, `${plural(report.warnings, 'warning')}, more than --max-warnings ${most}`);
  return report.errors > 0 || tooMany ? exits.found : exits.ok;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`--max-warnings: "${text}" is no whole number`, 'write it as 0, 1, 2 …');
}
