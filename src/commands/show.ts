/** `show [item…]`: prints everything about items and groups, one after the other; alone, about one that the person picks. */
import { itemsFor } from '../actions/pick.ts';
import { type Format, printView } from '../output.ts';
import { groupRenderer, showRenderer } from '../render/show.ts';
import { type Entry, matchEntries } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { viewGroup, viewShow } from '../view/show.ts';

interface ShowOptions extends Format {
  /** Explain the due date step by step. */
  readonly why?: boolean;
}

/** @param names what the person typed for each item, list, range or group; with `--json`, each has a document of its own */
export async function show(run: OpenRun, names: readonly string[], options: ShowOptions): Promise<undefined> {
  const { io } = run.session;
  for (const [at, entry] of (await entriesFor(run, names)).entries()) {
    if (at > 0 && !options.json) io.stdout.write('\n');
    if ('item' in entry)
      printView(io, options, viewShow(entry.item, run, options.why ?? false), showRenderer(run));
    else printView(io, options, viewGroup(entry.group, entry.items, run), groupRenderer);
  }
}

async function entriesFor(run: OpenRun, names: readonly string[]): Promise<readonly Entry[]> {
  if (names.length > 0) return matchEntries(run, names);
  return (await itemsFor(run, 'show', names, 'Which item?')).map((item) => ({ item }));
}
