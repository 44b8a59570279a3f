/** Reads the programs that people write in YAML; loaded only when one is needed. */
import { readProgram } from '../lint/lint.ts';
import { compile } from '../program/compile.ts';
import type { Program } from '../program/model.ts';
import { shownPath } from './files.ts';
import { readSources, sourceDigest } from './program-files.ts';
import { unusable } from './unusable.ts';

/**
 * Reads a program's folder and compiles it.
 * @param folder holds `program.yaml` and a file a phase
 * @param cwd messages name files relative to it
 * @throws UserError with every problem found (exit 2), or where the folder can't be read (exit 3)
 */
export function loadProgram(folder: string, cwd: string): Program {
  const files = readSources(folder, cwd);
  const { source, problems } = readProgram(files);
  if (source) return compile(source, sourceDigest(files));
  throw unusable(`the program in ${shownPath(folder, cwd)}`, problems);
}
