/** How names are compared: as a whole, after NFC and case folding, never in part. */

/** A name in the form in which names are compared. */
export function foldName(name: string): string {
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  // There and back: upper case folds ß and ſ, which lower case keeps apart; ẞ gets there through lower case only.
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/** Whether a text names the person: their name or one of their handles. */
export function samePerson(person: { name: string; handles: readonly string[] }, text: string): boolean {
  return [person.name, ...person.handles].some((known) => foldName(known) === foldName(text));
}
