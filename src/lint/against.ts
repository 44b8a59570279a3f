/** For the rules of `--against`: what they find in the programs that hires have, and how many hires are concerned. */

import { grouped } from '../grouped.ts';
import type { Program } from '../program/model.ts';
import type { Against } from './rule.ts';

type Held = Against['programs'][number];

/**
 * What a rule finds in those of the hires' programs that have the id of the linted program.
 * @param findingsIn the findings in one program; findings of several programs with the same key are reported once
 * @returns the findings, each with the holders of the programs that have it: `3 hires have`
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

/** `3 hires have`; `2 compiled programs have` if the number of hires is unknown. */
function inWords(held: readonly Held[]): string {
  const hires = held.reduce((sum, each) => sum + (each.hires ?? Number.NaN), 0);
  const [n, noun] = Number.isNaN(hires) ? [held.length, 'compiled program'] : [hires, 'hire'];
  return n === 1 ? `1 ${noun} has` : `${n} ${noun}s have`;
}
