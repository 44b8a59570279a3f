/** What is saved while a sync is sending is left as it is, and said. A barrier in the remote holds the push. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Barrier } from '../cli/barrier.ts';
import { flat } from '../cli/facts.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

function push(member: Member, message: string): void {
  member.git('add', '--all', '--', ':!hires');
  member.git('commit', '--quiet', '-m', message);
  member.git('push', '--quiet', 'origin', 'main');
}

/** Ada has changed and removed files that Grace has; Grace has a note to send. */
async function withChanges() {
  const { ada, grace, remote } = await sharingTeam();
  ada.write('checklists/notes.txt', 'first\n');
  ada.write('old.txt', 'first\n');
  ada.write('calm.txt', 'first\n');
  push(ada, 'Files');
  await grace.sync();
  ada.write('checklists/notes.txt', 'theirs\n');
  ada.write('calm.txt', 'theirs\n');
  rmSync(join(ada.workspace, 'old.txt'));
  push(ada, 'Changed');
  await grace.ok(['note', '1.4', 'seen', ...monday]);
  return { ada, grace, remote, barrier: new Barrier(remote) };
}

describe('files that are saved in an editor meanwhile', () => {
  test('stay as they are, and are named with what to do; the others come in', async () => {
    const { ada, grace, barrier } = await withChanges();
    const { code, stderr } = await barrier.during(grace.spawn(['sync']), () => {
      grace.write('checklists/notes.txt', 'mine\n');
      grace.write('old.txt', 'mine\n');
    });
    expect(code, stderr).toBe(0);
    const said = flat(stderr);
    expect(said).toContain('came in calm.txt');
    expect(stderr).not.toMatch(/came in .*(notes|old)\.txt/);
    expect(said).toContain('checklists/notes.txt was changed here while this was being sent');
    expect(said).toContain('See git diff checklists/notes.txt');
    expect(said).toContain('old.txt was changed here while this was being sent');
    expect(said).toContain('others have removed it');
    expect(grace.read('checklists/notes.txt')).toBe('mine\n');
    expect(grace.read('old.txt')).toBe('mine\n');
    expect(grace.read('calm.txt')).toBe('theirs\n');
    expect(grace.git('status', '--porcelain')).toBe(' M checklists/notes.txt\n?? old.txt\n');
    expect(grace.git('diff', '--', 'checklists/notes.txt')).toMatch(/^-theirs\n\+mine$/m);
    await ada.sync();
    expect(ada.onlyRecord().text).toContain('"seen"');
  });

  test('a folder or a file in the way, and a file that is removed meanwhile', async () => {
    const { grace, barrier } = await withChanges();
    const { code, stderr } = await barrier.during(grace.spawn(['sync']), () => {
      rmSync(join(grace.workspace, 'checklists'), { recursive: true });
      writeFileSync(join(grace.workspace, 'checklists'), 'mine\n');
      rmSync(join(grace.workspace, 'calm.txt'));
    });
    expect(code, stderr).toBe(0);
    for (const path of ['checklists/notes.txt', 'calm.txt'])
      expect(flat(stderr)).toContain(`${path} was changed here while this was being sent`);
    expect(grace.read('checklists')).toBe('mine\n');
    expect(existsSync(join(grace.workspace, 'calm.txt'))).toBe(false);
    expect(existsSync(join(grace.workspace, 'old.txt'))).toBe(false);
  });

  test('settings that --init is sharing', async () => {
    const { ada, remote } = await sharingTeam();
    await ada.ok(['note', '1.4', 'seen', ...monday]);
    const ignored = `${ada.read('.gitignore')}mine/\n`;
    ada.write('.gitignore', '');
    const barrier = new Barrier(remote);
    const { code, stderr } = await barrier.during(ada.spawn(['sync', '--init']), () => {
      ada.write('.gitignore', ignored);
    });
    expect(code, stderr).toBe(0);
    expect(flat(stderr)).toContain('.gitignore was changed here while this was being sent');
    expect(ada.read('.gitignore')).toBe(ignored);
  });
});

describe('commits of one’s own meanwhile', () => {
  test.each(['with the record', 'of another file'])('%s: taken up by the same sync', async (which) => {
    const { ada, grace, barrier } = await withChanges();
    const own = which === 'of another file';
    const { code, stderr } = await barrier.during(grace.spawn(['sync']), async () => {
      grace.write('mine.txt', 'mine\n');
      grace.git('add', 'mine.txt');
      if (!own) await grace.ok(['note', '1.4', 'later', ...monday]);
      grace.git('commit', '--quiet', ...(own ? [] : ['--all']), '-m', 'Mine');
    });
    expect(code, stderr).toBe(0);
    expect(flat(stderr)).toContain('sent Ada: 1 note');
    expect(grace.git('status', '--porcelain')).toBe('');
    expect(grace.git('log', '--format=%s')).toContain('Mine\n');
    expect(grace.read('calm.txt')).toBe('theirs\n');
    expect(grace.read('mine.txt')).toBe('mine\n');
    await ada.sync();
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    expect(ada.onlyRecord().text.includes('"later"')).toBe(!own);
    expect(readdirSync(ada.workspace)).not.toContain('mine.txt');
    expect(flat((await grace.sync()).stderr)).toContain('Nothing new');
  });

  test('a branch or a lock of git: nothing is changed here, and it says that all is sent', async () => {
    for (const [block, says] of [
      [
        (grace: Member) => grace.git('switch', '--quiet', '-c', 'other'),
        'other was checked out in the meantime',
      ],
      [(grace: Member) => grace.write('.git/index.lock', ''), 'another git is at work here'],
    ] as const) {
      const { ada, grace, barrier } = await withChanges();
      let before = '';
      const { code, stderr } = await barrier.during(grace.spawn(['sync']), () => {
        block(grace);
        before = grace.state();
      });
      expect(code).toBe(3);
      expect(flat(stderr)).toContain(says);
      expect(flat(stderr)).toContain('What you have recorded is sent already.');
      expect(flat(stderr)).not.toContain('as it was before');
      expect(grace.state()).toBe(before);
      rmSync(join(grace.workspace, '.git/index.lock'), { force: true });
      grace.git('switch', '--quiet', 'main');
      await grace.sync();
      expect(grace.read('calm.txt')).toBe('theirs\n');
      await ada.sync();
      expect(readFileSync(ada.onlyRecord().path, 'utf8')).toBe(grace.onlyRecord().text);
    }
  });
});

test('a branch that is checked out while a sync waits for its turn is not sent', async () => {
  const { ada, remote } = await sharingTeam();
  const git = join(ada.workspace, '.git');
  const before = ada.gitIn(remote, 'rev-parse', 'main');
  writeFileSync(join(git, 'pm-onboard.lock'), 'another sync');
  const run = ada.spawn(['sync']);
  while (!readdirSync(git).some((name) => /^pm-onboard\.lock\..*\.tmp$/.test(name)))
    await new Promise((wake) => setTimeout(wake, 10));
  ada.git('switch', '--quiet', '-c', 'private');
  await ada.ok(['note', '1.4', 'mine', ...monday]);
  ada.git('commit', '--quiet', '--all', '-m', 'Mine');
  rmSync(join(git, 'pm-onboard.lock'));
  const { code, stderr } = await run;
  expect(code).toBe(3);
  expect(flat(stderr)).toContain(
    'private was checked out in the meantime nothing was sent; git switch main, then run it again',
  );
  expect(ada.gitIn(remote, 'rev-parse', 'main')).toBe(before);
  ada.git('switch', '--quiet', 'main');
  await ada.sync();
});
