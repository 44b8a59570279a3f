/** Numbers, plurals and lists in sentences: the only place that knows how English says them. Pure. */

/** `1 hire`, `2 hires`. @param many the noun for any other number than 1, where that isn't the noun with an `s` */
export function plural(n: number, noun: string, many = `${noun}s`): string {
  return `${n} ${agreeing(n, noun, many)}`;
}

/** The word that goes with a number of things: `agreeing(1, 'is', 'are')` is `is`. */
export function agreeing(n: number, one: string, many: string): string {
  return n === 1 ? one : many;
}

/** Minutes as hours and minutes: `45 min`, `1 h`, `2 h 05`. */
export function durationText(minutes: number): string {
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${left} min`;
  return left === 0 ? `${hours} h` : `${hours} h ${String(left).padStart(2, '0')}`;
}

/** Joins the parts: `a`, `a and b`, `a, b and c`. */
export function listText(parts: readonly string[]): string {
  return joined(parts, 'and');
}

/** As {@link listText}, for parts of which one is enough: `a, b or c`. */
export function eitherText(parts: readonly string[]): string {
  return joined(parts, 'or');
}

/** The first parts, and how many there are beside them: `a, b and 3 more`; all of them where these are no more than `most`. */
export function firstFew(parts: readonly string[], most: number): string {
  const more = parts.length - most;
  return more > 0 ? `${parts.slice(0, most).join(', ')} and ${more} more` : listText(parts);
}

function joined(parts: readonly string[], last: string): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}` : (parts[0] ?? '');
}
