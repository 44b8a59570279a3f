/** Compares the names of people: whole names, after Unicode normalisation (NFC) and case folding, never parts of names. */

/** Matches a name of plain letters and signs with single spaces, in which nothing but capitals can differ. */
const isPlain = /^[!-~]+(?: [!-~]+)*$/;

/** A name in the form in which names are compared: without case and extra spaces, in NFC. */
export function normaliseName(name: string): string {
  // Nearly all names are plain, and a list over many hires compares thousands of them.
  if (isPlain.test(name)) return name.toLowerCase();
  const plain = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  // Upper case makes ß and ss equal, and ſ and s; lower case alone does not. ẞ becomes ß only in lower case, so that is first.
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

export interface Named {
  readonly name: string;
  readonly handles: readonly string[];
}

/** Whether a text is the name of the person or one of their handles. */
export function samePerson(person: Named, text: string): boolean {
  const wanted = normaliseName(text);
  return isPerson(person, (known) => normaliseName(known) === wanted);
}

/** Whether a name belongs to one certain person; {@link namesOf} makes such tests. */
export type IsThem = (name: string) => boolean;

/** Whether the person's name or a handle passes the test, so that the test is for this person. */
export function isPerson({ name, handles }: Named, isThem: IsThem): boolean {
  return isThem(name) || handles.some((handle) => isThem(handle));
}

/**
 * Returns a test for all names of one person: the given name, all names and handles of the known people who have it, and
 * those of everybody who shares one of these names.
 */
export function namesOf(name: string, known: readonly Named[]): IsThem {
  const names = new Set([normaliseName(name)]);
  // Whoever has one name alone adds none.
  const several = known.filter(({ handles }) => handles.length > 0);
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const person of several) {
      const theirs = [person.name, ...person.handles].map(normaliseName);
      if (theirs.some((each) => names.has(each))) for (const each of theirs) names.add(each);
    }
  }
  return (text) => names.has(normaliseName(text));
}

/**
 * The groups of hires who share a name or a handle, each group in the given order. Such hires are probably one person who
 * was started twice, perhaps on two machines. A hire whose names are unique is left out.
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

/** What the schemas say of the fields of a person. */
export const personWords = {
  name: 'The name that people read.',
  handles: 'Other names by which commands know the person.',
};
