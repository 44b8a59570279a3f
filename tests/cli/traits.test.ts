/** Traits of a hire, and items that only some hires have. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat, json, lastBatch, tooWide } from './facts.ts';
import { expectAsDocumented } from './outputs.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const wednesday = ['--today', '2026-11-25'];

const head = `id: eng
title: Engineer onboarding
phases: [day-1, week-1, us-week]
roles:
  buddy: { title: PM buddy, required: true }
`;
const traits = `traits:
  country: [us, de, other]
  manager: boolean
`;

const files = {
  'program.yaml': head + traits,
  'day-1.yaml': `id: day-1
title: Day one
due: day 1
items:
  - { id: meet-buddy, title: Meet your buddy, with: [buddy], takes: 30 min }
  - { id: tax-form, title: Sign the tax form, when: { country: [us] }, takes: 20 min }
  - { id: insurance, title: Choose an insurance, when: { country: [de] }, takes: 20 min }
  - { id: forms, title: Hand your forms in, after: [tax-form, insurance], takes: 10 min }
`,
  'week-1.yaml': `id: week-1
title: First week
due: week 1
items:
  - id: lead
    title: Lead a team
    when: { manager: true }
    items:
      - { id: meet-reports, title: Meet each of your reports, takes: 2 h }
      - { id: us-law, title: Take the state training, when: { country: [us] }, takes: 2 h }
  - { id: read-guide, title: Read the user guide, takes: 2 h }
`,
  'us-week.yaml': `id: us-week
title: American week
due: week 2
when: { country: [us] }
items:
  - { id: benefits, title: Choose your benefits, takes: 1 h }
`,
};

/** The same without traits. */
const bare = Object.fromEntries(
  Object.entries(files).map(([name, text]) => [
    name,
    text
      .replace(traits, '')
      .replaceAll(/^ *when: .*\n/gm, '')
      .replaceAll(/ when: \{[^}]*\},/g, ''),
  ]),
);

function write(world: World, changed: Partial<typeof files> = {}): void {
  mkdirSync(join(world.folder, 'checklists/eng'), { recursive: true });
  for (const [name, text] of Object.entries({ ...files, ...changed }))
    writeFileSync(join(world.folder, 'checklists/eng', name), text);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/eng\n');
}

const laid = prepared(async (world) => write(world));

function startArgs(...more: string[]): string[] {
  const who = ['start', '--name', 'Ada Lovelace', '--buddy', 'Grace Hopper', '--start', '2026-11-23', '--me'];
  return [...who, ...more, ...monday];
}

function start(world: World, ...more: string[]) {
  return world.run(startArgs(...more));
}

const ofUs = ['--trait', 'country=us', '--trait', 'manager=no'];

const begun = prepared(async (world) => {
  write(world);
  await start(world, ...ofUs);
});

interface Planned {
  readonly items: readonly {
    readonly ref: string;
    readonly id: string;
    readonly due: string;
    readonly state: string;
  }[];
  readonly out: readonly { readonly ref: string; readonly id: string; readonly reason: string }[];
  readonly phases: readonly { readonly id: string }[];
  readonly progress: { readonly total: number; readonly done: number };
}

const planOf = (world: World, day = monday) => json<Planned>(world, ['plan', ...day]);

async function outOf(world: World, day = monday): Promise<Record<string, string>> {
  const { out } = await planOf(world, day);
  return Object.fromEntries(out.map(({ ref, reason }) => [ref, reason]));
}

