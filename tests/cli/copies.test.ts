/** The copies of a record that a cloud folder makes beside it are read as a part of it by every command. */
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flat } from './facts.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const begun = prepared((world) => world.startAda());

const names = [
  " (Ada's conflicted copy 2026-11-24)",
  ' (Case Conflict 1)',
  '-DESKTOP-1',
  '.sync-conflict-20261124-101500-ABCDEFG',
  ' 2',
  ' (conflicted copy 2026-11-24 101500)',
];

/** Ada with a note in the record, and other notes in copies of it under these names. */
async function withCopies(...kinds: readonly string[]) {
  const world = await begun();
  const { path, text } = world.onlyRecord();
  const id = path.slice(-'h0123abcd.json'.length, -'.json'.length);
  await world.run(['note', '1.2', 'in the record', ...monday]);
  const last = readFileSync(path, 'utf8');
  for (const [at, kind] of kinds.entries()) {
    writeFileSync(path, text);
    await world.run(['note', '1.2', `in copy ${at}`, ...monday]);
    renameSync(path, join(world.workspace, 'hires', `${id}${kind}.json`));
  }
  writeFileSync(path, last);
  return { world, path, id };
}

function others(world: World): string[] {
  return readdirSync(join(world.workspace, 'hires')).filter((name) => !/^h[0-9a-f]{8}\.json$/.test(name));
}

describe('the copies of a record', () => {
  test.each(names)('h…%s.json is read, said, and united by the next save', async (kind) => {
    const { world, path } = await withCopies(kind);
    const { stdout } = await world.run(['status', ...monday]);
    expect(flat(stdout)).toContain(
      "A cloud folder's copy is read with the record: pm-onboard doctor --repair",
    );
    for (const args of [['log'], ['show', '1.2']]) {
      const said = (await world.run([...args, ...monday])).stdout;
      expect(said).toContain('in copy 0');
      expect(said).toContain('in the record');
    }
    expect(readFileSync(path, 'utf8')).not.toContain('in copy 0');
    await world.run(['done', '1.1', ...monday]);
    expect(readFileSync(path, 'utf8')).toContain('in copy 0');
  });

  test('doctor lists them; --repair unites them and moves them to backups', async () => {
    const { world, path, id } = await withCopies(...names);
    const found = await world.run(['doctor', ...monday]);
    expect(found.code).toBe(1);
    for (const kind of names)
      expect(flat(found.stdout)).toContain(`hires/${id}${kind}.json: Ada Lovelace: a copy of the record`);
    const repaired = await world.run(['doctor', '--repair', ...monday]);
    expect(flat(repaired.stderr).match(/united with the record; as it was: backups\//g)).toHaveLength(
      names.length,
    );
    expect(others(world)).toEqual([]);
    for (const at of names.keys()) expect(readFileSync(path, 'utf8')).toContain(`in copy ${at}`);
    expect(
      readdirSync(join(world.workspace, 'backups')).filter((name) => name.includes('.json.copy-')),
    ).toHaveLength(names.length);
    expect((await world.run(['status', ...monday])).stdout).not.toContain('cloud folder');
  });

  test('one that can’t be read, or is of another record, is named and in nobody’s way', async () => {
    const { world, path, id } = await withCopies();
    const put = (kind: string, text: string) =>
      writeFileSync(join(world.workspace, 'hires', `${id}${kind}.json`), text);
    put(' cut', readFileSync(path, 'utf8').slice(0, -30));
    put(' other', readFileSync(path, 'utf8').replaceAll(id, 'h0000000b'));
    put(
      ' erased',
      `{"format":2,"record":"${id}","forgotten":{"by":"Eve","at":"2026-11-24T10:00:00.000Z"}}\n`,
    );
    put(' newer', `{"format":9,"record":"${id}","events":{}}\n`);
    symlinkSync('/etc/passwd', join(world.workspace, 'hires', `${id} link.json`));
    mkdirSync(join(world.workspace, 'hires', `${id} folder.json`));
    const { code, stdout } = await world.run(['status', ...monday]);
    expect(code).toBe(0);
    for (const [kind, why] of [
      ['cut', 'it is cut off'],
      ['other', 'it is the record of another hire, h0000000b'],
      ['erased', 'it says that the hire was erased'],
      ['newer', 'a newer pm-onboard has written it'],
    ])
      expect(flat(stdout)).toContain(`hires/${id} ${kind}.json is not read: ${why}`);
    expect((await world.run(['done', '1.1', ...monday])).code).toBe(0);
    const doctor = flat((await world.run(['doctor', '--repair', ...monday])).stdout);
    for (const kind of ['cut', 'other', 'erased', 'newer', 'link', 'folder'])
      expect(doctor).toContain(
        `hires/${id} ${kind}.json: is named like a copy of the record of Ada Lovelace`,
      );
    expect(others(world)).toHaveLength(6);
  });

  test('a name or an end that stands in one alone counts, among several hires too', async () => {
    const { world, path, id } = await withCopies();
    await world.run(['start', '--name', 'Bob Noyce', '--start', '2026-11-23', '--no-me', ...monday]);
    const text = readFileSync(path, 'utf8');
    await world.run(['archive', id, ...monday]);
    renameSync(path, join(world.workspace, 'hires', `${id} 2.json`));
    writeFileSync(path, text);
    expect((await world.run(['team', ...monday])).stdout).not.toContain('Ada Lovelace');
  });

  test('what is redacted goes from them too, and forget erases them', async () => {
    const { world } = await withCopies(' 2', '-DESKTOP-1');
    expect((await world.run(['redact', 'in copy', '--all', '--yes', ...monday])).code).toBe(0);
    for (const name of readdirSync(join(world.workspace, 'hires')))
      expect(readFileSync(join(world.workspace, 'hires', name), 'utf8'), name).not.toContain('in copy');
    await world.run(['doctor', '--repair', ...monday]);
    expect(others(world)).toEqual([]);
    const other = (await withCopies(' 2')).world;
    expect((await other.run(['forget', 'ada', '--confirm', 'Ada Lovelace', ...monday])).code).toBe(0);
    expect(others(other)).toEqual([]);
  });
});
