/** `plan [hire]`: prints the whole plan; with `--catch-up`, finds new due dates for what is late, and with `--yes` saves them. */
import { nextHint } from '../actions/afterwards.ts';
import { longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { longWork } from '../long-work.ts';
import { type Format, printView } from '../output.ts';
import { type CatchUp, catchingUp } from '../plan/catch-up.ts';
import type { Move } from '../plan/spread.ts';
import type { Fact } from '../progress/event.ts';
import { catchUpRenderer } from '../render/catch-up.ts';
import { planRenderer } from '../render/plan.ts';
import { nearestHint } from '../session/lookup.ts';
import { foresee, type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { idleSentence, viewCatchUp } from '../view/catch-up.ts';
import { foreseenOutcome, type Outcome, unchanged } from '../view/outcome.ts';
import { type Span, spans, viewPlan } from '../view/plan.ts';
import { hireFlag, plural } from '../view/words.ts';

interface PlanOptions extends Format {
  readonly by?: string;
  readonly catchUp?: boolean;
  readonly yes?: boolean;
  /** Show the items that the hire's traits leave out as well. */
  readonly all?: boolean;
}

export async function plan(run: OpenRun, options: PlanOptions): Promise<Outcome | undefined> {
  if (options.catchUp) return newDates(run, options);
  await printView(
    run.session.io,
    options,
    viewPlan(run),
    planRenderer(spanFrom(options.by), run, options.all),
  );
  return undefined;
}

/** @throws UserError for a word that is no span */
function spanFrom(text: string = 'week'): Span {
  const span = spans.find((each) => each === text);
  if (span) return span;
  throw new UserError(`--by: "${text}" is not known`, nearestHint(text, spans));
}

/** The plan to catch up; where it takes many plans to find it, a line at the terminal says how many it has tried. */
function tried(run: OpenRun, again: (moves: readonly Move[]) => OpenRun): Promise<CatchUp> {
  return longWork(run.session.io, 'Trying new dates', async (step) => {
    const trying = catchingUp(run);
    let next = trying.next();
    for (let plans = 1; !next.done; plans += 1) {
      await step(plans);
      next = trying.next(again(next.value));
    }
    return next.value;
  });
}

async function newDates(run: OpenRun, options: PlanOptions): Promise<Outcome> {
  refuseOver(run);
  const factsOf = (moves: readonly Move[]) =>
    moves.map(({ id, due }): Fact => ({ kind: 'moved', item: id, due }));
  const found = await tried(run, (moves) => foresee(run, factsOf(moves)));
  const view = viewCatchUp(run, found);
  const idle = idleSentence(view);
  const saved = run.session.globals.saved ?? [];
  const after = options.yes && !idle ? await saveFacts(run, factsOf(found.moves)) : undefined;
  if (options.json || !idle)
    await printView(run.session.io, options, { ...view, changed: saved }, catchUpRenderer(run));
  if (idle) return unchanged(idle, nextHint(run));
  if (!after) return foreseenOutcome(`pm-onboard plan --catch-up --yes${hireFlag(run)}`);
  const last = longDate(found.after.end, run.plan.today);
  return {
    changes: [`${plural(view.moves.length, 'item')} got new dates; nothing is due later than ${last}`],
    remarks: [
      'From now on these dates are exact: leave, or another start, no longer moves them.',
      `To take all of them back: pm-onboard undo${hireFlag(run)}`,
    ],
    hint: nextHint(after),
  };
}
