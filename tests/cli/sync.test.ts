/** `sync` shares a workspace through real git between several people, each with a home and a clone. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, eventsIn, flat } from './facts.ts';
import { startAnother } from './home.ts';
import { bareRepository, Member, monday, sharingTeam } from './team.ts';
import { Terminal } from './terminal.ts';

function subjects(member: Member, remote: string): string[] {
  return member.gitIn(remote, 'log', '--format=%s', 'main').trim().split('\n');
}

/** The ids of the events of the only record. */
function ids(member: Member): string[] {
  return eventsIn(member.onlyRecord().text).map(({ id }) => id);
}

/** Files that are in the remote before anybody shares. */
function pushTo(
  member: Member,
  remote: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): void {
  const seed = join(member.folder, 'seed');
  member.gitIn(member.folder, 'clone', '--quiet', remote, seed);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(seed, name), text);
  member.gitIn(seed, 'checkout', '--quiet', '-b', branch);
  member.gitIn(seed, 'add', '.');
  member.gitIn(seed, 'commit', '--quiet', '-m', 'First');
  member.gitIn(seed, 'push', '--quiet', 'origin', branch);
}

async function expectRefused(
  member: Member,
  says: string,
  args: readonly string[] = ['sync'],
  env = {},
): Promise<void> {
  const before = member.state();
  const { code, stdout, stderr } = await member.run(args, { env });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(flat(stderr)).toContain(says);
  expect(member.state()).toBe(before);
}

