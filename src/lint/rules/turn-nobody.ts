import { addDays, type CalendarDate, laterOf } from '../../dates.ts';
import type { Rotation } from '../../duties/model.ts';
import { isMemberOn } from '../../duties/turns.ts';
import { readable, rotationsIn } from '../duties.ts';
import { atKey, type Rule } from '../rule.ts';

export const turnNobody: Rule = {
  id: 'turn-nobody',
  severity: 'warning',
  why: 'In a rotation that has nobody left, nobody answers; with one person it is no rotation.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    return rotationsIn(found.duties).flatMap(([index, rotation]) => {
      const from = lastChange(rotation);
      if (from === undefined || rotation.until !== undefined) return [];
      const names = rotation.members
        .map(({ name }) => name)
        .filter((name) => isMemberOn(rotation, name, from));
      const [one, ...others] = names;
      if (others.length > 0) return [];
      const place = found.at('rotations', index, 'members');
      const message =
        one === undefined
          ? `from ${from} on nobody is in the rotation \`${rotation.id}\``
          : `from ${from} on ${one} has every turn of \`${rotation.id}\``;
      return [atKey(place, message, 'add members, or end the rotation by `until`')];
    });
  },
};

/** The day from which on nobody joins or leaves any more; undefined for a rotation that no anchor begins. */
function lastChange({ anchors, members }: Rotation): CalendarDate | undefined {
  const [first] = anchors.map(({ date }) => date).sort();
  const changes = members.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [from]),
    ...(until === undefined ? [] : [addDays(until, 1)]),
  ]);
  return first && changes.reduce(laterOf, first);
}
