/** What help prints, and that every example in it works. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manual } from '../../src/cli/manual.ts';
import { nameOf } from '../../src/cli/spec.ts';
import { dates } from '../../src/cli/topics/dates.ts';
import { environment } from '../../src/cli/topics/environment.ts';
import { exitCodes } from '../../src/cli/topics/exit-codes.ts';
import { formats } from '../../src/cli/topics/formats.ts';
import { items } from '../../src/cli/topics/items.ts';
import { type TopicBlock, topics } from '../../src/cli/topics/topics.ts';
import { commands } from '../../src/cli.ts';
import { exits } from '../../src/errors.ts';
import { formatNames } from '../../src/render/lint/index.ts';
import { layDuties } from './duties-file.ts';
import { expectRefusal, fingerprint, flat, tooWide } from './facts.ts';
import { bareRepository, Member } from './team.ts';
import { prepared, root, World } from './world.ts';

const names = commands.map(nameOf);
const monday = '2026-11-23';
/** The lines that a terminal shows without scrolling, the last one being for the next prompt. */
const screenful = 23;

async function help(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await new World().run(['help', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(tooWide(stdout, 80)).toEqual([]);
  return stdout;
}

/** The commands that a list names, with their short forms. */
function listed(text: string): string[] {
  return [...text.matchAll(/^ {2}([a-z]+(?:, [a-z])?)(?= |$)/gm)].map(([, name = '']) => name);
}

describe('plain help', () => {
  test('lists eleven commands by who asks, with their short forms, on one screen', async () => {
    const text = await help();
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(screenful);
    const [alone, withOthers] = text.split('With others:\n');
    expect(alone).toContain('\nEvery day:\n');
    expect(listed(alone ?? '')).toEqual([
      ...['status, s', 'next, n', 'done, d', 'book, b', 'show', 'note', 'ask', 'plan, p'],
    ]);
    expect(listed(withOthers ?? '')).toEqual(['mine, m', 'review, r', 'team, t']);
    expect(text).toMatch(/^Everywhere: --workspace --hire --run --as --today --no-input --accessible/m);
    for (const way of ['pmo d 1.3', 'pm-onboard start', 'pm-onboard demo', 'help --all', 'help topics'])
      expect(text).toContain(way);
  });

  test.each([
    ['handbook', 'pages of its own'],
    ['runs', 'runs of checklists'],
    ['checklists/templates', 'templates of its own'],
  ])('lists them where the workspace has %s: %s', async (folder) => {
    const world = new World();
    expect((await world.run(['init'])).code).toBe(0);
    rmSync(join(world.folder, 'checklists/templates'), { recursive: true, force: true });
    expect((await world.run(['help'])).stdout).not.toContain('Handbook:');
    mkdirSync(join(world.folder, folder), { recursive: true });
    expect(listed((await world.run(['help'])).stdout.split('Handbook:\n')[1] ?? '')).toEqual([
      ...['handbook', 'run', 'duties'],
    ]);
  });

  test('lists the commands of the handbook where the workspace has their file', async () => {
    const world = new World();
    await layDuties(world);
    for (const words of [['help'], ['--help']]) {
      const { stdout } = await world.run(words);
      expect(listed(stdout.split('Handbook:\n')[1] ?? '')).toEqual(['handbook', 'run', 'duties']);
      expect(tooWide(stdout, 80)).toEqual([]);
    }
    const elsewhere = await new World().run(['help', '--workspace', world.folder]);
    expect(elsewhere.stdout).toContain('Handbook:\n');
    expect(await help()).not.toContain('Handbook:');
  });

  test('is printed by --help too, and on a narrow terminal', async () => {
    const world = new World();
    expect((await world.run(['--help'])).stdout).toBe(await help());
    for (const columns of [40, 200])
      expect(tooWide((await world.run(['help'], { columns })).stdout, columns)).toEqual([]);
  });

  test('with --all, has every command, the topics, and the flags of all commands with what they do', async () => {
    const text = await help('--all');
    const [list = '', others = ''] = text.split('\nTopics:\n');
    expect(listed(list).map((name) => name.split(',')[0])).toEqual(names);
    expect(listed(others)).toEqual(expect.arrayContaining(['dates', 'privacy']));
    expect(text).toMatch(/^ {2}--today <date> +see everything as of this date$/m);
    for (const heading of [
      'Every day:',
      'Also:',
      'With others:',
      'Setting up:',
      'Handbook:',
      'Checklists:',
      'Upkeep:',
    ])
      expect(text).toContain(`${heading}\n`);
  });
});

describe('the help of one command', () => {
  test('done: what for, examples first, items and dates, flags, and what every command has in one line', async () => {
    const text = await help('done');
    const places = [
      /^Usage: pm-onboard done \[options\] .* short: pmo d$/m,
      /^Ticks items off;/m,
      /^Examples:$/m,
      /^ {2}pm-onboard done 1\.1 /m,
      /^Options:$/m,
      /^ {2}--evidence <text> /m,
      /^Items: 3\.12, /m,
      /^Dates: 2026-11-25, /m,
      /^Everywhere: --workspace .*--no-input/m,
    ].map((pattern) => text.search(pattern));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(text.match(/--workspace/g)).toHaveLength(1);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(screenful);
  });

  test.each(names)('%s: explained in both ways, and by its short form; nothing is written', async (name) => {
    const world = new World();
    const before = fingerprint(world);
    const [asked, flag] = [await world.run(['help', name]), await world.run([name, '--help'])];
    expect(flag).toEqual(asked);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toMatch(new RegExp(`^Usage: pm-onboard ${name}\\b`));
    expect(fingerprint(world)).toBe(before);
  });

  test('most of them fit on a screen', async () => {
    const long: string[] = [];
    for (const name of names) if ((await help(name)).split('\n').length - 1 > screenful) long.push(name);
    // These have more than ten flags, or columns to explain.
    expect(long).toEqual(expect.not.arrayContaining(['status', 'next', 'done', 'show', 'note', 'ask']));
    expect(long.length).toBeLessThan(names.length / 2);
  });

  test('flags stand in groups where there are many; each of them once', async () => {
    const text = await help('start');
    for (const heading of ['Who and when:', 'What:', 'Their days:', 'Also:'])
      expect(text).toContain(`\n${heading}\n`);
    expect(text.match(/^ {2}--buddy /gm)).toHaveLength(1);
    for (const [name, { flags = {} }] of Object.entries(manual)) {
      const own = await help(name);
      for (const flag of Object.values(flags).flat())
        expect(own, name).toMatch(new RegExp(`^  (-\\w, )?--${flag}\\b`, 'm'));
    }
  });

  test('review says that it takes a file, and what it does at a terminal', async () => {
    const text = flat(await help('review'));
    expect(text).toContain('Instead of a hire, you can name a file that somebody shared');
    expect(text).toContain('asks you about each thing that waits for you, one by one');
  });

  test('each command has what it is for, and an example', () => {
    expect(Object.keys(manual).sort()).toEqual([...names].sort());
    for (const [name, { purpose, examples }] of Object.entries(manual)) {
      expect(purpose, name).toMatch(/^[A-Z].*(\.|: pm-onboard \w+)$/);
      expect(examples.length, name).toBeGreaterThan(0);
      for (const [typed] of examples) expect(typed).toMatch(new RegExp(`^${name}\\b`));
    }
  });
});

/** What has to be before an example can be typed. */
interface Before {
  readonly lines?: readonly string[];
  readonly as?: string;
  readonly today?: string;
  /** Without anybody in the workspace. */
  readonly alone?: true;
  /** With a trait in the program. */
  readonly traits?: true;
  /** With all of it committed to git. */
  readonly committed?: true;
  /** What stands in pm-onboard.yaml besides. */
  readonly settings?: string;
}

const inReview = 'done 3.12 --force --evidence https://example.com/competitors --on 2026-11-23';
/** A run of which nothing is open. */
const answered = [
  'run leave-beta "Message reminders"',
  'skip 1.1-1.10 --run message-reminders --not-applicable --reason "a trial"',
];

const before: Readonly<Record<string, Before>> = {
  'run next': { lines: ['run leave-beta "Message reminders"'] },
  'done 1.5-1.6,1.8 --on yesterday': { today: '2026-11-24' },
  'done --from list.md --yes': { lines: ['export ada -o list.md'] },
  'log ada --since mon': { today: '2026-11-24' },
  'show 1.3 --open': { lines: ['done 1.3 --evidence https://example.com/1on1'] },
  'book 1.2 --on fri --at 10:00 --invite ada@example.com -o meet.ics': {
    settings: 'people:\n  buddy: [{ name: Grace Hopper, contact: grace@example.com }]\n',
  },
  'book 2.7 --cancel': { lines: ['book 2.7 --on 2026-11-27'] },
  'reopen 1.1': { lines: ['done 1.1'] },
  undo: { lines: ['done 1.1'] },
  'undo --dry-run': { lines: ['done 1.1'] },
  'review ada --approve 3.12': { lines: [inReview], as: 'Grace Hopper' },
  'review ada --return 3.12 --comment "Name the prices"': { lines: [inReview], as: 'Grace Hopper' },
  'review ada --answer 1 --text "Alan does"': { lines: ['ask "Who decides?"'], as: 'Grace Hopper' },
  'review ada --finish': { as: 'Grace Hopper' },
  'assign --role mentor --remove': { lines: ['assign --role mentor --to "Barbara Liskov"'] },
  'away --from "21 dec" --remove': { lines: ['away --from 2026-12-21 --to 2027-01-01'] },
  'remove "draft a survey"': { lines: ['add "Draft a survey"'] },
  'redact "two installers" --yes': { lines: ['note 1.8 "two installers, which one?"'] },
  'redact installers --item 1.8 --yes': { lines: ['note 1.8 "two installers, which one?"'] },
  'share --receive ada.json': { lines: ['share ada -o ada.json'] },
  'run check message-reminders': { lines: answered },
  'run check message-reminders --markdown': { lines: answered },
  'finish --markdown': { lines: ['finish --force'] },
  'finish --change': { lines: ['finish --force'] },
  'doctor --restore ada': { lines: ['done 1.1', 'done 1.2'] },
  'start --name "Ada Lovelace" --start "next mon" --me': { alone: true },
  'start --name Lin --start +2w --no-me --trait country=us': { traits: true },
  'reschedule ada --trait country=de --dry-run': { traits: true },
  'preview --trait country=us': { traits: true },
  'lint --against HEAD': { committed: true },
  'import list.md': { lines: ['export ada -o list.md'] },
  'import list.md -o checklists/engineers --dry-run': { lines: ['export ada -o list.md'] },
  'upgrade --run message-reminders --dry-run': { lines: ['run leave-beta "Message reminders"'] },
  'handbook levels --compare mine.md graces.md': {
    lines: ['handbook levels --worksheet 3 -o mine.md', 'handbook levels --worksheet 3 -o graces.md'],
  },
};

/** The words of a line, as a shell parts them. */
function wordsOf(line: string): string[] {
  return (line.match(/(?:"[^"]*"|\S)+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

const empty = prepared((world) => world.run(['init', '--checklists']));
const started = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  await world.startAda();
});

const withTraits = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  const path = join(world.folder, 'checklists/product-manager/program.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^roles:/m, 'traits:\n  country: [us, de]\nroles:'));
  await world.startAda('--trait', 'country=us');
});
const committed = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  await world.startAda();
  world.signAs('Ada Lovelace');
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'Checklists'],
  ])
    world.gitIn(world.folder, ...args);
});

