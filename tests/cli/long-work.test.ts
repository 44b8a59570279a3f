/**
 * What takes long says at a terminal what is being done and how far, and is gone at the end. The clock is the tests' own: each look
 * at it is some milliseconds later, and at one of them the program stops until the test lets it go on.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { formatRecord, parseRecord, underId } from '../../src/progress/record.ts';
import { Story } from '../builders.ts';
import { shipped } from '../plan/calendars.ts';
import { writeLived, writeRun } from './lived.ts';
import { bareRepository, Member } from './team.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = '2026-11-27';

/** Loaded before the program: gives it the clock, and writes down what it sends to the terminal's stderr. */
const hook = `
const fs = require('node:fs');
const { LOOKS, PACE, WATCH } = process.env;
let looks = 0;
performance.now = () => {
  looks += 1;
  if (looks === Number(LOOKS)) {
    fs.writeFileSync(WATCH + '/held', '');
    while (!fs.existsSync(WATCH + '/go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  return looks * Number(PACE);
};
const write = fs.writeSync;
fs.writeSync = (fd, bytes, ...rest) => {
  if (fd === 2) fs.appendFileSync(WATCH + '/said', bytes.subarray(rest[0] ?? 0));
  return write(fd, bytes, ...rest);
};
`;

interface Watching {
  /** At which look at the clock the program stops; never if absent. */
  readonly looks?: number;
  /** How many milliseconds later each look is. */
  readonly pace?: number;
  readonly env?: Record<string, string>;
  readonly columns?: number;
}

/** A terminal whose programs have that clock. */
class Watched {
  private constructor(
    readonly terminal: Terminal,
    readonly folder: string,
  ) {}

  static async open(context: TestContext, world: World, watching: Watching = {}): Promise<Watched> {
    const { looks = 0, pace = 60, env = {}, columns = 80 } = watching;
    const folder = join(world.folder, 'watch');
    mkdirSync(folder);
    writeFileSync(join(folder, 'hook.cjs'), hook);
    const clock = {
      NODE_OPTIONS: `--require=${folder}/hook.cjs`,
      WATCH: folder,
      LOOKS: `${looks}`,
      PACE: `${pace}`,
    };
    return new Watched(await Terminal.open(context, world, { columns, env: { ...clock, ...env } }), folder);
  }

  /** Types a command, and waits until it stops at its clock. */
  async held(line: string): Promise<void> {
    await this.terminal.type(line);
    while (!existsSync(join(this.folder, 'held'))) await new Promise((wake) => setTimeout(wake, 20));
  }

  goOn(): void {
    writeFileSync(join(this.folder, 'go'), '');
  }

  /** What was written to stderr since this was asked for. */
  said(): string {
    const path = join(this.folder, 'said');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    rmSync(path, { force: true });
    return text;
  }
}

const erase = '\x1b[K';

/** The shell waits for a command again: what is typed before that would be echoed behind the line. */
const prompt = /\n\$\s*$/;

/** The lines that were drawn, in their order. */
function drawn(said: string): string[] {
  return said.split('\r').flatMap((part) => {
    const line = part.split(erase)[0] ?? '';
    return part.includes(erase) && line !== '' ? [line] : [];
  });
}

/** The numbers in the lines that say `Reading records 9 of 12…`. */
function counts(lines: readonly string[], what: string, total: number): number[] {
  return lines.flatMap((line) => {
    const [, count] = new RegExp(`^${what} (\\d+) of ${total}…$`).exec(line) ?? [];
    return count === undefined ? [] : [Number(count)];
  });
}

function teamOf(count: number): World {
  const world = new World();
  for (let hire = 1; hire <= count; hire += 1)
    writeLived(world.workspace, {
      ...{ name: `Ada${hire} Lovelace`, start: '2026-11-23', today, behind: 1, awaiting: 0 },
      id: `h${String(hire).padStart(8, '0')}`,
    });
  return world;
}

/** A command over all records → what the line says. */
const overAll: readonly (readonly [line: string, ...what: string[]])[] = [
  ['team', 'Reading records'],
  ['mine --as "Grace Hopper"', 'Reading records'],
  ['remind --for "Grace Hopper"', 'Reading records'],
  ['report --team', 'Reading records', 'Putting the report together'],
  ['doctor', 'Reading records', 'Checking records'],
  ['upgrade --all --dry-run', 'Reading records', 'Comparing checklists'],
  ['calendar --ics --for "Grace Hopper" -o -', 'Reading records', 'Writing the calendar'],
  ['start --list', 'Reading records'],
  ['find laptop', 'Reading records', 'Searching'],
  ['forget "Ada7 Lovelace" --dry-run', 'Looking for the name'],
];

