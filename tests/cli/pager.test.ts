/** What is longer than the screen, at a real pseudo-terminal: by less, more and commands of one's own. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { expectRefusal } from './facts.ts';
import { ada, writeLived } from './lived.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = '2026-12-08';
const plan = `pm-onboard plan --today ${today}`;
const next = `pm-onboard next -n 1 --today ${today}`;

function lived(): World {
  const world = new World();
  writeLived(world.workspace, { ...ada, today, behind: 3, awaiting: 1 });
  return world;
}

/** A terminal in which nothing is said of a pager. The test is skipped where a program that it needs is missing. */
async function opened(context: TestContext, world: World, ...needed: string[]): Promise<Terminal> {
  for (const name of needed)
    try {
      execFileSync('sh', ['-c', `command -v ${name}`]);
    } catch {
      context.skip(`${name} is not installed`);
    }
  const terminal = await Terminal.open(context, world);
  await terminal.type('unset PM_ONBOARD_PAGER; clear');
  return terminal;
}

/** What a pager that copies its text has got; undefined where there was none. */
function paged(world: World): string | undefined {
  const path = join(world.folder, 'got');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** As a pager: copies its text to the file and to the terminal, and ends. */
const copies = 'tee got';

describe('less, for whom nothing else is said', () => {
  test('the first screen waits, keys move, q ends it, and what the shell gets is as ever', async (context) => {
    const world = lived();
    const terminal = await opened(context, world, 'less');
    const before = (await terminal.command('stty -g')).text;
    await terminal.type(`${plan}; echo "code=$?"`);
    const first = await terminal.still(/^:$/m);
    expect(first).toContain('Ada Lovelace · day 16 of 90');
    expect(first).not.toContain('code=');
    await terminal.press('G');
    expect(await terminal.still('(END)')).toContain('Next: pm-onboard plan');
    await terminal.press('q');
    const after = await terminal.until(/code=\d/);
    expect(after).toContain('code=0');
    // The last page stays, as in git.
    expect(after).toContain('Next: pm-onboard plan');
    expect((await terminal.command('stty -g')).text).toBe(before);
  });

  test('colours stay colours, and names in other letters stay names', async (context) => {
    const world = lived();
    const terminal = await opened(context, world, 'less');
    await terminal.type(`clear; ${plan} --as 'Renée 日本'`);
    await terminal.still(/^:$/m);
    const shown = await terminal.screen('-e');
    expect(shown).toMatch(new RegExp(`${'\u001b'}\\[1m(${'\u001b'}\\[[\\d;]*m)*Ada Lovelace`));
    expect(shown).not.toMatch(/ESC|<[0-9A-F]{2}>/);
    await terminal.press('q');
  });

  test('Ctrl-C is for less, which stays; so does this program', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type(`${plan}; echo "code=$?"`);
    await terminal.still(/^:$/m);
    await terminal.press('C-c');
    await terminal.press('Space');
    // Somebody who types on would otherwise type into the shell and into less by turns.
    await terminal.press('g');
    expect(await terminal.still(/^:$/m)).not.toContain('code=');
    await terminal.press('q');
    expect(await terminal.until(/code=\d/)).toContain('code=0');
  });

  test('Ctrl-Z stops it, and fg goes on', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type(`${plan}`);
    await terminal.still(/^:$/m);
    await terminal.press('C-z');
    await terminal.still(/Stopped.*\n\$$/m);
    await terminal.type('clear; fg');
    await terminal.still(/^:$/m);
    await terminal.press('q');
    expect((await terminal.command('echo on')).text).toBe('on\n');
  });

  test('another size of the terminal while it is open', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type(`${plan}; echo "code=$?"`);
    await terminal.still(/^:$/m);
    await terminal.resize(60, 12);
    await terminal.press('g');
    const screen = await terminal.still(/^:$/m);
    expect(screen.split('\n').length).toBeLessThanOrEqual(12);
    await terminal.press('q');
    expect(await terminal.until(/code=\d/)).toContain('code=0');
  });

  test('ended early, of far more than a pipe holds', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type('pm-onboard help --all --json; echo "code=$?"');
    await terminal.still(/^:$/m);
    await terminal.press('q');
    const screen = await terminal.until(/code=\d/);
    expect(screen).toContain('code=0');
    expect(screen).not.toMatch(/EPIPE|pager/);
  });

  test('LESS of one’s own is kept', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type("export LESS='-R -Ps-PROMPT-'");
    await terminal.type(plan);
    await terminal.until('-PROMPT-');
    await terminal.press('q');
  });

  test('where there is no less, all is printed and nothing is said', async (context) => {
    const terminal = await opened(context, lived());
    const { code, text } = await terminal.command(`PATH=/nowhere ${plan}`);
    expect(code).toBe(0);
    expect(text).toContain('Next: pm-onboard plan');
    expect(text).not.toContain('pager');
    expect(text).not.toContain('not found');
  });

  test('in a C locale the text is ASCII', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type(`clear; LC_ALL=C ${plan}`);
    expect(await terminal.still(/^:$/m)).toContain('Ada Lovelace | day 16 of 90');
    await terminal.press('q');
  });
});

