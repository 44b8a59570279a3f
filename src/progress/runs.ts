/** The runs of one person: what each is called among those that are under way. */
import type { CalendarDate } from '../dates.ts';

/**
 * Id of a run → its short name among the person's runs under way: the id of its program; for a second one of the same program,
 * by start, `product-manager-2`, and so on.
 */
export function shortNames(
  runs: readonly { readonly id: string; readonly program: string; readonly start: CalendarDate }[],
): ReadonlyMap<string, string> {
  const key = ({ start, id }: (typeof runs)[number]) => `${start} ${id}`;
  const names = new Map<string, string>();
  for (const run of [...runs].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const taken = new Set(names.values());
    let name = run.program;
    for (let n = 2; taken.has(name); n += 1) name = `${run.program}-${n}`;
    names.set(run.id, name);
  }
  return names;
}
