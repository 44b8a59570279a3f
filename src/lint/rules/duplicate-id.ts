import { entriesOf, textAt, textsAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  severity: 'error',
  why: 'Progress is kept under the id: of two items with one id, the hire would tick off both at once.',
  structural: true,
  check: ({ draft }) => [
    ...(draft.program ? repeated(textsAt(draft.program, 'phases'), 'the phase', 'is listed twice') : []),
    ...claimedTwice(entriesOf(draft).flatMap(idsOf)),
  ],
};

function repeated(places: readonly Located<string>[], noun: string, fault: string): Found[] {
  const seen = new Set<string>();
  return places.flatMap((place) => {
    if (seen.has(place.value)) return [atValue(place, `${noun} \`${place.value}\` ${fault}`)];
    seen.add(place.value);
    return [];
  });
}

/** Ids and former ids share one space: a record may still use either. */
function idsOf(entry: Located): Located<string>[] {
  const id = textAt(entry, 'id');
  return [...(id ? [id] : []), ...textsAt(entry, 'formerly')];
}

function claimedTwice(ids: readonly Located<string>[]): Found[] {
  const first = new Map<string, Located>();
  return ids.flatMap((id) => {
    const earlier = first.get(id.value);
    if (!earlier) {
      first.set(id.value, id);
      return [];
    }
    const place = `${earlier.yaml.file}:${earlier.yaml.valueAt(earlier.path).line}`;
    return [atValue(id, `the id \`${id.value}\` is used already, at ${place}`)];
  });
}
