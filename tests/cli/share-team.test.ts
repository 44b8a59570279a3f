/** A share shows the same dates and roles wherever it is opened, and never changes who somebody is or what a team asks. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat } from './facts.ts';
import { prepared, type Result, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const bea = ['--as', 'Bea Buddy'];
const max = ['--as', 'Max Manager'];

/** The team of Ada: its people, a week of four days, holidays from a file and by name. */
const ownTeam = `people:
  buddy: [{ name: Bea Buddy, handles: [bea], contact: "#bea" }]
  manager: [{ name: Max Manager }]
  stranger: [{ name: Nobody Needed }]
calendar:
  working-days: [mon, tue, wed, thu]
  hours-per-day: 4
  holidays:
    - 2026-11-24
    - { date: 2026-11-25, name: Team day }
    - 2017-01-01
    - 2018-01-01
  extra-working-days: [2026-11-28]
  holidays-until: 2027-12-31
`;

/** Another team: other people under the same roles, other days off. */
const otherTeam = `people:
  buddy: [{ name: Other Buddy, handles: [bea] }]
  mentor: [{ name: Other Mentor }]
calendar:
  working-days: [mon, fri]
  hours-per-day: 8
  holidays: [2026-12-01, 2026-12-02]
  extra-working-days: [2026-12-05]
`;

function settle(world: World, config: string): World {
  mkdirSync(world.workspace, { recursive: true });
  writeFileSync(join(world.workspace, 'pm-onboard.yaml'), config);
  return world;
}

const home = prepared(async (world) => {
  settle(world, ownTeam);
  await world.run([
    'start',
    '--name',
    'Ada Lovelace',
    '--start',
    '2026-11-23',
    '--no-me',
    '--zone',
    'Europe/Berlin',
    ...monday,
  ]);
  await world.run([
    'done',
    '1.3',
    '--evidence',
    'https://example.com/doc',
    '--as',
    'Ada Lovelace',
    ...monday,
  ]);
});

async function send(from: World, to: World, ...flags: string[]): Promise<Result> {
  const sent = await from.run(['share', 'ada', '-o', 'sent.json', ...monday]);
  expect(sent.code, sent.stderr).toBe(0);
  writeFileSync(join(to.folder, 'sent.json'), readFileSync(join(from.folder, 'sent.json')));
  return to.run(['share', '--receive', 'sent.json', ...monday, ...flags]);
}

/** What the screens say, without where a day off is listed, and without what `team` says of the workspace. */
async function dates(world: World): Promise<unknown> {
  const said = [];
  for (const args of [['status'], ['plan'], ['calendar'], ['team'], ['next']]) {
    const { code, stdout, stderr } = await world.run([
      ...args,
      ...(args[0] === 'team' ? [] : ['ada']),
      '--json',
      ...monday,
    ]);
    expect(code, stderr).toBe(0);
    const value = JSON.parse(stdout, (key, each) => (key === 'source' ? undefined : each));
    said.push(args[0] === 'team' ? value.hires : value);
  }
  return said;
}

