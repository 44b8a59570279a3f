/** Who committed an event is shown beside who acted by it; and what two copies did is said under both names. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { sealed } from '../builders.ts';
import { flat } from '../cli/facts.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

const item = 'compare-competitors';
const tick = ['done', item, '--force', '--evidence', 'https://example.com', ...monday];
const approve = ['review', 'ada', '--approve', item, ...monday];

interface Entry {
  readonly by: string;
  readonly kind: string;
  readonly committedBy: { readonly name: string; readonly email: string } | null;
}

async function entriesOf(member: Member): Promise<Entry[]> {
  const { stdout } = await member.ok(['log', 'ada', '--json', ...monday]);
  return (JSON.parse(stdout) as { entries: Entry[] }).entries;
}

async function approvalOf(member: Member): Promise<Entry | undefined> {
  return (await entriesOf(member)).find(({ kind }) => kind === 'approved');
}

/** A team in which Ada has approved her own work under Grace's name, and shared that. */
async function forged() {
  const team = await sharingTeam();
  await team.ada.ok(tick);
  await team.ada.ok([...approve, '--as', 'Grace Hopper']);
  expect((await approvalOf(team.ada))?.committedBy).toBeNull();
  await team.ada.sync();
  await team.grace.sync();
  return team;
}

describe('who committed', () => {
  test('is said where it is somebody else, by log and review, and only there', async () => {
    const { ada, grace } = await forged();
    const email = ada.git('config', 'user.email').trim();
    for (const member of [ada, grace]) {
      const entries = await entriesOf(member);
      const others = entries.filter(({ committedBy }) => committedBy);
      expect(others).toMatchObject([{ kind: 'approved', by: 'Grace Hopper', committedBy: { email } }]);
      expect(flat((await member.ok(['log', 'ada', ...monday])).stdout)).toContain(`, committed by ${email}`);
    }
    const review = await grace.ok(['review', 'ada', '--as', 'Alan Turing', ...monday]);
    expect(flat(review.stdout)).toContain(`approved by Grace Hopper, committed by ${email}`);
    expect((await grace.ok(['show', item, '--hire', 'ada', ...monday])).stdout).not.toContain('committed');
  });

  test('is not said where a person has that name, handle or contact', async () => {
    const { ada, grace } = await forged();
    const email = ada.git('config', 'user.email').trim();
    for (const key of [`handles: [${email.toUpperCase()}]`, `contact: ${email}`]) {
      grace.write('pm-onboard.yaml', `people:\n  buddy:\n    - name: Grace Hopper\n      ${key}\n`);
      expect((await approvalOf(grace))?.committedBy, key).toBeNull();
    }
  });

  test('stays who brought it, when a line gets a comma by what somebody else puts before it', async () => {
    const { ada, grace } = await sharingTeam();
    await ada.ok(tick);
    await ada.sync();
    await grace.sync();
    await grace.ok(approve);
    await grace.sync();
    await ada.sync();
    const { path, text } = ada.onlyRecord();
    const record = parseRecord(text);
    const at = record.events[0]?.at ?? '';
    const early = sealed(
      { kind: 'noted', item, text: 'early', by: 'Grace Hopper', at, batch: 'z' },
      record.hire,
    );
    writeFileSync(
      path,
      formatRecord({ ...record, events: [...record.events, early] as typeof record.events }),
    );
    ada.git('commit', '--quiet', '-am', 'By hand');
    const entries = await entriesOf(ada);
    expect(entries.find(({ kind }) => kind === 'approved')?.committedBy).toBeNull();
    expect(entries.find(({ kind }) => kind === 'noted')?.committedBy).not.toBeNull();
  });

  test('runs nothing that the repository names, and lets it hide nobody', async () => {
    const { ada, grace } = await forged();
    const canary = join(grace.folder, 'canary');
    const touch = `touch '${canary}'`;
    const email = ada.git('config', 'user.email').trim();
    grace.write('.mailmap', `Grace Hopper <grace@example.com> <${email}>\n`);
    grace.write('.gitattributes', 'hires/*.json diff=x filter=x\n');
    grace.write('ignore', grace.git('log', '--format=%H', '--all'));
    for (const [key, value] of [
      ['diff.x.textconv', touch],
      ['filter.x.clean', touch],
      ['core.fsmonitor', touch],
      ['core.pager', touch],
      ['gpg.program', touch],
      ['log.showSignature', 'true'],
      ['blame.ignoreRevsFile', join(grace.workspace, 'ignore')],
      ['mailmap.file', join(grace.workspace, '.mailmap')],
    ] as const)
      grace.git('config', key, value);
    expect((await approvalOf(grace))?.committedBy).toMatchObject({ email });
    await grace.ok(['review', 'ada', ...monday]);
    expect(existsSync(canary)).toBe(false);
    // Settings that git can't be told to pass over: nothing is asked, and the log is shown.
    grace.git('config', 'core.sshCommand', touch);
    expect((await approvalOf(grace))?.committedBy).toBeNull();
    expect(existsSync(canary)).toBe(false);
  });

  test('is left out where sharing was not agreed to here, or git fails', async () => {
    const { grace } = await forged();
    const without = await grace.ok(['log', 'ada', '--json', ...monday], { env: { PATH: '/nowhere' } });
    expect(without.stdout).toContain('"committedBy": null');
    rmSync(join(grace.home, '.config/pm-onboard/shared'), { recursive: true });
    expect((await approvalOf(grace))?.committedBy).toBeNull();
  });
});

