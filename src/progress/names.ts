/** How names are compared: as a whole, after NFC and case folding, never in part. */

/** A name in the form in which names are compared. */
export function normaliseName(name: string): string {
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  // There and back: upper case folds ß and ſ, which lower case keeps apart; ẞ gets there through lower case only.
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

export interface Named {
  readonly name: string;
  readonly handles: readonly string[];
}

/** Whether a text names the person: their name or one of their handles. */
export function samePerson(person: Named, text: string): boolean {
  return [person.name, ...person.handles].some((known) => normaliseName(known) === normaliseName(text));
}

/** A test for the names of one person, see {@link namesOf}. */
export type IsThem = (name: string) => boolean;

/** Whether a person is the one whom a test is for. */
export function isPerson({ name, handles }: Named, isThem: IsThem): boolean {
  return [name, ...handles].some(isThem);
}

/**
 * A test for the names of one person: the name that is given, and all of whoever is known by it, or by a name that
 * these have.
 */
export function namesOf(name: string, known: readonly Named[]): IsThem {
  const names = new Set([normaliseName(name)]);
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const person of known) {
      const theirs = [person.name, ...person.handles].map(normaliseName);
      if (theirs.some((each) => names.has(each))) for (const each of theirs) names.add(each);
    }
  }
  return (text) => names.has(normaliseName(text));
}
