/**
 * A second account, and a folder or repository of a stranger: what belongs to another account is not written to, and nothing that
 * came with a folder runs, leads out of it, or has a line of another file printed. Canaries only touch a file.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { launcher, root } from '../tests/cli/home.ts';
import type { Given, Outcome, Size, Trial } from './trial.ts';

const secret = 'PIN 4711 of the neighbour';
const monday = ['--today', '2026-11-23'];
const starting = ['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--no-me', ...monday];
/** Numbers of accounts; nothing asks for their names. */
const [ada, bob, mallory] = [20_001, 20_002, 20_003] as const;

interface Told {
  readonly code: number | null;
  readonly text: string;
}

/** Counts what was tried, and keeps how the promise was broken. */
class Tally {
  readonly broken: string[] = [];
  commands = 0;
  canaries = 0;

  expect(holds: boolean, what: string): void {
    if (!holds) this.broken.push(what);
  }
}

/** A folder of a trial: a home, a place for canaries, and what must stay as it is. */
class Place {
  readonly folder: string;
  readonly #tally: Tally;

  constructor(folder: string, tally: Tally) {
    this.folder = folder;
    this.#tally = tally;
    for (const name of ['home', 'bin', 'fired', 'tree']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'home/.gitconfig'), '[user]\nname = Ada\nemail = ada@example.com\n');
  }

  at(...names: string[]): string {
    return join(this.folder, ...names);
  }

  write(path: string, text: string): string {
    const full = this.at(path);
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, text);
    return full;
  }

  run(args: readonly string[], { cwd = this.at('tree'), user = -1, home = this.at('home') } = {}): Told {
    this.#tally.commands += 1;
    const env = { PATH: `${this.at('bin')}:${process.env['PATH']}`, HOME: home, COLUMNS: '100' };
    const as = user < 0 ? {} : { uid: user, gid: user };
    const done = spawnSync(process.execPath, [launcher, ...args], { cwd, env, encoding: 'utf8', ...as });
    const text = `${done.stdout}${done.stderr}`;
    this.#tally.expect(!text.includes(secret), `${args.join(' ')} printed a line of a foreign file`);
    return { code: done.status, text };
  }

  git(folder: string, ...args: string[]): void {
    const env = { PATH: process.env['PATH'] ?? '', HOME: this.at('home'), LC_ALL: 'C' };
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: folder, env, stdio: 'ignore' });
  }

  /** The path of a program that leaves a file behind when it runs. */
  canary(name: string, path = this.at('bin', name)): string {
    this.#tally.canaries += 1;
    const file = this.at('fired', name.replaceAll('/', '-'));
    writeFileSync(path, `#!/bin/sh\n: > '${file}'\ncat >/dev/null 2>&1\nexit 0\n`, { mode: 0o755 });
    return path;
  }

  refuseFired(what: string): void {
    const fired = readdirSync(this.at('fired'));
    this.#tally.expect(fired.length === 0, `${what}: ${fired.join(', ')} ran`);
  }
}

/** A hash of everything in a folder: names, kinds, contents, modes and owners. */
function stateOf(folder: string): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const stat = lstatSync(path);
    hash.update(`${path}\n${stat.mode} ${stat.uid}\n`);
    if (stat.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (stat.isFile()) hash.update(readFileSync(path));
    else if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  if (existsSync(folder)) visit(folder);
  return hash.digest('hex');
}

function give(path: string, owner: number): void {
  chownSync(path, owner, owner);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), owner);
}

