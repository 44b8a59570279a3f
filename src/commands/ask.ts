/** `ask <text>`: records a question for the buddy. */
import { conclude, nameOf } from '../actions/afterwards.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { hireFlag } from '../view/words.ts';

interface AskOptions extends Globals {
  readonly item?: string;
}

export async function ask(io: Io, words: readonly string[], options: AskOptions): Promise<number> {
  const text = words.join(' ').trim();
  if (text === '')
    throw new UserError('the question is empty', 'write it out: pm-onboard ask "Who decides the edition?"');
  const run = await openRun(await openSession(io, options), undefined);
  const about = options.item === undefined ? undefined : matchItem(run.program, run.plan, options.item);
  await saveFacts(run, [{ kind: 'asked', text, ...(about ? { item: about.item.id } : {}) }]);
  const buddy = run.people.get('buddy')?.[0]?.name;
  return conclude(io, {
    changes: [`asked${about ? ` about ${nameOf(about)}` : ''}: ${text}`],
    remarks: [
      buddy
        ? `${buddy} finds it in your record.`
        : `Nobody is bound as your buddy yet: pm-onboard assign --role buddy --to NAME${hireFlag(run)}`,
    ],
    hint: `See what is waiting: pm-onboard status${hireFlag(run)}`,
  });
}
