/** `show <item>`: everything about one item or group. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { groupRenderer, showRenderer } from '../render/show.ts';
import { matchEntry } from '../session/lookup.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openReading } from '../session/session.ts';
import { viewGroup, viewShow } from '../view/show.ts';

interface ShowOptions extends Globals, Format {
  /** Explain the due date step by step. */
  readonly why?: boolean;
}

export async function show(io: Io, item: string, options: ShowOptions): Promise<number> {
  const run = await openRun(await openReading(io, options), undefined);
  const entry = matchEntry(run.program, run.plan, item);
  if ('item' in entry)
    printView(io, options, viewShow(entry.item, run, options.why ?? false), showRenderer(run));
  else printView(io, options, viewGroup(entry.group, entry.items, run), groupRenderer);
  return exits.ok;
}
