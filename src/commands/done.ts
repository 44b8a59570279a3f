/** `done <item…>`: ticks items off, asks for the evidence that they need, and names the items that became possible. */
import { changedItems, doneOutcome, nextHint } from '../actions/afterwards.ts';
import { type DoneOptions, evidenceFor, refuseUnready } from '../actions/done.ts';
import { chosenItems } from '../actions/pick.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';

/** @param names what the person typed for each item or group */
export async function done(run: OpenRun, names: readonly string[], options: DoneOptions): Promise<Outcome> {
  const { session } = run;
  const { on, force } = options;
  const remedy = 'tick it off when it is done';
  const day = on === undefined ? session.today : pastDateFrom(session, on, '--on', remedy);
  const chosen = await chosenItems(run, names, {
    command: 'done',
    outcome: 'ticked off',
    state: 'open',
    fits: isToDo,
    already: isDone,
  });
  if (chosen.length === 0) return unchanged('Nothing was ticked off.', nextHint(run));
  const ready = chosen.filter((planned) => !isDone(planned));
  if (!force) for (const planned of ready) refuseUnready(planned, ready, run);
  const facts: Fact[] = [];
  const wanting = ready.filter(({ item }) => item.evidence !== 'none');
  for (const planned of ready) {
    // The text of `--evidence` goes to the items that ask for evidence, or to all items if none of them asks for it.
    const asked = wanting.length === 0 || wanting.includes(planned);
    const evidence = asked ? await evidenceFor(run, planned, options) : undefined;
    facts.push(doneFact(planned, evidence, options));
  }
  const after = facts.length > 0 ? await saveFacts(run, facts, day) : run;
  return doneOutcome(changedItems(after, ready), chosen.filter(isDone), run, after);
}

function doneFact({ item, due }: PlannedItem, evidence: string | undefined, { note }: DoneOptions): Fact {
  return {
    kind: 'done',
    item: item.id,
    note: note?.trim() || undefined,
    evidence: evidence || undefined,
    title: item.title,
    due,
  };
}
