/** What several programs find in the same part, told once. */
import type { RatedProblem } from '../../lint/lint.ts';
import { unusedDisable } from '../../lint/rules/unused-disable.ts';
import { firstOf } from '../../lint/texts.ts';

/** A program that was looked at. */
interface Looked {
  /** The folder, as messages show it. */
  readonly place: string;
  /** The paths of the program's files, its parts among them. */
  readonly files: readonly string[];
  readonly found: readonly RatedProblem[];
}

/**
 * The problems of all programs. What is wrong with a part wherever it is included stands there once; what is wrong with it in
 * some programs only says in which. A directive is without effect where it has none in any of them.
 */
export function foundTogether(looked: readonly Looked[]): RatedProblem[] {
  const users = new Map<string, number>();
  for (const file of looked.flatMap(({ files }) => files)) users.set(file, (users.get(file) ?? 0) + 1);
  const shared = new Map<string, { readonly problem: RatedProblem; readonly places: string[] }>();
  const own: RatedProblem[] = [];
  for (const { place, found } of looked)
    for (const problem of found) {
      if ((users.get(problem.file) ?? 0) < 2) {
        own.push(problem);
        continue;
      }
      const { file, line, column, rule, message } = problem;
      const key = JSON.stringify([file, line, column, rule, message]);
      const known = shared.get(key);
      if (known) known.places.push(place);
      else shared.set(key, { problem, places: [place] });
    }
  return [
    ...own,
    ...[...shared.values()].flatMap(({ problem, places }) => {
      if (places.length === users.get(problem.file)) return [problem];
      if (problem.rule === unusedDisable.id) return [];
      return [{ ...problem, message: `${problem.message} (in ${firstOf(places, 3)})` }];
    }),
  ];
}
