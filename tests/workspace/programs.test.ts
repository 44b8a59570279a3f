/** A pinned program needs more than a matching hash to be read. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/digest.ts';
import type { Program } from '../../src/program/model.ts';
import { pinProgram, readPinned } from '../../src/workspace/programs.ts';
import { scratch } from './scratch.ts';

/** A file in `programs/` whose name fits its content. */
function pinned(content: string): [workspace: string, digest: string] {
  const workspace = scratch();
  const digest = sha256(Buffer.from(content));
  mkdirSync(join(workspace, 'programs'));
  writeFileSync(join(workspace, 'programs', `${digest}.json`), content);
  return [workspace, digest];
}

const program = { format: 1, id: 'p', title: 'P', source: '', roles: {}, calendar: {}, phases: [] };
const phase = { id: 'a', title: 'A', due: 'day 1', focus: [], groups: [], items: [] };

test.each([program, { ...program, phases: [phase] }, { ...program, added: 'later' }])(
  '%j is read',
  (content) => {
    expect(readPinned(...pinned(JSON.stringify(content)))).toEqual(content);
  },
);

test('what is pinned is plain ASCII, and read as it was', () => {
  const title = 'Öffnen … 入門 🎉 \u2028 \\u00e9';
  const workspace = scratch();
  const digest = pinProgram(workspace, { ...program, title } as Program);
  const bytes = readFileSync(join(workspace, 'programs', `${digest}.json`));
  expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  expect(readPinned(workspace, digest).title).toBe(title);
});

test('a newer format asks for an update', () => {
  const newer = pinned(JSON.stringify({ format: 2, chapters: [] }));
  const says = /written by a newer pm-onboard \(format 2\)/;
  expect(() => readPinned(...newer)).toThrow(
    expect.objectContaining({ exit: 3, message: expect.stringMatching(says) }),
  );
});

test.each([
  '',
  'no JSON',
  'null',
  '[]',
  '{}',
  '"text"',
  JSON.stringify({ ...program, format: '2' }),
  JSON.stringify({ ...program, format: 0 }),
  JSON.stringify({ ...program, roles: [] }),
  JSON.stringify({ ...program, calendar: null }),
  JSON.stringify({ ...program, phases: {} }),
  JSON.stringify({ ...program, phases: [null] }),
  JSON.stringify({ ...program, phases: [{ ...phase, items: 'none' }] }),
])('%j is not one that pm-onboard has written', (content) => {
  const refusal = expect.objectContaining({ exit: 3, message: expect.stringContaining('has written') });
  expect(() => readPinned(...pinned(content))).toThrow(refusal);
});
