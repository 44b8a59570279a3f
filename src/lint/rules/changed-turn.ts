import { fullDate } from '../../dates.ts';
import { changedPast } from '../../duties/turns.ts';
import { plural } from '../../phrases.ts';
import { readable } from '../duties.ts';
import { atKey, atValue, type Rule } from '../rule.ts';

export const changedTurn: Rule = {
  id: 'changed-turn',
  severity: 'error',
  why: 'Who had a turn is history: an edit that changes it makes records, thanks and fairness wrong.',
  needs: ['duties'],
  check: (subject) => {
    const found = readable(subject);
    if (!found?.before) return [];
    const { before, duties, at } = found;
    return before.duties.rotations.flatMap((rotation) => {
      const index = duties.rotations.findIndex(({ id }) => id === rotation.id);
      const changed = changedPast(rotation, duties.rotations[index], before.today);
      const [first, ...others] = changed;
      if (!first) return [];
      if (index < 0) {
        const message = `the rotation \`${rotation.id}\` is gone, and with it who had which turn`;
        return [atKey(at('rotations'), message, 'bring it back, and end it by `until`')];
      }
      const more = others.length > 0 ? ` (and ${plural(others.length, 'more turn')})` : '';
      const message = `the turn from ${fullDate(first.from)} was ${first.was}'s at ${before.place}, and is ${first.is ?? 'nobody'}'s now${more}`;
      const hint = `give what changes a date from ${before.today} on: \`from\` or \`until\` of a member, a new anchor, \`since\` and \`until\` of a value`;
      return [atValue(at('rotations', index, 'id'), message, hint)];
    });
  },
};
