/**
 * Lays out what the bench runs in: for each build a copy of the generated data, which it may write to, and for each person a home
 * folder. Builds that shared a home folder would remove each other's compiled code.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buddyAt, hireAt, middleOf } from './generator.mjs';

/**
 * @param node the path of Node
 * @param folder of the build
 * @param base an empty folder
 * @param generator what {@link openGenerator} returns
 */
export function openWorlds({ node, folder, base, generator }) {
  const launcher = join(folder, 'bin/pm-onboard.cjs');
  const laid = new Map();
  const once = (name, lay) => {
    if (!laid.has(name))
      laid.set(
        name,
        attempted(() => lay(join(base, name.replace(/\W+/g, '-')))),
      );
    const { made, error } = laid.get(name);
    if (error) throw error;
    return made;
  };
  const copyOf = (data) =>
    once(basename(data), (place) => {
      cpSync(data, place, { recursive: true, preserveTimestamps: true });
      return place;
    });

  /** The environment of a person with these settings, in a workspace. */
  const envOf = (workspace, settings) =>
    once(`home ${basename(workspace)} ${JSON.stringify(settings)}`, (home) => {
      const config = join(home, '.config/pm-onboard');
      mkdirSync(config, { recursive: true });
      writeFileSync(join(config, 'settings.json'), JSON.stringify(settings));
      return { HOME: home, USERPROFILE: home, PM_ONBOARD_WORKSPACE: workspace, GIT_CONFIG_NOSYSTEM: '1' };
    });

  /**
   * A run of the program.
   * @param workspace its folder
   * @param args its arguments
   * @param options `as`: the settings of whoever runs it; `restore`: the files that are as they were before each run, or 'all';
   *   `cold`: without what it keeps, but for its compiled code; `settled`: long after any
   *   change of the files, and of what the first run has kept; `pipe` and `says` as in a Run
   */
  const pm = (workspace, args, { as = {}, restore, cold, settled, ...more } = {}) => {
    const env = envOf(workspace, as);
    const place = once(`state ${workspace}`, () => ({ saved: new Map(), isAll: false, isChanged: false }));
    if (restore) keep(workspace, place, restore);
    let runs = 0;
    const before = () => {
      if (place.isChanged) putBack(workspace, place);
      if (settled && (place.isChanged || runs < 2)) pause(changeTicks);
      runs += 1;
      place.isChanged = restore !== undefined;
      if (cold) forget(join(env.HOME, '.cache/pm-onboard'));
      more.before?.();
    };
    return { args: [launcher, ...args], env, cwd: workspace, ...more, before };
  };

  const perform = (run) => {
    const { status, stderr } = spawnSync(node, run.args, {
      cwd: run.cwd,
      env: { PATH: process.env.PATH, ...run.env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${run.args.slice(1).join(' ')}: ${stderr}`);
  };

  return {
    folder,
    pm,
    hires: (count, buddies = 20) => copyOf(generator.hires(count, buddies)),
    events: (count) => copyOf(generator.events(count)),
    checklists: (count) => copyOf(generator.checklists(count)),
    /** A program of so many items, which Ada began on that day. */
    items: (count, start) =>
      once(`items ${count} ${start}`, (place) => {
        cpSync(generator.items(count), place, { recursive: true });
        const people = ['--buddy', 'Grace Hopper', '--no-me', '--force'];
        perform(pm(place, ['start', '--name', 'Ada Lovelace', '--start', start, ...people]));
        return place;
      }),
    /** One hire in her second week, and a run of a checklist in which nothing is open, so that its gate is ready. */
    few: () =>
      once('few', (place) => {
        cpSync(generator.hires(1, 1), place, { recursive: true });
        const template = readFileSync(join(folder, 'checklists/templates/leave-beta.yaml'), 'utf8');
        const ids = [...template.matchAll(/^ +- id: (.+)/gm)].map(([, id]) => id);
        perform(pm(place, ['run', 'leave-beta', 'Message reminders']));
        const flags = ['--not-applicable', '--reason', 'a bench', '--run', 'message-reminders'];
        perform(pm(place, ['skip', ...ids, ...flags]));
        return place;
      }),
    /** So many hires, shared through git from the machine of whoever has these settings. */
    shared: (count, as) =>
      once(`shared ${count}`, (place) => {
        cpSync(generator.hires(count, 20), place, { recursive: true });
        const env = { PATH: process.env.PATH, ...envOf(place, as) };
        const git = (...args) => spawnSync('git', args, { cwd: place, env });
        for (const [key, value] of Object.entries(gitSettings)) git('config', '--global', key, value);
        git('init', '-q', '--bare', `${place}.git`);
        perform(pm(place, ['sync', '--init', '--remote', `${place}.git`, '--no-input'], { as }));
        return place;
      }),
    node: (args) => ({ args, env: {}, cwd: base }),
    middle: (count) => hireAt(middleOf(count)),
    ada: { me: hireAt(0).name },
    buddy: { me: buddyAt(0) },
    base,
    generator,
  };
}

/** So many milliseconds after a change of a file, the program doesn't trust its times. */
const changeTicks = 2_100;

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const gitSettings = { 'user.name': 'Lin', 'user.email': 'lin@example.com', 'init.defaultBranch': 'main' };

function attempted(make) {
  try {
    return { made: make() };
  } catch (error) {
    return { error };
  }
}

/** Keeps the bytes of files before the first run that changes them. @param restore their paths in the workspace, or 'all' */
function keep(workspace, place, restore) {
  const all = () =>
    readdirSync(workspace, { recursive: true }).filter((path) => statSync(join(workspace, path)).isFile());
  place.isAll ||= restore === 'all';
  for (const path of restore === 'all' ? all() : restore)
    if (!place.saved.has(path)) place.saved.set(path, readFileSync(join(workspace, path)));
}

function putBack(workspace, { saved, isAll }) {
  if (isAll) for (const name of readdirSync(workspace)) rmSync(join(workspace, name), { recursive: true });
  for (const [path, bytes] of saved) {
    const file = join(workspace, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes, { mode: 0o600 });
  }
}

function forget(cache) {
  const names = existsSync(cache) ? readdirSync(cache) : [];
  for (const name of names) if (name !== 'code') rmSync(join(cache, name), { recursive: true });
}
