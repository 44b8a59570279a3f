/** `sync --init` and `sync --join` with `--dry-run` and `--json`: what they say, and that nothing is left behind. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat } from './facts.ts';
import { bareRepository, Member, sharingTeam } from './team.ts';

/** A folder for temporary files, and what was left in it. */
function temporary(member: Member) {
  const folder = join(member.home, 'tmp');
  mkdirSync(folder);
  return { env: { TMPDIR: folder }, leftovers: () => readdirSync(folder) };
}

async function adaAlone(): Promise<{ ada: Member; remote: string }> {
  const ada = new Member('Ada Lovelace');
  const remote = bareRepository(ada);
  await ada.startAda();
  return { ada, remote };
}

/** Branches, configuration and HEAD of the workspace's repository. */
function repositoryOf(ada: Member): string[] {
  const config = readFileSync(join(ada.workspace, '.git/config'), 'utf8');
  return [ada.git('for-each-ref'), ada.git('status', '--short'), ada.git('symbolic-ref', 'HEAD'), config];
}

describe('sync --init --dry-run', () => {
  test('says what would be shared where, and writes nothing; then it is so', async () => {
    const { ada, remote } = await adaAlone();
    const before = fingerprint(ada);
    const init = ['sync', '--init', '--remote', remote];
    const { stdout, stderr } = await ada.ok([...init, '--dry-run', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      dryRun: true,
      sent: [{ name: 'Ada Lovelace', events: [{ kind: 'started' }, {}, {}] }],
      received: [],
    });
    expect(stderr).toBe(
      `  Nothing is written. Without --dry-run:\n· shared at ${remote}, on main\n· sent    Ada: started, 2 roles assigned\n`,
    );
    expect(fingerprint(ada)).toBe(before);
    expect(ada.gitIn(remote, 'for-each-ref')).toBe('');
    const wet = await ada.ok([...init, '--json']);
    expect(JSON.parse(wet.stdout).sent).toEqual(JSON.parse(stdout).sent);
    expect(ada.gitIn(remote, 'for-each-ref')).toContain('refs/heads/main');
  });

  test('without a remote, and before anything was recorded', async () => {
    const { ada } = await adaAlone();
    const before = fingerprint(ada);
    const { stderr } = await ada.ok(['sync', '--init', '--dry-run']);
    expect(flat(stderr)).toContain(`· committed in ${ada.workspace}, on main`);
    expect(fingerprint(ada)).toBe(before);
    const nobody = new Member('Grace Hopper');
    const empty = fingerprint(nobody);
    await nobody.ok(['sync', '--init', '--dry-run']);
    expect(fingerprint(nobody)).toBe(empty);
  });

  test('a repository that is there keeps its branches, its configuration and its branch', async () => {
    const { ada, remote } = await adaAlone();
    ada.git('init', '--quiet', '--initial-branch=main');
    ada.git('commit', '--quiet', '--allow-empty', '-m', 'Begin');
    const before = repositoryOf(ada);
    for (const more of [[], ['--branch', 'records']]) {
      const { stderr } = await ada.ok(['sync', '--init', '--remote', remote, ...more, '--dry-run']);
      expect(flat(stderr)).toContain(`· shared at ${remote}, on ${more[1] ?? 'main'}`);
      expect(repositoryOf(ada)).toEqual(before);
    }
    const refused = await ada.run(['sync', '--dry-run']);
    expect(refused).toMatchObject({ code: 3 });
  });

  test('what --init refuses, its dry run refuses', async () => {
    const { ada } = await adaAlone();
    const init = ['sync', '--init', '--dry-run'];
    await expectRefusal(ada, [...init, '--remote', '/nowhere/team.git'], { code: 3, says: ['nowhere'] });
    await expectRefusal(ada, [...init, '--remote', 'ext::sh'], { code: 2, says: ['URL'] });
    await expectRefusal(ada, [...init, '--branch', '-x'], { code: 2, says: ['branch'] });
  });
});

describe('sync --join --dry-run', () => {
  const grace = ['--me', 'Grace Hopper'];

  test('says what would be joined, by whom, and leaves no clone behind; then it is so', async () => {
    const { ada, remote } = await adaAlone();
    await ada.sync('--init', '--remote', remote);
    const member = new Member('Grace Hopper');
    const { env, leftovers } = temporary(member);
    const before = fingerprint(member);
    const line = ['sync', '--join', remote, ...grace, '--dry-run', '--json'];
    const { stdout, stderr } = await member.ok(line, { env });
    const view = JSON.parse(stdout);
    expect(view).toEqual({
      schemaVersion: 1,
      dryRun: true,
      workspace: member.workspace,
      url: remote,
      branch: 'main',
      again: false,
      me: 'Grace Hopper',
      hire: null,
      hires: [{ id: expect.stringMatching(/^h/), name: 'Ada Lovelace' }],
      fault: null,
    });
    expect(flat(stderr)).toContain(`Nothing is written. Without --dry-run: · joined ${remote}, in `);
    expect(flat(stderr)).toContain('You are Grace Hopper');
    expect([fingerprint(member), leftovers()]).toEqual([before, []]);
    const wet = await member.ok(['sync', '--join', remote, ...grace, '--json']);
    const { dryRun: _, ...joined } = view;
    expect(JSON.parse(wet.stdout)).toEqual(joined);
    const again = await member.ok(['sync', '--join', remote, ...grace, '--json', '--dry-run']);
    expect(JSON.parse(again.stdout)).toEqual({ ...view, again: true });
  });

  test('a hire joins as themselves; plain text says the same, without a status of what isn’t there', async () => {
    const { ada, remote } = await adaAlone();
    await ada.sync('--init', '--remote', remote);
    const other = new Member('Ada Lovelace');
    const before = fingerprint(other);
    const join = ['sync', '--join', remote, 'team', '--me', 'ada lovelace', '--dry-run'];
    const { stdout, stderr } = await other.ok(join);
    expect([stdout, fingerprint(other)]).toEqual(['', before]);
    expect(flat(stderr)).toContain('commands you give are yours and about you');
    expect(flat(stderr)).toContain(`in ${other.folder}/team`);
    expect(JSON.parse((await other.ok([...join, '--json'])).stdout).hire).toMatchObject({
      name: 'Ada Lovelace',
    });
  });

  test('what --join refuses, its dry run refuses, and leaves no clone behind either', async () => {
    const { remote } = await sharingTeam();
    const member = new Member('Grace Hopper');
    const { env, leftovers } = temporary(member);
    const args = (url: string, ...more: string[]) => ['sync', '--join', url, ...more, ...grace, '--dry-run'];
    await expectRefusal(member, args('/nowhere/team.git'), { code: 3, says: ['nowhere'] }, { env });
    await expectRefusal(
      member,
      args(remote, '--branch', 'none'),
      { code: 3, says: ['no branch none'] },
      { env },
    );
    const empty = bareRepository(member, 'empty.git');
    await expectRefusal(member, args(empty), { code: 3, says: ['there is no workspace in'] }, { env });
    mkdirSync(member.workspace, { recursive: true });
    writeFileSync(join(member.workspace, 'mine'), '');
    await expectRefusal(member, args(remote), { code: 3, says: ['already'] }, { env });
    await expectRefusal(member, ['sync', '--join', remote, '--dry-run'], { code: 4, says: ['--me'] });
    expect(leftovers()).toEqual([]);
  });
});
