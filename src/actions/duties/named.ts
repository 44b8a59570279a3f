/** Which meeting or rotation a text means, and which member. */

import type { Meeting, Rotation } from '../../duties/model.ts';
import { nameOne, UserError } from '../../errors.ts';
import { type Named, namesOf, normaliseName } from '../../progress/names.ts';
import { nearestHint } from '../../session/lookup.ts';

/**
 * The duty that a text means: by its id, or by an unambiguous part of its id or title.
 * @param what what there is to choose from, for the error: `rotation`
 * @throws UserError where there is none, or several fit
 */
export function dutyNamed<D extends Meeting | Rotation>(duties: readonly D[], text: string, what: string): D {
  const asked = normaliseName(text);
  const fits = (test: (word: string) => boolean) =>
    duties.filter(({ id, title }) => [id, title].map(normaliseName).some(test));
  const whole = fits((word) => word === asked);
  const found = whole.length > 0 || asked === '' ? whole : fits((word) => word.includes(asked));
  const [one, ...others] = found;
  if (one && others.length === 0) return one;
  const ids = (among: readonly D[]) => among.map(({ id }) => id);
  if (one) throw new UserError(`"${text}" fits several: ${ids(found).join(', ')}`, `${nameOne}: ${one.id}`);
  if (duties.length === 0) throw noneThere(what);
  throw new UserError(`there is no ${what} "${text}"`, nearestHint(text, ids(duties)));
}

/** The error where duties.yaml has no meeting, or no rotation. */
export function noneThere(what: string): UserError {
  return new UserError(`there is no ${what} in duties.yaml`, 'write one there first');
}

/**
 * The member whom a text means: by name, by another name that the workspace knows them by, or by an unambiguous part.
 * @throws UserError where that is nobody, or several
 */
export function memberNamed(
  names: readonly string[],
  text: string,
  flag: string,
  known: readonly Named[],
): string {
  const isThem = namesOf(text, known);
  const whole = names.filter(isThem);
  const asked = normaliseName(text);
  const found =
    whole.length > 0 || asked === '' ? whole : names.filter((name) => normaliseName(name).includes(asked));
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined)
    throw new UserError(`${flag}: "${text}" fits ${found.join(' and ')}`, 'say the whole name');
  throw new UserError(
    `${flag}: nobody called "${text}" is in the rotation then`,
    names.length > 0 ? nearestHint(text, names) : 'name its members in duties.yaml',
  );
}
