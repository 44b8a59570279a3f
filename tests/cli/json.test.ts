/** Checks every promised key of the JSON output, with its type. Additional keys are allowed. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { events, expectRefusal, json, startedWithLink } from './facts.ts';
import { World } from './world.ts';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.int().min(0);
const role = z.object({ role: z.string(), people: z.array(z.string()) });
const ref = z.string().regex(/^\d+\.\d+$/);

const item = z.object({
  ref,
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  phase: z.string(),
  due: date,
  begin: date,
  state: z.enum(['open', 'blocked', 'waiting', 'in review', 'done', 'skipped']),
  overdue: z.boolean(),
  daysLate: count,
  optional: z.boolean(),
  takes: z.int().positive().nullable(),
  with: z.array(role),
  by: role.nullable(),
  after: z.array(z.string()),
  count: z
    .object({
      total: count,
      target: z.int().positive().nullable(),
      upTo: z.int().positive().nullable(),
      unit: z.string().nullable(),
    })
    .nullable(),
  evidence: z.object({ wanted: z.enum(['url', 'text', 'none']), given: z.string().nullable() }),
  signOff: z
    .object({ role: z.string(), state: z.enum(['none', 'pending', 'approved', 'returned']) })
    .nullable(),
  links: z.array(z.object({ title: z.string(), url: z.url() })),
});

const hire = z.object({
  id: z.string().regex(/^h[0-9a-f]{8}$/),
  name: z.string(),
  start: date,
  program: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  roles: z.record(z.string(), z.array(z.string())),
});

const head = { schemaVersion: z.literal(1), today: date, hire };

const status = z.object({
  ...head,
  day: count,
  onLeaveUntil: date.nullable(),
  progress: z.object({ done: count, skipped: count, total: count, percent: z.int().min(0).max(100) }),
  pace: z.object({
    hoursNeeded: z.number().min(0),
    hoursPlanned: z.number().min(0),
    until: date,
    behind: z.boolean(),
    hoursLate: z.number().min(0),
    clearedBy: date.nullable(),
  }),
  schedule: z.array(
    z.object({
      date,
      minutes: z.number().min(0),
      items: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['booked', 'due', 'late', 'next', 'unit', 'hours']),
          minutes: z.number().min(0),
          left: z.number().min(0),
          done: z.boolean(),
          units: count,
        }),
      ),
    }),
  ),
  phases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      due: date,
      done: count,
      skipped: count,
      total: count,
      state: z.enum(['done', 'current', 'upcoming', 'past']),
    }),
  ),
  overdue: z.array(item),
  next: z.array(item),
  waiting: z.array(item),
  blocked: z.array(item),
  inReview: z.array(item),
  sync: z.object({ at: z.iso.datetime().nullable(), unshared: count, text: z.string() }).nullable(),
  notices: z.array(z.string()),
});

const next = z.object({ ...head, items: z.array(item) });

const historyEntry = z.object({
  on: date,
  at: z.iso.datetime(),
  by: z.string(),
  kind: z.string(),
  item: z.string().nullable(),
  what: z.string(),
  undone: z.boolean(),
});

const show = z.object({
  schemaVersion: z.literal(1),
  today: date,
  item,
  details: z.array(z.string()),
  topics: z.array(z.string()),
  after: z.array(z.object({ ref, title: z.string(), state: z.string() })),
  before: z.array(z.object({ ref, title: z.string() })),
  history: z.array(historyEntry),
  why: z.array(z.string()),
});

const log = z.object({ ...head, entries: z.array(historyEntry) });

const reviewed = status.extend({
  since: date,
  owed: z.array(
    z.object({
      kind: z.enum(['question', 'sign-off', 'item', 'role']),
      ref: z.string(),
      text: z.string(),
      on: date,
      days: count,
      who: role,
      item: item.nullable(),
    }),
  ),
  completed: z.array(item),
  questions: z.array(
    z.object({ ref: z.string(), text: z.string(), answer: z.object({ text: z.string() }).nullable() }),
  ),
  stuck: z.array(item.extend({ reasons: z.array(z.object({ kind: z.string(), on: date })).min(1) })),
  skipped: z.array(item.extend({ reason: z.string() })),
  notes: z.array(z.object({ item: z.string(), text: z.string(), by: z.string(), on: date })),
  upcoming: z.array(item),
  agenda: z.array(z.string()),
});

const dayNine = ['--today', '2026-12-01'];

/** Something in every state: done, skipped, in review, overdue, waiting, blocked, counted. */
async function lived(): Promise<World> {
  const world = new World();
  await world.startAda();
  await world.run(['done', '1.1', '--today', '2026-11-23', '--note', 'x']);
  await world.run(['done', '1.3', '--evidence', 'https://example.com', '--today', '2026-11-23']);
  await world.run(['skip', '1.6', '--reason', 'hosted', '--today', '2026-11-24']);
  await world.run(['count', '1.9', '2', '--today', '2026-11-24']);
  await world.run(['done', '3.12', '--force', '--evidence', 'https://example.com', '--today', '2026-11-25']);
  return world;
}

