/** The published package: its files, and that it runs without anything else installed, on every supported Node. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { launcher, root } from './cli/world.ts';
import { isFull } from './runs.ts';

/** The oldest version of each Node line in `engines`, and a recent version of the newest line. */
const supported = ['20.19.0', '22.13.0', '24.21.0'];
const tooOld = '18.20.8';

const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** The npm of each line that README speaks of, and the Node that it asks for. */
const npms = [
  ['10.9.4', 'this'],
  ['11.6.2', 'this'],
  ['12.2.2', '24.21.0'],
] as const;

/** Packing and installing by each takes a quarter of a minute; `npm test` does it by the first and the last. */
const tried = npms.filter((_, at) => isFull || at !== 1);

/** The folder where fetched Nodes are kept from run to run, which git ignores. */
const nodeCache = join(root, 'node_modules/.cache/pm-onboard-nodes');
/** Why the missing Nodes can't be fetched. */
let unreachable: string | undefined;

let base: string;
/** The paths of the files in the tarball. */
let packed: string[];
/** The folder into which the tarball is installed, as by `npm install -g`. */
let prefix: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-package-'));
  prefix = join(base, 'prefix');
  for (const name of ['prefix', 'home', 'tmp', 'cache']) mkdirSync(join(base, name));
  const tarball = pack();
  // The package has no dependencies, so installing it needs neither the network nor a filled cache.
  const flags = ['--prefix', prefix, '--cache', join(base, 'cache'), '--offline', '--no-audit', '--no-fund'];
  npm(['install', '--global', ...flags, tarball], base, ownEnv(dirname(process.execPath)));
  fetchNodes();
  fetchNpms();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Packs a copy of the tree, since packing builds `dist/` anew while other tests run it. */
function pack(): string {
  const copy = join(base, 'tree');
  for (const file of [...committed(), ...uncommitted()])
    cpSync(join(root, file), join(copy, file), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // `npm pack` may print only the name of the tarball: pre-commit, which packs the hook so, takes all output for the name.
  const out = npm(['pack', '--pack-destination', base], copy, process.env).trim();
  expect(out).toBe(`pm-onboard-${version}.tgz`);
  const strays = new Set(uncommitted());
  packed = execFileSync('tar', ['tzf', join(base, out)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''))
    .filter((path) => !strays.has(path));
  return join(base, out);
}

function committed(): string[] {
  return gitFiles('--cached');
}

/** The paths of files that aren't committed. The program may need new files already. */
function uncommitted(): string[] {
  return gitFiles('--others', '--exclude-standard');
}

function gitFiles(...flags: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', ['ls-files', ...flags, '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 200_000,
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: exit ${status}\n${error ?? stderr}`);
  return stdout;
}

/** An environment with little more than a PATH to the given Node and the system's programs. */
function ownEnv(nodeFolder: string): NodeJS.ProcessEnv {
  const path = [nodeFolder, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  return { PATH: path, HOME: join(base, 'home'), TMPDIR: join(base, 'tmp'), COLUMNS: '80' };
}

/** Runs the installed command, through its link and its first line, on the Node in a folder. */
function run(nodeFolder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, name = 'pm-onboard') {
  return spawnSync(join(prefix, 'bin', name), args, {
    cwd: join(base, 'home'),
    env: { ...ownEnv(nodeFolder), ...env },
    encoding: 'utf8',
    input: '',
  });
}

/** The folder in which the program of a Node version is kept. */
function nodeFolder(wanted: string): string {
  return wanted === 'this' ? dirname(process.execPath) : join(nodeCache, wanted, 'package/bin');
}

/** Fetches the missing Nodes from the registry, from the packages that `npm install node@…` uses. */
function fetchNodes(): void {
  const wanted = [...supported, tooOld].filter((each) => !existsSync(join(nodeFolder(each), 'node')));
  if (wanted.length === 0) return;
  const name = `node-${process.platform}-${process.arch}`;
  const flags = [
    '--loglevel=error',
    '--cache',
    join(base, 'cache'),
    '--fetch-retries=1',
    '--pack-destination',
    base,
  ];
  try {
    npm(['pack', ...flags, ...wanted.map((each) => `${name}@${each}`)], base, process.env);
    for (const each of wanted) {
      const folder = join(nodeCache, each);
      mkdirSync(folder, { recursive: true });
      execFileSync('tar', ['xzf', join(base, `${name}-${each}.tgz`), '-C', folder, 'package/bin/node']);
    }
  } catch (error) {
    const why = /npm error code (\S+)/.exec(String(error))?.[1] ?? String(error);
    unreachable = `the registry can't be reached for ${name}: ${why}`;
  }
}

