/** `skip <item> --reason`: leaves an item out; a skipped item never counts as done. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { askWords, textFrom } from '../actions/input.ts';
import { exits, UserError } from '../errors.ts';
import { isDone } from '../plan/plan.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

interface SkipOptions {
  readonly reason?: string;
}

export async function skip(run: OpenRun, name: string, options: SkipOptions): Promise<Outcome> {
  const planned = matchItem(run.program, run.plan, name);
  const { ref, item, state } = planned;
  const it = nameOf(planned);
  if (state === 'skipped') return unchanged(`${it} is skipped already.`, nextHint(run));
  if (isDone(planned))
    throw new UserError(`${it} is done`, `open it again first: pm-onboard reopen ${ref}${hireFlag(run)}`);
  const reason = await reasonFor(run.session, options);
  const after = await saveFacts(run, [{ kind: 'skipped', item: item.id, reason, title: item.title }]);
  return {
    changes: [`${it}: skipped, ${reason}`],
    remarks: ['It counts neither as done nor as open.'],
    hint: nextHint(after),
  };
}

async function reasonFor({ mayAsk }: Session, { reason }: SkipOptions): Promise<string> {
  const given = textFrom(reason, '--reason', 'say in a few words why it is left out');
  if (given !== undefined) return given;
  if (mayAsk) return askWords('Why is it left out?');
  throw new UserError('skipping needs a reason', 'say it with --reason "…"', exits.needsInput);
}
