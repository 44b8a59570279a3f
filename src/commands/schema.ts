/** `schema NAME`: prints a JSON Schema, for editors and other programs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { jsonSchemas } from '../json-schemas.ts';
import { nearestHint } from '../session/lookup.ts';

/** The schema of what `--json` prints. It is made of types, which are gone in the built program, so that it ships as a file. */
const output = 'output';

export async function schema(io: Io, name: string): Promise<undefined> {
  const make = jsonSchemas.get(name);
  if (!make && name !== output)
    throw new UserError(`there is no schema "${name}"`, nearestHint(name, [...jsonSchemas.keys(), output]));
  io.stdout.write(
    make
      ? `${JSON.stringify(make(), null, 2)}\n`
      : readFileSync(join(io.root, 'schema', `${output}.json`), 'utf8'),
  );
}