describe('a command over all records', () => {
  test('shows a line that counts up, and is gone at the end', async (context) => {
    const watched = await Watched.open(context, teamOf(30), { looks: 20 });
    await watched.held(`pm-onboard team --today ${today}`);
    expect(await watched.terminal.until(/^Reading records \d+ of 30…$/m)).not.toContain('30 hires');
    watched.goOn();
    expect(await watched.terminal.still('Begin with:')).not.toContain('Reading');
    const seen = counts(drawn(watched.said()), 'Reading records', 30);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    // Nothing for the first half second, at 60 ms a record.
    expect(seen[0]).toBeGreaterThan(6);
  });

  for (const [line, ...whats] of overAll)
    test(`${line} does`, async (context) => {
      const watched = await Watched.open(context, teamOf(30));
      const { text } = await watched.terminal.command(`pm-onboard ${line} --today ${today} | tail -9`);
      const lines = drawn(watched.said());
      for (const what of whats) expect(counts(lines, what, 30).length, what).toBeGreaterThan(3);
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/\d of 30/);
    });

  test('shows nothing before half a second is over', async (context) => {
    const watched = await Watched.open(context, teamOf(3), { pace: 1 });
    expect((await watched.terminal.command(`pm-onboard team --today ${today}`)).text).toContain('3 hires');
    expect(watched.said()).toBe('');
  });

  const silent: readonly (readonly [where: string, env: Record<string, string>, rest: string])[] = [
    ['in a pipe', {}, '2>&1 | cat'],
    ['in a file', {}, '2> said.txt; cat said.txt'],
    ['where TERM is dumb', { TERM: 'dumb' }, ''],
    ['in a job of a CI that has a terminal', { CI: 'true' }, ''],
  ];
  for (const [where, env, rest] of silent)
    test(`is silent ${where}`, async (context) => {
      const watched = await Watched.open(context, teamOf(30), { env });
      const { text } = await watched.terminal.command(`pm-onboard team --today ${today} ${rest}`);
      expect(text).toContain('30 hires');
      expect(text).not.toContain('Reading');
      expect(watched.said()).toBe('');
    });

  test('says it once in the accessible mode, and that it is over', async (context) => {
    const watched = await Watched.open(context, teamOf(30));
    const { text } = await watched.terminal.command(`pm-onboard team --accessible --today ${today}`);
    expect(text).toMatch(/^Reading records, this may take a while\.\nReading records is over\.\n/);
    expect(watched.said()).not.toContain('\r');
  });

  test('is in ASCII in a C locale, and never wraps', async (context) => {
    const watched = await Watched.open(context, teamOf(30), { env: { LC_ALL: 'C' }, columns: 24 });
    await watched.terminal.command(`pm-onboard team --today ${today}`);
    const lines = drawn(watched.said());
    expect(lines.length).toBeGreaterThan(3);
    expect(lines[0]).toMatch(/^Reading records \d+( of?)?\.\.\.$/);
    for (const line of lines) expect(line.length).toBeLessThan(23);
  });

  test('leaves a clean line behind at Ctrl-C', async (context) => {
    const watched = await Watched.open(context, teamOf(30), { looks: 20 });
    await watched.held(`pm-onboard team --today ${today}`);
    await watched.terminal.until('Reading records');
    await watched.terminal.press('C-c');
    watched.goOn();
    await watched.terminal.until(prompt);
    await watched.terminal.type('echo "was=[$?]"');
    const screen = await watched.terminal.still('was=[130]');
    expect(screen).not.toMatch(/Reading|hires/);
  });

  test('is wiped before anything else is written in the midst of it', async (context) => {
    const world = teamOf(30);
    writeFileSync(join(world.workspace, 'hires/h00000012.json'), 'no record');
    const watched = await Watched.open(context, world, { pace: 150 });
    const line = `pm-onboard lint product-manager --against '${world.workspace}' --color never`;
    const { unbroken } = await watched.terminal.command(line);
    expect(unbroken).toMatch(/^pm-onboard: warning: .*h00000012/);
    const [before = '', after = ''] = watched.said().split('pm-onboard: warning');
    expect(before.endsWith(`\r${erase}`)).toBe(true);
    // Nothing stands behind the remark, and the line goes on where it has a line of its own.
    expect(after).toMatch(/^[^\r]*\n\rReading records \d+ of 30…/);
    expect(counts(drawn(before), 'Reading records', 30).length).toBeGreaterThan(3);
  });
});

