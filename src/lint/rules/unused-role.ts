import { type Draft, entriesOf, isMapAt, mapAt, pairsOf, textAt } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { atKey, type Rule } from '../rule.ts';
import { rolesIn } from './unknown-role.ts';

export const unusedRole: Rule = {
  id: 'unused-role',
  severity: 'warning',
  why: 'Whoever starts a hire would look for somebody who then has nothing to do.',
  check({ draft }) {
    const declared = draft.whole && draft.program ? mapAt(draft.program, 'roles') : undefined;
    if (!declared) return [];
    const roles = pairsOf(declared);
    const ids = new Set(roles.map(({ key }) => key));
    const named = namesIn(draft);
    const guess = guesser(ids);
    // A mistyped name is a use as well; it is reported where it stands.
    const meant = [...named].flatMap((name) => (ids.has(name) ? [] : guess(name).slice(0, 1)));
    const used = new Set([...named, ...meant]);
    return roles
      .filter(({ key }) => !used.has(key))
      .map((role) =>
        atKey(role, `no item and no other role names the role \`${role.key}\``, {
          hint: 'name it under `with`, `by` or `sign-off` of an item, or take it out',
        }),
      );
  },
};

function namesIn(draft: Draft): Set<string> {
  const roles = draft.program && mapAt(draft.program, 'roles');
  const standIns = (roles ? pairsOf(roles) : [])
    .filter(isMapAt)
    .flatMap((role) => textAt(role, 'default') ?? []);
  return new Set([...standIns, ...entriesOf(draft).flatMap(rolesIn)].map(({ value }) => value));
}
