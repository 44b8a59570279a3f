/** `schema NAME`: prints a JSON Schema, for editors and other programs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { nearestHint } from '../session/lookup.ts';

/** The schemas are made before: of what the readers use (`src/json-schemas.ts`), and of the types in `src/cli/outputs.ts`. */
export async function schema(io: Io, name: string): Promise<undefined> {
  const folder = join(io.root, 'schema');
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  if (!names.includes(name)) throw new UserError(`there is no schema "${name}"`, nearestHint(name, names));
  io.stdout.write(readFileSync(join(folder, `${name}.json`), 'utf8'));
}
