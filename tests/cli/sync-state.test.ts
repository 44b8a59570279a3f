/** Shows how old the shared state is, and tests automatic sharing. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flat, json } from './facts.ts';
import { type Member, monday, sharingTeam } from './team.ts';

interface Shared {
  readonly sync: { readonly at: string | null; readonly unshared: number; readonly text: string } | null;
}

/** Makes the last sync as old as that. */
function age(member: Member, hours: number): void {
  const folder = join(member.home, '.config/pm-onboard/shared');
  const [name = ''] = readdirSync(folder);
  const facts = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const syncedAt = new Date(Date.now() - hours * 3_600_000 - 1000).toISOString();
  writeFileSync(join(folder, name), JSON.stringify({ ...facts, syncedAt }));
}

function set(member: Member, changes: object): void {
  const path = join(member.home, '.config/pm-onboard/settings.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }));
}

test('status and review say how old the shared state is; git plays no part', async () => {
  const { ada, grace } = await sharingTeam();
  const noGit = { env: { PATH: ada.folder } };
  expect((await ada.ok(['status', ...monday], noGit)).stdout).not.toContain('ynced');
  expect((await json<Shared>(ada, ['status', ...monday])).sync).toMatchObject({ unshared: 0 });
  await ada.ok(['done', '1.1', ...monday]);
  age(ada, 51);
  expect((await ada.ok(['status', ...monday], noGit)).stdout).toContain(
    '\nSynced 2 days ago; 1 event not shared: pm-onboard sync\n',
  );
  expect((await ada.ok(['status', '--markdown', ...monday])).stdout).toContain('Synced 2 days ago');
  age(grace, 3);
  const { stdout } = await grace.ok(['review', 'Ada', ...monday], noGit);
  expect(flat(stdout.split('\n\n')[0] ?? '')).toContain('· synced 3 hours ago');
  expect((await grace.ok(['status', 'Ada', ...monday])).stdout).not.toContain('ynced');
  await ada.sync();
  expect((await json<Shared>(ada, ['status', ...monday])).sync?.unshared).toBe(0);
});

test('where nothing is shared, or what is known is damaged, nothing is said', async () => {
  const { ada } = await sharingTeam();
  const folder = join(ada.home, '.config/pm-onboard/shared');
  const [name = ''] = readdirSync(folder);
  for (const text of ['{', '[]', '{"branch":1}', '']) {
    writeFileSync(join(folder, name), text);
    expect((await json<Shared>(ada, ['status', ...monday])).sync, text).toBeNull();
    expect((await ada.run(['sync'])).code, text).toBe(3);
  }
});

test('sync: auto shares at the end of a command that records; a failure never fails the command', async () => {
  const { ada, grace, remote } = await sharingTeam();
  set(ada, { sync: 'auto' });
  const { stderr } = await ada.ok(['done', '1.1', ...monday]);
  expect(flat(stderr)).toMatch(/1\.1 .* done .*sent Ada: 1 done/);
  expect((await ada.ok(['status', ...monday])).stderr).toBe('');
  expect((await ada.ok(['review', ...monday])).stderr).toBe('');
  await grace.sync();
  expect(grace.onlyRecord().text).toContain('"kind":"done"');

  grace.write('pm-onboard.yaml', 'sync: auto\n');
  await grace.ok(['note', '1.4', 'seen', ...monday]);
  await ada.sync();
  expect(ada.onlyRecord().text).toContain('"seen"');

  const lock = join(ada.workspace, '.git/index.lock');
  writeFileSync(lock, '');
  const busy = await ada.ok(['note', '1.4', 'busy', ...monday]);
  expect(flat(busy.stderr)).toContain('one was interrupted and has left its lock. Later: pm-onboard sync');
  rmSync(lock);

  rmSync(remote, { recursive: true });
  const offline = await ada.ok(['note', '1.4', 'kept', ...monday]);
  expect(flat(offline.stderr)).toContain(`Saved, and not shared yet: there is no repository at ${remote}.`);
  expect(ada.onlyRecord().text).toContain('"kept"');
  expect((await ada.run(['done', 'nothing-of-that-name'])).stderr).not.toContain('not shared yet');
});

test('sync: auto stays out of `plan` and `review` where they only read', async () => {
  const { ada } = await sharingTeam();
  await ada.ok(['note', '1.4', 'kept here', ...monday]);
  set(ada, { sync: 'auto' });
  const later = ['--today', '2026-12-14'];
  for (const args of [['plan'], ['plan', '--catch-up'], ['review', '--no-input']])
    expect((await ada.ok([...args, ...later])).stderr, args.join(' ')).not.toContain('sent');
  expect(flat((await ada.ok(['plan', '--catch-up', '--yes', ...later])).stderr)).toMatch(
    /got new dates.*sent Ada: .*1 note/,
  );
});

test('sync: auto in a workspace that nobody has agreed to share does nothing', async () => {
  const { ada } = await sharingTeam();
  rmSync(join(ada.home, '.config/pm-onboard/shared'), { recursive: true });
  ada.write('pm-onboard.yaml', 'sync: auto\n');
  const { stderr } = await ada.ok(['note', '1.4', 'seen', ...monday]);
  expect(stderr).not.toContain('sent');
});
