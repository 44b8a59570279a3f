import type { Script } from 'node:vm';

/** Texts of bundles, and what was compiled of them, by their paths. */
export interface Kept {
  readonly texts: Map<string, string>;
  readonly scripts: Map<string, Script>;
}

export function bundlesOf(
  dist: string,
  options?: { readonly instead?: Readonly<Record<string, unknown>>; readonly kept?: Kept },
): (id: string) => object;

export function listIn(text: string): {
  readonly places: Readonly<Record<string, readonly [from: number, length: number]>>;
  readonly begin: number;
};
