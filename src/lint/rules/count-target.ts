import { at, entriesOf, mapAt } from '../../program/draft.ts';
import { atValue, type Found, type Rule } from '../rule.ts';
import { shapeProblems } from './shape.ts';

export const countTarget: Rule = {
  id: 'count-target',
  severity: 'error',
  why: "A count that can't be reached, or that ends before its target, never closes.",
  structural: true,
  check: (subject) => [
    ...shapeProblems(subject, 'count-target'),
    ...entriesOf(subject.draft).flatMap(upToBelowTarget),
  ],
};

function upToBelowTarget(entry: Parameters<typeof mapAt>[0]): Found[] {
  const count = mapAt(entry, 'count');
  const [target, upTo] = count ? [at(count, 'target'), at(count, 'up-to')] : [];
  if (typeof target?.value !== 'number' || typeof upTo?.value !== 'number') return [];
  if (upTo.value >= target.value) return [];
  const message = `\`up-to\` (${upTo.value}) is below \`target\` (${target.value})`;
  return [
    atValue(upTo, message, { hint: '`up-to` is the most that makes sense: write at least the target' }),
  ];
}
