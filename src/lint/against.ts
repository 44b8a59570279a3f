/** The programs that hires have beside the one that is linted: which of them count, and how many people that is. */

import { grouped } from '../grouped.ts';
import type { Program } from '../program/model.ts';
import type { Against } from './rule.ts';

export type Held = Against['programs'][number];

/** Those of the same program: what other programs hold is none of its business. */
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

/** The same finding over several programs is one: by key, in the order in which they first come. */
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