/** Root and a third account in Ada's workspace; a stranger's settings in a common folder. */
function accounts(folder: string, tally: Tally, size: Size): void {
  const place = new Place(folder, tally);
  const home = place.at('home');
  give(home, ada);
  const own = { cwd: home, home, user: ada };
  const workspace = join(home, 'team');
  tally.expect(place.run(['init', workspace], own).code === 0, 'Ada can make no workspace');
  const here = { ...own, cwd: workspace };
  tally.expect(place.run(starting, here).code === 0, 'Ada can not start');
  const writing: readonly (readonly string[])[] = [
    ['note', '1.1', 'x', ...monday],
    ['done', '1.1', ...monday],
    ['undo', ...monday],
    ['away', '--from', '2026-12-01', '--to', '2026-12-02', ...monday],
    ['start', '--name', 'Bob', '--start', '2026-11-23', '--no-me', ...monday],
    ['forget', 'ada', '--confirm', 'Ada Lovelace'],
    ['doctor', '--repair'],
    ['sync', '--init', '--remote', place.at('team.git')],
    ['init', '--checklists'],
    ['init'],
  ];
  const reading = [
    ['status'],
    ['next'],
    ['log'],
    ['team'],
    ['review', 'ada'],
    ['doctor'],
    ['plan'],
    ['lint', '.'],
  ];
  const refused = (user: number, what: string) => {
    for (const args of size === 'full' ? writing : writing.filter((_, at) => at % 3 === 0)) {
      const before = stateOf(workspace);
      const { code, text } = place.run(args, { ...here, user, home: place.at('other') });
      tally.expect(code === 3 && /belongs to/.test(text), `${what}: ${args[0]} is not refused: ${text}`);
      tally.expect(before === stateOf(workspace), `${what}: ${args[0]} wrote to it`);
    }
    tally.expect(
      place.run(['note', '1.1', 'mine', ...monday], here).code === 0,
      `${what}: Ada is locked out`,
    );
  };
  mkdirSync(place.at('other'), { mode: 0o777 });
  refused(0, 'root');
  for (const args of size === 'full' ? reading : reading.slice(5)) {
    const { code } = place.run(args, { ...here, user: 0, home: place.at('other') });
    tally.expect(code !== null && code <= (args[0] === 'lint' ? 3 : 1), `root can't read: ${args[0]}`);
  }
  for (const path of [home, workspace]) chmodSync(path, 0o777);
  for (const name of ['hires', 'programs', 'backups']) {
    if (!existsSync(join(workspace, name))) continue;
    chmodSync(join(workspace, name), 0o777);
    for (const file of readdirSync(join(workspace, name))) chmodSync(join(workspace, name, file), 0o666);
  }
  chmodSync(place.at('other'), 0o777);
  refused(bob, 'a group');

  const common = place.at('common');
  mkdirSync(join(common, 'mine'), { recursive: true });
  chmodSync(common, 0o1777);
  mkdirSync(join(common, 'hires'), { mode: 0o777 });
  chmodSync(join(common, 'hires'), 0o777);
  writeFileSync(join(common, 'pm-onboard.yaml'), 'people: {}\n');
  for (const name of ['hires', 'pm-onboard.yaml']) give(join(common, name), mallory);
  give(join(common, 'mine'), bob);
  const before = stateOf(common);
  for (const args of [['status'], starting, ['note', '1.1', 'x'], ['lint'], ['team']]) {
    const told = place.run(args, { cwd: join(common, 'mine'), user: bob, home: place.at('other') });
    tally.expect(
      told.code === 3 && /not followed/.test(told.text),
      `${args[0]} follows settings of a stranger`,
    );
  }
  tally.expect(before === stateOf(common), 'something was saved beside the settings of a stranger');
}

/** What a stranger's tree may hold: name → what makes it. All lead to `mine`, beside the tree. */
const leads: Readonly<Record<string, (place: Place) => void>> = {
  'program: ../mine': (place) => place.write('tree/pm-onboard.yaml', 'program: ../mine\n'),
  'program: an absolute path': (place) =>
    place.write('tree/pm-onboard.yaml', `program: ${place.at('mine')}\n`),
  'program: through a link': (place) => {
    symlinkSync('..', place.at('tree/up'));
    place.write('tree/pm-onboard.yaml', 'program: up/mine\n');
  },
  'checklists, a link': (place) => symlinkSync('../mine', place.at('tree/checklists')),
  'a checklist, a link': (place) => {
    mkdirSync(place.at('tree/checklists'));
    for (const name of readdirSync(place.at('mine')))
      symlinkSync(`../../mine/${name}`, place.at('tree/checklists', name));
  },
  'a calendar, a link': (place) => {
    symlinkSync('../mine/company.ics', place.at('tree/company.ics'));
    place.write('tree/pm-onboard.yaml', 'calendar: { holidays: [company.ics] }\n');
  },
};

const following: readonly (readonly string[])[] = [
  ['lint'],
  ['lint', 'checklists', '--fix'],
  ['lint', '--fix'],
  ['lint', '--format', 'json=reports/r.json'],
  starting,
  ['add', '--from', 'templates/diary.yaml', ...monday],
  ['share', '-o', 'reports/share.json', ...monday],
  ['preview', '--program', 'checklists'],
  ['lint', 'checklists'],
  ['lint', 'checklists/*.yaml', '--fix'],
  ['lint', 'up/mine', '--fix'],
  ['preview', ...monday],
  ['doctor'],
  ['team', ...monday],
  ['upgrade', '--all', '--yes', ...monday],
  ['reschedule', '--holidays', 'templates/company.ics', ...monday],
  ['doctor', '--repair'],
];
/** So many of them are tried in short. */
const shortly = 8;

