/** `finish` asks what was missing and what was useless, and `--change` prints the text of a change to the program. */
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onGitHub } from '../render/readers.ts';
import { dangerous, expectRefusal, fingerprint, flat, lastBatch } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { prepared, root, World } from './world.ts';

const early = ['--today', '2026-12-01'];
const today = ['--today', '2027-02-22'];
const asAda = ['--as', 'Ada Lovelace'];
const asGrace = ['--as', 'Grace Hopper'];
const force = ['finish', '--force', ...today, ...asAda];

async function ok(world: World, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await world.run(args);
  expect({ args, code, stderr: code === 0 ? '' : stderr }).toEqual({ args, code: 0, stderr: '' });
  return stdout;
}

/** What `finish --json` prints of a run that is closed. */
async function inJson(world: World, ...args: readonly string[]): Promise<{ readonly change: Change }> {
  return JSON.parse(await ok(world, 'finish', '--json', ...args));
}

/** A run with something of every kind in it. The workspace has checklists of its own, in a folder that may be edited. */
const laid = prepared(async (world) => {
  await ok(world, 'init', '.', '--checklists');
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing', '--role', 'qa=Edsger Dijkstra'];
  await ok(world, 'start', '--name', 'Ada Lovelace', '--start', '2026-11-23', ...people, ...asAda, ...early);
  const commands = [
    ['note', 'list-puzzles', 'Grace told me: two installers, which one?', ...asAda],
    ['note', 'list-puzzles', 'she is slow with installers', ...asGrace],
    ['note', 'meet-manager', 'he was ill', ...asAda],
    ['count', 'spot-docs-flaws', '4', ...asAda],
    ['done', 'share-impressions', '--force', '--evidence', 'https://wiki.example.com/first', ...asAda],
    ['skip', 'try-mobile-app', '--reason', 'no phone, ask edsger dijkstra', ...asAda],
    ['skip', 'book-ceo', '--reason', 'he would not like her', ...asGrace],
    ['move', 'first-customer-call', '--due', '2026-12-17', ...asAda],
    ['ask', 'Who decides?', ...asAda],
    ['add', 'Draft a survey with Grace Hopper', '--takes', '90min', '--with', 'buddy', ...asAda],
    [
      'add',
      'Send the survey',
      '--due',
      '2 workdays after Draft a survey',
      '--details',
      'As Alan said.',
      ...asAda,
    ],
    ['add', 'Tour the docs', '--phase', 'day-1', '--details', 'of what Grace wrote', ...asGrace],
  ];
  for (const command of commands) await ok(world, ...command, ...early);
});

const answers = [
  '--missing',
  'a test account',
  '--missing',
  'who is who',
  '--useless',
  'the tour, said Alan',
];

