/** What was answered to an item: done, doesn't apply, waived, left out, or nothing that counts yet. A gate goes by it, and screens word it. */
import type { CalendarDate } from '../dates.ts';
import type { Flaw } from '../progress/reduce.ts';
import type { PlannedItem } from './plan.ts';

/**
 * `done`, `not-applicable` and `waived` settle an item; `skipped` leaves it out without saying that it may be. `in review` is done,
 * but the sign-off is pending; `returned` and `expired` are open again, by a judgement or because its days are over.
 */
export type AnswerKind =
  | 'done'
  | 'in review'
  | 'not-applicable'
  | 'waived'
  | 'skipped'
  | 'returned'
  | 'expired'
  | 'open';

export interface ItemAnswer {
  readonly kind: AnswerKind;
  /** Why it is left out, what is missing where it was returned, or why there is no evidence; null where nobody said so. */
  readonly reason: string | null;
  /** The name of the person who gave the answer; of an item that is open again, who returned it, or had done it. Null while nobody has. */
  readonly by: string | null;
  readonly on: CalendarDate | null;
  /** Why what was recorded as a waiver is none: its author is the hire. The kind is then `skipped`. */
  readonly flaw?: Flaw;
}

export function answerOf({ state, progress }: Pick<PlannedItem, 'state' | 'progress'>): ItemAnswer {
  const { closedBy, returned, ranOut, flaw } = progress;
  if (closedBy?.kind === 'skipped') {
    const { reason, by, on } = closedBy;
    return { kind: saidOf(progress) ?? 'skipped', reason, by, on, ...(flaw ? { flaw } : {}) };
  }
  if (closedBy) {
    const { by, on } = closedBy;
    const reason = (closedBy.kind === 'done' && closedBy.withoutEvidence) || null;
    return { kind: state === 'in review' ? 'in review' : 'done', reason, by, on };
  }
  if (returned)
    return { kind: 'returned', reason: returned.comment ?? null, by: returned.by, on: returned.on };
  if (ranOut) return { kind: 'expired', reason: null, by: ranOut.by, on: ranOut.on };
  return { kind: 'open', reason: null, by: null, on: null };
}

/** What is said of an item that is left out; null for every other item, for a waiver by the hire, and for what a stranger wrote. */
export function saidOf({ closedBy, flaw }: PlannedItem['progress']): 'not-applicable' | 'waived' | null {
  const answer = closedBy?.kind === 'skipped' && !flaw ? closedBy.answer : undefined;
  return answer === 'not-applicable' || answer === 'waived' ? answer : null;
}
