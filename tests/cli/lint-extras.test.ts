/** The flags that make lint also look at workspaces, calendars and links, through the built program. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { tombstoneText } from '../builders.ts';
import { expectRefusal, flat } from './facts.ts';
import { type Result, World } from './world.ts';

const today = ['--today', '2026-11-23'];

let world: World;
beforeEach(() => {
  world = new World();
});

/** Writes the program into `checklists/` of the current folder. */
function write(items: string, head = ''): void {
  const folder = join(world.folder, 'checklists');
  mkdirSync(folder, { recursive: true });
  const program = `id: pm\ntitle: PM\nphases: [one]\n${head}`;
  writeFileSync(join(folder, 'program.yaml'), program);
  writeFileSync(join(folder, 'one.yaml'), `id: one\ntitle: One\ndue: week 1\nitems:\n${items}`);
}

function lint(...args: string[]): Promise<Result> {
  return world.run(['lint', '--format', 'compact', '--rule', 'vague-title=off', ...args]);
}

describe('--horizon', () => {
  it('tells where the workspace’s holidays end, in its own file, and which starts they press', async () => {
    write('- { id: a, title: A, due: workday 3, takes: 10 h }\n- { id: b, title: B, takes: 16 h }\n');
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar:\n  holidays: [2026-11-26, 2026-11-27]\n');
    expect(await lint()).toEqual({ code: 0, stdout: '', stderr: '' });
    const { code, stdout, stderr } = await lint(...today, '--horizon', '2026-12-11', 'checklists');
    expect(stdout.split('\n').map((line) => line.replace(/ \(.*$/, ''))).toEqual([
      'checklists/one.yaml:6:29: warning: a day asks for more than 8 h on 3 of 13 start days: who starts on 2026-11-23 has 10 h to do on 2026-11-24',
      'pm-onboard.yaml:2:26: warning: the holidays end on 2026-11-27, but who starts on 2026-12-11 reaches the end of the program on 2026-12-17',
      '',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { stdout: framed } = await world.run([
      'lint',
      '--rule',
      'vague-title=off',
      ...today,
      '--horizon',
      '2026-12-11',
    ]);
    expect(framed).toContain('2 |   holidays: [2026-11-26, 2026-11-27]');
    expect(framed).toContain('2 warnings in 3 files');
  });

  it('takes the options of the rule from the settings', async () => {
    write('- { id: a, title: A, due: day 1, takes: 5 h }\n');
    const settings =
      'calendar: { holidays: [2027-12-25] }\nlint: { rules: { horizon-load: { day: 4 h } } }\n';
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), settings);
    const run = () => lint(...today, '--horizon', '2026-11-23', 'checklists');
    expect((await run()).stdout).toContain('more than 4 h');
    // The second time from the cache of the settings.
    expect((await run()).stdout).toContain('more than 4 h');
  });

  it.each([
    ['2026-11-22', 'is in the past'],
    ['2026-02-30', 'is not a date'],
    ['soon', 'is not a date'],
    ['2028-12-01', 'is more than two years ahead'],
  ])('refuses %s', async (date, says) => {
    write('- { id: a, title: A }\n');
    await expectRefusal(world, ['lint', ...today, '--horizon', date], { code: 2, says: ['--horizon', says] });
  });

  it('refuses a today that is no date', async () => {
    write('- { id: a, title: A }\n');
    const args = ['lint', '--today', 'now', '--horizon', '2026-12-01'];
    await expectRefusal(world, args, { code: 2, says: ['--today', 'is not a date'] });
  });
});

describe('--against', () => {
  const workspace = () => join(world.folder, 'team');

  /** As many hires start with the program as it is now. */
  async function start(...names: string[]): Promise<void> {
    expect((await world.run(['init', workspace()])).code).toBe(0);
    writeFileSync(join(workspace(), 'pm-onboard.yaml'), 'program: ../checklists\n');
    for (const name of names) {
      const args = ['--name', name, '--start', '2026-11-23', '--no-me', '--workspace', workspace(), ...today];
      expect((await world.run(['start', ...args])).code).toBe(0);
    }
  }

  const gone = /^checklists\/one.yaml:4:1: error: the id `old` is gone, and (.*) it \(was it renamed/;

  beforeEach(async () => {
    write('- { id: old, title: Install the product }\n- { id: kept, title: Read the handbook }\n');
    await start('Ada', 'Bob');
    write('- { id: old, title: Install the product }\n- { id: kept, title: Read the book }\n');
    await start('Cay');
    write('- { id: new, title: Install the product }\n- { id: kept, title: Meet your buddy }\n');
  });

  it('counts the hires of all programs', async () => {
    const { code, stdout, stderr } = await lint('--against', 'team', 'checklists');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'pm-onboard: --against team: compared with 3 hires of 1 program\n',
    });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(gone.exec(lines[0] ?? '')?.[1]).toBe('3 hires have');
    expect(lines[1]).toContain(
      '`kept` is not what 2 hires have under that id: its title was "Read the handbook"',
    );
    expect(lines[2]).toContain('`kept` is not what 1 hire has under that id: its title was "Read the book"');
    write(
      '- { id: new, title: Install the product, formerly: [old] }\n- { id: kept, title: Read the hand book }\n',
    );
    expect(await lint('--against', 'team', 'checklists')).toMatchObject({ code: 0, stdout: '' });
  });

  it('takes a folder of compiled programs, whose hires nobody knows', async () => {
    const { code, stdout } = await lint('--against', 'team/programs', 'checklists');
    expect(code).toBe(1);
    expect(gone.exec(stdout)?.[1]).toBe('2 compiled programs have');
  });

  it('names damaged records and programs on stderr, and goes on with the others', async () => {
    const [first = '', second = '', third = ''] = readdirSync(join(workspace(), 'hires')).filter((name) =>
      name.endsWith('.json'),
    );
    const hires = join(workspace(), 'hires');
    writeFileSync(join(hires, first), 'not JSON');
    const cut = readFileSync(join(hires, second), 'utf8').replace('"kind":"started"', '"kind":"stopped"');
    writeFileSync(join(hires, second), cut);
    rmSync(join(hires, third));
    symlinkSync(join(hires, second), join(hires, third));
    const { code, stdout, stderr } = await lint('--against', 'team', 'checklists');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(4);
    for (const name of [first, second, third]) expect(stderr).toContain(name.slice(0, -'.json'.length));
    expect(stderr).toMatch(/^pm-onboard: warning: /);
  });

  it('names a pinned program that is damaged', async () => {
    for (const name of readdirSync(join(workspace(), 'programs')))
      writeFileSync(join(workspace(), 'programs', name), '{}');
    const { code, stderr } = await lint('--against', 'team', 'checklists');
    // There is no other: what can't be compared is not clean.
    expect(code).toBe(3);
    expect(stderr.match(/is damaged; --against leaves it out/g)).toHaveLength(2);
  });

  it('leaves forgotten hires out', async () => {
    for (const name of readdirSync(join(workspace(), 'hires')).filter((each) => each.endsWith('.json'))) {
      const tombstone = tombstoneText(name.slice(0, -'.json'.length));
      writeFileSync(join(workspace(), 'hires', name), tombstone);
    }
    expect(await lint('--against', 'team', 'checklists')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'pm-onboard: --against team: compared with 0 hires\n',
    });
  });

  it.each([
    ['empty', 'neither a workspace nor a folder of checklists or compiled programs'],
    ['nowhere', 'neither a folder nor a commit of a git repository'],
    ['checklists/one.yaml', 'neither a folder nor a commit of a git repository'],
  ])('refuses %s, which is neither', async (dir, words) => {
    mkdirSync(join(world.folder, 'empty'));
    const says = [`${dir} is`, words, '`HEAD`'];
    const { stderr } = await expectRefusal(world, ['lint', '--against', dir, 'checklists'], {
      code: 3,
      says: says.slice(1),
    });
    expect(flat(stderr)).toContain(`--against: ${dir}`);
  });
});

