/** `--plain`: lines for other programs stay the same lines, whatever stands in them and wherever they are printed. */
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layDuties } from './duties-file.ts';
import { dangerous, expectRefusal, json, plant } from './facts.ts';
import { all, attacks, beginnings, hostileFacts } from './hostile.ts';
import { documentedColumns } from './plain-rows.ts';
import { Terminal } from './terminal.ts';
import { prepared, World } from './world.ts';

const today = ['--today', '2026-12-01'];
const columns = documentedColumns();

/** Command lines by the section of docs/plain.md that has their columns. */
const commands: Readonly<Record<string, readonly string[]>> = {
  status: ['status'],
  next: ['next', '-n', '99'],
  plan: ['plan'],
  'plan --catch-up': ['plan', '--catch-up'],
  show: ['show', 'day-1'],
  preview: ['preview', '--start', '2027-03-01'],
  log: ['log'],
  find: ['find', '<<'],
  mine: ['mine', '--everybody', '--all'],
  team: ['team'],
  'team --items': ['team', '--items'],
  'team --since': ['team', '--since', '2026-11-20'],
  people: ['people'],
  calendar: ['calendar'],
  'calendar --days-off': ['calendar', '--days-off'],
  run: ['run'],
  duties: ['duties'],
  'duties who': ['duties', 'who'],
  handbook: ['handbook'],
  'start --list': ['start', '--list'],
  config: ['config'],
  doctor: ['doctor'],
  'help --all': ['help', '--all'],
};

/** Titles with tabs, line breaks, escape sequences, other scripts and what begins a command of a CI. */
const titles = [
  'a\tb\nc\r\nd\u001b[31me\u001b]0;x\u0007f\u0085g\u2028h',
  ...Object.values(attacks),
  ...beginnings,
  '発売を計画する',
  'خطة الإطلاق',
  'תכנון',
  'Zoë’s naïve plan 👩‍🚀 e\u0301',
];

const layHostile = prepared(async (world) => {
  await layDuties(world);
  await world.startAda();
  const added = titles.map(
    (title, at) =>
      ({
        kind: 'added',
        item: `hostile-${at}`,
        title,
        phase: 'day-1',
        due: '2026-11-24',
        details: title,
      }) as const,
  );
  const facts = hostileFacts.filter((fact) => !('zone' in fact));
  const leave = { kind: 'away', from: '2026-12-07', to: '2026-12-08' } as const;
  plant(world, [...facts, ...added, leave], all, world.folder);
  const days = titles.map(
    (name, at) => `    - { date: 2026-12-${10 + at}, name: ${JSON.stringify(name)} }\n`,
  );
  appendFileSync(
    join(world.folder, 'pm-onboard.yaml'),
    `\ncalendar:\n  holidays:\n${days.slice(0, 20).join('')}`,
  );
  mkdirSync(join(world.folder, 'handbook'));
  writeFileSync(join(world.folder, 'handbook/hostile.md'), `# ${attacks.title}\n\n${attacks.c1}\n`);
});

test('the commands here are all that have the flag', () => {
  expect(Object.keys(commands).sort()).toEqual([...columns.keys()].sort());
});

