/** How old the shared state of a record is, from what this machine knows. */
import { plural } from './words.ts';

export interface Sharing {
  /** The instant of the last sync; null before the first. */
  readonly syncedAt: string | null;
  /** How many events the others can't have yet. */
  readonly unshared: number;
}

/** `synced 2 days ago; 3 events not shared`. */
export function sharingText({ syncedAt, unshared }: Sharing, now: Date): string {
  const age = syncedAt === null ? 'never synced' : `synced ${agoText(now.getTime() - Date.parse(syncedAt))}`;
  return unshared === 0 ? age : `${age}; ${plural(unshared, 'event')} not shared`;
}

function agoText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${plural(hours, 'hour')} ago` : `${plural(Math.floor(hours / 24), 'day')} ago`;
}