/** Fetches the missing npms from the registry, whose packages hold all that they need. */
function fetchNpms(): void {
  const wanted = npms.map(([each]) => each).filter((each) => !existsSync(npmProgram(each)));
  if (wanted.length === 0) return;
  const flags = [
    '--loglevel=error',
    '--cache',
    join(base, 'cache'),
    '--fetch-retries=1',
    '--pack-destination',
    base,
  ];
  try {
    npm(['pack', ...flags, ...wanted.map((each) => `npm@${each}`)], base, process.env);
    for (const each of wanted) {
      const folder = join(nodeCache, `npm-${each}`);
      mkdirSync(folder, { recursive: true });
      execFileSync('tar', ['xzf', join(base, `npm-${each}.tgz`), '-C', folder]);
    }
  } catch (error) {
    const why = /npm error code (\S+)/.exec(String(error))?.[1] ?? String(error);
    unreachable = `the registry can't be reached for npm: ${why}`;
  }
}

/** The program of an npm version, to be run by Node. */
function npmProgram(wanted: string): string {
  return join(nodeCache, `npm-${wanted}`, 'package/bin/npm-cli.js');
}

/** The folder of a Node version; skips the test if the version can't be had. */
function nodeFor({ skip }: TestContext, wanted: string): string {
  const folder = nodeFolder(wanted);
  if (!existsSync(join(folder, 'node'))) skip(unreachable);
  return folder;
}

describe('the tarball', () => {
  it('holds the program, its checklists and its papers, nothing else', () => {
    const papers = ['ARCHITECTURE.md', 'CHANGELOG.md', 'README.md', 'docs'].filter((name) =>
      existsSync(join(root, name)),
    );
    const top = [...new Set(packed.map((path) => path.split('/')[0]))].sort();
    expect(top).toEqual(
      ['LICENSE', 'bin', 'checklists', 'dist', 'handbook', 'package.json', 'schema', ...papers].sort(),
    );
    const kinds =
      /\.(cjs|mjs|yaml|md|json)$|^docs\/report\.png$|^docs\/pictures\/[a-z-]+\.svg$|^LICENSE$|^dist\/pm-onboard\.1$|NOTICES\.txt$/;
    expect(packed.filter((path) => !kinds.test(path))).toEqual([]);
    expect(packed).toContain('bin/pm-onboard.cjs');
    expect(packed).toContain('dist/main.cjs');
    expect(packed).toContain('dist/plain.cjs');
    expect(packed).toContain('dist/mine.cjs');
    expect(packed).toContain('dist/gate.cjs');
    expect(packed).toContain('dist/complete.cjs');
    expect(packed).toContain('dist/lint.cjs');
    expect(packed).toContain('dist/completion.json');
    expect(packed.filter((path) => path.startsWith('dist/chunks/')).length).toBeGreaterThan(5);
    expect(packed.filter((path) => path.startsWith('checklists/product-manager/'))).toHaveLength(7);
  });

  it('holds every page that the README links to', () => {
    const links = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g);
    const pages = [...links].map(([, page = '']) => page);
    expect(pages.filter((page) => !packed.some((path) => path === page || path.startsWith(page)))).toEqual(
      [],
    );
  });

  it('names every package whose code is in it, with its licence', () => {
    const sources = committed().filter((file) => /^src\/.*\.ts$/.test(file));
    const imported = sources.flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /^(?:import|export) (?!type).*? from '((?:@[^/']+\/)?[^@./'][^/']*)/gms,
        ),
      ]
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('node:')),
    );
    const installed = join(prefix, 'lib/node_modules/pm-onboard/dist/THIRD-PARTY-NOTICES.txt');
    const [, ...notices] = readFileSync(installed, 'utf8').split(/^-{80}$/m);
    const named = notices.map((notice) => /^(\S+) \d+\.\d+\.\d+/.exec(notice.trim())?.[1]);
    expect(new Set(imported).size).toBeGreaterThan(5);
    // Packages that these packages import are named too.
    for (const name of [...imported, 'fast-string-width', '@inquirer/core']) expect(named).toContain(name);
    for (const notice of notices) expect(notice).toMatch(/Copyright|permission/i);
  });

  it('has the man page, and its install puts it where man looks', () => {
    expect(packed).toContain('dist/pm-onboard.1');
    expect(packed).toContain('docs/commands/README.md');
    const linked = join(prefix, 'share/man/man1/pm-onboard.1');
    expect(realpathSync(linked)).toBe(
      join(realpathSync(prefix), 'lib/node_modules/pm-onboard/dist/pm-onboard.1'),
    );
    expect(readFileSync(linked, 'utf8')).toContain(`"pm\\-onboard ${version}"`);
  });

  it('shows the man page by its name', ({ skip }) => {
    const ask = (...args: string[]) =>
      spawnSync('man', args, {
        env: { ...ownEnv(dirname(process.execPath)), MANPATH: join(prefix, 'share/man') },
        encoding: 'utf8',
      });
    if (ask('--version').error) skip('man is not installed: apt-get install man-db groff');
    const { status, stdout, stderr } = ask('pm-onboard');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('pm-onboard, pmo - ');
  });

  it('installs to one package without dependencies, its command executable', () => {
    const installed = join(prefix, 'lib/node_modules');
    expect(existsSync(join(installed, 'pm-onboard/node_modules'))).toBe(false);
    expect(
      JSON.parse(readFileSync(join(installed, 'pm-onboard/package.json'), 'utf8')).dependencies,
    ).toBeUndefined();
    for (const name of ['pm-onboard', 'pmo'])
      expect(statSync(join(prefix, 'bin', name)).mode & 0o111, name).toBe(0o111);
  });
});

