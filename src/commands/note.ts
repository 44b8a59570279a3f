/** `note <item> <text>`: adds a note to an item. */
import { conclude } from '../actions/afterwards.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { hireFlag } from '../view/words.ts';

export async function note(
  io: Io,
  name: string,
  words: readonly string[],
  options: Globals,
): Promise<number> {
  const text = words.join(' ').trim();
  if (text === '')
    throw new UserError(
      'the note is empty',
      'write it behind the item: pm-onboard note 1.6 "two installers?"',
    );
  const run = await openRun(await openSession(io, options), undefined);
  const { ref, item } = matchItem(run.program, run.plan, name);
  const after = await saveFacts(run, [{ kind: 'noted', item: item.id, text }]);
  const notes = after.progress.items.get(item.id)?.notes.length ?? 0;
  return conclude(io, {
    changes: [`noted on ${ref} ${item.title}${notes > 1 ? `, ${notes} notes now` : ''}`],
    remarks: [],
    hint: `Read them: pm-onboard show ${ref}${hireFlag(run)}`,
  });
}
