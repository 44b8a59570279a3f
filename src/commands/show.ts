/**
 * `show [item…]`: prints everything about items, groups and phases, one after the other; alone, about one that the person picks;
 * `--open` opens a link of theirs instead.
 */
import { itemsFor } from '../actions/pick.ts';
import { type Format, printView } from '../output.ts';
import { groupRenderer, showRenderer } from '../render/show.ts';
import { matchShown } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { viewGroup, viewShow } from '../view/show.ts';

interface ShowOptions extends Format {
  /** Explain the due date step by step. */
  readonly why?: boolean;
  /** Open a link in the browser. */
  readonly open?: boolean;
  /** Which link, where there are several. */
  readonly link?: string;
}

/** @param names what the person typed for each item, list, range, group or phase; with `--json`, each has a document of its own */
export async function show(
  run: OpenRun,
  names: readonly string[],
  options: ShowOptions,
): Promise<Outcome | undefined> {
  const { io } = run.session;
  const entries = await entriesFor(run, names);
  if (options.open) {
    const items = entries.flatMap((entry) => ('item' in entry ? [entry.item] : entry.items));
    return (await import('../actions/open-link.ts')).openLink(run, items, options.link);
  }
  for (const [at, entry] of entries.entries()) {
    if (at > 0 && !options.json && !options.plain) io.stdout.write('\n');
    if ('item' in entry) {
      const why = options.why ? (await import('../view/why.ts')).explainItem(entry.item, run) : [];
      await printView(io, options, viewShow(entry.item, run, why), showRenderer(run));
    } else if ('group' in entry)
      await printView(io, options, viewGroup(entry.group, entry.items, run), groupRenderer);
    else {
      const { phaseRenderer, viewShowPhase } = await import('../render/show-phase.ts');
      await printView(io, options, viewShowPhase(entry.phase, run), phaseRenderer(run));
    }
  }
  return undefined;
}

async function entriesFor(run: OpenRun, names: readonly string[]): Promise<ReturnType<typeof matchShown>> {
  if (names.length > 0) return matchShown(run, names);
  return (await itemsFor(run, 'show', names, 'Which item?')).map((item) => ({ item }));
}
