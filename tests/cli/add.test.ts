/** `add` and `remove`: a hire's own items, alone or as a chain from a template. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withOwnItems } from '../../src/plan/run.ts';
import { keys } from '../../src/program/keys.ts';
import { emptyItem, type Item } from '../../src/program/model.ts';
import type { TemplateItem } from '../../src/program/template.ts';
import type { EventOf } from '../../src/progress/event.ts';
import { quoted } from '../../src/view/words.ts';
import { oneWeek } from '../builders.ts';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, plant, tooWide } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { root, World } from './world.ts';

const monday = ['--today', '2026-11-23'];

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

interface Shown {
  readonly item: { ref: string; id: string; due: string; state: string; phase: string; takes: number };
  readonly added: { by: string; on: string } | null;
}

function shown(world: World, item: string): Promise<Shown> {
  return json(world, ['show', item, ...monday]);
}

function lastEvent(world: World): EventOf<'added'> {
  return events(world).at(-1) as unknown as EventOf<'added'>;
}

async function total(world: World): Promise<number> {
  const { progress } = await json<{ progress: { total: number } }>(world, ['status', ...monday]);
  return progress.total;
}

describe('add', () => {
  test('a date that what comes before puts later is not said to be set by hand', async () => {
    const world = await started();
    await world.run(['add', 'Wrap up', '--due', '2026-12-02', '--after', '5.10', ...monday]);
    const text = flat((await world.run(['show', 'Wrap up', ...monday])).stdout);
    expect(text).toMatch(/Due .* \(after 5\.10\)/);
    expect(text).not.toContain('by hand');
    expect(await shown(world, 'wrap up')).toMatchObject({ moved: false, dueWith: '5.10' });
  });

  test('an item of the hire alone, which every command then knows', async () => {
    const world = await started();
    const before = await total(world);
    const flags = ['--due', '2026-12-02', '--with', 'PM buddy', '--after', '2.7', '--after', 'meet-buddy'];
    const more = ['--takes', '2h', '--details', 'For the *roadmap*.', '--as', 'Grace Hopper'];
    const result = await world.run(['add', 'Draft', 'a', 'survey', ...flags, ...more, ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain(
      '✓ added 3.29 Draft a survey, due Wed 2 Dec It belongs to "First 30 days".',
    );
    expect(result.stderr).toContain('Next: ');
    const [fact, ...others] = lastBatch(world);
    expect(others).toEqual([]);
    expect(fact).toEqual({
      kind: 'added',
      item: expect.stringMatching(/^item-[0-9a-f]{6}$/),
      title: 'Draft a survey',
      phase: 'day-30',
      due: '2026-12-02',
      with: ['buddy'],
      after: ['meet-release-manager', 'meet-buddy'],
      takes: 120,
      details: 'For the *roadmap*.',
      on: '2026-11-23',
      by: 'Grace Hopper',
    });
    expect(await total(world)).toBe(before + 1);

    const text = flat((await world.run(['show', '3.29', '--why', ...monday])).stdout);
    expect(text).toContain('Own added by Grace Hopper on Mon 23 Nov, for this hire alone');
    expect(text).toContain('Due Wed 2 Dec (set by hand)');
    expect(text).toContain('Grace Hopper added it on Mon 23 Nov, due Wed 2 Dec.');
    expect(await shown(world, 'survey')).toMatchObject({
      item: { ref: '3.29', state: 'blocked', takes: 120 },
      added: { by: 'Grace Hopper', on: '2026-11-23' },
    });
    expect((await shown(world, '1.1')).added).toBeNull();

    await world.run(['move', '3.29', '--due', '2026-12-03', ...monday]);
    await world.run(['note', '3.29', 'ask Lin', ...monday]);
    expect((await world.run(['done', 'survey', '--force', ...monday])).code).toBe(0);
    expect((await shown(world, '3.29')).item).toMatchObject({ state: 'done', due: '2026-12-03' });
    const log = flat((await world.run(['log', '--item', '3.29', ...monday])).stdout);
    for (const words of ['added Draft a survey', 'moved 3.29', 'noted on 3.29', 'done 3.29'])
      expect(log).toContain(words);
  });

  test('belongs to the current phase, to that of its date, or to the one that is named', async () => {
    const world = await started();
    const add = async (title: string, ...flags: string[]) => {
      expect((await world.run(['add', title, ...flags])).code).toBe(0);
      const { phase, due } = lastBatch(world)[0] ?? {};
      return [phase, due];
    };
    expect(await add('One', ...monday)).toEqual(['day-1', undefined]);
    expect(await add('Two', '--today', '2026-12-01')).toEqual(['day-30', undefined]);
    expect(await add('Three', '--due', '2027-01-04', ...monday)).toEqual(['day-60', '2027-01-04']);
    expect(await add('Four', '--phase', 'First week', ...monday)).toEqual(['week-1', undefined]);
    expect(await add('Five', '--phase', '5', '--due', '2026-12-01', ...monday)).toEqual([
      'day-90',
      '2026-12-01',
    ]);
    expect((await shown(world, 'Four')).item).toMatchObject({ ref: '2.19', due: '2026-11-27' });
  });

  test.each([
    ['a weekend', '2026-12-12', [], '! Sat 12 Dec is not in the working week; it counts as it stands.'],
    ['a past day', '2026-11-24', ['--today', '2026-11-25'], 'is due before today, so to catch up now.'],
    ['after the end', '2027-03-01', [], 'is due after the last phase, which ends on Fri 19 Feb.'],
    ['before what it comes after', '2026-12-01', ['--after', '3.3'], 'comes after 3.3 ', '2026-12-18'],
  ])('%s is taken, with a remark', async (_, due, more, says, lifted?: string) => {
    const world = await started();
    const today = more.includes('--today') ? [] : monday;
    const result = await world.run(['add', 'Draft a survey', '--due', due, ...more, ...today]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain(says.replace('! ', ''));
    expect((await shown(world, 'survey')).item.due).toBe(lifted ?? due);
  });

  test('the same title is not added twice by accident; --another and a closed one allow it', async () => {
    const world = await started();
    await world.run(['add', 'Draft a survey', ...monday]);
    const before = fingerprint(world);
    const again = await world.run(['add', 'draft a Survey', ...monday]);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(flat(again.stderr)).toContain('1.16 Draft a survey is there already, added by Ada Lovelace');
    expect(again.stderr).toContain('--another');
    expect(fingerprint(world)).toBe(before);
    expect((await world.run(['add', 'Draft a survey', '--another', ...monday])).stderr).toContain(
      'added 1.17',
    );
    await world.run(['done', '1.16', '1.17', ...monday]);
    expect((await world.run(['add', 'Draft a survey', ...monday])).stderr).toContain('added 1.18');
    expect(new Set(events(world).map(({ item }) => item)).size).toBeGreaterThanOrEqual(4);
  });

  test.each(['Straße nach Süden!', '使用者訪談', `${'long '.repeat(19)}end`])(
    '%s gets an id without a word of the title',
    async (title) => {
      const world = await started();
      expect((await world.run(['add', title, ...monday])).code).toBe(0);
      expect(lastBatch(world)[0]?.['item']).toMatch(/^item-[0-9a-f]{6}$/);
      expect((await world.run(['done', title, ...monday])).code).toBe(0);
    },
  );

  test('refuses what it cannot take, and writes nothing', async () => {
    const world = await started();
    const add = (...args: string[]) => ['add', 'Draft a survey', ...args, ...monday];
    const cases: [string[], number, string][] = [
      [['add', ...monday], 4, 'an item needs a title'],
      [['add', ' ', ...monday], 2, 'the title is empty'],
      [['add', 'a\u0007b', ...monday], 2, 'control character'],
      [['add', 'x'.repeat(101), ...monday], 2, 'the most is 100'],
      [add('--phase', 'dy-30'), 2, 'did you mean day-30?'],
      [add('--phase', '6'), 2, 'the program has no phase "6"'],
      [add('--due', 'some day'), 2, '--due: "some day" is not a date'],
      [add('--due', '2026-11-20'), 2, '--due: 2026-11-20 is before the start, 2026-11-23'],
      [add('--with', 'budy'), 2, 'did you mean buddy?'],
      [add('--after', 'meet-manger'), 2, 'did you mean'],
      [add('--takes', '2 weeks'), 2, '--takes: "2 weeks" can\'t be read as a length of time'],
      [add('--details', ' '), 2, '--details: it is empty'],
      [add('--start', '2026-12-01'), 2, '--start goes with --from'],
      [
        add('--from', 'first-project', '--due', '2026-12-01'),
        2,
        '--from and --due exclude each other the template has these for each item',
      ],
      [add('--from', 'frst-project'), 2, 'did you mean first-project?'],
      [add('--from', 'nothing'), 2, 'urgent-fix; a file of yours: ./nothing.yaml'],
      [add('--from', 'nothing.yaml'), 3, 'there is no file nothing.yaml'],
      [add('--from', 'first-project', '--start', '1900-01-01'), 2, 'too far away'],
      [add('--from', 'first-project', '--start', '2026-11-20'), 2, '--start: 2026-11-20 is before the start'],
      [['add', '--from', 'first-project', ...monday], 4, 'the template first-project needs a name'],
      [['add', '--from', 'my $(own).yaml', ...monday], 4, `reminders" --from 'my $(own).yaml'`],
    ];
    cpSync(join(root, 'checklists/templates/first-project.yaml'), join(world.folder, 'my $(own).yaml'));
    for (const [args, code, says] of cases) await expectRefusal(world, args, { code, says: [says] });
  });

  test('finds the templates of the workspace by their names, before those that ship', async () => {
    const world = await started();
    const folder = join(world.workspace, 'checklists/templates');
    mkdirSync(folder, { recursive: true });
    const text = (title: string) =>
      `title: "{name}"\nitems:\n  - { id: ask, title: ${title}, due: workday 2 }\n`;
    writeFileSync(join(folder, 'survey.yaml'), text('Ask ten people'));
    writeFileSync(join(folder, 'first-project.yaml'), text('Ours'));
    for (const [from, title] of [
      ['survey', 'Ask ten people'],
      ['first-project', 'Ours'],
    ] as const) {
      const { code, stderr } = await world.run(['add', 'Quiet hours', '--from', from, ...monday]);
      expect(code, stderr).toBe(0);
      expect(lastBatch(world)).toMatchObject([{ kind: 'added', title }]);
    }
    await expectRefusal(world, ['add', 'Quiet hours', '--from', 'survy', ...monday], {
      code: 2,
      says: ['did you mean survey?'],
    });
  });

  test('asks at a terminal for the title, or for the name that a template wants', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard add --today 2026-11-23; echo "exit=[$?]"');
    await terminal.until('What is to be done?');
    await terminal.type(' ');
    await terminal.until('the title is empty');
    await terminal.press('C-u');
    await terminal.type('Draft a survey');
    await terminal.until('exit=[0]');
    expect(lastBatch(world)).toMatchObject([{ title: 'Draft a survey', phase: 'day-1' }]);
    await terminal.type('pm-onboard add --from first-project --today 2026-11-23; echo "then=[$?]"');
    await terminal.until('What is it for?');
    await terminal.type('Reminders');
    await terminal.until('then=[0]');
    expect(lastBatch(world)[0]).toMatchObject({ title: 'Reminders: agree on the goal' });
  });
});

describe('add --from', () => {
  test('every key that a template may have reaches the record, and the item that is made of it', async () => {
    const world = await started();
    // A count and `valid-for` can't stand at one item, and `formerly` is for the runs of a template alone.
    const third = { id: 'c', title: 'Third', due: 'day 3', 'valid-for': '3 days' };
    const second: Record<Exclude<keyof TemplateItem, 'formerly' | 'valid-for'>, unknown> = {
      id: 'b',
      title: 'Second',
      details: 'D',
      with: ['buddy'],
      due: 'day 3',
      takes: '2 h',
      after: ['a'],
      evidence: 'url',
      'sign-off': 'manager',
      stage: 'before-merge',
      by: 'buddy',
      optional: true,
      count: { target: 2 },
      links: [{ title: 'L', url: 'https://example.com/l' }],
      topics: ['T'],
      from: 'day 2',
      when: {},
    };
    /** Keys whose event has another name for them; a condition is looked at when the item is added. */
    const other: Partial<Record<keyof TemplateItem, string>> = {
      by: 'actors',
      count: 'counted',
      from: 'from',
    };
    const template = { title: 'T', items: [{ id: 'a', title: 'First', due: 'day 1' }, third, second] };
    writeFileSync(join(world.folder, 't.yaml'), JSON.stringify(template));
    expect((await world.run(['add', '--from', 't.yaml', ...monday])).code).toBe(0);
    const event = lastEvent(world);
    const item = withOwnItems(oneWeek('x'), [event]).phases[0]?.items.at(-1);
    const held = lastBatch(world)[1] as unknown as typeof event;
    expect(held).toMatchObject({ title: 'Third', validFor: 3 });
    expect(withOwnItems(oneWeek('x'), [held]).phases[0]?.items.at(-1)).toMatchObject({ validFor: 3 });
    for (const key of Object.keys(second) as (keyof typeof second)[]) {
      const { as } = keys[key].compiled;
      if (key === 'when') continue;
      expect(event, key).toHaveProperty(other[key] ?? as);
      if (key === 'from') {
        expect(item?.added?.from).toBe('2026-11-24');
        continue;
      }
      const without: Partial<Item> = emptyItem;
      expect(item?.[as], key).not.toEqual(without[as]);
    }
  });

  const chain = ['add', 'Message reminders', '--from', 'first-project', '--as', 'Grace Hopper'];

  test('a chain on the hire’s calendar, in one command that one undo takes back', async () => {
    const world = await started();
    await world.run(['away', '--from', '2026-12-07', '--to', '2026-12-08', ...monday]);
    const before = await total(world);
    const result = await world.run([...chain, '--start', '2026-12-04', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain('✓ added 3.29 Message reminders: agree on the goal, due Fri 4 Dec');
    expect(flat(result.stderr)).toContain('They belong to "First 30 days"; one undo takes all back.');
    const facts = lastBatch(world);
    expect(facts.length).toBeGreaterThanOrEqual(5);
    // Working days 1 and 3 from a Friday before two days of leave.
    expect(facts.slice(0, 2).map(({ due }) => due)).toEqual(['2026-12-04', '2026-12-10']);
    expect(facts[1]?.['after']).toEqual([facts[0]?.['item']]);
    expect(facts.at(-1)).toMatchObject({ evidence: 'text', by: 'Grace Hopper' });
    expect(await total(world)).toBe(before + facts.length);

    const again = await world.run([...chain, ...monday]);
    expect(flat(again.stderr)).toMatch(
      /is there already, added by Grace Hopper on Mon 23 Nov; \d more items of it/,
    );
    expect(lastBatch(world)).toEqual(facts);
    await world.run(['add', 'Quiet hours', '--from', 'first-project', ...monday]);
    expect(await total(world)).toBe(before + 2 * facts.length);
    await world.run(['undo', ...monday]);
    await world.run(['undo', '--as', 'Grace Hopper', ...monday]);
    expect(await total(world)).toBe(before);
  });

  test('begins today, or on the next working day; --phase keeps it together', async () => {
    const world = await started();
    await world.run([...chain, '--today', '2026-12-05']);
    expect(lastBatch(world)[0]).toMatchObject({ due: '2026-12-07', phase: 'day-30' });
    await world.run([...chain, '--another', '--start', '2026-12-16', ...monday]);
    expect(new Set(lastBatch(world).map(({ phase }) => phase))).toEqual(new Set(['day-30', 'day-60']));
    await world.run([...chain, '--another', '--start', '2026-12-16', '--phase', 'day-60', ...monday]);
    expect(new Set(lastBatch(world).map(({ phase }) => phase))).toEqual(new Set(['day-60']));
  });

  test('a file of one’s own: faults with their lines, roles that the program lacks left out and said', async () => {
    const world = await started();
    const write = (text: string) => writeFileSync(join(world.folder, 'own.yaml'), text);
    const from = ['add', '--from', 'own.yaml', ...monday];
    write('title: Own\nitems:\n  - { id: a, title: Do it, due: day 2, tkes: 1 h }\n');
    await expectRefusal(world, from, {
      code: 2,
      says: ['own.yaml:3:40: unknown key `tkes` (did you mean `takes`?)'],
    });
    write(
      'title: Own\nitems:\n  - { id: a, title: Do it, due: day 2, with: [budy, buddy], sign-off: boss }\n' +
        '  - { id: b, title: Show it, due: day 3, sign-off: mentor }\n',
    );
    const result = await world.run(from);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain('The role budy is left out: the program does not have it');
    expect(flat(result.stderr)).toContain('did the template mean buddy?');
    expect(flat(result.stderr)).toContain('The role boss is left out');
    const [fact, second] = lastBatch(world);
    expect(second).toMatchObject({ due: '2026-11-25', signOff: 'mentor' });
    expect(fact).toMatchObject({ with: ['buddy'], due: '2026-11-24' });
    expect(fact).not.toHaveProperty('signOff');
    await expectRefusal(world, ['add', 'A name', ...from.slice(1)], {
      code: 2,
      says: ['no place for a name'],
    });
    mkdirSync(join(world.folder, 'folder.yaml'));
    await expectRefusal(world, ['add', '--from', 'folder.yaml'], { code: 3, says: ['folder.yaml'] });
  });

  test('what ships is sound, also for a program with other roles', async () => {
    const world = new World();
    const names = readdirSync(join(root, 'checklists/templates'));
    expect(names.length).toBeGreaterThanOrEqual(18);
    const lint = await world.run(['lint', join(root, 'checklists/templates'), '--max-warnings', '0']);
    expect(lint).toMatchObject({ code: 0 });
    await world.run(['init', '.', '--checklists=minimal']);
    await world.startAda();
    const result = await world.run([...chain, ...monday]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain('The role mentor is left out');
    for (const { title } of lastBatch(world, world.folder))
      expect(String(title).length).toBeLessThanOrEqual(55);
  });

  test('lint knows a template, and says what is wrong with it', async () => {
    const world = new World();
    const text = 'title: Own\nitems:\n  - { id: a, title: Do this first, due: day 2, after: [b] }\n';
    writeFileSync(join(world.folder, 'own.yaml'), text);
    const { code, stdout } = await world.run(['lint', 'own.yaml', '--format', 'compact']);
    expect(code).toBe(1);
    expect(stdout).toContain('own.yaml:3:56');
    expect(stdout).toContain('no item above this one has the id `b`');
    expect(stdout).not.toContain('missing');
  });
});

describe('remove', () => {
  test('of the middle of a chain: its end waits for its beginning, and the middle again after an undo', async () => {
    const world = await started();
    writeFileSync(
      join(world.folder, 't.yaml'),
      `title: Survey
items:
  - { id: draft, title: Draft the survey, due: day 2 }
  - { id: send, title: Send the survey, due: day 3, after: [draft] }
  - { id: sum-up, title: Sum up the answers, due: day 4, after: [send] }
`,
    );
    await world.run(['add', '--from', 't.yaml', ...monday]);
    const result = await world.run(['remove', 'send the survey', ...monday]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain(
      '✓ removed Send the survey 2.20 Sum up the answers now waits for 2.19 Draft the survey',
    );
    expect(result.stderr).not.toContain('Now possible');
    const why = flat((await world.run(['show', 'sum up the answers', '--why', ...monday])).stdout);
    expect(why).toContain('blocked by 2.19');
    expect(why).toContain('It waits for 2.19 Draft the survey, which is open.');
    expect(why).not.toMatch(/send-the-survey|draft-the-survey/);
    await world.run(['done', 'draft the survey', ...monday]);
    const free = flat((await world.run(['show', 'sum up the answers', '--why', ...monday])).stdout);
    expect(free).toContain('It comes after 2.19 Draft the survey, and nothing of that is open');

    await world.run(['undo', ...monday]);
    const back = await world.run(['undo', ...monday]);
    expect(flat(back.stderr)).toContain(
      '✓ taken back: removed Send the survey 2.21 Sum up the answers now waits for 2.20 Send the survey',
    );
    const last = await world.run(['remove', 'draft the survey', 'send the survey', ...monday]);
    expect(flat(last.stderr)).toContain('Now possible: 2.19 Sum up the answers');
    expect(flat((await world.run(['show', 'sum up the answers', '--why', ...monday])).stdout)).toContain(
      'It waits for no other item.',
    );
  });

  test('takes items away, frees what waited for them, and undo brings them back', async () => {
    const world = await started();
    await world.run(['add', 'Draft a survey', ...monday]);
    await world.run(['add', 'Send the survey', '--after', 'Draft a survey', ...monday]);
    expect((await shown(world, '1.17')).item.state).toBe('blocked');
    const before = await total(world);
    const { item } = lastBatch(world)[0] ?? {};
    const result = await world.run(['remove', '1.16', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('✓ removed Draft a survey');
    expect(result.stderr).toContain('Now possible: 1.16 Send the survey');
    expect(await shown(world, '1.16')).toMatchObject({ item: { id: item, state: 'open' } });
    expect(await total(world)).toBe(before - 1);
    await expectRefusal(world, ['remove', 'Draft a survey', ...monday], { code: 2, says: ['no item'] });
    await world.run(['undo', ...monday]);
    expect(await total(world)).toBe(before);
    await world.run(['remove', '1.16', '1.17', ...monday]);
    expect(lastBatch(world)).toMatchObject([{ kind: 'removed' }, { kind: 'removed' }]);
    expect(await total(world)).toBe(before - 2);
  });

  test.each([
    ['done', ['done', '1.16']],
    ['skipped', ['skip', '1.16', '--reason', 'no time']],
    ['noted on', ['note', '1.16', 'ask Lin']],
  ])('one that is %s only with --force, and the log keeps its history', async (_, command) => {
    const world = await started();
    await world.run(['add', 'Draft a survey', ...monday]);
    await world.run([...command, ...monday]);
    await expectRefusal(world, ['remove', '1.16', ...monday], {
      code: 2,
      says: ['1.16 Draft a survey has a history', '--force'],
    });
    expect((await world.run(['remove', '1.16', '--force', ...monday])).code).toBe(0);
    const log = flat((await world.run(['log', ...monday])).stdout);
    expect(log).toMatch(/(done|skipped|noted on) Draft a survey/);
    expect(log).toContain('removed Draft a survey');
  });

  test('leaves the program alone', async () => {
    const world = await started();
    await world.run(['add', 'Draft a survey', ...monday]);
    await expectRefusal(world, ['remove', '1.16', '1.1', ...monday], {
      code: 2,
      says: ['1.1 Meet your manager belongs to the program', 'pm-onboard skip 1.1'],
    });
    await expectRefusal(world, ['remove', 'meet-buddy', ...monday], { code: 2, says: ['group'] });
    await expectRefusal(world, ['remove', ...monday], { code: 4, says: ['pm-onboard remove 1.16'] });
  });
});

test('what one hire has of their own, `team` counts for nobody else of the same program', async () => {
  const world = await started();
  const before = await total(world);
  const second = ['--name', 'Annie Easley', '--start', '2026-11-23', '--no-me', '--no-input', '--another'];
  await world.run(['start', ...second, ...monday]);
  for (const hire of ['Ada', 'Annie'])
    await world.run(['add', `A survey for ${hire}`, '--hire', hire, ...monday]);
  const { hires } = await json<{ hires: { progress: { total: number } }[] }>(world, ['team', ...monday]);
  const totals = hires.map(({ progress }) => progress.total);
  expect(totals).toEqual([before + 1, before + 1]);
});

test('own items travel in a share, whose program stays the one that is pinned', async () => {
  const [world, other] = [await started(), new World()];
  await world.run(['add', 'Draft a survey', ...monday]);
  const sent = await world.run(['share', '-o', '-', ...monday]);
  expect(sent.code, sent.stderr).toBe(0);
  const taken = await other.run(['share', '--receive', '-', ...monday], { input: sent.stdout });
  expect(taken.code, taken.stderr).toBe(0);
  expect((await shown(other, 'survey')).item).toEqual((await shown(world, 'survey')).item);
  expect(readdirSync(join(other.workspace, 'programs'))).toEqual(
    readdirSync(join(world.workspace, 'programs')),
  );
});

test('an item whose id is taken, as a foreign record may have it, is left out and told of', async () => {
  const world = await started();
  const before = await total(world);
  plant(world, [
    { kind: 'added', item: 'meet-manager', title: 'Sneak in', phase: 'day-1', due: '2027-01-01' },
  ]);
  expect(await total(world)).toBe(before);
  expect((await shown(world, '1.1')).item.due).toBe('2026-11-23');
  const status = await world.run(['status', ...monday]);
  expect(flat(status.stdout)).toContain(
    '! "Sneak in", added by Ada Lovelace, is left out: its id belongs to another',
  );
});

describe('screens', () => {
  const dayFortyFive: Lived = {
    ...ada,
    today: '2027-01-06',
    behind: 0,
    awaiting: 0,
  };
  const chain = ['add', 'Message reminders', '--from', 'first-project', '--as', 'Grace Hopper'];

  test.each([
    ['add-first-project', [chain], 80],
    ['add-first-project-narrow', [chain], 40],
    ['add-there-already', [chain, chain], 80],
    ['add-show', [chain, ['show', '4.27']], 80],
    ['add-status', [chain, ['status']], 80],
    ['add-remove', [chain, ['remove', '4.28', '4.29']], 80],
  ])('%s', async (name, commands, columns) => {
    const world = new World();
    writeLived(world.workspace, dayFortyFive);
    let screen = '';
    for (const args of commands) {
      const { code, stdout, stderr } = await world.run([...args, '--today', dayFortyFive.today], { columns });
      expect(code, stderr).toBe(0);
      screen = `$ pm-onboard ${args.map(quoted).join(' ')}\n\n${stdout}${stderr}`;
    }
    expect(tooWide(screen.split('\n').slice(1).join('\n'), columns)).toEqual([]);
    await expectPasteable(world, screen, { today: dayFortyFive.today });
    const text = screen.replace(/-[0-9a-f]{6} ·/g, '-…… ·');
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'screens', `${name}.golden`));
  });
});
