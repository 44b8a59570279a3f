/** Runs of checklists: begun, found again, named by every command, listed. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIdOf } from '../../src/workspace/records.ts';
import { eventsIn, fingerprint, flat, json, tooWide } from './facts.ts';
import { expectAsDocumented } from './outputs.ts';
import { prepared, World } from './world.ts';

const monday = ['--today', '2026-12-07', '--as', 'Ada Lovelace'];
const begin = ['run', 'leave-beta', 'Message reminders', ...monday];

/** The text of the record of a run. */
function recordOf(world: World, template: string, subject: string, number = 1): string {
  return readFileSync(join(world.workspace, 'runs', `${runIdOf(template, subject, number)}.json`), 'utf8');
}

/** What `run` with a checklist prints as JSON; its sentences go to stderr. */
async function begunJson<T>(world: World, words: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await world.run([...words, '--json']);
  expect(code, stderr).toBe(0);
  expectAsDocumented(words, JSON.parse(stdout));
  return JSON.parse(stdout);
}

const begun = prepared(async (world) => {
  await world.startAda();
  const { code, stderr } = await world.run(begin);
  expect(code, stderr).toBe(0);
});

describe('a run', () => {
  test('is begun for a subject, with what it is, when it is due and who owns it', async () => {
    const world = new World();
    const { code, stdout, stderr } = await world.run(begin);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain(
      'Begun: Message reminders, out of beta (leave-beta), due Fri 18 Dec, owned by Ada Lovelace',
    );
    expect(tooWide(stdout + stderr, 80)).toEqual([]);
    const [started] = eventsIn(recordOf(world, 'leave-beta', 'Message reminders'));
    expect(started).toMatchObject({
      kind: 'started',
      run: 'checklist',
      subject: 'Message reminders',
      name: 'Ada Lovelace',
      start: '2026-12-07',
      program: 'leave-beta',
    });
    expect(started).not.toHaveProperty('number');
  });

  test('is found again by the same words in any case, and nothing is written', async () => {
    const world = await begun();
    const before = fingerprint(world);
    const { code, stderr } = await world.run(['run', 'leave-beta', ' message  REMINDERS ', ...monday]);
    expect([code, fingerprint(world)]).toEqual([0, before]);
    expect(flat(stderr)).toContain('Message reminders, out of beta (leave-beta), begun Mon 7 Dec');
  });

  test('is found again by the same due date after that has passed', async () => {
    const world = new World();
    const words = ['run', 'leave-beta', 'Message reminders', '--due', '2026-12-18', '--as', 'Ada Lovelace'];
    expect((await world.run([...words, '--today', '2026-12-07'])).code).toBe(0);
    const { code, stdout } = await world.run([...words, '--today', '2026-12-21']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('was due 1 working day ago')]);
  });

  test('has the same id on every machine, for its template, subject and number', async () => {
    const one = new World();
    const other = new World();
    await one.run(begin);
    await other.run([
      'run',
      'leave-beta',
      'message reminders',
      '--today',
      '2026-12-09',
      '--as',
      'Grace Hopper',
    ]);
    const names = (world: World) =>
      readdirSync(join(world.workspace, 'runs')).filter((name) => name.endsWith('.json'));
    expect(names(one)).toEqual(names(other));
    expect(names(one)).toEqual([`${runIdOf('leave-beta', 'MESSAGE REMINDERS', 1)}.json`]);
  });

  test('is another one with --another-run, by its number', async () => {
    const world = await begun();
    const second = await world.run([...begin, '--another-run']);
    expect(second.code, second.stderr).toBe(0);
    expect(eventsIn(recordOf(world, 'leave-beta', 'Message reminders', 2))[0]).toMatchObject({ number: 2 });
    const { runs } = await json<{ runs: { run: string; number: number }[] }>(world, ['run', ...monday]);
    expect(runs.map(({ run, number }) => [run, number]).sort()).toEqual([
      ['message-reminders', 1],
      ['message-reminders-2', 2],
    ]);
    // Without the flag the last one is meant.
    const { status } = await begunJson<{ status: { hire: { id: string } } }>(world, begin);
    expect(status.hire.id).toBe(runIdOf('leave-beta', 'Message reminders', 2));
  });

  test('counts its dates back from --due', async () => {
    const world = new World();
    const { changed, status } = await begunJson<{
      changed: { kind: string; end?: string }[];
      status: { hire: { anchor: string; end: string }; phases: { due: string }[] };
    }>(world, [...begin, '--due', '2027-01-15']);
    expect(changed[0]).toMatchObject({ kind: 'started', end: '2027-01-15' });
    expect(status.hire).toMatchObject({ anchor: 'end', end: '2027-01-15' });
    expect(status.phases.map(({ due }) => due)).toEqual(['2027-01-15']);
    const shown = await json<{ item: { due: string } }>(world, [
      'show',
      'gate-measured',
      '--run',
      'message',
      ...monday,
    ]);
    expect(shown.item.due).toBe('2027-01-07');
  });

  test('belongs to the owner that is named, with the people of the roles of the owner’s onboarding', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['assign', '--role', 'qa', '--to', 'Lin Chen', ...monday]);
    await world.run([
      'run',
      'leave-beta',
      'Reminders',
      '--owner',
      'ada lovelace',
      '--as',
      'Grace Hopper',
      '--today',
      '2026-12-07',
    ]);
    const events = eventsIn(recordOf(world, 'leave-beta', 'Reminders'));
    expect(events[0]).toMatchObject({ name: 'Ada Lovelace', by: 'Grace Hopper' });
    expect(events.filter(({ kind }) => kind === 'assigned')).toMatchObject([
      { role: 'qa', people: ['Lin Chen'] },
    ]);
  });

  test('is saved by no dry run', async () => {
    const world = new World();
    const before = fingerprint(world);
    const { code, stderr, stdout } = await world.run([...begin, '--dry-run']);
    expect([code, fingerprint(world)]).toEqual([0, before]);
    expect(stderr).toContain('Nothing is written');
    expect(stdout).toContain('1.1');
    const told = await begunJson<{ dryRun: boolean; changed: unknown[] }>(world, [...begin, '--dry-run']);
    expect([told.dryRun, told.changed.length > 0, fingerprint(world)]).toEqual([true, true, before]);
  });
});

