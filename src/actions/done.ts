/** `done`: which items are meant, whether they can be ticked off, and the evidence for them. */

import { exits, UserError } from '../errors.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import { matchEntry } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { checkEvidence, hireFlag } from '../view/words.ts';
import { nameOf } from './afterwards.ts';

export interface DoneOptions {
  readonly note?: string;
  readonly evidence?: string;
  readonly on?: string;
  readonly force?: boolean;
}

/** The named items, and for each named group the items of it that the person at the terminal picks. */
export async function chosenItems(run: OpenRun, names: readonly string[]): Promise<PlannedItem[]> {
  const chosen = new Set<PlannedItem>();
  for (const name of names) {
    const entry = matchEntry(run.program, run.plan, name);
    const items = 'item' in entry ? [entry.item] : await pickFromGroup(run, entry.group.title, entry.items);
    for (const item of items) chosen.add(item);
  }
  return [...chosen];
}

async function pickFromGroup(
  run: OpenRun,
  title: string,
  items: readonly PlannedItem[],
): Promise<readonly PlannedItem[]> {
  const { session } = run;
  const open = items.filter(isToDo);
  if (open.length === 0) {
    // Every item of the group is closed: its done items are reported as done already, as a single item would be.
    const closed = items.filter(isDone);
    if (closed.length > 0) return closed;
    throw new UserError(`nothing is open in "${title}"`, `see what is: pm-onboard next${hireFlag(run)}`);
  }
  if (!session.mayAsk) {
    const lines = open.map(({ ref, item }) => `  ${ref}  ${item.title}`);
    throw new UserError(
      `"${title}" is a group; open in it are`,
      `name those that are done: pm-onboard done ${open[0]?.ref}${hireFlag(run)}`,
      exits.needsInput,
      lines,
    );
  }
  const { askSeveral } = await import('../prompts.ts');
  const picked = await askSeveral(
    `Which of "${title}" are done?`,
    open.map((planned) => ({ name: nameOf(planned), value: planned.item.id })),
  );
  return open.filter(({ item }) => picked.includes(item.id));
}

/** @throws UserError if the item waits for another, or its count has not reached the target */
export function refuseUnready(planned: PlannedItem, ready: readonly PlannedItem[], run: OpenRun): void {
  const { ref, item, state, blockers, progress } = planned;
  // A blocking item that the same command ticks off doesn't count as open.
  const open = run.plan.items.filter((other) => blockers.includes(other.item.id) && !ready.includes(other));
  if (state === 'blocked' && open.length > 0)
    throw new UserError(
      `${nameOf(planned)} waits for ${open.map(nameOf).join(', ')}`,
      'do that first, or say --force if it is done all the same',
    );
  const target = item.count?.target;
  if (target !== undefined && progress.counted < target)
    throw new UserError(
      `${nameOf(planned)} is at ${progress.counted} of ${target}`,
      `close it as it is with --force, or count the rest: pm-onboard count ${ref} ${target - progress.counted}${hireFlag(run)}`,
    );
}

export async function evidenceFor(
  { session }: OpenRun,
  planned: PlannedItem,
  { evidence }: DoneOptions,
): Promise<string | undefined> {
  const { evidence: wanted, title } = planned.item;
  if (evidence !== undefined) {
    const fault = checkEvidence(wanted, evidence);
    if (fault === undefined) return evidence.trim();
    throw new UserError(
      `--evidence: ${nameOf(planned)} wants ${fault}`,
      'nothing was recorded; give it again',
    );
  }
  if (wanted === 'none') return undefined;
  const isLink = wanted === 'url';
  if (!session.mayAsk)
    throw new UserError(
      `${nameOf(planned)} wants ${isLink ? 'a link' : 'a few words'} as evidence`,
      `say it with --evidence ${isLink ? 'URL' : '"…"'}`,
      exits.needsInput,
    );
  const { askText } = await import('../prompts.ts');
  const answer = await askText({
    message: `${title}: ${isLink ? 'link to it' : 'what came of it, in a few words'}`,
    validate: (text) => {
      const fault = checkEvidence(wanted, text);
      return fault === undefined ? true : `It wants ${fault}`;
    },
  });
  return answer.trim();
}
