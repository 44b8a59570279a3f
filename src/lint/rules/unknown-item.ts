import { type Entry, entriesOf, textAt, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import { guesser } from '../../program/nearest.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule, replacing } from '../rule.ts';
import { shapeProblems } from './shape.ts';

export const unknownItem: Rule = {
  id: 'unknown-item',
  severity: 'error',
  why: 'What waits for something that is not there waits for nothing: it is offered to the hire too early.',
  needs: ['whole'],
  check({ draft }) {
    // A lone checklist may wait for items in other files; a lone template can't, and its ids were checked when it was read.
    if (!draft.whole) return shapeProblems({ draft }, 'unknown-item');
    const entries = entriesOf(draft);
    const known = new Set(entries.flatMap(idOf));
    const renamed = new Map(
      entries.flatMap((entry) => textsAt(entry, 'formerly').map(({ value }) => [value, idOf(entry)[0]])),
    );
    const guess = guesser(known);
    return entries.flatMap((entry) => {
      const own = [...idOf(entry), ...(entry.group ? idOf(entry.group) : [])];
      return unknownIn(entry, known).map((place) => {
        const now = renamed.get(place.value);
        if (now !== undefined) return unknown(place, `it is called \`${now}\` now`, now);
        // The nearest id is a guess and not a fix: only the author knows which item is meant.
        const [near] = guess(place.value).filter((id) => !own.includes(id));
        return unknown(place, near && `did you mean \`${near}\`?`, undefined);
      });
    });
  },
};

function idOf(entry: Entry): string[] {
  const id = textAt(entry, 'id');
  return id ? [id.value] : [];
}

/** The ids in `after` that the program doesn't have; text that isn't an id is reported by id-style. */
function unknownIn(entry: Entry, known: ReadonlySet<string>): Located<string>[] {
  if (entry.kind === 'group') return [];
  return textsAt(entry, 'after').filter(({ value }) => !known.has(value) && idPattern.test(value));
}

function unknown(place: Located<string>, hint: string | undefined, right: string | undefined): Found {
  const message = `the program has no item or group \`${place.value}\``;
  return atValue(place, message, { hint, ...(right ? { fix: replacing(place, right) } : {}) });
}
