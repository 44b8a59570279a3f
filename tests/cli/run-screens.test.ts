/** The screens of a checklist's run: no word of them is about somebody's first days, or their last one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat, json, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { prepared, type World } from './world.ts';

const template = `title: "{name}, out of beta"
items:
  - { id: measure, title: Is measured, takes: 45 min, due: workday 3, with: [analyst], evidence: url }
  - { id: load, title: Stands the load, by: dev-lead, takes: 60 min, due: workday 4 }
  - { id: audit, title: Can be traced, takes: 30 min, due: workday 4, evidence: text }
  - { id: tests, title: Runs for a week, takes: 90 min, due: workday 8, count: { target: 3, unit: runs } }
  - { id: decide, title: Decide, takes: 45 min, due: workday 9, after: [measure, load, audit], sign-off: head }
  - { id: thank, title: Thank the testers, takes: 15 min, due: workday 10, after: [decide], optional: true }
roles:
  analyst: { title: Product analyst }
  dev-lead: { title: Lead developer }
  head: { title: Head of product }
`;

const monday = ['--today', '2026-11-30'];
const named = ['--run', 'message-reminders'];

const prepare = (due: readonly string[]) =>
  prepared(async (world: World) => {
    mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
    writeFileSync(join(world.folder, 'checklists/templates/gate.yaml'), template);
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays-until: 2027-12-31 }\n');
    const begin = ['run', 'gate', 'message reminders', '--as', 'Ada Lovelace', ...due];
    const { code, stderr } = await world.run([...begin, ...monday]);
    expect(code, stderr).toBe(0);
    await world.run([
      'assign',
      '--role',
      'dev-lead',
      '--to',
      'Linus',
      ...named,
      '--as',
      'Ada Lovelace',
      ...monday,
    ]);
  });

/** Each kind of run with the day on which all of it is due. */
const kinds = {
  due: { begun: prepare(['--due', '2026-12-15']), last: '2026-12-15' },
  open: { begun: prepare([]), last: '2026-12-11' },
};

/** Words of a run that is about a person's first days, or the last one. */
const ofPersons = /\bonboard|\bhires?\b|\blast day|\bfirst day|\bstart(s|ed|ing)?\b|\bday \d+\b|welcome/i;

/** What a screen says, without the commands to paste. */
function saidIn(text: string): string {
  return text.replaceAll(/pm-onboard \S.*/g, '').replaceAll(/working day \d+/gi, '');
}

interface Screen {
  readonly day?: string;
  /** A command that Ada gives before. */
  readonly before?: readonly string[];
}

const screens: readonly (readonly [name: string, args: readonly string[], screen?: Screen])[] = [
  ['list', ['run']],
  ['status', ['status', ...named]],
  ['status-late', ['status', ...named], { day: '2026-12-09' }],
  ['status-past', ['status', ...named], { day: '2026-12-18' }],
  ['next', ['next', ...named]],
  ['plan', ['plan', ...named]],
  ['plan-catch-up', ['plan', '--catch-up', ...named], { day: '2026-12-09' }],
  ['calendar', ['calendar', ...named]],
  ['show', ['show', '1.1', ...named]],
  ['show-why', ['show', '1.5', '--why', ...named]],
  ['show-phase', ['show', '1', ...named]],
  ['log', ['log', ...named]],
  ['review', ['review', ...named]],
  ['review-other', ['review', ...named, '--as', 'Linus'], { day: '2026-12-01' }],
  ['people', ['people', ...named]],
  ['book', ['book', '1.1', ...named]],
  ['book-on', ['book', '1.1', '--on', '2026-12-02', ...named]],
  ['done', ['done', '1.3', '--evidence', 'the log shows it', ...named]],
  ['count', ['count', '1.4', ...named]],
  ['note', ['note', '1.1', 'Ask Linus', ...named]],
  ['skip', ['skip', '1.2', '--reason', 'no load', ...named]],
  ['move', ['move', '1.4', '--due', '2026-12-09', ...named]],
  ['add', ['add', 'Tell sales', '--due', '2026-12-09', ...named]],
  ['assign', ['assign', '--role', 'analyst', '--to', 'Katherine', ...named]],
  ['away', ['away', '--from', '2026-12-01', '--to', '2026-12-02', ...named]],
  [
    'away-list',
    ['away', ...named],
    { day: '2026-11-30', before: ['away', '--from', '2026-12-01', '--to', '2026-12-02'] },
  ],
  ['reschedule', ['reschedule', '--start', '2026-12-01', '--dry-run', ...named]],
  ['reschedule-name', ['reschedule', '--name', 'Ada King', '--dry-run', ...named]],
  ['undo', ['undo', ...named], { day: '2026-11-30', before: ['done', '1.3', '--evidence', 'seen'] }],
  ['finish', ['finish', '--force', ...named], { day: '2026-12-10' }],
  ['finished', ['status', ...named], { day: '2026-12-11', before: ['finish', '--force'] }],
  [
    'finish-markdown',
    ['finish', '--markdown', ...named],
    { day: '2026-12-11', before: ['finish', '--force'] },
  ],
  ['archive', ['archive', ...named, '--reason', 'called off']],
  ['archived', ['next', ...named], { day: '2026-12-11', before: ['archive', 'message-reminders'] }],
];

