/** `schema NAME`: prints a JSON Schema, for editors and other programs. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { jsonSchemas } from '../json-schemas.ts';
import { nearest } from '../program/nearest.ts';

export async function schema(io: Io, name: string): Promise<number> {
  const make = jsonSchemas.get(name);
  if (!make) {
    const names = [...jsonSchemas.keys()];
    const near = nearest(name, names)[0];
    throw new UserError(
      `there is no schema "${name}"`,
      near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
    );
  }
  io.stdout.write(`${JSON.stringify(make(), null, 2)}\n`);
  return exits.ok;
}
