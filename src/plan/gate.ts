/**
 * Says whether what a checklist requires has been answered, so that a gate may open: a merge, a release. It asks for more than a plan
 * does: a reason for what is left out, the evidence that is wanted, and a second person for what is waived.
 */
import type { Program } from '../program/model.ts';
import { type Event, type EventOf, isKnown } from '../progress/event.ts';
import { effective, presentId, type Renames, renamesIn, untouched } from '../progress/reduce.ts';
import { answerOf, type ItemAnswer } from './answers.ts';
import { asOfItem, unapproved } from './count.ts';
import { withNames } from './named.ts';
import type { PlannedItem } from './plan.ts';
import type { Committer, Run } from './run.ts';
import { namesWithin } from './sign-off.ts';
import { type Unmet, unmetOf } from './traits.ts';
import { validUntil } from './valid.ts';

/** An item as the gate sees it; one that is gone from the checklist has no number. */
export interface Asked extends Pick<PlannedItem, 'item' | 'progress' | 'state' | 'validUntil'> {
  readonly ref: string | undefined;
  /** The plan's item; absent for one that is gone. */
  readonly planned?: PlannedItem;
  /** The program that the item is of: an earlier one for an item that is gone. */
  readonly program: Program;
  readonly required: boolean;
  /** The upgrade since which the checklist doesn't require it any more, although it did before; absent for any other item. */
  readonly dropped?: EventOf<'adopted'>;
}

/** An event that lets something pass: a waiver, or a completion without the evidence that is wanted. */
export type Waiver = EventOf<'skipped'> | EventOf<'done'>;

/** Why a waiver doesn't count: the owner is its author, as declared or as git has it; or git doesn't have it yet. */
export type WaiverFault = 'owner' | 'owner in git' | 'not in git';

/** Why a required item has no answer that counts. */
export type Gap =
  | 'open'
  | 'returned'
  | 'expired'
  | 'in review'
  | 'skipped'
  | 'no reason'
  | 'no evidence'
  | 'count'
  | 'trait'
  | WaiverFault;

export interface Standing extends Asked {
  readonly answer: ItemAnswer;
  /**
   * `waived`, `answered` and `not-applicable` count. `missing` doesn't, of a required item; `optional` doesn't, of one that nobody has to
   * answer.
   */
  readonly verdict: 'waived' | 'answered' | 'not-applicable' | 'missing' | 'optional';
  readonly gap?: Gap;
  /** The event that lets it pass, or was meant to. */
  readonly waiver?: Waiver;
  /** The trait that leaves the item out, or would have to be said first. */
  readonly unmet?: Unmet;
}

/** What git says of the waivers of a record that it keeps. */
export interface InGit {
  /** The author of the commit that brought an event; undefined for one that isn't committed. */
  readonly authorOf: (id: string) => Committer | undefined;
  /** Whether the author of a commit is the owner, by name or address, or has brought what the owner recorded. */
  readonly isOwner: (author: Committer) => boolean;
}

export interface Gate {
  readonly ready: boolean;
  readonly items: readonly Standing[];
  /** The items of later stages, which nobody asks for yet. */
  readonly later: readonly Asked[];
}

/** A program that the record has been pinned to, and the event that did it. */
export interface Pinned {
  readonly by: EventOf<'started'> | EventOf<'adopted'>;
  readonly program: Program;
}

/** The events that have pinned the record to a program, in order; those that were taken back are left out. */
export function pinningsIn({ record }: Pick<Run, 'record'>): Pinned['by'][] {
  return effective(record.events)
    .filter(isKnown)
    .filter((event) => event.kind === 'started' || event.kind === 'adopted');
}

/** The stages of the checklist, in the order in which the file names them first. */
export function stagesOf({ phases }: Program): string[] {
  return [...new Set(phases.flatMap(({ items }) => items.flatMap(({ stage }) => stage ?? [])))];
}

