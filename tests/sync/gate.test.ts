/** Waivers at a gate where git keeps the record: who committed them, on two machines, in clones of jobs, and where git can't tell. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GateView } from '../../src/view/gate.ts';
import { flat } from '../cli/facts.ts';
import { bareRepository, Member, monday } from '../cli/team.ts';

const run = ['--run', 'message'];
const checklist = `title: "{name}"
items:
  - { id: docs, title: Docs are written, due: workday 2 }
  - { id: load, title: Load is measured, due: workday 3 }
`;

/** Ada, whose run it is, and Grace, on machines of their own; all but one item is answered. */
async function team() {
  const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
  const remote = bareRepository(ada);
  ada.write('checklists/templates/ga.yaml', checklist);
  await ada.ok(['run', 'ga', 'Message reminders', '--as', 'Ada Lovelace', ...monday]);
  await ada.ok(['done', 'docs', ...run, '--as', 'Ada Lovelace', ...monday]);
  await ada.sync('--init', '--remote', remote);
  await grace.sync('--join', remote, '--me', grace.name);
  return { ada, grace, remote };
}

const waive = ['skip', 'load', '--waive', '--reason', 'no traffic yet', ...run, ...monday];
const check = ['run', 'check', 'message', ...monday];

async function gate(member: Member, ...flags: string[]): Promise<GateView> {
  const { stdout, stderr, code } = await member.run([...check, '--json', ...flags]);
  expect([0, 1], stderr).toContain(code);
  const view = JSON.parse(stdout) as GateView;
  expect(view.ready).toBe(code === 0);
  return view;
}

describe('a waiver', () => {
  test('counts once it is in git, with its author, and then on both machines with the same bytes', async () => {
    const { ada, grace } = await team();
    await grace.ok(waive);
    expect((await gate(grace)).missing).toMatchObject([
      {
        id: 'load',
        whose: 'Grace Hopper',
        why: expect.stringContaining("which git doesn't have yet: no traffic yet"),
      },
    ]);
    expect(flat((await grace.run(check)).stdout)).toContain('share it: pm-onboard sync');
    await grace.sync();
    await ada.sync();
    for (const format of ['--json', '--markdown']) {
      const texts = await Promise.all([ada, grace].map((member) => member.run([...check, format])));
      expect(texts[0]?.stdout).toBe(texts[1]?.stdout);
      expect(texts.map(({ code }) => code)).toEqual([0, 0]);
    }
    const { waived } = await gate(ada);
    expect(waived).toMatchObject([
      { id: 'load', by: 'Grace Hopper', committedBy: { name: 'Grace Hopper', email: 'Grace@example.com' } },
    ]);
    expect(flat((await ada.run(check)).stdout)).toContain('in git from Grace Hopper (Grace@example.com)');
  });

  test('under another name, but from the git identity of the owner, does not', async () => {
    const { ada, grace } = await team();
    await ada.ok([...waive, '--as', 'Grace Hopper']);
    await ada.sync();
    await grace.sync();
    for (const member of [ada, grace]) {
      const { missing } = await gate(member);
      expect(missing).toMatchObject([
        {
          whose: 'somebody other than Ada Lovelace',
          why: 'waived by Grace Hopper on Mon 23 Nov 2026, but git has it from Ada Lovelace (Ada@example.com), as what Ada Lovelace recorded: no traffic yet',
        },
      ]);
    }
    // One that is sound opens it, whatever else was tried.
    await grace.ok(['skip', 'load', '--not-applicable', '--reason', 'x', ...run, ...monday]);
    await grace.ok(waive);
    await grace.sync();
    expect((await gate(grace)).ready).toBe(true);
  });

  test.each([
    ['another name in git, with the same address', 'Grace Hopper', 'Ada@example.com'],
    ['another address in git, with the same name', 'Ada Lovelace', 'ada@home.example'],
  ])('from %s does not', async (_, name, email) => {
    const { ada } = await team();
    ada.git('config', 'user.name', name);
    ada.git('config', 'user.email', email);
    await ada.ok([...waive, '--as', 'Grace Hopper']);
    await ada.sync();
    expect((await gate(ada)).ready).toBe(false);
  });

  test('from an identity of which the settings say that it is the owner does not', async () => {
    const { ada, grace } = await team();
    ada.git('config', 'user.name', 'alovelace');
    ada.git('config', 'user.email', 'a@home.example');
    await ada.ok([...waive, '--as', 'Grace Hopper']);
    await ada.sync();
    await grace.sync();
    expect((await gate(grace)).ready).toBe(true);
    grace.write(
      'pm-onboard.yaml',
      'people:\n  owner:\n    - name: Ada Lovelace\n      contact: a@home.example\n',
    );
    expect((await gate(grace)).ready).toBe(false);
  });
});

