/** The records of checklists' runs, in `runs/`: shared, merged, looked after, erased and sent like those of hires. */
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyRecord, formatRecord, parseRecord } from '../../src/progress/record.ts';
import { runIdOf } from '../../src/progress/record-id.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { eventsIn, expectRefusal, flat, json } from './facts.ts';
import { bareRepository, Member, monday, sharingTeam, type Team } from './team.ts';
import { root, type World } from './world.ts';

const id = runIdOf('leave-beta', 'Message reminders', 1);
const place = `runs/${id}.json`;
const begin = ['run', 'leave-beta', 'Message reminders', ...monday];

function note(text: string, ...more: string[]): string[] {
  return ['note', '1.1', text, '--run', 'message-reminders', ...monday, ...more];
}

function recordIn({ workspace }: World): string {
  return readFileSync(join(workspace, place), 'utf8');
}

/** What people have noted in the run, in the order in which it counts. */
function notes(world: World): unknown[] {
  return eventsIn(recordIn(world)).flatMap(({ kind, text }) => (kind === 'noted' ? [text] : []));
}

async function ownerIn(world: World): Promise<string> {
  const { hire } = await json<{ hire: { name: string } }>(world, [
    'status',
    '--run',
    'message-reminders',
    ...monday,
  ]);
  return hire.name;
}

async function doctorIn(world: World): Promise<{ code: number | null; text: string }> {
  const { code, stdout } = await world.run(['doctor', ...monday]);
  return { code, text: flat(stdout) };
}

/** Both begin the same run, and note something in it, before either knows of the other's. */
async function begunApart(): Promise<Team> {
  const team = await sharingTeam();
  await team.ada.ok(begin);
  await team.grace.ok(['run', 'leave-beta', 'message  REMINDERS', ...monday]);
  await team.ada.ok(note('of Ada'));
  await team.grace.ok(note('of Grace'));
  return team;
}

describe('a run that two people begin apart', () => {
  test('is one run after a sync, with what both have done, and the same bytes on both machines', async () => {
    const { ada, grace } = await begunApart();
    await ada.sync();
    const { stderr } = await grace.sync();
    expect(flat(stderr)).toContain('came in Message reminders (leave-beta): started, 1 note');
    // Whose run it is has changed for one of them, and only that one has to know.
    expect(flat(stderr)).toContain(
      'Begun twice: by Ada Lovelace on Mon 23 Nov, owned by Ada Lovelace, from Mon 23 Nov on; that counts, ' +
        'not by Grace Hopper on Mon 23 Nov, owned by Grace Hopper, from Mon 23 Nov on',
    );
    expect((await ada.sync()).stderr).not.toContain('Begun twice');
    expect(recordIn(ada)).toBe(recordIn(grace));
    expect(notes(ada)).toEqual(['of Ada', 'of Grace']);
    expect(eventsIn(recordIn(ada)).filter(({ kind }) => kind === 'started')).toHaveLength(2);
    expect(await ownerIn(grace)).toBe('Ada Lovelace');
    // What was done stands in the history of git, by what it was done for.
    expect(ada.git('log', '--format=%s', '-n', '2').split('\n')).toContain(
      'Message reminders (leave-beta): started, 1 note',
    );
    expect(ada.git('status', '--short')).toBe('');
    expect(await doctorIn(grace)).toMatchObject({ code: 0, text: expect.stringContaining('2 records') });
  });

  test('needs no conflict to be solved where plain git merges it', async () => {
    const { ada, grace } = await begunApart();
    for (const member of [ada, grace]) {
      member.git('add', '--all');
      member.git('commit', '--quiet', '--message', 'By hand');
    }
    ada.git('push', '--quiet', 'origin', 'main');
    grace.git('pull', '--quiet', '--no-rebase', '--no-edit');
    const record = parseRecord(recordIn(grace));
    expect(record.damaged).toEqual([]);
    expect(JSON.stringify(record.events)).toMatch(/of Ada.*of Grace/);
    expect(recordIn(grace)).not.toContain('<<<<');
    // A union of two files that had no common state: every line is there, and the next command puts them in order.
    expect((await doctorIn(grace)).text).toContain('not in order');
    await grace.ok(note('in order'));
    expect(recordIn(grace)).toBe(formatRecord(parseRecord(recordIn(grace))));
    expect(notes(grace)).toEqual(['of Ada', 'of Grace', 'in order']);
  });

  test('is private in a clone, whatever git lets others read', async () => {
    const { ada, remote } = await begunApart();
    await ada.sync();
    const alan = new Member('Alan Turing');
    await alan.sync('--join', remote, '--me', alan.name);
    expect(statSync(join(alan.workspace, 'runs')).mode & 0o777).toBe(0o700);
    expect(statSync(join(alan.workspace, place)).mode & 0o777).toBe(0o600);
    expect(recordIn(alan)).toBe(recordIn(ada));
  });
});