const rows = screens.map(([name, args, screen = {}]) => ({ name, args, screen }));

/** Runs the command of a screen, as Ada where it doesn't say who acts. */
async function shown(world: World, args: readonly string[], { day = '2026-11-30', before }: Screen = {}) {
  const flags = ['--as', 'Ada Lovelace', '--today', day];
  if (before) {
    const first = await world.run([...before, ...(before[0] === 'archive' ? [] : named), ...flags]);
    expect(first.code, first.stderr).toBe(0);
  }
  const { code, stdout, stderr } = await world.run([
    ...args,
    ...(args.includes('--as') ? flags.slice(2) : flags),
  ]);
  expect(code, stderr).toBe(0);
  expect(saidIn(stdout + stderr)).not.toMatch(ofPersons);
  await expectPasteable(world, stdout, { today: day });
  return { stdout, stderr };
}

describe.each(Object.entries(kinds))('each screen, %s', (kind, { begun }) => {
  test.each(rows)('$name', async ({ name, args, screen }) => {
    const { stdout, stderr } = await shown(await begun(), args, screen);
    expect(tooWide(stdout + stderr, 80)).toEqual([]);
    const text = `$ pm-onboard ${args.join(' ')}\n\n${stdout}${stderr && `\n${stderr}`}`;
    await expect(text).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens/run', `${kind}-${name}.golden`),
    );
  });

  test.each(rows)('$name, spoken', async ({ args, screen }) => {
    const { stdout, stderr } = await shown(await begun(), [...args, '--accessible'], screen);
    expect(stdout + stderr).not.toMatch(/[✓·░]/);
  });
});

describe('the title line', () => {
  const head = async (world: World, day: string) =>
    (await world.run(['status', ...named, '--today', day])).stdout.split(' · ')[1];

  test('says how long until all of it is due, counted in working days where a day was given', async () => {
    const world = await kinds.due.begun();
    expect(await head(world, '2026-12-01')).toBe('due in 10 working days');
    expect(await head(world, '2026-12-14')).toBe('due tomorrow');
    expect(await head(world, '2026-12-15')).toBe('due today');
    expect(await head(world, '2026-12-16')).toBe('was due yesterday');
    expect(await head(world, '2026-12-18')).toBe('was due 3 working days ago');
  });

  test('else the date', async () => {
    const world = await kinds.open.begun();
    expect(await head(world, '2026-12-01')).toBe('due Fri 11 Dec');
    expect(await head(world, '2026-12-11')).toBe('due today');
    expect(await head(world, '2026-12-14')).toBe('was due Fri 11 Dec');
  });

  test('a second run of the checklist for the same subject says that it is one', async () => {
    const world = await kinds.open.begun();
    const again = ['run', 'gate', 'message reminders', '--another-run', '--as', 'Ada Lovelace'];
    const { stdout } = await world.run([...again, ...monday]);
    expect(stdout).toMatch(/^message reminders, out of beta, run 2 · due Fri 11 Dec/);
    const log = await world.run(['log', '--run', 'message-reminders-2', ...monday]);
    expect(log.stdout).toContain('What happened with message reminders 2\n');
  });
});

