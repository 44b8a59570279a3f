/** Records that others have erased, and histories that others have rewritten: nothing goes, or comes back, unasked. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tombstoneText } from '../builders.ts';
import { Barrier } from './barrier.ts';
import { expectRefusal, flat } from './facts.ts';
import { startAnother } from './home.ts';
import { type Member, monday, preparedTeam, sharingTeam, type Team } from './team.ts';
import { Terminal } from './terminal.ts';

function idOf(member: Member): string {
  return basename(member.onlyRecord().path, '.json');
}

function backups(member: Member): string[] {
  const folder = join(member.workspace, 'backups');
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function forgetAda(member: Member): Promise<void> {
  await member.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace']);
  await member.sync();
}

function push(member: Member, message: string): void {
  member.git('add', '--all', '--', ':!hires');
  member.git('commit', '--quiet', '--message', message);
  member.git('push', '--quiet', 'origin', 'main');
}

/** The paths of the files of a workspace in which a text stands, apart from git's own. */
function naming(member: Member, text: string): string[] {
  return readdirSync(member.workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(text));
}

describe('a tombstone that comes in', () => {
  const withUnshared = preparedTeam(async () => {
    const team = await sharingTeam();
    const id = idOf(team.grace);
    await team.grace.ok(['note', '1.2', 'three days of notes', ...monday]);
    await forgetAda(team.ada);
    return { ...team, id };
  });

  test('the record is kept aside, with who erased it, and what nobody else has', async () => {
    const { ada, grace, id } = await withUnshared();
    const said = flat((await grace.sync()).stderr);
    expect(said).toMatch(/✓ came in Ada Lovelace: erased by the hire on \w+ \d/);
    expect(said).toContain(
      `What was recorded here about Ada Lovelace is kept aside, with 1 event that nobody else has. To erase it too: pm-onboard forget ${id}. To bring it back, as a record of its own: pm-onboard doctor --restore ${id}`,
    );
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
    expect(naming(grace, 'three days of notes')).not.toEqual([]);
    expect(grace.git('status', '--porcelain')).toBe('');
    const doctor = await grace.run(['doctor', ...monday]);
    expect(doctor.code).toBe(1);
    expect(flat(doctor.stdout)).toMatch(
      /the hire erased this hire on [-\d]+, and \d copies of the record are still here/,
    );
    // The next sync says nothing more, and sends nothing of it.
    expect(flat((await grace.sync()).stderr)).toContain('Nothing new');
    expect(ada.git('ls-tree', '-r', '--name-only', 'origin/main')).not.toContain('backups');
  });

  test('forget erases it', async () => {
    const { grace, id } = await withUnshared();
    await grace.sync();
    await expectRefusal(grace, ['forget', id], { code: 4, says: ['--confirm'] });
    await grace.ok(['forget', id, '--confirm', id]);
    expect(backups(grace)).toEqual([]);
    expect(naming(grace, 'three days of notes')).toEqual([]);
    expect((await grace.ok(['doctor', ...monday])).code).toBe(0);
  });

  test('doctor --restore brings it back under an id of its own, for everybody', async () => {
    const { ada, grace, id } = await withUnshared();
    await grace.sync();
    const restored = flat((await grace.ok(['doctor', '--restore', id, ...monday])).stderr);
    expect(restored).toMatch(
      new RegExp(`${id}, which others have erased, is here again as h[0-9a-f]{8}: \\d events`),
    );
    const as = /here again as (h[0-9a-f]{8})/.exec(restored)?.[1] ?? '';
    expect(backups(grace).filter((name) => name.includes(id))).toEqual([]);
    expect((await grace.ok(['log', 'Ada', ...monday])).stdout).toContain('three days of notes');
    expect((await grace.ok(['doctor', ...monday])).code).toBe(0);
    await grace.sync();
    await ada.sync();
    expect(ada.read(`hires/${as}.json`)).toBe(grace.read(`hires/${as}.json`));
    expect(ada.read(`hires/${id}.json`)).toContain('"forgotten":');
    expect((await ada.ok(['log', 'Ada', ...monday])).stdout).toContain('three days of notes');
  });

  test('without anything unshared it is kept aside too, where nobody is there to see it', async () => {
    const { ada, grace } = await sharingTeam();
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    await grace.sync();
    await forgetAda(ada);
    expect(flat((await grace.sync()).stderr)).toContain('is kept aside. To erase it too');
    expect(naming(grace, '"seen"')).not.toEqual([]);
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
  });

  test('without anything unshared, and at a terminal, it goes with its backups', async (context) => {
    const { ada, grace } = await sharingTeam();
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    await grace.sync();
    expect(backups(grace)).not.toEqual([]);
    await forgetAda(ada);
    const terminal = await Terminal.open(context, grace);
    await terminal.type('pm-onboard sync; echo "exit=[$?]"');
    expect(flat(await terminal.until('exit=[0]'))).toContain('erased by the hire');
    expect(backups(grace)).toEqual([]);
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
  });

  test('what was committed here and never shared is no reason to erase it', async (context) => {
    const { ada, grace } = await sharingTeam();
    await grace.ok(['note', '1.4', 'committed alone', ...monday]);
    grace.git('commit', '--quiet', '--all', '--message', 'By hand');
    await forgetAda(ada);
    const terminal = await Terminal.open(context, grace);
    await terminal.type('pm-onboard sync; echo "exit=[$?]"');
    expect(flat(await terminal.until('to keep them aside'))).toContain('1 event of it that nobody else has');
    await terminal.type('');
    await terminal.until('exit=[0]');
    expect(naming(grace, 'committed alone')).not.toEqual([]);
  });

  test('over a record that can’t be read here: it is kept aside, and the sync comes to its end', async () => {
    const { ada, grace, id } = await withUnshared();
    writeFileSync(grace.onlyRecord().path, 'three days of notes, cut off');
    expect(flat((await grace.sync()).stderr)).toContain('is kept aside');
    expect(naming(grace, 'three days of notes, cut off').every((path) => path.includes('/backups/'))).toBe(
      true,
    );
    expect(grace.read(`hires/${id}.json`)).toBe(ada.read(`hires/${id}.json`));
    expect(flat((await grace.sync()).stderr)).toContain('Nothing new');
  });

  test('a plain git pull leaves it in one text with the events: they are kept aside, not hidden', async () => {
    const { ada, grace, id } = await withUnshared();
    grace.git('commit', '--quiet', '--all', '--message', 'By hand');
    grace.git('pull', '--quiet', '--no-rebase', '--no-edit');
    expect(grace.onlyRecord().text).toMatch(/"forgotten":[\s\S]*three days|three days[\s\S]*"forgotten":/);
    await expectRefusal(grace, ['status', id, ...monday], { code: 2, says: [] });
    expect(flat((await grace.run(['doctor', ...monday])).stdout)).toContain(
      'copies of the record are still here',
    );
    await expectRefusal(grace, ['forget', id], { code: 4, says: ['--confirm'] });
    expect(flat((await grace.sync()).stderr)).toContain('is kept aside, with');
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
    expect(grace.git('status', '--porcelain')).toBe('');
    await grace.ok(['doctor', '--restore', id, ...monday]);
    expect((await grace.ok(['log', 'Ada', ...monday])).stdout).toContain('three days of notes');
  });

  test('one that does not say who erased it, and when, erases nothing', async () => {
    const { ada, grace } = await sharingTeam();
    const { path, text } = ada.onlyRecord();
    await ada.ok(['note', '1.2', 'mine', ...monday]);
    writeFileSync(
      path.replace(ada.workspace, grace.workspace),
      tombstoneText(idOf(ada)).replace(/\{"by".*\}(?=\})/, 'true'),
    );
    grace.git('commit', '--quiet', '--all', '--message', 'Erase');
    grace.git('push', '--quiet', 'origin', 'main');
    expect(flat((await ada.sync()).stderr)).toContain('it doesn’t say who erased it, and when');
    expect(ada.onlyRecord().text).toContain('"mine"');
    expect(ada.onlyRecord().text.length).toBeGreaterThan(text.length);
    expect(ada.git('show', `origin/main:${path.slice(ada.workspace.length + 1)}`)).toBe(
      ada.onlyRecord().text,
    );
  });

  test('by sync: auto nothing is erased, though a person is there', async () => {
    const { ada, grace } = await sharingTeam();
    await grace.ok([...startAnother, ...monday]);
    await grace.sync();
    writeFileSync(
      join(grace.home, '.config/pm-onboard/settings.json'),
      '{"me":"Grace Hopper","sync":"auto"}',
    );
    await ada.sync();
    await forgetAda(ada);
    const { stderr } = await grace.ok(['note', '1.4', 'hi', '--hire', 'Annie', ...monday]);
    expect(flat(stderr)).toContain('is kept aside');
    expect(naming(grace, 'Ada Lovelace')).not.toEqual([]);
  });
});

