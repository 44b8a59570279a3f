/**
 * For `run next`: goes through the open items of a checklist's run at a terminal, a question at a time, and saves each answer before
 * the next question. A chunk of its own.
 */
import { exits, isUserError, UserError } from '../../errors.ts';
import { printOutcome } from '../../output.ts';
import { asOfItem } from '../../plan/count.ts';
import { nextItems } from '../../plan/pace.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import type { Fact } from '../../progress/event.ts';
import { isOver, type Progress, untouched } from '../../progress/reduce.ts';
import { type OpenRun, saveFacts } from '../../session/run.ts';
import { viewItem } from '../../view/item.ts';
import { type Outcome, unchanged } from '../../view/outcome.ts';
import { actLines } from '../../view/walk.ts';
import { countText, hireFlag, plural } from '../../view/words.ts';
import { changedItems, nameOf, unblockedText } from '../afterwards.ts';
import { factsOf, type Tick, tickedOutcome } from '../done.ts';
import { askProof } from '../done-asked.ts';
import { askWords } from '../input.ts';
import { type Leaving, leavingFact, leavingWord, whyLeft } from '../leaving.ts';
import { isHire } from '../review/decide.ts';

/** What can be answered to an item beside that it is done. */
const ways: Readonly<Record<Leaving, { readonly choice: string }>> = {
  'not-applicable': { choice: "It doesn't apply here" },
  waived: { choice: 'Waive it: it may pass as it is' },
  skipped: { choice: 'Leave it out' },
};

type Choice = 'done' | Leaving | 'later' | 'stop';

interface Answered {
  readonly run: OpenRun;
  readonly outcome: Outcome;
}

/**
 * Asks about each item that can be acted on now, with those that an answer makes possible. Whoever breaks off keeps what was
 * answered before.
 */
export async function walkItems(start: OpenRun): Promise<void> {
  let run = start;
  let answers = 0;
  const put = new Set<string>();
  /** What has just been counted is asked again, with its new sum. */
  let again: string | undefined;
  try {
    for (;;) {
      const items = offered(run);
      const planned =
        items.find(({ item }) => item.id === again) ?? items.find(({ item }) => !put.has(item.id));
      if (!planned) break;
      const choice = await askChoice(run, planned);
      if (choice === 'stop') break;
      put.add(planned.item.id);
      again = choice === 'done' && planned.item.count ? planned.item.id : undefined;
      if (choice === 'later') continue;
      const { run: after, outcome } = await answer(run, planned, choice);
      answers += 1;
      run = after;
      printOutcome(run.session.io, { ...outcome, hint: '' });
    }
  } catch (error) {
    throw answers === 0 ? error : savedSoFar(error, start);
  }
  printOutcome(run.session.io, endOutcome(run, answers));
}

/** What the owner can do now, as `next` has it, then what others can do. */
export function offered(run: Run): PlannedItem[] {
  const theirs = run.plan.items.filter((planned) => planned.state === 'waiting');
  const own = nextItems(run);
  return [...own, ...theirs.filter((planned) => !own.includes(planned))];
}

async function askChoice(run: OpenRun, planned: PlannedItem): Promise<Choice> {
  const { askOne } = await import('../../prompts.ts');
  const { ref } = planned;
  const view = viewItem(planned, run);
  const { io } = run.session;
  // A space between what was answered and what is asked now; speech has the question for that.
  if (!io.speech) io.stderr.write('\n');
  printOutcome(io, { changes: [], remarks: actLines(planned, view, run), hint: '' });
  const isCounting = isMore(planned);
  const done = isCounting && view.count ? `One more is done (${countText(view.count)})` : 'Done';
  const offers: Leaving[] = ['not-applicable', ...(isHire(run) ? [] : (['waived'] as const)), 'skipped'];
  const choice = await askOne(`What about ${ref}?`, [
    { name: done, value: 'done' },
    ...offers.map((value) => ({
      name: `${ways[value].choice}, with a reason`,
      value,
      short: ways[value].choice,
    })),
    { name: 'Later', value: 'later' },
    { name: 'Stop here', value: 'stop' },
  ]);
  return choice as Choice;
}

