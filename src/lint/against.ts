/** For the rules of `--against`: the programs that hires have of the linted program, and how many hires that is. */

import { grouped } from '../grouped.ts';
import type { Program } from '../program/model.ts';
import type { Against } from './rule.ts';

export type Held = Against['programs'][number];

/** The programs with the same id as the linted one; other programs don't concern it. */
export function heldOf({ id }: Program, against: Against): readonly Held[] {
  return against.programs.filter(({ program }) => program.id === id);
}

/** `3 hires have`; `2 compiled programs have` where nobody knows how many people that is. */
export function holders(held: readonly Held[]): string {
  const hires = held.reduce<number | undefined>(
    (sum, each) => (sum === undefined || each.hires === undefined ? undefined : sum + each.hires),
    0,
  );
  return hires === undefined ? counted(held.length, 'compiled program') : counted(hires, 'hire');
}

/** Findings with the same key in several programs as one, in the order in which they first come. */
export function byKey<T extends { readonly key: string; readonly held: Held }>(
  findings: readonly T[],
): readonly { readonly first: T; readonly held: readonly Held[] }[] {
  return [...grouped(findings, ({ key }) => key).values()].map((group) => ({
    first: group[0] as T,
    held: [...new Set(group.map(({ held }) => held))],
  }));
}

function counted(n: number, noun: string): string {
  return n === 1 ? `1 ${noun} has` : `${n} ${noun}s have`;
}
