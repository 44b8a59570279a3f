/** `skip <item> --reason`: leaves an item out; it never counts as done. */
import { conclude, nextHint } from '../actions/afterwards.ts';
import { askWords, textFrom } from '../actions/input.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

interface SkipOptions extends Globals {
  readonly reason?: string;
}

export async function skip(io: Io, name: string, options: SkipOptions): Promise<number> {
  const session = await openSession(io, options);
  const run = await openRun(session, undefined);
  const { ref, item, state } = matchItem(run.program, run.plan, name);
  if (state === 'skipped')
    return conclude(io, unchanged(`${ref} ${item.title} is skipped already.`, nextHint(run)));
  if (state === 'done' || state === 'in review') {
    throw new UserError(
      `${ref} ${item.title} is done`,
      `open it again first: pm-onboard reopen ${ref}${hireFlag(run)}`,
    );
  }
  const reason = await reasonFor(session, options);
  const after = await saveFacts(run, [{ kind: 'skipped', item: item.id, reason, title: item.title }]);
  return conclude(io, {
    changes: [`${ref} ${item.title}: skipped, ${reason}`],
    remarks: ['It counts neither as done nor as open.'],
    hint: nextHint(after),
  });
}

async function reasonFor({ mayAsk }: Session, { reason }: SkipOptions): Promise<string> {
  const given = textFrom(reason, '--reason', 'say in a few words why it is left out');
  if (given !== undefined) return given;
  if (mayAsk) return askWords('Why is it left out?');
  throw new UserError('skipping needs a reason', 'say it with --reason "…"', exits.needsInput);
}
