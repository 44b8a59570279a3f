/** Whoever follows a printed line ends where the others are, whatever the remote, the branch and the clone look like. */
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, flat } from '../cli/facts.ts';
import { bareRepository, Member, monday, sharingTeam } from '../cli/team.ts';

/** A hook of the remote that takes no commit on main, with the words of a host. */
function protectMain(remote: string, words: string): void {
  const lines = words.split('\n').map((line) => `echo "${line}" >&2`);
  const hook = ['#!/bin/sh', 'while read old new ref; do', '[ "$ref" = refs/heads/main ] || continue'];
  writeFileSync(join(remote, 'hooks/pre-receive'), [...hook, ...lines, 'exit 1', 'done', ''].join('\n'), {
    mode: 0o755,
  });
}

const gh006 =
  'error: GH006: Protected branch update failed for refs/heads/main.\nerror: Changes must be made through a pull request.';

/** The printed lines that are commands. */
function commandsIn(stderr: string): string[] {
  return stderr.split('\n').filter((line) => /^ {2}(cd|git|pm-onboard) /.test(line));
}

/** A clone of a bare repository with one commit on main, in which Ada has started. */
async function projectOf(ada: Member, remote: string): Promise<string> {
  const project = join(ada.folder, 'project');
  ada.gitIn(ada.folder, 'init', '--quiet', '--initial-branch=main', project);
  writeFileSync(join(project, 'README'), 'The project\n');
  ada.gitIn(project, 'add', '.');
  ada.gitIn(project, 'commit', '--quiet', '-m', 'Project');
  ada.gitIn(project, 'remote', 'add', 'origin', remote);
  ada.gitIn(project, 'push', '--quiet', 'origin', 'main');
  await ada.startAda('--workspace', join(project, 'people'));
  return project;
}

describe('a server that refuses main', () => {
  test('its words are shown, and the printed line shares on a branch of its own, which the hire joins', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    const project = await projectOf(ada, remote);
    protectMain(remote, gh006);
    const people = join(project, 'people');
    const before = ada.gitIn(project, 'status', '--porcelain', '--branch');
    const asked = await ada.run(['sync', '--init'], { cwd: people });
    expect(flat(asked.stderr)).toContain('git would run what is in it: hooks/pre-receive');
    const { code, stderr } = await ada.shell(commandsIn(asked.stderr)[0] ?? 'false', { cwd: people });
    expect(code).toBe(3);
    expect(flat(stderr)).toContain(
      'has a rule against it, in its own words: remote: error: GH006: Protected branch update failed',
    );
    expect(stderr).toContain('  remote: error: Changes must be made through a pull request.\n');
    expect(stderr).not.toContain('permission');
    expect(dangerous(stderr)).toEqual([]);
    expect(ada.gitIn(project, 'status', '--porcelain', '--branch')).toBe(before);
    expect(commandsIn(stderr)).toEqual([`  pm-onboard sync --init --remote ${remote} --branch records`]);

    const begun = await ada.shell(`cd '${people}' && ${commandsIn(stderr)[0]}`);
    expect(begun.code, begun.stderr).toBe(0);
    expect(ada.gitIn(project, 'branch', '--show-current')).toBe('records\n');
    const line = `pm-onboard sync --join ${remote} --branch records`;
    expect(begun.stderr.split('\n').at(-2)).toBe(`  ${line}`);
    ada.gitIn(project, 'pull', '--quiet');

    const hire = new Member('Ada Lovelace');
    const joined = await hire.shell(`${line} --me 'Ada Lovelace' ${monday.join(' ')}`);
    expect(joined.code, joined.stderr).toBe(0);
    expect(joined.stdout).toContain('Ada Lovelace · day 1 of 90');
    const there = join(hire.workspace, 'people');
    await hire.ok(['note', '1.4', 'seen', ...monday, '--workspace', there]);
    await hire.ok(['sync', '--workspace', there]);
    await ada.ok(['sync', '--workspace', people]);
    expect(ada.onlyRecord(people).text).toContain('"seen"');
  });

  test('a folder without git: the printed line makes the repository on that branch', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    protectMain(remote, 'GitLab: You are not allowed to push code to protected branches on this project.');
    await ada.startAda();
    const { stderr } = await ada.run(['sync', '--init', '--remote', remote]);
    expect(existsSync(join(ada.workspace, '.git'))).toBe(false);
    const begun = await ada.shell(commandsIn(stderr)[0] ?? 'false');
    expect(begun.code, begun.stderr).toBe(0);
    expect(ada.git('branch', '--show-current')).toBe('records\n');
    // There, no other branch is known to refuse less.
    await ada.ok(['done', '1.1', ...monday]);
    writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\necho protected >&2\nexit 1\n', {
      mode: 0o755,
    });
    const again = await ada.run(['sync']);
    expect(flat(again.stderr)).toContain(
      'nothing was sent, and everything is saved here; ask whoever owns it',
    );
    expect(commandsIn(again.stderr)).toEqual([]);
  });

  test('what fails leaves the branch as it was', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    const project = await projectOf(ada, remote);
    writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const state = () => [
      ada.gitIn(project, 'for-each-ref'),
      readFileSync(join(project, '.git/HEAD'), 'utf8'),
      readFileSync(join(project, '.git/config'), 'utf8').replace(/^\[branch "records"\]\n/m, ''),
    ];
    const before = state();
    const args = ['sync', '--init', '--branch', 'records', '--workspace', join(project, 'people')];
    expect((await ada.run(args)).code).toBe(3);
    expect(state()).toEqual(before);
  });
});

