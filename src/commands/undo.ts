/** `undo`: takes back the caller's last command on the record; again and again, one by one. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { renamesIn, underPresentIds } from '../progress/reduce.ts';
import { lastBatch } from '../progress/undo.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { hireFlag } from '../shell.ts';
import { nextHint } from '../view/done.ts';
import { historyOf, nameOfItems } from '../view/log.ts';

export async function undo(io: Io, options: Globals): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const { record, plan, session, progress } = run;
  const known = [progress.hire, ...Object.values(session.config.people).flat()];
  const batch = lastBatch(record.events, session.by, known);
  if (!batch) {
    printOutcome(io, {
      changes: [],
      remarks: [`There is nothing of ${session.by} to take back.`],
      hint: `Who did what: pm-onboard log${hireFlag(run)}`,
    });
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'undone', target: batch.id }]);
  const taken = historyOf(
    underPresentIds(batch.events, renamesIn(record.events)),
    nameOfItems(plan.items, record.events),
  ).map(({ what }) => what);
  printOutcome(io, {
    changes: taken.map((what) => `taken back: ${what}`),
    remarks: [],
    hint: nextHint(after),
  });
  return exits.ok;
}