describe('commands', () => {
  test.each([
    ['--run and the subject', ['done', '1.4', '--run', 'Message reminders']],
    ['--run and a word', ['done', '1.4', '--run', 'message-reminders']],
    ['--run and a part of it', ['done', '1.4', '--run', 'remind']],
    ['--run and the template', ['done', '1.4', '--run', 'leave-beta message reminders']],
    ['--run and the id', ['done', '1.4', '--run', runIdOf('leave-beta', 'Message reminders', 1)]],
    ['the item', ['done', 'message-reminders:1.4']],
    ['the item by its id', ['done', 'message-reminders:gate-logged']],
    ['the id before the item', ['done', `${runIdOf('leave-beta', 'Message reminders', 1)}:1.4`]],
  ])('mean the run by %s', async (_, words) => {
    const world = await begun();
    const { code, stderr } = await world.run([...words, '--evidence', 'the audit log', ...monday]);
    expect(code, stderr).toBe(0);
    const last = eventsIn(recordOf(world, 'leave-beta', 'Message reminders')).at(-1);
    expect(last).toMatchObject({ kind: 'done', item: 'gate-logged' });
  });

  test('stand before an item in each form that --run takes as a whole', async () => {
    const world = new World();
    for (const template of ['leave-beta', 'my-release'])
      expect((await world.run(['run', template, 'v11.2', ...monday])).code).toBe(0);
    expect((await world.run(['run', 'leave-beta', 'Quiet hours', ...monday])).code).toBe(0);
    const words = [
      'leave-beta-v11-2',
      'leave-beta-v11.2',
      'Leave-beta-V11.2',
      'quiet-hours',
      'leave-beta-quiet-hours',
    ];
    for (const word of words) {
      const { code, stdout, stderr } = await world.run(['show', `${word}:1.4,${word}:1.9`, ...monday]);
      expect(code, `${word}: ${stderr}`).toBe(0);
      expect(stdout).toContain('1.4  Can be traced');
    }
    const refused = await world.run(['show', 'v11.2:1.4', ...monday]);
    expect(refused.code).toBe(2);
    expect(flat(refused.stderr)).toMatch(/"v11.2" may be .*leave-beta-v11-2/);
  });

  test('are printed in a form that means no run of a hire', async () => {
    const world = new World();
    await world.startAda();
    const { stderr } = await world.run(['run', 'leave-beta', 'Product manager', ...monday]);
    expect(flat(stderr)).toContain('pm-onboard run next leave-beta-product-manager');
    const { code, stdout } = await world.run(['status', '--run', 'leave-beta-product-manager', ...monday]);
    expect(code).toBe(0);
    expect(flat(stdout)).toContain('pm-onboard book 1.1 --run leave-beta-product-manager');
  });

  test('without it mean the onboarding, as if there were no run', async () => {
    const world = await begun();
    const { code, stdout } = await world.run(['status', ...monday]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/reminders/i);
  });

  test('print --run with the commands to type next', async () => {
    const world = await begun();
    for (const command of ['status', 'next', 'show', 'plan', 'review', 'log']) {
      const words = command === 'show' ? ['show', '1.4'] : [command];
      const { code, stdout, stderr } = await world.run([...words, '--run', 'message', ...monday]);
      expect(code, stderr).toBe(0);
      expect(tooWide(stdout, 80)).toEqual([]);
      for (const [line] of flat(stdout).matchAll(/pm-onboard (?:done|show|next|plan) [^,;]*/g))
        expect(line).toContain('--run message-reminders');
    }
  });

  test('refuse a name that no run has, and suggest the nearest', async () => {
    const world = await begun();
    const refused = await world.run(['status', '--run', 'mesage-reminders', ...monday]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(flat(refused.stderr)).toMatch(/mesage-reminders.*did you mean message-reminders/);
  });

  test('refuse a name that two runs have, and name both', async () => {
    const world = await begun();
    await world.run(['run', 'my-release', 'Message reminders', ...monday]);
    const refused = await world.run(['status', '--run', 'message reminders', ...monday]);
    expect(refused.code).toBe(2);
    for (const word of ['leave-beta-message-reminders', 'my-release-message-reminders']) {
      expect(flat(refused.stderr)).toContain(word);
      expect((await world.run(['status', '--run', word, ...monday])).code).toBe(0);
    }
  });
});

test('an error names five runs at most', async () => {
  const world = new World();
  for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
    await world.run(['run', 'urgent-fix', `Thing ${word}`, ...monday]);
  const refused = await world.run(['status', '--run', 'thing', ...monday]);
  expect(flat(refused.stderr)).toMatch(
    /"thing" may be (thing-\w+ or ){5}2 more name one of them; pm-onboard run/,
  );
  const next = await world.run(['run', 'next', ...monday]);
  expect([next.code, next.stderr.match(/run next thing/g)?.length]).toEqual([4, 5]);
});

describe('run alone', () => {
  test('lists what is under way by due date, then what can be begun', async () => {
    const world = await begun();
    await world.run(['run', 'my-release', 'v11.2', '--due', '2026-12-11', ...monday]);
    const { code, stdout } = await world.run(['run', ...monday]);
    expect(code).toBe(0);
    expect(stdout.indexOf('v11.2, your part of it')).toBeLessThan(
      stdout.indexOf('Message reminders, out of beta'),
    );
    expect(stdout).toMatch(/CAN BE BEGUN[\s\S]*leave-beta/);
    expect(tooWide(stdout, 80)).toEqual([]);
  });

  test('shows the run that is there also where its template is broken or gone', async () => {
    const world = new World();
    const folder = join(world.workspace, 'checklists', 'templates');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'announce.yaml');
    writeFileSync(
      file,
      'title: "{name}, announced"\nitems:\n  - { id: text, title: Write it up, due: workday 2 }\n',
    );
    const words = ['run', 'announce', 'Quiet hours', ...monday];
    expect((await world.run(words)).code).toBe(0);
    for (const spoil of [() => writeFileSync(file, 'title: ['), () => rmSync(file)]) {
      spoil();
      const { code, stdout, stderr } = await world.run(words);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('Quiet hours, announced');
      expect((await world.run(['run', 'announce', 'Pins', ...monday])).code).toBe(2);
      expect((await world.run([...words, '--another-run'])).code).toBe(2);
    }
  });

  test('takes no flag that would begin a run', async () => {
    const world = await begun();
    for (const words of [[], ['message-reminders']]) {
      const { code, stderr } = await world.run(['run', ...words, '--due', '2026-12-18', ...monday]);
      expect([code, flat(stderr)]).toEqual([2, expect.stringContaining('--due says how a run begins')]);
    }
  });

  test('leaves out what has ended', async () => {
    const world = await begun();
    expect((await world.run(['finish', '--run', 'message', '--force', ...monday])).code).toBe(0);
    const { runs } = await json<{ runs: unknown[] }>(world, ['run', ...monday]);
    expect(runs).toEqual([]);
    const again = await world.run(begin);
    expect(flat(again.stderr)).toMatch(/finished Mon 7 Dec.*--another-run/);
  });

  test('takes the workspace’s own templates, which stand in the place of those that ship', async () => {
    const world = new World();
    mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), '');
    const write = (name: string, text: string) =>
      writeFileSync(join(world.folder, 'checklists/templates', `${name}.yaml`), text);
    write('leave-beta', 'title: "{name}, ours"\nitems: [{ id: a, title: Ask, due: day 1 }]\n');
    write('broken', 'title: x\nitems: []\n');
    const { templates } = await json<{
      templates: { id: string; title: string; place: string; fault: string }[];
    }>(world, ['run', ...monday]);
    expect(templates.find(({ id }) => id === 'leave-beta')).toMatchObject({ title: '…, ours', fault: null });
    expect(templates.find(({ id }) => id === 'broken')).toMatchObject({ title: null });
    await world.run(begin);
    const { stdout } = await world.run(['status', '--run', 'message', ...monday]);
    expect(stdout).toContain('Ask');
    // A file that can't even be read hides nothing.
    symlinkSync('/etc/hostname', join(world.folder, 'checklists/templates/link.yaml'));
    expect((await world.run(['run', ...monday])).stdout).toMatch(/link +not usable: pm-onboard lint/);
    const refused = await world.run(['run', 'broken', 'X', ...monday]);
    expect([refused.code, flat(refused.stderr)]).toEqual([2, expect.stringContaining('broken.yaml')]);
  });
});

