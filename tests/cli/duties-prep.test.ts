/** `duties prep`: the runs of meetings and turns, through the built program. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layDuties } from './duties-file.ts';
import { eventsIn, expectRefusal, fingerprint, json, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { World as Fresh, prepared, type World } from './world.ts';

const today = '2026-11-30';
const monday = ['--today', today];

const lay = prepared(async (world) => {
  await layDuties(world);
  await world.startAda('--zone', 'Europe/Berlin');
});

const pathIn = (world: World) => join(world.folder, 'duties.yaml');
const prep = (world: World, ...args: string[]) => world.run(['duties', 'prep', ...args, ...monday]);

/** Edits duties.yaml; the edit has to change something. */
function edit(world: World, change: (text: string) => string): void {
  const before = readFileSync(pathIn(world), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(pathIn(world), after);
}

const withTemplate = (title: string, template: string) => (text: string) =>
  text.replace(`    title: ${title}\n`, `    title: ${title}\n    template: ${template}\n`);

/** The names of the records of runs. */
function runsIn(world: World): string[] {
  try {
    return readdirSync(join(world.folder, 'runs')).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

function eventsOf(world: World, name = runsIn(world)[0] ?? '') {
  return eventsIn(readFileSync(join(world.folder, 'runs', name), 'utf8'));
}

interface Shown {
  readonly deeds: readonly {
    readonly when: string;
    readonly text: string;
    readonly holder: string | null;
    readonly mine: boolean;
    readonly item: {
      readonly ref: string;
      readonly id: string;
      readonly state: string;
      readonly due: string;
    } | null;
  }[];
  readonly run: {
    readonly run: string;
    readonly owner: string;
    readonly ended: boolean;
    readonly done: number;
  } | null;
  readonly changed: readonly { readonly kind: string }[];
  readonly dryRun?: boolean;
  readonly status: { readonly hire: { readonly program: string } } | null;
}

const shown = (world: World, ...args: string[]) => json<Shown>(world, ['duties', 'prep', ...args, ...monday]);

/** When, number and date of each thing, as `before 1.1 2026-12-01`; without those that are in no run. */
const datesIn = ({ deeds }: Shown) =>
  deeds.flatMap(({ when, item }) => (item ? [`${when} ${item.ref} ${item.due}`] : []));

const meeting = 'weekly-meeting-of-product-management-2026-12-02';

describe('a meeting', () => {
  test('begins the run of its next date, then finds it; its commands work', async () => {
    const world = await lay();
    const begun = await prep(world, 'pm-meeting');
    expect(begun.code).toBe(0);
    expect(begun.stderr).toContain('✓ Begun: Weekly meeting of product management 2026-12-02');
    await expect(begun.stdout).toMatchFileSnapshot('screens/duties-prep.golden');
    expect(runsIn(world)).toHaveLength(1);
    const before = fingerprint(world);
    const again = await prep(world, 'pm');
    expect(again.stdout).toBe(begun.stdout);
    expect(again.stderr).not.toContain('Begun');
    expect(fingerprint(world)).toBe(before);
    await expectPasteable(world, begun.stderr, { today });
    expect((await shown(world, 'pm')).run).toMatchObject({ run: meeting, owner: 'Ada Lovelace' });
  });

  test('what comes before is due the working day before, what is in it on its day, the rest two working days later', async () => {
    const world = await lay();
    // Tue 1 Dec and Thu 3 Dec are no working days.
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'calendar: { holidays: [2026-12-01, 2026-12-03] }\n',
    );
    expect(datesIn(await shown(world, 'pm'))).toEqual([
      ...['before 1.1 2026-11-30', 'before 1.2 2026-11-30', 'before 1.3 2026-11-30'],
      ...[1, 2, 3, 4].map((n) => `during 2.${n} 2026-12-02`),
      'after 3.1 2026-12-07',
    ]);
  });

  test('what a rotation does is its holder’s: mine where that is me, else waited for', async () => {
    const world = await lay();
    const ofRequests = async (on: string) =>
      (await shown(world, 'pm', '--on', on)).deeds.find(({ text }) => text.startsWith('Assign the obvious'));
    // Ada has the requests from Mon 30 Nov on, Alan the week after.
    expect(await ofRequests('2026-12-02')).toMatchObject({
      holder: 'Ada Lovelace',
      mine: true,
      item: { state: 'open' },
    });
    expect(await ofRequests('2026-12-09')).toMatchObject({
      holder: 'Alan Turing',
      mine: false,
      item: { state: 'waiting' },
    });
    const { stdout } = await world.run(['people', '--run', `${meeting.slice(0, -2)}09`, ...monday]);
    expect(stdout).toContain('Alan');
  });

  test('two machines make the same run, and its id says nothing of who began it', async () => {
    const [one, other] = [await lay(), await lay()];
    await prep(one, 'pm');
    await other.run(['duties', 'prep', 'pm', '--as', 'Grace Hopper', ...monday]);
    expect(runsIn(one)).toEqual(runsIn(other));
    expect(eventsOf(one)[0]?.['subject']).toBe(eventsOf(other)[0]?.['subject']);
    expect(eventsOf(other)[0]?.['name']).toBe('Grace Hopper');
  });

  test('keeps its run where a holiday puts it off, and says how to move the dates', async () => {
    const world = await lay();
    await prep(world, 'roadmap');
    const [name] = runsIn(world);
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-12-14] }\n');
    const { stdout, stderr } = await prep(world, 'roadmap');
    expect(stdout).toContain('Tue 15 Dec');
    expect(runsIn(world)).toEqual([name]);
    const [command = ''] =
      /pm-onboard reschedule --end 2026-12-15 --run \S+/.exec(stderr.replace(/\n\s*/g, ' ')) ?? [];
    expect((await world.shell(`${command} ${monday.join(' ')}`)).code).toBe(0);
    expect((await prep(world, 'roadmap')).stderr).not.toContain('reschedule');
    expect(datesIn(await shown(world, 'roadmap'))[0]).toBe('before 1.1 2026-12-11');
  });

  test('of a day that has passed begins nothing, and of one without a line neither', async () => {
    const world = await lay();
    const past = await prep(world, 'pm', '--on', '2026-11-04');
    expect(past).toMatchObject({ code: 0 });
    expect(past.stderr).toContain('It is over, so no checklist is begun.');
    edit(world, (text) =>
      text.replace(/(id: roadmap-call[\s\S]*?) {4}before:[\s\S]*?\nrotations:/, '$1\nrotations:'),
    );
    const empty = await prep(world, 'roadmap');
    expect(empty.stdout).toContain('Nothing is listed for it');
    expect(runsIn(world)).toEqual([]);
  });
});

