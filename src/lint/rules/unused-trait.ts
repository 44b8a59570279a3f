import { entriesOf } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { conditionsAt, traitPlaces } from '../conditions.ts';
import { atKey, type Rule } from '../rule.ts';

export const unusedTrait: Rule = {
  id: 'unused-trait',
  severity: 'warning',
  why: 'Whoever starts a hire would be asked for a fact about a person that nothing needs.',
  needs: ['whole'],
  check({ draft }) {
    if (!draft.whole) return [];
    const traits = traitPlaces(draft);
    const names = new Set(traits.map(({ key }) => key));
    const guess = guesser(names);
    const asked = [...draft.checklists, ...entriesOf(draft)].flatMap(conditionsAt).map(({ key }) => key);
    // A mistyped trait counts as used: unknown-trait reports the mistake where it stands.
    const used = new Set(asked.flatMap((name) => (names.has(name) ? name : guess(name).slice(0, 1))));
    return traits
      .filter(({ key }) => !used.has(key))
      .map((trait) => atKey(trait, `no \`when\` asks for the trait \`${trait.key}\``, hint));
  },
};

const hint = 'ask for it in a `when`, or take it out';