/** In short, each tree is tried once, and with half of the commands. */
function folders(folder: string, tally: Tally, size: Size): void {
  for (const [at, [name, plant]] of Object.entries(leads).entries())
    for (const isGit of size === 'full' ? [false, true] : [at % 2 === 0]) {
      const place = new Place(join(folder, `${at}-${isGit}`), tally);
      cpSync(join(root, 'checklists/minimal'), place.at('mine'), { recursive: true });
      place.write('mine/diary.yaml', `secret: ${secret}   \ntitle:  ${secret}\n`);
      place.write('mine/week-1.yaml', `id: week-1\ntitle: ${secret}\nitems: ${secret}\t \n`);
      place.write('mine/company.ics', `BEGIN:VCALENDAR\n${secret}\nSUMMARY:${secret}\n`);
      place.write('out/r.json', 'mine');
      place.write('tree/pm-onboard.yaml', '');
      plant(place);
      symlinkSync('../mine', place.at('tree/templates'));
      symlinkSync('../out', place.at('tree/reports'));
      if (isGit) place.git(place.at('tree'), 'init', '--quiet');
      const before = ['mine', 'out'].map((each) => stateOf(place.at(each))).join();
      for (const args of following.slice(0, size === 'full' ? undefined : shortly)) {
        place.run(args);
        const after = ['mine', 'out'].map((each) => stateOf(place.at(each))).join();
        tally.expect(before === after, `${name}: ${args.join(' ')} wrote outside`);
      }
    }
}

const hooks = [
  'pre-commit post-commit prepare-commit-msg commit-msg pre-push post-checkout post-merge post-index-change update',
  'reference-transaction pre-receive post-receive post-update proc-receive push-to-checkout pre-auto-gc',
]
  .join(' ')
  .split(' ');

function plantHooks(place: Place, git: string, whose: string): void {
  mkdirSync(join(git, 'hooks'), { recursive: true });
  for (const hook of hooks) place.canary(`${whose}-${hook}`, join(git, 'hooks', hook));
}

/** Keys of a repository's configuration that name a program, some of which are refused and some overruled. */
const keys = [
  'core.fsmonitor core.pager core.editor sequence.editor diff.external gpg.program core.sshCommand core.gitProxy',
  'core.askPass core.alternateRefsCommand credential.helper remote.origin.uploadpack remote.origin.receivepack',
  'filter.trap.clean filter.trap.smudge filter.trap.process diff.trap.textconv diff.trap.command merge.trap.driver',
  'merge.pm-onboard.driver uploadpack.packObjectsHook gc.recentObjectsHook hook.trap.command interactive.diffFilter',
]
  .join(' ')
  .split(' ');

/** What the remote of a stranger's repository may be: name → its URL. */
const remotes: Readonly<Record<string, (place: Place) => string>> = {
  'inside, relative': (place) => bare(place, 'tree/.git/upstream.git') && '.git/upstream.git',
  'inside, absolute': (place) => bare(place, 'tree/upstream.git'),
  'inside, as a file URL': (place) => `file://${bare(place, 'tree/upstream.git')}`,
  'inside, through a link': (place) => {
    bare(place, 'tree/upstream.git');
    symlinkSync(place.at('tree'), place.at('way'));
    return '../way/upstream.git';
  },
  'beside, with hooks': (place) => bare(place, 'beside.git') && '../beside.git',
  'a helper': (place) => place.canary('git-remote-trap') && 'trap::x',
  'a helper, as a scheme': (place) => place.canary('git-remote-trap') && 'trap://x/y',
  'ext::': (place) => `ext::${place.canary('ext')} %S`,
  'rewritten to a helper': (place) => {
    place.canary('git-remote-trap');
    place.git(place.at('tree'), 'config', 'url.trap::.insteadOf', 'https://example.invalid/');
    return 'https://example.invalid/x.git';
  },
  'rewritten for pushes': (place) => {
    const url = bare(place, 'beside.git');
    place.git(place.at('tree'), 'config', `url.${url}.pushInsteadOf`, 'ssh://127.0.0.1/x.git');
    return 'ssh://127.0.0.1/x.git';
  },
};

/** A bare repository with hooks. @returns its path */
function bare(place: Place, path: string): string {
  mkdirSync(place.at(path), { recursive: true });
  place.git(place.at(path), 'init', '--quiet', '--bare', '.');
  plantHooks(place, place.at(path), 'remote');
  return place.at(path);
}

/** Every day's commands, and sharing, in a stranger's repository. */
const daily: readonly (readonly string[])[] = [
  ['init'],
  starting,
  ['status', ...monday],
  ['note', '1.1', 'seen', ...monday],
  ['team', ...monday],
  ['doctor'],
  ['lint'],
  ['sync'],
  ['sync', '--init'],
  ['sync'],
  ['sync', '--init', '--branch', 'records'],
  ['doctor', '--repair'],
];

/** Those of them that ask most of git. */
const shortDaily: typeof daily = [['init'], ['sync', '--init'], ['sync']];

