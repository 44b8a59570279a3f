/** What a screen says of the filter that it is under, and of what the filter leaves. */
import { longDate } from '../dates.ts';
import type { Filter, Wanted } from '../plan/filter.ts';
import type { Run } from '../plan/run.ts';
import { viewRole } from './item.ts';
import { lowerFirst, plural, quoted } from './words.ts';

/**
 * @param run the run with the items that the filter leaves
 * @param whole the run with all of its items
 */
export function viewFilter({ plan }: Run, whole: Run, { phase, role, dueBefore }: Wanted): Filter {
  const { id, title } = whole.program.phases.find((each) => each.id === phase) ?? { id: '', title: '' };
  const held = role === undefined ? null : viewRole(role, whole);
  const words = [
    ...(phase === undefined ? [] : [`phase ${title}`]),
    ...(held ? [`role ${lowerFirst(held.title)}`] : []),
    ...(dueBefore ? [`due before ${longDate(dueBefore, plan.today)}`] : []),
  ];
  const flags = [
    ...(phase === undefined ? [] : [`--phase ${quoted(phase)}`]),
    ...(role === undefined ? [] : [`--role ${quoted(role)}`]),
    ...(dueBefore ? [`--due-before ${dueBefore}`] : []),
  ];
  return {
    phase: phase === undefined ? null : { id, title },
    role: held ? { role: held.role, title: held.title } : null,
    dueBefore: dueBefore ?? null,
    text: `Only ${words.join(', ')}: ${leftText(plan)}.`,
    flags: flags.map((flag) => ` ${flag}`).join(''),
    of: whole.plan.totals,
  };
}

/** How the items stand that the filter leaves: `5 of 12 done, 1 in review, 2 to catch up, and 3 optional`. */
function leftText({ items, totals: { done, skipped, total } }: Run['plan']): string {
  if (items.length === 0) return 'there is nothing of that kind';
  const countOf = (which: (item: (typeof items)[number]) => boolean) => items.filter(which).length;
  const [inReview, late, optional] = [
    countOf(({ state, item }) => state === 'in review' && !item.optional),
    countOf(({ overdue }) => overdue),
    countOf(({ item }) => item.optional),
  ];
  const counts = [
    `${done} of ${total} done`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(inReview > 0 ? [`${inReview} in review`] : []),
    ...(late > 0 ? [`${late} to catch up`] : []),
  ].join(', ');
  if (optional === 0) return counts;
  return total === 0 ? `${plural(optional, 'optional item')}` : `${counts}, and ${optional} optional`;
}
