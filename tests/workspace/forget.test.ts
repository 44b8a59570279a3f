import { expect, test } from 'vitest';
import { recordsNaming } from '../../src/workspace/forget.ts';
import { appendFacts } from '../../src/workspace/records.ts';
import { hire, note, stamp, workspaceWithRecord } from './scratch.ts';

test.each([
  ['Al', 'Al helped', true],
  ['Al', 'ask al.', true],
  ['Al', 'thanks:\nAl', true],
  ['Al', 'also, the goal', false],
  ['Al "Bo" D.', 'Al "Bo" D. helped', true],
  ['A.', 'Ab', false],
  ['田中', '田中さんに聞く', true],
  ['Ève', 'E\u0300VE', true],
])('whether %s stands in "%s": %s', async (name, text, stands) => {
  const workspace = await workspaceWithRecord();
  await appendFacts(workspace, hire, [note(text)], stamp(1));
  expect(await recordsNaming(workspace, name)).toEqual(stands ? [hire] : []);
});

test('no name of two letters is found in the ids of events, or as a key', async () => {
  const workspace = await workspaceWithRecord();
  for (let n = 1; n <= 20; n++) await appendFacts(workspace, hire, [note('–')], stamp(n));
  const letters = [...'bcfghjkpqvwxyz'];
  const names = letters.flatMap((one) => letters.map((two) => one + two));
  for (const name of names) expect(await recordsNaming(workspace, name), name).toEqual([]);
});
