/** How names are compared: as a whole, after NFC and case folding, never in part. */

/** A name in the form in which names are compared. */
export function foldName(name: string): string {
  // Upper case first: it folds what lower case alone keeps apart, such as ß and ſ.
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase().toLowerCase().normalize('NFC');
}

/** Whether a text names the person: their name or one of their handles. */
export function samePerson(person: { name: string; handles: readonly string[] }, text: string): boolean {
  return [person.name, ...person.handles].some((known) => foldName(known) === foldName(text));
}
