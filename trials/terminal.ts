/** Hostile text in every field, through every command and every output, piped and on a terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyRecord, formatRecord, parseRecord } from '../src/progress/record.ts';
import { withFacts } from '../src/progress/stamp.ts';
import { quoted } from '../src/shell.ts';
import { Home, launcher } from '../tests/cli/home.ts';
import { all, attacks, dangerous, hostileFacts } from '../tests/cli/hostile.ts';
import { each, type Given, type Outcome, type Trial } from './trial.ts';

type Command = readonly [args: readonly string[], code: number];

const lintFormats = [
  ...['text', 'compact', 'json', 'github', 'sarif', 'gitlab', 'junit', 'checkstyle', 'rdjson'],
];

const eve = 'h00000bad';

/** What only looks, or is refused; in any order. */
const reading: readonly Command[] = [
  ...['', '--json', '--markdown'].flatMap((format): Command[] => {
    const flags = format === '' ? [] : [format];
    return [
      [['status', ...flags], 0],
      [['status', eve, ...flags], 0],
      [['next', '-n', '99', ...flags], 0],
      [['review', 'Ada', '--as', 'Alan', ...flags], 0],
      [['review', 'Ada', '--as', attacks.bidi, ...flags], 0],
      [['team', ...flags], 0],
      [['team', '--items', ...flags], 0],
      [['preview', '--start', '2026-11-23', ...flags], 0],
      [['upgrade', '--all', '--dry-run', ...flags], 0],
    ];
  }),
  [['team', '--csv'], 0],
  [['preview', '--calendar'], 0],
  ...['1.1', '1.2', '2.1', 'meet-manager'].flatMap((item): Command[] => [
    [['show', item], 0],
    [['show', item, '--why'], 0],
    [['show', item, '--json'], 0],
  ]),
  [['log'], 0],
  [['log', eve], 0],
  [['log', '--json'], 0],
  [['log', '--item', '1.1'], 0],
  ...lintFormats.map((format): Command => [['lint', 'checklists', '--format', format], 1]),
  [['lint', 'hostile', '--format', 'text'], 1],
  [['lint', 'hostile', '--format', 'github'], 1],
  [['lint', 'checklists', '--fix', '--dry-run'], 1],
  [['share', '-o', '-'], 0],
  [['share', '--receive', all], 3],
  [['schema', 'record'], 0],
  [['schema', all], 2],
  [['help', '--all'], 0],
  [['help', attacks.link], 2],
  [[attacks.link], 2],
  [['status', all], 2],
  [['status', 'xyzzy'], 2],
  [['status', '--as', 'nobody', '--hire', all], 2],
  [['status', '--today', all], 2],
  [['status', `--${attacks.colour}`], 2],
  [['status', '--workspace', attacks.bidi], 2],
  [['show', all], 2],
  [['team', '--buddy', all], 0],
  [['team', '--sort', all], 2],
  [['lint', attacks.bidi], 3],
  [['preview', '--program', attacks.bidi], 3],
  [['away', '--from', attacks.title, '--to', '2026-12-08'], 2],
  [['move', '1.1', '--due', attacks.cursor], 2],
  [['reschedule', '--start', '2026-11-24', '--dry-run'], 0],
  [['reschedule', '--start', attacks.link], 2],
  [['assign', '--role', all, '--to', 'Lin'], 2],
  [['count', '1.1', attacks.cursor], 2],
  [['done', '1.1', '--on', attacks.title], 2],
  [['forget', eve, '--confirm', all], 2],
  [['start', '--start', '2026-11-23', '--name', attacks.link], 2],
  [['add', '--from', attacks.bidi, 'x'], 3],
  [['demo'], 0],
  [['doctor'], 1],
  [['doctor', '--json'], 1],
  [['doctor', '--restore', all], 2],
  [['doctor', '--unlock', all], 2],
  [['sync'], 3],
  [['sync', '--join', attacks.link], 2],
];

