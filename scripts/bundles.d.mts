import type { Script } from 'node:vm';

export function bundlesOf(
  dist: string,
  options?: { readonly instead?: Readonly<Record<string, unknown>>; readonly scripts?: Map<string, Script> },
): (id: string) => object;

export function listIn(text: string): {
  readonly places: Readonly<Record<string, readonly [from: number, length: number]>>;
  readonly begin: number;
};
