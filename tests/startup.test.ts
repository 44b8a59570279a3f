/**
 * People notice how long a command takes to start, so the everyday commands load little. Times vary too much for a test, so
 * this test compares the loaded modules with a list. `npm run bench` measures the times.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hookAhead } from './cli/clock.ts';
import { root } from './cli/world.ts';

/** The modules that the launcher and the bundle load, each with the reason why it is worth its time. */
const wanted: Record<string, string> = {
  'node:path': 'joins paths',
  'node:fs': 'reads and writes records',
  'node:os': 'the name of the user; where the temporary folder is',
  'node:crypto': 'new events are named by their hash, what has changed is checked by it',
  'node:process': 'commander imports it by name; it is loaded anyway',
  'node:buffer': 'tells whether a file is UTF-8; it is loaded anyway',
  'node:events': 'a commander command is an EventEmitter; it is loaded anyway',
  'node:vm': 'the launcher runs the bundle with the compiled code that it has kept',
};

/** Built-in modules that Node itself loads for the wanted ones. A module that Node newly loads shows up here. */
const pulledIn: Record<string, string> = {
  crypto: 'asked for',
  os: 'asked for',
  vm: 'asked for',
  process: 'asked for',
  stream: 'crypto has streams',
  'stream/promises': 'stream has it',
  string_decoder: 'stream has it',
  diagnostics_channel: 'stream has it',
  perf_hooks: 'the lock measures how long it waits',
};

/** The packages in `main.cjs`; the other bundles have fewer. */
const bundled = [
  'chalk',
  'commander',
  'date-fns',
  'fast-string-truncated-width',
  'fast-string-width',
  'fast-wrap-ansi',
  'fastest-levenshtein',
];

const bundles = ['main.cjs', 'plain.cjs', 'mine.cjs', 'gate.cjs', 'complete.cjs', 'short.cjs'];

const everyday: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--json'],
  ['next'],
  ['show', 'learn-team'],
  [],
  ['s'],
  ['mine'],
  ['m'],
  ['--version'],
  ['done', 'learn-team', '--note', 'at last'],
  ['count', 'spot-docs-flaws'],
  ['note', 'install-product', 'two installers?'],
  ['ask', 'who decides?'],
];

/**
 * A hook that notes which modules are requested and loaded, and which records are opened, and writes them to the file named by
 * LOADED at the end.
 */
const hook = `
const Module = require('node:module');
const fs = require('node:fs');
const records = [];
const open = fs.openSync;
fs.openSync = (path, ...rest) => {
  if (/\\bhires.h[0-9a-f]{8}\\.json$/.test(path)) records.push(path);
  return open(path, ...rest);
};
const asked = [];
const load = Module._load;
Module._load = function (request, ...rest) {
  asked.push(request);
  return load.call(this, request, ...rest);
};
const get = process.getBuiltinModule;
process.getBuiltinModule = (id) => {
  asked.push(id);
  return get(id);
};
process.on('exit', () => {
  const builtIn = process.moduleLoadList.filter((each) => each.startsWith('NativeModule ')).map((each) => each.slice(13));
  require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify({ asked, records, builtIn: builtIn.filter((each) => !each.startsWith('internal/')) }));
});
`;

interface Loaded {
  readonly asked: readonly string[];
  readonly records: readonly string[];
  readonly builtIn: readonly string[];
}

