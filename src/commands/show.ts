/** `show <item…>`: prints everything about items, groups and phases, one after the other. */
import { type Format, printView } from '../output.ts';
import { groupRenderer, showRenderer } from '../render/show.ts';
import { matchShown } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { viewGroup, viewShow } from '../view/show.ts';

interface ShowOptions extends Format {
  /** Explain the due date step by step. */
  readonly why?: boolean;
}

/** @param names what the person typed for each item, list, range, group or phase; with `--json`, each has a document of its own */
export async function show(run: OpenRun, names: readonly string[], options: ShowOptions): Promise<undefined> {
  const { io } = run.session;
  for (const [at, entry] of matchShown(run, names).entries()) {
    if (at > 0 && !options.json) io.stdout.write('\n');
    if ('item' in entry)
      printView(io, options, viewShow(entry.item, run, options.why ?? false), showRenderer(run));
    else if ('group' in entry)
      printView(io, options, viewGroup(entry.group, entry.items, run), groupRenderer);
    else {
      const { phaseRenderer, viewShowPhase } = await import('../render/show-phase.ts');
      printView(io, options, viewShowPhase(entry.phase, run), phaseRenderer(run));
    }
  }
}
