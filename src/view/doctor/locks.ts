/** Who holds a lock, in words. */

export interface Held {
  readonly pid: number;
  /** Empty where nothing is known. */
  readonly host: string;
  readonly since?: Date;
}

/** `process 4711 on ada-laptop, since 2026-11-24 09:12 UTC`. */
export function holderText({ pid, host, since }: Held): string {
  const who = host === '' ? 'nobody knows whom' : `process ${pid} on ${host}`;
  return since ? `${who}, since ${instantText(since)}` : who;
}

/** `2026-11-24 09:12 UTC`: the same on every machine, since clocks are what it is about. */
export function instantText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