describe('one hire', () => {
  test('who is looked for among many: the line counts the records that are read', async (context) => {
    const world = teamOf(1);
    const [first = ''] = readdirSync(join(world.workspace, 'hires'));
    const record = parseRecord(readFileSync(join(world.workspace, 'hires', first), 'utf8'));
    const start = { ...record, events: record.events.filter(({ kind }) => kind === 'started') };
    for (let hire = 2; hire <= 220; hire += 1) {
      const id = `h${String(hire).padStart(8, '0')}`;
      const events = start.events.map((event) => ({
        ...event,
        name: `Ada${hire} Lovelace`,
        person: `p${hire}`,
      }));
      const text = formatRecord(underId(id, { ...start, events: events as typeof start.events }));
      writeFileSync(join(world.workspace, 'hires', `${id}.json`), text, { mode: 0o600 });
    }
    const watched = await Watched.open(context, world);
    const { text } = await watched.terminal.command(`pm-onboard status Ada77 --today ${today} | tail -9`);
    expect(text).toContain('Ada77 Lovelace');
    expect(text).not.toContain('Reading');
    expect(counts(drawn(watched.said()), 'Reading records', 220).length).toBeGreaterThan(3);
  });

  test('who has much to catch up on: the line counts the plans that are tried', async (context) => {
    const world = new World();
    await world.startAda('--buddy', 'Grace Hopper', '--manager', 'Alan Turing');
    const watched = await Watched.open(context, world, { pace: 300 });
    const { text } = await watched.terminal.command(
      'pm-onboard plan --catch-up --today 2026-12-16 | tail -9',
    );
    expect(text.trim()).not.toBe('');
    expect(
      drawn(watched.said()).filter((line) => /^Trying new dates \d+…$/.test(line)).length,
    ).toBeGreaterThan(1);
  });
});

describe('lint', () => {
  test('says how many files it has checked', async (context) => {
    const world = new World();
    const folder = join(world.folder, 'many');
    for (let each = 1; each <= 30; each += 1) {
      mkdirSync(join(folder, `p${each}`), { recursive: true });
      writeFileSync(
        join(folder, `p${each}/program.yaml`),
        `id: p${each}\ntitle: P\nroles:\n  buddy: { title: Buddy }\nphases: [one]\n`,
      );
      writeFileSync(
        join(folder, `p${each}/one.yaml`),
        'id: one\ntitle: One\ndue: workday 1\nitems:\n  - id: a\n    title: Do it\n    takes: 10 min\n',
      );
    }
    const watched = await Watched.open(context, world);
    const { text } = await watched.terminal.command('pm-onboard lint many');
    expect(counts(drawn(watched.said()), 'Checking', 30).length).toBeGreaterThan(3);
    expect(text).not.toContain('Checking');
  });
});

/** Puts a `git` before the real one that waits, at one of its commands, until the test lets it go on. */
class SlowGit {
  readonly #folder: string;

