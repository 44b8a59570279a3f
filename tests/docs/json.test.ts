/** docs/json.md names every part of the schema of outputs, and no other; its lines of code work. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { json } from '../cli/facts.ts';
import { root, World } from '../cli/world.ts';
import { codeOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/json.md'), 'utf8');
const schema = JSON.parse(readFileSync(join(root, 'schema/output.json'), 'utf8'));

test('the table has every property of the schema', () => {
  const named = tableOf(page, 'property', 'command').flatMap(([property = '']) => codeOf(property));
  expect(named.sort()).toEqual(Object.keys(schema.properties).sort());
});

test('the lines for ajv do what they say', async () => {
  const [, lines = ''] = /```js\n([^`]*)```/.exec(page) ?? [];
  const make = new Function('Ajv', 'schema', `${lines}; return validate;`);
  const validate: ValidateFunction = make(Ajv, schema);
  const world = new World();
  await world.startAda();
  expect(validate(await json(world, ['status', '--today', '2026-11-24']))).toBe(true);
  expect(validate({ schemaVersion: 1 })).toBe(false);
});
