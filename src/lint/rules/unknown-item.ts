import { entriesOf, itemsOf, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import { didYouMean, guesser } from '../../program/nearest.ts';
import { atValue, type Rule, replacing, retiredText } from '../rule.ts';
import { shapeProblems } from './shape.ts';

export const unknownItem: Rule = {
  id: 'unknown-item',
  severity: 'error',
  why: 'What waits for something that is not there waits for nothing: it is offered to the hire too early.',
  needs: ['whole'],
  check({ draft }) {
    // A lone checklist may wait for items in other files. A lone template may not; its ids were checked when it was read.
    if (!draft.whole) return shapeProblems({ draft }, 'unknown-item');
    const entries = entriesOf(draft);
    const known = new Set(entries.flatMap(({ id }) => id?.value ?? []));
    const renamed = new Map(
      entries.flatMap((entry) => textsAt(entry, 'formerly').map(({ value }) => [value, entry.id?.value])),
    );
    const retired = new Set(
      draft.checklists.flatMap((checklist) => textsAt(checklist, 'retired').map(({ value }) => value)),
    );
    const guess = guesser(known);
    return itemsOf(draft).flatMap((item) =>
      textsAt(item, 'after')
        // Text that isn't an id is reported by id-style.
        .filter(({ value }) => !known.has(value) && idPattern.test(value))
        .map((place) => {
          const message = `the program has no item or group \`${place.value}\``;
          const now = renamed.get(place.value);
          if (now !== undefined)
            return atValue(place, message, `it is called \`${now}\` now`, replacing(place, now));
          if (retired.has(place.value)) return atValue(place, retiredText(place.value), 'take it out here');
          // The nearest id is a guess and not a fix: only the author knows which item is meant.
          const own = [item.id?.value, item.group?.id?.value];
          return atValue(place, message, didYouMean(guess(place.value).find((id) => !own.includes(id))));
        }),
    );
  },
};
