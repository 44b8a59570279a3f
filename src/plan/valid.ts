/** How long what was done counts, for an item with `valid-for`: on the day after that it is open again, as if it had never been done. */
import { addDays, type CalendarDate } from '../dates.ts';
import type { Item } from '../program/model.ts';
import { byOrder, type EventOf } from '../progress/event.ts';
import type { ItemProgress } from '../progress/reduce.ts';

/** What decides how long a completion counts. A sum doesn't run out: a checklist can't have both keys, a stranger's program may. */
export interface Lasting {
  readonly validFor?: Item['validFor'] | undefined;
  readonly count?: Item['count'] | undefined;
}

/** The last day on which a completion counts; undefined where it counts for good. */
export function validUntil(
  { validFor, count }: Lasting,
  { on }: { readonly on: CalendarDate },
): CalendarDate | undefined {
  return validFor === undefined || count ? undefined : addDays(on, validFor);
}

/**
 * The progress of an item on a day. What has run out closes it no more, and neither does a skip from before that: `ranOut` is then
 * the completion that counted longest, unless what came after it was returned. Of several completions that still count, an
 * approved one closes the item, else the one that counts longest.
 */
export function asOfDay(item: Lasting, progress: ItemProgress, today: CalendarDate): ItemProgress {
  if (item.validFor === undefined || item.count) return progress;
  const done = progress.closings.filter((each) => each.kind === 'done');
  if (done.length === 0) return progress;
  const counts = (each: EventOf<'done'>) => (validUntil(item, each) ?? today) >= today;
  const past = done.filter((each) => !counts(each));
  const { closedBy } = progress;
  const isFinal =
    Boolean(progress.judged ?? progress.settled) && closedBy?.kind === 'done' && counts(closedBy);
  if (isFinal || (past.length === 0 && done.length === 1)) return progress;

  const { closedBy: _, judged: _too, approvals: _of, settled: _it, returned: _all, flaw, ...rest } = progress;
  const closings = progress.closings.filter((each) =>
    each.kind === 'done' ? counts(each) : past.every((other) => byOrder(other, each) < 0),
  );
  const lasting = done.filter(counts);
  const closing =
    lasting.findLast(({ id }) => approvalsOf(id, progress).length > 0) ??
    longest(lasting) ??
    (closedBy && closings.includes(closedBy) ? closedBy : closings.at(-1));
  if (closing) {
    const approvals = approvalsOf(closing.id, progress);
    const judged = approvals.at(-1);
    return {
      ...rest,
      closings,
      closedBy: closing,
      ...(judged ? { judged, approvals } : {}),
      ...(closing === closedBy && flaw ? { flaw } : {}),
    };
  }
  const ranOut = longest(past) as EventOf<'done'>;
  const last = validOf(progress).at(-1);
  const returned = last?.kind === 'returned' && byOrder(ranOut, last) < 0 ? last : undefined;
  return { ...rest, closings, ...(returned ? { returned } : { ranOut }) };
}

function longest(done: readonly EventOf<'done'>[]): EventOf<'done'> | undefined {
  return done.reduce<EventOf<'done'> | undefined>(
    (found, each) => (found && found.on > each.on ? found : each),
    undefined,
  );
}

function validOf({ judgements = [] }: ItemProgress) {
  return judgements.filter(({ flaw }) => !flaw).map(({ event }) => event);
}

/** The approvals of a completion since it was last returned. */
function approvalsOf(id: string, progress: ItemProgress): EventOf<'approved'>[] {
  const own = validOf(progress).filter(({ of }) => of === id);
  const since = own.slice(own.findLastIndex(({ kind }) => kind === 'returned') + 1);
  return since.filter((event) => event.kind === 'approved');
}
