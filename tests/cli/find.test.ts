/** `find`: which places it finds, in which order, whose they are, and what it says where there are none. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FindView } from '../../src/view/find.ts';
import { dangerous, expectRefusal, fingerprint, flat, json, plant, tooWide } from './facts.ts';
import { startAnother } from './home.ts';
import { Terminal } from './terminal.ts';
import { prepared, type World } from './world.ts';

const tuesday = ['--today', '2026-11-24'];
const thursday = ['--today', '2026-12-03'];

const lay = prepared(async (world) => {
  await world.startAda();
  await world.run(['note', '1.8', 'The laptop came without a dock', ...tuesday]);
  await world.run(['ask', 'Who orders a second laptop?', '--item', '1.6', ...tuesday]);
  await world.run(['ask', 'Who decides on the Café budget?', ...tuesday]);
  await world.run([
    ...['review', 'ada', '--as', 'Grace Hopper', '--answer', '?1', '--text', 'Ask Alan for the zeppelin'],
    ...thursday,
  ]);
});

const found = async (world: World, args: readonly string[]) =>
  json<FindView>(world, ['find', ...args, ...thursday]);
const refsOf = ({ places }: FindView) => places.map(({ ref, where }) => `${ref} ${where}`);

describe('find', () => {
  test('titles come before details, and these before what people wrote, the latest first', async () => {
    const world = await lay();
    const before = fingerprint(world);
    const view = await found(world, ['laptop']);
    expect(refsOf(view)).toEqual(['1.12 title', '1.6 details', '1.7 details', '1.6 question', '1.8 note']);
    expect(view.places.at(-1)).toMatchObject({
      about: 'item',
      id: 'list-puzzles',
      by: 'Ada Lovelace',
      on: '2026-11-24',
      text: 'The laptop came without a dock',
      command: 'pm-onboard show 1.8',
      hires: [{ name: 'Ada Lovelace' }],
    });
    expect(fingerprint(world)).toBe(before);
  });

  test('prints each with its place, the words around it, and the command that shows it', async () => {
    const world = await lay();
    const { stdout, stderr, code } = await world.run(['find', 'laptop', ...thursday]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('"laptop" in 5 places, for Ada Lovelace\n\n1.12   Laptop and access ordered');
    expect(stdout).toMatch(/^1\.6 {4}Install the product, set it up once +pm-onboard show 1\.6$/m);
    expect(stdout).toContain('       note of Tue 24 Nov by Ada Lovelace: The laptop came without a dock\n');
    expect(stdout).toMatch(/^ {7}details: ….*laptop.*…$/m);
    for (const [, command = ''] of stdout.matchAll(/(pm-onboard \S.*)$/gm)) {
      const shown = await world.shell(`${command} --today 2026-12-03`);
      expect(shown.code, command).toBe(0);
      expect(shown.stdout.toLowerCase(), command).toContain('laptop');
    }
  });

  test('all words have to occur, in any order; the title of its item counts for a note, and who wrote it', async () => {
    const world = await lay();
    expect(refsOf(await found(world, ['tool', 'support']))[0]).toBe('3.1 title');
    expect(refsOf(await found(world, ['dock', 'puzzles']))).toEqual(['1.8 note']);
    expect(refsOf(await found(world, ['dock', 'ada']))).toEqual(['1.8 note']);
    expect(refsOf(await found(world, ['puzzles', 'zeppelin']))).toEqual([]);
  });

  test('case and accents play no part; an argument with spaces is a phrase', async () => {
    const world = await lay();
    const [place] = (await found(world, ['CAFE'])).places;
    expect(place).toMatchObject({ about: 'run', where: 'question', ref: null });
    expect((await world.shell(`${place?.command} --today 2026-12-03`)).stdout).toContain('Café budget');
    expect(refsOf(await found(world, ['dock without']))).toEqual([]);
    expect(refsOf(await found(world, ['without a dock']))).toEqual(['1.8 note']);
  });

  test('the beginning of a word counts more than its inside', async () => {
    const world = await lay();
    await world.run(['note', '1.1', 'The art of listening', ...tuesday]);
    const view = await found(world, ['art']);
    expect(refsOf(view)[0]).toBe('1.1 note');
    expect(view.places.length).toBeGreaterThan(5);
  });

  test('an answer is found with its question’s item, a comment, a reason and evidence too', async () => {
    const world = await lay();
    expect((await found(world, ['zeppelin'])).places).toMatchObject([
      { ref: '1.6', where: 'answer', by: 'Grace Hopper', command: 'pm-onboard show 1.6' },
    ]);
    await world.run(['skip', '2.2', '--reason', 'there is no airship', ...thursday]);
    await world.run(['done', '1.3', '--evidence', 'https://wiki.example.com/airship', ...thursday]);
    await world.run(['done', '1.1', '--note', 'met at the airship', ...thursday]);
    expect(refsOf(await found(world, ['airship'])).sort()).toEqual([
      '1.1 note',
      '1.3 evidence',
      '2.2 reason',
    ]);
    await world.run(['undo', ...thursday]);
    expect(refsOf(await found(world, ['airship']))).toEqual(['1.3 evidence', '2.2 reason']);
  });

  test('what was taken out is not found, and neither is what stands in its place', async () => {
    const world = await lay();
    await world.run(['redact', 'without a dock', '--yes', ...thursday]);
    expect((await found(world, ['dock'])).places).toEqual([]);
    expect((await found(world, ['taken out'])).places).toEqual([]);
  });

  test('of a person with several runs, all under way are searched, and commands name the run', async () => {
    const world = await lay();
    const again = ['start', '--name', 'Ada Lovelace', '--start', '2026-11-30', '--another-run'];
    await world.run([...again, '--buddy', 'Grace', '--manager', 'Alan', ...thursday]);
    await world.run(['note', '1.8', 'a second dock', '--run', 'product-manager-2', ...thursday]);
    expect((await found(world, ['dock'])).places.map(({ command }) => command)).toEqual([
      'pm-onboard show 1.8 --run product-manager-2',
      'pm-onboard show 1.8 --run product-manager',
    ]);
    expect((await found(world, ['dock', '--run', 'product-manager'])).places).toHaveLength(1);
  });

  test('groups, phases and programs are found by title and id, each with a command that works', async () => {
    const world = await lay();
    const about = async (...words: string[]) => {
      const { places } = await found(world, words);
      for (const { command } of places.slice(0, 3))
        expect((await world.shell(`${command} --today 2026-12-03`)).code, command).toBe(0);
      return places.map(({ about, id }) => `${about} ${id}`);
    };
    expect(await about('first week')).toContain('phase week-1');
    expect((await about('meet-buddy'))[0]).toBe('group meet-buddy');
    expect(await about('onboarding', 'manager')).toContain('program product-manager');
  });

  test('what stands nowhere has a next step: the nearest words, the words of a phrase, or fewer', async () => {
    const world = await lay();
    const says = async (...words: string[]) => {
      const { stdout, code } = await world.run(['find', ...words, ...thursday]);
      const [, command = ''] = /(pm-onboard .*)$/m.exec(stdout) ?? [];
      expect((await world.shell(`${command} --today 2026-12-03`)).stdout, command).not.toContain(
        'Nothing has',
      );
      return [code, stdout];
    };
    expect(await says('labtop')).toEqual([
      0,
      'Nothing has "labtop" in it, for Ada Lovelace.\nDid you mean laptop? pm-onboard find laptop\n',
    ]);
    expect(await says('laptop dock')).toEqual([
      0,
      'Nothing has "laptop dock" in it, for Ada Lovelace.\nAs single words: pm-onboard find laptop dock\n',
    ]);
    expect(await says('laptop', 'qqqqqq')).toEqual([
      0,
      'Nothing has "qqqqqq" in it, for Ada Lovelace.\nFewer words find more: pm-onboard find laptop\n',
    ]);
    expect((await says('dock', 'zeppelin'))[1]).toMatch(
      /^No place has all of them, for Ada Lovelace: "dock", "zeppelin"\.\nFewer words find more: pm-onboard find \w+\n$/,
    );
    expect((await says('qqqqqq'))[1]).toContain('What there is: pm-onboard plan');
    expect(await found(world, ['qqqqqq'])).toMatchObject({
      places: [],
      instead: { unknown: [{ word: 'qqqqqq', near: null }], how: 'none' },
    });
  });

  test('bad input is refused', async () => {
    const world = await lay();
    await expectRefusal(world, ['find', ' '], {
      code: 2,
      says: ['no word to look for', 'pm-onboard find laptop'],
    });
    await expectRefusal(world, ['find', 'laptop', '--hire', 'bob'], {
      code: 2,
      says: ['nobody here', 'Ada'],
    });
    await expectRefusal(world, ['find', 'laptop', '--run', 'release'], { code: 2, says: ['release'] });
    await expectRefusal(world, ['find', 'laptop', '--workspace', world.folder], {
      code: 2,
      says: ['nobody is being onboarded', 'pm-onboard start'],
    });
  });

  test('fits 40 to 200 columns; what others wrote is made safe and stays on one line', async () => {
    const world = await lay();
    plant(world, [
      { kind: 'noted', item: 'list-puzzles', text: 'laptop\u001b[31m\n::error::red\u202e laptop' },
    ]);
    for (const columns of [40, 60, 80, 120, 200]) {
      const { stdout } = await world.run(['find', 'laptop', ...thursday], { columns });
      expect(tooWide(stdout, columns)).toEqual([]);
      expect(dangerous(stdout)).toEqual([]);
      expect(stdout).not.toMatch(/^::/m);
      expect(flat(stdout)).toContain('pm-onboard show 1.12');
    }
  });

  test('on a terminal the words stand out, and what needs more than a screen is counted', async (context) => {
    const world = await lay();
    const terminal = await Terminal.open(context, world);
    const { text, coloured } = await terminal.command('pm-onboard find the --today 2026-12-03');
    expect(text.trimEnd().split('\n').length).toBeLessThan(24);
    expect(text).toMatch(/… and \d+ places more: pm-onboard find the --all/);
    expect(coloured).toContain('\u001b[1mThe');
    const all = await terminal.command('pm-onboard find the --all --today 2026-12-03');
    expect(all.text.split('\n').length).toBeGreaterThan(60);
  });
});

describe('find where there are several hires', () => {
  const layTwo = prepared(async (world) => {
    await world.startAda();
    await world.run(startAnother);
    await world.run(['note', '1.8', 'no dock for the laptop', '--hire', 'annie', ...tuesday]);
  });
  const asGrace = ['--as', 'Grace Hopper'];

  test('whoever has a run means that one', async () => {
    const world = await layTwo();
    expect((await found(world, ['dock'])).places).toEqual([]);
    expect((await found(world, ['dock', '--hire', 'annie'])).places).toMatchObject([
      { ref: '1.8', command: "pm-onboard show 1.8 --hire 'Annie Easley'" },
    ]);
  });

  test('whoever has none searches all of them; a text of the program is one place', async () => {
    const world = await layTwo();
    const settings = join(world.home, '.config/pm-onboard/settings.json');
    writeFileSync(settings, '{}');
    const view = await found(world, ['laptop', ...asGrace]);
    expect(refsOf(view)).toEqual(['1.12 title', '1.6 details', '1.7 details', '1.8 note']);
    expect(view.hires.map(({ name }) => name).sort()).toEqual(['Ada Lovelace', 'Annie Easley']);
    expect(view.places[0]?.hires).toHaveLength(2);
    expect(view.places[3]?.hires).toMatchObject([{ name: 'Annie Easley' }]);
    const { stdout } = await world.run(['find', 'laptop', ...asGrace, ...thursday]);
    expect(stdout).toContain('"laptop" in 4 places, for ');
    expect(flat(stdout)).toContain('details, Ada Lovelace and Annie Easley: …');
    expect(flat(stdout)).toContain(
      'note of Tue 24 Nov by Ada Lovelace, Annie Easley: no dock for the laptop',
    );
    for (const [, command = ''] of stdout.matchAll(/(pm-onboard \S.*)$/gm))
      expect((await world.shell(command)).code, command).toBe(0);
  });

  test('a record that can’t be read keeps the others from nothing, and is named', async () => {
    const world = await layTwo();
    writeFileSync(join(world.home, '.config/pm-onboard/settings.json'), '{}');
    const folder = join(world.workspace, 'hires');
    const bad = readdirSync(folder).find((name) =>
      readFileSync(join(folder, name), 'utf8').includes('Annie'),
    );
    writeFileSync(join(folder, bad ?? ''), '{');
    const { code, stdout, stderr } = await world.run(['find', 'laptop', ...asGrace, ...thursday]);
    expect(code).toBe(3);
    expect(stdout).toContain('1.12   Laptop and access ordered');
    expect(flat(stdout)).toContain('is left out: ');
    expect(stderr).toContain('doctor');
  });

  test('programs that only others follow are found too', async () => {
    const world = await layTwo();
    const folder = join(world.folder, 'checklists/release-manager');
    await world.run(['init']);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'program.yaml'),
      'id: release-manager\ntitle: Release manager onboarding\nphases: [week-1]\nroles: { buddy: { title: Buddy }, manager: { title: Manager } }\n',
    );
    writeFileSync(
      join(folder, 'week-1.yaml'),
      'id: week-1\ntitle: First week\ndue: week 1\nitems: [{ id: a, title: Read the calendar }]\n',
    );
    const start = ['start', '--program', 'release-manager', '--no-me', '--start', '2026-11-23', ...tuesday];
    const people = ['--buddy', 'Grace', '--manager', 'Alan', '--force'];
    expect(await world.run([...start, '--name', 'Bob', ...people])).toMatchObject({ code: 0 });
    await world.run(['start', '--no-me', '--start', '2026-11-23', '--name', 'Eve', ...people, ...tuesday]);
    const view = await found(world, ['release', 'manager', '--hire', 'eve']);
    expect(view.places.map(({ about, id }) => `${about} ${id}`)).toContain('program release-manager');
  });
});