describe('what can be asked of a checklist', () => {
  const traits = prepared(async (world) => {
    mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), '');
    writeFileSync(
      join(world.folder, 'checklists/templates/gate.yaml'),
      `title: "{name}"
traits: { plan: [free, enterprise] }
items:
  - { id: all, title: For all, due: day 1 }
  - { id: big, title: For the big, due: day 2, when: { plan: [enterprise] } }
`,
    );
  });

  test('--set says it, and items follow', async () => {
    const world = await traits();
    const { status } = await begunJson<{ status: { progress: { total: number } } }>(world, [
      ...['run', 'gate', 'X', '--set', 'plan=free', ...monday],
    ]);
    expect(status.progress.total).toBe(1);
    const again = await world.run(['run', 'gate', 'X', '--set', 'plan=enterprise', ...monday]);
    expect(again.code).toBe(2);
    expect(flat(again.stderr)).toContain('reschedule --trait plan=enterprise --run x');
  });

  test.each([
    ['nothing', [], 4, '--set plan'],
    ['an unknown value', ['--set', 'plan=huge'], 2, 'they are free and enterprise'],
    ['an unknown key', ['--set', 'plam=free'], 2, 'did you mean plan?'],
  ])('%s is refused', async (_, flags, code, says) => {
    const world = await traits();
    const refused = await world.run(['run', 'gate', 'X', ...flags, ...monday]);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(flat(refused.stderr)).toContain(says);
  });
});

