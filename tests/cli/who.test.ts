/** How commands find the hire, the item, the role and the person who acts. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tombstoneText } from '../builders.ts';
import { expectRefusal, json, lastBatch } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

interface Named {
  readonly hire: { readonly name: string; readonly id: string };
}

async function withHires(...names: string[]): Promise<World> {
  const world = new World();
  for (const name of names)
    await world.run(['start', '--name', name, '--start', '2026-11-23', ...monday, '--as', 'Grace Hopper']);
  return world;
}

describe('the hire that is meant', () => {
  test('argument, --hire, environment, settings, who acts, the only one: in this order', async () => {
    const world = await withHires('Ada Lovelace', 'Katherine Johnson', 'Annie Easley');
    const name = async (args: string[], env: Record<string, string> = {}) =>
      (await json<Named>(world, ['status', ...args, ...monday], { env })).hire.name;

    await expectRefusal(world, ['status', ...monday], {
      code: 4,
      says: ['which hire', 'Ada Lovelace', 'Katherine Johnson', 'Annie Easley', '--hire'],
    });
    expect(await name(['--as', 'katherine johnson'])).toBe('Katherine Johnson');
    expect(await name([], { PM_ONBOARD_AS: 'Annie Easley' })).toBe('Annie Easley');

    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(
      join(config, 'settings.json'),
      JSON.stringify({ hire: 'annie EASLEY', me: 'Ada Lovelace' }),
    );
    expect(await name([])).toBe('Annie Easley');
    expect(await name(['--as', 'Katherine Johnson'])).toBe('Annie Easley');
    expect(await name([], { PM_ONBOARD_HIRE: 'Ada' })).toBe('Ada Lovelace');
    expect(await name(['--hire', 'Katherine'], { PM_ONBOARD_HIRE: 'Ada' })).toBe('Katherine Johnson');
    expect(await name(['Annie'], { PM_ONBOARD_HIRE: 'Ada' })).toBe('Annie Easley');

    writeFileSync(
      join(config, 'settings.json'),
      JSON.stringify({ hire: 'somebody elsewhere', me: 'Ada Lovelace' }),
    );
    expect(await name([])).toBe('Ada Lovelace');
  });

  test('the only hire is meant by anyone; in an empty workspace the way to begin is said', async () => {
    const world = await withHires('Ada Lovelace');
    expect((await json<Named>(world, ['next', '--as', 'Somebody', ...monday])).hire.name).toBe(
      'Ada Lovelace',
    );
    await expectRefusal(world, ['status', '--workspace', 'nowhere'], {
      code: 2,
      says: ['nobody', 'pm-onboard start'],
    });
  });

  test('the argument and --hire may mean one hire, never two', async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const { hire } = await json<Named>(world, ['status', 'Annie', ...monday]);
    for (const [named, flag] of [
      ['Annie', 'annie'],
      ['Annie', 'Easley'],
      ['Annie Easley', hire.id],
      [hire.id, 'Annie'],
    ] as const)
      expect((await json<Named>(world, ['next', named, '--hire', flag, ...monday])).hire).toEqual(hire);
    for (const [named, flag] of [
      ['Annie', 'Ada'],
      [hire.id, 'Ada'],
      ['Ada', hire.id],
    ] as const)
      for (const command of ['status', 'next', 'log', 'assign'])
        await expectRefusal(
          world,
          [
            command,
            named,
            '--hire',
            flag,
            ...(command === 'assign' ? ['--role', 'buddy', '--to', 'Lin'] : []),
          ],
          { code: 2, says: [`"${named}" is one hire, --hire "${flag}" is another`, 'name one of them'] },
        );
    await expectRefusal(world, ['status', 'Annie', '--hire', 'Bob'], { code: 2, says: ['called "Bob"'] });
    await expectRefusal(world, ['status', 'Annie', '--hire', 'Bob', '--workspace', 'nowhere'], {
      code: 2,
      says: ['nobody is being onboarded'],
    });
    // A start is of the hire whom it names.
    const start = ['start', '--name', 'Katherine', '--start', '2026-11-23', '--hire', 'Ada', ...monday];
    expect((await world.run(start)).stdout).toMatch(/^Katherine/);
  });

  test('printed commands name the hire by name; by id where somebody else has that name', async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const again = [
      'start',
      '--name',
      'Ada Lovelace',
      '--start',
      '2026-12-07',
      '--no-me',
      '--another',
      ...monday,
    ];
    const said = async (...args: string[]) => (await world.run([...args, ...monday])).stderr;
    expect(await said('archive', 'annie')).toContain("pm-onboard undo --hire 'Annie Easley'");
    const [, second = ''] =
      /pm-onboard assign (h\w+) --role buddy/.exec((await world.run(again)).stderr) ?? [];
    expect(await said('assign', second, '--role', 'buddy', '--to', 'Grace')).toContain('Ada Lovelace: Grace');
    expect(await said('archive', second)).toContain(`pm-onboard undo --hire ${second}`);
    expect(await said('undo', '--hire', second)).toContain('taken back: archived');
  });

  test('printed commands, pasted, mean the hire they were printed for', async () => {
    const world = await withHires("Ada O'Hara");
    await world.run(['start', '--name', 'Annie Easley', '--start', '2026-11-23', '--me', ...monday]);
    const printed = async (args: string[], env: Record<string, string> = {}) => {
      const { stdout, stderr } = await world.run([...args, ...monday], { env });
      const commands = [...(stdout + stderr).matchAll(/pm-onboard .*?(?= {3}|; |$)/gm)].map(([line]) => line);
      expect(commands, args.join(' ')).not.toEqual([]);
      return commands;
    };
    const ofAda = ['--hire', 'ada'];
    const commands = [
      ...(await printed(['status', 'ada'])),
      ...(await printed(['next', 'ada', '-n', '1'])),
      ...(await printed(['show', '1.1', ...ofAda])),
      ...(await printed(['count', '1.9', 'x', ...ofAda])),
      ...(await printed(['note', '1.9', 'a typo', ...ofAda])),
      ...(await printed(['ask', 'who decides?', ...ofAda])),
      ...(await printed(['away', 'ada'])),
      ...(await printed(['finish', 'ada', '--force'])),
      ...(await printed(['next', 'ada'])),
    ];
    expect(new Set(commands.map((line) => line.split(' ')[1]))).toEqual(
      new Set(['done', 'status', 'next', 'show', 'book', 'undo', 'assign', 'away', 'finish']),
    );
    for (const command of commands) expect(command).toMatch(/( --hire|pm-onboard finish) 'Ada O'\\''Hara'/);

    // Whoever a command means unsaid needs no flag, however that comes.
    for (const command of [
      ...(await printed(['status', 'annie'])),
      ...(await printed(['status'], { PM_ONBOARD_HIRE: 'ada' })),
    ])
      expect(command).not.toContain('--hire');

    const done = commands.find((line) => line.startsWith('pm-onboard done')) ?? '';
    const pasted = await world.shell(`${done} --evidence https://example.com/1 --force ${monday.join(' ')}`);
    expect(pasted.code, pasted.stderr).toBe(0);
    const ticked = async (name: string) =>
      (await json<{ progress: { done: number } }>(world, ['status', name, ...monday])).progress.done;
    expect([await ticked('ada'), await ticked('annie')]).toEqual([1, 0]);
  });

  test('by name, part, id, in any case and composition; a doubt is listed, a miss suggests', async () => {
    const world = await withHires('Zoë Müller', 'Zoe Miller', 'İpek Straße');
    const zoe = await json<Named>(world, ['status', 'Zoe\u0308 MU\u0308LLER', ...monday]);
    expect(zoe.hire.name).toBe('Zoë Müller');
    expect((await json<Named>(world, ['status', zoe.hire.id, ...monday])).hire.name).toBe('Zoë Müller');
    expect((await json<Named>(world, ['status', 'STRASSE', ...monday])).hire.name).toBe('İpek Straße');
    expect((await json<Named>(world, ['status', 'mill', ...monday])).hire.name).toBe('Zoe Miller');
    await expectRefusal(world, ['status', 'ller', ...monday], {
      code: 2,
      says: ['Zoë Müller (h', 'Zoe Miller (h'],
    });
    await expectRefusal(world, ['status', 'Zoe Milner', ...monday], {
      code: 2,
      says: ['did you mean Zoe Miller?'],
    });
    await expectRefusal(world, ['status', 'Bob', ...monday], {
      code: 2,
      says: ['"Bob"', 'Zoë Müller', 'İpek'],
    });
    for (const nothing of ['', '  '])
      await expectRefusal(world, ['status', nothing, ...monday], { code: 2, says: ['nobody here'] });
  });
});

describe('records beside the one that is meant', () => {
  test('an id needs no other record, a name is found beside damaged ones, which go by what is left of their names', async () => {
    const world = await withHires('Ada Lovelace', 'Katherine Johnson', 'Annie Easley');
    const id = async (name: string) => (await json<Named>(world, ['status', name, ...monday])).hire.id;
    const [ada, katherine, annie] = [await id('Ada'), await id('Katherine'), await id('Annie')];
    const path = (hire: string) => join(world.workspace, 'hires', `${hire}.json`);
    const damage = readFileSync(path(katherine), 'utf8').replace(
      '"name":"Katherine Johnson"',
      '"name":"Katherine Jonson"',
    );
    writeFileSync(path(katherine), damage);

    expect(await id(ada)).toBe(ada);
    expect(await id('Lovelace')).toBe(ada);
    expect(await id('annie easley')).toBe(annie);
    const env = { PM_ONBOARD_HIRE: annie };
    expect((await json<Named>(world, ['status', ...monday], { env })).hire.id).toBe(annie);
    await expectRefusal(world, ['status', katherine, ...monday], {
      code: 3,
      says: [katherine, 'first event'],
    });
    await expectRefusal(world, ['status', 'Katherine', ...monday], {
      code: 3,
      says: [path(katherine), 'first event', 'bring it back from git'],
    });
    await expectRefusal(world, ['status', ...monday], {
      code: 4,
      says: [`Katherine Jonson (${katherine})`, annie],
    });

    writeFileSync(path(katherine), 'no JSON');
    await expectRefusal(world, ['status', ...monday], {
      code: 4,
      says: [`${katherine} (${katherine})`, annie],
    });
    expect(await id('Lovelace')).toBe(ada);
    await expectRefusal(world, ['status', katherine, ...monday], { code: 3, says: ["can't be read"] });

    writeFileSync(path(katherine), tombstoneText(katherine));
    await expectRefusal(world, ['status', katherine, ...monday], { code: 2, says: ['nobody here', 'Annie'] });
    const listed = await expectRefusal(world, ['status', ...monday], { code: 4, says: ['There are 2'] });
    expect(listed.stderr).not.toContain(katherine);
    await expectRefusal(world, ['status', 'h00000000', ...monday], { code: 2, says: ['nobody here'] });
  });

  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, -9)],
    ['cut off, with a conflict', (text) => text.replace(/^\{"id/m, '<<<<<<< HEAD\n$&').slice(0, -9)],
    ['without its first event', (text) => text.replace('"start":"2026-11-23"', '"start":"2026-11-24"')],
    ['empty, with a backup', () => ''],
    [
      'with another name, and a backup',
      (text) => text.replace('"name":"Ada Lovelace"', '"name":"Ada Lovelase"'),
    ],
  ])('a damaged record is found by its name, and the name is taken: %s', async (how, damage) => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const { id } = (await json<Named>(world, ['status', 'Ada', ...monday])).hire;
    const path = join(world.workspace, 'hires', `${id}.json`);
    if (how.includes('backup')) await world.run(['note', '1.1', 'x', '--hire', 'Ada', ...monday]);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, damage(sound));
    expect(readFileSync(path, 'utf8')).not.toBe(sound);

    const start = ['start', '--name', 'ada lovelace', '--start', '2026-11-23', ...monday];
    await expectRefusal(world, start, {
      code: 2,
      says: [`Ada Lovelace is being onboarded already (${id})`, '--another'],
    });
    for (const args of [
      ['status', 'Ada'],
      ['next', '--as', 'Ada Lovelace'],
      ['log', 'lovelace'],
    ])
      await expectRefusal(world, [...args, ...monday], {
        code: 3,
        says: [path, "can't be read", how.includes('backup') ? /^ {2}pm-onboard doctor --restore h/m : /git/],
      });
    expect((await json<Named>(world, ['status', 'Annie', ...monday])).hire.name).toBe('Annie Easley');
  });

  test("a file with another hire's record does not pass for that hire", async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const { id } = (await json<Named>(world, ['status', 'Ada', ...monday])).hire;
    const text = readFileSync(join(world.workspace, 'hires', `${id}.json`), 'utf8');
    writeFileSync(join(world.workspace, 'hires/h00000000.json'), text);
    expect((await json<Named>(world, ['status', 'Ada', ...monday])).hire.id).toBe(id);
    await expectRefusal(world, ['status', 'h00000000', ...monday], { code: 3, says: ['another hire'] });
  });

  test('the usual hire of the settings is read by its id; one of another workspace is passed over', async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const { hire } = await json<Named>(world, ['status', 'Annie', ...monday]);
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ hire: hire.id }));
    const usual = async (...args: string[]) =>
      (await json<Named>(world, ['status', ...args, ...monday])).hire.name;
    expect(await usual()).toBe('Annie Easley');
    expect(await usual('Ada')).toBe('Ada Lovelace');
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ hire: 'h00000000' }));
    expect(await usual('--as', 'Ada Lovelace')).toBe('Ada Lovelace');
  });
});

describe('who acts', () => {
  test('--as before the environment before the setting', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['note', '1.1', 'x', ...monday]);
    expect(lastBatch(world)[0]).toMatchObject({ by: 'Ada Lovelace' });
    await world.run(['note', '1.1', 'x', ...monday], { env: { PM_ONBOARD_AS: 'Grace Hopper' } });
    expect(lastBatch(world)[0]).toMatchObject({ by: 'Grace Hopper' });
    await world.run(['note', '1.1', 'x', ...monday, '--as', ' Alan  Turing '], {
      env: { PM_ONBOARD_AS: 'Grace' },
    });
    expect(lastBatch(world)[0]).toMatchObject({ by: 'Alan Turing' });
    for (const name of ['', '  ', 'A\u001b[31mda'])
      await expectRefusal(world, ['note', '1.1', 'x', '--as', name, ...monday], { code: 2, says: ['--as'] });
  });
});

describe('the item that is meant', () => {
  test('by number, id, title or a part, in any case', async () => {
    const world = new World();
    await world.startAda();
    for (const text of [
      '2.7',
      'meet-release-manager',
      'MEET THE RELEASE MANAGER',
      'the release man',
      'release-man',
    ]) {
      const result = await json<{ item: { id: string } }>(world, ['show', text, ...monday]);
      expect(result.item.id).toBe('meet-release-manager');
    }
    const group = await world.run(['show', 'meet-people', ...monday]);
    expect(group.stdout).toContain('2.7');
  });

  test('a doubt lists the candidates, a miss suggests the nearest', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['done', 'your first', ...monday], {
      code: 2,
      says: ['may be', '2.14  File your first bug', '2.17  Share your first impressions', 'number or the id'],
    });
    const many = await expectRefusal(world, ['show', 'meet', ...monday], { code: 2, says: ['more'] });
    expect(many.stderr.split('\n').length).toBeLessThan(12);
    for (const [typed, meant] of [
      ['first-prr', 'did you mean 2.13'],
      ['Meet your manger', 'did you mean 1.1'],
      ['2.99', '"First week" has 2.1-2.18'],
    ] as const)
      await expectRefusal(world, ['done', typed, ...monday], { code: 2, says: [typed, meant] });
    await expectRefusal(world, ['done', 'quxquxquxqux', ...monday], {
      code: 2,
      says: ['quxquxquxqux', 'pm-onboard plan'],
    });
    for (const empty of ['', ' '])
      await expectRefusal(world, ['done', empty, ...monday], { code: 2, says: ['no item'] });
  });

  test('a bare number never ticks off what merely has it in its title', async () => {
    const world = new World();
    await world.startAda();
    for (const number of ['1', '30', '1.', '.1'])
      await expectRefusal(world, ['done', number, '--evidence', 'https://example.com', ...monday], {
        code: 2,
        says: [`"${number}"`],
      });
  });
});
