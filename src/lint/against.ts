/** For the rules of `--against`: what is found in the programs that hires have, and how many hires that is. */

import { grouped } from '../grouped.ts';
import type { Program } from '../program/model.ts';
import type { Against } from './rule.ts';

type Held = Against['programs'][number];

/**
 * What a rule finds in the programs with the same id as the linted one; other programs don't concern it.
 * @param findingsIn the findings in one of them; findings with the same key are one, in the order in which they first come
 * @returns the findings, each with the holders of the programs that it is in: `3 hires have`
 */
export function findingsAgainst<Finding extends { readonly key: string }>(
  { id }: Program,
  { programs }: Against,
  findingsIn: (older: Program) => readonly Finding[],
): (Finding & { readonly holders: string })[] {
  const found = programs
    .filter(({ program }) => program.id === id)
    .flatMap((held) => findingsIn(held.program).map((finding) => ({ finding, held })));
  return [...grouped(found, ({ finding: { key } }) => key).values()].flatMap((group) => {
    const holders = inWords([...new Set(group.map(({ held }) => held))]);
    return group.slice(0, 1).map(({ finding }) => ({ ...finding, holders }));
  });
}

/** `3 hires have`; `2 compiled programs have` where nobody knows how many people that is. */
function inWords(held: readonly Held[]): string {
  const hires = held.reduce((sum, each) => sum + (each.hires ?? Number.NaN), 0);
  const [n, noun] = Number.isNaN(hires) ? [held.length, 'compiled program'] : [hires, 'hire'];
  return n === 1 ? `1 ${noun} has` : `${n} ${noun}s have`;
}
