/** `--init` and `--join` that fail or are killed: nothing that others have saved goes, and the same line again works. */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Barrier } from '../cli/barrier.ts';
import { cutOffEverywhere } from '../cli/cut-off.ts';
import { flat } from '../cli/facts.ts';
import { bareRepository, Member, monday, sharingTeam } from '../cli/team.ts';
import { launcher } from '../cli/world.ts';
import { stride } from '../runs.ts';

/** Makes the remote of a clone wait in the middle of it. @returns functions as those of {@link Barrier} */
function heldClone(member: Member): { reached: (run: Promise<unknown>) => Promise<void>; open: () => void } {
  const [reached, open] = ['reached', 'open'].map((name) => join(member.home, name)) as [string, string];
  const hook = join(member.home, 'pack-hook');
  const wait = `: > '${reached}'; while [ ! -e '${open}' ]; do sleep 0.02; done; exec "$@"`;
  writeFileSync(hook, `#!/bin/sh\n${wait}\n`, { mode: 0o755 });
  const config = join(member.home, '.gitconfig');
  const text = readFileSync(config, 'utf8');
  writeFileSync(config, `${text}[uploadpack]\npackObjectsHook = ${hook}\n`);
  return {
    reached: async (run) => {
      let ended = false;
      run.finally(() => {
        ended = true;
      });
      while (!existsSync(reached)) {
        if (ended) throw new Error('nothing was cloned');
        await new Promise((wake) => setTimeout(wake, 10));
      }
    },
    open: () => {
      writeFileSync(open, '');
      writeFileSync(config, text);
    },
  };
}