test('in JSON the run says what it is for, and when all of it is due; the run of a hire has none of that', async () => {
  const world = await kinds.due.begun();
  const about = { subject: 'message reminders', number: 1, due: '2026-12-15', end: '2026-12-15' };
  const title = 'message reminders, out of beta';
  for (const command of ['status', 'next', 'plan', 'review', 'log', 'calendar']) {
    const view = await json<{ hire: object }>(world, [command, ...named, ...monday]);
    expect(view.hire).toMatchObject({ ...about, title, name: 'Ada Lovelace' });
  }
  await world.run(['start', '--name', 'Grace', '--start', '2026-11-30', '--me', '--no-input', ...monday]);
  const own = await json<{ hire: object }>(world, ['status', 'Grace', ...monday]);
  expect(own.hire).toMatchObject({ subject: null, number: null, due: null, title: null });
});

describe('reschedule --due', () => {
  test('is what --end is for a run that has a last day', async () => {
    const world = await kinds.due.begun();
    const move = ['reschedule', ...named, '--due', '18 dec', '--as', 'Ada Lovelace', ...monday];
    const dry = await world.run([...move, '--dry-run']);
    expect(flat(dry.stderr)).toContain('pm-onboard reschedule message-reminders --due 2026-12-18');
    const { code, stdout, stderr } = await world.run(move);
    expect(code, stderr).toBe(0);
    expect(flat(stderr)).toContain('message reminders is due on Fri 18 Dec instead of Tue 15 Dec');
    expect(saidIn(stdout + stderr)).not.toMatch(ofPersons);
    const again = await world.run(move);
    expect(flat(again.stderr)).toContain('message reminders is due on Fri 18 Dec already.');
    const log = await world.run(['log', ...named, ...monday]);
    expect(log.stdout).toContain('changed due: 2026-12-18');
    expect((await world.run(['undo', ...named, '--as', 'Ada Lovelace', ...monday])).code).toBe(0);
    const back = await world.run(['status', ...named, ...monday]);
    expect(back.stdout).toContain('due in 11 working days');
  });

  test('refuses a day before the list was begun, one that nobody means, and a list whose dates count on', async () => {
    const world = await kinds.due.begun();
    const move = (...flags: string[]) => ['reschedule', ...named, ...flags, ...monday];
    await expectRefusal(world, move('--due', '2026-11-20'), {
      code: 2,
      says: ['--due: 2026-11-20 is before the day on which it was begun, 2026-11-30'],
    });
    await expectRefusal(world, move('--due', '2036-12-18'), {
      code: 4,
      says: ['--due 2036-12-18: the due date is more than a year ahead'],
    });
    await expectRefusal(world, move('--due', '2026-12-18', '--end', '2026-12-18'), {
      code: 2,
      says: ['--due'],
    });
    const open = await kinds.open.begun();
    await expectRefusal(open, move('--due', '2026-12-18'), {
      code: 2,
      says: ['--due: the dates of gate count from the day on which it was begun', '--another-run'],
    });
  });

  test('is refused for the run of a hire', async () => {
    const world = await kinds.due.begun();
    await world.run(['start', '--name', 'Grace', '--start', '2026-11-30', '--me', '--no-input', ...monday]);
    await expectRefusal(world, ['reschedule', 'Grace', '--due', '2026-12-18', ...monday], {
      code: 2,
      says: ['--due: the run of Grace is no checklist', '--start'],
    });
  });
});

describe('which run is meant', () => {
  test('where nobody is being onboarded, status says that there are runs, and how to see them', async () => {
    const world = await kinds.due.begun();
    await expectRefusal(world, ['status', ...monday], {
      code: 2,
      says: ['nobody is being onboarded', 'a checklist was begun', 'pm-onboard run'],
    });
  });

  test('a slip in --run gets the name that was meant, with a hire here and without', async () => {
    const world = await kinds.due.begun();
    const typed = ['status', '--run', 'mesage-reminders', ...monday];
    await expectRefusal(world, typed, { code: 2, says: ['did you mean message-reminders?'] });
    await world.run(['start', '--name', 'Grace', '--start', '2026-11-30', '--me', '--no-input', ...monday]);
    await expectRefusal(world, typed, { code: 2, says: ['did you mean message-reminders?'] });
  });

  test('a name that a hire has means the hire, and --run the checklist', async () => {
    const world = await kinds.due.begun();
    await world.run(['start', '--name', 'Grace', '--start', '2026-11-30', '--me', '--no-input', ...monday]);
    await world.run(['run', 'gate', 'grace', '--as', 'Ada', ...monday]);
    expect((await world.run(['status', 'grace', ...monday])).stdout).toMatch(/^Grace · day 1/);
    const list = await world.run(['status', '--run', 'grace', ...monday]);
    expect(list.stdout).toMatch(/^grace, out of beta · due/);
  });
});
