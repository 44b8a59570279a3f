/** `export [hire]`: writes a run's task list, to be ticked where the hire works; `done --from` takes the ticks back. */
import { writeList } from '../actions/export.ts';
import { printJson } from '../output.ts';
import { exportRenderer } from '../render/export.ts';
import type { FlavourName } from '../render/flavours.ts';
import { markdownOf } from '../render/markdown.ts';
import { safeLog } from '../render/safe.ts';
import type { OpenRun } from '../session/run.ts';
import { listOf, viewExport } from '../view/export.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag, quoted } from '../view/words.ts';

interface ExportOptions {
  readonly format?: FlavourName;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function exported(run: OpenRun, options: ExportOptions): Promise<Outcome | undefined> {
  const { io } = run.session;
  const view = viewExport(run);
  if (options.json) {
    printJson(io, view);
    return undefined;
  }
  const list = markdownOf(listOf(view), exportRenderer, options.format);
  if (options.output === undefined || options.output === '-') {
    io.stdout.write(safeLog(list));
    return undefined;
  }
  writeList(io.cwd, options.output, list, options.force);
  return {
    ...unchanged(`The list of ${run.progress.hire.name} is in ${options.output}.`),
    hint: `When it comes back ticked: pm-onboard done --from ${quoted(options.output)}${hireFlag(run)}`,
  };
}