describe('start', () => {
  test('without an answer that nobody can be asked for, it names each flag with its values, and writes nothing', async () => {
    const world = await laid();
    const result = await start(world, '--no-input');
    expect(result.code).toBe(4);
    expect(result.stderr).toContain('a start needs --trait country and --trait manager');
    expect(result.stderr).toContain('--trait country=us   or country=de or country=other');
    expect(result.stderr).toContain('--trait manager=yes   or manager=no');
    const some = await start(world, '--no-input', '--trait', 'manager=true');
    expect(some.code).toBe(4);
    expect(some.stderr).toContain('a start needs --trait country\n');
    const all = await world.run(['start', '--no-input', ...monday]);
    expect(flat(all.stderr)).toContain('a start needs --name, --start, --trait country and --trait manager');
    expect((await world.run(['status', ...monday])).code).not.toBe(0);
  });

  test('refuses a trait or a value that the program does not have, and one that is said twice', async () => {
    const world = await laid();
    const refused: [string[], RegExp][] = [
      [['contry=us'], /"contry" is not known\n {2}did you mean country\?/],
      [['country=uk'], /"uk" is not one of its values\n {2}they are us, de and other/],
      [['country=us', 'country=de'], /--trait country is given twice/],
      [['manager=maybe'], /they are yes and no/],
      [['country='], /"" is not one of its values/],
    ];
    for (const [texts, said] of refused)
      await expectRefusal(world, startArgs(...texts.flatMap((text) => ['--trait', text])), {
        code: 2,
        says: [said],
      });
    write(world, bare);
    await expectRefusal(world, startArgs('--trait', 'country=us'), {
      code: 2,
      says: [/the program eng has no traits/],
    });
  });

  test('keeps what was said, upper case and true as well, and shows only what is theirs', async () => {
    const world = await laid();
    const result = await start(world, '--trait', 'country=US', '--trait', 'manager=False');
    expect(result.code).toBe(0);
    expect(lastBatch(world, world.folder)[0]).toMatchObject({
      kind: 'started',
      traits: ['country=us', 'manager=no'],
    });
    const { hire, phases } = await json<{ hire: { traits: unknown }; phases: { id: string }[] }>(world, [
      'status',
      ...monday,
    ]);
    expect(hire.traits).toEqual({ country: 'us', manager: 'no' });
    expect(phases.map(({ id }) => id)).toEqual(['day-1', 'week-1', 'us-week']);
    const plan = await planOf(world);
    expect(plan.items.map(({ ref }) => ref)).toEqual(['1.1', '1.2', '1.4', '2.3', '3.1']);
    expect(plan.progress.total).toBe(5);
    expect(await outOf(world)).toEqual({
      '1.3': 'country is us, not de',
      '2.1': 'manager is no',
      '2.2': 'manager is no',
    });
  });

  test('at a terminal asks for each trait: from a list, or with yes and no', async (context) => {
    const world = await laid();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      'pm-onboard start --name \'Ada Lovelace\' --start 2026-11-23 --no-me --today 2026-11-23; echo "exit=[$?]"',
    );
    await terminal.until('Country?');
    await terminal.press('Down');
    await terminal.press('Enter');
    await terminal.until('Manager?');
    await terminal.type('y');
    await terminal.until('Holidays');
    await terminal.type('');
    const screen = await terminal.until('exit=[0]');
    expect(tooWide(screen, 80)).toEqual([]);
    expect(await outOf(world)).toEqual({
      '1.2': 'country is de, not us',
      '2.2': 'country is de, not us',
      '3.1': 'country is de, not us',
    });
  });
});

describe('an item that is not theirs', () => {
  test('blocks nothing, stands in plan --all with its reason, and is named where somebody asks for it', async () => {
    const world = await begun();
    const { items } = await planOf(world);
    expect(items.find(({ id }) => id === 'forms')).toMatchObject({ state: 'blocked', blockedBy: ['1.2'] });
    await world.run(['done', '1.2', ...monday]);
    expect((await planOf(world)).items.find(({ id }) => id === 'forms')?.state).toBe('open');
    const all = await world.run(['plan', '--all', ...monday]);
    expect(all.stdout).toContain(
      'NOT IN THIS PLAN\n  1.3  Choose an insurance        country is us, not de\n',
    );
    expect(tooWide(all.stdout, 80)).toEqual([]);
    expect((await world.run(['plan', ...monday])).stdout).not.toContain('Choose an insurance');
    expect((await world.run(['plan', '--all', '--markdown', ...monday])).stdout).toContain(
      '### Not in this plan',
    );
    for (const text of ['1.3', 'insurance', 'Choose an insurance'])
      await expectRefusal(world, ['done', text, ...monday], {
        code: 2,
        says: [/1\.3 Choose an insurance is not in this plan: country is us, not de/],
      });
    await expectRefusal(world, ['show', 'lead', ...monday], { code: 2, says: [/there is no item "lead"/] });
    await expectRefusal(world, ['plan', '--all', '--json', ...monday], {
      code: 2,
      says: [/--json and --all exclude each other/],
    });
    const found = await world.run(['find', 'insurance', '--hire', 'Ada Lovelace', ...monday]);
    expect(found.stdout).not.toContain('1.3');
    const shown = await world.run(['show', '1.2', ...monday]);
    expect(shown.stdout).toContain('For       country us');
  });

  test('of a phase without any, the phase is not shown', async () => {
    const world = await laid();
    await start(world, '--trait', 'country=de', '--trait', 'manager=no');
    expect((await planOf(world)).phases.map(({ id }) => id)).toEqual(['day-1', 'week-1']);
    expect((await world.run(['status', ...monday])).stdout).not.toContain('American');
    expect((await world.run(['review', '--as', 'Grace Hopper', ...monday])).stdout).toContain(
      'Country de, manager no',
    );
  });
});

