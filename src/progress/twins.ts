/** Two records of one person: started twice, on two machines perhaps, under two ids. */
import { type Named, normaliseName } from './names.ts';

/** The groups of those who share a name or a handle, in the order given; nobody who is alone. */
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