test('git is asked who committed what was recorded in a run', async () => {
  const { ada } = await sharingTeam();
  await ada.ok(begin);
  await ada.ok(note('as somebody else', '--as', 'Grace Hopper'));
  await ada.sync();
  const { stdout } = await ada.ok(['log', '--run', 'message-reminders', ...monday]);
  expect(flat(stdout)).toMatch(/committed by (Ada Lovelace|Ada@example\.com)/);
});

test('sync says which other branch has records of runs that the shared one lacks', async () => {
  const { ada, grace } = await sharingTeam();
  grace.git('switch', '--quiet', '--create', 'other');
  await grace.ok(begin);
  grace.git('add', '--all');
  grace.git('commit', '--quiet', '--message', 'Elsewhere');
  grace.git('push', '--quiet', 'origin', 'other');
  ada.git('fetch', '--quiet');
  const { stderr } = await ada.sync();
  expect(flat(stderr)).toContain('The branch other has records of 1 checklist run that main lacks');
  expect((await doctorIn(ada)).text).toContain('records of 1 checklist run that main lacks');
});

test('what a sync says next is about runs, where nothing else came in', async () => {
  const { ada, grace } = await sharingTeam();
  await ada.ok(begin);
  await ada.sync();
  expect((await grace.sync()).stderr).toContain('See how it stands: pm-onboard run');
});

describe('a workspace from before there were runs', () => {
  const line = 'runs/*.json -text merge=union';

  /** Takes the line out of what both have. */
  async function older(): Promise<Team> {
    const team = await sharingTeam();
    const { ada, grace } = team;
    ada.write('.gitattributes', ada.read('.gitattributes').replace(`${line}\n`, ''));
    ada.git('commit', '--quiet', '--all', '--message', 'As it was');
    ada.git('push', '--quiet', 'origin', 'main');
    await grace.sync();
    for (const member of [ada, grace]) expect(member.read('.gitattributes')).not.toContain(line);
    return team;
  }

  test('gets the line for git with the first sync that has a run, on both machines', async () => {
    const { ada, grace } = await older();
    await ada.sync();
    // Nobody needs it yet.
    expect(ada.read('.gitattributes')).not.toContain(line);
    expect((await doctorIn(ada)).text).not.toContain('.gitattributes');
    await ada.ok(begin);
    expect((await doctorIn(ada)).text).toContain(`.gitattributes: lacks \`${line}\``);
    await ada.sync();
    await grace.sync();
    for (const member of [ada, grace]) {
      expect(member.read('.gitattributes').split('\n')).toContain(line);
      expect(member.git('status', '--short')).toBe('');
      expect((await doctorIn(member)).text).not.toContain('.gitattributes');
    }
    expect(ada.git('check-attr', 'merge', place)).toContain('merge: union');
  });

  test('also where both have begun a run meanwhile', async () => {
    const { ada, grace } = await older();
    await ada.ok(begin);
    await grace.ok(begin);
    await grace.ok(note('of Grace'));
    await ada.sync();
    await grace.sync();
    await ada.sync();
    expect(recordIn(ada)).toBe(recordIn(grace));
    expect(notes(ada)).toEqual(['of Grace']);
  });

  test('is told of the line by doctor and by init, where no sync adds it', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    ada.git('init', '--quiet');
    ada.write('.gitattributes', ada.read('.gitattributes').replace(`${line}\n`, ''));
    expect((await doctorIn(ada)).text).toContain('add what it lacks to the .gitattributes of the workspace');
    const { stderr } = await ada.ok(['init', ada.workspace]);
    expect(flat(stderr)).toContain(
      `Your .gitattributes stays as it is; to commit this folder, add to it: ${line}`,
    );
    ada.write('.gitattributes', `${ada.read('.gitattributes')}${line}\n`);
    expect((await doctorIn(ada)).text).not.toContain('.gitattributes');
  });
});