describe('a turn', () => {
  test('is its holder’s, whoever prepares it; after a swap the new holder gets a run of their own', async () => {
    const world = await lay();
    const { run } = await shown(world, 'customer-requests', '--as', 'Grace Hopper', '--on', '2026-11-30');
    expect(run).toMatchObject({ owner: 'Ada Lovelace', run: 'customer-requests-2026-11-30' });
    const swapped = await world.run([
      ...[
        'duties',
        'swap',
        'customer-requests',
        '--on',
        '2026-11-30',
        '--by',
        'Grace Hopper',
        '--yes',
        ...monday,
      ],
    ]);
    expect(swapped.code, swapped.stderr).toBe(0);
    const theirs = await shown(world, 'customer-requests', '--on', '2026-11-30');
    expect(theirs.run).toMatchObject({ owner: 'Grace Hopper', run: 'customer-requests-2026-11-30-2' });
    expect(runsIn(world)).toHaveLength(2);
  });

  test('takes over before it, works until its last working day, hands over two working days later', async () => {
    const world = await lay();
    expect(datesIn(await shown(world, 'customer-requests', '--on', '2026-12-21'))).toEqual([
      'before 1.1 2026-12-18',
      ...['during 2.1 2026-12-25', 'during 2.2 2026-12-25'].slice(0, 2),
      'after 3.1 2026-12-29',
    ]);
  });
});