describe('reschedule --trait', () => {
  test('shows what comes and what goes, in a dry run too; done items stay done; what comes gets a week', async () => {
    const world = await begun();
    await world.run(['done', '1.2', ...wednesday]);
    const change = ['reschedule', '--trait', 'country=de', '--trait', 'manager=yes', ...wednesday];
    const dry = await world.run([...change, '--dry-run']);
    expect(dry.stdout).toContain('COMES\n  1.3   Choose an insurance        due Wed 2 Dec\n');
    expect(dry.stdout).toContain('GOES\n  3.1   Choose your benefits  country is de, not us\n');
    const narrow = await world.run([...change, '--dry-run'], { env: { COLUMNS: '40' } });
    expect(narrow.stdout).toContain('GOES\n  3.1   Choose your benefits\n        country is de, not us\n');
    const inPlan = await world.run(['plan', '--all', ...wednesday], { env: { COLUMNS: '40' } });
    expect(inPlan.stdout).toContain('  1.3  Choose an insurance\n       country is us, not de\n');
    for (const { stdout } of [narrow, inPlan]) expect(tooWide(stdout, 40)).toEqual([]);
    expect(dry.stderr).toContain("reschedule 'Ada Lovelace' --trait country=de --trait manager=yes");
    const printed = await world.run([...change, '--dry-run', '--json']);
    const foreseen = JSON.parse(printed.stdout) as { comes: { id: string }[]; goes: unknown[] };
    expectAsDocumented(['reschedule'], foreseen);
    expect(foreseen.comes.map(({ id }) => id)).toEqual(['insurance', 'meet-reports']);
    expect(foreseen.goes).toEqual([
      { ref: '3.1', id: 'benefits', title: 'Choose your benefits', reason: 'country is de, not us' },
    ]);
    const result = await world.run(change);
    expect(result.stderr).toContain('✓ Ada Lovelace has country de instead of us');
    expect(lastBatch(world, world.folder)).toMatchObject([
      { kind: 'changed', traits: ['country=de', 'manager=yes'] },
    ]);
    const { items } = await planOf(world, wednesday);
    expect(items.find(({ id }) => id === 'tax-form')?.state).toBe('done');
    expect(items.find(({ id }) => id === 'insurance')?.due).toBe('2026-12-02');
    const log = await world.run(['log', ...wednesday]);
    expect(log.stdout).toContain('changed traits: country=de, manager=yes');
    expect(flat((await world.run([...change])).stderr)).toContain('Ada Lovelace has these traits already.');
    const opened = await world.run(['reopen', '1.2', ...wednesday]);
    expect(flat(opened.stderr)).toContain(
      '1.2 Sign the tax form is not in this plan any more: country is de, not us.',
    );
    await world.run(['undo', ...wednesday]);
    await world.run(['undo', ...wednesday]);
    expect((await outOf(world, wednesday))['1.3']).toBe('country is us, not de');
  });

  test('asks for the value of a trait that stands alone; where nobody can be asked, it names the values', async (context) => {
    const world = await begun();
    const result = await world.run(['reschedule', '--trait', 'country', ...monday]);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain('--trait country=us   or country=de or country=other');
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard reschedule --trait manager --today 2026-11-23; echo "exit=[$?]"');
    await terminal.until('Manager?');
    await terminal.type('y');
    await terminal.until('exit=[0]');
    expect(lastBatch(world, world.folder)).toMatchObject([{ traits: ['manager=yes'] }]);
  });
});