describe('finish --change', () => {
  test('is the text of a pull request, of a run that is closed already too, byte by byte', async () => {
    const world = await laid();
    const { code, stdout, stderr } = await world.run([...force, ...answers, '--change']);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('Read it before you send it');
    expect(lastBatch(world, world.folder)).toMatchObject([
      {
        kind: 'finished',
        missing: ['a test account', 'who is who'],
        useless: ['the tour, said Alan'],
      },
    ]);
    const before = fingerprint(world);
    for (const more of [[], ['--markdown'], ['--format', 'gfm'], ['--as', 'Grace Hopper']]) {
      const again = await world.run(['finish', '--change', '--today', '2027-05-05', ...more]);
      expect(again.stdout).toBe(stdout);
      expect(flat(again.stderr)).toContain('Ada Lovelace was finished on Mon 22 Feb already');
    }
    expect(fingerprint(world)).toBe(before);
    await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, 'screens', 'finish-change.golden'));
  });

  test('nobody else is in it: no name, no note, reason or detail of others, no answer, no comment, no lateness', async () => {
    const world = await laid();
    await ok(world, 'review', 'ada', '--answer', '1', '--text', 'hush answer', ...asGrace, ...early);
    const texts = [
      await ok(world, ...force, ...answers, '--change'),
      JSON.stringify((await inJson(world, ...today)).change),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(/Grace|Hopper|Alan|Turing|Edsger|Dijkstra|Ada Lovelace/i);
      expect(text).not.toMatch(
        /she is slow|he was ill|would not like|of what|Who decides|hush|late|overdue/i,
      );
      expect(text).toContain('the tour, said the direct manager');
      expect(text).toContain('no phone, ask the QA engineer of the feature team');
    }
  });

  test('places are lines of files, and what was added can be pasted there', async () => {
    const world = await laid();
    await ok(world, ...force);
    const { change } = await inJson(world, ...today);
    const placed = [...change.freshEyes, ...change.skipped, ...change.moved];
    expect(placed.map(({ id }) => id)).toEqual([
      'list-puzzles',
      'spot-docs-flaws',
      'share-impressions',
      'try-mobile-app',
      'book-ceo',
      'first-customer-call',
    ]);
    for (const { id, file, line } of placed) {
      const lines = readFileSync(join(world.folder, file), 'utf8').split('\n');
      expect(lines[line - 1]).toContain(`id: ${id}`);
    }
    expect(change.added.map(({ file }) => file)).toEqual([
      'checklists/product-manager/day-1.yaml',
      'checklists/product-manager/day-30.yaml',
      'checklists/product-manager/day-60.yaml',
    ]);
    for (const { file, yaml } of change.added) appendFileSync(join(world.folder, file), `\n${yaml}`);
    const { code, stdout } = await world.run(['lint', 'checklists']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.any(String) });
    const preview = await ok(world, 'preview', '--start', '2026-11-23', '--json');
    expect(preview).toContain('draft-a-survey-with-buddy');
  });

  test('without its files an item has no place, and an edited file has its present lines', async () => {
    const world = await laid();
    const file = join(world.folder, 'checklists/product-manager/week-1.yaml');
    const week = readFileSync(file, 'utf8');
    await ok(world, ...force);
    const placeOf = async () => {
      const { change } = await inJson(world, ...today);
      return change.moved[0]?.line;
    };
    const before = await placeOf();
    writeFileSync(file, `# one more line\n${week}`);
    expect(await placeOf()).toBe((before ?? 0) + 1);
    writeFileSync(file, 'items: [');
    expect(await placeOf()).toBe(null);
    expect(await ok(world, 'finish', '--change', ...today)).toContain('(`first-customer-call`)');
  });

  test('of a run that is not closed it needs --force as ever, and --dry-run writes nothing', async () => {
    const world = await laid();
    await expectRefusal(world, ['finish', '--change', ...today], {
      code: 2,
      says: ['still open', '--force'],
    });
    const before = fingerprint(world);
    const { code, stdout } = await world.run([...force, '--change', '--dry-run', '--missing', 'a map']);
    expect(code).toBe(0);
    expect(stdout).toContain('## What was missing\n\n- a map\n');
    expect(fingerprint(world)).toBe(before);
  });

  test('where nothing is to be said, it says so', async () => {
    const world = new World();
    await world.startAda();
    const text = await ok(world, ...force, '--change');
    expect(text.split('\n').slice(3)).toEqual(['', 'The run shows nothing to change.', '']);
  });

  test('is refused with JSON, which has it; empty texts and placeholders are refused', async () => {
    const world = await laid();
    await expectRefusal(world, [...force, '--change', '--json'], {
      code: 2,
      says: ['--change and --json exclude each other', 'JSON has it beside the summary'],
    });
    for (const flag of ['--missing', '--useless']) {
      await expectRefusal(world, [...force, flag, ' '], { code: 2, says: [`${flag}: it is empty`] });
      await expectRefusal(world, [...force, flag, 'x', flag, 'TEXT'], { code: 2, says: [`${flag}: "TEXT"`] });
    }
  });

  test('foreign text stays text, in Markdown and in YAML', async () => {
    const world = await laid();
    const text = '\u001b[31m<img src=x> ```\n::error::\n# one\u202e';
    await ok(world, 'add', '"x": - <img src=x> ``` # one', ...asAda, ...early);
    const stdout = await ok(
      world,
      ...force,
      '--change',
      '--missing',
      text,
      '--useless',
      '[x](https://evil.example)',
    );
    expect(dangerous(stdout)).toEqual([]);
    const { live, addresses } = onGitHub(stdout);
    expect(live.filter((sign) => /img|evil/.test(sign))).toEqual([]);
    expect(addresses).not.toContain('https://evil.example)');
    expect(stdout.match(/^# /gm)).toHaveLength(1);
  });
});

interface Change {
  readonly freshEyes: readonly Placed[];
  readonly skipped: readonly Placed[];
  readonly moved: readonly Placed[];
  readonly added: readonly { readonly file: string; readonly yaml: string }[];
}