describe('a template', () => {
  test('has the day that it `meets` on the date of the meeting, holidays left out', async () => {
    const world = await lay();
    edit(world, withTemplate('Weekly meeting of product management', 'pm-meeting'));
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-12-08] }\n');
    const view = await shown(world, 'pm', '--on', '2026-12-09');
    expect(view.status?.hire.program).toBe('pm-meeting');
    expect(datesIn(view)).toEqual([
      ...['before 1.1 2026-12-04', 'before 1.2 2026-12-04', 'before 1.3 2026-12-07'],
      ...[4, 5, 6, 7].map((n) => `during 1.${n} 2026-12-09`),
      'after 1.8 2026-12-11',
    ]);
  });

  test('of a turn begins with the turn and ends with it, in a week with a holiday too', async () => {
    const world = await lay();
    edit(world, withTemplate('Customer requests', 'rotation-week'));
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-12-23] }\n');
    const dues = datesIn(await shown(world, 'customer-requests', '--on', '2026-12-21'));
    expect(dues[0]).toBe('during 1.1 2026-12-21');
    expect(dues.at(-1)).toBe('during 1.6 2026-12-25');
  });

  test('that is the workspace’s own stands before the one that ships; one that is nowhere is told with a suggestion', async () => {
    const world = await lay();
    edit(world, withTemplate('Weekly meeting of product management', 'pm-meting'));
    await expectRefusal(world, ['duties', 'prep', 'pm', ...monday], {
      code: 2,
      says: ['there is no template "pm-meting"', 'did you mean pm-meeting?'],
    });
    const { code, stdout } = await world.run(['lint']);
    expect(code).toBe(1);
    expect(stdout).toContain('there is no template `pm-meting`');
    expect(stdout).toContain('did you mean `pm-meeting`?');
    expect(stdout).toContain('unknown-template');
    expect(runsIn(world)).toEqual([]);
  });
});

describe('an edit of the lines', () => {
  test('leaves what was done with the others, and with the line itself where most of it stays', async () => {
    const world = await lay();
    await prep(world, 'pm');
    for (const ref of ['1.1', '2.1']) await world.run(['done', ref, '--run', meeting, ...monday]);
    edit(world, (text) =>
      text
        .replace('- Queue your topic in two lines', '- Queue your topic in three lines')
        .replace('      - Keep your topic to its minutes\n', '')
        .replace('      - Tell the state of', '      - Open the notes\n      - Tell the state of'),
    );
    const stale = await prep(world, 'pm');
    expect(stale.stderr.replace(/\n\s*/g, ' ')).toContain(`pm-onboard upgrade --run ${meeting}`);
    expect((await world.run(['review', '--run', meeting, ...monday])).stdout).toContain(
      `pm-onboard upgrade --run ${meeting} --dry-run`,
    );
    expect((await world.run(['doctor', ...monday])).stdout).toContain('duties.yaml: edited since');
    const all = await json<{ hires: { title: string; state: string }[] }>(world, [
      ...['upgrade', '--all', '--dry-run', ...monday],
    ]);
    expect(all.hires.find(({ state }) => state === 'changes')?.title).toMatch(/^Weekly meeting/);
    expect((await world.run(['upgrade', '--run', meeting, '--yes', ...monday])).code).toBe(0);
    const after = await shown(world, 'pm');
    const states = Object.fromEntries(after.deeds.map(({ text, item }) => [text.slice(0, 16), item?.state]));
    expect(states).toMatchObject({
      'Queue your topic': 'done',
      'Open the notes': 'open',
      'Tell the state o': 'done',
    });
    expect(after.deeds.some(({ text }) => text.startsWith('Keep your topic'))).toBe(false);
    expect(after.deeds.every(({ item }) => item !== null)).toBe(true);
    expect((await prep(world, 'pm')).stderr).not.toContain('upgrade');
    const nothing = await world.run(['upgrade', '--run', meeting, ...monday]);
    expect(nothing.stdout.replace(/\s+/g, ' ')).toContain('has the current checklists already');
  });

  test('a meeting that is gone from duties.yaml is told by upgrade, and its run stays', async () => {
    const world = await lay();
    await prep(world, 'pm');
    edit(world, (text) => text.replace('id: pm-meeting', 'id: weekly'));
    await expectRefusal(world, ['upgrade', '--run', meeting, ...monday], {
      code: 2,
      says: ['is in no file any more', 'the run stays as it is'],
    });
    const { code, stdout } = await world.run(['upgrade', '--all', '--dry-run', ...monday]);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('follows duty-pm-meeting, whose checklists are not');
  });
});

