/** Reads a program's folder and compiles it: the only way from YAML files to a program. */
import { exits, UserError } from '../errors.ts';
import { readProgram } from '../lint/lint.ts';
import { compile } from '../program/compile.ts';
import type { Program } from '../program/model.ts';
import { describeProblem } from '../program/problem.ts';
import { readSources, shown, sourceDigest } from './source-files.ts';

/**
 * @param folder holds `program.yaml` and a file a phase
 * @param cwd messages name files relative to it
 * @throws UserError with every problem found (exit 2), or where the folder can't be read (exit 3)
 */
export function loadProgram(folder: string, cwd: string): Program {
  const files = readSources(folder, cwd);
  const { source, problems } = readProgram(files);
  if (!source) {
    throw new UserError(
      `the program in ${shown(folder, cwd)} can't be used:`,
      'mend the file and run the command again',
      exits.usage,
      problems.map((each) => `  ${describeProblem(each)}`),
    );
  }
  return compile(source, sourceDigest(files));
}
