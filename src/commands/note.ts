/** `note <item> <text>`: adds a note to an item. */
import { UserError } from '../errors.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

export async function note(run: OpenRun, name: string, words: readonly string[]): Promise<Outcome> {
  const text = words.join(' ').trim();
  if (text === '')
    throw new UserError(
      'the note is empty',
      'write it behind the item: pm-onboard note 1.6 "two installers?"',
    );
  const { ref, item } = matchItem(run.program, run.plan, name);
  const after = await saveFacts(run, [{ kind: 'noted', item: item.id, text }]);
  const notes = after.progress.items.get(item.id)?.notes.length ?? 0;
  return {
    changes: [`noted on ${ref} ${item.title}${notes > 1 ? `, ${notes} notes now` : ''}`],
    remarks: [],
    hint: `Read them: pm-onboard show ${ref}${hireFlag(run)}`,
  };
}
