/** `undo`: takes back the last command that the person who acts gave for this hire; repeated, the one before, and so on. */
import { conclude, nextHint } from '../actions/afterwards.ts';
import type { Io } from '../io.ts';
import { renamesIn, underPresentIds } from '../progress/reduce.ts';
import { lastBatch } from '../progress/undo.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { historyOf, nameOfItems } from '../view/log.ts';
import { unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

export async function undo(io: Io, options: Globals): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const { record, plan, session, progress } = run;
  const known = [progress.hire, ...Object.values(session.config.people).flat()];
  const batch = lastBatch(record.events, session.by, known);
  if (!batch) {
    const remark = `There is nothing of ${session.by} to take back.`;
    return conclude(io, unchanged(remark, `Who did what: pm-onboard log${hireFlag(run)}`));
  }
  const after = await saveFacts(run, [{ kind: 'undone', target: batch.id }]);
  const taken = historyOf(
    underPresentIds(batch.events, renamesIn(record.events)),
    nameOfItems(plan.items, record.events),
  ).map(({ what }) => what);
  return conclude(io, {
    changes: taken.map((what) => `taken back: ${what}`),
    remarks: [],
    hint: nextHint(after),
  });
}