describe('two copies', () => {
  test('assign one role each: both are named, here and there', async () => {
    const { ada, grace } = await sharingTeam();
    const assign = ['assign', 'ada', '--role', 'mentor', '--to'];
    await ada.ok([...assign, 'Ben Buddy', ...monday]);
    await grace.ok([...assign, 'Cy Coach', ...monday]);
    await ada.sync();
    const says =
      'PM mentor: Cy Coach, assigned by Grace Hopper on Mon 23 Nov; that counts, not Ben Buddy, assigned by Ada Lovelace on Mon 23 Nov';
    const second = flat((await grace.sync()).stderr);
    expect(second).toContain(says);
    expect(second).toContain('Ada: 1 role assigned');
    expect(flat((await ada.sync()).stderr)).toContain(says);
  });

  test('do and skip one item: done wins, and who had skipped it is said', async () => {
    const { ada, grace } = await sharingTeam();
    await ada.ok(['done', 'meet-manager', ...monday]);
    await grace.ok(['skip', 'meet-manager', '--hire', 'ada', '--reason', 'met before', ...monday]);
    await ada.sync();
    const says = '1.1 Meet your manager is done; Grace Hopper had skipped it: met before';
    expect(flat((await grace.sync()).stderr)).toContain(says);
    expect(flat((await ada.sync()).stderr)).toContain(says);
    const show = flat((await ada.ok(['show', 'meet-manager', ...monday])).stdout);
    expect(show).toContain(
      "Skipped by Grace Hopper on Mon 23 Nov, which doesn't count, since it is done: met before",
    );
    expect(show).toContain("skipped it: met before (doesn't count: it is done)");
    const review = flat((await grace.ok(['review', 'ada', ...monday])).stdout);
    expect(review).toContain('1.1: it is done, and Grace Hopper had skipped it: met before');
    const undone = flat((await ada.ok(['undo', ...monday])).stderr);
    expect(undone).toContain('1.1 Meet your manager is skipped now: Grace Hopper had skipped it, met before');
  });

  test('do one item, and one is approved: it stays done; a reopening is one line, and tells of the approval', async () => {
    const { ada, grace } = await sharingTeam();
    await ada.ok(tick);
    await ada.sync();
    await grace.sync();
    await ada.ok(['undo', ...monday]);
    await ada.ok(tick);
    await grace.ok(['done', item, '--hire', 'ada', ...tick.slice(2), '--as', 'Lead']).catch(() => undefined);
    await grace.sync();
    await ada.sync();
    await grace.sync();
    await grace.ok(approve);
    const reopened = flat((await grace.ok(['reopen', item, '--hire', 'ada', ...monday])).stderr);
    expect(reopened).toContain('The approval by Grace Hopper, on Mon 23 Nov, was of that completion');
    const undone = (await grace.ok(['undo', '--hire', 'ada', ...monday])).stderr;
    expect(undone.match(/taken back: reopened/g)).toHaveLength(1);
  });
});