describe.each(['this', ...supported])('on %s Node', (wanted) => {
  it('runs, installed, with nothing else there', (context) => {
    const node = nodeFor(context, wanted);
    const home = join(base, `home-${wanted}`);
    mkdirSync(home);
    const ok = (...args: string[]) => {
      const { status, stdout, stderr } = run(node, ['--today', '2026-11-24', ...args], { HOME: home });
      expect(stderr, args.join(' ')).not.toMatch(/warning|error/i);
      expect(status, stderr).toBe(0);
      return stdout;
    };
    expect(ok('--version')).toBe(`${version}\n`);
    expect(ok('help', '--all')).toContain('Setting up:');
    expect(ok('demo')).toContain('Ada Lovelace');
    const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
    const started = ok('start', '--name', 'Joan Clarke', '--start', '2026-11-23', ...people, '--me');
    expect(started).toContain('Joan Clarke');
    ok('done', 'meet-manager');
    expect(ok('status')).toContain('Joan Clarke');
    // The short name, alone and with a short form, through the smaller bundle and its compiled code.
    for (const args of [[], ['s'], []])
      expect(run(node, args, { HOME: home }, 'pmo')).toMatchObject({
        ...{ status: 0, stderr: '' },
        stdout: run(node, ['status'], { HOME: home }).stdout,
      });
    expect(JSON.parse(ok('status', '--json')).progress.done).toBe(1);
    expect(ok('log')).toContain('Meet your manager');
    ok('undo');
    expect(JSON.parse(ok('status', '--json')).progress.done).toBe(0);
  });
});

