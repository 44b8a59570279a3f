/**
 * docs/plain.md has the columns of every command with `--plain`, in their order; what these print is what the page says, and what
 * `--json` says; the examples of the page work.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tables } from '../../src/render/tsv.ts';
import { peopleDuties } from '../cli/duties-file.ts';
import { startAnother } from '../cli/home.ts';
import { type Documented, documentedColumns, lineOf, rowsFrom } from '../cli/plain-rows.ts';
import { prepared, root, World } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';

const page = readFileSync(join(root, 'docs/plain.md'), 'utf8');
const documented = documentedColumns();

type Columns = Readonly<Record<string, readonly string[]>>;

const printed: Columns = Object.fromEntries(
  Object.entries(tables).map(([name, { columns }]) => [name, columns]),
);

/** In what the page and the tables differ. */
function differences(said: ReadonlyMap<string, readonly Documented[]>, there: Columns): string[] {
  const names = [...new Set([...said.keys(), ...Object.keys(there)])];
  return names.filter(
    (name) => JSON.stringify(said.get(name)?.map((column) => column.name)) !== JSON.stringify(there[name]),
  );
}

test('the page has every table with its columns in their order', () => {
  expect(differences(documented, printed)).toEqual([]);
});

test.each<[string, (columns: readonly string[]) => readonly string[]]>([
  ['one that is taken out', (columns) => columns.slice(1)],
  ['one more', (columns) => [...columns, 'made_up']],
  ['two that change places', ([one = '', other = '', ...rest]) => [other, one, ...rest]],
  ['another name', ([, ...rest]) => ['made_up', ...rest]],
])('a column that the page does not have is found: %s', (_, change) => {
  for (const name of Object.keys(printed))
    expect(differences(documented, { ...printed, [name]: change(printed[name] ?? []) })).toEqual([name]);
  expect(differences(documented, { ...printed, 'made up': ['ref'] })).toEqual(['made up']);
});

test('every command with the flag is in it, and no other', async () => {
  const { stdout } = await new World().run(['help', '--all', '--json']);
  const { commands } = JSON.parse(stdout) as { commands: { name: string; flags: { long: string }[] }[] };
  const having = commands.filter(({ flags }) => flags.some(({ long }) => long === '--plain'));
  const named = [...documented.keys()].map((name) => name.split(' ')[0]);
  expect(having.map(({ name }) => name).sort()).toEqual([...new Set(named)].sort());
});

const monday = ['--today', '2026-11-23'];
const dayNine = ['--today', '2026-12-01'];

const settings = `calendar:
  holidays: [{ date: 2026-12-25, name: "Christmas Day" }, 2027-01-01]
  holidays-until: 2027-12-31
people:
  release-manager: [{ name: Edsger Dijkstra, handles: [edsger, ewd], contact: "#releases" }]
`;

/** Hires, runs and people in every kind of state. */
const lay = prepared(async (world) => {
  await world.run(['init', '--checklists', '--duties']);
  peopleDuties(world.folder);
  appendFileSync(join(world.folder, 'pm-onboard.yaml'), `\n${settings}`);
  const talks = join(world.folder, 'checklists/product-manager/parts/first-talks.yaml');
  const links = '    links: [{ title: Who is who, url: https://example.com/who }]\n';
  writeFileSync(talks, readFileSync(talks, 'utf8').replace('    with: [manager]\n', `$&${links}`));
  await world.startAda();
  await world.run(startAnother);
  for (const command of [
    ['done', '1.3', '--evidence', 'https://example.com', '--note', 'over tea\nand a\tbiscuit'],
    ['skip', '1.7', '--reason', 'no phone'],
    ['count', '1.9', '2'],
    ['note', '1.8', 'two installers'],
    ['ask', 'who decides?', '--item', '1.6'],
    ['book', '2.7', '--on', '2026-12-02', '--at', '10:00'],
    ['away', '--from', '2026-12-07', '--to', '2026-12-11'],
    ['move', '2.4', '--due', '2027-01-04'],
    ['add', 'Message reminders', '--with', 'buddy', '--takes', '2 h', '--due', 'none'],
    ['done', '3.12', '--force', '--evidence', 'https://example.com'],
    ['note', '1.8', 'a slip'],
    ['undo'],
    ['assign', '--role', 'mentor', '--to', 'Joan Clarke', '--from', '2026-12-10', '--until', '2026-12-20'],
    ['review', '--note', 'going well', '--finish', '--as', 'Grace Hopper'],
  ])
    await ok(world, [...command, '--hire', 'ada', ...monday]);
  const annie = ['--hire', 'annie', '--as', 'Annie Easley'];
  for (const command of [
    ['run', 'leave-beta', 'Reminders', '--due', '2027-01-15'],
    ['duties', 'swap', 'social-media', '--on', '2026-12-01', '--by', 'Alan', '--why', 'a visit', '--yes'],
    [
      'start',
      '--another-run',
      '--name',
      'Annie Easley',
      '--start',
      '2026-11-23',
      '--program',
      'buddy',
      '--no-me',
    ],
    ['away', '--from', '2026-11-30', '--to', '2026-12-04', ...annie, '--run', 'product-manager'],
    [
      'start',
      '--name',
      'Bob',
      '--start',
      '2026-11-16',
      '--buddy',
      'Grace Hopper',
      '--manager',
      'Al',
      '--no-me',
    ],
    ['finish', 'bob', '--force', '--note', 'well\tdone'],
  ])
    await ok(world, [...command, ...monday]);
});