let base: string;
/** The folder of a copy of the package without the parts that other commands load. */
let copy: string;
/** The modules that Node loads for an empty file. */
let nothing: Loaded;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-startup-'));
  copy = join(base, 'package');
  for (const part of ['bin', 'dist', 'checklists', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  mkdirSync(join(base, 'home'));
  writeFileSync(join(base, 'hook.cjs'), hook);
  writeFileSync(join(base, 'empty.cjs'), '');
  writeFileSync(join(base, 'ahead.cjs'), hookAhead);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  run(['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', ...people, '--me']);
  run(['run', 'leave-beta', 'Reminders']);
  run(['skip', ...leaveBeta(), '--not-applicable', '--reason', 'a trial', '--run', 'reminders']);
  // The first run after a change of pm-onboard.yaml parses the file; later runs read the cached result.
  run(['status']);
  for (const part of ['chunks', 'others.cjs']) renameSync(join(copy, 'dist', part), join(base, part));
  nothing = loadedBy(join(base, 'empty.cjs'), []);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The ids of the items of that template. */
function leaveBeta(): string[] {
  const text = readFileSync(join(root, 'checklists/templates/leave-beta.yaml'), 'utf8');
  return [...text.matchAll(/^ +- id: (.+)/gm)].map(([, id = '']) => id);
}

function node(args: readonly string[]) {
  const env = {
    HOME: join(base, 'home'),
    PATH: process.env['PATH'] ?? '',
    LOADED: join(base, 'loaded.json'),
  };
  return spawnSync(process.execPath, args, {
    cwd: base,
    env,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function ahead(): string[] {
  return ['--require', join(base, 'ahead.cjs')];
}

/** Removes what `status` and `next` have printed. */
function forgetScreens(): void {
  rmSync(join(base, 'home/.cache/pm-onboard/kept'), { recursive: true, force: true });
}

function run(args: readonly string[], first = ['--today', '2026-11-24']): string {
  const { status, stdout, stderr } = node([...ahead(), join(copy, 'bin/pm-onboard.cjs'), ...first, ...args]);
  if (status !== 0) throw new Error(`pm-onboard ${args.join(' ')}: exit ${status}\n${stderr}`);
  return stdout;
}

function loadedBy(file: string, args: readonly string[]): Loaded {
  const { status, stderr } = node([...ahead(), '--require', join(base, 'hook.cjs'), file, ...args]);
  expect(stderr, args.join(' ')).not.toMatch(/chunk|others\.cjs|Cannot find/i);
  expect(status, stderr).toBe(0);
  return JSON.parse(readFileSync(join(base, 'loaded.json'), 'utf8'));
}

describe('what the everyday commands load', () => {
  it.each(everyday.map((args) => [args.join(' '), args] as const))('%s: a short list', (_, args) => {
    const { asked, builtIn } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), ['--today', '2026-11-24', ...args]);
    // The requests for the launcher itself and those of the hook at the end don't count.
    const own = asked.slice(1, asked.lastIndexOf('node:fs'));
    expect([...new Set(own)].filter((each) => !Object.hasOwn(wanted, each))).toEqual([]);
    const extra = builtIn.filter((each) => !nothing.builtIn.includes(each));
    expect(extra.filter((each) => !Object.hasOwn(pulledIn, each))).toEqual([]);
  });

  it.each(['status', 'next', 'show learn-team', '', 's', 'n'])(
    '"%s": no hash where nothing has changed',
    (line) => {
      const args = line.split(' ').filter((word) => word !== '');
      run(args);
      const { builtIn } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), args);
      expect(builtIn).not.toContain('crypto');
    },
  );

  it.each(['status', 'next', '', 's', 'n'])('"%s": the record of whoever acts, once', (word) => {
    forgetScreens();
    const { records } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), word ? [word] : []);
    expect(records).toHaveLength(1);
  });

  it.each(['status', 'next', 's', 'n'])(
    '"%s": no record where nothing has changed since it was printed',
    (word) => {
      // The first time only says that the command was run.
      for (let time = 0; time < 2; time += 1) run([word], []);
      expect(loadedBy(join(copy, 'bin/pm-onboard.cjs'), [word]).records).toEqual([]);
    },
  );

  it('run check: the same list and no hash, from a bundle of its own', () => {
    const args = ['run', 'check', 'reminders'];
    run(args);
    const { asked, builtIn } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), args);
    const own = asked.slice(1, asked.lastIndexOf('node:fs'));
    expect([...new Set(own)].filter((each) => !Object.hasOwn(wanted, each))).toEqual([]);
    expect(builtIn).not.toContain('crypto');
    expect(asked).not.toContain('node:events');
    // A flag that its own bundle doesn't read leads through the larger one.
    expect(loadedBy(join(copy, 'bin/pm-onboard.cjs'), [...args, '--as', 'Ada']).asked).toContain(
      'node:events',
    );
  });

  it.each([
    ['commands', ['']],
    ['flags', ['done', '--']],
    ['hires', ['status', '']],
    ['items', ['done', '']],
    ['runs', ['status', '--run', '']],
    ['programs', ['start', '--program', '']],
  ])('__complete, for %s: the same list, from a bundle of its own, and no hash', (_, words) => {
    const { asked, builtIn } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), ['__complete', 'zsh', ...words]);
    const own = asked.slice(1, asked.lastIndexOf('node:fs'));
    expect([...new Set(own)].filter((each) => !Object.hasOwn(wanted, each))).toEqual([]);
    expect(asked).not.toContain('node:events');
    expect(builtIn).not.toContain('crypto');
  });

  it('status --short: the same list, no hash, and no record where nothing has changed', () => {
    const args = ['status', '--short'];
    const short = () => {
      const { status, stdout, stderr } = node([
        ...[...ahead(), '--require', join(base, 'hook.cjs')],
        ...[join(copy, 'bin/pm-onboard.cjs'), ...args],
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return { stdout, loaded: JSON.parse(readFileSync(join(base, 'loaded.json'), 'utf8')) as Loaded };
    };
    const anew = short();
    expect(anew.loaded.records).toHaveLength(1);
    const { stdout, loaded } = short();
    expect(stdout).toBe(anew.stdout);
    expect(loaded.records).toEqual([]);
    const own = loaded.asked.slice(1, loaded.asked.lastIndexOf('node:fs'));
    expect([...new Set(own)].sort()).toEqual(['node:fs', 'node:path', 'node:vm']);
    expect(loaded.builtIn).not.toContain('crypto');
  });

  it('is the whole list: nothing stands in it that is not loaded', () => {
    const { asked } = loadedBy(join(copy, 'bin/pm-onboard.cjs'), ['note', 'learn-team', 'a word']);
    expect(Object.keys(wanted).filter((each) => !asked.includes(each))).toEqual([]);
  });

  it('is the same for the program’s name alone and the short forms, which load the smaller bundle', () => {
    const loaded = (...args: string[]) => {
      forgetScreens();
      return loadedBy(join(copy, 'bin/pm-onboard.cjs'), args);
    };
    // What the writing commands above have changed is verified first.
    run(['status']);
    for (const args of [['s'], ['today']]) expect(loaded(...args)).toEqual(loaded('status'));
    const alone = loaded();
    expect(alone.asked).not.toContain('node:events');
    expect(alone.builtIn).toEqual(loaded('status').builtIn);
    expect(loaded('n')).toEqual(loaded('next'));
    // commander, which the larger bundle begins with, asks for it.
    expect(loaded('status', '--all').asked).toContain('node:events');
    expect(loaded('status').asked).not.toContain('node:events');
  });

  it('is not in a part: the other commands fail without theirs, and say that it is not the fault of who typed', () => {
    const { status, stderr } = node([join(copy, 'bin/pm-onboard.cjs'), 'log']);
    expect(stderr).toContain('others.cjs');
    expect(stderr).toMatch(/^pm-onboard: internal error:/);
    expect(stderr).toContain('DEBUG=pm-onboard');
    expect(status).toBe(3);
  });
});

