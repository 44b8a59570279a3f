/** For the rules of `--against`: what they find in the programs that hires have, and how many hires are concerned. */

import { grouped } from '../grouped.ts';
import { agreeing, listText, plural } from '../phrases.ts';
import type { Program } from '../program/model.ts';
import type { Against, HeldProgram } from './rule.ts';

/**
 * What a rule finds in those of the hires' programs that have the id of the linted program, or one that it had before.
 * @param findingsIn the findings in one program; findings of several programs with the same key are reported once
 * @returns the findings, each with the holders of the programs that have it: `3 hires have`
 */
export function findingsAgainst<Finding extends { readonly key: string }>(
  { id, formerly = [] }: Program,
  { programs }: Against,
  findingsIn: (older: Program) => readonly Finding[],
): (Finding & { readonly holders: string })[] {
  const found = programs
    .filter(({ program }) => program.id === id || formerly.includes(program.id))
    .flatMap((held) => findingsIn(held.program).map((finding) => ({ finding, held })));
  return [...grouped(found, ({ finding: { key } }) => key).values()].flatMap((group) => {
    const holders = inWords([...new Set(group.map(({ held }) => held))]);
    return group.slice(0, 1).map(({ finding }) => ({ ...finding, holders }));
  });
}

/** `3 hires have`; without a number of hires, the places that have it: `HEAD has`, `2 compiled programs have`. */
function inWords(held: readonly HeldProgram[]): string {
  return hiresText(held, 'has', 'have');
}

/** Who has some programs, with a verb in the singular and the plural. */
export function hiresText(held: readonly HeldProgram[], one: string, several: string): string {
  const places = [...new Set(held.flatMap(({ place }) => place ?? []))];
  const verb = (n: number) => agreeing(n, one, several);
  if (places.length > 0) return `${places.join(', ')} ${verb(places.length)}`;
  if (held.some(({ hires }) => hires === undefined))
    return `${plural(held.length, 'compiled program')} ${verb(held.length)}`;
  return `${heldBy(held)} ${verb(held.reduce((sum, { hires = 0, runs = 0 }) => sum + hires + runs, 0))}`;
}

/** Who has some programs: `3 hires and 1 run`; runs are those of checklists. */
export function heldBy(held: readonly Pick<HeldProgram, 'hires' | 'runs'>[]): string {
  const sum = (of: 'hires' | 'runs') => held.reduce((all, each) => all + (each[of] ?? 0), 0);
  const [hires, runs] = [sum('hires'), sum('runs')];
  if (runs === 0) return plural(hires, 'hire');
  return hires === 0 ? plural(runs, 'run') : listText([plural(hires, 'hire'), plural(runs, 'run')]);
}