  constructor(world: World, command: string) {
    this.#folder = join(world.folder, 'slow');
    mkdirSync(this.#folder);
    const wait = `: > '${this.#folder}/reached'; while [ ! -e '${this.#folder}/open' ]; do sleep 0.02; done`;
    const script = `#!/bin/sh\ncase " $* " in *" ${command} "*) ${wait};; esac\nPATH=\${PATH#*:} exec git "$@"\n`;
    writeFileSync(join(this.#folder, 'git'), script, { mode: 0o755 });
  }

  get path(): string {
    return `${this.#folder}:${process.env['PATH']}`;
  }

  open(): void {
    writeFileSync(join(this.#folder, 'open'), '');
  }
}

describe('a sync', () => {
  async function shared(): Promise<Member> {
    const ada = new Member('Ada Lovelace');
    const url = bareRepository(ada);
    await ada.startAda();
    await ada.ok(['sync', '--init', '--remote', url]);
    return ada;
  }

  test('says that it waits for the remote, as long as it does', async (context) => {
    const ada = await shared();
    const git = new SlowGit(ada, 'fetch');
    const terminal = await Terminal.open(context, ada, { env: { PATH: git.path } });
    await terminal.type('pm-onboard sync; echo "was=[$?]"');
    await terminal.until('Fetching from the remote…');
    git.open();
    const screen = await terminal.still('was=[0]');
    expect(screen).toContain('Nothing new');
    expect(screen).not.toMatch(/Fetching|Sharing|Sending/);
  });

  test('leaves a clean line behind at Ctrl-C', async (context) => {
    const ada = await shared();
    const git = new SlowGit(ada, 'fetch');
    const terminal = await Terminal.open(context, ada, { env: { PATH: git.path } });
    await terminal.type('pm-onboard sync; echo "was=[$?]"');
    await terminal.until('Fetching from the remote…');
    await terminal.press('C-c');
    await terminal.until(prompt);
    await terminal.type('echo "was=[$?]"');
    const screen = await terminal.still('was=[130]');
    expect(screen).not.toContain('Fetching');
    git.open();
  });

  test('that follows a command by itself says so too', async (context) => {
    const ada = await shared();
    ada.write('pm-onboard.yaml', 'sync: auto\n');
    const git = new SlowGit(ada, 'push');
    const terminal = await Terminal.open(context, ada, { env: { PATH: git.path } });
    await terminal.type('pm-onboard note 1.8 "two installers?"; echo "was=[$?]"');
    await terminal.until('Sending to the remote…');
    git.open();
    expect(await terminal.still('was=[0]')).not.toContain('Sending');
  });

  test('stands still where git may ask something, which stays on the screen until it is answered', async (context) => {
    const ada = await shared();
    const ssh = join(ada.folder, 'ssh');
    const ask = "printf 'Password: ' > /dev/tty; read answer < /dev/tty; for last; do :; done";
    writeFileSync(ssh, `#!/bin/sh\n${ask}\nexec sh -c "$last"\n`, { mode: 0o755 });
    const watched = await Watched.open(context, ada, {
      env: { GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: 'ssh' },
    });
    const { terminal } = watched;
    await terminal.type(
      `pm-onboard sync --join 'ssh://host${ada.folder}/team.git' joined --me Grace; echo "was=[$?]"`,
    );
    await terminal.until(/^Asking the remote… Password: *$/m);
    // What is typed meanwhile shows that nothing is drawn over it.
    await terminal.paste('secret');
    expect(await terminal.still('Password: secret')).toContain('Asking the remote… Password: secret');
    await terminal.press('Enter');
    await terminal.until(/^Cloning… Password: *$/m);
    await terminal.press('Enter');
    expect(await terminal.still('was=[0]')).toContain('joined ssh://host');
  });
});

describe('the network', () => {
  /** A server that answers once the test lets it, and what it was asked for. */
  async function slowServer(): Promise<{ address: string; answer: () => void }> {
    let answer = () => {};
    const may = new Promise<void>((open) => {
      answer = open;
    });
    const server = createServer(async (_, response) => {
      await may;
      response.end('ok');
    });
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
    onTestFinished(() => void server.close());
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, answer };
  }

  test('a message that is being sent is waited for in words', async (context) => {
    const { address, answer } = await slowServer();
    const terminal = await Terminal.open(context, teamOf(1), { env: { CHAT: address } });
    await terminal.type(
      `pm-onboard remind --for "Grace Hopper" --post CHAT --format slack --today ${today}; echo "was=[$?]"`,
    );
    await terminal.until('Sending the message…');
    answer();
    const screen = await terminal.still('was=[0]');
    expect(screen).toContain('sent to the address in CHAT');
    expect(screen).not.toContain('Sending');
  });

  test('so are links', async (context) => {
    const world = new World();
    const { address, answer } = await slowServer();
    const folder = join(world.folder, 'linked');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'program.yaml'),
      'id: p\ntitle: P\nroles:\n  buddy: { title: Buddy }\nphases: [one]\n',
    );
    writeFileSync(
      join(folder, 'one.yaml'),
      `id: one\ntitle: One\ndue: workday 1\nitems:\n  - id: a\n    title: Do it\n    takes: 10 min\n    links: [{ title: Page, url: '${address}' }]\n`,
    );
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard lint linked --links --private-host 127.0.0.1; echo "was=[$?]"');
    await terminal.until('Asking links…');
    answer();
    expect(await terminal.still('was=[0]')).not.toContain('Asking');
  });
});

test('a large record says at once how large it is; that is gone before anything is written', async (context) => {
  const world = new World();
  const story = new Story('2026-11-23');
  const text = 'word '.repeat(150);
  story.command(
    Array.from(
      { length: 2_600 },
      (_, n): Fact => ({ kind: 'noted', item: 'learn-team', text: `${n} ${text}` }),
    ),
    { on: today },
  );
  writeRun(world.workspace, story.run(shipped, today));
  for (const [env, says] of [
    [{}, 'Reading a record of 2 MB…'],
    [{ LC_ALL: 'C' }, 'Reading a record of 2 MB...'],
  ] as const) {
    const watched = await Watched.open(context, world, { env });
    await watched.terminal.type(`pm-onboard next --today ${today}; echo "code=$?"`);
    const screen = await watched.terminal.until('code=0');
    // Who acts is looked for in all records, so it is read again, and says so again.
    expect([...new Set(drawn(watched.said()))]).toEqual([says]);
    expect(screen).not.toContain('Reading');
    expect(screen).toContain('Next for');
    rmSync(watched.folder, { recursive: true });
  }
  const { code, stderr } = await world.run(['next', '--today', today]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