test('more, which ends by itself', async (context) => {
  const terminal = await opened(context, lived(), 'more');
  await terminal.type(`PAGER=more ${plan}; echo "code=$?"`);
  await terminal.still('More--');
  await terminal.press('Space');
  await terminal.press('q');
  expect(await terminal.until(/code=\d/)).toContain('code=0');
  await terminal.type(`clear; PAGER=more ${plan}; echo "code=$?"`);
  await terminal.still('More--');
  // more stays at its prompt.
  await terminal.press('C-c');
  await terminal.press('q');
  const screen = await terminal.until(/code=\d/);
  expect(screen).toContain('code=0');
  expect(screen).not.toContain('the pager of');
});

describe('who names it', () => {
  test('PM_ONBOARD_PAGER, then the setting, then PAGER; empty and cat are none', async (context) => {
    const world = lived();
    const terminal = await opened(context, world);
    const says = (name: string) => `sh -c 'cat >/dev/null; echo by-${name}'`;
    const by = async (line: string) => /by-\w+/.exec((await terminal.command(line)).text)?.[0];
    await terminal.type(`export PAGER="${says('PAGER')}"`);
    expect(await by(plan)).toBe('by-PAGER');
    await world.run(['config', 'set', 'pager', says('settings')]);
    expect(await by(plan)).toBe('by-settings');
    expect(await by(`PM_ONBOARD_PAGER="${says('variable')}" ${plan}`)).toBe('by-variable');
    for (const none of ['', 'cat', ' cat '])
      expect((await terminal.command(`PM_ONBOARD_PAGER='${none}' ${plan}`)).text).toContain('Next: ');
    await world.run(['config', 'set', 'pager', 'cat']);
    expect(await by(plan)).toBeUndefined();
  });

  test('config says which one is in force', async () => {
    const world = new World();
    const origin = async (env: Record<string, string>) =>
      (await world.run(['config', 'get', 'pager', '--show-origin'], { env })).stdout;
    expect(await origin({})).toBe('default\tless\n');
    expect(await origin({ PAGER: 'more' })).toBe('variable:PAGER\tmore\n');
    await world.run(['config', 'set', 'pager', 'less +G']);
    expect(await origin({ PAGER: 'more' })).toMatch(/^file:.*settings.json\tless \+G\n$/);
    expect(await origin({ PM_ONBOARD_PAGER: 'most' })).toBe('variable:PM_ONBOARD_PAGER\tmost\n');
  });

  test('never pm-onboard.yaml, which may be a stranger’s', async (context) => {
    const world = lived();
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'pager: tee got\n');
    const terminal = await opened(context, world);
    await terminal.command(`PAGER=cat ${plan}`);
    await terminal.command('PAGER=cat pm-onboard help --all');
    expect(paged(world)).toBeUndefined();
    await expectRefusal(world, ['plan'], { code: 2, says: ['pager'] });
  });

  test('nor settings that belong to another account', async (context) => {
    const world = lived();
    if (process.geteuid?.() !== 0) context.skip('only root gives files away');
    const folder = join(world.home, '.config/pm-onboard');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'settings.json');
    writeFileSync(path, JSON.stringify({ pager: copies }));
    const terminal = await opened(context, world);
    await terminal.command(plan);
    expect(paged(world)).toContain('Ada Lovelace');
    writeFileSync(join(world.folder, 'got'), '');
    chownSync(path, 12345, 12345);
    await terminal.command(`PAGER=cat ${plan}`);
    expect(paged(world)).toBe('');
  });
});

