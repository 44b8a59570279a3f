/** `archive <hire>`: puts away the run of somebody who leaves: the record is kept, and other commands pass it over. */
import { conclude } from '../actions/afterwards.ts';
import { textFrom } from '../actions/input.ts';
import { longDate } from '../dates.ts';
import type { Io } from '../io.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';

interface ArchiveOptions extends Globals {
  readonly reason?: string;
}

export async function archive(io: Io, named: string, options: ArchiveOptions): Promise<number> {
  const reason = textFrom(options.reason, '--reason', 'say why in a few words, or leave it out');
  const run = await openRun(await openSession(io, options), named);
  const { archived, hire } = run.progress;
  if (archived) {
    const why = archived.reason ? `: ${archived.reason}` : '';
    const since = `since ${longDate(archived.on, run.plan.today)}`;
    const remark = `${hire.name} is archived already, ${since}${why}`;
    return conclude(io, unchanged(remark, `See it: pm-onboard status ${run.called}`));
  }
  await saveFacts(run, [{ kind: 'archived', ...(reason ? { reason } : {}) }]);
  return conclude(io, {
    changes: [`${hire.name} is archived${reason ? `: ${reason}` : ''}`],
    remarks: [`The record is kept. To see it: pm-onboard status ${run.called}`],
    hint: `To take it back: pm-onboard undo --hire ${run.called}`,
  });
}