/**
 * @param pinned all programs that the record was ever pinned to, with the events that did it
 * @param stage the stage up to which items are asked for; undefined for all of them
 * @param git what git says of waivers; undefined where it doesn't keep the record
 */
export function gateOf(run: Run, pinned: readonly Pinned[], stage?: string, git?: InGit): Gate {
  const isAfter = laterStages(run, pinned, stage);
  const isLater = ({ item }: Pick<Asked, 'item'>) => item.stage !== undefined && isAfter.has(item.stage);
  const all = askedIn(run, pinned);
  const items = [
    ...all.filter((asked) => !isLater(asked)).map((asked) => standingIn(asked, run, git)),
    ...outIn(run, git).filter((standing) => !isLater(standing)),
  ];
  const isMissing = items.some(({ verdict }) => verdict === 'missing');
  return { ready: !isMissing && !run.progress.archived, items, later: all.filter(isLater) };
}

/**
 * The stages after one. A stage that the checklist doesn't have any more is none of them, and neither is one that came before it in an
 * earlier program: where an item went, no other one may be asked for later.
 */
function laterStages(
  { program }: Run,
  pinned: readonly Pinned[],
  stage: string | undefined,
): ReadonlySet<string> {
  if (stage === undefined) return new Set();
  const orders = [program, ...pinned.map((each) => each.program)].map(stagesOf);
  const isEarlier = (order: readonly string[], other: string) =>
    order.includes(other) && order.includes(stage) && order.indexOf(other) < order.indexOf(stage);
  return new Set(
    stagesOf(program).filter((other) => other !== stage && orders.every((order) => !isEarlier(order, other))),
  );
}

/** The items of the plan, and those that earlier programs required and the present one has no more. */
function askedIn(run: Run, pinned: readonly Pinned[]): Asked[] {
  const dropped = droppedIn(run, pinned);
  const there = run.plan.items.map((planned): Asked => {
    const { item, progress, state, validUntil: until, ref } = planned;
    const drop = item.optional ? dropped.get(item.id) : undefined;
    return {
      item,
      progress,
      state,
      validUntil: until,
      ref,
      planned,
      program: run.program,
      required: !item.optional || drop !== undefined,
      ...(drop?.by.kind === 'adopted' ? { dropped: drop.by } : {}),
    };
  });
  const known = new Set([...run.plan.items, ...run.plan.out].map(({ item }) => item.id));
  const gone = [...dropped].flatMap(([id, drop]) => (known.has(id) ? [] : [goneItem(run, id, drop)]));
  return [...there, ...gone];
}

interface Dropped extends Pinned {
  readonly item: PlannedItem['item'];
}

/**
 * Id of an item → the last of the programs that required it, and the upgrade after that, where the present program doesn't require
 * it. An item that has another id now is the same item.
 */
function droppedIn(run: Run, pinned: readonly Pinned[]): ReadonlyMap<string, Dropped> {
  const { record, progress } = run;
  const renamed = renamesIn(record.events);
  const present = run.program.phases.flatMap(({ items }) => items);
  const required = new Set(present.filter(({ optional }) => !optional).map(({ id }) => id));
  const last = pinned.at(-1)?.by;
  const found = new Map<string, Dropped>();
  for (const [at, { program: plain, by }] of pinned.entries()) {
    const program = withNames(plain, run.people, progress.hire.name);
    const next = pinned.slice(at + 1).find((each) => each.by.kind === 'adopted')?.by ?? last ?? by;
    for (const item of program.phases.flatMap(({ items }) => items)) {
      const id = presentIdOf(item.id, renamed, present);
      const unmet = unmetOf(item, program, progress);
      const isOut = unmet?.value !== undefined;
      if (!item.optional && !isOut && !required.has(id)) found.set(id, { item, program, by: next });
    }
  }
  return found;
}

