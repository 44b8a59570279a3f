/** Who holds a lock, in words. */
import type { LockFact } from './facts.ts';

export interface Held {
  readonly state: LockFact['state'];
  readonly pid: number;
  /** Empty where nothing is known. */
  readonly host: string;
  readonly since?: Date;
}

/** `process 4711 on ada-laptop, since 2026-11-24 09:12 UTC`. */
export function holderText({ state, pid, host, since }: Held): string {
  const known = host === '' ? 'somebody unknown' : `process ${pid} on ${host}`;
  const who = state === 'foreign' ? 'a file that is no lock of ours' : known;
  return since ? `${who}, since ${instantText(since)}` : who;
}

/** `2026-11-24 09:12 UTC`: the same on every machine, since clocks are what it is about. */
export function instantText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
