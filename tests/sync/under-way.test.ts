/** What somebody has begun in git and not ended: `sync` and `doctor` name it alike, and the commands that they print end it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flat } from '../cli/facts.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

/** Two branches of Ada's clone that change one file, so that everything that brings them together stops. */
async function inConflict(): Promise<Member> {
  const { ada } = await sharingTeam();
  const commit = (text: string) => {
    ada.write('plans.txt', `${text}\n`);
    ada.git('add', 'plans.txt');
    ada.git('commit', '--quiet', '-m', text);
  };
  commit('base');
  ada.git('switch', '--quiet', '-c', 'other');
  commit('theirs');
  commit('theirs again');
  ada.git('switch', '--quiet', 'main');
  commit('ours');
  return ada;
}

/** Runs git, whatever its exit code. */
function git(member: Member, ...args: string[]) {
  const line = ['git', ...args].map((word) => `'${word}'`).join(' ');
  return member.shell(`cd '${member.workspace}' && ${line}`, { env: { GIT_EDITOR: 'true' } });
}

const begun: readonly (readonly [name: string, begin: (ada: Member) => Promise<unknown>])[] = [
  ['merge', (ada) => git(ada, 'merge', 'other')],
  ['rebase', (ada) => git(ada, 'rebase', 'other')],
  ['rebase', (ada) => git(ada, 'rebase', '--apply', 'other')],
  ['cherry-pick', (ada) => git(ada, 'cherry-pick', 'other~1', 'other')],
  ['revert', (ada) => git(ada, 'revert', '--no-edit', 'HEAD~1')],
  [
    'git am',
    async (ada) => {
      const patch = join(ada.folder, 'a.patch');
      writeFileSync(patch, ada.git('format-patch', '--stdout', '-1', 'other~1'));
      await git(ada, 'am', '--3way', patch);
    },
  ],
];

interface Finding {
  readonly check: string;
  readonly message: string;
  readonly remedy: string;
}

async function findingOf(ada: Member): Promise<Finding | undefined> {
  const { stdout } = await ada.run(['doctor', ...monday, '--json']);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings.find(({ check }) => check === 'git-under-way');
}

/** The commands that an error lists, one a line. */
function commandsIn(stderr: string): string[] {
  return stderr.split('\n').filter((line) => /^ {2}(cd|git) /.test(line));
}

test.for(begun.map(([name, begin]) => ({ name, begin })))('$name', async ({ name, begin }) => {
  const ada = await inConflict();
  await begin(ada);
  const { code, stderr } = await ada.run(['sync']);
  expect(code).toBe(3);
  expect(flat(stderr)).toContain(`a ${name} is under way in this repository; settle each file, then:`);
  const commands = commandsIn(stderr);
  expect(commands.slice(0, 2)).toEqual([`  cd ${ada.workspace}`, '  git add -- plans.txt']);
  const found = await findingOf(ada);
  expect(found).toMatchObject({ message: `a ${name} is under way` });
  expect(found?.remedy).toContain(commands.at(-1)?.trim() ?? '-');
  // It would take back what was recorded since the operation began.
  for (const text of [stderr, found?.remedy]) expect(text).not.toContain('--abort');

  // A series stops again at its second commit.
  for (let stops = 0; stops < 3 && (await findingOf(ada)); stops += 1) {
    ada.write('plans.txt', `settled ${stops}\n`);
    const { stderr: again } = await ada.run(['sync']);
    const ended = await ada.shell(commandsIn(again).join('\n'), { env: { GIT_EDITOR: 'true' } });
    expect(ended.stderr).not.toMatch(/fatal|usage/);
  }
  expect(await findingOf(ada)).toBeUndefined();
  await ada.sync();
});

test('between two commits of a series', async () => {
  const ada = await inConflict();
  await git(ada, 'cherry-pick', 'other~1', 'other');
  ada.write('plans.txt', 'settled\n');
  ada.git('commit', '--quiet', '-a', '-m', 'By hand');
  const { stderr } = await ada.run(['sync']);
  expect(flat(stderr)).toContain('a cherry-pick is under way in this repository; to go on with it:');
  expect(commandsIn(stderr).at(-1)).toBe('  git cherry-pick --continue');
  expect(await findingOf(ada)).toMatchObject({ message: 'a cherry-pick is under way' });
});

test('bisect', async () => {
  const ada = await inConflict();
  ada.git('bisect', 'start');
  const { code, stderr } = await ada.run(['sync']);
  expect(code).toBe(3);
  expect(flat(stderr)).toContain('a bisect is under way in this repository; to end it:');
  expect(await findingOf(ada)).toMatchObject({
    message: 'a bisect is under way',
    remedy: 'to end it: git bisect reset',
  });
  expect((await ada.shell(commandsIn(stderr).join('\n'))).code).toBe(0);
  await ada.sync();
});

test('conflicts that nothing under way has left, as after a stash', async () => {
  const ada = await inConflict();
  ada.write('plans.txt', 'mine\n');
  ada.git('stash');
  ada.git('reset', '--quiet', '--hard', 'other');
  await git(ada, 'stash', 'pop');
  const { code, stderr } = await ada.run(['sync']);
  expect(code).toBe(3);
  expect(flat(stderr)).toContain('left conflicts in this repository; settle each file, then say so:');
  ada.write('plans.txt', 'settled\n');
  expect((await ada.shell(commandsIn(stderr).join('\n'))).code).toBe(0);
  await ada.sync();
});

test('two commits that change one file: the commands merge them, with git’s own settings', async () => {
  const { ada, grace } = await sharingTeam();
  for (const member of [grace, ada]) {
    member.write('pm-onboard.yaml', `# ${member.name}\n`);
    member.git('commit', '--quiet', '-a', '-m', 'Settings');
  }
  grace.git('push', '--quiet', 'origin', 'main');
  await ada.ok(['done', '1.1', ...monday]);
  const { stderr } = await ada.run(['sync']);
  expect(commandsIn(stderr)).toEqual([
    `  cd ${ada.workspace}`,
    '  git pull --no-rebase --autostash origin main',
  ]);
  const pulled = await ada.shell(commandsIn(stderr).join('\n'));
  expect(pulled.stdout).toContain('CONFLICT');
  ada.write('pm-onboard.yaml', '# both\n');
  const next = await ada.run(['sync']);
  const ended = await ada.shell(commandsIn(next.stderr).join('\n'), { env: { GIT_EDITOR: 'true' } });
  expect(ended.code, ended.stderr).toBe(0);
  await ada.sync();
  expect(ada.read('pm-onboard.yaml')).toBe('# both\n');
});

test('a file that both have changed, here not committed: the commands commit and merge', async () => {
  const { ada, grace } = await sharingTeam();
  grace.write('a file.txt', 'hers\n');
  grace.git('add', '.');
  grace.git('commit', '--quiet', '-m', 'File');
  grace.git('push', '--quiet', 'origin', 'main');
  ada.write('a file.txt', 'mine\n');
  const { stderr } = await ada.run(['sync']);
  const pulled = await ada.shell(commandsIn(stderr).join('\n'));
  expect(pulled.stdout).toContain('CONFLICT');
  ada.write('a file.txt', 'both\n');
  const next = await ada.run(['sync']);
  const ended = await ada.shell(commandsIn(next.stderr).join('\n'), { env: { GIT_EDITOR: 'true' } });
  expect(ended.code, ended.stderr).toBe(0);
  await ada.sync();
});
