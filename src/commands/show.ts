/** `show <item>`: prints everything about one item or group. */
import { type Format, printView } from '../output.ts';
import { groupRenderer, showRenderer } from '../render/show.ts';
import { matchEntry } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { viewGroup, viewShow } from '../view/show.ts';

interface ShowOptions extends Format {
  /** Explain the due date step by step. */
  readonly why?: boolean;
}

export async function show(run: OpenRun, item: string, options: ShowOptions): Promise<undefined> {
  const entry = matchEntry(run.program, run.plan, item);
  if ('item' in entry)
    printView(run.session.io, options, viewShow(entry.item, run, options.why ?? false), showRenderer(run));
  else printView(run.session.io, options, viewGroup(entry.group, entry.items, run), groupRenderer);
}
