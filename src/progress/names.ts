/** How names are compared: as a whole, after NFC and case folding, never in part. */

/** A name in the form in which names are compared. */
export function foldName(name: string): string {
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
  return [person.name, ...person.handles].some((known) => foldName(known) === foldName(text));
}

/** A test for the names of one person: the name that is given, and all of whoever is known by it. */
export function namesOf(name: string, known: readonly Named[]): (text: string) => boolean {
  const same = [{ name, handles: [] }, ...known.filter((person) => samePerson(person, name))];
  return (text) => same.some((person) => samePerson(person, text));
}
