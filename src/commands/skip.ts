/** `skip [item…] --reason`: leaves items out; a skipped item never counts as done. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { askWords, missing, wordsFrom } from '../actions/input.ts';
import { namedOrPicked } from '../actions/pick.ts';
import { UserError } from '../errors.ts';
import { isDone, isToDo } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

interface SkipOptions {
  readonly reason?: string;
}

/** @param names what the person typed for each item, list, range or group; none to be asked */
export async function skip(run: OpenRun, names: readonly string[], options: SkipOptions): Promise<Outcome> {
  const chosen = await namedOrPicked(run, names, 'What is left out?', {
    command: 'skip',
    outcome: 'left out',
    state: 'open',
    fits: isToDo,
  });
  const done = chosen.find(isDone);
  if (done)
    throw new UserError(
      `${nameOf(done)} is done`,
      `open it again first: pm-onboard reopen ${done.ref}${hireFlag(run)}`,
    );
  const leaving = chosen.filter(isToDo);
  const already = chosen
    .filter((planned) => !isToDo(planned))
    .map((planned) => `${nameOf(planned)} is skipped already.`);
  if (leaving.length === 0)
    return {
      changes: [],
      remarks: already.length > 0 ? already : ['Nothing was left out.'],
      hint: nextHint(run),
    };
  const reason = await reasonFor(run.session, options, leaving.length);
  const after = await saveFacts(
    run,
    leaving.map(({ item }): Fact => ({ kind: 'skipped', item: item.id, reason, title: item.title })),
  );
  const it = leaving.length === 1 ? 'It counts' : 'They count';
  return {
    changes: leaving.map((planned) => `${nameOf(planned)}: skipped, ${reason}`),
    remarks: [...already, `${it} neither as done nor as open.`],
    hint: nextHint(after),
  };
}

/** @param items how many items the reason is for */
async function reasonFor({ mayAsk }: Session, { reason }: SkipOptions, items: number): Promise<string> {
  const given = wordsFrom(reason, '--reason', 'say in a few words why it is left out');
  if (given !== undefined) return given;
  if (mayAsk) return askWords(items === 1 ? 'Why is it left out?' : 'Why are they left out?');
  throw missing('--reason');
}
