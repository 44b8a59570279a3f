import type { CalendarDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { evidenceFrom } from '../session/link-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { type Outcome, together } from '../view/outcome.ts';
import { hireFlag, listText } from '../view/words.ts';
import { changedItems, doneOutcome, nameOf } from './afterwards.ts';
import { countedOutcome, countFact } from './count.ts';
import { fewWords, wordsFrom } from './input.ts';
import { chosenItems } from './pick.ts';

export interface DoneOptions {
  readonly note?: string;
  readonly evidence?: string;
  /** Why an item is done without the evidence that it wants. */
  readonly withoutEvidence?: string;
  readonly on?: string;
  readonly force?: boolean;
  /** A task list whose ticks are taken. */
  readonly from?: string;
  readonly yes?: boolean;
}

/** An item that the command is about. */
export interface Tick {
  readonly planned: PlannedItem;
  /** Whether it goes up by one, since it was ticked in the list and its count has not reached the target. */
  readonly counts: boolean;
}

export interface Ticks {
  readonly ticks: readonly Tick[];
  /** The named items that are done. */
  readonly already: readonly PlannedItem[];
  /** Whether there was anything to tick. */
  readonly isOffered: boolean;
}

/** What was said of the evidence for an item. */
export type Proof = Pick<Extract<Fact, { kind: 'done' }>, 'evidence' | 'withoutEvidence'>;

/**
 * The named items; without names, those that the person at the terminal ticks in the list of what is late, today's and running.
 * @param day the day on which they were done
 * @throws UserError for an item that can't be ticked off yet; with exit 4 where nothing is named and nobody can be asked
 */
export async function ticksFrom(
  run: OpenRun,
  names: readonly string[],
  { force = false }: DoneOptions,
  day: CalendarDate,
): Promise<Ticks> {
  if (names.length === 0) {
    const { listed } = await import('./done-asked.ts');
    return listed(run);
  }
  const chosen = await chosenItems(run, names, {
    command: 'done',
    outcome: 'ticked off',
    state: 'open',
    fits: isToDo,
    already: isDone,
  });
  const isSettled = (planned: PlannedItem) => isDone(planned) && !isRenewed(planned, day);
  const ready = chosen.filter((planned) => !isSettled(planned));
  const faults = force ? [] : ready.flatMap((planned) => faultOf(planned, ready, run) ?? []);
  if (faults[0]) throw faults[0];
  const ticks = ready.map((planned) => ({ planned, counts: false }));
  return { ticks, already: chosen.filter(isSettled), isOffered: true };
}

/**
 * Whether doing the item again on that day starts its days anew, before they are over. What is signed off was approved as it was
 * handed in, so that it has to be opened first.
 */
function isRenewed(
  { state, item, validUntil, progress: { closedBy } }: PlannedItem,
  day: CalendarDate,
): boolean {
  const isValid = state === 'done' && validUntil !== undefined && !item.signOff;
  return isValid && closedBy !== undefined && day > closedBy.on;
}

/** The error for an item that waits for another, or whose count has not reached the target; undefined if it can be ticked off. */
function faultOf(planned: PlannedItem, ready: readonly PlannedItem[], run: Run): UserError | undefined {
  const { ref, item, progress } = planned;
  if (openBlockers(planned, ready, run).length > 0)
    return new UserError(
      waitsText(planned, ready, run),
      'do that first, or say --force if it is done all the same',
    );
  const target = item.count?.target;
  if (target === undefined || progress.counted >= target) return undefined;
  return new UserError(
    `${nameOf(planned)} is at ${progress.counted} of ${target}`,
    `count one more: pm-onboard count ${ref}${hireFlag(run)}; or close it as it is with --force`,
  );
}

/** The items that it waits for. A blocking item that the same command ticks off doesn't count as open. */
export function openBlockers({ state, blockers }: PlannedItem, ready: readonly PlannedItem[], { plan }: Run) {
  if (state !== 'blocked') return [];
  return plan.items.filter((other) => blockers.includes(other.item.id) && !ready.includes(other));
}

export function waitsText(planned: PlannedItem, ready: readonly PlannedItem[], run: Run): string {
  return `${nameOf(planned)} waits for ${openBlockers(planned, ready, run).map(nameOf).join(', ')}`;
}

/**
 * The items that evidence is taken for: those that want some. Where `--evidence` is given and none wants any, it goes to all.
 * @throws UserError where `--without-evidence` is given, and none wants any
 */
export function wantingProof(ticks: readonly Tick[], options: DoneOptions): PlannedItem[] {
  const closing = ticks.filter(({ counts }) => !counts).map(({ planned }) => planned);
  const wanting = closing.filter(({ item }) => item.evidence !== 'none');
  if (wanting.length > 0) return wanting;
  if (options.withoutEvidence !== undefined && closing.length > 0)
    throw new UserError(
      `--without-evidence: ${listText(closing.map(nameOf))} ${agreeing(closing.length, 'asks', 'ask')} for none`,
      'leave it out',
    );
  return options.evidence === undefined ? [] : closing;
}

/**
 * The evidence for an item, or why there is none, from the flags or from the person at the terminal.
 * @throws UserError for evidence that can't be used; with exit 4 where it is missing and nobody can be asked
 */
export async function proofFor(run: OpenRun, planned: PlannedItem, options: DoneOptions): Promise<Proof> {
  const { evidence: wanted } = planned.item;
  if (options.evidence !== undefined)
    return {
      evidence: evidenceFrom(options.evidence, wanted, `--evidence: ${nameOf(planned)}`),
    };
  const flag = '--without-evidence';
  const reason = wordsFrom(options.withoutEvidence, flag, 'say why there is none');
  if (reason !== undefined) return { withoutEvidence: reason };
  if (run.session.mayAsk) return (await import('./done-asked.ts')).askProof(run, planned);
  throw new UserError(
    `${nameOf(planned)} wants ${wanted === 'url' ? 'a link' : 'a few words'} as evidence`,
    `give it with --evidence; where there is none, say why with ${flag}`,
    exits.needsInput,
  );
}

/** What is said to who ticks off what isn't done yet. */
export const tickThen = 'tick it off when it is done';

/** @throws UserError for a placeholder */
export function noteFrom({ note }: DoneOptions): string | undefined {
  return wordsFrom(note?.trim() || undefined, '--note', fewWords);
}

/** What is recorded of an item; the note stands by itself where the item only goes up by one. */
export function factsOf(
  { planned, counts }: Tick,
  proof: Proof | undefined,
  note: string | undefined,
): readonly Fact[] {
  const { item, undated } = planned;
  const due = undated ? undefined : planned.due;
  if (counts)
    return [
      countFact(planned, 1),
      ...(note === undefined ? [] : [{ kind: 'noted', item: item.id, text: note } as const]),
    ];
  return [{ kind: 'done', item: item.id, note, ...proof, title: item.title, due }];
}

/**
 * What was ticked off and counted, what had been before, and what comes next.
 * @param proofs the evidence of the items; what `--evidence` gave is said where it was recorded in another form
 */
export function tickedOutcome(
  ticks: readonly Tick[],
  already: readonly PlannedItem[],
  proofs: ReadonlyMap<PlannedItem, Proof>,
  { before, after, given }: { before: Run; after: Run; given: string | undefined },
): Outcome {
  const itemsWith = (counting: boolean) =>
    ticks.filter(({ counts }) => counts === counting).map(({ planned }) => planned);
  const recorded = [...proofs.values()].flatMap(({ evidence }) => evidence ?? []);
  const other = given === undefined ? [] : recorded.filter((evidence) => evidence !== given.trim());
  const outcome = together([
    doneOutcome(changedItems(after, itemsWith(false)), already, before, after),
    ...itemsWith(true).map((planned) => countedOutcome(planned, before, after)),
  ]);
  return {
    ...outcome,
    remarks: [...new Set(other.map((link) => `The link is recorded as ${link}`)), ...outcome.remarks],
  };
}