function presentIdOf(id: string, renamed: Renames, present: readonly PlannedItem['item'][]): string {
  const now = presentId(id, renamed);
  if (present.some((item) => item.id === now)) return now;
  return present.find(({ formerly }) => formerly.includes(id) || formerly.includes(now))?.id ?? now;
}

/** An item that isn't in the plan, with what was answered to it. */
function unplanned({ progress, plan }: Run, item: PlannedItem['item'], id = item.id) {
  const own = asOfItem(item, progress.items.get(id) ?? untouched, plan.today);
  const { closedBy, ranOut } = own;
  const isApproved = own.settled || unapproved(item, own).length === 0;
  const closed = closedBy?.kind === 'skipped' ? 'skipped' : isApproved ? 'done' : 'in review';
  const done = ranOut ?? (closedBy?.kind === 'done' ? closedBy : undefined);
  const state = closedBy ? closed : 'open';
  return { item, progress: own, state, validUntil: done && validUntil(item, done) } as const;
}

/** An item that the checklist has no more. */
function goneItem(run: Run, id: string, { item, program, by }: Dropped): Asked {
  return {
    ...unplanned(run, item, id),
    ref: undefined,
    program,
    required: true,
    ...(by.kind === 'adopted' ? { dropped: by } : {}),
  };
}

/**
 * The items that the answers to what the checklist asks leave out. Where nobody has said what one depends on, it needs an answer of
 * its own.
 */
function outIn(run: Run, git: InGit | undefined): Standing[] {
  const { plan, program } = run;
  return plan.out.map(({ ref, item, unmet }) => {
    const asked = { ...unplanned(run, item), ref, program, required: !item.optional };
    return unmet.value === undefined ? undecided(standingOf(asked, run, git), unmet) : leftOut(asked, unmet);
  });
}

function undecided(standing: Standing, unmet: Unmet): Standing {
  return standing.gap === 'open' ? { ...standing, unmet, gap: 'trait' } : { ...standing, unmet };
}

/** An item that doesn't apply, whatever was answered to it. */
function leftOut(asked: Asked, unmet: Unmet): Standing {
  const answer = { kind: 'open', reason: null, by: null, on: null } as const;
  return { ...asked, answer, verdict: 'not-applicable', unmet };
}

/** As {@link standingOf}; what was done before it was said not to apply is in the plan still, and only counts where it is complete. */
function standingIn(asked: Asked, run: Run, git: InGit | undefined): Standing {
  const standing = standingOf(asked, run, git);
  if (standing.verdict !== 'missing' || asked.ref === undefined) return standing;
  const unmet = unmetOf(asked.item, run.program, run.progress);
  return unmet?.value === undefined ? standing : leftOut(asked, unmet);
}

function standingOf(asked: Asked, run: Run, git: InGit | undefined): Standing {
  const answer = answerOf(asked);
  const faultOf = (event: Waiver) => waiverFault(event, run, git);
  const done = doneStanding(asked, answer, faultOf);
  if (done && !done.gap) return { ...asked, answer, ...done };
  // Of what was left out, the last answer that counts is taken, whatever came after it: a forged one takes nothing away.
  const skips = asked.progress.closings.filter((event) => event.kind === 'skipped').reverse();
  const all = skips.map((event) => skipStanding(event, faultOf));
  const [first] = all;
  const skip = all.find(({ gap }) => !gap) ?? (done ? undefined : first);
  const open: Said = { verdict: 'missing', gap: openGap(answer) };
  const said = skip ?? done ?? open;
  const verdict = said.verdict === 'missing' && !asked.required ? 'optional' : said.verdict;
  return { ...asked, answer: skip?.answer ?? answer, ...said, verdict };
}

type Said = Pick<Standing, 'verdict' | 'gap' | 'waiver'> & { readonly answer?: ItemAnswer };

function openGap({ kind }: ItemAnswer): Gap {
  return kind === 'returned' || kind === 'expired' ? kind : 'open';
}

