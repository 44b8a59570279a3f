/** Sentences on judgements that don't count, or that somebody else committed, and on what was skipped and is done. */
import { grouped } from '../../grouped.ts';
import { committedText, listText, voidedText } from '../words.ts';
import type { OwedView } from './owed.ts';
import type { CompletedView } from './since.ts';

/**
 * @param pending what waits for a sign-off, among other things
 * @param completed the items whose completion or approval is news
 */
export function judgedNotices(pending: readonly OwedView[], completed: readonly CompletedView[]): string[] {
  const voided = pending.flatMap(({ kind, item }) => {
    const signOff = kind === 'sign-off' ? item?.signOff : null;
    return signOff ? signOff.voided.map((each) => ({ ref: item?.ref, text: voidedText(each, signOff) })) : [];
  });
  const committed = completed.flatMap(({ ref, signOff }) => {
    const { judged = null } = signOff ?? {};
    if (!judged?.committedBy) return [];
    return [{ ref, text: `${judged.kind} by ${judged.by}${committedText(judged.committedBy)}` }];
  });
  const skipped = completed.flatMap(({ ref, skipped: skips }) =>
    skips.map(({ by, reason }) => ({ ref, text: `it is done, and ${by} had skipped it: ${reason}` })),
  );
  const byText = grouped([...voided, ...committed, ...skipped], ({ text }) => text);
  return [...byText].map(([text, items]) => `${listText(items.map(({ ref }) => ref ?? ''))}: ${text}`);
}
