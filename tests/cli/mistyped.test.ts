/** Whatever is mistyped, the error says what is likely meant, or where to look. */
import { describe, expect, test } from 'vitest';
import { commandMeant } from '../../src/cli/mistyped.ts';
import { nameOf } from '../../src/cli/spec.ts';
import { commands } from '../../src/cli.ts';
import { expectRefusal } from './facts.ts';
import { prepared, World } from './world.ts';

const names = commands.map(nameOf);
const tuesday = ['--today', '2026-11-24'];
const started = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  await world.startAda();
});

/** The first words of what a word may mean are commands, or flags of the program. */
const isThere = (meant: string) => meant === '--version' || names.includes(meant.split(' ')[0] ?? '');

describe('a command', () => {
  test.each([
    ['startt', 'start'],
    ['strat', 'start'],
    ['skp', 'skip'],
    ['udno', 'undo'],
    ['revw', 'review'],
    ['finsh', 'finish'],
    ['satus', 'status'],
    ['STATUS', 'status'],
    ['cacelndar', 'calendar'],
    ['prevew', 'preview'],
    ['re', 'reopen, review, remind, report, reschedule, remove or redact'],
    ['tody', 'status'],
    ['check', 'done'],
    ['delete', 'remove'],
    ['snooze', 'move'],
    ['push', 'sync'],
    ['join', 'sync --join'],
    ['version', '--version'],
  ])('%s: did you mean %s?', async (typed, meant) => {
    const world = new World();
    const says = [`unknown command '${typed}'`, `did you mean ${meant}?`];
    await expectRefusal(world, [typed], { code: 2, says });
    await expectRefusal(world, ['--no-input', typed, '--json', 'x'], { code: 2, says });
    await expectRefusal(world, [typed, '--help'], { code: 2, says });
    await expectRefusal(world, ['help', typed], { code: 2, says });
  });

  test('a beginning: all commands that begin so', () => {
    for (const typed of ['fin', 'sta', 're', 'a'])
      expect(commandMeant(typed, names)).toEqual(names.filter((name) => name.startsWith(typed)));
  });

  test('one letter too few, too many, another, or two exchanged: every command is found by each of its own', () => {
    for (const name of names) {
      const swapped = name.slice(0, 1) + [...name.slice(1, 3)].reverse().join('') + name.slice(3);
      for (const typed of [name.slice(1), `${name}x`, `x${name.slice(1)}`, swapped]) {
        if (names.includes(typed)) continue;
        const meant = commandMeant(typed, names);
        expect(meant.length, typed).toBeGreaterThan(0);
        expect(meant.every(isThere), typed).toBe(true);
      }
      expect(commandMeant(`${name}x`, names), name).toEqual([name]);
    }
  });

  test.each([
    ['frobnicate', 'pm-onboard help --all lists the commands'],
    ['', 'pm-onboard help --all lists the commands'],
    ['1.3', 'a command comes first: pm-onboard done 1.3, or pm-onboard show 1.3'],
    ['Ada', 'for a hire of that name: pm-onboard status Ada'],
    ['Ada Lovelace', "for a hire of that name: pm-onboard status 'Ada Lovelace'"],
    ['constructor', 'pm-onboard help --all'],
    ['x', 'the commands of one letter are s, n, d'],
  ])('"%s" is near to none', async (typed, says) => {
    await expectRefusal(new World(), [typed], { code: 2, says: [`unknown command '${typed}'`, says] });
  });

  test('what is suggested exists', () => {
    for (const typed of ['mine', 'tick', 'view', 'comment', 'agenda', 'history', 'import', 'fix', 'man'])
      expect(commandMeant(typed, names).every(isThere), typed).toBe(true);
  });
});

describe('a flag', () => {
  test.each([
    ['-v', 'did you mean -V?'],
    ['status --jsno', 'did you mean --json?'],
    ['status --jsno=x', 'did you mean --json?'],
    ['sync --jion x', 'did you mean --join?'],
    ['next -N', 'did you mean -n?'],
    ['done 1.3 --evidnce x', 'did you mean --evidence?'],
    ['lint --max-warning 1', 'did you mean --max-warnings?'],
    ['start --manger Alan', 'did you mean --manager?'],
    ['team --hlep', 'did you mean --help?'],
    ['team --worksapce x', 'did you mean --workspace?'],
    ['done 1.3 --reason x', '--reason belongs to skip and archive; see: pm-onboard help done'],
    ['status --csv', '--csv belongs to team; see: pm-onboard help status'],
    ['status --frobnicate', 'see: pm-onboard help status'],
    ['--frobnicate', 'pm-onboard help --all'],
    ['--jsno', 'pm-onboard help --all'],
  ])('%s: %s', async (line, says) => {
    await expectRefusal(await started(), line.split(' '), { code: 2, says: ['unknown option', says] });
  });
});

