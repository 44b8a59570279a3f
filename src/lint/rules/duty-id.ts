import { readable } from '../duties.ts';
import { type Rule, repeated, usedAlready } from '../rule.ts';

export const dutyId: Rule = {
  id: 'duty-id',
  severity: 'error',
  why: 'Commands, and what is to do, find a meeting or rotation by its id: of two with one id, only the first would be meant.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    const { duties, at } = found;
    const ids = [
      ...duties.meetings.map(({ id }, index) => ({ ...at('meetings', index, 'id'), value: id })),
      ...duties.rotations.map(({ id }, index) => ({ ...at('rotations', index, 'id'), value: id })),
    ];
    return repeated(ids, (id) => id, usedAlready);
  },
};
