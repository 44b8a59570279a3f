/** `redact` takes what somebody typed out of every file of a workspace; the event stays, and no union brings the text back. */
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { type FieldType, kinds } from '../../src/progress/kinds.ts';
import { parseRecord } from '../../src/progress/record.ts';
import { eventsIn, expectRefusal, fingerprint, flat, json, plant } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { type Member, sharingTeam } from './team.ts';
import { Terminal } from './terminal.ts';
import { prepared, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const secret = 'ACME will drop us';

const withAda = prepared((world) => world.startAda());

/** Ada, with a note that should not have been written, and two saves after it. */
async function withNote(): Promise<World> {
  const world = await withAda();
  await ok(world, 'note', '1.3', secret);
  await ok(world, 'note', '1.3', 'Thursdays are best');
  await ok(world, 'ask', 'who decides?');
  return world;
}

async function ok(world: World, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await world.run([...args, ...monday]);
  expect(code, stderr).toBe(0);
  return `${stdout}${stderr}`;
}

/** The files of a folder in which a text stands, apart from those of git. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.git'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(text) || path.includes(text));
}

function backups(world: World): string[] {
  const folder = join(world.workspace, 'backups');
  return readdirSync(folder).map((name) => join(folder, name));
}

test('a note goes from the record and all backups, which stay backups; who took it out is in the log', async () => {
  const world = await withNote();
  expect(filesWith(world.home, secret)).toHaveLength(3);
  const before = backups(world).length;
  const said = await ok(world, 'redact', 'acme  WILL', '--yes', '--as', 'Grace Hopper');
  expect(flat(said)).toContain('taken out of what Ada Lovelace had written: noted on 1.3');
  expect(flat(said)).toContain("with the next sync others' copies lose it too");
  expect(said).not.toContain(secret);
  expect(said).not.toContain('git work tree');
  expect(filesWith(world.home, secret)).toEqual([]);
  expect(filesWith(world.home, 'Thursdays').length).toBeGreaterThan(2);
  expect(backups(world).length).toBeGreaterThanOrEqual(before);
  for (const path of backups(world)) {
    expect(parseRecord(readFileSync(path, 'utf8'))).toMatchObject({ damaged: [], forgotten: false });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await ok(world, 'doctor', '--restore', 'ada', '--from', path);
  }
  expect(filesWith(world.home, secret)).toEqual([]);
  const log = flat(await ok(world, 'log'));
  expect(log).toMatch(/Ada Lovelace noted on 1\.3 [\w: ,]*: \(taken out\)/);
  expect(log).toContain('Grace Hopper took out what Ada Lovelace had written on 2026-11-23');
});

test('a record whose backup is the same file, and backups under other names, lose it too', async () => {
  const world = await withNote();
  const { path, text } = world.onlyRecord();
  const [id = ''] = /h[0-9a-f]{8}/.exec(path) ?? [];
  const folder = join(world.workspace, 'backups');
  linkSync(path, join(folder, `${id}.20261123T235959999Z.json`));
  const cutOff = text.slice(0, text.indexOf(secret) + secret.length + 2);
  writeFileSync(join(folder, `${id}.json.corrupt-01234567`), cutOff);
  writeFileSync(join(folder, `${id}.json.corrupt-76543210`), `[${JSON.stringify({ text: secret })}`);
  writeFileSync(join(folder, `${id}.json.corrupt-00000000`), 'nothing of it');
  writeFileSync(join(world.workspace, 'hires', `${id} (copy).json`), text);
  writeFileSync(join(world.workspace, 'hires', `${id}.json.0123456789ab.tmp`), text);
  await ok(world, 'redact', secret, '--yes');
  expect(filesWith(world.home, secret)).toEqual([]);
  const names = readdirSync(folder);
  expect(names).toContain(`${id}.json.corrupt-00000000`);
  expect(names).not.toContain(`${id}.json.corrupt-76543210`);
  expect(readFileSync(join(folder, `${id}.json.corrupt-01234567`), 'utf8')).toContain('"kind":"started"');
  expect(filesWith(world.workspace, 'Thursdays').some((file) => file.endsWith('(copy).json'))).toBe(true);
});

test('what stands in a backup alone is found there, and is gone from it', async () => {
  const world = await withNote();
  const { path, text } = world.onlyRecord();
  const lines = text.split('\n').filter((line) => !line.includes(secret));
  writeFileSync(path, lines.join('\n'));
  expect(filesWith(world.home, secret)).not.toEqual([]);
  await ok(world, 'redact', secret, '--yes');
  expect(filesWith(world.home, secret)).toEqual([]);
  expect(flat(await ok(world, 'show', '1.3'))).toContain('(taken out)');
});

test('damaged lines with the text go with it', async () => {
  const world = await withNote();
  const { path, text } = world.onlyRecord();
  const line = text.split('\n').find((each) => each.includes(secret)) ?? '';
  const damaged = line.replace(/^,/, '').replace(/"id":"./, '"id":"!');
  writeFileSync(path, text.replace('"":[\n]', `"":[\n${damaged}\n]`));
  await ok(world, 'redact', secret, '--yes');
  expect(filesWith(world.home, secret)).toEqual([]);
  await ok(world, 'log');
});

describe('every kind that has words', () => {
  const samples: Partial<Record<FieldType, unknown>> = {
    text: 'x',
    date: '2026-11-23',
    texts: [],
    days: [],
    integer: 1,
    boolean: true,
    map: {},
  };
  const rows = Object.entries(kinds).flatMap(([kind, { fields }]) => {
    const words = Object.entries(fields).filter(([, type]) => type === 'words');
    return words.length > 0 ? [[kind, fields as Readonly<Record<string, FieldType>>] as const] : [];
  });

  test.each(rows)('%s', async (kind, fields) => {
    const world = await withAda();
    const given = Object.entries(fields).flatMap(([key, type]) => {
      const name = key.replace('?', '');
      if (type === 'words') return [[name, `hush ${kind} ${name}`]];
      return key.endsWith('?') ? [] : [[name, samples[type]]];
    });
    const named = { ...Object.fromEntries(given), ...(kind === 'added' ? { phase: 'day-1' } : {}) };
    plant(world, [{ kind, ...named } as unknown as Fact]);
    for (const text of ['one', 'two']) await ok(world, 'note', '1.3', text);
    expect(filesWith(world.home, 'hush').length).toBeGreaterThan(1);
    await ok(world, 'redact', `HUSH ${kind}`, '--yes');
    expect(filesWith(world.home, 'hush')).toEqual([]);
    for (const args of [['log'], ['status'], ['review', 'ada'], ['show', '1.3']]) await ok(world, ...args);
    const events = parseRecord(world.onlyRecord().text).events as readonly unknown[];
    const left = Object.fromEntries(
      Object.entries(named).flatMap(([name, value]) => {
        if (!String(value).startsWith('hush')) return [[name, value]];
        return fields['title?'] && name === 'title' ? [] : [[name, '(taken out)']];
      }),
    );
    expect(events).toContainEqual(expect.objectContaining({ kind, ...left }));
  });
});

test('the title of an item of their own goes, and with it what repeats the title', async () => {
  const world = await withAda();
  await ok(world, 'add', 'Talk to ACME about leaving', '--details', 'they are cross');
  const { items } = await json<{ items: { ref: string; title: string; id: string }[] }>(world, [
    'next',
    '-n',
    '200',
    ...monday,
  ]);
  const { ref = '', id = '' } = items.find(({ title }) => title.includes('ACME')) ?? {};
  await ok(world, 'done', ref, '--force', '--note', 'on and on it went');
  await ok(world, 'redact', 'acme', '--yes');
  for (const text of ['ACME', 'acme', 'they are cross', 'on and on it went'])
    expect(filesWith(world.workspace, text)).toEqual([]);
  const shown = await ok(world, 'show', id);
  expect(shown).toContain('(taken out)');
  expect(shown).toContain('done');
});

test('the title of an item of the program is nobody’s text: a note on it goes, the title stays', async () => {
  const world = await withAda();
  await ok(world, 'done', '1.1', '--note', 'dreadful talk');
  await expectRefusal(world, ['redact', 'Meet your manager', '--yes'], {
    code: 2,
    says: ['nothing that somebody typed has "Meet your manager" in it', 'pm-onboard log'],
  });
  await ok(world, 'redact', 'dreadful', '--yes');
  expect(filesWith(world.home, 'dreadful')).toEqual([]);
  expect(await ok(world, 'show', '1.1')).toMatch(/1\.1 {2}Meet your manager +done/);
});

describe('every screen', () => {
  test('has (taken out) in place of notes, questions, answers, reasons, evidence and comments', async () => {
    const world = await withAda();
    await ok(world, 'note', '1.3', 'hush note');
    await ok(world, 'ask', 'hush question');
    await ok(world, 'review', 'ada', '--answer', '1', '--text', 'hush answer', '--as', 'Grace Hopper');
    await ok(world, 'ask', 'hush other question');
    await ok(world, 'skip', '1.4', '--reason', 'hush reason');
    await ok(world, 'done', '1.3', '--evidence', 'https://hush.example.com/x', '--force');
    await ok(world, 'away', '--from', '2026-12-01', '--to', '2026-12-02');
    await ok(world, 'redact', 'hush', '--all', '--yes');
    expect(filesWith(world.home, 'hush')).toEqual([]);
    const screens = [
      ['log'],
      ['log', '--json'],
      ['show', '1.3'],
      ['show', '1.4'],
      ['status', '--json'],
      ['review', 'ada', '--as', 'Grace Hopper'],
      ['review', 'ada', '--markdown', '--as', 'Grace Hopper'],
      ['plan', '--markdown'],
      ['team', '--csv'],
    ];
    const shown: string[] = [];
    for (const args of screens) shown.push(await ok(world, ...args));
    expect(shown.join('')).not.toContain('hush');
    const withText = shown.flatMap((text, at) =>
      text.includes('(taken out)') ? [screens[at]?.join(' ')] : [],
    );
    expect(withText).toEqual(expect.arrayContaining(['log', 'log --json', 'show 1.3', 'show 1.4']));
    expect(shown[0]?.match(/took out what/g)).toHaveLength(6);
    const finished = await ok(world, 'finish', '--force', '--markdown', '--note', 'hush end');
    expect(finished).toContain('hush end');
    await ok(world, 'redact', 'hush end', '--yes');
    expect(await ok(world, 'finish', '--markdown')).not.toContain('hush');
    expect(filesWith(world.home, 'hush')).toEqual([]);
  });

  test('JSON of redact is the events that it saved', async () => {
    const world = await withNote();
    const { stdout } = await world.run(['redact', secret, '--yes', '--json', ...monday]);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      changed: [{ kind: 'redacted', by: 'Ada Lovelace', event: { kind: 'noted', text: '(taken out)' } }],
    });
  });
});

describe('nothing brings it back', () => {
  test('an undo takes back the command before it, also the one whose text is gone', async () => {
    const world = await withAda();
    await ok(world, 'note', '1.3', secret);
    await ok(world, 'redact', secret, '--yes');
    expect(flat(await ok(world, 'undo'))).toContain('taken back: noted on 1.3');
    expect(await ok(world, 'undo')).toContain('There is nothing of');
    expect(filesWith(world.home, secret)).toEqual([]);
  });

  test('the text of a note that was undone goes as well', async () => {
    const world = await withAda();
    await ok(world, 'note', '1.3', secret);
    await ok(world, 'undo');
    expect(filesWith(world.home, secret)).not.toEqual([]);
    await ok(world, 'redact', secret, '--yes');
    expect(filesWith(world.home, secret)).toEqual([]);
  });

  test('an old share, an old backup, and the old lines in the record itself', async () => {
    const world = await withNote();
    const old = world.onlyRecord().text;
    const share = join(world.folder, 'ada.json');
    await ok(world, 'share', '-o', share);
    await ok(world, 'redact', secret, '--yes');
    await ok(world, 'share', '--receive', share);
    expect(filesWith(world.workspace, secret)).toEqual([]);
    const kept = join(world.folder, 'old.json');
    writeFileSync(kept, old);
    await ok(world, 'doctor', '--restore', 'ada', '--from', kept);
    expect(filesWith(world.workspace, secret)).toEqual([]);
    const { path, text } = world.onlyRecord();
    const line = old.split('\n').find((each) => each.includes(secret)) ?? '';
    writeFileSync(path, text.replace('"Ada Lovelace":[\n', `"Ada Lovelace":[\n${line.replace(/^,/, '')},\n`));
    expect(await ok(world, 'log')).not.toContain(secret);
    await ok(world, 'note', '1.3', 'more');
    expect(readFileSync(path, 'utf8')).not.toContain(secret);
  });

  test('whoever receives a share with it loses the text from record and backups', async () => {
    const world = await withNote();
    const share = join(world.folder, 'ada.json');
    await ok(world, 'share', '-o', share);
    const other = new World();
    await ok(other, 'share', '--receive', share);
    await ok(other, 'note', '1.3', 'mine', '--as', 'Grace Hopper', '--hire', 'ada');
    await ok(other, 'note', '1.3', 'mine too', '--as', 'Grace Hopper', '--hire', 'ada');
    expect(filesWith(other.home, secret).length).toBeGreaterThan(1);
    await ok(world, 'redact', secret, '--yes');
    await ok(world, 'share', '-o', share);
    await ok(other, 'share', '--receive', share);
    expect(filesWith(other.home, secret)).toEqual([]);
    expect(filesWith(other.home, 'mine too')).not.toEqual([]);
  });
});

describe('in git', () => {
  const messages = (member: Member) => member.git('log', '--format=%B', '--all');

  test('two clones lose it with their next sync; earlier commits keep it, and that is said', async () => {
    const { ada, grace } = await sharingTeam();
    await ok(ada, 'note', '1.3', secret);
    await ada.sync();
    await grace.sync();
    for (const text of ['one', 'two']) await ok(grace, 'note', '1.4', text, '--hire', 'ada');
    expect(filesWith(grace.workspace, secret).length).toBeGreaterThan(1);
    const said = await ok(ada, 'redact', secret, '--yes');
    const { path } = ada.onlyRecord();
    const name = path.split('/').at(-1);
    expect(flat(said)).toContain(
      `if hires/${name} was ever committed, earlier commits and everybody's clones still hold the text`,
    );
    expect(said).toContain('\n  git filter-repo --invert-paths --path-glob ');
    await ada.sync();
    await grace.sync();
    await ada.sync();
    for (const member of [ada, grace]) {
      expect(filesWith(member.workspace, secret)).toEqual([]);
      expect(messages(member)).not.toContain(secret);
      expect(member.git('show', `HEAD:hires/${name}`)).not.toContain(secret);
      expect(member.git('log', '-p', '--all')).toContain(secret);
    }
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    expect(messages(ada)).toContain('1 text taken out');
  });

  test('both take it out at once, and one of them wrote on: the same record without it on both', async () => {
    const { ada, grace } = await sharingTeam();
    await ok(ada, 'note', '1.3', secret);
    await ada.sync();
    await grace.sync();
    await ok(ada, 'redact', secret, '--yes');
    await ok(grace, 'redact', secret, '--yes', '--hire', 'ada');
    await ok(grace, 'note', '1.3', 'on', '--hire', 'ada');
    await ada.sync();
    await grace.sync();
    await ada.sync();
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    for (const member of [ada, grace]) expect(filesWith(member.workspace, secret)).toEqual([]);
    expect(eventsIn(ada.onlyRecord().text).filter(({ kind }) => kind === 'redacted')).toHaveLength(1);
  });
});

describe('which text is meant', () => {
  test('refuses what it can’t take, and writes nothing', async () => {
    const world = await withNote();
    await ok(world, 'note', '1.4', 'ACME again');
    const cases: [string[], number, (string | RegExp)[]][] = [
      [[], 4, ['which text is to go is missing', 'pm-onboard redact "by mistake"']],
      [[' '], 2, ['it is empty', 'pm-onboard redact "by mistake"']],
      [['nowhere'], 2, ['nothing that somebody typed has "nowhere" in it', 'pm-onboard log']],
      [['drop', '--item', '1.4'], 2, ['nothing that somebody typed on 1.4 has "drop" in it']],
      [['drop', '--item', '9.9'], 2, ['9.9']],
      [['--all'], 2, ['--all goes with']],
      [['acme'], 4, ['"acme" is in 2 texts', secret, 'ACME again', '--item', 'redact --all --yes -- acme']],
      [['acme', '--yes'], 4, ['"acme" is in 2 texts']],
      [['drop'], 4, ['nothing brings it back', secret, /^ +(.*: )?pm-onboard redact --yes -- drop$/m]],
      [['drop', '--hire', 'Bob'], 2, ['Bob']],
      [['(taken out)'], 2, ['nothing that somebody typed']],
    ];
    for (const [args, code, says] of cases)
      await expectRefusal(world, ['redact', ...args, ...monday], { code, says });
  });

  test('a longer part, the whole text, the item, or all of them', async () => {
    const world = await withNote();
    await ok(world, 'note', '1.4', 'ACME');
    await world.run(['note', ...monday, '--', '1.3', '-x ACME 3']);
    await ok(world, 'redact', 'acme', '--yes');
    expect(filesWith(world.home, '"text":"ACME"')).toEqual([]);
    expect(filesWith(world.home, secret)).not.toEqual([]);
    const refused = await world.run(['redact', ...monday, '--', '-x']);
    const command = /pm-onboard redact --yes.*$/m.exec(refused.stderr)?.[0] ?? '';
    expect((await world.shell(command)).code).toBe(0);
    expect(filesWith(world.home, 'ACME 3')).toEqual([]);
    await ok(world, 'ask', 'why ACME?', '--item', '1.4');
    await ok(world, 'review', 'ada', '--answer', '1', '--text', 'nobody', '--as', 'Grace Hopper');
    await ok(world, 'redact', 'ACME', '--item', '1.4', '--yes');
    expect(filesWith(world.home, 'why ACME')).toEqual([]);
    await ok(world, 'redact', 'e', '--all', '--yes');
    for (const text of [secret, 'Thursdays', 'who decides?']) expect(filesWith(world.home, text)).toEqual([]);
  });

  test('words are compared whatever their case, spaces and Unicode form', async () => {
    const world = await withAda();
    await ok(world, 'note', '1.3', 'Caf\u00e9\nau  LAIT');
    await ok(world, 'redact', 'CAFE\u0301 au lait', '--yes');
    expect(filesWith(world.home, 'LAIT')).toEqual([]);
  });

  test('texts of strangers are shown safe, and an unknown kind is not rewritten', async () => {
    const world = await withAda();
    await ok(world, 'note', '1.3', 'a\u001b[31mb\u202ec');
    const { stderr } = await world.run(['redact', 'a', '--item', '1.3', ...monday]);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toContain('\u202e');
    plant(world, [{ kind: 'sung', song: 'hush song' } as unknown as Fact]);
    await expectRefusal(world, ['redact', 'hush song', '--yes'], {
      code: 3,
      says: ['"sung"', 'update pm-onboard'],
    });
  });

  test('a run that is over loses a text as well', async () => {
    const world = await withNote();
    await ok(world, 'archive', 'ada');
    await ok(world, 'redact', secret, '--yes', '--hire', 'ada');
    expect(filesWith(world.home, secret)).toEqual([]);
  });

  test('a folder among the backups is left alone; a record of a newer version is refused, and its backups stay', async () => {
    const world = await withNote();
    const { path, text } = world.onlyRecord();
    const [id = ''] = /h[0-9a-f]{8}/.exec(path) ?? [];
    mkdirSync(join(world.workspace, 'backups', `${id}.json.old`));
    await ok(world, 'redact', 'Thursdays', '--yes');
    writeFileSync(path, text.replace('"format":2', '"format":3'));
    await expectRefusal(world, ['redact', secret, '--yes'], { code: 3, says: ['update pm-onboard'] });
    expect(filesWith(world.home, secret).length).toBeGreaterThan(1);
  });
});

describe('at a terminal', () => {
  test('a list to pick from, then what goes and a question; no leaves all as it was', async (context) => {
    const world = await withNote();
    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard redact --today 2026-11-23; echo "exit=[$?]"');
    const list = await terminal.until('Which of them are to be taken out?');
    expect(list).toContain('asked: who decides?');
    await terminal.press('Down');
    await terminal.press('Down');
    await terminal.press('Space');
    await terminal.press('Enter');
    const asked = await terminal.until('Take it out? Nothing brings it back');
    expect(flat(asked)).toContain(`To be taken out, for good: Mon 23 Nov, Ada Lovelace noted on 1.3`);
    await terminal.type('');
    expect(await terminal.until('exit=[0]')).toContain('Nothing is taken out.');
    expect(fingerprint(world)).toBe(before);
    const other = await Terminal.open(context, world);
    await other.type('pm-onboard redact acme --today 2026-11-23; echo "exit=[$?]"');
    await other.until('Take it out? Nothing brings it back');
    await other.type('y');
    await other.until('exit=[0]');
    expect(filesWith(world.home, secret)).toEqual([]);
  });

  test('several: the person picks; none picked, or Ctrl-C, changes nothing', async (context) => {
    const world = await withNote();
    await ok(world, 'note', '1.4', 'ACME again');
    const before = fingerprint(world);
    const picking = async (flags: string) => {
      const terminal = await Terminal.open(context, world);
      await terminal.type(`pm-onboard redact acme ${flags} --today 2026-11-23; echo "exit=[$?]"`);
      await terminal.until('Which of them are to be taken out?');
      return terminal;
    };
    const first = await picking('--yes');
    await first.press('Enter');
    expect(await first.until('exit=[0]')).toContain('Nothing is taken out.');
    const second = await picking('');
    await second.press('C-c');
    await second.until('exit=[130]');
    expect(fingerprint(world)).toBe(before);
    const third = await picking('--yes');
    await third.press('Space');
    await third.press('Enter');
    await third.until('exit=[0]');
    expect(filesWith(world.home, 'ACME again')).toEqual([]);
    expect(filesWith(world.home, secret)).not.toEqual([]);
    await expectRefusal(world, ['redact', '--no-input'], { code: 4, says: ['missing'] });
  });
});

describe('screens', () => {
  test.each([
    ['redact', false],
    ['redact-in-git', true],
  ])('%s', async (name, git) => {
    const world = await withNote();
    await ok(world, 'note', '1.4', 'ACME again');
    if (git) mkdirSync(join(world.workspace, '.git'));
    const lines = [`redact ACME`, `redact 'acme will'`, `redact 'acme will' --yes`];
    const shown: string[] = [];
    for (const line of lines) {
      const { stderr } = await world.shell(`pm-onboard ${line} --today 2026-11-23`);
      await expectPasteable(world, stderr, { today: '2026-11-23' });
      shown.push(`$ pm-onboard ${line}\n\n${stderr}`);
    }
    const text = shown.join('\n').replace(/h[0-9a-f]{8}/g, 'h…');
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'screens', `${name}.golden`));
  });
});