/** What changes something; one after the other. */
const writing: readonly Command[] = [
  [['done', '1.1', '--note', all], 0],
  [['note', '1.2', all], 0],
  [['ask', all], 0],
  [['skip', '1.2', '--reason', all], 0],
  [['reopen', '1.2'], 0],
  [['undo'], 0],
  [['count', 'listen-to-customers'], 0],
  [['away', '--from', '2026-12-07', '--to', '2026-12-08', '--reason', all], 0],
  [['away'], 0],
  [['away', '--remove', '--from', '2026-12-07'], 0],
  [['move', '2.1', '--due', '2026-12-01'], 0],
  [['reschedule', '--start', '2026-11-24'], 0],
  [['assign', '--role', 'support-lead', '--to', attacks.bidi], 0],
  [['add', all, '--details', all], 2],
  [['add', attacks.link, '--with', attacks.bidi], 2],
  [['remove', '--force', '1.1'], 2],
  [['review', 'Ada', '--as', 'Alan', '--note', all], 0],
  [['review', 'Ada', '--as', 'Alan', '--finish'], 0],
  [['upgrade', '--yes'], 0],
  [['share', '-o', `${attacks.bidi}.json`], 0],
  [['init', attacks.bidi], 0],
  [['finish', '--force', '--note', all], 0],
  [['archive', 'Ada', '--reason', all], 0],
  [['forget', eve, '--confirm', eve], 0],
];

const today = ['--no-input', '--today', '2026-11-23'];

/** Ada's record and Eve's, the settings and the checklists, all in the words of strangers. */
async function layOut(home: Home): Promise<void> {
  await home.run(['init', '--checklists', 'minimal']);
  const program = join(home.folder, 'checklists', readdirSync(join(home.folder, 'checklists'))[0] ?? '');
  const edit = (name: string, from: string, to: string) => {
    const text = readFileSync(join(program, name), 'utf8');
    writeFileSync(join(program, name), text.replace(from, to));
  };
  const yaml = JSON.stringify(all);
  edit('week-1.yaml', 'title: First week', `title: ${yaml}`);
  edit('week-1.yaml', 'title: Meet your manager', `title: ${yaml}`);
  edit('week-1.yaml', 'What should be different because I am here?', yaml);
  edit('program.yaml', 'title: Product manager onboarding', `title: ${yaml}`);
  edit('program.yaml', 'title: Buddy', `title: ${yaml}`);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  const started = await home.run([
    'start',
    '--name',
    'Ada Lovelace',
    '--start',
    '2026-11-23',
    ...people,
    '--me',
    ...today,
  ]);
  if (started.code !== 0) throw new Error(`the hostile program is refused: ${started.stderr}`);
  edit('month-1.yaml', 'title: Share what you learnt', `title: ${yaml}`);

  const { path, text } = home.onlyRecord(home.folder);
  const stamp = { now: new Date(), on: '2026-11-23' as const, by: all, batch: 'b' };
  const own = {
    'list-puzzles': 'meet-manager',
    'set-1on1s': 'meet-buddy',
    'install-product': 'share-findings',
  };
  const facts = JSON.parse(
    Object.entries(own).reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(hostileFacts)),
  );
  writeFileSync(path, formatRecord(withFacts(parseRecord(text), facts, stamp)));
  const { digest } = JSON.parse(text).events[0] as { digest: string };
  const fact = {
    kind: 'started',
    name: `Eve ${all}`,
    start: '2026-11-23',
    program: attacks.title,
    digest,
  } as const;
  writeFileSync(join(path, '..', `${eve}.json`), formatRecord(withFacts(emptyRecord(eve), [fact], stamp)));

  const hostile = join(home.folder, 'hostile');
  mkdirSync(hostile);
  writeFileSync(join(hostile, 'program.yaml'), `id: x\ntitle: ${yaml}\nphases: [y]\n${all}\n`);
  writeFileSync(join(hostile, `${attacks.bidi}.yaml`), all);
}

/** How a command is run; each has a name and gives what it printed. */
type Way = (home: Home, args: readonly string[]) => Promise<{ code: number | null; printed: string }>;

