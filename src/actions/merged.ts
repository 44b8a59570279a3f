/** What a merge of two copies of a record has changed beyond the sum of both, for `share --receive` and `sync`. */
import { type CalendarDate, longDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import { isDone } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { EventOf } from '../progress/event.ts';
import type { HireRecord } from '../progress/record.ts';
import { bindingAt, reduceEvents } from '../progress/reduce.ts';
import { runOf } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { skipsOf, viewItem, viewRole } from '../view/item.ts';
import { recountSentences } from '../view/recount.ts';
import { listText, voidedText } from '../view/words.ts';
import { nameOf } from './afterwards.ts';

/**
 * Sentences on a run of a checklist that another copy had begun otherwise, on the items that are done or open again by their count since the merge, on those that one copy has done and the
 * other skipped, on judgements that don't count, and on roles that both copies have assigned.
 * @param before the record before the merge; undefined if the hire is new here
 * @returns an empty list where a run can't be planned: its own commands say why
 */
export function mergeSentences(
  session: Session,
  before: HireRecord | undefined,
  after: HireRecord,
): string[] {
  const [was, is] = [before, after].map((record) => record && attempt(() => runFrom(session, record)));
  if (!was || !is) return [];
  return [
    ...begunApart(was, is, session.today),
    ...recountSentences(was.plan, is.plan),
    ...doneAllTheSame(was, is),
    ...voidedSince(was, is),
    ...assignedTwice(was, is, session.today),
  ];
}

/** Whose start of a checklist's run counts now, where this copy had it of another owner, with another date or for other traits. */
function begunApart(before: Run, after: Run, today: CalendarDate): string[] {
  const [was, is] = [before, after].map(startIn);
  if (!was || !is || was.id === is.id) return [];
  const [then, now] = [was, is].map((start) => startText(start, today));
  if (then === now) return [];
  const [other, counts] = [was, is].map(({ by, on }) => `by ${by} on ${longDate(on, today)}`);
  return [`Begun twice: ${counts}, ${now}; that counts, not ${other}, ${then}`];
}

/** The start that counts, see {@link reduceEvents}; undefined for the run of a hire. */
function startIn({ record, progress }: Run): EventOf<'started'> | undefined {
  const isStart = (event: { readonly kind: string }): event is EventOf<'started'> => event.kind === 'started';
  return progress.hire.subject === undefined ? undefined : record.events.find(isStart);
}

/** `owned by Grace Hopper, due Thu 10 Dec, kind fix`. */
function startText({ name, start, end, traits = [] }: EventOf<'started'>, today: CalendarDate): string {
  const dates = end === undefined ? `from ${longDate(start, today)} on` : `due ${longDate(end, today)}`;
  const facts = traits.map((trait) => trait.replace('=', ' '));
  return [`owned by ${name}`, dates, ...facts].join(', ');
}

function doneAllTheSame(before: Run, after: Run): string[] {
  const known = new Set(before.plan.items.flatMap(skipsOf).map(({ id }) => id));
  return after.plan.items.filter(isDone).flatMap((planned) =>
    skipsOf(planned)
      .filter(({ id }) => !known.has(id))
      .map(({ by, reason }) => `${nameOf(planned)} is ${planned.state}; ${by} had skipped it: ${reason}`),
  );
}

function voidedSince(before: Run, after: Run): string[] {
  const known = new Set(before.plan.items.flatMap((planned) => voidedIds(planned.progress)));
  return after.plan.items.flatMap((planned) => {
    if (voidedIds(planned.progress).every((id) => known.has(id))) return [];
    const { signOff } = viewItem(planned, after);
    const [last] = signOff?.voided.slice(-1) ?? [];
    return signOff && last ? [`${nameOf(planned)}: ${voidedText(last, signOff)}`] : [];
  });
}

function voidedIds({ judgements = [] }: Run['plan']['items'][number]['progress']): string[] {
  return judgements.flatMap(({ event, flaw }) => (flaw ? [event.id] : []));
}

/** Names both of two bindings of a role, wherever the merge has brought one beside another. */
function assignedTwice(before: Run, after: Run, today: CalendarDate): string[] {
  return [...after.progress.bindings].flatMap(([role, bindings]) => {
    const known = before.progress.bindings.get(role) ?? [];
    const had = known.findLast(({ until }) => !until)?.event;
    const came = bindings.findLast(
      ({ event, until }) => !until && !known.some((each) => each.event.id === event.id),
    )?.event;
    if (!had || !came || had.people.join() === came.people.join()) return [];
    const { title } = viewRole(role, after);
    const counts = bindingAt(after.progress, role, { on: today });
    const [last, other] = counts?.id === had.id ? [had, came] : [came, had];
    return [`${title}: ${boundText(last, today)}; that counts, not ${boundText(other, today)}`];
  });
}

/** `Ben Buddy, assigned by Lea Lead on Mon 19 Oct`. */
function boundText({ people, by, on, from, to }: EventOf<'assigned'>, today: CalendarDate): string {
  const days = `${from ? ` from ${longDate(from, today)}` : ''}${to ? ` to ${longDate(to, today)}` : ''}`;
  return `${listText(people) || 'nobody'}${days}, assigned by ${by} on ${longDate(on, today)}`;
}

function runFrom(session: Session, record: HireRecord): Run | undefined {
  const progress = reduceEvents(record);
  if (!progress) return undefined;
  const { id, name, handles } = progress.hire;
  return runOf(session, { id, name, handles, record, progress });
}
