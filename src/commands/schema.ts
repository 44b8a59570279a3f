/** `schema NAME`: prints a JSON Schema, for editors and other programs. */
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { jsonSchemas } from '../json-schemas.ts';
import { nearestHint } from '../session/lookup.ts';

export async function schema(io: Io, name: string): Promise<undefined> {
  const make = jsonSchemas.get(name);
  if (!make) throw new UserError(`there is no schema "${name}"`, nearestHint(name, [...jsonSchemas.keys()]));
  io.stdout.write(`${JSON.stringify(make(), null, 2)}\n`);
}