async function ok(world: World, args: readonly string[]): Promise<void> {
  const { code, stderr } = await world.run(args);
  expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
}

/** Command lines by the table that they print. */
const lines: Readonly<Record<string, readonly (readonly string[])[]>> = {
  status: [['status'], ['status', '--hire', 'annie', '--run', 'buddy'], ['status', '--role', 'buddy']],
  next: [
    ['next', '-n', '50'],
    ['next', '--phase', 'week-1'],
  ],
  plan: [['plan'], ['plan', '--role', 'buddy']],
  'plan --catch-up': [['plan', '--catch-up']],
  show: [
    ['show', '1.1'],
    ['show', '1.3'],
    ['show', '3.12'],
    ['show', 'meet-buddy'],
    ['show', 'first week'],
  ],
  preview: [['preview', '--start', '2027-03-01']],
  log: [['log'], ['log', '--notes']],
  find: [
    ['find', 'installers'],
    ['find', 'week'],
  ],
  mine: [
    ['mine', '--as', 'Grace Hopper'],
    ['mine', '--everybody'],
    ['mine', '--within', '60d'],
    ['mine', '--role', 'manager', '--as', 'Alan Turing'],
  ],
  team: [
    ['team', '--finished'],
    ['team', '--sort', 'name', '--limit', '1'],
  ],
  'team --items': [['team', '--items']],
  'team --since': [['team', '--since', '2026-11-20']],
  people: [['people'], ['people', '--role', 'mentor']],
  calendar: [['calendar']],
  'calendar --days-off': [['calendar', '--days-off']],
  run: [['run']],
  duties: [['duties'], ['duties', '--weeks', '30'], ['duties', '--as', 'Grace Hopper']],
  'duties who': [['duties', 'who']],
  handbook: [['handbook']],
  'start --list': [['start', '--list']],
  config: [['config'], ['config', 'get', 'me']],
  doctor: [['doctor']],
  'help --all': [['help', '--all']],
};

test.each([...documented.keys()])(
  '%s --plain prints the values of --json, column by column',
  async (name) => {
    const world = await lay();
    if (name === 'doctor') writeFileSync(join(world.folder, 'hires/h00000001.json'), '{');
    const columns = documented.get(name) ?? [];
    const filled = new Set<string>();
    for (const line of lines[name] ?? []) {
      const named =
        /^(?:status|next|plan|show|log|people|calendar|duties)$/.test(line[0] ?? '') &&
        !line.includes('--hire');
      const args = [...line, ...(named ? ['--hire', 'ada'] : []), ...dayNine];
      const plain = await world.run([...args, '--plain']);
      const json = await world.run([...args, '--json']);
      expect([plain.code, json.code], plain.stderr).toEqual([json.code, plain.code]);
      const whole = JSON.parse(json.stdout);
      const rows = (rowsFrom[name]?.(whole) ?? []).map((row) => lineOf(row, columns, whole));
      expect(rows.length, line.join(' ')).toBeGreaterThan(0);
      expect(plain.stdout.split('\n')).toEqual([...rows, '']);
      for (const row of rows)
        for (const [at, cell] of row.split('\t').entries())
          if (cell !== '') filled.add(columns[at]?.name ?? '?');
    }
    expect(
      columns
        .map((each) => each.name)
        .filter((each) => !filled.has(each) && !(neverMet[name] ?? []).includes(each)),
    ).toEqual([]);
  },
);

/** The columns that are empty in every line above. */
const neverMet: Readonly<Record<string, readonly string[]>> = {
  // What can be done now waits for nothing, and is nobody else's.
  next: ['by', 'by_people', 'blocked_by', 'closed_on'],
  // Nobody has begun.
  preview: ['run', 'by_people', 'booked_on', 'booked_at', 'closed_on'],
  'plan --catch-up': ['who'],
  log: ['voided'],
};

test('several items of `show` are lines one below the other', async () => {
  const world = await lay();
  const { stdout } = await world.run(['show', '1.1-1.3', 'meet-buddy', '--plain', '--hire', 'ada']);
  expect(stdout).not.toMatch(/^$\n/m);
  expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
    '1.1',
    '1.2',
    '1.3',
    '1.2',
    '1.3',
    '1.4',
    '',
  ]);
});

test('the examples of the page', async () => {
  const world = await lay();
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(4);
  for (const { command, prints = [] } of examples) {
    const dated = command.replace(/pm-onboard (\w+)/g, '$& --today 2026-12-01');
    const { code, stdout, stderr } = await world.shell(`set -o pipefail\nexport PM_ONBOARD_HIRE=\n${dated}`);
    expect([code, stderr], command).toEqual([0, '']);
    expect(isAsSaid(linesOf(stdout), prints), `${command}\n${stdout}`).toBe(true);
  }
});
