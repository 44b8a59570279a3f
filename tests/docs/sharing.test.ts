/** The commands of each set-up in docs/sharing.md, run by the right people, must lead to equal records. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareRepository, Member } from '../cli/team.ts';
import { root } from '../cli/world.ts';
import { fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/sharing.md'), 'utf8');
const setUps = page.split(/^## /m).filter((part) => part.includes('```console '));

/** The manager's and the hire's machine; the hosts of the page lead to repositories of theirs. */
function people(): Readonly<Record<string, Member>> {
  const [manager, hire] = [new Member('Alan Turing'), new Member('Ada Lovelace')];
  for (const name of ['team/onboarding', 'company/handbook', 'people/records']) {
    const path = bareRepository(manager, `${name}.git`);
    for (const { git } of [manager, hire].map((member) => ({ git: member.gitIn.bind(member, member.home) })))
      git('config', '--global', `url.${path}.insteadOf`, `git@git.example.com:${name}.git`);
  }
  return { manager, hire };
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
  const [named] = ['onboarding', 'records'].map((name) => join(member.folder, name)).filter(existsSync);
  return named ?? member.workspace;
}

test('there are three', () => {
  expect(setUps.map((part) => part.split('\n')[0])).toEqual([
    'One repository for all',
    'Checklists in the handbook, records in private',
    'No git at all',
  ]);
});

test.each(setUps.map((part) => [part.split('\n')[0] ?? '', part] as const))('%s', async (_, part) => {
  const each = people();
  const places: Record<string, string> = {};
  await writeHandbook(each['manager'] as Member);
  for (const { info, text } of fencesOf(part)) {
    const who = info.split(' ')[1] ?? '';
    const member = each[who];
    if (!member) throw new Error(`nobody is called ${who}`);
    const lines = [...text.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line);
    const script = [`cd '${places[who] ?? member.folder}'`, 'set -e', ...lines, 'echo "at $PWD"'].join('\n');
    const { code, stdout, stderr } = await member.shell(script, { env: { PM_ONBOARD_AS: member.name } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('pm-onboard: ') });
    places[who] = /^at (.*)$/m.exec(stdout)?.[1] ?? '';
    for (const file of readdirSync(member.folder).filter((name) => name.endsWith('.pm-onboard.json')))
      for (const other of Object.values(each))
        if (other !== member) cpSync(join(member.folder, file), join(other.folder, file));
  }
  const [manager, hire] = Object.values(each);
  if (!manager || !hire) throw new Error('nobody is there');
  if (part.includes('pm-onboard sync')) await manager.ok(['sync', '--workspace', workspaceOf(manager)]);
  expect(manager.onlyRecord(workspaceOf(manager)).text).toBe(hire.onlyRecord(workspaceOf(hire)).text);
  expect(hire.onlyRecord(workspaceOf(hire)).text).toMatch(/"kind":"(done|noted)"/);
});