describe('refused, and nothing is written', () => {
  test.each([
    ['an unknown template', ['run', 'leave-betta', 'X'], 2, 'did you mean leave-beta?'],
    ['a template in capitals', ['run', 'Leave-Beta', 'X'], 2, 'did you mean leave-beta?'],
    ['no subject', ['run', 'leave-beta'], 4, 'run leave-beta "Message reminders"'],
    ['an empty subject', ['run', 'leave-beta', ' '], 2, 'the subject is empty'],
    ['a day that has passed', ['run', 'leave-beta', 'X', '--due', '2026-12-04'], 2, 'has passed'],
    ['a control character', ['run', 'leave-beta', 'a\u0007b'], 2, 'control character'],
    ['a path that leads nowhere', ['run', './nothing.yaml', 'X'], 3, 'there is no file ./nothing.yaml'],
  ])('%s', async (_, words, code, says) => {
    const world = new World();
    const before = fingerprint(world);
    const refused = await world.run([...words, ...monday]);
    expect([refused.code, refused.stdout, fingerprint(world)]).toEqual([code, '', before]);
    expect(flat(refused.stderr)).toContain(says);
  });

  test.each([
    ['another due date', ['--due', '2027-02-01'], 'its dates count from 2026-12-07'],
    ['another owner', ['--owner', 'Grace Hopper'], 'Ada Lovelace owns it'],
  ])('%s for a run that is there', async (_, flags, says) => {
    const world = await begun();
    const before = fingerprint(world);
    const refused = await world.run([...begin, ...flags]);
    expect([refused.code, fingerprint(world)]).toEqual([2, before]);
    expect(flat(refused.stderr)).toContain(says);
    expect(flat(refused.stderr)).toContain('--another-run');
  });
});
