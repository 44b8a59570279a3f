/**
 * `npm run output-schema [-- FILE]`: makes `schema/output.json`, or FILE, from the types in `src/cli/outputs.ts`. It takes some
 * ten seconds, so the build doesn't run it; a test sees whether the file is up to date.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { generateSchema, getProgramFromFiles } from 'typescript-json-schema';

const root = resolve(import.meta.dirname, '..');
const file = resolve(process.argv[2] ?? join(root, 'schema/output.json'));

// The library reports each value that it can't tell from a type alone on the console; no schema needs these.
for (const name of ['log', 'warn', 'error', 'debug']) console[name] = () => {};
const program = getProgramFromFiles(
  [join(root, 'src/cli/outputs.ts')],
  {
    target: 'es2023',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
  },
  root,
);
// Without noExtraProps, the library doesn't join the parts of an intersection.
const made = generateSchema(program, 'Outputs', {
  required: true,
  noExtraProps: true,
  ref: true,
  aliasRef: false,
  ignoreErrors: true,
});
if (!made?.properties) throw new Error('no schema came of src/cli/outputs.ts');

/** Name of a definition as the library has it → its type's own name; undefined for a type without a name. */
const names = new Map();
for (const name of Object.keys(made.definitions ?? {}).sort()) {
  const short = /^(?:import\(.*\)\.)?([A-Za-z]\w*)$/.exec(name)?.[1];
  const folder = /src\/(?:\w+\/)*([\w-]+)"/.exec(name)?.[1] ?? '';
  const isTaken = short !== undefined && [...names.values()].includes(short);
  names.set(name, isTaken ? `${short}Of${folder.charAt(0).toUpperCase()}${folder.slice(1)}` : short);
}

const definitions = Object.fromEntries(
  [...names]
    .filter(([, name]) => name !== undefined)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([name, short]) => [short, tidy(made.definitions[name])]),
);
// What is printed of an event has the fields of its kind, too.
definitions.UnknownEvent.description =
  'Something that was recorded, with the fields of its kind: `pm-onboard schema record` has them.';

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'What pm-onboard prints as JSON',
  description:
    'Each property describes what one command prints with `--json`: see its description for the command. New versions may add properties, and never rename or remove one.',
  type: 'object',
  properties: tidyEach(made.properties),
  definitions,
};
writeFileSync(file, await format(JSON.stringify(schema, null, 2), { parser: 'json' }));

/** A part of the schema under the final names, without what the library guesses of values and of closedness. */
function tidy(part) {
  if (Array.isArray(part)) return part.map(tidy);
  if (typeof part !== 'object' || part === null) return part;
  const { $ref, default: value, additionalProperties, description, properties, ...rest } = part;
  if ($ref !== undefined) {
    const name = decodeURIComponent($ref.replace('#/definitions/', ''));
    const short = names.get(name);
    const meant = short === undefined ? tidy(made.definitions[name]) : { $ref: `#/definitions/${short}` };
    if (description === undefined) return meant;
    // Beside a $ref, draft-07 ignores every other key.
    return { description: plain(description), ...(short === undefined ? meant : { allOf: [meant] }) };
  }
  const isDate = rest.pattern === '^[0-9]*-[0-9]*-[0-9]*$';
  return {
    ...(description === undefined ? {} : { description: plain(description) }),
    ...Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, tidy(inner)])),
    ...(isDate ? { pattern: String.raw`^\d{4}-\d{2}-\d{2}$` } : {}),
    ...(properties === undefined ? {} : { properties: tidyEach(properties) }),
    // New keys may come, so that no object is closed; a schema stands here for the values of a map.
    ...(typeof additionalProperties === 'object' ? { additionalProperties: tidy(additionalProperties) } : {}),
  };
}

function tidyEach(properties) {
  const entries = Object.entries(properties).map(([key, part]) => [
    key,
    key === 'schemaVersion' ? { const: 1 } : tidy(part),
  ]);
  return Object.fromEntries(entries);
}

/** A comment as one line, without links to the code. */
function plain(text) {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?:, see |; see )?\{@link (\w+)\}/g, '')
    .trim();
}
