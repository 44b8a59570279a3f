/** What a trait allows. */

/** The values that a trait, or a condition on one, allows, as words: those of `boolean` are `yes` and `no`. */
export function valuesOf(written: boolean | 'boolean' | readonly string[]): readonly string[] {
  if (written === 'boolean') return ['yes', 'no'];
  return typeof written === 'boolean' ? [written ? 'yes' : 'no'] : written;
}