describe('--links', () => {
  interface Site {
    readonly base: string;
    readonly requests: string[];
  }

  /** Answers 404 at /gone, and 200 elsewhere. */
  async function site(): Promise<Site> {
    const requests: string[] = [];
    const server = createServer(({ method, url }, response) => {
      requests.push(`${method} ${url}`);
      response.writeHead(url === '/gone' ? 404 : 200).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.close();
    });
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
  }

  const own = ['--links', '--private-host', '127.0.0.1'];

  function allow(...hosts: string[]): void {
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      `lint: { links: { hosts: ${JSON.stringify(hosts)} } }\n`,
    );
  }

  it('reports a dead link wherever it stands, and asks each address once, a good one once a day', async () => {
    const { base, requests } = await site();
    allow('127.0.0.1');
    write(
      `- { id: a, title: A, links: [{ title: L, url: "${base}/gone" }, { title: M, url: "${base}/ok" }] }\n` +
        `- id: b\n  title: B\n  details: See [this](${base}/ok#part) or ${base}/gone.\n`,
    );
    const first = await lint(...own, 'checklists');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout.split('\n').map((line) => line.replace(/ \(.*$/, ''))).toEqual([
      'checklists/one.yaml:5:47: warning: the link leads nowhere: 404 Not Found',
      `checklists/one.yaml:8:${`  details: See [this](${base}/ok#part) or `.length + 1}: warning: the link leads nowhere: 404 Not Found`,
      '',
    ]);
    expect(requests.sort()).toEqual(['GET /gone', 'HEAD /gone', 'HEAD /ok']);
    const second = await lint(...own, 'checklists');
    expect(second.stdout).toBe(first.stdout);
    expect(requests.sort()).toEqual(['GET /gone', 'GET /gone', 'HEAD /gone', 'HEAD /gone', 'HEAD /ok']);
    const cache = join(world.home, '.cache/pm-onboard/links.json');
    writeFileSync(cache, readFileSync(cache, 'utf8').slice(0, -3));
    expect((await lint(...own, 'checklists')).stdout).toBe(first.stdout);
  });

  it('asks no private address that the caller has not named, whatever the settings list, and says so', async () => {
    const { base, requests } = await site();
    allow('127.0.0.1');
    write(`- { id: a, title: A, links: [{ title: L, url: "${base}/gone" }] }\n`);
    const { code, stdout, stderr } = await lint('--links', 'checklists');
    expect({ code, stdout, requests }).toEqual({ code: 0, stdout: '', requests: [] });
    expect(stderr).toMatch(
      /^pm-onboard: 1 link was not asked \(127\.0\.0\.1:\d+\): it leads into a private network/,
    );
  });

  it('asks only hosts on the list, and counts the others', async () => {
    const { base, requests } = await site();
    allow('*.example.org');
    write(`- { id: a, title: A, links: [{ title: L, url: "${base}/x" }, { title: M, url: "${base}/y" }] }\n`);
    const { code, stderr } = await lint('--links', 'checklists');
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
    expect(stderr).toMatch(/^pm-onboard: 2 links were not asked \(.*\): the host is not among /);
  });

  it('may be an error', async () => {
    const { base } = await site();
    allow('127.0.0.1');
    write(`- { id: a, title: A, links: [{ title: L, url: "${base}/gone" }] }\n`);
    expect((await lint(...own, '--rule', 'dead-link=error', 'checklists')).code).toBe(1);
  });

  it('refuses what is no host’s name in the settings', async () => {
    write('- { id: a, title: A }\n');
    allow('https://example.com/');
    const { code, stdout } = await world.run(['lint', '--links', 'checklists', '--format', 'compact']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^pm-onboard\.yaml:1:26: error.* must be a host's name/m);
  });

  it('is the only way to the network: without it no module of it is loaded', async () => {
    const { base, requests } = await site();
    allow('127.0.0.1');
    write(`- { id: a, title: A, links: [{ title: L, url: "${base}/gone" }] }\n`);
    const hook = join(world.home, 'hook.cjs');
    const network = '/^NativeModule (http|https|net|dns|tls|http2|dgram|internal\\/deps\\/undici.*)$/';
    writeFileSync(
      hook,
      `process.on('exit', () => require('node:fs').writeSync(2, process.moduleLoadList.filter((each) => ${network}.test(each)).join()))`,
    );
    const run = (...args: string[]) =>
      world.run(['lint', 'checklists', ...args], { env: { NODE_OPTIONS: `--require ${hook}` } });
    const plain = await run('--horizon', '2026-12-01', ...today);
    expect({ stderr: plain.stderr, requests }).toEqual({ stderr: '', requests: [] });
    expect((await run('--links')).stderr).toContain('NativeModule http');
  });
});

describe('--against compares every program', () => {
  const head = (id: string, more = '') => `id: ${id}\ntitle: The ${id} program\nphases: [one]\n${more}`;
  const one = (...ids: string[]) =>
    `id: one\ntitle: One\ndue: week 1\nitems:\n${ids.map((id) => `  - { id: ${id}, title: Do ${id} }\n`).join('')}`;
  const put = (folder: string, main: string, phase: string) => {
    mkdirSync(join(world.folder, folder), { recursive: true });
    writeFileSync(join(world.folder, folder, 'program.yaml'), main);
    writeFileSync(join(world.folder, folder, 'one.yaml'), phase);
  };
  const git = (...args: string[]) =>
    world.shell(
      `git -c user.name=A -c user.email=a@a.example -c init.defaultBranch=main ${args.map((arg) => `'${arg}'`).join(' ')}`,
    );

  beforeEach(async () => {
    await world.run(['init']);
    put('checklists/alpha', head('alpha'), one('list-puzzles', 'solve-them'));
    put('checklists/beta', head('beta'), one('other-thing', 'more-of-it'));
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/alpha\n');
  });

  async function startAda(): Promise<void> {
    const args = ['--name', 'Ada Lovelace', '--start', '2026-11-23', '--no-me', ...today];
    expect((await world.run(['start', ...args])).code).toBe(0);
  }

  it('says that there was nobody to compare with', async () => {
    expect(await lint('--against', '.')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'pm-onboard: --against .: compared with 0 hires\n',
    });
  });

  it('finds that a program is gone, whatever else changed, until it says what it was called', async () => {
    await startAda();
    put('checklists/alpha', head('gamma'), one('list-riddles', 'solve-them'));
    const { code, stdout, stderr } = await lint('--against', '.');
    expect(stdout).toBe(
      'checklists/alpha/program.yaml:1:5: error: the program `alpha` is gone, and 1 hire follows it (was it renamed? Add `formerly: [alpha]` here) [removed-program]\n',
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'pm-onboard: --against .: compared with 1 hire of 1 program\n',
    });
    put('checklists/alpha', head('gamma', 'formerly: [alpha]\n'), one('list-riddles', 'solve-them'));
    expect((await lint('--against', '.')).stdout).toMatch(
      /^checklists\/alpha\/one.yaml:4:1: error: the id `list-puzzles` is gone, and 1 hire has it .* \[removed-id\]\n$/,
    );
  });

  it('takes an item that is retired for gone by purpose', async () => {
    await startAda();
    put('checklists/alpha', head('alpha'), `retired: [list-puzzles]\n${one('solve-them')}`);
    expect(await lint('--against', '.')).toMatchObject({ code: 0, stdout: '' });
    put('checklists/alpha', head('alpha'), `retired: [list-puzzles]\n${one('list-puzzles')}`);
    expect((await lint()).stdout).toContain('the id `list-puzzles` is used already');
    const waiting = `retired: [list-puzzles]\n${one('solve-them').replace(' }', ', after: [list-puzzles] }')}`;
    put('checklists/alpha', head('alpha'), waiting);
    expect((await lint()).stdout).toContain('`list-puzzles` is retired: nobody gets it any more');
  });

  it.each([['base'], ['base/checklists'], ['base/checklists/alpha']])(
    'a folder of checklists: %s',
    async (dir) => {
      put('base/checklists/alpha', head('alpha'), one('list-puzzles', 'solve-them', 'and-more'));
      const { code, stdout, stderr } = await lint('--against', dir, 'checklists');
      expect(code).toBe(1);
      expect(stdout).toContain(`the id \`and-more\` is gone, and \`${dir}\` has it`);
      expect(stderr).toBe(`pm-onboard: --against ${dir}: compared with 1 program\n`);
    },
  );

  it('a git revision, of which nothing is run', async () => {
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-qm', 'Checklists');
    await git('config', 'core.fsmonitor', 'touch fsmonitor-ran');
    await git('config', 'filter.x.smudge', 'touch smudge-ran');
    writeFileSync(join(world.folder, '.gitattributes'), '*.yaml filter=x\n');
    put('checklists/alpha', head('alpha'), one('solve-them'));
    rmSync(join(world.folder, 'checklists/beta'), { recursive: true });
    for (const revision of ['HEAD', 'main']) {
      const { code, stdout, stderr } = await lint('--against', revision);
      expect(code).toBe(1);
      expect(stdout).toContain(`the id \`list-puzzles\` is gone, and \`${revision}\` has it`);
      expect(stdout).toContain(`the program \`beta\` is gone, and \`${revision}\` follows it`);
      expect(stderr).toBe(`pm-onboard: --against ${revision}: compared with 2 programs\n`);
    }
    // One program alone is asked for nothing of the other.
    expect((await lint('--against', 'HEAD', 'checklists/alpha')).stdout).not.toContain('beta');
    expect(readdirSync(world.folder).filter((name) => name.endsWith('-ran'))).toEqual([]);
    await expectRefusal(world, ['lint', '--against', 'origin/main'], { code: 3, says: ['git fetch'] });
    await expectRefusal(world, ['lint', '--against', '--all'], { code: 3, says: ['--all'] });
  });
});