describe('what it gets', () => {
  test('the very bytes that the terminal would get', async (context) => {
    const world = lived();
    const terminal = await opened(context, world);
    const { code } = await terminal.command(`PAGER='${copies}' ${plan}`);
    expect(code).toBe(0);
    const { stdout } = await world.run(['plan', '--today', today, '--color', 'always']);
    expect(paged(world)).toBe(stdout);
  });

  test('all that a command shows, in one piece', async (context) => {
    const world = lived();
    const terminal = await opened(context, world);
    await terminal.type(`export PAGER='tee -a got; echo pages >>count'`);
    const lines = [
      ['show', '1.1', '1.2', '1.3', '2.1'],
      ['log'],
      ['status', '--all'],
      ['help', '--all'],
      ['schema', 'record'],
      ['handbook', 'cadence'],
      ['plan', '--json'],
      ['plan', '--markdown'],
    ];
    for (const [at, line] of lines.entries()) {
      const args = [...line, '--today', today];
      await terminal.command(`pm-onboard ${args.join(' ')}`);
      expect(readFileSync(join(world.folder, 'count'), 'utf8'), line.join(' ')).toBe(
        'pages\n'.repeat(at + 1),
      );
    }
  });

  test('foreign text is as harmless as elsewhere', async (context) => {
    const world = lived();
    await world.run(['note', '3.2', 'one \u001b]0;title\u0007 two \u001b[2J', '--today', today]);
    const terminal = await opened(context, world);
    await terminal.command(`PAGER='${copies}' pm-onboard log --today ${today}`);
    const text = paged(world) ?? '';
    expect(text).toMatch(/␛\]0;title␇\s+two ␛\[2J/);
    // Nothing but weight and colour is switched.
    expect(text.replace(new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'g'), '')).not.toContain('\u001b');
  });

  test('begins with what matters: today’s week, the last entry', async (context) => {
    const world = lived();
    const terminal = await opened(context, world, 'less');
    await terminal.type(`clear; ${plan}`);
    expect(await terminal.still(/^:$/m)).toMatch(/WEEK OF MON 7 DEC.*\n.*Tue 8 Dec/);
    await terminal.press('q');
    await world.run(['note', '3.2', 'the last word', '--today', today]);
    await terminal.type(`clear; pm-onboard log --today ${today}`);
    expect(await terminal.still(/^:$/m)).toMatch(/^What happened.*\n\n.*the last word/m);
    await terminal.press('q');
  });
});

describe('no pager', () => {
  const cases: readonly (readonly [what: string, line: string])[] = [
    ['for what fits', next],
    ['into a pipe', `${plan} | cat`],
    ['as JSON into a pipe', `${next} --json | cat`],
    ['where stderr is a file', `${plan} 2>errors`],
    ['where stdin is a file', `${plan} </dev/null`],
    ['with TERM=dumb', `TERM=dumb ${plan}`],
    ['without TERM', `TERM= ${plan}`],
    ['with --accessible', `${plan} --accessible`],
    ['with ACCESSIBLE', `ACCESSIBLE=1 ${plan}`],
    ['with --no-input', `${plan} --no-input`],
    ['in the background', `${plan} & wait $!`],
    ['without a terminal of its own', `setsid -w ${plan.replace('pm-onboard', '"$NODE" "$LAUNCHER"')}`],
  ];

  test.for(cases)('%s', async ([, line], context) => {
    const world = lived();
    const terminal = await opened(context, world, 'setsid');
    await terminal.type(`export PAGER='${copies}'`);
    const { code, text } = await terminal.command(line);
    expect([code, paged(world)]).toEqual([0, undefined]);
    expect(text).toContain('Ada Lovelace');
    // The same line would be paged otherwise.
    await terminal.command(plan);
    expect(paged(world)).toContain('Ada Lovelace');
  });

  test('by the setting `accessible`', async (context) => {
    const world = lived();
    await world.run(['config', 'set', 'accessible', 'true']);
    const terminal = await opened(context, world);
    expect((await terminal.command(`PAGER='${copies}' ${plan}`)).text).toContain('Before today:');
    expect(paged(world)).toBeUndefined();
  });

  test('for run check, whichever of its bundles answers', async (context) => {
    const world = lived();
    await world.run(['run', 'leave-beta', 'Reminders', '--today', today]);
    const terminal = await opened(context, world);
    await terminal.resize(80, 6);
    await terminal.type(`export PAGER='${copies}'`);
    for (const flags of ['', '--as Ada']) {
      const { code, text } = await terminal.command(`pm-onboard run check reminders ${flags}`);
      expect([code, paged(world)]).toEqual([1, undefined]);
      expect(text.split('\n').length).toBeGreaterThan(6);
    }
  });

  test('below what was recorded, which others may be waiting for', async (context) => {
    const world = new World();
    const terminal = await opened(context, world);
    await terminal.resize(80, 12);
    const people = "--buddy 'Grace Hopper' --manager 'Alan Turing'";
    const line = `pm-onboard start --name 'Ada Lovelace' --start 2026-11-23 --today 2026-11-23 ${people} --me`;
    await terminal.type(`PAGER='${copies}' ${line}; echo "code=$?"`);
    // Enter leaves every question out.
    while (!/^code=\d/m.test(await terminal.screen())) await terminal.press('Enter');
    const screen = await terminal.screen();
    expect(screen).toContain('code=0');
    expect(screen).toContain('Ada Lovelace · day ');
    expect(paged(world)).toBeUndefined();
  });

  test('for lint, whose end others wait for', async (context) => {
    const world = lived();
    const lines = Array.from({ length: 30 }, (_, at) => `no-key-${at}: 1\n`);
    writeFileSync(join(world.folder, 'some.yaml'), `id: some\ntitle: Some\n${lines.join('')}`);
    const terminal = await opened(context, world);
    const { code, text } = await terminal.command(`PAGER='${copies}' pm-onboard lint some.yaml`);
    expect(code).toBe(1);
    expect(text.split('\n').length).toBeGreaterThan(24);
    expect(paged(world)).toBeUndefined();
  });

  test('above a question, but behind one', async (context) => {
    const world = lived();
    const terminal = await opened(context, world);
    await terminal.resize(80, 16);
    await terminal.type(`export PAGER='${copies}'`);
    await terminal.type(`pm-onboard review Ada --as 'Grace Hopper' --today ${today}; echo "code=$?"`);
    await terminal.until(/^\? /m);
    await terminal.press('C-c');
    await terminal.until(/code=\d/);
    expect(paged(world)).toBeUndefined();
    await terminal.type(`clear; pm-onboard show --today ${today}; echo "code=$?"`);
    await terminal.until('Which item?');
    await terminal.press('Space');
    await terminal.press('Enter');
    await terminal.until('code=0');
    expect(paged(world)).toContain('Due ');
  });
});