describe('the everyday bundles', () => {
  it('are made of these packages and no other', () => {
    const metafile = join(base, 'meta.json');
    const outdir = join(base, 'fresh');
    const args = ['scripts/build.mjs', '--outdir', outdir, '--metafile', metafile];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    const packagesIn = (name: string) => {
      const [, bundle] = Object.entries(outputs).find(([path]) => path.endsWith(name)) ?? [];
      const packages = Object.keys(bundle?.inputs ?? {}).flatMap(
        (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
      );
      return [...new Set(packages)].sort();
    };
    expect(packagesIn('main.cjs')).toEqual(bundled);
    const without = (...names: string[]) => bundled.filter((each) => !names.includes(each));
    expect(packagesIn('mine.cjs')).toEqual(without('commander'));
    expect(packagesIn('gate.cjs')).toEqual(without('commander'));
    for (const name of ['complete.cjs', 'short.cjs']) expect(packagesIn(name)).toEqual(['date-fns']);
    // Nothing can be mistyped where no word is typed.
    expect(packagesIn('plain.cjs')).toEqual(without('commander', 'fastest-levenshtein'));
    // lint.cjs has of zod what is used (`import * as z`), and not how pm-onboard.yaml and programs of others are checked.
    const [, { inputs = {} } = {}] =
      Object.entries(outputs).find(([path]) => path.endsWith('lint.cjs')) ?? [];
    expect(Object.keys(inputs).filter((path) => path.includes('zod/v4/locales/'))).toEqual([
      'node_modules/zod/v4/locales/en.js',
    ]);
    for (const source of ['lint/settings.ts', 'program/compiled.ts', 'workspace/parse-config.ts'])
      expect(Object.keys(inputs)).not.toContain(`src/${source}`);
    // YAML, zod and inquirer are in the parts.
    const chunks = [
      'others.cjs',
      ...readdirSync(join(outdir, 'chunks')).map((name) => join('chunks', name)),
    ].map((name) => readFileSync(join(outdir, name), 'utf8'));
    for (const word of ['YAMLParseError', 'ZodError', 'ExitPromptError']) {
      expect(
        chunks.some((text) => text.includes(word)),
        word,
      ).toBe(true);
      for (const name of bundles)
        expect(readFileSync(join(outdir, name), 'utf8').includes(word), word).toBe(false);
    }
    // The bundles that the other tests run must be built from the present sources.
    for (const name of bundles)
      expect(
        readFileSync(join(outdir, name), 'utf8') === readFileSync(join(root, 'dist', name), 'utf8'),
        'dist/ is stale: npm run build',
      ).toBe(true);
  });

  it.each([
    ['main.cjs', 348],
    ['plain.cjs', 182],
    ['mine.cjs', 166],
    ['gate.cjs', 145],
    ['complete.cjs', 83],
    ['short.cjs', 27],
  ])('%s is small, and plain ASCII, so that a character of it takes one byte of memory', (name, most) => {
    const bytes = readFileSync(join(root, 'dist', name));
    expect(bytes.every((byte) => byte < 128)).toBe(true);
    expect(bytes.length).toBeLessThan(most * 1024);
  });
});
