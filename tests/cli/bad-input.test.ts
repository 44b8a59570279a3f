/** Wrong input of every sort must give a clear message and the right exit code, and must write nothing. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, type Refusal } from './facts.ts';
import { World } from './world.ts';

type Case = readonly [args: readonly string[], code: number, ...says: (string | RegExp)[]];

async function refuseAll(world: World, cases: readonly Case[], more: readonly string[] = []): Promise<void> {
  for (const [args, code, ...says] of cases) {
    const refusal: Refusal = { code, says };
    await expectRefusal(world, [...args, ...more], refusal);
  }
}

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

const hint = /\n {2}\S/;

describe('usage', () => {
  test('commands, flags and arguments', async () => {
    const world = await started();
    await refuseAll(world, [
      [['statsu'], 2, "unknown command 'statsu'", 'did you mean status?'],
      [['frobnicate'], 2, "unknown command 'frobnicate'", 'pm-onboard help --all'],
      [[''], 2, 'unknown command'],
      [['help', 'frobnicate'], 2, "unknown command 'frobnicate'", 'pm-onboard help --all'],
      [['status', '--jsno'], 2, "unknown option '--jsno'", 'did you mean --json?'],
      [['status', '--frobnicate'], 2, "unknown option '--frobnicate'", 'pm-onboard help status'],
      [['--frobnicate', 'x'], 2, "unknown option '--frobnicate'"],
      [['show'], 4, 'no item is named', 'pm-onboard show 1.1'],
      [['done', '--today', '2026-11-23'], 4, 'no item is named', 'pm-onboard done 1.1'],
      [['note', '1.1'], 4, 'the note is missing'],
      [['status', 'Ada', 'Lovelace'], 2, 'too many arguments', 'pm-onboard help status'],
      [['status', '--hire'], 2, "'--hire <name>' argument missing"],
      [['assign', '--to', 'Grace'], 4, '--role'],
      [['assign', '--role', 'buddy'], 4, '--to'],
      [['count', '1.9', '2', '3'], 2, 'too many arguments'],
    ]);
  });

  test('numbers', async () => {
    const world = await started();
    await refuseAll(world, [
      ...['0', '-1', 'abc', '1.5', '', '99999'].map((n): Case => [['count', '1.9', n], 2, `"${n}"`, hint]),
      ...['0', '-3', 'abc', '2.5', ''].map((n): Case => [['next', '-n', n], 2, '-n', `"${n}"`, hint]),
    ]);
  });

  test('impossible dates, for every flag that takes one', async () => {
    const world = await started();
    const wrong = ['2026-02-30', '2026', 'some day', '2026-13-01', '23.11.2026', '', '26-11-2026'];
    const flags: [string, string[]][] = [
      ['--today', ['status']],
      ['--on', ['done', '1.1']],
      ['--since', ['log']],
      ['--start', ['start', '--name', 'Katherine']],
      ['--start', ['reschedule']],
      ['--due', ['move', '1.2']],
      ['--on', ['book', '1.2']],
      ['--from', ['away', '--to', '2026-12-04']],
      ['--to', ['away', '--from', '2026-11-30']],
    ];
    for (const [flag, command] of flags) {
      const cases = flag === '--today' ? wrong : wrong.slice(0, 3);
      await refuseAll(
        world,
        cases.map((date): Case => [[...command, flag, date], 2, flag, `"${date}"`, 'YYYY-MM-DD']),
      );
    }
  });

  test('a date that no run has is not called none', async () => {
    const world = await started();
    await refuseAll(world, [
      [['status', '--today', '1900-01-01'], 2, '--today: 1900-01-01 is too far away', 'from 1970 to 2999'],
      [['done', '1.1', '--on', '0000-01-01'], 2, '--on: 0000-01-01 is too far away'],
      [['reschedule', '--start', '1999-12-31'], 2, '1999-12-31 is too far away', 'from 2000 to 2899'],
      [['log', '--since', '2027-01-01', '--today', '2026-12-31'], 2, '2027-01-01 is in the future'],
    ]);
  });

  test('names and roles', async () => {
    const world = await started();
    const start = ['start', '--start', '2026-11-23'];
    const named = [...start, '--name', 'Katherine'];
    await refuseAll(world, [
      [[...start, '--name', '   '], 2, '--name', 'empty'],
      [[...start, '--name', ''], 2, '--name', 'empty'],
      [[...start, '--name', 'x'.repeat(101)], 2, '--name', '101', '100'],
      [[...start, '--name', 'A\u001b]0;x\u0007da'], 2, '--name', 'control character'],
      [[...start, '--name', '--start'], 2, '--name: "--start" begins with a dash'],
      [[...named, '--buddy', '--manager'], 2, '--buddy: "--manager" begins with a dash'],
      [['assign', '--role', 'buddy', '--to=-Lin'], 2, '--to', 'begins with a dash'],
      [[...named, '--buddy', ' '], 2, '--buddy', 'empty'],
      [[...named, '--manager', '\t'], 2, '--manager', 'empty'],
      [[...named, '--role', 'mentor='], 2, '--role', 'empty'],
      [[...named, '--role', 'mentor'], 2, '--role', '"mentor"', 'ROLE=NAME'],
      [[...named, '--role', '=Grace'], 2, '--role', 'ROLE=NAME'],
      [[...named, '--role', 'mentr=Grace'], 2, '"mentr"', 'did you mean mentor?'],
      [[...named, '--role', 'astronaut=Grace'], 2, '"astronaut"', 'release-manager'],
      [['assign', '--role', 'budy', '--to', 'Lin'], 2, '"budy"', 'did you mean buddy?'],
      [['assign', '--role', 'buddy', '--to', ' '], 2, '--to', 'empty'],
      [['assign', 'Nobody', '--role', 'buddy', '--to', 'Lin'], 2, '"Nobody"', 'Ada Lovelace'],
      [['status', '--hire', 'Adda'], 2, '"Adda"', 'did you mean Ada Lovelace?'],
      [['log', '--item', 'frobnicate'], 2, '"frobnicate"'],
    ]);
  });
});

describe('a checklist that is wrong', () => {
  const week = 'checklists/product-manager/week-1.yaml';

  async function withChecklists(): Promise<{
    world: World;
    edit: (change: (text: string) => string) => void;
  }> {
    const world = new World();
    await world.run(['init', '--checklists']);
    const path = join(world.folder, week);
    const original = readFileSync(path, 'utf8');
    return { world, edit: (change) => writeFileSync(path, change(original)) };
  }

  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  const start = ['start', '--name', 'Ada', '--start', '2026-11-23'];

  test('names file, line and column, and the remedy', async () => {
    const { world, edit } = await withChecklists();
    const cases: [change: (text: string) => string, at: string, ...says: (string | RegExp)[]][] = [
      [(text) => text.replace('id: meet-pms\n', 'id: meet-pms\n\t\tbad: yes\n'), '\t\tbad', /tab|YAML/],
      [(text) => text.replace('with: [pm-peers]', 'with: [pm-peers'), '', 'not valid YAML'],
      [
        (text) => text.replace('id: meet-pms\n', 'id: book-ceo\n'),
        'id: book-ceo\n        title: A date with the CEO',
        'book-ceo',
        'already',
      ],
      [
        (text) => text.replace('after: [introduce-yourself]', 'after: [file-bug, first-customer-call]'),
        'after: [file-bug',
        'wait for each other',
        'first-customer-call → first-customer-call',
      ],
      [
        (text) => text.replace('    evidence: url', '    evidense: url'),
        'evidense',
        'unknown key `evidense`',
        '`evidence`',
      ],
      [(text) => text.replace('due: workday 2', 'due: someday'), 'due: someday', 'workday'],
      [
        (text) => text.replace('with: [pm-peers]', 'with: [pm-pers]'),
        'with: [pm-pers]',
        '`pm-pers`',
        '`pm-peers`',
      ],
      [(text) => text.replace('takes: 3 h', 'takes: 3 fortnights'), '3 fortnights', 'takes'],
      [(text) => text.replace('id: week-1', 'id: &a week-1'), '&a', 'anchor'],
      [(text) => text.replace('id: meet-pms', 'id: Meet PMs'), 'id: Meet PMs', '`id`'],
    ];
    for (const [change, at, ...says] of cases) {
      let text = '';
      edit((original) => {
        text = change(original);
        expect(text).not.toBe(original);
        return text;
      });
      const result = await expectRefusal(world, start, { code: 2, says });
      const places = [...result.stderr.matchAll(/week-1\.yaml:(\d+):(\d+): /g)].map((match) =>
        Number(match[1]),
      );
      expect(places.length, result.stderr).toBeGreaterThan(0);
      if (at !== '') expect(places, at).toContain(lineOf(text, at));
    }
  });

  test('two problems are both named', async () => {
    const { world, edit } = await withChecklists();
    edit((text) => text.replace('due: workday 2', 'due: someday').replace('takes: 3 h', 'takes: long'));
    const { stderr } = await expectRefusal(world, start, { code: 2, says: ['`due` must', '`takes` must'] });
    expect(stderr.match(/week-1\.yaml:\d+:\d+: /g)).toHaveLength(2);
  });

  test('two megabytes of brackets, and a little less, are refused at once', async () => {
    const { world, edit } = await withChecklists();
    edit(() => '['.repeat(2 * 1024 * 1024));
    await expectRefusal(world, start, { code: 2, says: [/week-1\.yaml:1:1: .*bytes/] });
    edit(() => `id: week-1\nitems: ${'['.repeat(1000 * 1024)}`);
    await expectRefusal(world, start, { code: 2, says: [/week-1\.yaml:2:\d+: .*levels deep/] });
  });

  test('bytes that are no text, a missing phase, a missing program', async () => {
    const { world, edit } = await withChecklists();
    edit((text) => `${text}\u0000`);
    await expectRefusal(world, start, { code: 2, says: [/week-1\.yaml:\d+:\d+: a NUL/, 'UTF-8'] });
    edit((text) => text.replace('id: week-1', 'id: week-one'));
    await expectRefusal(world, start, { code: 2, says: [/week-1\.yaml:\d+:\d+: /, 'week-one', 'week-1'] });
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: elsewhere\n');
    await expectRefusal(world, start, { code: 3, says: ['program.yaml', 'elsewhere', 'init --checklists'] });
  });
});

describe('settings that are wrong', () => {
  test('pm-onboard.yaml: file, line, column and the nearest key, from every command', async () => {
    const world = new World();
    await world.run(['init']);
    await world.startAda();
    const path = join(world.folder, 'pm-onboard.yaml');
    const cases: [string, ...(string | RegExp)[]][] = [
      ['calender: {}\n', 'pm-onboard.yaml:1:1', '`calender`', '`calendar`'],
      ['# fine\ncalendar:\n  holidays: [2026-02-30]\n', 'pm-onboard.yaml:3:', 'holidays'],
      ['calendar:\n  working-days: [mon, someday]\n', 'pm-onboard.yaml:2:', 'mon, tue'],
      ['people: [\n', 'pm-onboard.yaml:', 'YAML'],
      ['- just a list\n', 'pm-onboard.yaml:1:1'],
    ];
    for (const [text, ...says] of cases) {
      writeFileSync(path, text);
      await expectRefusal(world, ['status'], { code: 2, says });
      await expectRefusal(world, ['done', '1.1'], { code: 2, says });
    }
    writeFileSync(path, '');
    expect((await world.run(['status'])).code).toBe(0);
  });

  test('pm-onboard.yaml: a key whose content is commented out is as good as absent; an unknown one is not', async () => {
    const world = new World();
    await world.run(['init']);
    await world.startAda();
    const path = join(world.folder, 'pm-onboard.yaml');
    for (const text of [
      'program:\ncalendar:\n#  holidays: []\npeople:\n',
      'calendar:\n  working-days:\n  holidays:\n',
      'people:\n  mentor:\n#    - name: Barbara\n  buddy:\n    - name: Grace\n      handles:\n      contact:\n',
    ]) {
      writeFileSync(path, text);
      expect(await world.run(['status']), text).toMatchObject({ code: 0, stderr: '' });
    }
    writeFileSync(path, 'calendar:\n  holiday:\n');
    await expectRefusal(world, ['status'], { code: 2, says: ['pm-onboard.yaml:2:3', '`holidays`'] });
    writeFileSync(path, 'people:\n  mentor:\n    -\n');
    await expectRefusal(world, ['status'], { code: 2, says: ['pm-onboard.yaml:3:', 'mentor'] });
  });

  test('settings.json that is no JSON', async () => {
    const world = await started();
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    for (const text of ['{"me": ', 'null', '']) {
      writeFileSync(join(config, 'settings.json'), text);
      await expectRefusal(world, ['status'], { code: 2, says: ['settings.json', 'remove'] });
    }
  });

  test('a workspace that is a file', async () => {
    const world = await started();
    writeFileSync(join(world.folder, 'file'), '');
    await expectRefusal(world, ['status', '--workspace', 'file'], {
      code: 3,
      says: ['file', 'not a folder'],
    });
    for (const nothing of ['', ' '])
      for (const args of [
        ['status', '--workspace', nothing],
        ['init', '--workspace', nothing],
        ['init', nothing],
        ['start', '--name', 'Katherine', '--start', '2026-11-23', '--workspace', nothing],
      ])
        await expectRefusal(world, args, { code: 2, says: ['name is empty', 'leave it out'] });
    expect((await world.run(['status'], { env: { PM_ONBOARD_WORKSPACE: '' } })).code).toBe(0);
    await expectRefusal(
      world,
      ['status'],
      { code: 3, says: ['not a folder'] },
      { env: { PM_ONBOARD_WORKSPACE: 'file' } },
    );
  });
});

describe('DEBUG', () => {
  test('a stack only with DEBUG=pm-onboard', async () => {
    const world = await started();
    const plain = await world.run(['show', 'frobnicate'], { env: { DEBUG: '*' } });
    expect(plain.stderr).not.toMatch(/^\s+at /m);
    const debug = await world.run(['show', 'frobnicate'], { env: { DEBUG: 'pm-onboard' } });
    expect(debug.code).toBe(2);
    expect(debug.stderr).toContain(plain.stderr.split('\n')[0]);
    expect(debug.stderr).toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    const hostile = await world.run(['show', 'x\u001b[2J'], { env: { DEBUG: 'pm-onboard' } });
    expect(hostile.stderr).not.toContain('\u001b');
  });
});