const withDuties = prepared(async (world) => {
  await world.startAda();
  await layDuties(world);
});

const examples = Object.values(manual).flatMap((entry) => entry.examples.map(([typed]) => typed));
const shared = (typed: string) => typed.startsWith('sync');

describe('every example works', () => {
  test.each(examples.filter((typed) => !shared(typed)))('pm-onboard %s', async (typed) => {
    const { lines = [], as, today = monday, ...kind } = before[typed] ?? {};
    const begun = typed.startsWith('duties')
      ? withDuties
      : kind.traits
        ? withTraits
        : kind.committed
          ? committed
          : started;
    const world = await (kind.alone ? empty : begun)();
    if (kind.settings) appendFileSync(join(world.folder, 'pm-onboard.yaml'), kind.settings);
    const run = (line: string, more: readonly string[] = []) =>
      world.run([...wordsOf(line), '--today', today, ...more], { env: { TMPDIR: world.home } });
    for (const line of lines) expect(await run(line), line).toMatchObject({ code: 0 });
    const { code, stderr } = await run(typed, as ? ['--as', as] : []);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('no set-up is for an example that is gone', () => {
    expect(Object.keys(before).filter((typed) => !examples.includes(typed))).toEqual([]);
  });

  test('those of sync, one after the other, with an address of the test', async () => {
    const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
    const remote = bareRepository(ada);
    await ada.startAda();
    for (const typed of examples.filter(shared)) {
      const words = wordsOf(typed).map((word) => (word.includes('@') ? remote : word));
      const member = typed.includes('--join') ? grace : ada;
      expect(await member.run(words), typed).toMatchObject({ code: 0 });
    }
  });
});

describe('topics', () => {
  test('are listed, each in one line', async () => {
    const text = await help('topics');
    expect(topics.map(({ name }) => name)).toEqual([
      ...['dates', 'items', 'roles', 'files', 'environment', 'exit-codes', 'formats', 'privacy'],
    ]);
    expect(listed(text.replace('exit-codes', 'exitcodes'))).toHaveLength(topics.length);
  });

  test.each(topics.map(({ name }) => name))('%s: at any width, and in no bundle', async (name) => {
    const world = new World();
    for (const columns of [40, 80, 200]) {
      const { code, stdout, stderr } = await world.run(['help', name], { columns });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(tooWide(stdout, columns).filter((line) => !/pm-onboard/.test(line))).toEqual([]);
    }
    const [first = ''] = (await topics.find((topic) => topic.name === name)?.load())?.flat() ?? [];
    expect(readFileSync(join(root, 'dist/main.cjs'), 'utf8')).not.toContain(first);
  });

  test('a name of two words is typed with a space, a hyphen or quotes', async () => {
    const text = await help('exit-codes');
    expect(await help('exit', 'codes')).toBe(text);
    expect(await help('exit codes')).toBe(text);
  });

  test('no command has the name of a topic, so that both can be asked for', () => {
    expect(topics.filter(({ name }) => [...names, 'topics'].includes(name))).toEqual([]);
  });

  test('each form of a date in `dates` is read', async () => {
    const world = await started();
    const forms = formsIn(dates).filter((form) => form !== 'yesterday' && form !== '-3d');
    expect(forms.length).toBeGreaterThan(9);
    for (const form of forms) {
      const result = await world.run(['move', '2.7', '--due', form, '--dry-run', '--today', '2026-11-24']);
      expect(result, form).toMatchObject({ code: 0 });
    }
    for (const form of ['yesterday', '-3d'])
      expect(await world.run(['log', `--since=${form}`, '--today', '2026-11-30']), form).toMatchObject({
        code: 0,
      });
  });

  test('each form of an item in `items` means one', async () => {
    const world = await started();
    const forms = formsIn(items.slice(0, 2)).map((form) =>
      form.replace('release-manager:', 'product-manager:'),
    );
    expect(forms.length).toBeGreaterThan(5);
    for (const form of forms)
      expect(await world.run(['show', form, '--today', monday]), form).toMatchObject({ code: 0 });
    for (const phase of ['2', 'week-1', 'first week'])
      expect(await world.run(['show', phase, '--today', monday]), phase).toMatchObject({ code: 0 });
  });

  test('`environment` names every variable that the program reads, and no other of its own', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
      .concat(readFileSync(join(root, 'bin/pm-onboard.cjs'), 'utf8'));
    const read = sources.flatMap((text) =>
      [...text.matchAll(/\benv(?:\.|\[')([A-Z][A-Z_]+)\b/g)].map(([, name = '']) => name),
    );
    const said = environment.flat().join(' ');
    for (const name of new Set(read)) expect(said).toMatch(new RegExp(`\\b${name}\\b`));
    expect(new Set(said.match(/PM_ONBOARD_\w+/g))).toEqual(
      new Set(read.filter((name) => name.startsWith('PM_ONBOARD_'))),
    );
  });

  test('`exit-codes` has all of them, `formats` those of lint', () => {
    const [, list = []] = exitCodes;
    expect([...list].map((line) => Number(line.split(':')[0]))).toEqual(Object.values(exits));
    expect(flat(formats.flat().join(' '))).toContain(formatNames.join(', '));
  });

  test('`files` names the files that a workspace begins with', async () => {
    const world = await started();
    const text = await help('files');
    const made = execFileSync('ls', [world.folder], { encoding: 'utf8' }).trim().split('\n');
    for (const name of made) expect(text).toContain(name);
  });
});

/** The forms that stand before the colons of a topic's lists. */
function formsIn(blocks: readonly TopicBlock[]): string[] {
  return blocks
    .filter((block): block is readonly string[] => typeof block !== 'string')
    .flat()
    .flatMap((line) => /^(.*?)(: |$)/.exec(line)?.[1]?.split(/, | or /) ?? [])
    .map((form) => form.replaceAll('"', ''));
}

test('help on what does not exist says what is near', async () => {
  const world = new World();
  for (const [words, says] of [
    [['startt'], 'did you mean start?'],
    [['dats'], 'did you mean dates?'],
    [['exit', 'code'], 'did you mean exit-codes?'],
    [['frobnicate'], 'pm-onboard help --all lists the commands'],
  ] as const)
    await expectRefusal(world, ['help', ...words], { code: 2, says: ['unknown command', says] });
});