describe('a clone that nobody has agreed to share', () => {
  const cloneOf = (ada: Member, remote: string, ...flags: string[]) => {
    const folder = join(ada.folder, `clone-${flags.length}`);
    execFileSync('git', ['clone', '--quiet', '--branch', 'main', ...flags, `file://${remote}`, folder]);
    return ['--workspace', folder];
  };

  test('is judged all the same; one whose history is cut off is not, and the command that is printed brings it', async () => {
    const { ada, grace, remote } = await team();
    await ada.ok([...waive, '--as', 'Grace Hopper']);
    await ada.sync();
    await grace.sync();
    expect((await gate(ada, ...cloneOf(ada, remote))).ready).toBe(false);
    const cut = cloneOf(ada, remote, '--depth=1');
    const refused = await ada.run([...check, ...cut]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(flat(refused.stderr)).toContain('is cut off');
    const [command = ''] = /git -C .*/.exec(refused.stderr) ?? [];
    expect((await ada.shell(command)).code).toBe(0);
    expect((await gate(ada, ...cut)).ready).toBe(false);
  });

  test('runs nothing that the repository names', async () => {
    const { ada, grace, remote } = await team();
    await grace.ok(waive);
    await grace.sync();
    const [flag = '', folder = ''] = cloneOf(ada, remote);
    const canary = join(ada.folder, 'canary');
    const git = (...words: string[]) => ada.gitIn(folder, ...words);
    for (const [key, value] of [
      ['core.fsmonitor', `touch '${canary}'`],
      ['diff.x.textconv', `touch '${canary}'`],
      ['core.pager', `touch '${canary}'`],
    ] as const)
      git('config', key, value);
    writeFileSync(join(folder, '.gitattributes'), 'runs/*.json diff=x\n');
    expect((await gate(ada, flag, folder)).ready).toBe(true);
    git('config', 'core.sshCommand', `touch '${canary}'`);
    const refused = await ada.run([...check, flag, folder]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('core.sshcommand');
    expect(existsSync(canary)).toBe(false);
  });
});

describe('where git does not keep the record', () => {
  test('a waiver counts by its name, also in a repository that doesn’t have it', async () => {
    const world = new Member('Ada Lovelace');
    world.write('checklists/templates/ga.yaml', checklist);
    await world.ok(['run', 'ga', 'Message reminders', '--as', 'Ada Lovelace', ...monday]);
    await world.ok(['done', 'docs', ...run, '--as', 'Ada Lovelace', ...monday]);
    await world.ok([...waive, '--as', 'Grace Hopper']);
    expect((await gate(world)).ready).toBe(true);
    world.git('init', '--quiet');
    world.git('add', 'checklists');
    world.git('commit', '--quiet', '-m', 'Checklists');
    expect((await gate(world)).ready).toBe(true);
    // From the moment on in which git keeps it, git is asked.
    world.git('add', 'runs');
    expect((await gate(world)).missing).toMatchObject([
      { why: expect.stringContaining("git doesn't have yet") },
    ]);
    world.git('commit', '--quiet', '-m', 'Records');
    expect((await gate(world)).ready).toBe(false);
  });

  test('a shared workspace has to be synced first', async () => {
    const { ada, grace } = await team();
    await ada.ok(['run', 'ga', 'Pins', '--as', 'Ada Lovelace', ...monday]);
    for (const item of ['docs', 'load'])
      await ada.ok([
        'skip',
        item,
        '--waive',
        '--reason',
        'x',
        '--run',
        'pins',
        '--as',
        'Grace Hopper',
        ...monday,
      ]);
    const pins = await ada.run(['run', 'check', 'pins', ...monday]);
    expect(pins.code).toBe(1);
    expect(flat(pins.stdout)).toContain("git doesn't have yet");
    expect(grace.name).toBe('Grace Hopper');
  });
});

test('two copies that answer one item at once keep both answers, and agree', async () => {
  const { ada, grace } = await team();
  const done = ['done', 'load', ...run, ...monday, '--evidence'];
  await ada.ok([...done, 'https://ci.example/1', '--as', 'CI']);
  await grace.ok([...done, 'https://ci.example/2', '--as', 'CI']);
  await ada.sync();
  await grace.sync();
  await ada.sync();
  const texts = [ada, grace].map(({ workspace }) => {
    const [name = ''] = readdirSync(join(workspace, 'runs')).filter((each) => each.endsWith('.json'));
    return readFileSync(join(workspace, 'runs', name), 'utf8');
  });
  expect(texts[0]).toBe(texts[1]);
  for (const at of [1, 2]) expect(texts[0]).toContain(`https://ci.example/${at}`);
  const views = await Promise.all([ada, grace].map((member) => gate(member)));
  expect(views[0]).toEqual(views[1]);
  expect(views[0]?.ready).toBe(true);
});
