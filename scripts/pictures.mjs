/**
 * `npm run pictures`: makes the pictures of docs/pictures anew, of what the built program prints to sample people on sample days.
 * `makePictures` makes them without writing; a test compares.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columns, terminalPicture } from './terminal-picture.mjs';

const root = resolve(import.meta.dirname, '..');
export const folder = join(root, 'docs/pictures');

const [ada, grace, alan] = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'];

/**
 * File name → the day, who types, the command, and what a picture shows, in words. They are taken one after the other; `before`
 * is what Ada records before, unless it says who. The command is shown without the day and the name. `own` is her own folder,
 * `demo` a throwaway workspace, `drafts` one of checklists with mistakes.
 */
const scenes = {
  'first-day': {
    place: 'own',
    as: ada,
    today: '2026-11-23',
    before: [['start', '--name', ada, '--start', '2026-11-23', '--buddy', grace, '--manager', alan, '--me']],
    command: ['status'],
    words:
      'A status on the first day: what to do today with how long it takes and whom it is with, what to book, what others owe, and the command for the next step.',
  },
  behind: {
    place: 'demo',
    as: ada,
    today: '2026-12-08',
    before: [
      ['config', 'set', 'hire', 'Ada'],
      ['assign', '--role', 'csm', '--to', 'Hedy Lamarr'],
      ['book', '3.4', '--on', '2026-12-08', '--at', '10:00'],
    ],
    command: ['status'],
    words:
      'A status on day 9 with three late steps: what to catch up on today, when it will all be done, and the command to enter what was done earlier.',
  },
  buddy: {
    place: 'demo',
    as: grace,
    today: '2026-12-08',
    before: [['ask', 'Who decides on release dates?', '--today', '2026-12-04']],
    command: ['review', 'Ada'],
    words:
      'What a buddy reads before a 1:1: a question to answer, what went well, what is stuck and what comes next.',
  },
  team: {
    place: 'demo',
    as: alan,
    today: '2026-12-08',
    before: [['review', 'Katherine', '--finish', '--as', grace, '--today', '2026-12-03']],
    command: ['team'],
    words: 'Three new hires in a table, a line each: day and pace, what is done, what is late, who waits.',
  },
  lint: {
    place: 'drafts',
    as: alan,
    today: '2026-12-08',
    before: [],
    command: ['lint'],
    words: 'Problems in a checklist, each with file, line, the text that is wrong and how to put it right.',
  },
};

/** @returns file name → SVG, made of what the built program prints now */
export async function makePictures() {
  const base = mkdtempSync(join(tmpdir(), 'pm-onboard-pictures-'));
  try {
    for (const name of ['home', 'own']) mkdirSync(join(base, name));
    const run = programIn(base);
    const places = { own: join(base, 'own'), demo: demoIn(base, run), drafts: draftsIn(base, run) };
    const made = new Map();
    for (const [name, scene] of Object.entries(scenes)) {
      const { as, today, command, words } = scene;
      const place = { cwd: places[scene.place], as, today };
      for (const args of scene.before) run({ ...place, as: ada }, args);
      const output = run(place, [...command, '--color', 'always'], command[0] === 'lint' ? 1 : 0);
      const typed = ['pm-onboard', ...command].join(' ');
      made.set(`${name}.svg`, await terminalPicture({ title: typed, words, command: typed, output }));
    }
    return made;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Runs the built program. @returns what it printed. @throws Error where it exits with another code */
function programIn(base) {
  const env = { PATH: process.env.PATH, HOME: join(base, 'home'), TMPDIR: base, TZ: 'UTC', LANG: 'C.UTF-8' };
  return ({ cwd, as, today }, args, code = 0) => {
    const [name, ...others] = args;
    const all = [join(root, 'bin/pm-onboard.cjs'), name, '--as', as, '--today', today, ...others];
    const options = { cwd, env: { ...env, COLUMNS: String(columns) }, encoding: 'utf8' };
    const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
    if (status !== code) throw new Error(`${args.join(' ')}: exit ${status}\n${stderr}${stdout}`);
    return stdout;
  };
}

/** The folder of a workspace with sample hires. */
function demoIn(base, run) {
  run({ cwd: base, as: alan, today: scenes.team.today }, ['demo']);
  return join(
    base,
    readdirSync(base).find((name) => name.startsWith('pm-onboard-demo-')),
  );
}

/** The folder of checklists in which somebody has mistyped a key and an id. */
function draftsIn(base, run) {
  run({ cwd: base, as: alan, today: scenes.lint.today }, ['init', 'drafts', '--checklists=minimal']);
  const file = join(base, 'drafts/checklists/minimal/month-1.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace('details:', 'detials:').replace('[listen-to-customers]', '[listen-to-customer]'),
  );
  return join(base, 'drafts');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await makePictures();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, svg] of made) {
    writeFileSync(join(folder, name), svg);
    console.log(`docs/pictures/${name}: ${Buffer.byteLength(svg)} bytes`);
  }
}
