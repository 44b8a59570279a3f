/** `note [item] [text]`: adds a note to an item, or to each in a list; asks for what is missing. */
import { nameOf } from '../actions/afterwards.ts';
import { takeWords } from '../actions/input.ts';
import { itemsFor } from '../actions/pick.ts';
import type { Fact } from '../progress/event.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag, listText } from '../view/words.ts';

export async function note(
  run: OpenRun,
  name: string | undefined,
  words: readonly string[],
): Promise<Outcome> {
  const chosen = await itemsFor(
    run,
    'note',
    name === undefined ? [] : [name],
    'Which item is the note about?',
  );
  const text = await takeWords(run.session, words, {
    noun: 'the note',
    remedy: 'write it behind the item, in quotes',
    question: `What is to be noted on ${listText(chosen.map(nameOf))}?`,
  });
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
