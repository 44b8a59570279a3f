/** `done`: whether items can be ticked off, and the evidence for them. */

import { exits, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { OpenRun } from '../session/run.ts';
import { checkEvidence, hireFlag } from '../view/words.ts';
import { nameOf } from './afterwards.ts';

export interface DoneOptions {
  readonly note?: string;
  readonly evidence?: string;
  readonly on?: string;
  readonly force?: boolean;
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
