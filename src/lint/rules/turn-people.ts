import type { Rotation } from '../../duties/model.ts';
import { handOverFrom, isMemberOn } from '../../duties/turns.ts';
import type { Path } from '../../program/yaml.ts';
import { normaliseName } from '../../progress/names.ts';
import { readable, rotationsIn } from '../duties.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

type At = NonNullable<ReturnType<typeof readable>>['at'];

export const turnPeople: Rule = {
  id: 'turn-people',
  severity: 'error',
  why: 'A turn of somebody who is no member then goes to the next one, and whoever stands twice in the list looks like two people.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    return rotationsIn(found.duties).flatMap(([index, rotation]) => [
      ...anchorsIn(rotation, ['rotations', index, 'anchors'], found.at),
      ...membersIn(rotation, ['rotations', index, 'members'], found.at),
    ]);
  },
};

function anchorsIn(rotation: Rotation, path: Path, at: At): Found[] {
  return rotation.anchors.flatMap(({ date, name }, index) => {
    const turn = handOverFrom(rotation, date);
    const twin = rotation.anchors.findIndex((other) => handOverFrom(rotation, other.date) === turn);
    if (twin < index)
      return [
        atValue(at(...path, index), `another anchor has the turn from ${turn} already`, 'keep one of them'),
      ];
    if (turn === undefined || isMemberOn(rotation, name, turn)) return [];
    const message = `${name} is no member on ${turn}`;
    return [
      atValue(at(...path, index, 'name'), message, 'name somebody of `members`, as it is written there'),
    ];
  });
}

function membersIn({ members }: Rotation, path: Path, at: At): Found[] {
  return members.flatMap(({ name, from = '', until = '9' }, index) => {
    const twin = members
      .slice(0, index)
      .find(
        (other) =>
          normaliseName(other.name) === normaliseName(name) &&
          (other.from ?? '') <= until &&
          from <= (other.until ?? '9'),
      );
    if (!twin) return [];
    const hint = 'for a time away, end the first entry by `until` before the second begins';
    return [atValue(at(...path, index), `${name} is a member already then`, hint)];
  });
}
