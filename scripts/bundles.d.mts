import type { Script } from 'node:vm';

export function bundlesOf(
  dist: string,
  options?: { readonly instead?: Readonly<Record<string, unknown>>; readonly scripts?: Map<string, Script> },
): (id: string) => object;