describe('the launcher', () => {
  /** Runs the launcher with another value of `process.versions.node`. */
  function launchAs(claimed: string) {
    const disguise = join(base, `as-${claimed}.cjs`);
    writeFileSync(
      disguise,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${claimed}' } });`,
    );
    const env = ownEnv(dirname(process.execPath));
    return spawnSync(process.execPath, ['--require', disguise, launcher, '--version'], {
      env,
      encoding: 'utf8',
    });
  }

  it.each(['16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1'])(
    'refuses Node %s in one sentence',
    (claimed) => {
      const { status, stdout, stderr } = launchAs(claimed);
      expect(status).toBe(3);
      expect(stdout).toBe('');
      expect(stderr).toContain(`Node ${claimed}`);
      expect(stderr).toContain('20.19');
      expect(stderr.trim().split('\n')).toHaveLength(2);
    },
  );

  it.each(['20.19.0', '20.20.2', '22.13.0', '24.0.0', '25.1.0', '30.0.0'])('takes Node %s', (claimed) => {
    expect(launchAs(claimed)).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  it('says in one line which flag of Node is missing where --permission forbids what it does', (context) => {
    const node = join(nodeFor(context, '24.21.0'), 'node');
    const home = mkdtempSync(join(base, 'permission-'));
    const launch = (flags: readonly string[], ...args: string[]) =>
      spawnSync(node, ['--permission', ...flags, launcher, ...args], {
        cwd: home,
        env: ownEnv(dirname(node)),
        encoding: 'utf8',
      });
    const unread = launch([], 'status');
    expect(unread).toMatchObject({ status: 3, stdout: '' });
    expect(unread.stderr).toBe(
      `pm-onboard: --permission forbids to read ${join(root, 'bin/names.json')}: add --allow-fs-read=${root}\n`,
    );
    const unwritten = launch(['--allow-fs-read=*'], 'init', join(home, 'team'));
    expect(unwritten).toMatchObject({ status: 3, stdout: '' });
    expect(unwritten.stderr).toContain('--allow-fs-write');
    expect(unwritten.stderr).not.toContain('internal error');
  });

  it('means what package.json says', () => {
    expect(engines.node).toBe('^20.19.0 || ^22.13.0 || >=24.0.0');
  });

  it(`refuses a real Node ${tooOld}`, (context) => {
    const { status, stdout, stderr } = run(nodeFor(context, tooOld), ['status']);
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^pm-onboard: Node 18\.20\.8 is too old or not supported\n {2}use Node 20\.19/);
  });
});

describe.each(tried)('by npm %s', (wanted, node) => {
  /** A clone, after `npm ci` there: what is committed or can be, with what builds it, and built. */
  let clone: string;
  let own: (...args: string[]) => { status: number | null; out: string };

  beforeAll(() => {
    clone = mkdtempSync(join(base, 'clone-'));
    for (const file of [...committed(), ...uncommitted()])
      cpSync(join(root, file), join(clone, file), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  });

  beforeEach((context) => {
    const nodes = nodeFor(context, node);
    if (!existsSync(npmProgram(wanted))) context.skip(unreachable);
    own = (...args) => {
      const flags = ['--cache', join(base, 'cache'), '--offline', '--no-audit', '--no-fund'];
      const env = { ...ownEnv(nodes), HOME: clone };
      const { status, stdout, stderr } = spawnSync(
        join(nodes, 'node'),
        [npmProgram(wanted), ...args, ...flags],
        { cwd: clone, env, encoding: 'utf8' },
      );
      return { status, out: stdout + stderr };
    };
  });

  const installed = () => {
    const { status, stdout, stderr } = spawnSync(join(clone, 'prefix/bin/pm-onboard'), ['--version'], {
      encoding: 'utf8',
    });
    return { status, out: stdout + stderr };
  };

  it('a clone is installed once it is built, and says so where it is not', () => {
    // npm 12 runs no script of what it installs, and lets an unbuilt clone through; the others would build it here.
    if (wanted.startsWith('12')) {
      const early = own('install', '--global', '--prefix', join(clone, 'prefix'), '.');
      expect(early.status, early.out).toBe(0);
      const out = `pm-onboard: not built: run \`npm ci\` in ${realpathSync(clone)}\n`;
      expect(installed()).toEqual({ status: 3, out });
    }
    cpSync(join(root, 'dist'), join(clone, 'dist'), { recursive: true });
    const { status, out } = own('install', '--global', '--prefix', join(clone, 'prefix'), '.');
    expect(status, out).toBe(0);
    expect(installed()).toEqual({ status: 0, out: `${version}\n` });
  });

  it('a tarball is made and installed without a warning, and leaves the clone as it was', () => {
    const before = readFileSync(join(clone, 'package.json'), 'utf8');
    const packed = own('pack');
    expect(packed.status, packed.out).toBe(0);
    expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(before);
    const { status, out } = own(
      'install',
      '--global',
      '--prefix',
      join(clone, 'prefix'),
      `./pm-onboard-${version}.tgz`,
    );
    expect(status, out).toBe(0);
    expect(out).not.toMatch(/warn|prepare/);
    expect(installed()).toEqual({ status: 0, out: `${version}\n` });
  });
});

describe('what is committed', () => {
  it('has a lock file that names no host to load from', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const packages = Object.entries<{ resolved?: string; integrity?: string }>(lock.packages);
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([path, { integrity }]) => path !== '' && !integrity)).toEqual([]);
  });

  it('names no place of the machine that it was written on, and no registry', () => {
    const registry = new URL(npm(['config', 'get', 'registry'], root, process.env).trim()).host;
    const places = [
      ...[root, homedir()].filter((path) => path.length > 1).map((path) => `${path}/`),
      ['registry', 'npmjs', 'org'].join('.'),
      registry,
    ];
    const found = committed().flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return places.filter((place) => text.includes(place)).map((place) => `${file}: ${place}`);
    });
    expect(found).toEqual([]);
  });
});