describe('forms', () => {
  test('a dry run writes nothing and shows all of it', async () => {
    const world = await lay();
    const before = fingerprint(world);
    const { code, stdout, stderr } = await prep(world, 'pm', '--dry-run');
    expect(code).toBe(0);
    expect(stderr).toContain('· Begun');
    expect(stdout).toContain('1.1');
    expect(await shown(world, 'pm', '--dry-run')).toMatchObject({
      dryRun: true,
      changed: [{ kind: 'started' }, { kind: 'assigned', people: ['Grace Hopper'] }],
    });
    expect(fingerprint(world)).toBe(before);
  });

  test('JSON has what was saved the first time alone', async () => {
    const world = await lay();
    expect((await shown(world, 'pm')).changed.map(({ kind }) => kind)[0]).toBe('started');
    expect((await shown(world, 'pm')).changed).toEqual([]);
  });

  test('fits in 40 columns; the accessible mode has words for what is done; Markdown has boxes', async () => {
    const world = await lay();
    await prep(world, 'pm');
    await world.run(['done', '1.1', '--run', meeting, ...monday]);
    for (const columns of [40, 80]) {
      const { stdout } = await world.run(['duties', 'prep', 'pm', ...monday], { columns });
      expect(tooWide(stdout, columns)).toEqual([]);
    }
    const spoken = await prep(world, 'pm', '--accessible');
    expect(spoken.stdout).toMatch(/Done\. Step 1\.1, Queue your topic/);
    expect(spoken.stdout).not.toMatch(/ {2}|[·…✓]/);
    const { stdout } = await prep(world, 'pm', '--markdown');
    expect(stdout).toContain('- [x] Queue your topic');
    expect(stdout).toContain('- [ ] Add what is to be read');
  });

  test('what is finished is said to be', async () => {
    const world = await lay();
    await prep(world, 'pm');
    expect((await world.run(['finish', '--force', '--run', meeting, ...monday])).code).toBe(0);
    const { stderr } = await prep(world, 'pm');
    expect(stderr).toMatch(/Begun Mon 30 Nov, finished Mon 30 Nov by Ada Lovelace/);
    expect((await shown(world, 'pm')).run).toMatchObject({ ended: true });
  });

  test('refuses what it can’t use, and titles that no subject can have are cut', async () => {
    const world = await lay();
    for (const [args, says] of [
      [['nonsense'], 'there is no meeting or rotation "nonsense"'],
      [['pm', '--on', 'someday'], '--on'],
      [['pm', '--with', 'Grace'], '--with goes with duties swap'],
      [['pm', '--set', 'a=b'], 'has no traits'],
    ] as const)
      await expectRefusal(world, ['duties', 'prep', ...args, ...monday], { code: 2, says: [says] });
    edit(world, (text) =>
      text.replace(
        'title: Weekly meeting of product management',
        `title: "${'A very long title '.repeat(9)}\\n\\u001b[31m"`,
      ),
    );
    const { code, stdout } = await prep(world, 'pm');
    expect(code).toBe(0);
    // What the run that is there hasn't is not passed over.
    const again = ['duties', 'prep', 'pm', '--set', 'a=b', ...monday];
    await expectRefusal(world, again, { code: 2, says: ['has no traits'] });
    expect(stdout).not.toContain('\u001b[31m');
    expect(String(eventsOf(world)[0]?.['subject'])).toMatch(/^A very long title .* 2026-12-02$/);
  });

  test('without duties.yaml says how to get one', async () => {
    await expectRefusal(new Fresh(), ['duties', 'prep'], { code: 2, says: ['pm-onboard init --duties'] });
  });
});
