/** The accessible mode: sentences instead of columns and signs, at a terminal, piped and on the fast path. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, plant } from './facts.ts';
import { all, beginnings, hostileFacts } from './hostile.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { strayInLog, strayOnTerminal } from './strays.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const dayNine: Lived = {
  ...ada,
  today: '2026-12-01',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'two installers,\nwhich one?' }],
    ['2026-11-26', ada.name, { kind: 'counted', item: 'customer-calls', delta: 1 }],
    ['2026-11-27', ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
    ['2026-11-27', ada.name, { kind: 'away', from: '2026-12-21', to: '2027-01-01' }],
    ['2026-11-27', ada.name, { kind: 'booked', item: 'learn-product', day: '2026-12-03', time: '10:00' }],
  ],
};
const today = ['--today', dayNine.today];

async function lived(): Promise<World> {
  const world = new World();
  writeLived(world.workspace, dayNine);
  await world.run([
    'start',
    '--name',
    'Grace Murray',
    '--start',
    '2026-11-30',
    '--buddy',
    'Ada',
    '--manager',
    'Alan',
    '--no-me',
    ...today,
  ]);
  mkdirSync(join(world.folder, 'bad'));
  writeFileSync(join(world.folder, 'bad/program.yaml'), 'title: 3\nphases: none\n');
  return world;
}

/** Letters, digits and plain punctuation: whatever else a line has is silent, or a word that nobody expects. */
const plain = /^[\p{L}\p{M}\p{N} .,:;?!'"()/@#+=<>[\]_%&{}$*-]*$/u;

/** What speech reads as letters or as another word. */
const short = [
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/,
  /\b\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/,
  /\b\d+ (?:h|min|d)\b/,
  /\b1:1\b/,
  /\b\d+\/\d+\b/,
  / {2}/,
  /\b[A-Z]{5,}\b/,
];

/** The lines that speech or braille can't do much with; code and commands are as they are typed. */
function odd(text: string): string[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => {
      const said = line.replace(/pm-onboard .*$/, '').replace(/https?:\S+/g, '');
      const ends = /[.!?:,;]["')]?$|pm-onboard .*$|https?:\S+$/.test(line);
      return !plain.test(said) || short.some((form) => form.test(said)) || !ends || line.trim() !== line;
    });
}

describe('every screen', () => {
  test.each([
    ['status'],
    ['status', '--all'],
    ['next'],
    ['next', '-n', '40'],
    ['review', '--as', 'Grace Hopper'],
    ['review', '--as', 'Alan Turing', '--since', '2026-11-23'],
    ['plan'],
    ['plan', '--by', 'day'],
    ['plan', '--by', 'phase'],
    ['plan', '--catch-up'],
    ['show', '2.7', '--why'],
    ['show', '3.5'],
    ['show', 'meet-buddy'],
    ['log'],
    ['calendar'],
    ['calendar', '--days-off'],
    ['report', '--with-notes'],
    ['away'],
    ['team'],
    ['team', '--items'],
    ['finish', '--force'],
    ['reschedule', '--start', '2026-12-07'],
    ['preview'],
    ['preview', '--calendar'],
    ['doctor'],
    ['upgrade', '--dry-run'],
    ['start', '--list'],
    ['done', '1.7'],
    ['done', '1.7', '--dry-run'],
    ['book', '3.4'],
    ['undo'],
    ['mine', '--as', 'Grace Hopper'],
    ['mine', '--as', 'Grace Hopper', '--all'],
    ['mine', '--as', 'Ada Lovelace'],
    ['mine', '--everybody'],
    ['remind'],
    ['remind', '--weekly'],
    ['remind', '--for', 'Grace Hopper'],
    ['remind', '--for', 'Grace Hopper', '--weekly'],
    ['remind', '--for', 'Ada Lovelace'],
    ['remind', '--for', 'hire', '--hire', 'Ada Lovelace'],
    ['people'],
    ['people', '--all'],
    ['people', '--role', 'buddy'],
    ['team', '--mine', '--as', 'Grace Hopper'],
    ['team', '--since', '2026-11-16'],
    ['status', '--phase', '1'],
    ['next', '--role', 'buddy'],
    ['plan', '--due-before', '2026-12-10'],
    ['assign', '--role', 'buddy', '--to', 'Kay McNulty', '--from', '2026-12-07', '--until', '2026-12-11'],
  ])('%s %s %s', async (...args) => {
    const world = await lived();
    const hire =
      /^(?:status|next|review|plan|log|calendar|report|away|finish|reschedule|upgrade|people)$/.test(
        args[0] ?? '',
      );
    const named = hire ? [args[0] as string, 'Ada Lovelace', ...args.slice(1)] : args;
    const flags =
      hire || !/^(?:show|done|book|undo|assign)$/.test(args[0] ?? '') ? [] : ['--hire', 'Ada Lovelace'];
    const { code, stdout, stderr } = await world.run([...named, ...flags, ...today, '--accessible'], {
      colour: true,
    });
    // `doctor` has something to say here.
    expect(code, stderr).toBe(args[0] === 'doctor' ? 1 : 0);
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(odd(stdout)).toEqual([]);
    expect(odd(stderr)).toEqual([]);
  });

  test('errors, lint and help', async () => {
    const world = await lived();
    for (const args of [
      ['nonsense'],
      ['done', '9.9', '--hire', 'Ada Lovelace'],
      ['show', 'no such thing', '--hire', 'Ada Lovelace'],
      ['status', 'Nobody'],
      ['status', '--nonsense'],
      ['lint', 'bad'],
    ]) {
      const { code, stdout, stderr } = await world.run([...args, '--accessible']);
      expect(code).toBeGreaterThan(0);
      expect(odd(stdout).filter((line) => !line.startsWith('Line '))).toEqual([]);
      expect(stderr === '' || stderr.startsWith('Error: '), stderr).toBe(true);
    }
    const { stdout } = await world.run(['help', 'done', '--accessible']);
    expect(stdout).toContain('\n--note <text>, a remark.\n');
    expect(stdout).not.toMatch(/ {2}/);
    expect((await world.run(['--version', '--accessible'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** A program with traits, items that several may do or have to approve, and names in its texts. */
const forSome = {
  'pm-onboard.yaml': 'program: checklists/eng\n',
  'checklists/eng/program.yaml': `id: eng
title: Engineer
phases: [week-1]
roles: { buddy: { title: Buddy }, manager: { title: Manager }, mentor: { title: Mentor } }
traits: { country: [us, de, other], manager: boolean }
`,
  'checklists/eng/week-1.yaml': `id: week-1
title: First week
due: week 1
items:
  - { id: badge, title: 'Get a badge, {first-name}', takes: 30 min, by: [buddy, manager] }
  - { id: form-us, title: Sign the form, takes: 30 min, when: { country: [us] } }
  - id: people
    title: Your people
    when: { manager: true }
    items:
      - { id: meet-team, title: Meet your team, takes: 1 h, after: [badge] }
      - { id: goals, title: Write goals, takes: 2 h, sign-off: [mentor, manager] }
  - { id: tax-id, title: Tell the tax number, when: { country: [de, other] }, takes: 20 min }
`,
};

function lay(world: World, files: Readonly<Record<string, string>> = forSome): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(world.folder, dirname(name)), { recursive: true });
    writeFileSync(join(world.folder, name), text);
  }
}

const begin = ['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--buddy', 'Grace'];
const monday = ['--today', '2026-11-23', '--accessible'];

test('items that only some have, and those of several roles', async () => {
  const world = new World();
  lay(world);
  const refused = await world.run([...begin, '--no-me', ...monday]);
  expect(refused.code).toBe(4);
  expect(refused.stderr).toMatch(/^Error: a start needs --trait country and --trait manager\./);
  expect(odd(refused.stderr)).toEqual([]);
  await world.run([...begin, '--me', '--trait', 'country=us', '--trait', 'manager=yes', ...monday]);
  const { stdout } = await world.run(['plan', '--all', ...monday]);
  expect(stdout).toContain(
    'Not in this plan, 1 step.\nStep 1.5, Tell the tax number, country is us, not de or other.\n',
  );
  for (const args of [
    ['plan', '--all'],
    ['status'],
    ['status', '--all'],
    ['review', '--as', 'Grace'],
    ['show', 'goals', '--why'],
    ['show', 'badge'],
    ['show', 'people'],
    ['preview'],
    ['preview', '--trait', 'country=de'],
    ['reschedule', '--trait', 'country=de', '--dry-run'],
    ['done', 'goals'],
    ['reschedule', '--trait', 'country=de', '--trait', 'manager=no'],
    ['status'],
    ['plan', '--all'],
  ]) {
    const said = await world.run([...args, ...monday], { colour: true });
    expect(said.code, said.stderr).toBe(0);
    expect(odd(said.stdout), args.join(' ')).toEqual([]);
    expect(odd(said.stderr), args.join(' ')).toEqual([]);
  }
  const { code, stderr } = await world.run(['done', 'form-us', ...monday]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Error: 1\.2 Sign the form is not in this plan: country is de, not us\.$/m);
  expect(odd(stderr).length).toBe(0);
});

test('what an upgrade brings for some is said in words, and so is what nobody has answered', async () => {
  const world = new World();
  const before = Object.entries(forSome).map(([name, text]) => [
    name,
    text.replace(/^traits:.*\n/m, '').replaceAll(/,? *when: \{[^}]*\}/g, ''),
  ]);
  lay(world, Object.fromEntries(before));
  expect((await world.run([...begin, '--me', ...monday])).code).toBe(0);
  lay(world);
  for (const args of [
    ['upgrade', '--dry-run'],
    ['upgrade', '--yes'],
    ['status'],
    ['plan', '--all'],
    ['doctor'],
    ['team'],
  ]) {
    const { code, stdout, stderr } = await world.run([...args, ...monday]);
    expect(code, `${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
    expect(odd(stdout), args.join(' ')).toEqual([]);
    expect(odd(stderr), args.join(' ')).toEqual([]);
    if (args[0] === 'plan') expect(stdout).toContain("Step 1.2, Sign the form, country isn't known.");
  }
});

test('sentences begin with the state, and say dates, efforts and counts in words', async () => {
  const world = await lived();
  const { stdout } = await world.run(['plan', 'Ada Lovelace', ...today, '--accessible']);
  expect(stdout).toMatch(/^Done\. Step 1\.1, Meet your manager, Monday 23 November\.$/m);
  expect(stdout).toMatch(/^Late\. Step \d\.\d+, .*, 60 minutes, since Friday 27 November, Alan/m);
  expect(stdout).toMatch(/^Week of Monday 23 November, \d+ steps\. \d+ done/m);
});

test('a state has one word on every screen', async () => {
  const world = await lived();
  const said = async (...args: string[]) => (await world.run([...args, ...today, '--accessible'])).stdout;
  for (const screen of [await said('status', 'ada', '--all'), await said('show', '3', '--hire', 'ada')])
    expect(screen).toMatch(/^Blocked\. Step 3\.12, /m);
  const [step = ''] = /^Waiting\. Step [\d.]+, /m.exec(await said('plan', 'ada')) ?? [];
  expect(step).not.toBe('');
  expect(await said('show', /\d/.exec(step)?.[0] ?? '', '--hire', 'ada')).toContain(`\n${step}`);
  expect(await said('team')).toMatch(/^Late\. Ada Lovelace, /m);
});

test('by flag or environment; 0, false and nothing are off, and the own variable wins', async () => {
  const world = await lived();
  const begins = async (args: readonly string[], env: Record<string, string>) =>
    (await world.run(args, { env })).stdout.split('\n')[0];
  const usual = await begins(['team', ...today], {});
  const spoken = '2 hires, Tuesday 1 December.';
  expect(usual).toBe('2 hires · Tue 1 Dec');
  for (const env of [
    { PM_ONBOARD_ACCESSIBLE: '1' },
    { ACCESSIBLE: '1' },
    { ACCESSIBLE: 'true' },
    { PM_ONBOARD_ACCESSIBLE: 'yes', ACCESSIBLE: '0' },
  ] as Record<string, string>[])
    expect(await begins(['team', ...today], env)).toBe(spoken);
  for (const env of [
    { PM_ONBOARD_ACCESSIBLE: '0' },
    { ACCESSIBLE: 'false' },
    { ACCESSIBLE: '' },
    { PM_ONBOARD_ACCESSIBLE: 'FALSE', ACCESSIBLE: '1' },
  ] as Record<string, string>[])
    expect(await begins(['team', ...today], env)).toBe(usual);
  expect(await begins(['team', '--accessible', ...today], { ACCESSIBLE: '0' })).toBe(spoken);
  expect(await begins(['--accessible', 'team', ...today], {})).toBe(spoken);
});

test('on the fast path too: status and next without a word behind them', async () => {
  const world = new World();
  await world.startAda();
  for (const command of ['status', 'next']) {
    const { stdout } = await world.run([command], { env: { ACCESSIBLE: '1' } });
    expect(odd(stdout)).toEqual([]);
    expect(stdout).not.toBe((await world.run([command])).stdout);
  }
});

test('the welcome, where nobody has been started', async () => {
  const { stdout } = await new World().run([], { env: { ACCESSIBLE: '1' } });
  expect(stdout).toContain("\npm-onboard start, begin with somebody's first day; it asks.\n");
  expect(stdout).not.toMatch(/ {2}/);
});

test('formats for programs are as they always are', async () => {
  const world = await lived();
  for (const format of ['--json', '--markdown', '--csv', '--plain']) {
    const usual = await world.run(['team', format, ...today]);
    expect(await world.run(['team', format, ...today, '--accessible'])).toEqual(usual);
  }
});

test('foreign text stays text, on a terminal and in the log of a job', async () => {
  const world = new World();
  await world.startAda();
  plant(world, [...hostileFacts, ...beginnings.map((text) => ({ kind: 'asked', text }) as const)], all);
  const commands = [
    ['status', '--all'],
    ['next'],
    ['review', '--as', 'Grace'],
    ['plan'],
    ['show', '1.1'],
    ['log'],
    ['team'],
    ['mine', '--as', 'Grace'],
    ['mine', '--everybody'],
    ['remind'],
    ['remind', '--for', 'Grace', '--weekly'],
    ['people'],
  ];
  for (const args of [
    ...commands,
    ['finish', '--force'],
    ['done', all],
    ['note', '1.1', all],
    ['status', all],
  ]) {
    const { stdout, stderr } = await world.run([...args, '--accessible', ...today]);
    expect(strayOnTerminal(stdout + stderr), args[0]).toEqual([]);
    expect(strayInLog(stdout + stderr, args), args[0]).toEqual([]);
  }
});

test('a wait says one line when it begins, and one when it is over', async () => {
  const world = new World();
  world.signAs('Ada Lovelace');
  await world.startAda();
  const remote = join(world.home, 'remote.git');
  world.gitIn(world.home, 'init', '-q', '--bare', remote);
  const { code, stderr } = await world.run(['sync', '--init', '--remote', remote, '--accessible']);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(
    /^Sharing the records, this may take a while\.\nSharing the records is over\.\nDone\. Shared at /,
  );
  expect((await world.run(['sync'])).stderr).not.toContain('Sharing the records');
});

describe('at a terminal', () => {
  const golden = (name: string) => join(import.meta.dirname, 'screens', `accessible-${name}.golden`);
  const env = { PM_ONBOARD_ACCESSIBLE: '1' };
  const lastCommand = (screen: string) => `${screen.slice(screen.lastIndexOf('$ pm-onboard')).trimEnd()}\n`;

  test('status and next of 40 columns', async (context) => {
    const world = await lived();
    const terminal = await Terminal.open(context, world, { columns: 40, env });
    for (const command of ['status ada', 'next ada -n 2']) {
      const { code, text, unbroken } = await terminal.command(`pm-onboard ${command} ${today.join(' ')}`);
      expect(code).toBe(0);
      await expectPasteable(world, unbroken, { today: today[1], env });
      await expect(text).toMatchFileSnapshot(golden(`${command.split(' ')[0]}-40`));
    }
  });

  test('a choice has a number to type, and Ctrl-C drops nothing in silence', async (context) => {
    const world = new World();
    await world.startAda();
    const terminal = await Terminal.open(context, world, { columns: 40, env });
    const day = '--today 2026-11-23';
    await terminal.type(`pm-onboard done meet-buddy ${day}; echo "exit=[$?]"`);
    await terminal.until(/Enter\s+alone is none\./);
    await terminal.type('7');
    await terminal.until('Type numbers from 1 to 3.');
    await terminal.type('1');
    await expect(lastCommand(await terminal.until(/exit=\[0\]\s+\$/))).toMatchFileSnapshot(golden('done-40'));
    expect(events(world).filter(({ kind }) => kind === 'done')).toMatchObject([{ item: 'learn-team' }]);

    await terminal.type(`pm-onboard review ada --as 'Grace Hopper' ${day}; echo "exit=[$?]"`);
    await terminal.until(/Enter alone is\s+yes\./);
    await terminal.type('perhaps');
    await terminal.until(/perhaps\s+Type yes or no\./);
    await terminal.press('C-c');
    await expect(lastCommand(await terminal.until(/exit=\[130\]\s+\$/))).toMatchFileSnapshot(
      golden('review-40'),
    );
    expect(events(world).some(({ kind }) => kind === 'reviewed')).toBe(false);
  });

  test('Ctrl-D ends the questions as Ctrl-C does, and what was answered is not dropped in silence', async (context) => {
    const world = new World();
    await world.startAda();
    const terminal = await Terminal.open(context, world, { env });
    await terminal.type('pm-onboard done 1.3 2.1 --today 2026-11-23; echo "exit=[$?]"');
    await terminal.until('create the one-to-one doc: link to it');
    await terminal.type('https://example.com/1on1');
    await terminal.until('Introduce yourself to customer teams: link to it');
    await terminal.press('C-d');
    const screen = await terminal.until(/exit=\[\d+\]/);
    expect(screen).toContain('exit=[130]');
    expect(screen).toMatch(
      /nothing was saved; dropped is what you answered\.[\s\S]*https:\/\/example\.com\/1on1/,
    );
    expect(events(world).some(({ kind }) => kind === 'done')).toBe(false);
  });

  test('start asks for traits: by number, and with yes or no', async (context) => {
    const world = new World();
    lay(world);
    const terminal = await Terminal.open(context, world, { env });
    await terminal.type(
      'pm-onboard start --name Ada --start 2026-11-23 --no-me --today 2026-11-23; echo "exit=[$?]"',
    );
    await terminal.until(
      /Country\? 3 choices\.\s+1\. us\.\s+2\. de\.\s+3\. other\.\s+Type a number from 1 to 3\./,
    );
    await terminal.type('other');
    await terminal.until(/other\s+Type a number from 1 to 3\./);
    await terminal.type('2');
    await terminal.until(/Manager\?\s+Type yes or no\. Enter alone is no\./);
    await terminal.type('yes');
    await terminal.until('Holidays');
    await terminal.type('none');
    await terminal.until('exit=[0]');
    expect(events(world, world.folder)[0]).toMatchObject({
      kind: 'started',
      traits: ['country=de', 'manager=yes'],
    });
  });

  test('answers that are pasted at once go to one question after the other', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world, { env });
    await terminal.type('pm-onboard start --today 2026-11-23; echo "exit=[$?]"');
    await terminal.until('Who is starting?');
    for (const line of ['Ada Lovelace', '2026-11-23', 'Alan Turing', 'Grace Hopper', 'yes', 'none', 'no'])
      await terminal.type(line);
    await terminal.until('exit=[0]');
    expect(events(world)[0]).toMatchObject({ kind: 'started', name: 'Ada Lovelace', start: '2026-11-23' });
  });
});