describe('--init', () => {
  test('makes a repository of the workspace, shares it, and prints the line for a new hire', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    ada.write('diary.txt', 'mine\n');
    const { stderr } = await ada.sync('--init', '--remote', 'team.git');
    expect(stderr.split('\n').at(-2)).toBe(`  pm-onboard sync --join ${remote}`);
    const [record = ''] = readdirSync(join(ada.workspace, 'hires'));
    const [program = ''] = readdirSync(join(ada.workspace, 'programs'));
    const shared = [
      '.gitattributes',
      '.gitignore',
      `hires/${record}`,
      'pm-onboard.yaml',
      `programs/${program}`,
    ];
    expect(ada.gitIn(remote, 'ls-tree', '-r', '--name-only', 'main').trim().split('\n')).toEqual(shared);
    expect(subjects(ada, remote)).toEqual(['Ada: started, 2 roles assigned']);
    expect(ada.git('status', '--porcelain')).toBe('?? diary.txt\n');
    await ada.sync('--init');
    expect(subjects(ada, remote)).toHaveLength(1);
  });

  test('takes the repository around the workspace as it is, and adds only what is missing', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    const [book, place] = [join(ada.folder, 'book'), join(ada.folder, 'book/people')];
    mkdirSync(place, { recursive: true });
    writeFileSync(join(book, 'README'), 'The handbook\n');
    writeFileSync(join(place, '.gitignore'), 'drafts/');
    writeFileSync(join(book, 'half-done'), 'staged\n');
    ada.gitIn(book, 'init', '--quiet', '--initial-branch=trunk');
    ada.gitIn(book, 'add', 'README', 'people/.gitignore');
    ada.gitIn(book, 'commit', '--quiet', '-m', 'Handbook');
    ada.gitIn(book, 'remote', 'add', 'origin', remote);
    ada.gitIn(book, 'push', '--quiet', 'origin', 'trunk');
    ada.gitIn(book, 'add', 'half-done');
    const flags = ['--workspace', place];
    await ada.startAda(...flags);
    await ada.ok(['sync', '--init', ...flags]);
    expect(ada.gitIn(book, 'status', '--porcelain')).toBe('A  half-done\n');
    expect(ada.gitIn(remote, 'ls-tree', '--name-only', 'trunk').trim().split('\n')).toEqual([
      'README',
      'people',
    ]);
    const ignored = ada.gitIn(remote, 'show', 'trunk:people/.gitignore');
    expect(ignored).toMatch(/^drafts\/\nbackups\/\n/);

    const grace = new Member('Grace Hopper');
    await grace.ok(['sync', '--join', remote, 'book', '--me', grace.name]);
    const there = ['--workspace', join(grace.folder, 'book/people')];
    await grace.ok(['note', '1.4', 'seen', ...monday, ...there]);
    await grace.ok(['sync', ...there]);
    await ada.ok(['sync', ...flags]);
    expect(ada.onlyRecord(place).text).toBe(grace.onlyRecord(there[1]).text);
    expect(ada.gitIn(book, 'status', '--porcelain')).toBe('A  half-done\n');
  });

  test('builds on what a new remote holds already; a file that is here too is left to a person', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    pushTo(ada, remote, 'main', { README: 'Made by the host\n' });
    await ada.startAda();
    ada.write('README', 'Mine\n');
    const refused = await ada.run(['sync', '--init', '--remote', remote]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('  README\n');
    expect(subjects(ada, remote)).toEqual(['First']);
    rmSync(join(ada.workspace, 'README'));
    await ada.sync('--init', '--remote', remote);
    expect(ada.read('README')).toBe('Made by the host\n');
    expect(ada.git('status', '--porcelain')).toBe('');
  });

  test('git’s own files hold the lines of both, and nothing is left to commit', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    pushTo(ada, remote, 'main', { '.gitignore': 'theirs/\n', '.gitattributes': '*.txt text\n' });
    await ada.startAda();
    ada.write('.gitignore', `mine/\n${ada.read('.gitignore')}`);
    await ada.sync('--init', '--remote', remote);
    expect(ada.git('status', '--porcelain')).toBe('');
    for (const line of ['theirs/', 'mine/', 'backups/'])
      expect(ada.read('.gitignore').split('\n')).toContain(line);
    expect(ada.read('.gitattributes')).toMatch(/^\*\.txt text\n#.*\nhires\/\*\.json /);
  });

  test('what is changed in git’s own files and not committed stays so', async () => {
    const { ada, grace } = await sharingTeam();
    ada.write('.gitignore', 'mine/\n');
    await ada.sync('--init');
    expect(ada.read('.gitignore')).toMatch(/^mine\/\nbackups\/\n/);
    expect(ada.git('show', 'HEAD:.gitignore')).not.toContain('mine/');
    grace.write('.gitignore', `${grace.read('.gitignore')}hers/\n`);
    grace.git('commit', '--quiet', '-a', '-m', 'Hers');
    grace.git('push', '--quiet', 'origin', 'main');
    await expectRefused(ada, 'that you have changed too, and not committed: .gitignore', ['sync', '--init']);
    ada.git('checkout', '--', '.gitignore');
    await ada.sync('--init');
    expect(ada.read('.gitignore')).toBe(grace.read('.gitignore'));
    expect(ada.git('status', '--porcelain')).toBe('');
  });

  test('settings that nobody has touched give way to those that are there; others are left to a person', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    pushTo(ada, remote, 'main', { 'pm-onboard.yaml': '# theirs\n' });
    await ada.startAda();
    const template = ada.read('pm-onboard.yaml');
    ada.write('pm-onboard.yaml', '# mine\n');
    const refused = await ada.run(['sync', '--init', '--remote', remote]);
    expect(flat(refused.stderr)).toContain('that you have changed too, and not committed: pm-onboard.yaml');
    ada.write('pm-onboard.yaml', template);
    await ada.sync('--init', '--remote', remote);
    expect(ada.read('pm-onboard.yaml')).toBe('# theirs\n');
  });

  test('begins on the branch that the remote has; an empty clone on another is told', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    pushTo(ada, remote, 'trunk', { README: 'Made by the host\n' });
    await ada.startAda();
    await ada.sync('--init', '--remote', remote);
    expect(ada.git('branch', '--show-current')).toBe('trunk\n');
    const lin = new Member('Lin');
    lin.gitIn(lin.folder, 'clone', '--quiet', remote, 'empty');
    lin.gitIn(join(lin.folder, 'empty'), 'symbolic-ref', 'HEAD', 'refs/heads/other');
    lin.gitIn(join(lin.folder, 'empty'), 'update-ref', '-d', 'refs/heads/trunk');
    const { code, stderr } = await lin.run(['sync', '--init', '--workspace', 'empty']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('the branch is trunk, and here it is other git branch -m trunk');
  });

  test('what fails leaves no trace', async () => {
    const ada = new Member('Ada Lovelace');
    const before = readdirSync(ada.folder);
    const args = ['sync', '--init', '--remote', 'file:///nowhere/team.git', '--workspace', 'new'];
    expect((await ada.run(args)).code).toBe(3);
    expect(readdirSync(ada.folder)).toEqual(before);
    ada.gitIn(ada.folder, 'init', '--quiet', 'old');
    const folder = join(ada.folder, 'old');
    const config = readFileSync(join(folder, '.git/config'), 'utf8');
    expect((await ada.run([...args.slice(0, -1), 'old'])).code).toBe(3);
    expect(readdirSync(folder)).toEqual(['.git']);
    expect(readFileSync(join(folder, '.git/config'), 'utf8')).toBe(config);
    expect(existsSync(join(ada.home, '.config/pm-onboard/shared'))).toBe(false);
  });

  test('without a remote it commits, and says what is missing', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    const { stderr } = await ada.sync('--init');
    expect(flat(stderr)).toContain('Nobody has it yet: there is no remote.');
    expect(ada.git('status', '--porcelain')).toBe('');
    await expectRefused(ada, 'this repository has no remote to share with');
    await ada.sync('--init', '--remote', bareRepository(ada));
    await ada.sync();
  });

  test('a remote that can’t be reached is not kept', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    const { code, stderr } = await ada.run(['sync', '--init', '--remote', 'file:///nowhere/team.git']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('there is no repository at file:///nowhere/team.git');
    await ada.sync('--init', '--remote', bareRepository(ada));
  });

  test.each([
    [['sync', '--init', '--remote', ''], 'is not a URL'],
    [['sync', '--init', '--remote', '--exec=x'], 'is not a URL'],
    [['sync', '--init', '--remote', 'ext::sh -c date'], 'a kind of URL that sync does not use'],
    [
      ['sync', '--init', '--remote', 'https://ada:secret@example.com/x.git'],
      'there is a password in the URL',
    ],
    [['sync', '--remote', 'x'], '--remote goes with --init'],
    [['sync', '--init', '--join', 'x'], 'exclude each other'],
    [['sync', 'folder'], 'a folder goes with --join'],
    [['sync', '--me', 'Ada'], '--me goes with --join'],
  ])('%j is refused, and nothing is written', async (args, says) => {
    const ada = new Member('Ada Lovelace');
    const { code, stdout, stderr } = await ada.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(flat(stderr)).toContain(says);
    expect(stderr).not.toContain('secret');
    expect(existsSync(ada.workspace)).toBe(false);
  });
});