describe('the dates and roles of a share', () => {
  test('are those of the team, in an empty workspace and in one of another team', async () => {
    const ada = await home();
    const here = await dates(ada);
    for (const there of [new World(), settle(new World(), otherTeam)]) {
      expect((await send(ada, there)).code).toBe(0);
      expect(await dates(there)).toEqual(here);
      expect(existsSync(join(there.home, '.config'))).toBe(false);
      expect(readdirSync(there.workspace).sort()).toEqual([
        '.gitattributes',
        '.gitignore',
        'hires',
        'pm-onboard.yaml',
        'programs',
      ]);
    }
  });

  test('hold what is needed alone: no file names, nobody without a role, no day far away', async () => {
    const [ada, there] = [await home(), new World()];
    await send(ada, there);
    const text = readFileSync(join(there.folder, 'sent.json'), 'utf8');
    const { team } = JSON.parse(text).record;
    expect(Object.keys(team.people).sort()).toEqual(['buddy', 'manager']);
    expect(team.people.buddy).toEqual([{ name: 'Bea Buddy', handles: ['bea'], contact: '#bea' }]);
    expect(team.calendar.holidays.slice(0, 2)).toEqual([
      { date: '2026-11-24' },
      { date: '2026-11-25', name: 'Team day' },
    ]);
    // The first listed day says how far the list reaches.
    expect(team.calendar.holidays.slice(2)).toEqual([{ date: '2017-01-01' }]);
    expect(text).not.toContain('pm-onboard.yaml');
    expect(text).not.toContain('Nobody Needed');
  });

  test('somebody of the team who was assigned by a handle has all names there', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    settle(
      ada,
      ownTeam.replace(
        'stranger: [{ name: Nobody Needed }]',
        'stranger: [{ name: Sam Stranger, handles: [sam] }]',
      ),
    );
    await ada.run(['assign', 'ada', '--role', 'mentor', '--to', 'sam', ...max]);
    await send(ada, there);
    const { hire } = JSON.parse((await there.run(['status', 'ada', '--json', ...monday])).stdout);
    expect(hire.roles).toMatchObject({ mentor: ['Sam Stranger'], buddy: ['Bea Buddy'] });
  });

  test('let the buddy of the team act, and nobody of the workspace that it came to', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    await ada.run(['done', '3.22', '--force', '--as', 'Ada Lovelace', ...monday]);
    await send(ada, there);
    await expectRefusal(there, ['review', 'ada', '--approve', '3.22', '--as', 'Other Buddy', ...monday], {
      code: 2,
      says: ['which Other Buddy is not'],
    });
    const approved = await there.run(['review', 'ada', '--approve', '3.22', '--as', 'bea', ...monday]);
    expect(approved.code, approved.stderr).toBe(0);
    expect((await send(there, ada, ...max)).stderr).toContain('1 approved');
  });

  test('say where days off come from', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    await send(ada, there);
    const source = "the team's, as of the share of Mon 23 Nov 2026";
    expect(flat((await there.run(['show', '2.7', '--why', '--hire', 'ada', ...monday])).stdout)).toContain(
      `Team day (${source})`,
    );
    expect(flat((await there.run(['calendar', 'ada', '--days-off', ...monday])).stdout)).toContain(
      `Team day (${source})`,
    );
    expect(flat((await there.run(['doctor', ...monday])).stdout)).toContain(
      'the team there, as of the share of Mon 23 Nov 2026',
    );
    expect((await there.run(['finish', 'ada', '--force', ...bea, ...monday])).code).toBe(0);
  });

  test('stay, whatever is saved, restored, redacted and read again', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    await send(ada, there);
    const here = await dates(ada);
    await there.run(['note', '1.3', 'a secret word', '--hire', 'ada', ...bea, ...monday]);
    await there.run(['redact', 'secret', '--hire', 'ada', '--yes', ...bea, ...monday]);
    for (const name of readdirSync(join(there.workspace, 'backups')))
      expect(readFileSync(join(there.workspace, 'backups', name), 'utf8'), name).toContain('\n,"team":{');
    const { path, text } = there.onlyRecord();
    expect(text).not.toContain('secret');
    writeFileSync(path, text.slice(0, -40));
    expect((await there.run(['status', 'ada', ...monday])).code).toBe(3);
    expect((await there.run(['doctor', '--restore', 'ada', ...monday])).code).toBe(0);
    await there.run(['undo', '--hire', 'ada', ...bea, ...monday]);
    const now = (await dates(there)) as { hire?: unknown }[];
    expect(now[1]).toEqual((here as unknown[])[1]);
    // Where the team can't be read any more, the record isn't taken for one of this workspace.
    writeFileSync(path, there.onlyRecord().text.replace('Bea Buddy', 'Eve Buddy'));
    const refused = await there.run(['status', 'ada', ...monday]);
    expect(refused.code).toBe(3);
    expect(flat(refused.stderr)).toContain(
      "the team in it can't be trusted: its content does not fit its id",
    );
    expect((await there.run(['doctor', '--restore', 'ada', ...monday])).code).toBe(0);
    expect(((await dates(there)) as unknown[])[1]).toEqual((here as unknown[])[1]);
  });

  test('both ways, twice: at home the settings stay live, elsewhere the later share counts', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    await send(ada, there);
    await there.run(['note', '1.3', 'from Bea', '--hire', 'ada', ...bea, ...monday]);
    await send(there, ada, ...max);
    expect(ada.onlyRecord().text).toContain('from Bea');
    expect(ada.onlyRecord().text).not.toContain('"team"');
    settle(ada, ownTeam.replace('2026-11-24', '2026-11-26').replaceAll('Max', 'Mia'));
    const changed = await dates(ada);
    expect(changed).not.toEqual(await dates(there));
    expect((await send(ada, there)).stderr).toContain(
      '✓ Ada Lovelace: people and days off of the team are those of Mon 23 Nov 2026 now\n',
    );
    expect(await dates(there)).toEqual(changed);
    await send(there, ada, ...max);
    expect(await dates(ada)).toEqual(changed);
    // What a third workspace is sent by the second is what the first one has said.
    const third = settle(new World(), otherTeam.replaceAll('Other', 'Third'));
    await send(there, third);
    expect(await dates(third)).toEqual(changed);
  });
});