const ways: Readonly<Record<string, Way>> = {
  piped: (home, args) => piped(home, args, false),
  'piped with colours': (home, args) => piped(home, args, true),
  'on a terminal': onTerminal,
};

async function piped(home: Home, args: readonly string[], colour: boolean) {
  const { code, stdout, stderr } = await home.run(args, { colour });
  // CSV ends its lines so.
  return { code, printed: (stdout + stderr).replaceAll('\r\n', '\n') };
}

/** `script` gives it a terminal of its own; its input stays open, or the terminal would say so. */
function onTerminal(home: Home, args: readonly string[]): Promise<{ code: number | null; printed: string }> {
  const line = [process.execPath, launcher, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qefc', `stty cols 80 rows 24; ${line}`, '/dev/null'], {
    cwd: home.folder,
    env: { PATH: process.env['PATH'], HOME: home.home, TERM: 'xterm-256color', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return new Promise((done) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.on('close', (code) => done({ code, printed: printed.replace(/\r+\n/g, '\n') }));
  });
}

/** What must not be there: what `dangerous` finds, a colour that the text brought along, any colour where there is none. */
function strays(printed: string, way: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const colours = way === 'piped' ? /\u001b/g : /<<\u001b|red\u001b/g;
  return [...dangerous(printed), ...[...printed.matchAll(colours)].map(() => 'a colour')];
}

/** The commands of the program that are in neither list. */
async function untried(home: Home): Promise<string[]> {
  const { stdout } = await home.run(['help', '--all']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');
  const tried = new Set([...reading, ...writing].map(([[name]]) => name));
  return names.filter((name) => !tried.has(name));
}

export const terminal: Trial = {
  name: 'terminal',
  promise: 'no text of strangers reaches a terminal, or any other output, as more than text',
  faults: [
    {
      what: 'C1 controls and bidi signs are let through',
      edits: [
        {
          file: 'src/render/safe.ts',
          from: 'replaceInvisible(text.replace(controls, picture), name)',
          to: 'text.replace(controls, picture)',
        },
      ],
    },
    {
      what: 'an error is printed as it is',
      edits: [
        { file: 'src/main.ts', from: 'wrapWords(safeText(message), width', to: 'wrapWords(message, width' },
      ],
    },
  ],
  missing: () =>
    spawnSync('script', ['--version']).status === 0
      ? undefined
      : 'no terminal can be had: script (of util-linux) is not installed',
  async run({ size, folder }: Given): Promise<Outcome> {
    const template = join(folder, 'template');
    mkdirSync(template);
    const laidOut = new Home(template);
    await layOut(laidOut);
    const broken = (await untried(laidOut)).map((name) => `${name} is not tried`);
    let [runs, bytes, stray] = [0, 0, 0];
    for (const [name, way] of Object.entries(ways)) {
      if (size === 'short' && name === 'piped with colours') continue;
      const base = join(folder, name.replaceAll(' ', '-'));
      mkdirSync(base);
      const home = new Home(base);
      cpSync(template, base, { recursive: true });
      const attempt = async ([args, expected]: Command) => {
        const words = [...args, ...today].map((word) => word.replaceAll('\u0000', ''));
        const { code, printed } = await way(home, args.includes('--today') ? words.slice(0, -2) : words);
        const found = strays(printed, name);
        runs += 1;
        bytes += Buffer.byteLength(printed);
        stray += found.length;
        const what = `${name}: ${JSON.stringify(args.join(' ').slice(0, 80))}`;
        if (found.length > 0) broken.push(`${what}: ${[...new Set(found)].join(', ')}`);
        if (code !== expected)
          broken.push(`${what}: exit ${code}, not ${expected}: ${printed.slice(0, 300)}`);
      };
      await each(size === 'full' ? reading : reading.filter((_, at) => at % 6 === 0), 3, attempt);
      await each(size === 'full' ? writing : writing.slice(0, 3), 1, attempt);
    }
    return {
      figure: `${runs} runs of ${reading.length + writing.length} command lines, ${Object.keys(ways).join(', ')}: ${bytes} bytes, of which should not be there ${stray}`,
      broken,
    };
  },
};
