/** Short forms of commands, names that people guess, and the second name of the program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/cli/spec.ts';
import { commands } from '../../src/cli.ts';
import { otherNames } from '../../src/other-names.ts';
import { events, expectRefusal } from './facts.ts';
import { prepared, root } from './world.ts';

const names = commands.map(nameOf);
const monday = ['--today', '2026-11-23'];
const started = prepared((world) => world.startAda());

test('the program has two names, for one launcher', () => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(bin).toEqual({ 'pm-onboard': 'bin/pm-onboard.cjs', pmo: 'bin/pm-onboard.cjs' });
});

describe('other names of commands', () => {
  test('are these, and none is a name of its own', () => {
    expect(Object.fromEntries(otherNames)).toEqual({
      ...{
        s: 'status',
        n: 'next',
        d: 'done',
        b: 'book',
        p: 'plan',
        m: 'mine',
        r: 'review',
        t: 'team',
      },
      ...{ today: 'status', ls: 'status', list: 'status', todo: 'status', mv: 'move', rm: 'remove' },
    });
    expect([...otherNames.keys()].filter((name) => names.includes(name))).toEqual([]);
    const own = [...otherNames.values()].map((name) => name.split(' ')[0] ?? '');
    expect(own.filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each([...otherNames])('%s does what %s does, alone, with flags, and in help', async (other, name) => {
    const world = await started();
    const both = async (...args: string[]) => {
      const at = args.indexOf('NAME');
      const words = args[0] === 'help' ? name.split(' ').slice(0, 1) : name.split(' ');
      const [short, long] = [
        await world.run(args.with(at, other)),
        await world.run(args.toSpliced(at, 1, ...words)),
      ];
      expect(short).toEqual(long);
      return short;
    };
    await both('NAME');
    expect(await both('help', 'NAME')).toMatchObject({ code: 0 });
    expect(await both('NAME', '--help')).toMatchObject({ code: 0 });
    await both(...monday, 'NAME');
    await both('NAME', '--frobnicate');
  });

  test('a command that writes writes the same', async () => {
    const world = await started();
    expect(await world.run(['d', '1.1', ...monday])).toMatchObject({ code: 0 });
    expect(await world.run(['mv', '2.7', '--due', 'fri', ...monday])).toMatchObject({ code: 0 });
    expect(
      events(world)
        .map(({ kind }) => kind)
        .slice(-2),
    ).toEqual(['done', 'moved']);
  });

  test('only the command is replaced: an argument of that name is left alone', async () => {
    const world = await started();
    await world.run(['note', '1.8', 's', ...monday]);
    await world.run(['note', '1.8', 'today', ...monday]);
    expect(events(world).flatMap(({ text }) => text ?? [])).toEqual(['s', 'today']);
    await expectRefusal(world, ['--as', 's', 'statsu'], { code: 2, says: ['did you mean status?'] });
  });
});

test.each([
  ['x', 'the commands of one letter are s, n, d, b, p, m, r and t;'],
  ['S', 'did you mean status, show, '],
  ['sta', 'did you mean status or start?'],
  ['rev', 'did you mean review?'],
  ['don', 'did you mean done?'],
  ['ste', 'pm-onboard help --all lists the commands'],
])('%s is no command, and the error says what it could mean', async (typed, says) => {
  const world = await started();
  await expectRefusal(world, [typed], { code: 2, says: [`unknown command '${typed}'`, says] });
});