describe('a record from elsewhere', () => {
  const moved = async () => {
    const [ada, there] = [await home(), new World()];
    const init = await there.run(['init', there.workspace, '--checklists']);
    expect(init.code, init.stderr).toBe(0);
    const path = join(there.workspace, 'checklists/product-manager/parts/first-talks.yaml');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('title: Meet your manager', 'title: Meet your own manager'),
    );
    await send(ada, there);
    return there;
  };

  test('is not told that the checklists have moved on', async () => {
    const there = await moved();
    for (const args of [['team'], ['review', 'ada', ...bea], ['doctor']]) {
      const { stdout, stderr } = await there.run([...args, ...monday]);
      expect(stdout + stderr).not.toMatch(/moved on|upgrade|edited since/);
    }
  });

  test('is upgraded by whoever sent it, and loses nothing', async () => {
    const there = await moved();
    const before = there.onlyRecord().text;
    const words =
      'the checklists of Ada Lovelace are kept elsewhere, by whoever shared the record (last on Mon 23 Nov 2026)';
    await expectRefusal(there, ['upgrade', 'ada', '--yes'], { code: 2, says: [words] });
    await there.run(['start', '--name', 'Bob Noyce', '--start', '2026-11-23', '--no-me', ...monday]);
    const all = await there.run(['upgrade', '--all', '--yes', ...monday]);
    expect(all.code).toBe(0);
    expect(flat(all.stderr)).toContain(`Ada Lovelace is left out: ${words}`);
    expect(
      readdirSync(join(there.workspace, 'hires')).map((name) =>
        readFileSync(join(there.workspace, 'hires', name), 'utf8'),
      ),
    ).toContain(before);
  });

  test('can be assigned, rescheduled and sent on leave, and goes home as work', async () => {
    const [ada, there] = [await home(), settle(new World(), otherTeam)];
    await send(ada, there);
    await there.run(['assign', 'ada', '--role', 'mentor', '--to', 'Lin', ...bea, ...monday]);
    await there.run(['reschedule', 'ada', '--start', '2026-11-30', ...bea, ...monday]);
    await there.run(['away', 'ada', '--from', '2026-12-21', '--to', '2026-12-24', ...bea, ...monday]);
    await there.run(['reopen', '1.3', '--hire', 'ada', ...bea, ...monday]);
    await there.run(['undo', '--hire', 'ada', ...bea, ...monday]);
    const here = await dates(there);
    const { stderr } = await send(there, ada, ...max);
    for (const line of [
      'Bea Buddy assigned mentor: Lin',
      'Bea Buddy moved the start to 2026-11-30',
      'Bea Buddy away 2026-12-21 to 2026-12-24',
      'Bea Buddy took back: reopened 1.3 Fix 1:1 times, create the 1:1 doc',
    ])
      expect(stderr).toContain(`✓ ${line}\n`);
    expect(await dates(ada)).toEqual(here);
  });
});

/** The record of a share with its start changed: the first event, under an id that fits. */
function startIn(text: string, change: Record<string, string>, isMore: boolean): string {
  const share = JSON.parse(text);
  const { record, events } = share.record;
  const section =
    Object.values<{ kind: string }[]>(events).find((each) => each.some(({ kind }) => kind === 'started')) ??
    [];
  const at = section.findIndex(({ kind }) => kind === 'started');
  const { id: _, ...start } = { ...section[at], ...change } as Record<string, string>;
  const { at: instant, on, by, batch, kind, ...rest } = start;
  const fields = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const tail = `,${JSON.stringify({ at: instant, on, by, batch, kind }).slice(1, -1)},${JSON.stringify(fields).slice(1, -1)}}`;
  const id = createHash('sha256').update(`${record}\n${tail}`).digest('base64url');
  section.splice(at, isMore ? 0 : 1, { id, ...start } as never);
  return JSON.stringify(share);
}

describe('who a run is of, and from when on', () => {
  const evil = { name: 'Eve Mallory', start: '2020-01-01', at: '2020-01-01T00:00:00.000Z' };

  test('is changed by no start in a share', async () => {
    const [ada, there] = [await home(), new World()];
    await send(ada, there);
    const text = readFileSync(join(there.folder, 'sent.json'), 'utf8');
    for (const [isMore, world, says] of [
      [
        true,
        there,
        [
          'its record has two starts: Eve Mallory, from Wed 1 Jan 2020, and Ada Lovelace, from Mon 23 Nov 2026',
        ],
      ],
      [true, new World(), ['its record has two starts: Eve Mallory']],
      [
        false,
        there,
        [
          'is the run of Eve Mallory, from Wed 1 Jan 2020; here, it is that of Ada Lovelace, from Mon 23 Nov 2026',
        ],
      ],
      [false, ada, ['is the run of Eve Mallory']],
    ] as const) {
      writeFileSync(join(world.folder, 'evil.json'), startIn(text, evil, isMore));
      await expectRefusal(world, ['share', '--receive', 'evil.json'], { code: 2, says });
    }
  });

  test('one who reopens what two had done, and takes that back, has done one thing', async () => {
    const [ada, there] = [await home(), new World()];
    await send(ada, there);
    await ada.run(['done', '1.6', '--hire', 'ada', ...max, ...monday]);
    await there.run(['done', '1.6', '--hire', 'ada', ...bea, ...monday]);
    await send(there, ada, ...max);
    await ada.run(['reopen', '1.6', '--hire', 'ada', ...max, ...monday]);
    const undone = await ada.run(['undo', '--hire', 'ada', ...max, ...monday]);
    expect(undone.stderr.match(/taken back/g)).toHaveLength(1);
    for (const args of [
      ['show', '1.6'],
      ['log', '--item', '1.6'],
    ]) {
      const { stdout } = await ada.run([...args, '--hire', 'ada', ...monday]);
      expect(stdout.match(/reopened/g)).toHaveLength(1);
    }
  });
});
