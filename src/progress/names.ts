/** How the names of people are compared: as a whole, after NFC and case folding, never in part. */

/** A name in the form in which names are compared. */
export function normaliseName(name: string): string {
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  // Upper case folds ß and ſ, which lower case keeps apart; ẞ folds only after it was made lower case.
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

export interface Named {
  readonly name: string;
  readonly handles: readonly string[];
}

/** Whether a text is the name of the person or one of their handles. */
export function samePerson(person: Named, text: string): boolean {
  return [person.name, ...person.handles].some((known) => normaliseName(known) === normaliseName(text));
}

/** Whether a name is one of a certain person's, see {@link namesOf}. */
export type IsThem = (name: string) => boolean;

/** Whether one of a person's names passes the test, so that the person is the one whom the test is for. */
export function isPerson({ name, handles }: Named, isThem: IsThem): boolean {
  return [name, ...handles].some(isThem);
}

/**
 * A test for all names of one person: the name that is given, all names and handles of the known people who have it, and
 * those of everybody who shares one of them.
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

/**
 * The groups of hires who share a name or a handle, each in the order given: a person who was started twice, on two
 * machines perhaps. A hire who shares a name with nobody is in no group.
 */
export function twinsOf<H extends Named>(hires: readonly H[]): H[][] {
  const namesIn = ({ name, handles }: H) =>
    [name, ...handles].map(normaliseName).filter((known) => known !== '');
  const groups = new Map<string, ReadonlySet<H>>();
  for (const hire of hires) {
    const group = new Set([...namesIn(hire).flatMap((known) => [...(groups.get(known) ?? [])]), hire]);
    for (const known of [...group].flatMap(namesIn)) groups.set(known, group);
  }
  return [...new Set(groups.values())]
    .filter(({ size }) => size > 1)
    .map((group) => hires.filter((hire) => group.has(hire)));
}
