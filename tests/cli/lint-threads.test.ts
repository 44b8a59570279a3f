/**
 * Where there is much to check, lint has a second thread check a part of it: the output is the same to the byte, whatever becomes of the
 * thread. What happens to it is done from outside, by a hook that Node loads before the program, in each of its threads.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Terminal } from './terminal.ts';
import { launcher, prepared, type World } from './world.ts';

/** What the thread does, by JavaScript that it runs before the program. */
const faults = {
  'ends with an error': 'throw new Error("a fault")',
  'is never ready': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  'ends after some programs': 'say = (post, at) => (at > 3 ? process.exit(1) : post())',
  'takes a program and never comes back':
    'say = (post, at) => (at === 3 ? Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) : post())',
  'takes programs and says nothing': 'say = (post, at) => at === 1 && post()',
  'says nonsense of a program':
    'say = (post, at, said, raw) => (at === 1 ? post() : raw(at % 2 ? { at: said.at, problems: "[{" } : "nonsense"))',
  'is of another build':
    'say = (post, at, said, raw) => (at === 1 ? raw({ build: "f".repeat(64) }) : post())',
};

const hook = `
const fs = require('node:fs');
const os = require('node:os');
const threads = require('node:worker_threads');
const { NOTES, PROCESSORS, START, FAULT } = process.env;
const note = (text) => fs.appendFileSync(NOTES, text + '\\n');
if (threads.isMainThread) {
  os.availableParallelism = () => Number(PROCESSORS);
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(path, options) {
      note('starts');
      if (START === 'refused') throw new Error('no thread to be had');
      super(path, START === 'small' ? { ...options, resourceLimits: { maxOldGenerationSizeMb: 8 } } : options);
      this.on('message', ({ at }) => note(at === undefined ? 'says' : 'found'));
      if (START === 'awaited') {
        const { setTimeout } = globalThis;
        globalThis.setTimeout = (call, after, ...given) => setTimeout(call, after === 1_000 ? 1_000_000 : after, ...given);
      }
      this.on('error', ({ code }) => note('error ' + code));
    }
  };
} else {
  let at = 0;
  let say = (post) => post();
  const raw = threads.parentPort.postMessage.bind(threads.parentPort);
  threads.parentPort.postMessage = (said) => {
    at += 1;
    say(() => raw(said), at, said, raw);
  };
  eval(FAULT);
}
`;

const programs = 12;
const settings = `program: checklists/program-1
lint:
  rules:
    vague-title: error
    daily-load: { severity: warning }
calendar:
  holidays: [2026-13-01]
`;

/** Programs of two checklists each, with a part that all of them have: much to check, and problems in all of it. */
const layOut = prepared(async (world) => {
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), settings);
  mkdirSync(join(world.folder, 'checklists/parts'), { recursive: true });
  writeFileSync(
    join(world.folder, 'checklists/parts/tools.yaml'),
    'items:\n  - id: tools\n    title: Overview\n    due: day 1\n    takes: 5min\n',
  );
  for (let at = 1; at <= programs; at += 1) {
    const place = join(world.folder, 'checklists', `program-${at}`);
    mkdirSync(place);
    writeFileSync(
      join(place, 'program.yaml'),
      `id: program-${at % 9}\ntitle: Program ${at}\nphases: [one, two]\nroles:\n  buddy: { title: Buddy, required: true }\n`,
    );
    for (const phase of ['one', 'two']) writeFileSync(join(place, `${phase}.yaml`), checklist(at, phase));
  }
});

function checklist(program: number, phase: string): string {
  const items = Array.from({ length: 24 }, (_, at) => [
    `  - id: ${phase}-${at}`,
    `    title: ${at % 10 === 7 ? 'Overview' : `Learn part ${at} of ${phase} in ${program}`}${at === 7 ? ' # pm-onboard disable-line vague-title' : ''}`,
    `    details: ${'Sit down with somebody who knows it well. '.repeat(5)}`,
    `    due: day ${(phase === 'one' ? 0 : 30) + Math.floor(at / 3) + 1}`,
    `    takes: ${at % 20 === 3 ? '5min' : '5 min'}`,
    `    with: [${at === program ? 'nobody' : 'buddy'}]`,
  ]).flat();
  return [
    `id: ${phase}`,
    `title: Phase ${phase} 👋`,
    '# pm-onboard disable id-style',
    'include: [tools]',
    'items:',
    ...items,
    filler,
    '',
  ].join('\n');
}

/** What makes a file large, and takes no time to check. */
const filler = `${'# '.padEnd(100, 'to be gone through with the team ')}\n`.repeat(300);

let world: World;
/** Where the hook notes what the thread does. */
let notes: string;

beforeEach(async () => {
  world = await layOut();
  notes = join(world.folder, '../notes');
  writeFileSync(join(world.folder, '../hook.cjs'), hook);
});