describe('a record in runs/ that is of another run', () => {
  /** A record with the id of Message reminders that begins Search. */
  function strange(): string {
    const facts = [
      {
        kind: 'started',
        run: 'checklist',
        person: 'p0123abcd',
        name: 'Mallory',
        start: '2026-11-23',
        program: 'leave-beta',
        digest: '0'.repeat(64),
        subject: 'Search',
      },
      { kind: 'noted', item: 'is-measured', text: 'planted' },
    ] as const;
    const stamp = {
      now: new Date('2026-11-23T08:00:00Z'),
      on: '2026-11-23',
      by: 'Mallory',
      batch: 'b',
    } as const;
    return formatRecord(withFacts(emptyRecord(id), facts, stamp));
  }

  test('is not taken over from what others send, and is named', async () => {
    const { ada, grace } = await sharingTeam();
    mkdirSync(join(ada.workspace, 'runs'));
    ada.write(place, strange());
    ada.git('add', '--all');
    ada.git('commit', '--quiet', '--message', 'Planted');
    ada.git('push', '--quiet', 'origin', 'main');
    const { stderr } = await grace.sync();
    const why = `it is not the record ${id}: it begins another run, Search (leave-beta)`;
    expect(flat(stderr)).toContain(`${place}, as it is shared: ${why}`);
    expect(existsSync(join(grace.workspace, place))).toBe(false);
    // The own one is begun and shared all the same.
    await grace.ok(begin);
    await grace.ok(note('of Grace'));
    await grace.sync();
    expect(notes(grace)).toEqual(['of Grace']);
    expect(grace.git('show', `origin/main:${place}`)).not.toContain('Mallory');
  });

  test('is named by doctor', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    mkdirSync(join(ada.workspace, 'runs'), { mode: 0o700 });
    ada.write(place, strange());
    const { code, text } = await doctorIn(ada);
    expect(code).toBe(1);
    expect(text).toContain(`${place}: the record can't be read: it is not the record ${id}`);
  });

  test('is refused where a share brings it', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    await ada.ok(['share', 'message-reminders', '-o', 'run.json', ...monday]);
    const share = JSON.parse(readFileSync(join(ada.folder, 'run.json'), 'utf8'));
    const { team } = share.record;
    share.record = { ...JSON.parse(strange()), team };
    writeFileSync(join(ada.folder, 'bad.json'), JSON.stringify(share));
    const grace = new Member('Grace Hopper');
    await expectRefusal(grace, ['share', '--receive', join(ada.folder, 'bad.json'), ...monday], {
      code: 2,
      says: ["its record can't be read", 'it begins another run, Search (leave-beta)'],
    });
  });
});

describe('a share of a run', () => {
  test('lands in runs/ elsewhere, with its checklist, and unites with what was begun there', async () => {
    const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
    await ada.ok([...begin, '--as', ada.name]);
    await ada.ok(note('of Ada', '--as', ada.name));
    const sent = await ada.ok(['share', 'message-reminders', ...monday]);
    expect(flat(sent.stderr)).toContain(
      'Message reminders (leave-beta): 2 events, in message-reminders-leave-beta.pm-onboard.json',
    );
    const file = join(ada.folder, 'message-reminders-leave-beta.pm-onboard.json');
    const { stderr } = await grace.ok(['share', '--receive', file, '--as', grace.name, ...monday]);
    expect(flat(stderr)).toContain('Message reminders (leave-beta) is new here: 2 events (started, 1 note)');
    expect(flat(stderr)).toContain('pm-onboard review message-reminders');
    expect(readdirSync(join(grace.workspace, 'runs'))).toEqual([`${id}.json`]);
    expect(readdirSync(join(grace.workspace, 'programs'))).toHaveLength(1);
    await grace.ok(note('of Grace', '--as', grace.name));
    await grace.ok(['share', 'message-reminders', '-o', 'back.json', ...monday]);
    await ada.ok(['share', '--receive', join(grace.folder, 'back.json'), ...monday]);
    expect(notes(ada)).toEqual(['of Ada', 'of Grace']);
  });

  test('is taken where the same run was begun there apart, and the earlier start counts', async () => {
    const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
    await ada.ok([...begin, '--as', ada.name]);
    await grace.ok([...begin, '--as', grace.name]);
    await ada.ok(['share', 'message-reminders', '-o', 'run.json', ...monday]);
    await grace.ok(['share', '--receive', join(ada.folder, 'run.json'), ...monday]);
    expect(await ownerIn(grace)).toBe('Ada Lovelace');
  });
});

