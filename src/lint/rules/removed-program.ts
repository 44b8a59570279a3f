import { textAt, textsAt } from '../../program/draft.ts';
import { didYouMean, nearest } from '../../program/nearest.ts';
import { hiresText } from '../against.ts';
import { atKey, atValue, type Found, type Rule } from '../rule.ts';

export const removedProgram: Rule = {
  id: 'removed-program',
  severity: 'error',
  why: 'Hires keep the program that they began with: where its id is gone, no edit of the checklists reaches them.',
  needs: ['gonePrograms'],
  check({ draft: { program }, gonePrograms = [] }) {
    if (!program) return [];
    const id = textAt(program, 'id');
    const former = textsAt(program, 'formerly').map(({ value }) => value);
    return gonePrograms
      .filter(({ id: gone }) => !former.includes(gone))
      .map(({ id: gone, hires, isHeir }): Found => {
        const message = `the program \`${gone}\` is gone, and ${hiresText(hires, 'follows', 'follow')} it`;
        const hint = isHeir
          ? `was it renamed? Add \`formerly: [${gone}]\` here`
          : (didYouMean(nearest(gone, [id?.value ?? ''])[0]) ??
            `bring it back, or write \`formerly: [${gone}]\` in the program that takes its place`);
        return id ? atValue(id, message, hint) : atKey(program, message, hint);
      });
  },
};