describe('a value', () => {
  test.each([
    [['plan', '--by', 'wek'], 'did you mean week?'],
    [['plan', '--by', 'x'], 'there are: day, week, phase'],
    [['team', '--sort', 'nme'], 'did you mean name?'],
    [['team', '--sort', 'frobnicate'], 'there are: attention, name'],
    [['lint', '--format', 'sarf'], 'did you mean sarif?'],
    [['lint', '--rule', 'title-lenght=off'], 'did you mean title-length?'],
    [['schema', 'recrod'], 'did you mean record?'],
    [['schema', 'frobnicate'], 'there are: '],
    [['init', 'x', '--checklists', 'minimla'], 'did you mean minimal?'],
    [['add', 'x', '--from', 'first-projct'], 'did you mean first-project?'],
    [['move', '2.7', '--due', 'tomorow'], 'did you mean tomorrow?'],
    [['reschedule', '--working-days', 'mon-thr'], 'did you mean thu?'],
    [['reschedule', '--zone', 'Europe/Berln'], 'did you mean Europe/Berlin'],
    [
      ['start', '--name', 'X', '--start', '+1w', '--no-me', '--program', 'product-manger'],
      'did you mean product-manager?',
    ],
    [['start', '--name', 'X', '--start', '+1w', '--no-me', '--program', 'x'], 'pm-onboard start --list'],
  ])('%j: %s', async (args, says) => {
    const flags = ['lint', 'init', 'schema'].includes(args[0] ?? '') ? [] : tuesday;
    await expectRefusal(await started(), [...args, ...flags], { code: 2, says: [says] });
  });
});

describe('a name', () => {
  const hires = [
    'status Adda',
    'review Lovelaec',
    'log --hire Adda',
    'forget Adda',
    'archive Adda',
    'doctor --restore Adda',
  ];

  test.each(hires)('of a hire: %s', async (line) => {
    await expectRefusal(await started(), line.split(' '), { code: 2, says: ['did you mean Ada Lovelace?'] });
  });

  test.each([
    [['done', 'meet-mangaer'], 'did you mean 1.1, Meet your manager?'],
    [['show', 'marketting'], 'did you mean 4.23, Ask marketing how we present ourselves?'],
    [['show', 'relaese manger'], 'did you mean 2.7, Meet the release manager?'],
    [['show', '2.99'], '"First week" has 2.1-2.18'],
    [['show', '9.1'], 'the phases are 1 First day, 2 First week'],
    [['show', 'frobnicate'], 'all of them: pm-onboard plan'],
    [['show', 'frist week'], 'did you mean week-1, First week?'],
    [['log', '--item', 'marketting'], 'did you mean 4.23'],
    [['add', 'x', '--after', 'marketting'], 'did you mean 4.23'],
    [['add', 'x', '--phase', 'frist-week'], 'did you mean week-1?'],
    [['add', 'x', '--phase', 'Frist week'], 'did you mean week-1?'],
    [['add', 'x', '--phase', 'frobnicate'], 'there are: day-1, week-1'],
    [['add', 'x', '--with', 'budyd'], 'did you mean buddy?'],
    [['assign', '--role', 'relase', '--to', 'Bob'], 'did you mean release-manager?'],
    [['assign', '--role', 'Direct manger', '--to', 'Bob'], 'did you mean manager?'],
    [['assign', '--role', 'manger', '--to', 'Bob'], 'did you mean manager?'],
  ])('%j: %s', async (args, says) => {
    await expectRefusal(await started(), [...args, ...tuesday], { code: 2, says: [says] });
  });

  test('of several words without quotes', async () => {
    const world = await started();
    await expectRefusal(world, ['status', 'Ada', 'Lovelace', '--json', ...tuesday], {
      code: 2,
      says: ["one name stands in quotes: pm-onboard status 'Ada Lovelace'; see: pm-onboard help status"],
    });
    expect(await world.shell("pm-onboard status 'Ada Lovelace'")).toMatchObject({ code: 0, stderr: '' });
    const { stderr } = await world.run(['count', '1.9', '2', '3', ...tuesday]);
    expect(stderr).not.toContain('quotes');
  });

  test('what lists all items names the hire who was named', async () => {
    const world = await started();
    await world.run(['start', '--name', 'Joan Clarke', '--start', '2026-11-23', '--no-me', ...tuesday]);
    await expectRefusal(world, ['show', 'frobnicate', '--hire', 'joan', ...tuesday], {
      code: 2,
      says: ["all of them: pm-onboard plan --hire 'Joan Clarke'"],
    });
    const found = await world.run(['team', '--buddy', 'Grcae', ...tuesday]);
    expect(found.stdout).toContain('Did you mean Grace Hopper?');
  });
});
