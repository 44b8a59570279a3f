/** `undo`: takes back the person's last command for this hire; given again, it takes back the command before that. */
import { nameOf, nextHint, waitsText } from '../actions/afterwards.ts';
import { shiftText } from '../actions/away.ts';
import { longDate } from '../dates.ts';
import { isDone } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { pairsOf, shiftsOf } from '../plan/shift.ts';
import { actsIn } from '../progress/event.ts';
import { type Events, renamesIn, underPresentIds } from '../progress/reduce.ts';
import { lastBatch } from '../progress/undo.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { leaveText } from '../view/away.ts';
import { viewAnswer } from '../view/item.ts';
import { historyOf, nameOfItems } from '../view/log.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { recountSentences } from '../view/recount.ts';
import { hireFlag, stateWord } from '../view/words.ts';

export async function undo(run: OpenRun): Promise<Outcome> {
  const { record, plan, session, progress, team } = run;
  const known = [progress.hire, ...Object.values(team.people).flat()];
  const batch = lastBatch(record.events, session.by, known);
  if (!batch) {
    const remark = `There is nothing of ${session.by} to take back.`;
    return unchanged(remark, `Who did what: pm-onboard log${hireFlag(run)}`);
  }
  const after = await saveFacts(run, [{ kind: 'undone', target: batch.id }]);
  const taken = historyOf(
    actsIn(underPresentIds(batch.events, renamesIn(record.events))),
    nameOfItems(plan.items, record.events),
  ).map(({ what }) => what);
  return {
    changes: [
      ...taken.map((what) => `taken back: ${what}`),
      ...leavesBack(run, after),
      ...recountSentences(plan, after.plan),
    ],
    remarks: [
      ...fallenText(run, after, batch.events),
      ...skippedAgain(run, after),
      ...waitsText(run, after),
      ...(leaveIds(run) !== leaveIds(after) || shiftsOf(plan, after.plan).length > 0
        ? shiftText(plan, after.plan)
        : []),
    ],
    hint: nextHint(after),
  };
}

/** `Ada Lovelace is away Mon 21 Dec to Sun 3 Jan again`, for each leave that counts again. */
function leavesBack(before: Run, after: Run): string[] {
  const there = new Set(before.progress.leaves.map(({ id }) => id));
  const back = after.progress.leaves.filter(({ id }) => !there.has(id));
  const texts = new Set(back.map((leave) => leaveText(leave, after.plan.today)));
  return [...texts].map((text) => `${after.progress.hire.name} is away ${text} again`);
}

function leaveIds({ progress }: Run): string {
  return progress.leaves.map(({ id }) => id).join();
}

/** Remarks on the approvals that fall with what they approved. @param undone the events that were taken back */
function fallenText(before: Run, after: Run, undone: Events): string[] {
  return pairsOf(before.plan, after.plan).flatMap((pair) => {
    const { judged } = pair.before.progress;
    if (!judged || pair.after.progress.judged || undone.some(({ id }) => id === judged.id)) return [];
    const when = longDate(judged.on, after.plan.today);
    return [
      `The approval by ${judged.by} of ${nameOf(pair.after)}, on ${when}, falls with it; the next one needs its own.`,
    ];
  });
}

/** Remarks on the items that are skipped again, now that they aren't done any more: another copy had skipped them. */
function skippedAgain(before: Run, after: Run): string[] {
  return pairsOf(before.plan, after.plan).flatMap((pair) => {
    const { closedBy } = pair.after.progress;
    if (closedBy?.kind !== 'skipped' || !isDone(pair.before)) return [];
    const { answer } = viewAnswer(pair.after);
    const said = answer === 'waived' ? 'waived it' : answer ? 'said so' : 'skipped it';
    const word = stateWord({ state: 'skipped', answer });
    return [`${nameOf(pair.after)} is ${word} now: ${closedBy.by} had ${said}, ${closedBy.reason}`];
  });
}
