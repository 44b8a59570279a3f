/** The ways in which an item is left out: the words for each, and what is recorded. */
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';

/** What a skip says of an item; `skipped` says no more than that it is left out. */
export type Leaving = 'not-applicable' | 'waived' | 'skipped';

/** What a person is asked who leaves an item out. */
export const whyLeft: Readonly<Record<Leaving, string>> = {
  skipped: 'Why is it left out?',
  'not-applicable': "Why doesn't it apply?",
  waived: 'Why may it pass?',
};

/** `not applicable`, `waived`, `skipped`. */
export function leavingWord(how: Leaving): string {
  return how.replace('-', ' ');
}

export function leavingFact({ item }: PlannedItem, how: Leaving, reason: string): Fact {
  const answer = how === 'skipped' ? undefined : how;
  return { kind: 'skipped', item: item.id, reason, title: item.title, answer };
}