describe('--json', () => {
  test('status has all that is promised, and its lists agree with each other', async () => {
    const world = await lived();
    const view = status.parse(await json(world, ['status', ...dayNine]));
    expect(view).toMatchObject({ today: '2026-12-01', day: 9, onLeaveUntil: null, notices: [] });
    expect(view.hire.roles).toMatchObject({ manager: ['Alan Turing'], buddy: ['Grace Hopper'] });
    expect(view.phases.map(({ id, state }) => [id, state]).slice(0, 4)).toEqual([
      ['day-1', 'past'],
      ['week-1', 'past'],
      ['day-30', 'current'],
      ['day-60', 'upcoming'],
    ]);
    expect(view.phases.reduce((sum, { total }) => sum + total, 0)).toBe(view.progress.total);
    expect(view.progress).toMatchObject({ done: 2, skipped: 1 });

    const refs = (items: { ref: string }[]) => items.map((each) => each.ref);
    expect(refs(view.overdue)).toEqual(expect.arrayContaining(['1.2', '1.9', '2.7']));
    expect(refs(view.overdue)).not.toContain('1.4');
    expect(view.overdue.every((each) => each.overdue && each.due < view.today && each.daysLate > 0)).toBe(
      true,
    );
    expect(refs(view.next).filter((each) => refs(view.overdue).includes(each))).toEqual([]);
    expect(view.next.every(({ state }) => state === 'open')).toBe(true);
    expect(view.waiting.every(({ by, state }) => by !== null && state === 'waiting')).toBe(true);
    expect(refs(view.waiting)).toContain('1.4');
    expect(view.blocked.find((each) => each.ref === '3.2')).toMatchObject({ after: ['learn-support-tool'] });
    expect(refs(view.inReview)).toEqual(['3.12']);
    expect(view.overdue.find((each) => each.ref === '1.9')?.count).toEqual({
      total: 2,
      target: 3,
      upTo: 10,
      unit: 'finds',
    });
  });

  test('next, show and log have what is promised', async () => {
    const world = await lived();
    const items = next.parse(await json(world, ['next', '-n', '50', ...dayNine])).items;
    expect(items[0]).toMatchObject({ ref: '1.2', overdue: true });

    const done = show.parse(await json(world, ['show', '1.3', ...dayNine]));
    expect(done.item).toMatchObject({
      state: 'done',
      evidence: { wanted: 'url', given: 'https://example.com' },
    });
    expect(done.history).toMatchObject([
      { kind: 'done', by: 'Ada Lovelace', on: '2026-11-23', undone: false },
    ]);
    const blocked = show.parse(await json(world, ['show', '3.2', '--why', ...dayNine]));
    expect(blocked.after).toMatchObject([{ ref: '3.1', state: 'blocked' }]);
    expect(blocked.why.length).toBeGreaterThan(1);
    const reviewed = show.parse(await json(world, ['show', '3.12', ...dayNine]));
    expect(reviewed.item.signOff).toMatchObject({ role: 'buddy', state: 'pending' });
    const linked = await startedWithLink('https://wiki.example.com/customers');
    expect(show.parse(await json(linked, ['show', '3.4', ...dayNine])).item.links).toEqual([
      { title: 'Who looks after whom', url: 'https://wiki.example.com/customers' },
    ]);
    expect(show.parse(await json(world, ['show', '1.4', ...dayNine])).item.by).toMatchObject({
      role: 'buddy',
      people: ['Grace Hopper'],
    });

    const { entries } = log.parse(await json(world, ['log', ...dayNine]));
    expect(entries.map(({ kind }) => kind)).toEqual([
      'started',
      'assigned',
      'assigned',
      'done',
      'done',
      'skipped',
      'counted',
      'done',
    ]);
  });

  test('review has what is promised, beside all that status has', async () => {
    const world = await lived();
    await world.run(['ask', 'Who decides?', '--today', '2026-11-24']);
    await world.run(['note', '1.8', 'two installers', '--today', '2026-11-24']);
    const view = reviewed.parse(await json(world, ['review', '--as', 'Grace Hopper', ...dayNine]));
    const plain = status.parse(await json(world, ['status', ...dayNine]));
    expect(view).toMatchObject({ ...plain, notices: [expect.stringContaining('No holidays are known')] });
    expect(view.owed.map(({ kind, ref }) => `${kind} ${ref}`).slice(0, 4)).toEqual([
      'question ?1',
      'sign-off 3.12',
      'item 1.14',
      'item 1.4',
    ]);
    expect(view.completed.map(({ ref }) => ref)).toEqual(['1.1', '1.3', '3.12']);
    expect(view.skipped).toMatchObject([{ ref: '1.6', reason: 'hosted' }]);
    expect(view.notes).toMatchObject([{ item: 'list-puzzles', text: 'two installers', by: 'Ada Lovelace' }]);
    expect(view.questions).toMatchObject([{ ref: '?1', answer: null }]);
    expect(view.stuck.map(({ ref }) => ref)).toEqual(
      expect.arrayContaining(view.overdue.map(({ ref }) => ref)),
    );
  });

  test('a group is shown as JSON too', async () => {
    const world = await lived();
    const view = await json<{ schemaVersion: number }>(world, ['show', 'meet-buddy', ...dayNine]);
    expect(view.schemaVersion).toBe(1);
    expect(JSON.stringify(view)).toContain('"learn-team"');
  });

  test('is plain ASCII control-free text even where colours are forced', async () => {
    const world = await lived();
    for (const command of [['status'], ['next'], ['show', '1.1'], ['log']]) {
      const result = await world.run([...command, '--json', ...dayNine], { colour: true });
      expect(result.stdout).not.toContain('\u001b');
      expect(result.stdout.endsWith('}\n')).toBe(true);
      JSON.parse(result.stdout);
    }
  });

  test('piped text has no escape codes, forced colours do; NO_COLOR wins', async () => {
    const world = await lived();
    for (const command of [['status'], ['next'], ['show', '1.1'], ['log']]) {
      const [piped, coloured, none] = await Promise.all([
        world.run([...command, ...dayNine]),
        world.run([...command, ...dayNine], { colour: true }),
        world.run([...command, ...dayNine], { colour: true, env: { NO_COLOR: '1' } }),
      ]);
      expect(piped?.stdout).not.toContain('\u001b');
      expect(coloured?.stdout).toContain('\u001b[');
      expect(none?.stdout).toBe(piped?.stdout);
    }
  });

  test('--json and --markdown exclude each other', async () => {
    const world = await lived();
    for (const command of ['status', 'next', 'review'])
      await expectRefusal(world, [command, '--json', '--markdown', ...dayNine], {
        code: 2,
        says: ['--json', '--markdown'],
      });
  });

  test('--markdown is what one can paste: headings, tick boxes, links, no colours', async () => {
    const world = await lived();
    for (const command of ['status', 'next', 'review']) {
      const result = await world.run([command, '--markdown', ...dayNine], { colour: true });
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(result.stdout).not.toContain('\u001b');
      expect(result.stdout).toMatch(/^#+ .*Ada Lovelace/m);
      expect(result.stdout).toContain('Learn about the team');
    }
    const linked = await startedWithLink('https://wiki.example.com/customers');
    const { stdout } = await linked.run(['next', '-n', '99', '--markdown', '--today', '2026-12-17']);
    expect(stdout).toContain('](https://wiki.example.com/customers)');
  });
});

const saved = z.object({
  schemaVersion: z.literal(1),
  changed: z.array(
    z.looseObject({
      id: z.string().min(1),
      at: z.iso.datetime(),
      on: date,
      by: z.string(),
      batch: z.string().min(1),
      kind: z.string(),
    }),
  ),
});

/** Runs a command with `--json`; what it says it saved, which is the end of the record. */
async function changedBy(world: World, args: readonly string[]) {
  const before = events(world).length;
  const { code, stdout } = await world.run([...args, '--json', '--today', '2026-11-23']);
  expect(code).toBe(0);
  const { changed } = saved.parse(JSON.parse(stdout));
  expect(changed).toEqual(events(world).slice(before));
  return changed;
}

describe('--json where something is saved', () => {
  const monday = ['--today', '2026-11-23'];

  test.each<[string[], object[]]>([
    [
      ['done', '1.1', '1.2', '--note', 'x'],
      [{ kind: 'done', note: 'x' }, { kind: 'done' }],
    ],
    [['count', '1.9', '3'], [{ kind: 'counted', delta: 3, closesAt: 3 }]],
    [['note', '1.1', 'two installers'], [{ kind: 'noted', text: 'two installers' }]],
    [['ask', 'who decides?'], [{ kind: 'asked', text: 'who decides?' }]],
    [['skip', '1.1', '--reason', 'hosted'], [{ kind: 'skipped', reason: 'hosted' }]],
    [['move', '1.1', '--due', '2026-11-30'], [{ kind: 'moved', due: '2026-11-30' }]],
    [['book', '1.1', '--on', '2026-11-23', '--at', '9:30'], [{ kind: 'booked', time: '09:30' }]],
    [['assign', '--role', 'mentor', '--to', 'Joan'], [{ kind: 'assigned', people: ['Joan'] }]],
    [['away', '--from', '2026-12-01', '--to', '2026-12-02'], [{ kind: 'away', to: '2026-12-02' }]],
  ])('%j says on stdout what it saved, its sentences on stderr', async (command, kinds) => {
    const world = new World();
    await world.startAda();
    const plain = await world.run([...command, ...monday]);
    expect(plain).toMatchObject({ code: 0, stdout: '' });
    expect(await changedBy(world, ['undo'])).toMatchObject([{ kind: 'undone' }]);
    expect(await changedBy(world, command)).toMatchObject(kinds);
    const { stderr } = await world.run(['undo', '--json', ...monday]);
    expect(stderr).toContain('taken back: ');
  });

  test('what changes nothing has an empty list', async () => {
    const world = new World();
    await world.startAda();
    expect(await changedBy(world, ['reopen', '1.1'])).toEqual([]);
    expect(await changedBy(world, ['undo', '--as', 'Nobody'])).toEqual([]);
    await world.run(['done', '1.1', ...monday]);
    expect(await changedBy(world, ['done', '1.1'])).toEqual([]);
    expect(await changedBy(world, ['reopen', '1.1'])).toMatchObject([{ kind: 'reopened' }]);
  });

  test('what is refused prints no JSON; nor is there any for the list of leave', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['skip', '1.1', '--json', ...monday], { code: 4, says: ['--reason'] });
    await expectRefusal(world, ['away', '--json', ...monday], { code: 2, says: ['--json goes with --from'] });
  });
});
