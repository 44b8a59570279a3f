/** What is said of a file that the user has written and that can't be used. */
import { exits, UserError } from '../errors.ts';
import { describeProblem, type Problem } from '../program/problem.ts';

/** An error that lists every problem of a file that the user has written. */
export function unusable(what: string, problems: readonly Problem[]): UserError {
  const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
  const hint = 'fix the file and run the command again';
  return new UserError(`${what} can't be used:`, hint, exits.usage, lines);
}
