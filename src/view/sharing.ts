/** How old the shared state of a record is, as far as this machine knows. */
import { plural } from './words.ts';

export interface Sharing {
  /** The instant of the last sync; null before the first. */
  readonly at: string | null;
  /** How many events were recorded here since then, which others can't have yet. */
  readonly unshared: number;
}

export interface SyncView extends Sharing {
  /** `synced 2 days ago; 3 events not shared`. */
  readonly text: string;
  /** Whether a sync is due: the last one is old, or others lack something. */
  readonly stale: boolean;
}

/** In milliseconds: after so long others may well have recorded something. */
const freshFor = 24 * 60 * 60_000;

export function viewSync(sharing: Sharing | undefined, now: Date): SyncView | null {
  if (!sharing) return null;
  const { at, unshared } = sharing;
  const age = at === null ? Number.POSITIVE_INFINITY : ageOf(at, now);
  return { at, unshared, text: sharingText(sharing, age), stale: unshared > 0 || age >= freshFor };
}

/** In milliseconds; infinite for an instant in the future, which a wrong clock has written: it says nothing. */
function ageOf(at: string, now: Date): number {
  const age = now.getTime() - Date.parse(at);
  return age > -freshFor ? age : Number.POSITIVE_INFINITY;
}

function sharingText({ at, unshared }: Sharing, milliseconds: number): string {
  const age = at === null ? 'never synced' : `synced ${agoText(milliseconds)}`;
  return unshared === 0 ? age : `${age}; ${plural(unshared, 'event')} not shared`;
}

function agoText(milliseconds: number): string {
  if (milliseconds === Number.POSITIVE_INFINITY) return 'nobody knows when';
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${plural(hours, 'hour')} ago` : `${plural(Math.floor(hours / 24), 'day')} ago`;
}