describe('doctor', () => {
  test('looks after runs/ as after hires/: modes, locks, left files, copies, backups, and what is no record', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    await ada.ok(note('one'));
    expect(await doctorIn(ada)).toMatchObject({
      code: 0,
      text: expect.stringContaining('2 records, 2 programs'),
    });

    const text = recordIn(ada);
    const stamp = {
      now: new Date('2026-11-23T20:00:00Z'),
      on: '2026-11-23',
      by: 'Grace Hopper',
      batch: 'b',
    } as const;
    const copied = withFacts(
      parseRecord(text),
      [{ kind: 'noted', item: 'is-measured', text: 'in a copy' }],
      stamp,
    );
    ada.write(`runs/${id} (conflicted copy).json`, formatRecord(copied));
    ada.write(`runs/${id}.json.0123456789ab.tmp`, 'left');
    ada.write('runs/h0123abcd.json', text);
    ada.write('runs/readme.txt', 'what');
    chmodSync(join(ada.workspace, place), 0o644);
    chmodSync(join(ada.workspace, 'runs'), 0o755);
    const found = await doctorIn(ada);
    expect(found.code).toBe(1);
    for (const says of [
      `runs/${id} (conflicted copy).json: Message reminders (leave-beta): a copy of the record`,
      `runs/${id}.json.0123456789ab.tmp: was left by a process that has ended`,
      'runs/h0123abcd.json: does not have the name of a record',
      'runs/readme.txt: does not belong to pm-onboard',
      'runs/: is 0755 instead of 0700, 2 files in it are not 0600',
    ])
      expect(found.text).toContain(says);
    rmSync(join(ada.workspace, 'runs/h0123abcd.json'));
    rmSync(join(ada.workspace, 'runs/readme.txt'));
    await ada.ok(['doctor', '--repair', ...monday]);
    expect(await doctorIn(ada)).toMatchObject({ code: 0 });
    expect(readdirSync(join(ada.workspace, 'runs'))).toEqual([`${id}.json`]);
    expect(notes(ada).sort()).toEqual(['in a copy', 'one']);
    expect(statSync(join(ada.workspace, place)).mode & 0o777).toBe(0o600);
  });

  test('tells of a run whose record is gone, and brings it back by what it is called', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    await ada.ok(note('one'));
    await ada.ok(note('two'));
    rmSync(join(ada.workspace, place));
    const gone = await doctorIn(ada);
    expect(gone.text).toContain(`${place}: the record of Message reminders (leave-beta) is gone`);
    expect(gone.text).toContain(`pm-onboard doctor --restore ${id}`);
    // Its program may still be needed.
    expect(gone.text).not.toContain('no record uses it');
    const { stderr } = await ada.ok(['doctor', '--restore', 'message reminders', ...monday]);
    expect(flat(stderr)).toContain('Message reminders (leave-beta): the record is whole again');
    expect(notes(ada)).toContain('one');
  });

  test('keeps the program that a run alone is pinned to, and says whose it is where it is missing', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    expect((await doctorIn(ada)).text).not.toContain('no record uses it');
    const [program = ''] = readdirSync(join(ada.workspace, 'programs'));
    renameSync(join(ada.workspace, 'programs', program), join(ada.folder, program));
    expect((await doctorIn(ada)).text).toContain('the program of Message reminders (leave-beta)');
  });

  test('says nothing of an unused program where runs/ can’t be looked into', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    renameSync(join(ada.workspace, 'runs'), join(ada.folder, 'runs'));
    writeFileSync(join(ada.workspace, 'runs'), 'in the way');
    const { code, text } = await doctorIn(ada);
    expect(code).toBe(1);
    expect(text).toContain('runs/: is a link or a file, not a folder');
    expect(text).not.toContain('no record uses it');
  });
});

describe('what was typed in a run', () => {
  test('is taken out of the record and of every copy of it', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    await ada.ok(note('a secret'));
    await ada.ok(note('two'));
    await ada.ok(['redact', 'secret', '--run', 'message-reminders', '--yes', ...monday]);
    for (const folder of ['runs', 'backups'])
      for (const name of readdirSync(join(ada.workspace, folder)))
        expect(readFileSync(join(ada.workspace, folder, name), 'utf8'), name).not.toContain('secret');
    expect(notes(ada)).toContain('two');
  });
});