describe('--branch', () => {
  test.each(['', '-x', 'a b', 'a..b', '/a', 'a/', '@', 'a.lock', '.a', 'a~1', 'HEAD', 'a\u0007'])(
    '%j is no name of a branch',
    async (name) => {
      const ada = new Member('Ada Lovelace');
      const { code, stderr } = await ada.run(['sync', '--init', '--branch', name]);
      expect(code).toBe(2);
      expect(flat(stderr)).toContain('is no name of a branch');
    },
  );

  test('without --init or --join it is refused', async () => {
    const { code, stderr } = await new Member('Ada').run(['sync', '--branch', 'records']);
    expect(code).toBe(2);
    expect(flat(stderr)).toContain('--branch goes with --init or --join');
  });

  test('the printed lines quote the names, and name the remote as it is called here', async () => {
    const { ada, grace, remote } = await sharingTeam();
    await grace.sync('--init', '--branch', 'rec&ords');
    ada.git('remote', 'rename', 'origin', 'up&stream');
    await ada.sync('--init');
    const set = await ada.run(['sync', '--init', '--remote', 'else.git']);
    expect(flat(set.stderr)).toContain("git remote set-url 'up&stream' URL");
    const lines = ["  git fetch 'up&stream'", "  git switch --merge 'rec&ords'", '  pm-onboard sync --init'];
    const joined = await ada.run(['sync', '--join', remote, '--branch', 'rec&ords']);
    expect(commandsIn(joined.stderr).slice(1)).toEqual(lines);
    ada.git('config', 'branch.rec&ords.remote', 'up&stream');
    const begun = await ada.run(['sync', '--init', '--branch', 'rec&ords']);
    expect(commandsIn(begun.stderr)).toEqual(lines);
    const there = await ada.shell(commandsIn(joined.stderr).join('\n'));
    expect(there.code, there.stderr).toBe(0);
    ada.git('checkout', '--quiet', '--detach');
    expect(flat((await ada.run(['sync'])).stderr)).toContain("git switch BRANCH, one of main and 'rec&ords'");
  });

  test('one that is there already is not begun again: the printed lines go there', async () => {
    const { ada, grace } = await sharingTeam();
    await grace.sync('--init', '--branch', 'records');
    const { code, stderr } = await ada.run(['sync', '--init', '--branch', 'records']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('the branch records is there already, and main is checked out');
    const gone = await ada.shell(`cd '${ada.workspace}'\n${commandsIn(stderr).join('\n')}`);
    expect(gone.code, gone.stderr).toBe(0);
    await ada.ok(['done', '1.1', ...monday]);
    await ada.sync();
    await grace.sync();
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
  });

  test('one that the remote lacks can’t be joined; the others are named', async () => {
    const { remote } = await sharingTeam();
    const lin = new Member('Lin');
    const { code, stderr } = await lin.run(['sync', '--join', remote, '--branch', 'recrods', '--me', 'Lin']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain(`there is no branch recrods at ${remote} there are: main`);
    expect(existsSync(lin.workspace)).toBe(false);
  });

  test('a second join of another branch is not taken for the first one', async () => {
    const { grace, remote } = await sharingTeam();
    const lin = new Member('Lin');
    await lin.sync('--join', remote, '--me', 'Lin');
    await grace.sync('--init', '--branch', 'records');
    const again = await lin.run(['sync', '--join', remote, '--branch', 'records', '--me', 'Lin']);
    expect(again.code).toBe(3);
    expect(flat(again.stderr)).toContain(
      'has joined the branch main; to share there on records from now on:',
    );
    const gone = await lin.shell(commandsIn(again.stderr).join('\n'));
    expect(gone.code, gone.stderr).toBe(0);
    expect(flat((await lin.sync('--join', remote, '--branch', 'records', '--me', 'Lin')).stderr)).toContain(
      'you have joined',
    );
  });
});

describe('records on another branch of the remote', () => {
  /** Grace has gone over to the branch `records` and noted something there. */
  async function divided() {
    const { ada, grace, remote } = await sharingTeam();
    await grace.sync('--init', '--branch', 'records');
    await grace.ok(['note', '1.4', 'over here', ...monday]);
    await grace.sync();
    return { ada, grace, remote };
  }
  const says = 'the branch records has records of 1 hire that main lacks';

  test('a hire who joins main is told, by sync and doctor too, until the printed commands have brought them', async () => {
    const { grace, remote } = await divided();
    const hire = new Member('Ada Lovelace');
    const joined = await hire.sync('--join', remote, '--me', 'Ada Lovelace', ...monday);
    expect(flat(joined.stderr).toLowerCase()).toContain(says);
    expect(flat((await hire.sync()).stderr).toLowerCase()).toContain(says);
    const { stdout } = await hire.run(['doctor', ...monday]);
    expect(flat(stdout)).toContain(says);
    const [, there, here] =
      /to share there: (.*?); to bring them here: (.*? pm-onboard sync)\b/.exec(flat(stdout)) ?? [];
    const commands = (text = '') => `cd '${hire.workspace}'\n${text.replaceAll(', then ', '\n')}`;
    const brought = await hire.shell(commands(here), { env: { GIT_EDITOR: 'true' } });
    expect(brought.code, brought.stderr).toBe(0);
    expect(hire.onlyRecord().text).toContain('over here');
    expect(flat((await hire.sync()).stderr).toLowerCase()).not.toContain('lacks');
    expect((await hire.run(['doctor', ...monday])).stdout).not.toContain('lacks');
    const gone = await hire.shell(commands(there));
    expect(gone.code, gone.stderr).toBe(0);
    await hire.ok(['note', '1.5', 'from the hire', ...monday]);
    await hire.sync();
    await grace.sync();
    expect(grace.onlyRecord().text).toContain('from the hire');
  });

  test('branches that hold nothing more are not mentioned: older ones, and those of hires who were erased', async () => {
    const { ada, grace } = await sharingTeam();
    grace.git('push', '--quiet', 'origin', 'main:refs/heads/feature');
    await grace.ok(['note', '1.4', 'later', ...monday]);
    await grace.sync();
    grace.git('push', '--quiet', 'origin', 'main:refs/heads/feature2');
    ada.git('fetch', '--quiet');
    expect(flat((await ada.sync()).stderr)).not.toContain('lacks');
    await ada.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace']);
    expect(flat((await ada.sync()).stderr)).not.toContain('lacks');
    expect((await ada.run(['doctor', ...monday])).stdout).not.toContain('lacks');
  });

  test('main without a workspace: --join names the branches that have one', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    const project = await projectOf(ada, remote);
    await ada.ok(['sync', '--init', '--branch', 'records', '--workspace', join(project, 'people')]);
    execFileSync('git', ['-C', remote, 'symbolic-ref', 'HEAD', 'refs/heads/main']);
    const hire = new Member('Ada Lovelace');
    const { code, stderr } = await hire.run(['sync', '--join', remote, '--me', 'Ada Lovelace']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('there is no workspace in');
    expect(commandsIn(stderr)).toEqual([`  pm-onboard sync --join ${remote} --branch records`]);
    await hire.sync('--join', remote, '--branch', 'records', '--me', 'Ada Lovelace', ...monday);
  });
});

describe('a remote with SHA-256', () => {
  test.each(['empty', 'filled'])(
    '%s: --init makes the repository in its format, and others join',
    async (how) => {
      const ada = new Member('Ada Lovelace');
      const remote = join(ada.folder, 'team.git');
      execFileSync('git', ['init', '--quiet', '--bare', '--object-format=sha256', '-b', 'main', remote]);
      if (how === 'filled') {
        const seed = join(ada.folder, 'seed');
        execFileSync('git', ['init', '--quiet', '--object-format=sha256', '-b', 'main', seed]);
        ada.gitIn(seed, 'commit', '--quiet', '--allow-empty', '-m', 'First');
        ada.gitIn(seed, 'push', '--quiet', remote, 'main');
      }
      await ada.startAda();
      await ada.sync('--init', '--remote', remote);
      expect(ada.git('rev-parse', '--show-object-format')).toBe('sha256\n');
      const grace = new Member('Grace Hopper');
      await grace.sync('--join', remote, '--me', grace.name);
      await grace.ok(['note', '1.4', 'seen', ...monday]);
      await grace.sync();
      await ada.sync();
      expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    },
  );

  test('a repository that has lost its HEAD keeps its objects; the printed line puts it back', async () => {
    const { ada } = await sharingTeam();
    const other = join(ada.folder, 'other.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--object-format=sha256', '-b', 'main', other]);
    const before = ada.git('rev-parse', 'main');
    rmSync(join(ada.workspace, '.git/HEAD'));
    const { code, stderr } = await ada.run(['sync', '--init', '--remote', other]);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('.git/HEAD is missing');
    const line = stderr.split('\n').find((each) => each.startsWith('  echo ')) ?? 'false';
    expect((await ada.shell(line)).code).toBe(0);
    expect(ada.git('rev-parse', 'main')).toBe(before);
    await ada.sync();
  });

  test('a repository of the other kind is told by name', async () => {
    const { ada } = await sharingTeam();
    const other = join(ada.folder, 'other.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--object-format=sha256', '-b', 'main', other]);
    ada.git('remote', 'set-url', 'origin', other);
    const { code, stderr } = await ada.run(['sync', '--init']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('names its objects by another hash (SHA-1, SHA-256) than this repository');
    expect(stderr).not.toContain('offline');
  });
});

test.runIf(process.getuid?.() === 0)('a remote of another user: the printed command trusts it', async () => {
  const ada = new Member('Ada Lovelace');
  const remote = bareRepository(ada);
  chownSync(remote, 65534, 65534);
  await ada.startAda();
  const { code, stderr } = await ada.run(['sync', '--init', '--remote', remote]);
  expect(code).toBe(3);
  const trust = /if you trust it: (git config --global --add safe\.directory \S+)/.exec(flat(stderr))?.[1];
  expect((await ada.shell(trust ?? 'false')).code).toBe(0);
  await ada.sync('--init', '--remote', remote);
});

test.each([
  ['a link that leads nowhere', (place: string) => symlinkSync('gone', place)],
  ['not a folder', (place: string) => writeFileSync(place, 'mine')],
])('%s in the place of the folder: --join says so, and joins once it is moved away', async (what, put) => {
  const { remote } = await sharingTeam();
  const lin = new Member('Lin');
  const place = join(lin.folder, 'team');
  put(place);
  const line = ['sync', '--join', remote, 'team', '--me', 'Lin'];
  const { code, stderr } = await lin.run(line);
  expect(code).toBe(3);
  expect(flat(stderr)).toContain(`${place} is ${what} move it away, or name another folder`);
  renameSync(place, `${place}.old`);
  await lin.ok(line);
});

describe('one’s own clone', () => {
  test.each([
    ['.', ''],
    ['.', '/'],
    ['people', '.git'],
  ])('--join URL %s says sync --init, and the printed lines work (%j)', async (place, end) => {
    const { remote } = await sharingTeam();
    const lin = new Member('Lin');
    const clone = join(lin.folder, 'clone');
    lin.gitIn(lin.folder, 'clone', '--quiet', '--branch=main', remote, clone);
    if (place === 'people') {
      mkdirSync(join(clone, 'people'));
      writeFileSync(join(clone, 'people/x'), '');
    }
    // The URL is written in another way than in the clone.
    const url = remote.replace(/\.git$/, end);
    const { code, stderr } = await lin.run(['sync', '--join', url, place, '--me', 'Lin'], { cwd: clone });
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('already; to switch sharing on in it:');
    const begun = await lin.shell(commandsIn(stderr).join('\n'));
    expect(begun.code, begun.stderr).toBe(0);
  });
});

describe('a second work tree of a shared repository', () => {
  test('is known by name, and on the shared branch it goes on as the first one', async () => {
    const { ada, grace } = await sharingTeam();
    const second = join(ada.folder, 'second');
    ada.git('worktree', 'add', '--quiet', '-b', 'feature', second);
    const flags = ['--workspace', second];
    const told = await ada.run(['sync', ...flags]);
    expect(told.code).toBe(3);
    expect(flat(told.stderr)).toContain(
      `records are shared on the branch main, in the work tree ${ada.workspace} of this repository; feature is checked out here`,
    );
    expect((await ada.shell(commandsIn(told.stderr).join('\n'))).code).toBe(0);

    // The other way round: the shared branch is in the second work tree now.
    ada.git('switch', '--quiet', '-c', 'else');
    ada.gitIn(second, 'switch', '--quiet', 'main');
    await ada.ok(['note', '1.4', 'seen', ...monday, ...flags]);
    await ada.ok(['sync', ...flags]);
    await grace.sync();
    expect(grace.onlyRecord().text).toContain('"seen"');
    const first = await ada.run(['sync']);
    expect(commandsIn(first.stderr)).toEqual([`  cd ${second}`, '  pm-onboard sync']);
    await ada.ok(['sync', ...flags]);
  });

  test('a copy of it is no work tree of its own; one that was moved is mended by the printed command', async () => {
    const { ada } = await sharingTeam();
    ada.git('switch', '--quiet', '-c', 'else');
    const second = join(ada.folder, 'second');
    ada.git('worktree', 'add', '--quiet', second, 'main');
    const copy = join(ada.folder, 'copy');
    cpSync(second, copy, { recursive: true });
    for (const args of [['sync'], ['sync', '--init']]) {
      const { code, stderr } = await ada.run([...args, '--workspace', copy]);
      expect(code).toBe(3);
      expect(flat(stderr)).toContain(`.git in ${copy} leads to the work tree ${second}`);
    }
    rmSync(copy, { recursive: true });
    renameSync(second, copy);
    const { stderr } = await ada.run(['sync', '--workspace', copy]);
    const mend = /to here: (git -C \S+ worktree repair)/.exec(flat(stderr))?.[1] ?? 'false';
    expect((await ada.shell(mend)).code).toBe(0);
    await ada.ok(['sync', '--workspace', copy]);
  });
});

describe('.git that leads to another project', () => {
  test.each(['file', 'link'])('as a %s: --init refuses, and names it', async (how) => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    const project = join(ada.folder, 'project');
    ada.gitIn(ada.folder, 'clone', '--quiet', remote, project);
    ada.gitIn(project, 'commit', '--quiet', '--allow-empty', '-m', 'Project');
    const before = ada.gitIn(project, 'log', '--all', '--format=%H');
    await ada.startAda();
    const git = join(ada.workspace, '.git');
    if (how === 'file') writeFileSync(git, `gitdir: ${project}/.git\n`);
    else symlinkSync(join(project, '.git'), git);
    const { code, stderr } = await ada.run(['sync', '--init']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain(
      `leads to another project, ${project}: records would be committed and sent there`,
    );
    expect(ada.gitIn(project, 'log', '--all', '--format=%H')).toBe(before);
    expect(ada.gitIn(project, 'status', '--porcelain')).toBe('');
    const take = /without git: (rm \S+)/.exec(flat(stderr))?.[1] ?? 'false';
    expect((await ada.shell(take)).code).toBe(0);
    await ada.sync('--init', '--remote', remote, '--branch', 'records');
    expect(existsSync(join(project, '.git/HEAD'))).toBe(true);
  });

  test('a git folder of one’s own elsewhere is asked about; the printed command says that it belongs here', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    const elsewhere = join(ada.folder, 'elsewhere.git');
    ada.git('init', '--quiet', '--initial-branch=main', '--separate-git-dir', elsewhere);
    const { code, stderr } = await ada.run(['sync', '--init', '--remote', remote]);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('which names no folder as its own');
    const mine = /of this one: (git -C \S+ config core\.worktree \S+);/.exec(flat(stderr))?.[1] ?? 'false';
    expect((await ada.shell(mine)).code).toBe(0);
    await ada.sync('--init', '--remote', remote);
  });

  test('a submodule is its own', async () => {
    const { ada, remote } = await sharingTeam();
    const outer = join(ada.folder, 'outer');
    ada.gitIn(ada.folder, 'init', '--quiet', outer);
    const url = ['-c', 'protocol.file.allow=always'];
    ada.gitIn(outer, ...url, 'submodule', '--quiet', 'add', '-b', 'main', remote, 'people');
    await ada.ok(['sync', '--init', '--workspace', join(outer, 'people')]);
    expect(dirname(outer)).toBe(ada.folder);
  });
});