describe('a pager that fails', () => {
  test.for([
    ['no-such-pager --of-mine', 'no-such-pager --of-mine", failed with exit code 127'],
    ['/dev/null', 'failed with exit code 126'],
    ['false', 'failed with exit code 1'],
    ['kill -9 $$', 'failed with SIGKILL'],
  ])(
    '%s: all is printed, the exit code is the command’s, and a remedy works',
    async ([pager = '', says], context) => {
      const world = lived();
      const terminal = await opened(context, world, 'less');
      await terminal.type(`export PAGER='${pager}'`);
      const { code, unbroken } = await terminal.command(plan);
      expect(code).toBe(0);
      expect(unbroken).toContain('Ada Lovelace · day 16 of 90');
      expect(unbroken).toMatch(/Next: pm-onboard plan[\s\S]*the pager of PAGER/);
      expect(unbroken).toContain(says);
      await world.shell(/pm-onboard config set .*/.exec(unbroken)?.[0] ?? 'false');
      await terminal.type(`clear; ${plan}`);
      await terminal.still(/^:$/m);
      await terminal.press('q');
      expect((await terminal.command('echo on')).text).toBe('on\n');
    },
  );

  test('what it ended on purpose is no failure', async (context) => {
    const world = lived();
    const terminal = await opened(context, world);
    for (const pager of ['head -3', 'head -3; kill -PIPE $$', 'head -3; kill -INT $$', 'head -3; exit 130']) {
      await terminal.type('clear');
      const { code, text } = await terminal.command(`PAGER='${pager}' ${plan}`);
      expect([code, text.trim().split('\n').length], pager).toEqual([0, 3]);
    }
  });

  test('less -K, which Ctrl-C ends with 2', async (context) => {
    const terminal = await opened(context, lived(), 'less');
    await terminal.type(`PAGER='less -RK' ${plan}; echo "code=$?"`);
    await terminal.still(/^:$/m);
    await terminal.press('C-c');
    const screen = await terminal.until(/code=\d/);
    expect(screen).toContain('code=0');
    expect(screen).not.toContain('the pager of');
  });
});

test('the exit code, and an error, come behind what was shown', async (context) => {
  const world = lived();
  writeFileSync(join(world.workspace, 'hires/h0000000b.json'), 'nothing of it');
  const terminal = await opened(context, world);
  await terminal.resize(80, 8);
  const { code, text } = await terminal.command(`PAGER='${copies}; echo end-of-pager' pm-onboard team`);
  expect(code).toBe(3);
  expect(paged(world)).toContain('Ada Lovelace');
  expect(text).toMatch(/end-of-pager\npm-onboard: /);
});

test('a line that the terminal breaks counts as the lines that it takes', async (context) => {
  const world = lived();
  const [short, long] = [`${copies} #${'x'.repeat(1500)}`, `${copies} #${'x'.repeat(2000)}`];
  const terminal = await opened(context, world);
  await world.run(['config', 'set', 'pager', short]);
  await terminal.command('pm-onboard config get pager');
  expect(paged(world)).toBeUndefined();
  await world.run(['config', 'set', 'pager', long]);
  await terminal.command('pm-onboard config get pager');
  expect(paged(world)).toBe(`${long}\n`);
});

test('a screen with one line left for the prompt is not paged, one line more is', async (context) => {
  const world = lived();
  const lines = (await world.run(['plan', '--today', today])).stdout.split('\n').length - 1;
  const terminal = await opened(context, world);
  await terminal.command(`export PAGER='${copies}'`);
  await terminal.resize(80, lines + 1);
  await terminal.command(plan);
  expect(paged(world)).toBeUndefined();
  await terminal.resize(80, lines);
  await terminal.command(plan);
  expect(paged(world)).toBeDefined();
});