function repositories(folder: string, tally: Tally, size: Size): void {
  const visit = (what: string, plant: (place: Place) => void) => {
    const place = new Place(join(folder, what.replaceAll(/[^\w]/g, '-')), tally);
    const tree = place.at('tree');
    place.git(tree, 'init', '--quiet', '--initial-branch=main');
    place.write('tree/a.txt', 'a\n');
    place.git(tree, 'add', 'a.txt');
    place.git(tree, 'commit', '--quiet', '-m', 'A');
    plant(place);
    for (const args of size === 'full' ? daily : shortDaily) place.run(args);
    place.refuseFired(what);
  };
  visit('hooks, attributes and a submodule', (place) => {
    plantHooks(place, place.at('tree/.git'), 'own');
    place.write('tree/.git/info/attributes', '* filter=trap diff=trap merge=trap\n');
    place.write('tree/.gitattributes', '* filter=trap diff=trap merge=trap\n');
    for (const key of keys.filter((each) => /^(filter|diff|merge)\./.test(each)))
      place.git(place.at('tree'), 'config', key, place.canary(key));
    mkdirSync(place.at('tree/sub'));
    place.git(place.at('tree/sub'), 'init', '--quiet');
    plantHooks(place, place.at('tree/sub/.git'), 'sub');
    place.git(place.at('tree/sub'), 'config', 'core.fsmonitor', place.canary('sub-fsmonitor'));
    place.write('tree/.gitmodules', '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n\tupdate = !false\n');
    const url = place.at('plain.git');
    mkdirSync(url);
    place.git(url, 'init', '--quiet', '--bare', '.');
    place.git(place.at('tree'), 'remote', 'add', 'origin', url);
  });
  for (const key of keys.filter((_, at) => size === 'full' || at % 7 === 0))
    visit(key, (place) => {
      const url = place.at('plain.git');
      mkdirSync(url);
      place.git(url, 'init', '--quiet', '--bare', '.');
      place.git(place.at('tree'), 'remote', 'add', 'origin', url);
      place.git(place.at('tree'), 'config', key, place.canary(key));
    });
  for (const [name, urlOf] of Object.entries(remotes))
    visit(`a remote ${name}`, (place) => {
      const url = urlOf(place);
      place.git(place.at('tree'), 'config', 'remote.origin.url', url);
      place.git(place.at('tree'), 'config', 'protocol.allow', 'always');
      place.git(place.at('tree'), 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
    });
}

const isRoot = process.geteuid?.() === 0;

/** Why no second account can be tried here; undefined if one can. */
function withoutAccounts(): string | undefined {
  if (!isRoot) return 'accounts not tried, since this is not root';
  const tried = spawnSync(process.execPath, [launcher, 'help'], { uid: bob, gid: bob, env: { HOME: '/' } });
  return tried.status === 0 ? undefined : 'accounts not tried, since others may not read this folder';
}

export const strangers: Trial = {
  name: 'strangers',
  promise:
    "what is another account's is not written to, and nothing that came with a folder runs or leads out of it",
  faults: [
    ...(isRoot
      ? [
          {
            what: 'whose a file is is not asked',
            edits: [
              {
                file: 'src/workspace/owner.ts',
                from: '  return owner !== undefined && owner !== process.geteuid?.();',
                to: '  return owner === -1;',
              },
            ],
          },
        ]
      : []),
    {
      what: 'settings may lead anywhere',
      edits: [
        {
          file: 'src/workspace/program-files.ts',
          from: 'if (isOwn || isWithin(bounds, folder)) return folder;',
          to: 'if (isOwn || bounds) return folder;',
        },
      ],
    },
    {
      what: 'links in a path are followed',
      edits: [
        {
          file: 'src/workspace/within.ts',
          from: 'if (bounds !== undefined && !isWithin(bounds, part))',
          to: 'if (bounds === part)',
        },
      ],
    },
    {
      what: 'a repository may have its remote inside',
      edits: [
        { file: 'src/sync/remote.ts', from: '  if (inside !== undefined)', to: "  if (inside === '')" },
        { file: 'src/sync/remote.ts', from: '  if (isAgreed) return;', to: '  if (name) return;' },
      ],
    },
    {
      what: 'hooks of the repository run',
      edits: [{ file: 'src/sync/git.ts', from: "  'core.hooksPath': devNull,\n", to: '' }],
    },
  ],
  missing: () => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed'),
  async run({ folder, size }: Given): Promise<Outcome> {
    const tally = new Tally();
    chmodSync(folder, 0o755);
    const without = withoutAccounts();
    if (!without) accounts(join(folder, 'accounts'), tally, size);
    folders(join(folder, 'folders'), tally, size);
    repositories(join(folder, 'repositories'), tally, size);
    const { commands, canaries, broken } = tally;
    return {
      figure: `${commands} commands in ${without ? '' : "another account's workspace, "}folders and repositories of strangers with ${canaries} canaries: ${broken.length} ran, wrote outside or told of foreign files${without ? `; ${without}` : ''}`,
      broken,
    };
  },
};