test('doctor says where git ignores runs/ alone', async () => {
  const ada = new Member('Ada Lovelace');
  await ada.startAda();
  ada.git('init', '--quiet');
  ada.write('.gitignore', `${ada.read('.gitignore')}runs/\n`);
  expect((await doctorIn(ada)).text).not.toContain('git ignores');
  await ada.ok(begin);
  expect((await doctorIn(ada)).text).toContain('runs/: git ignores the records');
});

describe('a lock in runs/', () => {
  test('is told of, and removed where a person says so', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    const lock = `${place}.lock`;
    const holder = { token: 't', pid: 1, host: 'elsewhere', boot: 'b', start: '1' };
    ada.write(lock, JSON.stringify(holder));
    expect((await doctorIn(ada)).text).toContain(`${lock}: `);
    const { stderr } = await ada.ok(['doctor', '--unlock', 'message-reminders', '--yes', ...monday]);
    expect(flat(stderr)).toContain('the record of Message reminders (leave-beta) is free again');
    expect(existsSync(join(ada.workspace, lock))).toBe(false);
  });
});

test.skipIf(process.getuid?.() !== 0)(
  'a folder of runs that another account owns is written to by nobody else',
  async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    chownSync(join(ada.workspace, place), 12_345, 12_345);
    const before = recordIn(ada);
    for (const args of [note('mine'), ['sync', '--init'], ['doctor', '--repair', ...monday]]) {
      const { code, stderr } = await ada.run(args);
      expect({ code, said: flat(stderr) }).toEqual({
        code: 3,
        said: expect.stringContaining(`${id}.json belongs to #12345`),
      });
    }
    expect(recordIn(ada)).toBe(before);
  },
);

describe('forget', () => {
  test('erases a run by what it is called, and nothing else', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    await ada.ok(note('one'));
    await expectRefusal(ada, ['forget', 'message reminders', '--confirm', 'Ada Lovelace', ...monday], {
      code: 2,
      says: ['is not the name of the run that is to be forgotten, Message reminders (leave-beta)'],
    });
    const { stderr } = await ada.ok([
      'forget',
      'message reminders',
      '--confirm',
      'Message reminders',
      ...monday,
    ]);
    const said = flat(stderr);
    expect(said).toContain(
      'Message reminders (leave-beta) is forgotten: the record and 1 copy of it are erased',
    );
    expect(said).toContain(`${place} stays, with nothing but the id`);
    expect(recordIn(ada)).toContain('"by":"the owner"');
    expect(recordIn(ada)).not.toContain('Ada');
    expect(readdirSync(join(ada.workspace, 'backups')).filter((name) => name.includes(id))).toEqual([]);
    expect(eventsIn(ada.onlyRecord().text)).not.toEqual([]);
    expect((await ada.ok(['forget', id, ...monday])).stderr).toContain('is forgotten already');
    expect(await doctorIn(ada)).toMatchObject({ code: 0 });
  });

  test('of a person names the runs that they own, which stay', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    await ada.ok([
      'run',
      'look-back',
      'First sprint',
      '--owner',
      'Grace Hopper',
      ...monday,
      '--as',
      'Grace Hopper',
    ]);
    await ada.ok([
      'note',
      '1.1',
      'with Ada Lovelace',
      '--run',
      'first-sprint',
      '--as',
      'Grace Hopper',
      ...monday,
    ]);
    const { stderr } = await ada.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace', ...monday]);
    const said = flat(stderr);
    const other = runIdOf('look-back', 'First sprint', 1);
    expect(said).toContain(
      `Runs of checklists that they owned stay, with the name. Message reminders (leave-beta): pm-onboard forget ${id}`,
    );
    expect(said).toContain(`The name still stands in records of others, for what they did there: ${other}.`);
    await ada.ok(['forget', id, '--confirm', id, ...monday]);
    expect(recordIn(ada)).not.toContain('Ada');
  });

  test('goes round with a sync, and the run comes back as the next of its kind', async () => {
    const { ada, grace } = await begunApart();
    await ada.sync();
    await grace.sync();
    await ada.sync();
    await grace.ok(note('not shared yet'));
    await ada.ok(['forget', 'message reminders', '--confirm', 'message reminders', ...monday]);
    await ada.sync();
    const { stderr } = await grace.sync();
    expect(flat(stderr)).toContain(
      'What was recorded here about Message reminders (leave-beta) is kept aside, with 1 event that nobody else has',
    );
    expect(ada.git('log', '--format=%s', '-n', '1')).toBe(`${id}: forgotten\n`);
    const back = await grace.ok(['doctor', '--restore', id, ...monday]);
    const next = runIdOf('leave-beta', 'Message reminders', 2);
    expect(flat(back.stderr)).toContain(`is here again as ${next}`);
    const record = parseRecord(readFileSync(join(grace.workspace, `runs/${next}.json`), 'utf8'));
    expect(record.damaged).toEqual([]);
    expect(JSON.stringify(record.events)).toContain('not shared yet');
    expect((await grace.ok(['run', 'message-reminders-2', ...monday])).code).toBe(0);
    await expectRefusal(grace, ['doctor', '--restore', 'c0123456789ab', ...monday], {
      code: 2,
      says: ['no run is called "c0123456789ab"'],
    });
  });
});