interface Placed {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

describe('what was missing and useless', () => {
  test('is in the summary, in log and in JSON; redact takes it out', async () => {
    const world = await laid();
    const summary = await ok(world, ...force, ...answers);
    expect(summary).toContain('MISSING   a test account · who is who');
    expect(summary).toContain('USELESS   the tour, said Alan');
    expect(summary).toContain("To improve the checklists: pm-onboard finish 'Ada Lovelace' --change");
    const document = await ok(world, 'finish', '--markdown', ...today);
    expect(document).toContain('## What was missing\n\n- a test account\n- who is who\n');
    expect(await ok(world, 'log', ...today)).toContain('missing was: a test account; who is');
    expect(await inJson(world, ...today)).toMatchObject({
      finished: { wasMissing: ['a test account', 'who is who'], wasUseless: ['the tour, said Alan'] },
      change: { about: 'program', id: 'product-manager', wasUseless: ['the tour, said the direct manager'] },
    });
    await ok(world, 'redact', 'the tour', '--yes', ...asAda, ...today);
    expect(await ok(world, 'finish', '--change', ...today)).not.toMatch(/the tour|test account/);
  });

  test('a second finish records nothing of it, and says how it can be said; an undo makes it possible', async () => {
    const world = await laid();
    await ok(world, ...force);
    const before = fingerprint(world);
    const { code, stderr } = await world.run(['finish', ...answers, '--note', 'bye', ...today]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('the note, what was missing and what was useless were not recorded');
    await expectPasteable(world, stderr, { today: '2027-02-22' });
    expect(fingerprint(world)).toBe(before);
    await ok(world, 'undo', ...asAda, ...today);
    expect(await ok(world, ...force, ...answers, '--change')).toContain('- a test account\n');
  });

  test('nobody is asked without a terminal', async () => {
    const world = await laid();
    const { stderr } = await world.run(force);
    expect(stderr).not.toContain('missing');
    expect(lastBatch(world, world.folder)[0]).not.toHaveProperty('missing');
  });

  test('of a run that was archived as well it is there', async () => {
    const world = await laid();
    await ok(world, ...force, ...answers);
    await ok(world, 'archive', 'Ada', ...today);
    expect(await ok(world, 'finish', 'Ada Lovelace', '--change', ...today)).toContain('- a test account\n');
  });
});

test('of the run of a checklist it is about the template, and its subject is nowhere in it', async () => {
  const world = await laid();
  const of = ['--run', 'message-reminders', ...early];
  await ok(world, 'run', 'leave-beta', 'Message reminders', ...asAda, ...early);
  await ok(world, 'skip', 'gate-scale', '--reason', 'tiny load', ...asAda, ...of);
  await ok(world, 'add', 'Ask about the price of message reminders', ...asAda, ...of);
  const finished = await world.run([
    'finish',
    '--force',
    '--missing',
    'the price',
    '--change',
    ...asAda,
    ...of,
  ]);
  expect(finished.stderr).toContain('Message reminders is finished');
  const text = finished.stdout;
  expect(text).toMatch(
    /^# leave-beta: what a run of it showed\n\nTemplate `leave-beta` as of `[0-9a-f]{12}`/,
  );
  expect(text).toContain('(`gate-scale`, `checklists/templates/leave-beta.yaml:');
  expect(text).not.toMatch(/message reminders/i);
  const { change } = await inJson(world, ...of);
  const template = join(world.folder, 'own.yaml');
  copyFileSync(join(root, 'checklists/templates/leave-beta.yaml'), template);
  appendFileSync(template, `\n${change.added[0]?.yaml}`);
  expect(await world.run(['lint', 'own.yaml'])).toMatchObject({ code: 0 });
  expect(change.added[0]?.yaml).toContain('title: Ask about the price of {name}');
});

describe('at a terminal', () => {
  test.for([
    ['as usual', []],
    ['in the accessible mode', ['--accessible']],
  ] as const)('both are asked, %s, and Enter leaves one out', async ([, flags], context) => {
    const world = await laid();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      `pm-onboard ${[...force, ...flags].join(' ').replace('Ada Lovelace', '"Ada Lovelace"')}; echo "exit=[$?]"`,
    );
    await terminal.until('What was missing in the program?');
    await terminal.press('Enter');
    await terminal.until('What of it was useless to you?');
    await terminal.type('the tour');
    await terminal.until('exit=[0]');
    expect(lastBatch(world, world.folder)).toMatchObject([{ kind: 'finished', useless: ['the tour'] }]);
    expect(lastBatch(world, world.folder)[0]).not.toHaveProperty('missing');
  });

  test('a flag answers its question, and Ctrl-C saves nothing', async (context) => {
    const world = await laid();
    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard finish --force --missing maps ${today.join(' ')}; echo "exit=[$?]"`);
    expect(await terminal.until('What of it was useless to you?')).not.toContain('What was missing');
    await terminal.press('C-c');
    await terminal.until('exit=[130]');
    expect(fingerprint(world)).toBe(before);
  });
});
