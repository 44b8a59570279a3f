/** `finish` closes a run and prints a summary of it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, events, expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2027-02-22'];

const beside: Lived['beside'] = [
  ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'two installers, which one?' }],
  ['2026-11-27', ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
  ['2026-12-01', ada.name, { kind: 'asked', text: 'Where is the old roadmap?' }],
  [
    '2027-02-18',
    ada.name,
    { kind: 'skipped', item: 'present-roadmap', reason: 'the sales call was cancelled' },
  ],
  [
    '2027-02-19',
    ada.name,
    { kind: 'done', item: 'gone-since', title: 'Tour the old office', evidence: 'seen' },
  ],
];

/** All is done but one item that Ada skipped. */
const closed: Lived = { ...ada, today: '2027-02-22', behind: 0, awaiting: 0, beside };
/** The last review is to be held, and Grace has a sign-off to give. */
const twoOpen: Lived = { ...closed, behind: 2, awaiting: 1 };

function lived(run: Lived): World {
  const world = new World();
  writeLived(world.workspace, run);
  return world;
}

describe('finish', () => {
  test('closes a run of which nothing is open: an event, a summary on stdout, the way back on stderr', async () => {
    const world = lived(closed);
    const result = await world.run(['finish', '--note', ' A good start. ', '--as', 'Alan Turing', ...today]);
    expect(result.code).toBe(0);
    expect(result.stderr).toBe('✓ Ada Lovelace is finished\n  To take it back: pm-onboard undo\n');
    expect(result.stdout).toMatch(/^Ada Lovelace · finished on Mon 22 Feb, day 92 /);
    expect(result.stdout).toContain('A good start.');
    expect(result.stdout).toContain('94 of 95 done, 1 skipped, 0 of 2 questions answered.');
    expect(lastBatch(world)).toMatchObject([
      { kind: 'finished', note: 'A good start.', on: '2027-02-22', by: 'Alan Turing' },
    ]);
  });

  test('what is open is named, and needs --force', async () => {
    const world = lived(twoOpen);
    const { stderr } = await expectRefusal(world, ['finish', ...today], {
      code: 2,
      says: ['2 items of Ada Lovelace are still open', '--force'],
    });
    expect(stderr).toMatch(
      /^ {2}5\.3 {3}Answer the questions about your area \(Grace has not signed it off\)$/m,
    );
    expect(stderr).toMatch(/^ {2}5\.10 {2}Hold the 90-day review \(open\)$/m);
    const forced = await world.run(['finish', '--force', ...today]);
    expect(forced.code).toBe(0);
    expect(forced.stdout).toContain('STILL OPEN');
    expect(lastBatch(world)).toMatchObject([{ kind: 'finished' }]);
  });

  test('of much that is open, a few are named', async () => {
    const world = new World();
    await world.startAda();
    const { stderr } = await expectRefusal(world, ['finish', '--today', '2026-11-20'], {
      code: 2,
      says: ['95 items of Ada Lovelace are still open', '… and 85 more'],
    });
    expect(stderr.split('\n').length).toBeLessThan(16);
  });

  test('finished already: said, the summary again, no event; what is done then counts', async () => {
    const world = lived(twoOpen);
    await world.run(['finish', '--force', '--as', 'Alan Turing', ...today]);
    const before = fingerprint(world);
    const again = await world.run(['finish', '--note', 'more', '--today', '2027-03-01']);
    expect(again.code).toBe(0);
    expect(flat(again.stderr)).toContain(
      'Ada Lovelace was finished on Mon 22 Feb already, by Alan Turing; the note was not recorded.',
    );
    expect(again.stdout).toContain('finished on Mon 22 Feb, day 92');
    expect(fingerprint(world)).toBe(before);

    const done = await world.run(['done', '5.10', '--today', '2027-03-01']);
    expect(done.code).toBe(0);
    expect(done.stderr).toContain('The run stays finished, since Mon 22 Feb.');
    const status = await world.run(['status', '--today', '2027-03-01']);
    expect(status.stdout).toMatch(/^Ada Lovelace · finished · Mon 22 Feb /);
    expect(status.stdout).toContain('Finished on Mon 22 Feb.\n93 done, 1 skipped, 1 left open.');
  });

  test('status says so calmly, and nothing is overdue by its exit code; undo takes it back', async () => {
    const world = lived(twoOpen);
    expect((await world.run(['status', '--exit-code', ...today])).code).toBe(1);
    await world.run(['finish', '--force', '--note', 'On to new things', ...today]);
    const { code, stdout } = await world.run(['status', '--exit-code', '--today', '2027-04-05']);
    expect(code).toBe(0);
    expect(stdout).toContain('Finished on Mon 22 Feb: On to new things\n');
    expect(stdout).not.toMatch(/CATCH UP|TO CLOSE|WAITING|late|past/);
    expect(stdout).toContain('The summary: pm-onboard finish');
    expect(await json(world, ['status', ...today])).toMatchObject({
      finished: { on: '2027-02-22', text: 'On to new things' },
      archived: null,
    });
    expect((await world.run(['undo', ...today])).stderr).toContain('taken back: finished: On to new things');
    expect((await world.run(['status', ...today])).stdout).toContain('TO CLOSE');
  });

  test('status points at it when all is closed, and when only others have to act after the last day', async () => {
    const done = await lived(closed).run(['status', ...today]);
    expect(flat(done.stdout)).toContain('To close it, with a summary to keep: pm-onboard finish');
    const waiting = lived({ ...closed, awaiting: 1 });
    expect((await waiting.run(['status', ...today])).stdout).toContain(
      'Now it is up to Grace (5.3). Then: pm-onboard finish',
    );
    const early = await waiting.run(['status', '--today', '2027-02-19']);
    expect(early.stdout).not.toContain('pm-onboard finish');
  });

  test('--json has all of it, --markdown is a document with dates in full', async () => {
    const world = lived(twoOpen);
    await world.run(['finish', '--force', ...today]);
    const result = await world.run(['finish', '--json', ...today]);
    const view = JSON.parse(result.stdout) as Record<string, unknown>;
    expect(view).toMatchObject({
      schemaVersion: 1,
      hire: { id: ada.id, name: ada.name },
      finished: { on: '2027-02-22' },
      day: 92,
      progress: { done: 92, skipped: 1, total: 95 },
      gone: [{ ref: '', title: 'Tour the old office', evidence: 'seen', link: null }],
      skipped: [{ ref: '5.7', reason: 'the sales call was cancelled' }],
      open: [
        { ref: '5.3', state: 'in review', who: 'Grace' },
        { ref: '5.10', state: 'open', who: null },
      ],
      notes: [{ ref: '1.8', on: '2026-11-24', text: 'two installers, which one?' }],
      questions: [{ ref: '?1', answer: null }, { ref: '?2' }],
    });
    const phases = view['phases'] as {
      counted: { total: number; unit: string }[];
      items: { link: string }[];
    }[];
    expect(phases[2]?.counted).toContainEqual({ total: 8, unit: 'calls' });
    expect(phases[0]?.items.find(({ link }) => link)?.link).toBe('https://example.com/set-1on1s');
    const signers = view['signedOff'] as { by: string; items: unknown[] }[];
    expect(signers.map(({ by, items }) => [by, items.length])).toEqual([
      ['Alan Turing', 3],
      ['Grace Hopper', 6],
      ['Edsger Dijkstra', 1],
    ]);

    const { stdout } = await world.run(['finish', '--markdown', ...today], { colour: true });
    expect(stdout).toMatch(
      /^# Product manager onboarding: Ada Lovelace\n\n2026-11-23 to 2027-02-22, day 92: /,
    );
    expect(stdout).toContain('(2026-12-15, signed off by Grace Hopper on 2026-12-16)');
    expect(stdout).toContain('[Fix 1:1 times, create the 1:1 doc](https://example.com/set-1on1s)');
    expect(stdout).toContain('## Left out\n\n- **5.7** ');
    expect(stdout).toContain('### No longer in the checklists\n\n- Tour the old office (2027-02-19, seen)');
    expect(stdout).toContain('two installers, which one?');
    expect(stdout).not.toContain('\u001b');
  });

  test('an answer stands beside its question, and is counted', async () => {
    const world = lived(closed);
    const asked = events(world).find(({ kind }) => kind === 'asked');
    writeLived(world.workspace, {
      ...closed,
      beside: [
        ...(beside ?? []),
        ['2027-02-20', 'Grace Hopper', { kind: 'answered', of: asked?.id ?? '', text: 'Product does' }],
      ],
    });
    const { stdout } = await world.run(['finish', ...today]);
    expect(stdout).toContain('1 of 2 questions answered');
    expect(stdout).toMatch(/\?1 +Who decides Team or Enterprise edition\? +Product does/);
  });

  test('refuses a note of spaces, two formats, and whom nobody knows', async () => {
    const world = lived(closed);
    await expectRefusal(world, ['finish', '--note', ' '], { code: 2, says: ['--note: it is empty'] });
    await expectRefusal(world, ['finish', '--json', '--markdown'], { code: 2, says: ['exclude each other'] });
    await expectRefusal(world, ['finish', 'Nobody'], { code: 2, says: ['"Nobody"'] });
  });

  test('foreign text stays text', async () => {
    const text = '\u001b[31m](https://evil.example) <b>\n# one';
    const world = lived({
      ...closed,
      beside: [
        ['2026-11-24', text, { kind: 'noted', item: 'list-puzzles', text }],
        ['2026-11-24', text, { kind: 'asked', text }],
        [
          '2026-11-25',
          text,
          { kind: 'done', item: 'gone', title: text, evidence: `https://e.example/${text}` },
        ],
        ['2027-02-18', text, { kind: 'skipped', item: 'present-roadmap', reason: text }],
      ],
    });
    for (const format of [[], ['--markdown'], ['--json']]) {
      const { stdout, stderr, code } = await world.run(['finish', '--note', text, ...format, ...today]);
      expect(code).toBe(0);
      expect(dangerous(stdout + stderr)).toEqual([]);
      if (format[0] === '--markdown')
        expect(stdout).not.toMatch(/(?<!\\|<https:[^>]*)\]\(https:\/\/evil|<b>|^# one/m);
    }
  });
});

test.each([
  ['finish', ['--force']],
  ['archive', []],
])(
  'after %s the plan stays as it is, until that is taken back; what is done still counts',
  async (command, flags) => {
    const world = new World();
    const [monday, ofAda] = [
      ['--today', '2026-11-23'],
      ['--hire', 'Ada'],
    ];
    await world.startAda();
    await world.run(['add', 'Draft a survey', ...monday]);
    await world.run(['away', '--from', '2026-12-10', '--to', '2026-12-11', ...monday]);
    expect((await world.run([command, 'Ada', ...flags, ...monday])).code).toBe(0);
    for (const args of [
      ['add', 'Another', ...ofAda],
      ['remove', 'Draft a survey', ...ofAda],
      ['move', '1.1', '--due', '2026-11-25', ...ofAda],
      ['away', 'Ada', '--from', '2026-12-01', '--to', '2026-12-04'],
      ['away', 'Ada', '--remove', '--from', '2026-12-10'],
      ['reschedule', 'Ada', '--start', '2026-12-01'],
      ['reschedule', 'Ada', '--start', '2026-12-01', '--dry-run'],
    ])
      await expectRefusal(world, [...args, ...monday], {
        code: 2,
        says: ['the onboarding of Ada Lovelace is over', /can take that back: pm-onboard\s+undo\n/],
      });
    expect((await world.run(['away', 'Ada', ...monday])).stdout).toContain('Thu 10 Dec to Fri 11 Dec');
    expect((await world.run(['done', '1.1', ...ofAda, ...monday])).code).toBe(0);
    await world.run(['undo', ...ofAda, ...monday]);
    await world.run(['undo', ...ofAda, ...monday]);
    expect((await world.run(['move', '1.1', '--due', '2026-11-25', ...ofAda, ...monday])).code).toBe(0);
  },
);

describe('at a terminal', () => {
  test('what is open is listed, and asked about', async (context) => {
    const world = lived(twoOpen);
    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard finish ${today.join(' ')}; echo "exit=[$?]"`);
    const screen = await terminal.until('Finish all the same?');
    expect(screen).toContain('5.10  Hold the 90-day review (open)');
    await terminal.press('Enter');
    expect(await terminal.until('exit=[0]')).toContain('Nothing is recorded.');
    expect(fingerprint(world)).toBe(before);
    const second = await Terminal.open(context, world);
    await second.type(`pm-onboard finish ${today.join(' ')}; echo "exit=[$?]"`);
    await second.until('Finish all the same?');
    await second.type('y');
    await second.until('What was missing in the program?');
    await second.type('a test account');
    await second.until('What of it was useless to you?');
    await second.press('Enter');
    await second.until('exit=[0]');
    const [event] = lastBatch(world);
    expect(event).toMatchObject({ kind: 'finished', missing: ['a test account'] });
    expect(event).not.toHaveProperty('useless');
  });
});

describe('screens', () => {
  test.each([
    ['finish', closed, ['finish', '--note', 'A good start: the spec won over two customers.'], 80],
    ['finish-open', twoOpen, ['finish', '--force'], 80],
    ['finish-narrow', twoOpen, ['finish', '--force'], 40],
    ['finish-markdown', closed, ['finish', '--markdown'], 80],
    ['finish-refused', twoOpen, ['finish'], 80],
  ] satisfies [string, Lived, string[], number][])('%s', async (name, run, args, columns) => {
    const world = lived(run);
    const { stdout, stderr } = await world.run([...args, ...today], { columns });
    await expectPasteable(world, stdout + stderr, { today: run.today });
    if (!args.includes('--markdown')) expect(tooWide(stdout + stderr, columns)).toEqual([]);
    if (columns === 80 && !args.includes('--markdown'))
      expect((stdout + stderr).trimEnd().split('\n').length).toBeLessThanOrEqual(23);
    await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}\n${stderr}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });

  test.each([
    ['status-finished', [['finish', '--force', '--note', 'On to new things']]],
    ['status-archived', [['archive', 'Ada', '--reason', 'she went to sea']]],
  ])('%s', async (name, commands) => {
    const world = lived(twoOpen);
    for (const command of commands) await world.run([...command, ...today]);
    const { stdout } = await world.run(['status', '--today', '2027-03-22']);
    await expectPasteable(world, stdout, { today: '2027-03-22' });
    await expect(`$ pm-onboard status\n\n${stdout}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });
});
