import type { Draft } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { atKey, type Rule } from '../rule.ts';
import { namedRoles, rolesOf, textsOf, urlsOf } from '../texts.ts';

export const unusedRole: Rule = {
  id: 'unused-role',
  severity: 'warning',
  why: 'Whoever starts a hire would look for somebody who then has nothing to do.',
  needs: ['whole'],
  check({ draft }) {
    if (!draft.whole) return [];
    const roles = rolesOf(draft);
    const ids = new Set(roles.map(({ key }) => key));
    const named = new Set([...namedRoles(draft).map(({ value }) => value), ...placeholdersIn(draft)]);
    const guess = guesser(ids);
    // A mistyped role counts as used: unknown-role reports the mistake where it stands.
    const meant = [...named].flatMap((name) => (ids.has(name) ? [] : guess(name).slice(0, 1)));
    const used = new Set([...named, ...meant]);
    return roles
      .filter(({ key }) => !used.has(key))
      .map((role) => atKey(role, `no item and no other role names the role \`${role.key}\``, hint));
  },
};

/** What stands in braces in texts and addresses: a role may be there to be named alone. */
function placeholdersIn(draft: Draft): string[] {
  const texts = [...textsOf(draft), ...urlsOf(draft)].filter(({ value }) => value.includes('{'));
  return texts.flatMap(({ value }) => [...value.matchAll(/\{([a-z0-9-]+)\}/g)].map(([, id = '']) => id));
}

const hint = 'name it under `with`, `by` or `sign-off` of an item, or take it out';
