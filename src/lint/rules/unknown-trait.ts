import { entriesOf } from '../../program/draft.ts';
import { didYouMean, guesser } from '../../program/nearest.ts';
import { noValue, valuesText } from '../../program/template.ts';
import type { Located } from '../../program/yaml.ts';
import { conditionsAt, traitPlaces, traitsOf, valuesAt } from '../conditions.ts';
import { atKey, atValue, type Found, type Rule } from '../rule.ts';
import { shapeProblems } from './shape.ts';

export const unknownTrait: Rule = {
  id: 'unknown-trait',
  severity: 'error',
  why: 'Nobody is asked for a trait that the program does not name, so nobody would get what depends on it.',
  structural: true,
  needs: ['whole'],
  check(subject) {
    const { draft } = subject;
    // Without program.yaml the traits are unknown: only values that no trait can have are reported.
    if (!draft.program) return shapeProblems(subject, 'unknown-trait');
    const traits = traitsOf(draft);
    const names = traitPlaces(draft).map(({ key }) => key);
    const guess = guesser(new Set(names));
    return [...draft.checklists, ...entriesOf(draft)].flatMap(conditionsAt).flatMap((condition) => {
      const { key } = condition;
      const values = traits.get(key);
      if (values) return unknownValues(condition, key, values);
      // A trait whose values can't be read is reported where it stands.
      if (names.includes(key)) return [];
      const hint = didYouMean(guess(key)[0]) ?? 'name it under `traits` in program.yaml, with its values';
      return [atKey(condition, `the program has no trait \`${key}\``, hint)];
    });
  },
};

function unknownValues(condition: Located, trait: string, values: readonly string[]): Found[] {
  const guess = guesser(new Set(values));
  const isYesOrNo = values.join() === 'yes,no';
  return valuesAt(condition.value).flatMap((value, index) => {
    if (values.includes(value)) return [];
    const place = Array.isArray(condition.value)
      ? { ...condition, path: [...condition.path, condition.value.indexOf(value, index)] }
      : condition;
    const shown = typeof condition.value === 'boolean' ? String(condition.value) : value;
    const hint = (isYesOrNo ? undefined : didYouMean(guess(value)[0])) ?? valuesText(values);
    return [atValue(place, noValue(trait, shown), hint)];
  });
}
