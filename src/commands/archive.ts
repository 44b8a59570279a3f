/** `archive <hire>`: puts away the run of somebody who leaves; the record is kept, and other commands leave it out. */
import { wordsFrom } from '../actions/input.ts';
import { longDate } from '../dates.ts';
import { calendarOfRun } from '../plan/run.ts';
import { reopened } from '../session/checklists.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { type Outcome, unchanged, undoHint } from '../view/outcome.ts';
import { hireFlag, nameOfRun } from '../view/words.ts';

interface ArchiveOptions {
  readonly reason?: string;
}

export async function archive(run: OpenRun, options: ArchiveOptions): Promise<Outcome> {
  const reason = wordsFrom(options.reason, '--reason', 'say why in a few words, or leave it out');
  const { archived, hire } = run.progress;
  const name = nameOfRun(hire);
  if (archived) {
    const why = archived.reason ? `: ${archived.reason}` : '';
    const since = `since ${longDate(archived.on, run.plan.today)}`;
    const remark = `${name} is archived already, ${since}${why}`;
    return unchanged(remark, `See it: pm-onboard status ${run.called}`);
  }
  await saveFacts(run, [{ kind: 'archived', reason, ...calendarOfRun(run) }]);
  // A run that has ended may go by another name than before, where its person has others.
  const after = reopened(run);
  return {
    changes: [`${name} is archived${reason ? `: ${reason}` : ''}`],
    remarks: [`The record is kept. To see it: pm-onboard status ${after.called}`],
    hint: undoHint(after.progress.hire.subject === undefined ? ` --hire ${after.called}` : hireFlag(after)),
  };
}