/** What a completion says at a gate; undefined where there is none. */
function doneStanding(
  { item, progress, state }: Asked,
  { kind }: ItemAnswer,
  faultOf: (event: Waiver) => WaiverFault | undefined,
): Said | undefined {
  const { closedBy, counted, judged } = progress;
  if (kind !== 'done' && kind !== 'in review') return undefined;
  const { target } = item.count ?? {};
  if (target !== undefined && counted < target) return { verdict: 'missing', gap: 'count' };
  if (state === 'in review') return { verdict: 'missing', gap: 'in review' };
  if (item.evidence === 'none' || (closedBy?.kind === 'done' && isSaid(closedBy.evidence)))
    return { verdict: 'answered' };
  // A sum says nothing of evidence.
  if (closedBy?.kind !== 'done' || !isSaid(closedBy.withoutEvidence))
    return { verdict: 'missing', gap: 'no evidence' };
  // Whoever has approved it has seen that there is none.
  const fault = judged ? undefined : faultOf(closedBy);
  return fault
    ? { verdict: 'missing', gap: fault, waiver: closedBy }
    : { verdict: 'waived', waiver: closedBy };
}

function skipStanding(event: EventOf<'skipped'>, faultOf: (event: Waiver) => WaiverFault | undefined): Said {
  const { reason, by, on } = event;
  const kind = event.answer === 'waived' || event.answer === 'not-applicable' ? event.answer : 'skipped';
  const answer: ItemAnswer = { kind, reason, by, on };
  if (kind === 'skipped') return { answer, verdict: 'missing', gap: 'skipped' };
  if (!isSaid(reason)) return { answer, verdict: 'missing', gap: 'no reason' };
  if (kind === 'not-applicable') return { answer, verdict: 'not-applicable' };
  const gap = faultOf(event);
  return gap
    ? { answer, verdict: 'missing', gap, waiver: event }
    : { answer, verdict: 'waived', waiver: event };
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function waiverFault({ by, id }: Waiver, run: Run, git: InGit | undefined): WaiverFault | undefined {
  if (isOwnerOf(run)(by)) return 'owner';
  if (!git) return undefined;
  const author = git.authorOf(id);
  if (!author) return 'not in git';
  return git.isOwner(author) ? 'owner in git' : undefined;
}

/** Returns a test: whether a name is one of the owner's, or of whoever was the owner before: a run that changes hands forgets nobody. */
export function isOwnerOf({ record, progress: { hire }, people, team }: Run): (name: string) => boolean {
  const circle = { hire, people, team: Object.values(team.people).flat() };
  const known = effective(record.events).filter(isKnown);
  const [begun] = known.filter((event) => event.kind === 'started');
  const changed = known.filter((event) => event.kind === 'changed');
  const names = [begun, ...changed].flatMap((event) => [event?.name ?? [], event?.handles ?? []].flat());
  const tests = [...new Set([hire.name, ...names])].map((name) => namesWithin(circle, name));
  return (name) => tests.some((isThem) => isThem(name));
}

/** The ids of what lets something pass and isn't the owner's: only where there is any, git has to be asked. */
export function waiversIn(run: Run, { items }: Gate): string[] {
  const isOwner = isOwnerOf(run);
  const isWaiver = (event: Standing['progress']['closings'][number]) =>
    event.kind === 'skipped'
      ? event.answer === 'waived'
      : event.kind === 'done' && isSaid(event.withoutEvidence);
  return items.flatMap(({ progress }) =>
    progress.closings.filter((event) => isWaiver(event) && !isOwner(event.by)).map(({ id }) => id),
  );
}

/** The ids of what the owner recorded: who has committed it is the owner in git too. */
export function ownersEvents(run: Run): string[] {
  const isOwner = isOwnerOf(run);
  return run.record.events.filter(({ by }) => isOwner(by)).map(({ id }: Pick<Event, 'id'>) => id);
}
