/** `ask [text]`: records a question for the buddy. */
import { nameOf } from '../actions/afterwards.ts';
import { takeWords } from '../actions/input.ts';
import { matchItem } from '../session/item-argument.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

interface AskOptions {
  readonly item?: string;
}

export async function ask(run: OpenRun, words: readonly string[], options: AskOptions): Promise<Outcome> {
  const about = options.item === undefined ? undefined : matchItem(run, options.item, '--item');
  const text = await takeWords(run.session, words, {
    noun: 'the question',
    remedy: 'write it out: pm-onboard ask "Who decides the edition?"',
    question: 'What would you like to know?',
  });
  await saveFacts(run, [{ kind: 'asked', text, item: about?.item.id }]);
  const buddy = run.people.get('buddy')?.[0]?.name;
  return {
    changes: [`asked${about ? ` about ${nameOf(about)}` : ''}: ${text}`],
    remarks: [
      buddy
        ? `${buddy} finds it in your record.`
        : `Nobody is bound as your buddy yet: pm-onboard assign --role buddy${hireFlag(run)}`,
    ],
    hint: `See what is waiting: pm-onboard status${hireFlag(run)}`,
  };
}