describe('what somebody typed', () => {
  test.each(Object.entries(commands))(
    '%s: moves no column, ends no line and is no sign',
    async (name, command) => {
      const world = await layHostile();
      for (const more of [[], ['--color', 'always', '--accessible']]) {
        const { stdout, code, stderr } = await world.run([...command, '--plain', ...more, ...today]);
        expect([0, 1], stderr).toContain(code);
        const lines = stdout.split('\n');
        expect(lines.pop()).toBe('');
        expect(new Set(lines.map((line) => line.split('\t').length))).toEqual(
          new Set([columns.get(name)?.length]),
        );
        expect(dangerous(stdout.replaceAll('\t', ''))).toEqual([]);
        expect(stdout).not.toMatch(/^\s*::|##\[/m);
      }
    },
  );

  test('is there with a space for each tab, line break and control character', async () => {
    const world = await layHostile();
    const { stdout } = await world.run(['plan', '--plain', ...today]);
    const title = (id: string) =>
      stdout
        .split('\n')
        .map((line) => line.split('\t'))
        .find((cells) => cells[9] === id)?.[3];
    expect(title('hostile-0')).toBe('a b c d [31me ]0;x f g h');
    for (const [at, text] of titles.entries())
      if (at >= titles.length - 4) expect(title(`hostile-${at}`)).toBe(text);
    expect(title(`hostile-${titles.indexOf(attacks.bidi)}`)).toContain('<U+202E>gnp.exe');
  });

  test('that needs no change is as in JSON, signs of shells and spreadsheets among it', async () => {
    const world = await layHostile();
    const { items } = await json<{ items: { id: string; title: string }[] }>(world, ['plan', ...today]);
    const { stdout } = await world.run(['plan', '--plain', ...today]);
    const plain = new Map(stdout.split('\n').map((line) => [line.split('\t')[9], line.split('\t')[3]]));
    const kept = items.filter(
      ({ title }) => /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(title) && !/^ *:|##\[/.test(title),
    );
    expect(kept.length).toBeGreaterThan(100);
    for (const { id, title } of kept) expect(plain.get(id)).toBe(title);
  });
});

describe('the same bytes', () => {
  const environments: readonly Record<string, string>[] = [
    { LC_ALL: 'C' },
    { LC_ALL: 'de_DE.UTF-8', TZ: 'Pacific/Auckland' },
    { TERM: 'dumb' },
    { FORCE_COLOR: '3', PM_ONBOARD_ACCESSIBLE: '1' },
    { NO_COLOR: '1', COLUMNS: '20', LINES: '5' },
    { COLUMNS: '1000' },
  ];

  test.each(Object.entries(commands))('%s: in every locale, width and mode', async (_, command) => {
    const world = await layHostile();
    const args = [...command, '--plain', ...today];
    // What a setting of the environment is, `config` says.
    if (command[0] === 'config') args.splice(1, 0, 'get', 'me');
    const usual = await world.run(args);
    // New dates take a while to find, and are printed as all else is.
    const tried = command.includes('--catch-up') ? environments.slice(0, 1) : environments;
    for (const env of tried) expect((await world.run(args, { env })).stdout).toBe(usual.stdout);
    for (const more of [
      ['--color', 'always', '--accessible'],
      ['--color', 'never'],
    ])
      expect((await world.run([...args, ...more])).stdout).toBe(usual.stdout);
  });

  test('at a terminal: no colour, no pager, nothing cut off, nothing asked', async (context) => {
    const world = new World();
    await world.startAda();
    const terminal = await Terminal.open(context, world, { columns: 300 });
    for (const command of ['status', 'next', 'mine', 'team', 'run', 'log']) {
      await terminal.type(
        `script -qec "$NODE $LAUNCHER ${command} --plain ${today.join(' ')}" /dev/null > ${command}.txt; echo "en""ded" ${command}`,
      );
      await terminal.until(`ended ${command}`);
      await terminal.type('clear');
      const { stdout } = await world.run([command, '--plain', ...today]);
      expect(readFileSync(join(world.folder, `${command}.txt`), 'utf8').replaceAll('\r', '')).toBe(stdout);
    }
  });
});

describe('nothing to list', () => {
  test.each([
    ['log', '--notes'],
    ['next', '--phase', 'day-90'],
    ['status', '--phase', 'day-1', '--due-before', '2026-11-01'],
    ['find', 'zebra'],
    ['mine', '--as', 'Somebody Else'],
    ['team', '--since', '2026-12-01'],
    ['team', '--archived', '--buddy', 'Grace Hopper', '--program', 'product-manager', '--mine'],
    ['calendar', '--days-off'],
  ])('%s %s prints nothing, and is no error', async (...args) => {
    const world = new World();
    await world.startAda('--holidays', 'none');
    const { code, stdout } = await world.run([...args, '--plain', '--today', '2026-12-01']);
    expect([code, stdout]).toEqual([0, '']);
  });

  test('where nobody has been started', async () => {
    for (const args of [['team'], ['mine']])
      expect(await new World().run([...args, '--plain'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

describe('exit codes and stderr', () => {
  test('status --exit-code: 1 where something is overdue, with its lines', async () => {
    const world = new World();
    await world.startAda();
    const late = await world.run(['status', '--plain', '--exit-code', ...today]);
    expect(late.code).toBe(1);
    expect(late.stdout).toBe((await world.run(['status', '--plain', ...today])).stdout);
    expect((await world.run(['status', '--plain', '--exit-code', '--today', '2026-11-23'])).code).toBe(0);
  });

  test('config get: 1 where there is no value, with an empty column', async () => {
    const { code, stdout } = await new World().run(['config', 'get', 'hire', '--plain']);
    expect([code, stdout]).toEqual([1, 'hire\t\tdefault\n']);
  });

  test('doctor: a line for each finding; 1 where something is to be fixed', async () => {
    const world = new World();
    await world.startAda('--holidays', 'none');
    chmodSync(world.onlyRecord().path, 0o644);
    const note = await world.run(['doctor', '--plain']);
    expect(note.code).toBe(0);
    expect(note.stdout).toMatch(/^note\tmode\thires\/\t[^\t]+\tpm-onboard doctor --repair\ttrue\n$/);
    const repaired = await world.run(['doctor', '--plain', '--repair']);
    expect([repaired.code, repaired.stdout]).toEqual([0, '']);
    expect(repaired.stderr).not.toBe('');
    writeFileSync(join(world.workspace, 'hires/h00000001.json'), '{');
    const broken = await world.run(['doctor', '--plain']);
    expect([broken.code, broken.stderr]).toEqual([1, '']);
    expect(broken.stdout).toContain('error\tunreadable-record\thires/h00000001.json\t');
  });

  test('who cannot be read is named on stderr, with exit 3; the others have their lines', async () => {
    const world = new World();
    await world.startAda();
    writeFileSync(join(world.workspace, 'hires/h00000001.json'), '{');
    for (const args of [['team'], ['mine', '--as', 'Grace Hopper']]) {
      const { code, stdout, stderr } = await world.run([...args, '--plain', ...today]);
      expect(code).toBe(3);
      expect(stdout).toContain('\tAda Lovelace\t');
      expect(stdout).not.toContain('h00000001');
      expect(stderr).toContain('h00000001');
    }
  });

  test('what else is wrong is said on stderr, in no line', async () => {
    const world = new World();
    await world.startAda();
    const { path, text } = world.onlyRecord();
    writeFileSync(path, text.replace('Alan Turing', 'Alan Tuning'));
    const { stdout, stderr, code } = await world.run(['log', '--plain', ...today]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^pm-onboard: an event is left out: assigned of 2026-11-23 by Ada Lovelace/m);
    expect(stdout.split('\n').every((line) => /^(?:2026-|$)/.test(line))).toBe(true);
  });

  test('a buddy without a run gets lines of a run, and never those of mine', async () => {
    const world = new World();
    await world.startAda();
    const { stdout } = await world.run(['status', '--plain', '--as', 'Grace Hopper', ...today]);
    expect(stdout.split('\n')[0]?.split('\t')).toHaveLength(columns.get('status')?.length ?? 0);
  });
});

describe('what it does not go with', () => {
  test('another format, of whichever command', async () => {
    const { commands: listed } = await json<{ commands: { name: string; flags: { long: string }[] }[] }>(
      new World(),
      ['help', '--all'],
    );
    let tried = 0;
    for (const { name, flags } of listed) {
      const has = (long: string) => flags.some((flag) => flag.long === long);
      if (!has('--plain')) continue;
      const words =
        name === 'find'
          ? ['find', 'x']
          : name === 'start'
            ? ['start', '--list']
            : name === 'help'
              ? ['help', '--all']
              : [name];
      for (const format of ['--json', '--markdown', '--csv'].filter(has)) {
        const says = [new RegExp(`(--plain and ${format}|${format} and --plain) exclude each other`)];
        await expectRefusal(new World(), [...words, '--plain', format], { code: 2, says });
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(30);
  });

  test.each([
    ['plan --by day', '--plain and --by exclude each other'],
    ['plan --all', '--plain and --all exclude each other'],
    ['show 1.1 --why', '--plain and --why exclude each other'],
    ['show 1.1 --open', '--open and --plain exclude each other'],
    ['handbook levels', '--plain and the name of a page exclude each other'],
    ['handbook --worksheet 3', '--plain and --worksheet exclude each other'],
    ['run leave-beta', '--plain and the name of a checklist exclude each other'],
    ['run check reminders', '--plain and the name of a checklist exclude each other'],
    ['duties prep', '--plain goes with duties and duties who'],
    ['duties swap', '--plain goes with duties and duties who'],
    ['config set me Ada', '--plain goes with list or get'],
    ['doctor --restore ada', '--plain and --restore exclude each other'],
    ['calendar --ics', '--ics and --plain exclude each other'],
    ['preview --calendar', '--plain and --calendar exclude each other'],
    ['status --format slack', '--format and --plain exclude each other'],
    ['start --name Bo', '--plain goes with --list'],
    ['help status', '--plain goes with --all'],
    ['lint', 'pm-onboard lint --format compact'],
    ['review', '--plain belongs to'],
  ])('%s', async (line, says) => {
    const world = new World();
    await layDuties(world);
    await expectRefusal(world, [...line.split(' '), '--plain'], { code: 2, says: [says] });
  });
});