describe('upgrade', () => {
  test('that brings traits leaves out what depends on them until somebody says them, and status says so once', async () => {
    const world = await laid();
    write(world, bare);
    await start(world);
    await world.run(['done', '1.2', ...monday]);
    write(world);
    const dry = await world.run(['upgrade', '--all', '--dry-run', '--markdown', ...wednesday]);
    expect(dry.stdout).toContain('| left out | 1.3 Choose an insurance | open |');
    expect(dry.stdout).toContain('- Not counted or shown until somebody says country and manager: 4 items.');
    const result = await world.run(['upgrade', '--yes', ...wednesday]);
    expect(flat(result.stderr)).toContain("Country and manager aren't known");
    const status = await world.run(['status', ...wednesday]);
    expect(flat(status.stdout)).toContain(
      "! Country and manager aren't known; what depends on that (4 items) isn't counted or shown: pm-onboard reschedule 'Ada Lovelace' --trait country --trait manager",
    );
    expect(status.stdout.match(/aren't known/g)).toHaveLength(1);
    await expectPasteable(world, status.stdout, { today: '2026-11-25' });
    expect((await outOf(world, wednesday))['1.3']).toBe("country isn't known");
    await world.run([
      'reschedule',
      ...ofUs.map((text) => text.replace('manager=no', 'manager=yes')),
      ...wednesday,
    ]);
    expect((await world.run(['status', ...wednesday])).stdout).not.toContain('known;');
    // What was done before is not new, so that what waits for it stays where it was.
    const { items } = await planOf(world, wednesday);
    expect(items.find(({ id }) => id === 'forms')?.due).toBe('2026-11-23');
    expect(items.find(({ id }) => id === 'us-law')?.due).toBe('2026-12-02');
  });

  test('reports that an item is for others now, or for more', async () => {
    const world = await begun();
    write(world, {
      'day-1.yaml': files['day-1.yaml']
        .replace('country: [us]', 'country: [us, other]')
        .replace('country: [de]', 'country: [de, us]'),
      'us-week.yaml': files['us-week.yaml'].replace('[us]', '[other]'),
    });
    const report = await json<{ hires: Record<string, { id: string; keys?: string[]; due?: string }[]>[] }>(
      world,
      ['upgrade', '--dry-run', ...wednesday],
    );
    const [ada] = report.hires;
    expect(ada?.['changed']).toMatchObject([{ id: 'tax-form', keys: ['when'] }]);
    expect(ada?.['comes']).toMatchObject([{ id: 'insurance', due: '2026-12-02' }]);
    expect(ada?.['goes']).toMatchObject([{ id: 'benefits' }]);
    expect(ada?.['added']).toEqual([]);
    expect(ada?.['removed']).toEqual([]);
  });
});

describe('preview', () => {
  test('shows everything, and for one kind of hire what is theirs', async () => {
    const world = await laid();
    const all = await json<{ totals: { items: number }; notices: string[] }>(world, ['preview']);
    expect(all.totals.items).toBe(8);
    expect(all.notices.at(-1)).toContain('for one hire alone: --trait country=us --trait manager=yes');
    const german = await json<{ totals: { items: number }; days: { due: { ref: string }[] }[] }>(world, [
      'preview',
      '--trait',
      'country=de',
      '--trait',
      'manager=no',
    ]);
    expect(german.days.flatMap(({ due }) => due.map(({ ref }) => ref))).toEqual(['1.1', '1.3', '1.4', '2.3']);
    await expectRefusal(world, ['preview', '--trait', 'country=uk'], {
      code: 2,
      says: [/they are us, de and other/],
    });
  });
});
