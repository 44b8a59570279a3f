/** The commands of each set-up in docs/sharing.md, run by the right people, must lead to equal records. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareRepository, Member } from '../cli/team.ts';
import { root } from '../cli/world.ts';
import { fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/sharing.md'), 'utf8');
const setUps = page.split(/^## /m).filter((part) => part.includes('```console '));

/** The two machines, and what they have in common. */
interface Set {
  readonly manager: Member;
  readonly hire: Member;
  /** Stands for the file share. */
  readonly share: string;
  /** A program that stands for ssh: it runs a command here, in a folder that stands for the home on the host. */
  readonly ssh: string;
}

/** The manager's and the hire's machine; the hosts of the page lead to repositories of theirs. */
function people(): Set {
  const [manager, hire] = [new Member('Alan Turing'), new Member('Ada Lovelace')];
  const [share, host] = [join(manager.home, 'share'), join(manager.home, 'host')];
  for (const folder of [share, host]) mkdirSync(folder);
  const ssh = join(manager.home, 'ssh');
  const skipFlags = 'while true; do case "$1" in -o) shift 2;; -*) shift;; *) break;; esac; done';
  writeFileSync(ssh, `#!/bin/sh\n${skipFlags}\nshift\ncd '${host}' && exec sh -c "$*"\n`, { mode: 0o755 });
  const git = (...args: string[]) => {
    for (const member of [manager, hire]) member.gitIn(member.home, ...args);
  };
  git('config', '--global', 'core.sshCommand', ssh);
  for (const name of repositories) {
    const path = bareRepository(manager, `${name}.git`);
    git('config', '--global', `url.${path}.insteadOf`, `git@git.example.com:${name}.git`);
  }
  const hook = '#!/bin/sh\nwhile read old new ref; do [ $ref != refs/heads/main ] || exit 1; done\n';
  const hooks = join(manager.folder, 'people/protected.git/hooks');
  writeFileSync(join(hooks, 'pre-receive'), hook, { mode: 0o755 });
  return { manager, hire, share, ssh };
}

const repositories = [
  'team/onboarding',
  'team/project',
  'company/handbook',
  'people/records',
  'people/protected',
];

/** A project with a commit on its main branch. */
function writeProject(manager: Member): void {
  const folder = join(manager.home, 'project');
  manager.gitIn(manager.home, 'init', '--quiet', '--initial-branch=master', folder);
  writeFileSync(join(folder, 'README'), 'The project\n');
  manager.gitIn(folder, 'add', 'README');
  manager.gitIn(folder, 'commit', '--quiet', '-m', 'Project');
  manager.gitIn(folder, 'push', '--quiet', 'git@git.example.com:team/project.git', 'master');
}

/** A handbook with checklists in it. */
async function writeHandbook(manager: Member): Promise<void> {
  const folder = join(manager.home, 'handbook');
  await manager.ok(['init', folder, '--checklists']);
  manager.gitIn(folder, 'init', '--quiet', '--initial-branch=master');
  manager.gitIn(folder, 'add', 'checklists');
  manager.gitIn(folder, 'commit', '--quiet', '-m', 'Checklists');
  manager.gitIn(folder, 'push', '--quiet', 'git@git.example.com:company/handbook.git', 'master');
}

/** The folder of each one's records: where `sync` works, or where every command finds them. */
function workspaceOf(member: Member): string {
  const [named] = ['onboarding', 'records', 'project/people']
    .map((name) => join(member.folder, name))
    .filter(existsSync);
  return named ?? member.workspace;
}

test('there are seven', () => {
  expect(setUps.map((part) => part.split('\n')[0])).toEqual([
    'A repository of its own',
    'Checklists in the handbook, records in private',
    "A folder in a project's repository",
    'A protected main branch',
    'A bare repository on a file share',
    'A bare repository on an SSH host',
    'No git at all',
  ]);
});

test.each(setUps.map((part) => [part.split('\n')[0] ?? '', part] as const))('%s', async (_, part) => {
  const { manager, hire, share, ssh } = people();
  const each: Record<string, Member> = { manager, hire };
  const places: Record<string, string> = {};
  await writeHandbook(manager);
  writeProject(manager);
  for (const { info, text } of fencesOf(part)) {
    const who = info.split(' ')[1] ?? '';
    const member = each[who];
    if (!member) throw new Error(`nobody is called ${who}`);
    const lines = [...text.replaceAll('/mnt/team', share).matchAll(/^\$ (.*)$/gm)].map(
      ([, line = '']) => line,
    );
    const begin = [`ssh() { '${ssh}' "$@"; }`, `cd '${places[who] ?? member.folder}'`, 'set -e'];
    const script = [...begin, ...lines, 'echo "at $PWD"'].join('\n');
    const { code, stdout, stderr } = await member.shell(script, { env: { PM_ONBOARD_AS: member.name } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('pm-onboard: ') });
    // The line for the hire is printed as the page has it.
    const [printed = ''] = /pm-onboard sync --join .*/.exec(stderr) ?? [];
    if (who === 'manager' && printed) expect(joinLineIn(part, share)).toContain(printed);
    places[who] = /^at (.*)$/m.exec(stdout)?.[1] ?? '';
    for (const file of readdirSync(member.folder).filter((name) => name.endsWith('.pm-onboard.json')))
      for (const other of Object.values(each))
        if (other !== member) cpSync(join(member.folder, file), join(other.folder, file));
  }
  if (part.includes('pm-onboard sync')) await manager.ok(['sync', '--workspace', workspaceOf(manager)]);
  // Where a record came by a file, it has the team on a line of its own.
  const [theirs, ours] = [manager, hire].map((each) =>
    each.onlyRecord(workspaceOf(each)).text.replace(/\n,"team":.*\n,/, ','),
  );
  expect(theirs).toBe(ours);
  expect(hire.onlyRecord(workspaceOf(hire)).text).toMatch(/"kind":"(done|noted)"/);
});

/** The hire's line in a part of the page, without the folder and the name, which `--init` can't know. */
function joinLineIn(part: string, share: string): string {
  const line = /^\$ (pm-onboard sync --join .*)$/m.exec(part)?.[1] ?? '';
  return line.replaceAll('/mnt/team', share).replace(/ project(?= )/, '');
}

test('a protected main branch: the lines without --branch are refused, with the way around', async () => {
  const { manager } = people();
  await manager.startAda();
  const remote = 'git@git.example.com:people/protected.git';
  const { code, stderr } = await manager.run(['sync', '--init', '--remote', remote]);
  expect(code).toBe(3);
  expect(stderr).toContain('"A protected main branch"');
  expect(page).toContain('\n## A protected main branch\n');
});
