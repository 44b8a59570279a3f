/**
 * The program of a folder, in the shortest way. Reading YAML and checking it takes most of what `start` does: the program
 * that ships was compiled when this was built, and is read as JSON as long as its files are what they were then.
 */
import { join } from 'node:path';
import type { Io } from '../io.ts';
import type { Program } from '../program/model.ts';
import { programFolder } from './create.ts';
import { readRegularFile } from './files.ts';
import { readSources, sourceDigest } from './source-files.ts';

/**
 * @param folder holds `program.yaml` and a file a phase
 * @throws UserError as {@link import('./sources.ts').loadProgram} does
 */
export async function programIn(folder: string, { root, cwd }: Pick<Io, 'root' | 'cwd'>): Promise<Program> {
  const shipped = folder === join(root, programFolder) ? compiledWhenBuilt(root) : undefined;
  if (shipped && shipped.source === sourceDigest(readSources(folder, cwd))) return shipped;
  const { loadProgram } = await import('./sources.ts');
  return loadProgram(folder, cwd);
}

/** Written by `scripts/build.mjs`. */
function compiledWhenBuilt(root: string): Program | undefined {
  const bytes = readRegularFile(join(root, 'dist/product-manager.json'));
  return bytes && JSON.parse(bytes.toString());
}
