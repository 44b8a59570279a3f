/** `undo`: takes back the person's last command for this hire; given again, it takes back the command before that. */
import { nextHint } from '../actions/afterwards.ts';
import { renamesIn, underPresentIds } from '../progress/reduce.ts';
import { lastBatch } from '../progress/undo.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { historyOf, nameOfItems } from '../view/log.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

export async function undo(run: OpenRun): Promise<Outcome> {
  const { record, plan, session, progress } = run;
  const known = [progress.hire, ...Object.values(session.config.people).flat()];
  const batch = lastBatch(record.events, session.by, known);
  if (!batch) {
    const remark = `There is nothing of ${session.by} to take back.`;
    return unchanged(remark, `Who did what: pm-onboard log${hireFlag(run)}`);
  }
  const after = await saveFacts(run, [{ kind: 'undone', target: batch.id }]);
  const taken = historyOf(
    underPresentIds(batch.events, renamesIn(record.events)),
    nameOfItems(plan.items, record.events),
  ).map(({ what }) => what);
  return {
    changes: taken.map((what) => `taken back: ${what}`),
    remarks: [],
    hint: nextHint(after),
  };
}