describe('--join', () => {
  test('clones, remembers who has joined, and prints the status of a hire', async () => {
    const { ada, remote } = await sharingTeam();
    const laptop = new Member('Ada Lovelace');
    const { stdout, stderr } = await laptop.ok(['sync', '--join', remote, '--me', 'ada lovelace', ...monday]);
    expect(stdout).toContain('Ada Lovelace · day 1 of 90');
    expect(flat(stderr)).toContain('commands you give are yours and about you');
    await laptop.ok(['note', '1.4', 'from the laptop', ...monday]);
    await laptop.sync();
    await ada.sync();
    expect(ada.onlyRecord().text).toBe(laptop.onlyRecord().text);
    expect(ada.onlyRecord().text).toContain('"by":"ada lovelace"');
    expect(statSync(join(laptop.workspace, 'hires')).mode & 0o777).toBe(0o700);
  });

  test('a second time, in the same folder, it sets the name and nothing else', async () => {
    const { remote } = await sharingTeam();
    const laptop = new Member('Ada Lovelace');
    const slip = await laptop.ok(['sync', '--join', remote, '--me', 'Adda', ...monday]);
    expect(flat(slip.stderr)).toContain('Nobody here is called Adda');
    expect(flat(slip.stderr)).toContain('If that is a slip, join again, with your name behind --me.');
    expect(slip.stdout).toBe('');
    const before = laptop.state();
    const { stdout, stderr } = await laptop.ok(['sync', '--join', remote, '--me', 'Ada Lovelace', ...monday]);
    expect(flat(stderr)).toContain(`set your name; you have joined ${remote} before`);
    expect(stderr).not.toContain('Nobody here is called');
    expect(stdout).toContain('Ada Lovelace · day 1 of 90');
    expect(laptop.state()).toBe(before);
    const noted = await laptop.ok(['note', '1.4', 'from the laptop', ...monday]);
    expect(noted.stderr).toContain('pm-onboard show 1.4\n');
    expect(laptop.onlyRecord().text).toContain('"by":"Ada Lovelace"');
  });

  test('whoever was the hire by a slip is not from then on', async () => {
    const { remote } = await sharingTeam();
    const laptop = new Member('Grace Hopper');
    await laptop.ok(['sync', '--join', remote, 'here', '--me', 'Ada Lovelace', ...monday]);
    const { stderr } = await laptop.ok(['sync', '--join', remote, 'here', '--me', 'Grace Hopper', ...monday]);
    expect(stderr).not.toContain('Nobody here is called');
    const settings = readFileSync(join(laptop.home, '.config/pm-onboard/settings.json'), 'utf8');
    expect(JSON.parse(settings)).toEqual({ me: 'Grace Hopper' });
  });

  test('nothing is left open to others, the first backup neither', async () => {
    const { remote } = await sharingTeam();
    const laptop = new Member('Ada Lovelace');
    await laptop.ok(['sync', '--join', remote, '--me', 'Ada Lovelace', ...monday]);
    expect(statSync(laptop.onlyRecord().path).mode & 0o777).toBe(0o600);
    // As after a plain `git pull`.
    chmodSync(laptop.onlyRecord().path, 0o644);
    await laptop.ok(['note', '1.4', 'from the laptop', ...monday]);
    const [backup = ''] = readdirSync(join(laptop.workspace, 'backups'));
    expect(statSync(join(laptop.workspace, 'backups', backup)).mode & 0o777).toBe(0o600);
  });

  test('asks who you are at a terminal', async (context) => {
    const { remote } = await sharingTeam();
    const hire = new Member('Ada Lovelace');
    const terminal = await Terminal.open(context, hire);
    await terminal.type(`pm-onboard sync --join ${remote} ${monday.join(' ')}`);
    await terminal.until('Who are you?');
    await terminal.press('Enter');
    await terminal.until('Ada Lovelace · day 1 of 90');
  });

  test('nobody can be asked: exit 4, and nothing is cloned', async () => {
    const { remote } = await sharingTeam();
    const hire = new Member('Ada Lovelace');
    const { code, stderr } = await hire.run(['sync', '--join', remote]);
    expect(code).toBe(4);
    expect(flat(stderr)).toContain('say it with --me');
    expect(existsSync(hire.workspace)).toBe(false);
  });

  test('a folder that is not empty stays as it is', async () => {
    const { ada, grace, remote } = await sharingTeam();
    const other = bareRepository(grace, 'other.git');
    await expectRefused(ada, 'there are records in', ['sync', '--join', other, '--me', 'Ada']);
    mkdirSync(join(ada.folder, 'full'));
    writeFileSync(join(ada.folder, 'full/x'), '');
    await expectRefused(ada, 'is there already, and not empty', [
      'sync',
      '--join',
      remote,
      'full',
      '--me',
      'Ada',
    ]);
    expect(readdirSync(join(ada.folder, 'full'))).toEqual(['x']);
  });

  test('what is no workspace, or nothing at all, leaves no folder behind', async () => {
    const hire = new Member('Ada Lovelace');
    const empty = bareRepository(hire);
    for (const [url, says] of [
      [empty, 'there is no workspace in'],
      ['file:///nowhere.git', 'there is no repository at'],
    ] as const) {
      const { code, stderr } = await hire.run(['sync', '--join', url, 'here', '--me', 'Ada']);
      expect(code, stderr).toBe(3);
      expect(flat(stderr)).toContain(says);
      expect(existsSync(join(hire.folder, 'here'))).toBe(false);
    }
  });
});

