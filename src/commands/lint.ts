/**
 * `lint [path…]`: checks checklists, for their authors and for CI. Without `--horizon`, `--against` and `--links`, the
 * result depends only on the files, the flags and pm-onboard.yaml.
 */
import { type CheckOptions, check } from '../actions/lint/check.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { errorsOf } from '../lint/report.ts';
import { parseOutputs, writeReport } from '../lint-io/reports.ts';
import { printRemark } from '../output.ts';
import { plural } from '../view/words.ts';

// For the launcher, which loads the same bundle in the second thread.
export { serve } from '../lint-io/second-thread.ts';

interface LintOptions extends CheckOptions {
  readonly format?: readonly string[];
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
}

export async function lint(io: Io, paths: readonly string[], options: LintOptions): Promise<number> {
  const outputs = parseOutputs(io, options.format ?? []);
  const most = options.maxWarnings === undefined ? undefined : wholeNumber(options.maxWarnings);
  const report = await check(io, paths, options);
  if (!options.dryRun) await writeReport(io, outputs, options.quiet ? errorsOf(report) : report);
  const tooMany = most !== undefined && report.warnings > most;
  if (tooMany) printRemark(io, `${plural(report.warnings, 'warning')}, more than --max-warnings ${most}`);
  return report.errors > 0 || tooMany ? exits.found : exits.ok;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`--max-warnings: "${text}" is not a whole number`, 'write it as 0, 1, 2 …');
}
