import { textAt } from '../../program/draft.ts';
import { atValue, type Rule } from '../rule.ts';

export const duplicateProgram: Rule = {
  id: 'duplicate-program',
  severity: 'error',
  why: 'Hires are found by the id of their program: of two with one id, `upgrade` could give a hire the wrong one.',
  needs: ['sameId'],
  check({ draft: { program }, sameId }) {
    const id = program && textAt(program, 'id');
    const first = id && sameId?.get(id.value);
    if (!id || !first) return [];
    const hint = 'give one of them another id; to replace a program, take the old one away';
    return [atValue(id, `the program in ${first} has the id \`${id.value}\` already`, hint)];
  },
};