describe('sync', () => {
  test('sends and brings events, with a message that says what they are', async () => {
    const { ada, grace, remote } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    await ada.ok(['ask', 'Who decides?', ...monday]);
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    expect(flat((await ada.sync()).stderr)).toContain('sent Ada: 1 done, 1 question');
    const { stderr } = await grace.sync();
    expect(flat(stderr)).toContain('sent Ada: 1 note');
    expect(flat(stderr)).toContain('came in Ada: 1 done, 1 question');
    await ada.sync();
    expect(ids(ada)).toEqual(ids(grace));
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    expect(subjects(ada, remote).slice(0, 2)).toEqual(['Ada: 1 note', 'Ada: 1 done, 1 question']);
    expect(flat((await ada.sync()).stderr)).toContain('Nothing new');
    expect([ada, grace].map((member) => member.git('status', '--porcelain'))).toEqual(['', '']);
  });

  test('leaves what is staged, changed and new as it is, and sends none of it', async () => {
    const { ada, grace, remote } = await sharingTeam();
    ada.write('staged.txt', 'staged\n');
    ada.git('add', 'staged.txt');
    ada.write('staged.txt', 'staged, and changed since\n');
    ada.write('new.txt', 'new\n');
    ada.write('pm-onboard.yaml', '# mine\n');
    ada.git('add', ada.onlyRecord().path);
    await ada.ok(['done', '1.1', ...monday]);
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    await grace.sync();
    const before = ada.git('status', '--porcelain', '--', ':!hires');
    await ada.sync();
    expect(ada.git('status', '--porcelain')).toBe(before);
    expect(ada.git('show', ':staged.txt')).toBe('staged\n');
    expect(ada.gitIn(remote, 'log', '--format=', '--name-only', 'main', '-2').trim().split('\n')).toEqual(
      Array(2).fill(expect.stringMatching(/^hires\//)),
    );
  });

  test('brings in what others have changed beside the records, unless the same file is changed here', async () => {
    const { ada, grace } = await sharingTeam();
    grace.write('checklists/a.yaml', 'a\n');
    grace.write('tools/run.sh', 'run\n');
    chmodSync(join(grace.workspace, 'tools/run.sh'), 0o755);
    grace.write('pm-onboard.yaml', '# hers\n');
    grace.git('add', '.');
    grace.git('commit', '--quiet', '-m', 'Files');
    grace.git('push', '--quiet', 'origin', 'main');
    await grace.sync();
    ada.write('pm-onboard.yaml', '# mine\n');
    await ada.ok(['done', '1.1', ...monday]);
    await expectRefused(ada, 'others have changed files that you have changed too');
    ada.git('checkout', '--', 'pm-onboard.yaml');
    ada.write('tools', 'a file in the way\n');
    await expectRefused(ada, 'tools/run.sh');
    rmSync(join(ada.workspace, 'tools'));
    symlinkSync(ada.home, join(ada.workspace, 'tools'));
    await expectRefused(ada, 'tools/run.sh');
    rmSync(join(ada.workspace, 'tools'));
    await ada.sync();
    expect([ada.read('checklists/a.yaml'), ada.read('pm-onboard.yaml')]).toEqual(['a\n', '# hers\n']);
    expect(statSync(join(ada.workspace, 'tools/run.sh')).mode & 0o111).not.toBe(0);
    expect(ada.git('status', '--porcelain')).toBe('');
    grace.git('rm', '--quiet', 'checklists/a.yaml');
    grace.git('commit', '--quiet', '-m', 'Without it');
    grace.git('pull', '--quiet', '--no-rebase');
    grace.git('push', '--quiet', 'origin', 'main');
    await ada.sync();
    expect(existsSync(join(ada.workspace, 'checklists/a.yaml'))).toBe(false);
  });

  test('commits that nobody has sent stay here; records go without them', async () => {
    const { ada, grace, remote } = await sharingTeam();
    ada.write('plans.yaml', 'secret\n');
    ada.git('add', 'plans.yaml');
    ada.git('commit', '--quiet', '-m', 'My plans');
    await ada.ok(['done', '1.1', ...monday]);
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    await grace.sync();
    await ada.sync();
    expect(subjects(ada, remote)).not.toContain('My plans');
    expect(ada.gitIn(remote, 'ls-tree', '-r', '--name-only', 'main')).not.toContain('plans.yaml');
    expect(ada.read('plans.yaml')).toBe('secret\n');
    expect(ada.git('status', '--porcelain')).toBe('');
    await grace.sync();
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
    const head = ada.git('rev-parse', 'HEAD');
    await ada.sync();
    expect(ada.git('rev-parse', 'HEAD')).toBe(head);
    ada.git('push', '--quiet', 'origin', 'main');
    await grace.sync();
    expect(grace.read('plans.yaml')).toBe('secret\n');
  });

  test('two commits that change one YAML file are left to a person, named', async () => {
    const { ada, grace } = await sharingTeam();
    for (const member of [grace, ada]) {
      member.write('pm-onboard.yaml', `# ${member.name}\n`);
      member.git('commit', '--quiet', '-a', '-m', 'Settings');
    }
    grace.git('push', '--quiet', 'origin', 'main');
    await ada.ok(['done', '1.1', ...monday]);
    await expectRefused(ada, 'your commits and those of others change the same files: pm-onboard.yaml');
  });

  test('an older record put back by hand loses nothing, be what it lacks sent or only committed', async () => {
    const { ada, grace } = await sharingTeam();
    const { path, text } = grace.onlyRecord();
    await grace.ok(['note', '1.4', 'sent', ...monday]);
    await grace.sync();
    await grace.ok(['note', '1.4', 'committed', ...monday]);
    grace.git('commit', '--quiet', '-a', '-m', 'By hand');
    writeFileSync(path, text);
    await grace.sync();
    await ada.sync();
    for (const note of ['"sent"', '"committed"']) expect(ada.onlyRecord().text).toContain(note);
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
  });

  test('a hire who is new elsewhere comes with the program', async () => {
    const { ada, grace, remote } = await sharingTeam();
    await grace.ok(['init', '--checklists', 'minimal', '--workspace', grace.workspace]);
    const flags = ['--name', 'Lin', '--start', '2026-11-23', '--no-me'];
    await grace.ok(['start', ...flags, '--workspace', grace.workspace, ...monday]);
    expect(flat((await grace.sync()).stderr)).toContain('sent Lin: started');
    expect(flat((await ada.sync()).stderr)).toContain('came in Lin: started');
    expect((await ada.ok(['status', 'Lin', ...monday])).stdout).toContain('Lin · day 1');
    expect(readdirSync(join(ada.workspace, 'programs')).sort()).toEqual(
      readdirSync(join(grace.workspace, 'programs')).sort(),
    );
    expect(ada.gitIn(remote, 'ls-tree', '-r', '--name-only', 'main')).not.toContain('checklists');
  });

  test('brings in nothing that only git can: no link, no odd name, nothing that a sparse checkout leaves out', async () => {
    const { ada, grace } = await sharingTeam();
    grace.write('deep/a.txt', 'a\n');
    symlinkSync('/etc', join(grace.workspace, 'link'));
    grace.git('add', '.');
    grace.git('commit', '--quiet', '-m', 'Files');
    grace.git('push', '--quiet', 'origin', 'main');
    await expectRefused(
      ada,
      'that only git itself can bring in here: link Nothing was changed. Merge by hand',
    );
    ada.git('pull', '--quiet');
    await ada.sync();
    ada.git('sparse-checkout', 'set', 'hires', 'programs');
    grace.write('deep/a.txt', 'b\n');
    grace.git('commit', '--quiet', '-a', '-m', 'Deep');
    grace.git('push', '--quiet', 'origin', 'main');
    await expectRefused(ada, 'that only git itself can bring in here: deep/a.txt');
    ada.git('pull', '--quiet');
    await ada.sync();
    await grace.shell(
      `cd '${grace.workspace}' && printf x > "$(printf 'caf\\351')" && git add . && git commit -qm Latin`,
    );
    grace.git('push', '--quiet', 'origin', 'main');
    await expectRefused(ada, 'that only git itself can bring in here: caf');
  });

  test('a partial clone gets what it needs', async () => {
    const { ada, remote } = await sharingTeam();
    const lin = new Member('Lin');
    lin.gitIn(remote, 'config', 'uploadpack.allowFilter', 'true');
    mkdirSync(join(lin.workspace, '..'), { recursive: true });
    const flags = ['--quiet', '--filter=blob:none', '--branch=main'];
    lin.gitIn(lin.home, 'clone', ...flags, `file://${remote}`, lin.workspace);
    await lin.sync('--init');
    await ada.ok(['done', '1.1', ...monday]);
    await ada.sync();
    await lin.sync();
    expect(lin.onlyRecord().text).toBe(ada.onlyRecord().text);
  });

  test.each([':x', '*', '-dash', 'a b', 'ünï', "it's"])('a workspace in the folder %j', async (name) => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    ada.gitIn(ada.folder, 'init', '--quiet', '--initial-branch=main', 'book');
    mkdirSync(join(ada.folder, 'book', name));
    const flags = ['--workspace', join(ada.folder, 'book', name)];
    await ada.startAda(...flags);
    await ada.sync('--init', '--remote', remote, ...flags);
    await ada.ok(['note', '1.4', 'seen', ...monday, ...flags]);
    expect(flat((await ada.sync(...flags)).stderr)).toContain('sent Ada: 1 note');
    const grace = new Member('Grace Hopper');
    await grace.sync('--join', remote, 'book', '--me', grace.name);
    expect(grace.onlyRecord(join(grace.folder, 'book', name)).text).toContain('"seen"');
  });

  test('what others share and can’t be read is named, and what is whole here is sent in its place', async () => {
    const { ada, grace } = await sharingTeam();
    const { path, text } = grace.onlyRecord();
    const name = path.slice(grace.workspace.length + 1);
    const damage: [(() => void) | string, string][] = [
      ['{"format":2', 'it is cut off or is not JSON'],
      [text.replace(/"record":"\w+"/, '"record":"h00000000"'), 'it is the record of another hire, h00000000'],
      [text.replace('"kind":"started"', '"kind":"startet"'), "an event can't be trusted"],
      [text.replaceAll(/"on":"\d/g, '"on":"?'), "3 events can't be trusted"],
      [
        () => {
          rmSync(path);
          symlinkSync('/etc/passwd', path);
        },
        'it is not a plain file',
      ],
    ];
    for (const [change, says] of damage) {
      if (typeof change === 'string') writeFileSync(path, change);
      else change();
      grace.git('commit', '--quiet', '-a', '-m', 'Damaged');
      grace.git('push', '--quiet', 'origin', 'main');
      expect(flat((await ada.sync()).stderr)).toContain(
        `${name}, as it is shared: ${says}; all that can be trusted in it was shared.`,
      );
      expect(ada.onlyRecord().text).toBe(text);
      grace.git('pull', '--quiet');
      expect(grace.onlyRecord().text).toBe(text);
    }
  });

  test('a record of a newer version stays as it is, there and here; all others are shared', async () => {
    const { ada, grace } = await sharingTeam();
    const { path, text } = grace.onlyRecord();
    await ada.ok([...startAnother, ...monday]);
    const newer = text.replace('"format":2', '"format":3');
    writeFileSync(path, newer);
    grace.git('commit', '--quiet', '-a', '-m', 'Newer');
    grace.git('push', '--quiet', 'origin', 'main');
    const { stderr } = await ada.sync();
    expect(flat(stderr)).toContain('a newer pm-onboard has written it (format 3)');
    expect(flat(stderr)).toContain('sent Annie: started');
    expect(readFileSync(path.replace(grace.workspace, ada.workspace), 'utf8')).toBe(text);
    grace.git('pull', '--quiet');
    expect(readFileSync(path, 'utf8')).toBe(newer);
    expect(readdirSync(join(grace.workspace, 'hires'))).toHaveLength(2);
  });

  test('a tree that leads out of the folder is not followed', async () => {
    const { ada, grace } = await sharingTeam();
    const blob = grace.git('rev-parse', 'HEAD:pm-onboard.yaml').trim();
    const tree = (entries: string) =>
      grace
        .shell(`printf '${entries}' | git -C '${grace.workspace}' mktree`)
        .then(({ stdout }) => stdout.trim());
    for (const name of ['..', '.git', '.GIT']) {
      const inner = await tree(`100644 blob ${blob}\\tescaped\\n`);
      const top = grace.git('ls-tree', 'HEAD').replaceAll('\n', '\\n');
      const outer = await tree(`${top}040000 tree ${inner}\\t${name}\\n`);
      const commit = grace.git('commit-tree', outer, '-p', 'HEAD', '-m', 'Away').trim();
      grace.git('push', '--quiet', '--force', 'origin', `${commit}:refs/heads/main`);
      const { code } = await ada.run(['sync']);
      expect(code, name).toBe(3);
      for (const folder of [join(ada.workspace, '..'), join(ada.workspace, '.git')])
        expect(readdirSync(folder)).not.toContain('escaped');
    }
  });
});

describe('refusals: a clear sentence, exit 3, everything as before', () => {
  test('no repository', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    const { code, stderr } = await ada.run(['sync']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('is not in a git repository');
  });

  test('a repository that was cloned by hand', async () => {
    const { remote } = await sharingTeam();
    const lin = new Member('Lin');
    mkdirSync(join(lin.workspace, '..'), { recursive: true });
    lin.gitIn(lin.home, 'clone', '--quiet', '--branch=main', remote, lin.workspace);
    await expectRefused(lin, 'not switched on on this machine');
    await lin.sync('--init');
    await lin.sync();
  });

  test('detached, on another branch, in the middle of a merge or a rebase', async () => {
    const { ada } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    ada.git('checkout', '--quiet', '--detach');
    await expectRefused(
      ada,
      'no branch is checked out in this repository (its head is detached) git switch main,',
    );
    ada.git('checkout', '--quiet', '-b', 'feature');
    await expectRefused(ada, 'records are shared on the branch main, and feature is checked out');
    ada.git('checkout', '--quiet', 'main');
    for (const [file, what] of [
      ['MERGE_HEAD', 'merge'],
      ['CHERRY_PICK_HEAD', 'cherry-pick'],
      ['REVERT_HEAD', 'revert'],
    ] as const) {
      writeFileSync(join(ada.workspace, '.git', file), ada.git('rev-parse', 'HEAD'));
      await expectRefused(ada, `a ${what} is under way`);
      rmSync(join(ada.workspace, '.git', file));
    }
    mkdirSync(join(ada.workspace, '.git/rebase-merge'));
    await expectRefused(ada, 'a rebase is under way');
    rmSync(join(ada.workspace, '.git/rebase-merge'), { recursive: true });
    await ada.sync();
  });

  test('no identity, no git', async () => {
    const { ada } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    writeFileSync(join(ada.home, '.gitconfig'), '');
    await expectRefused(ada, 'git does not know who you are');
    await expectRefused(ada, 'git is not installed', ['sync'], { PATH: ada.folder });
  });

  test('no remote, another remote, a remote that is gone or does not answer', async () => {
    const { ada, remote } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    ada.git('remote', 'set-url', 'origin', bareRepository(ada, 'other.git'));
    await expectRefused(ada, 'the remote is not the one that you agreed to');
    ada.git('remote', 'remove', 'origin');
    await expectRefused(ada, 'this repository has no remote');
    ada.git('remote', 'add', 'origin', remote);
    rmSync(remote, { recursive: true });
    await expectRefused(ada, `there is no repository at ${remote}`);
    const nobody = 'http://127.0.0.1:1/team.git';
    await ada.run(['sync', '--init', '--remote', nobody]);
    ada.git('remote', 'set-url', 'origin', nobody);
    const facts = join(ada.home, '.config/pm-onboard/shared');
    const [file = ''] = readdirSync(facts);
    writeFileSync(join(facts, file), readFileSync(join(facts, file), 'utf8').replaceAll(remote, nobody));
    await expectRefused(ada, `${nobody} can't be reached`);
  });

  test('the branch is gone from the remote', async () => {
    const { ada, remote } = await sharingTeam();
    ada.gitIn(remote, 'branch', '-m', 'main', 'trunk');
    await ada.ok(['done', '1.1', ...monday]);
    await expectRefused(ada, `the branch main is gone at ${remote}`);
    expect(ada.gitIn(remote, 'branch', '--format=%(refname:short)')).toBe('trunk\n');
    await ada.sync('--init');
    expect(subjects(ada, remote)[0]).toBe('Ada: 1 done');
  });

  test('a git is at work here, or was cut off: nothing is sent', async () => {
    const { ada, remote } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    const lock = join(ada.workspace, '.git/index.lock');
    writeFileSync(lock, '');
    await expectRefused(
      ada,
      `another git is at work here, or one was interrupted and has left its lock: ${lock}`,
    );
    expect(subjects(ada, remote)).toHaveLength(1);
    rmSync(lock);
    const left = join(ada.workspace, '.git/pm-onboard-0123456789ab.index');
    writeFileSync(left, '');
    await ada.sync();
    expect(existsSync(left)).toBe(false);
  });

  test('a hook of the remote declines: its words, and nothing of permissions', async () => {
    const { ada, remote } = await sharingTeam();
    await ada.ok(['done', '1.1', ...monday]);
    const hook = join(remote, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\nprintf "not \\033[31mon Fridays\\033]0;title\\007\\n" >&2\nexit 1\n', {
      mode: 0o755,
    });
    await expectRefused(ada, 'has a rule against it, in its own words: remote: not');
    const { stderr } = await ada.run(['sync']);
    expect(stderr).toContain('on Fridays');
    expect(dangerous(stderr)).toEqual([]);
    rmSync(hook);
    await ada.sync();
  });
});

test('a record here that can’t be read is mended by what is shared, and kept aside', async () => {
  const { ada } = await sharingTeam();
  const { path, text } = ada.onlyRecord();
  writeFileSync(path, '{');
  const { stderr } = await ada.sync();
  expect(flat(stderr)).toContain('it is cut off or is not JSON; all that can be trusted in it was shared.');
  expect(ada.onlyRecord().text).toBe(text);
  const kept = readdirSync(join(ada.workspace, 'backups')).find((name) => name.includes('.corrupt-')) ?? '';
  expect(ada.read(join('backups', kept))).toBe('{');
});

test('two syncs at once in one clone: one waits for the other', async () => {
  const { ada, grace } = await sharingTeam();
  await ada.ok(['done', '1.1', ...monday]);
  const both = await Promise.all([ada.spawn(['sync']), ada.spawn(['sync'])]);
  for (const { code, stderr } of both)
    if (code !== 0) expect(flat(stderr)).toContain('another sync is at work here: try again');
  expect(both.map(({ code }) => code)).toContain(0);
  expect(ada.git('status', '--porcelain')).toBe('');
  await grace.sync();
  expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
});
