/**
 * Reads the name of a time zone, such as `Europe/Berlin`. Intl knows the zones; it is asked only where a zone is given, never
 * where one is shown, since it takes as long to load as a whole screen.
 */
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { nearest } from '../program/nearest.ts';

/**
 * Text → IANA name. Zones and their aliases (`US/Eastern`) are taken in small or capital letters; an alias stays as it was
 * typed.
 * @param flag the flag that gives the zone, for the error: `--zone`
 * @throws UserError for any other text, offsets such as `+01:00` included; it names the nearest zones
 */
export function zoneFrom(text: string, flag: string): string {
  const typed = text.trim();
  const zone = knownZone(typed);
  if (zone !== undefined) return zone;
  const near = nearestZones(typed);
  const remedy =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : 'give the name of a place, such as Europe/Berlin, America/New_York or UTC';
  throw new UserError(`${flag}: "${typed}" is not a time zone`, remedy);
}

/** The time zone of the system; undefined where the system's answer is no zone. */
export function systemZone(io: Pick<Io, 'zone'>): string | undefined {
  return knownZone(io.zone());
}

/**
 * The zone in which a person's times are shown: that of their record, else that of the system. What a record says was written by others:
 * what is no zone is as good as none.
 */
export function zoneOf(
  hire: { readonly zone?: string } | undefined,
  io: Pick<Io, 'zone'>,
): string | undefined {
  return knownZone(hire?.zone ?? '') ?? systemZone(io);
}

/** The name of the zone in its usual letters; undefined where Intl doesn't know it. */
function knownZone(text: string): string | undefined {
  // Newer versions of Intl also take an offset, which no place has all year.
  if (!/^[a-z]/i.test(text)) return undefined;
  const listed = zones().find((zone) => zone.toLowerCase() === text.toLowerCase());
  if (listed !== undefined) return listed;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return text === text.toLowerCase() ? timeZone : text;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The names of all zones; an alias is in the list only where Intl takes it for the usual name. */
function zones(): string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}

/** How many zones are suggested at most. */
const most = 3;

/** The zones whose place, or whose whole name, is the nearest to the text: `berlin` → `Europe/Berlin`. */
function nearestZones(text: string): string[] {
  const word = text.replaceAll(' ', '_');
  const all = zones();
  const placeOf = (zone: string) => zone.split('/').at(-1) ?? zone;
  const places = nearest(word, all.map(placeOf));
  const ofPlaces = places.flatMap((place) => all.filter((zone) => placeOf(zone) === place));
  const exact = ofPlaces.filter((zone) => placeOf(zone).toLowerCase() === word.toLowerCase());
  const near = exact.length > 0 ? exact : [...nearest(word, all), ...ofPlaces];
  return [...new Set(near)].slice(0, most);
}