interface Given {
  readonly processors?: number;
  readonly start?: 'refused' | 'small' | 'awaited';
  readonly fault?: string;
}

function envOf({ processors = 2, start, fault = '' }: Given): Record<string, string> {
  return {
    ...{ NODE_OPTIONS: `--require ${join(world.folder, '../hook.cjs')}`, NOTES: notes },
    ...{ PROCESSORS: String(processors), START: start ?? '', FAULT: fault },
  };
}

/** The report, the remarks and the exit code, where nothing is kept of what was found; and what the thread did. */
async function run(given: Given, ...args: string[]) {
  rmSync(join(world.home, '.cache/pm-onboard/lint'), { recursive: true, force: true });
  return again(given, ...args);
}

async function again(given: Given, ...args: string[]) {
  rmSync(notes, { force: true });
  const output = await world.spawn(['lint', ...args], { env: envOf(given) });
  const done = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
  return { output, done };
}

describe('two threads give what one gives', () => {
  test.each([
    [[]],
    [['checklists', '--format', 'sarif', '--rule', 'vague-title=off', '--rule', 'said-twice=error']],
    [['checklists', '--horizon', '2026-12-20', '--today', '2026-12-01', '--format', 'json']],
  ])('lint %s', async (args) => {
    const one = await run({ processors: 1 }, ...args);
    expect(one.done).toEqual([]);
    expect(one.output.code).toBe(1);
    expect(one.output.stdout.length).toBeGreaterThan(2_000);
    const two = await run({}, ...args);
    expect(two.output).toEqual(one.output);
    // What depends on the days to come isn't kept, and not shared.
    if (args.includes('--horizon')) expect(two.done).toEqual([]);
    else {
      expect(two.done.slice(0, 2)).toEqual(['starts', 'says']);
      expect(two.done.filter((each) => each === 'found').length).toBeGreaterThan(0);
      expect(two.done.length).toBeLessThan(programs + 2);
    }
    if (args.length > 0) return;
    const kept = await again({}, ...args);
    expect(kept.output).toEqual(one.output);
    expect(kept.done).toEqual([]);
  });
});

describe('the output is the same where the thread', () => {
  const args = ['checklists', '--format', 'json'];
  let one: Awaited<ReturnType<typeof run>> | undefined;
  const same = async (given: Given) => {
    one ??= await run({ processors: 1 }, ...args);
    const two = await run(given, ...args);
    expect(two.output).toEqual(one.output);
    expect(two.done[0]).toBe('starts');
    // What it has said is kept where it can be read.
    if (given.fault?.startsWith('say'))
      expect((await again({ processors: 1 }, ...args)).output).toEqual(one.output);
    return two.done;
  };

  test.each(Object.entries(faults))('%s', async (_, fault) => {
    await same({ fault });
  });

  test('is not to be had', async () => {
    expect(await same({ start: 'refused' })).toEqual(['starts']);
  });

  test('has too little memory', async () => {
    expect(await same({ start: 'small' })).toContain('error ERR_WORKER_OUT_OF_MEMORY');
  });
});

describe('no thread is started', () => {
  test('for little to check', async () => {
    const { done } = await run({}, ...Array.from({ length: 6 }, (_, at) => `checklists/program-${at + 1}`));
    expect(done).toEqual([]);
  });

  test('where most is kept', async () => {
    await run({ processors: 1 }, 'checklists');
    const path = join(world.folder, 'checklists/program-3/one.yaml');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# changed\n`);
    expect((await again({}, 'checklists')).done).toEqual([]);
  });

  test('to fix', async () => {
    expect((await run({}, 'checklists', '--fix', '--dry-run')).done).toEqual([]);
  });
});

test('nobody can type what the launcher is given in a thread', async () => {
  const { code, stderr } = await world.spawn(['__lint']);
  expect(code).toBe(2);
  expect(stderr).toContain('__lint');
});

describe('Ctrl-C in the middle ends it at once', () => {
  test('without a terminal', async () => {
    const env = {
      PATH: process.env['PATH'],
      HOME: world.home,
      ...envOf({ start: 'awaited', fault: faults['takes programs and says nothing'] }),
    };
    const child = spawn(process.execPath, [launcher, 'lint', 'checklists'], { cwd: world.folder, env });
    while (!existsSync(notes) || !readFileSync(notes, 'utf8').includes('says'))
      await new Promise((wake) => setTimeout(wake, 5));
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
  });

  test('at a terminal, whose line is taken away', async (context) => {
    const terminal = await Terminal.open(context, world, {
      env: envOf({ start: 'awaited', fault: faults['takes a program and never comes back'] }),
    });
    await terminal.type('pm-onboard lint checklists');
    await terminal.until(/^Checking \d+ of 12…$/m);
    await terminal.press('C-c');
    await terminal.until(/\n\$\s*$/);
    await terminal.type('echo "exit=[$?]"');
    expect(await terminal.until('exit=[130]')).not.toContain('Checking');
  });
});
