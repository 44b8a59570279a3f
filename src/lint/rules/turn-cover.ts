import { turnOn } from '../../duties/turns.ts';
import { normaliseName } from '../../progress/names.ts';
import { readable, rotationsIn } from '../duties.ts';
import { atValue, type Rule } from '../rule.ts';

const remedy = 'take the cover out';

export const turnCover: Rule = {
  id: 'turn-cover',
  severity: 'warning',
  why: 'A cover is a promise between two people: where the turn is not that of whom it names, one of them plans with something else.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    return rotationsIn(found.duties).flatMap(([index, rotation]) => {
      const starts = rotation.covers.map(({ turn }) => turn);
      return rotation.covers.flatMap(({ turn, by, insteadOf }, entry) => {
        const path = ['rotations', index, 'covers', entry] as const;
        const held = turnOn(rotation, turn);
        if (held?.from !== turn) {
          const hint = held ? `the turn of that day begins on ${held.from}: write that` : remedy;
          const message = `no turn begins on ${turn}, so the cover counts for none`;
          return [atValue(found.at(...path, 'turn'), message, hint)];
        }
        if (starts.indexOf(turn) < entry) {
          const hint = `${held.holder} counts; keep one of them`;
          return [atValue(found.at(...path), `the turn from ${held.from} has another cover already`, hint)];
        }
        const planned = held.planned ?? 'nobody';
        if (normaliseName(planned) === normaliseName(by))
          return [atValue(found.at(...path, 'by'), `it is ${by}'s turn anyway`, remedy)];
        if (normaliseName(planned) === normaliseName(insteadOf)) return [];
        const message = `the turn from ${held.from} would be ${planned}'s, not ${insteadOf}'s`;
        return [
          atValue(
            found.at(...path, 'instead-of'),
            message,
            `${by} has it all the same: ask both, then write \`instead-of: ${planned}\` or take the cover out`,
          ),
        ];
      });
    });
  },
};