/** Starts the program, to be killed. */
function started(member: Member, args: readonly string[]) {
  const env = { PATH: process.env['PATH'], HOME: member.home };
  const child = spawn(process.execPath, [launcher, ...args], { cwd: member.folder, env, stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  return { child, ended };
}

const start = ['start', '--name', 'Lin Wu', '--start', '2026-11-23', '--me', ...monday];

async function savesMeanwhile(member: Member): Promise<void> {
  await member.ok(start);
  await member.ok(['done', '1.1', ...monday]);
}

function expectSaved(member: Member): void {
  expect(member.onlyRecord().text).toContain('"kind":"done"');
  expect(readdirSync(join(member.workspace, 'programs'))).toHaveLength(1);
  expect(readFileSync(join(member.home, '.config/pm-onboard/settings.json'), 'utf8')).toContain('Lin Wu');
}

describe('--join', () => {
  test.each([
    ['fails', true],
    ['gets through', false],
  ])('what is saved in the folder while it clones stays, and the clone that %s goes', async (_, fails) => {
    const { remote } = await sharingTeam();
    const lin = new Member('Lin Wu');
    mkdirSync(lin.workspace, { recursive: true });
    const held = heldClone(lin);
    const run = lin.spawn(['sync', '--join', remote, '--me', 'Lin Wu']);
    await held.reached(run);
    await savesMeanwhile(lin);
    const before = readdirSync(lin.workspace).filter((name) => !name.startsWith('.pm-onboard-join'));
    if (fails) renameSync(join(remote, 'objects'), join(remote, 'gone'));
    held.open();
    const { code, stderr } = await run;
    expect(code, stderr).toBe(3);
    if (!fails) expect(flat(stderr)).toContain(`there are records in ${lin.workspace} already`);
    expectSaved(lin);
    expect(readdirSync(lin.workspace)).toEqual(before);
  });

  test('killed while it clones, the same line again joins, and nothing is left over', async () => {
    const { remote } = await sharingTeam();
    const laptop = new Member('Ada Lovelace');
    const line = ['sync', '--join', remote, '--me', 'Ada Lovelace', ...monday];
    const held = heldClone(laptop);
    const { child, ended } = started(laptop, line);
    await held.reached(ended);
    child.kill('SIGKILL');
    await ended;
    held.open();
    const { stdout, stderr } = await laptop.ok(line);
    expect(stdout).toContain('Ada Lovelace · day 1 of 90');
    expect(flat(stderr)).toContain(`joined ${remote}`);
    expect(laptop.git('status', '--porcelain')).toBe('');
    // The git of the killed run ends by itself, and removes what it has written.
    const left = () => readdirSync(laptop.workspace).filter((name) => name.startsWith('.pm-onboard'));
    while (left().length > 0) await new Promise((wake) => setTimeout(wake, 10));
  });

  test.each([
    ['where every command finds it', []],
    ['in a folder of its own', ['here']],
  ])('killed at any moment, the same line again joins: %s', async (_, dir) => {
    const { ada, remote } = await sharingTeam();
    const line = ['sync', '--join', remote, ...dir, '--me', 'Ada Lovelace', '--no-input', ...monday];
    const isEmptyFolder = dir.length === 0;
    const kills = await cutOffEverywhere(
      () => {
        const laptop = new Member('Ada Lovelace');
        if (isEmptyFolder) mkdirSync(laptop.workspace, { recursive: true });
        return laptop;
      },
      line,
      async (laptop, at) => {
        const { code, stderr } = await laptop.run(line);
        expect(code, `${at}: ${stderr}`).toBe(0);
        const folder = isEmptyFolder ? laptop.workspace : join(laptop.folder, 'here');
        expect(laptop.gitIn(folder, 'status', '--porcelain'), String(at)).toBe('');
        expect(laptop.onlyRecord(folder).text).toBe(ada.onlyRecord().text);
        expect(readFileSync(join(laptop.home, '.config/pm-onboard/settings.json'), 'utf8')).toContain('"me"');
        await laptop.ok(['sync', '--workspace', folder]);
      },
      stride(8),
    );
    expect(kills).toBeGreaterThan(3);
  });

  test('a folder that somebody fills between a kill and the next try is refused, and stays as it is', async () => {
    const { remote } = await sharingTeam();
    const lin = new Member('Lin Wu');
    const line = ['sync', '--join', remote, '--me', 'Lin Wu'];
    const held = heldClone(lin);
    const { child, ended } = started(lin, line);
    await held.reached(ended);
    child.kill('SIGKILL');
    await ended;
    held.open();
    await savesMeanwhile(lin);
    const { code, stderr } = await lin.run(line);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('name a folder of its own');
    expectSaved(lin);
  });
});

describe('--init', () => {
  /** Begins to share, does the work while the remote holds what is sent, and has the remote refuse it. */
  async function refusedAfter(member: Member, remote: string, work: () => unknown): Promise<void> {
    const run = member.spawn(['sync', '--init', '--remote', remote]);
    const { code } = await new Barrier(remote, true).during(run, work);
    expect(code).toBe(3);
    rmSync(join(remote, 'hooks/pre-receive'));
  }

  test('what is saved in the folder while it sends stays; what it made goes', async () => {
    const lin = new Member('Lin Wu');
    const remote = bareRepository(lin);
    await refusedAfter(lin, remote, () => savesMeanwhile(lin));
    expectSaved(lin);
    expect(existsSync(join(lin.workspace, '.git'))).toBe(false);
    await lin.sync('--init', '--remote', remote);
  });

  test('a repository in which somebody has committed meanwhile stays', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    ada.write('mine.txt', 'mine\n');
    await refusedAfter(ada, remote, () => {
      ada.git('add', 'mine.txt');
      ada.git('commit', '--quiet', '-m', 'Mine');
    });
    expect(ada.git('log', '--format=%s')).toBe('Mine\n');
    await ada.sync('--init', '--remote', remote);
  });

  test('what fails once the remote has it takes nothing back, says so, and can be run again', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    const barrier = new Barrier(remote);
    const line = ['sync', '--init', '--remote', remote];
    const { code, stderr } = await barrier.during(ada.spawn(line), () => ada.write('.git/index.lock', ''));
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('What you have recorded is sent already.');
    expect(ada.gitIn(remote, 'log', '--format=%s', 'main')).toBe('Ada: started, 2 roles assigned\n');
    expect(existsSync(join(ada.workspace, '.git/HEAD'))).toBe(true);
    await ada.shell(`rm '${join(ada.workspace, '.git/index.lock')}'`);
    await ada.ok(line);
    expect(ada.git('status', '--porcelain')).toBe('');
    await ada.sync();
  });

  test('killed at any moment, the same line again shares', async () => {
    const kills = await cutOffEverywhere(
      async () => {
        const ada = new Member('Ada Lovelace');
        bareRepository(ada);
        await ada.startAda();
        return ada;
      },
      ['sync', '--init', '--remote', 'team.git', '--no-input'],
      async (ada, at) => {
        const line = ['sync', '--init', '--remote', 'team.git'];
        const { code, stderr } = await ada.run(line);
        expect(code, `${at}: ${stderr}`).toBe(0);
        expect(ada.git('status', '--porcelain'), String(at)).toBe('');
        const sent = ada.gitIn(
          join(ada.folder, 'team.git'),
          'show',
          `main:hires/${ada.onlyRecord().path.split('/').at(-1)}`,
        );
        expect(sent).toBe(ada.onlyRecord().text);
        await ada.sync();
      },
      stride(11),
    );
    expect(kills).toBeGreaterThan(4);
  });
});
