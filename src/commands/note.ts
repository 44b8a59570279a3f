/** `note <item> <text>`: adds a note to an item, or to each in a list. */
import { UserError } from '../errors.ts';
import type { Fact } from '../progress/event.ts';
import { matchItems } from '../session/item-argument.ts';
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
  const chosen = matchItems(run, [name]);
  const after = await saveFacts(
    run,
    chosen.map(({ item }): Fact => ({ kind: 'noted', item: item.id, text })),
  );
  return {
    changes: chosen.map(({ ref, item }) => {
      const notes = after.progress.items.get(item.id)?.notes.length ?? 0;
      return `noted on ${ref} ${item.title}${notes > 1 ? `, ${notes} notes now` : ''}`;
    }),
    remarks: [],
    hint: `Read them: pm-onboard show ${chosen.map(({ ref }) => ref).join(',')}${hireFlag(run)}`,
  };
}