describe('a history that was rewritten', () => {
  const secret = 'what must go';

  /** Ada's record has a secret and is erased by Grace, who takes it out of the history and pushes by force. */
  async function rewrite(anew: boolean): Promise<Team & { id: string; annie: string }> {
    const team = await sharingTeam();
    const { ada, grace } = team;
    const id = idOf(ada);
    await grace.ok([...startAnother, ...monday]);
    await grace.ok(['note', '1.2', secret, '--hire', 'Ada', ...monday]);
    await grace.sync();
    await ada.sync();
    const annie = readdirSync(join(ada.workspace, 'hires'))
      .map((name) => name.slice(0, 9))
      .find((name) => name !== id && /^h[0-9a-f]{8}$/.test(name));
    await grace.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace']);
    await grace.sync();
    const parent = anew ? [] : ['-p', grace.git('rev-list', '--max-parents=0', 'HEAD').trim()];
    const commit = grace.git('commit-tree', 'HEAD^{tree}', ...parent, '-m', 'Anew').trim();
    grace.git('reset', '--quiet', '--hard', commit);
    grace.git('push', '--quiet', '--force', 'origin', 'main');
    return { ...team, id, annie: annie ?? '' };
  }

  const fromFirst = preparedTeam(() => rewrite(true));
  const fromSecond = preparedTeam(() => rewrite(false));
  const rewritten = (anew: boolean) => (anew ? fromFirst() : fromSecond());

  /** Whether the text is in a file of any commit that a push of this clone would send, or that the remote has. */
  function wouldSend(member: Member): boolean {
    return member.git('log', '-m', '--format=%H', '-S', secret, 'main') !== '';
  }

  test.each([
    ['from its second commit on', false],
    ['from its first commit on', true],
  ])('%s: sync stops, and says what to do', async (_, anew) => {
    const { ada } = await rewritten(anew);
    await ada.ok(['note', '1.4', 'for Annie', '--hire', 'Annie', ...monday]);
    const before = ada.state();
    for (const args of [['sync'], ['sync', '--init']]) {
      const { code, stderr } = await ada.run(args);
      expect(code, stderr).toBe(3);
      expect(flat(stderr)).toContain(
        'was rewritten since your last sync: something in it is to be gone for good',
      );
      expect(stderr).toMatch(/^ {2}pm-onboard sync --follow$/m);
      expect(ada.state()).toBe(before);
    }
  });

  test.each([
    ['from its second commit on', false],
    ['from its first commit on', true],
  ])('%s: sync --follow sends what was not shared, and nothing that was erased', async (_, anew) => {
    const { ada, grace, annie } = await rewritten(anew);
    await ada.ok(['note', '1.4', 'for Annie', '--hire', 'Annie', ...monday]);
    await ada.ok(['note', '1.4', 'for Ada', '--hire', 'Ada', ...monday]);
    expect(wouldSend(ada)).toBe(true);
    const said = flat((await ada.sync('--follow')).stderr);
    expect(said).toContain('sent Annie: 1 note');
    expect(wouldSend(ada)).toBe(false);
    expect(ada.git('status', '--porcelain', '--branch')).toBe('## main...origin/main\n');
    ada.write('own.txt', 'mine\n');
    ada.git('add', 'own.txt');
    ada.git('commit', '--quiet', '--message', 'Own');
    ada.git('push', '--quiet', 'origin', 'main');
    expect(wouldSend(ada)).toBe(false);
    // What Ada had is kept aside on her machine alone.
    expect(naming(ada, secret).every((path) => path.includes('/backups/'))).toBe(true);
    expect(naming(ada, 'for Ada')).not.toEqual([]);
    await grace.sync('--follow');
    expect(grace.read(`hires/${annie}.json`)).toBe(ada.read(`hires/${annie}.json`));
    expect(naming(grace, secret)).toEqual([]);
    expect(wouldSend(grace)).toBe(false);
    await ada.sync();
  });

  test('whoever rewrote it goes on in the same way', async () => {
    const { grace, annie } = await rewritten(true);
    await grace.ok(['note', '1.4', 'for Annie', '--hire', 'Annie', ...monday]);
    expect((await grace.run(['sync'])).code).toBe(3);
    await grace.sync('--follow');
    await grace.sync();
    expect(grace.git('show', `origin/main:hires/${annie}.json`)).toContain('for Annie');
    expect(wouldSend(grace)).toBe(false);
  });

  test('a hire who was erased here meanwhile stays so', async () => {
    const { ada, grace, annie } = await rewritten(true);
    await ada.ok(['forget', 'Annie', '--confirm', 'Annie Easley']);
    await ada.sync('--follow');
    expect(ada.read(`hires/${annie}.json`)).toContain('"forgotten":');
    expect(ada.git('show', `origin/main:hires/${annie}.json`)).toContain('"forgotten":');
    expect((await grace.run(['sync', '--follow'])).code).toBe(0);
  });

  test('what is noted and begun while --follow sends stays, and goes out with the next sync', async () => {
    const { ada, grace, remote, annie } = await rewritten(false);
    await ada.ok(['note', '1.4', 'to be sent', '--hire', 'Annie', ...monday]);
    const { code, stderr } = await new Barrier(remote).during(ada.spawn(['sync', '--follow']), async () => {
      await ada.ok(['note', '1.4', 'meanwhile', '--hire', 'Annie', ...monday]);
      await ada.ok([
        'start',
        '--name',
        'Mary Jackson',
        '--start',
        '2026-11-23',
        '--buddy',
        'Grace Hopper',
        ...monday,
      ]);
    });
    expect(code, stderr).toBe(0);
    expect(flat(stderr)).not.toContain('git revert');
    expect(ada.read(`hires/${annie}.json`)).toContain('"meanwhile"');
    expect(flat((await ada.ok(['status', 'Mary', ...monday])).stdout)).toContain('Mary Jackson');
    expect(flat((await ada.sync()).stderr)).toContain('sent Mary: started');
    await grace.sync('--follow');
    expect(grace.read(`hires/${annie}.json`)).toBe(ada.read(`hires/${annie}.json`));
    expect(grace.read(`hires/${annie}.json`)).toContain('"meanwhile"');
  });

  test('a record that the rewritten history lacks is kept in backups/, and the sync says so', async () => {
    const { ada, grace, id, annie } = await rewritten(false);
    grace.git('rm', '--quiet', `hires/${annie}.json`);
    grace.git('commit', '--quiet', '--amend', '--no-edit');
    grace.git('push', '--quiet', '--force', 'origin', 'main');
    const said = flat((await ada.sync('--follow')).stderr);
    const copy =
      /no record of Annie Easley any more. What was here is kept in backups\/(\S+); to erase it too: pm-onboard forget (h\w+)/.exec(
        said,
      );
    expect(copy?.[2]).toBe(annie);
    expect(ada.read(`backups/${copy?.[1]}`)).toContain('Annie Easley');
    expect(said).toContain(`To bring it back, as a record of its own: pm-onboard doctor --restore ${id}`);
    await ada.ok(['forget', annie, '--confirm', annie]);
    expect(naming(ada, 'Annie Easley')).toEqual([]);
  });

  test('a remote that was put back to before an erasure doesn’t bring the record back', async () => {
    const { ada, grace } = await sharingTeam();
    await grace.ok(['note', '1.4', secret, ...monday]);
    await grace.sync();
    await ada.sync();
    await forgetAda(ada);
    ada.git('push', '--quiet', '--force', 'origin', 'HEAD~1:main');
    expect((await ada.run(['sync'])).code).toBe(3);
    await ada.sync('--follow');
    expect(ada.onlyRecord().text).toContain('"forgotten":');
    expect(ada.git('show', `origin/main:hires/${idOf(ada)}.json`)).toBe(ada.onlyRecord().text);
  });

  test.each([
    ['of a file of one’s own', false],
    ['with the record', true],
  ])(
    'commits on the former history, %s: their changes go on the new one, without what is to be gone',
    async (_, all) => {
      const { ada } = await rewritten(false);
      if (all) await ada.ok(['note', '1.4', 'for Annie', '--hire', 'Annie', ...monday]);
      ada.write('own.txt', 'mine\n');
      ada.git('add', ...(all ? ['--all'] : ['own.txt']));
      ada.git('commit', '--quiet', '--message', 'Own');
      await ada.ok(['note', '1.3', 'not committed', '--hire', 'Annie', ...monday]);
      await ada.sync('--follow');
      expect(ada.read('own.txt')).toBe('mine\n');
      expect(ada.git('status', '--porcelain')).toBe('');
      expect(ada.git('rev-list', '--count', 'origin/main..main')).toBe('1\n');
      expect(ada.git('diff', '--name-only', 'origin/main', 'main')).toBe('own.txt\n');
      expect(wouldSend(ada)).toBe(false);
      await ada.sync();
      expect(wouldSend(ada)).toBe(false);
    },
  );

  test('a plain git pull of the rewritten history: the branch leaves the former one all the same', async () => {
    const { ada } = await rewritten(false);
    ada.git('pull', '--quiet', '--no-rebase', '--no-edit');
    expect(wouldSend(ada)).toBe(true);
    await ada.sync('--follow');
    expect(wouldSend(ada)).toBe(false);
    expect(ada.git('rev-parse', 'main')).toBe(ada.git('rev-parse', 'origin/main'));
  });

  test('a commit that changes what the rewritten history changes too is left to a person, with the words for it', async () => {
    const { ada, grace } = await rewritten(false);
    grace.write('plan.txt', 'theirs\n');
    push(grace, 'Plan');
    ada.write('plan.txt', 'mine\n');
    ada.git('add', 'plan.txt');
    ada.git('commit', '--quiet', '--message', 'Own');
    await ada.ok(['note', '1.4', 'for Annie', '--hire', 'Annie', ...monday]);
    const { code, stderr } = await ada.run(['sync', '--follow']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('change the same files: plan.txt');
    const command = /^ {2}(git rebase .*)$/m.exec(stderr)?.[1] ?? '';
    await ada.shell(`cd '${ada.workspace}' && ${command}`);
    ada.write('plan.txt', 'both\n');
    expect(
      (await ada.shell(`cd '${ada.workspace}' && git add plan.txt && GIT_EDITOR=true git rebase --continue`))
        .code,
    ).toBe(0);
    await ada.sync('--follow');
    expect(ada.read('plan.txt')).toBe('both\n');
    expect(naming(ada, 'for Annie')).not.toEqual([]);
    expect(wouldSend(ada)).toBe(false);
  });

  test('where nothing was rewritten, --follow is a sync like any other', async () => {
    const { ada, grace } = await sharingTeam();
    await ada.ok(['note', '1.4', 'hi', ...monday]);
    expect(flat((await ada.sync('--follow')).stderr)).toContain('sent Ada: 1 note');
    await grace.sync('--follow');
    expect(grace.onlyRecord().text).toBe(ada.onlyRecord().text);
  });
});