describe('what is about a hire alone', () => {
  test('doesn’t look into runs/ at all: it could be anything', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    // Whoever listed or read it would stop at it.
    writeFileSync(join(ada.workspace, 'runs'), 'not a folder');
    for (const args of [['status'], ['next'], ['status', 'Ada'], ['note', '1.4', 'x'], ['review', 'Ada']])
      await ada.ok([...args, ...monday]);
  });

  test('counts no runs among hires', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    const { hires } = await json<{ hires: unknown[] }>(ada, ['team', ...monday]);
    expect(hires).toHaveLength(1);
  });
});

describe('find', () => {
  test('looks into runs of checklists too, unless it is told whose run is meant', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.startAda();
    await ada.ok(begin);
    await ada.ok(note('latency in the funnel'));
    const found = await ada.ok(['find', 'funnel', ...monday]);
    expect(flat(found.stdout)).toContain('Message reminders (leave-beta): …in the funnel');
    expect(found.stdout).toContain('--run message-reminders');
    expect((await ada.run(['find', 'funnel', '--hire', 'Ada', ...monday])).stdout).not.toContain('latency');
    const own = await ada.ok(['find', 'funnel', '--run', 'message-reminders', ...monday]);
    expect(flat(own.stdout)).toContain('for Message reminders (leave-beta)');
  });

  test('needs no hire', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    await ada.ok(note('latency in the funnel'));
    expect((await ada.ok(['find', 'latency', ...monday])).stdout).toContain('funnel');
  });
});

describe('lint --against', () => {
  test('counts the runs of checklists that follow a program', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    mkdirSync(join(ada.folder, 'checklists'));
    const files = {
      'program.yaml': 'id: leave-beta\ntitle: Leave beta\nphases: [one]\n',
      'one.yaml': 'id: one\ntitle: One\ndue: week 1\nitems: [{ id: is-measured-well, title: Measured }]\n',
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(ada.folder, 'checklists', name), text);
    const { stdout, stderr } = await ada.run([
      'lint',
      'checklists',
      '--against',
      ada.workspace,
      '--format',
      'compact',
    ]);
    expect(flat(stderr)).toContain('compared with 1 run of 1 program');
    expect(stdout).toMatch(/is gone, and 1 run has it/);
  });

  test('says nothing of a template that is no program: a run goes on without it', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    cpSync(join(root, 'checklists/minimal'), join(ada.folder, 'checklists'), { recursive: true });
    const { stdout } = await ada.run([
      'lint',
      'checklists',
      '--against',
      ada.workspace,
      '--format',
      'compact',
    ]);
    expect(stdout).not.toContain('leave-beta');
  });
});

describe('a folder with runs alone', () => {
  test('is shared and joined as any other', async () => {
    const ada = new Member('Ada Lovelace');
    await ada.ok(begin);
    const remote = bareRepository(ada);
    await ada.sync('--init', '--remote', remote);
    const grace = new Member('Grace Hopper');
    await grace.sync('--join', remote, '--me', grace.name);
    expect(recordIn(grace)).toBe(recordIn(ada));
    expect(await doctorIn(grace)).toMatchObject({
      code: 0,
      text: expect.stringContaining('1 record, 1 program'),
    });
    await grace.ok(note('of Grace'));
    await grace.sync();
    await ada.sync();
    expect(notes(ada)).toEqual(['of Grace']);
  });
});