async function answer(run: OpenRun, planned: PlannedItem, choice: 'done' | Leaving): Promise<Answered> {
  if (choice === 'done') return ticked(run, planned);
  const reason = await askWords(whyLeft[choice]);
  const saved = await save(run, planned, [leavingFact(planned, choice, reason)]);
  if (!saved.isOpen) return closedMeanwhile(saved.run, planned);
  const remarks = unblockedText(run, saved.run);
  return {
    run: saved.run,
    outcome: { changes: [`${nameOf(planned)}: ${leavingWord(choice)}, ${reason}`], remarks, hint: '' },
  };
}

async function ticked(run: OpenRun, planned: PlannedItem): Promise<Answered> {
  const tick: Tick = { planned, counts: isMore(planned) };
  const isAsked = !tick.counts && planned.item.evidence !== 'none';
  const proof = isAsked ? await askProof(run, planned) : undefined;
  const saved = await save(run, planned, factsOf(tick, proof, undefined));
  if (!saved.isOpen) return closedMeanwhile(saved.run, planned);
  const proofs = new Map(proof ? [[planned, proof]] : []);
  return {
    run: saved.run,
    outcome: tickedOutcome([tick], [], proofs, { before: run, after: saved.run, given: undefined }),
  };
}

/** Whether more is to be counted for the item. */
function isMore({ item, progress }: PlannedItem): boolean {
  return item.count !== undefined && progress.counted < (item.count.target ?? Number.POSITIVE_INFINITY);
}

/** Saves the answer unless somebody else has closed the item, or ended the run, since the question was put. */
async function save(run: OpenRun, { item }: PlannedItem, facts: readonly Fact[]) {
  let isOpen = true;
  const after = await saveFacts(run, (now: Progress) => {
    const present = asOfItem(item, now.items.get(item.id) ?? untouched, run.plan.today);
    isOpen = !isOver(now) && present.closedBy === undefined;
    return isOpen ? facts : [];
  });
  return { run: after, isOpen };
}

function closedMeanwhile(run: OpenRun, planned: PlannedItem): Answered {
  const [now = planned] = changedItems(run, [planned]);
  const { closedBy } = now.progress;
  const what = closedBy
    ? `${nameOf(now)} was answered meanwhile, by ${closedBy.by}`
    : 'The run was ended meanwhile';
  return { run, outcome: unchanged(`${what}; nothing was recorded here.`) };
}

/** How many were answered, what is left, and the command that comes next. */
function endOutcome(run: OpenRun, answers: number): Outcome {
  const { plan } = run;
  const left = plan.items.filter((planned) => isToDo(planned) && !planned.item.optional);
  const inReview = plan.items.filter(({ state }) => state === 'in review');
  const own = left.filter(isOwnDuty).length;
  const others = left.length - own;
  const flag = hireFlag(run);
  const remarks = [
    answers === 0 ? 'Nothing was answered.' : `${plural(answers, 'answer')} saved.`,
    ...(left.length > 0
      ? [`Still open: ${plural(left.length, 'item')}${others > 0 ? `, ${others} of them with others` : ''}.`]
      : []),
    ...(inReview.length > 0 ? [`To be signed off: ${inReview.map(nameOf).join(', ')}`] : []),
  ];
  if (left.length + inReview.length === 0)
    return { changes: [], remarks, hint: 'That was all of it:', commands: [`pm-onboard finish${flag}`] };
  return { changes: [], remarks, hint: 'How it stands:', commands: [`pm-onboard status${flag}`] };
}

/** The error to show for a walk that failed or was broken off after something was saved. */
function savedSoFar(error: unknown, { run, record }: OpenRun): unknown {
  if (!isUserError(error) || error.exit !== exits.interrupted) return error;
  const hint = `go on with: pm-onboard run next ${run ?? record.hire}`;
  return new UserError('interrupted; what you answered before is saved', hint, exits.interrupted);
}
