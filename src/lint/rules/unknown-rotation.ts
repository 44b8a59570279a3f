import { readable } from '../duties.ts';
import { atValue, type Rule } from '../rule.ts';

export const unknownRotation: Rule = {
  id: 'unknown-rotation',
  severity: 'error',
  why: 'What a rotation that is not there is to do, nobody does.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    const { duties, at } = found;
    const ids = duties.rotations.map(({ id }) => id);
    return (['meetings', 'rotations'] as const).flatMap((list) =>
      duties[list].flatMap((duty, index) =>
        (['before', 'during', 'after'] as const).flatMap((when) =>
          duty[when].flatMap(({ rotation }, entry) =>
            rotation === undefined || ids.includes(rotation)
              ? []
              : [
                  atValue(
                    at(list, index, when, entry, 'rotation'),
                    `there is no rotation \`${rotation}\``,
                    ids.length > 0 ? `there are: ${ids.join(', ')}` : 'write it under `rotations`',
                  ),
                ],
          ),
        ),
      ),
    );
  },
};
