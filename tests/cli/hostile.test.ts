/** Text from strangers: whatever a record holds, the terminal and the Markdown stay ours. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyRecord, formatRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { dangerous, flat, plant } from './facts.ts';
import { World } from './world.ts';

/** Each begins with `<<` and ends with `>>`, so that it can be found again. */
const attacks = {
  colour: '<<\u001b[31mred\u001b[0m>>',
  title: '<<\u001b]0;owned\u0007>>',
  link: '<<\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\>>',
  cursor: '<<\u001b[2J\u001b[1;1H>>',
  c1: '<<\u009b31m\u0085\u0090x\u009c>>',
  bidi: '<<\u202egnp.exe\u202c \u2066x\u2069 \u200f>>',
  lines: '<<one\ntwo\r\nthree\u2028four\u2029five>>',
  invisible: '<<a\u200bb\u2060c\ufeffd\u00ade>>',
  bell: '<<\u0007\b\b\b\u007f\t\u0000x>>',
};

const all = Object.values(attacks).join(' ');
const monday = ['--today', '2026-11-23'];

/** The record of a hire with a hostile name, buddy, notes, reasons, evidence and questions. */
async function hostileWorld(): Promise<World> {
  const world = new World();
  await world.startAda();
  plant(
    world,
    [
      { kind: 'assigned', role: 'buddy', people: [attacks.bidi, attacks.lines] },
      { kind: 'assigned', role: 'manager', people: [all] },
      { kind: 'noted', item: 'list-puzzles', text: all },
      { kind: 'done', item: 'set-1on1s', evidence: `https://example.com/${all}`, note: all, title: all },
      { kind: 'skipped', item: 'install-product', reason: all },
      { kind: 'asked', text: all },
      { kind: 'asked', text: attacks.colour, item: 'browse-websites' },
      { kind: 'done', item: 'call-weeks', evidence: all, note: attacks.lines },
      { kind: 'returned', item: 'call-weeks', of: 'nothing', comment: all },
      { kind: 'noted', item: attacks.link, text: 'of an item that is not there' },
    ],
    all,
  );
  return world;
}

describe('hostile text', () => {
  test('no screen, at any width, coloured or not, passes it on', async () => {
    const world = await hostileWorld();
    const commands = [
      ['status'],
      ['next', '-n', '99'],
      ['show', '1.8'],
      ['show', '1.3', '--why'],
      ['show', '1.6'],
      ['show', '3.9', '--why'],
      ['show', 'meet-buddy'],
      ['log'],
      ['review', '--as', 'Alan'],
      ['review', '--as', attacks.bidi],
      ['review', '--as', attacks.lines, '--markdown'],
    ];
    for (const colour of [false, true])
      for (const command of commands) {
        const result = await world.run([...command, ...monday], { colour });
        expect(result, command.join(' ')).toMatchObject({ code: 0, stderr: '' });
        expect(dangerous(result.stdout), command.join(' ')).toEqual([]);
        if (!colour) expect(result.stdout).not.toContain('\u001b');
      }
    // It is shown, not dropped: who reads it sees that something is odd.
    const log = flat((await world.run(['log', ...monday], { columns: 500 })).stdout);
    expect(log).toContain('<<␛[31mred␛[0m>>');
    expect(log).toContain('<U+202E>');
    expect(log).toMatch(/<<one␊ ?two/);
  });

  test('what commands say on stderr is harmless as well, errors included', async () => {
    const world = await hostileWorld();
    const commands: [string[], number][] = [
      [['done', '1.1', '--note', all], 0],
      [['done', '1.3'], 0],
      [['note', '1.8', all], 0],
      [['ask', all], 0],
      [['skip', '1.2', '--reason', all], 0],
      [['reopen', '1.6'], 0],
      [['undo'], 0],
      [['away', '--from', '2026-12-07', '--to', '2026-12-08', '--reason', all], 0],
      [['away', '--remove', '--from', '2026-12-07'], 0],
      [['away', '--from', attacks.title, '--to', '2026-12-08'], 2],
      [['move', '1.4', '--due', '2026-12-01'], 0],
      [['move', '1.4', '--due', attacks.cursor], 2],
      [['reschedule', '--start', '2026-11-24', '--dry-run'], 0],
      [['reschedule', '--start', attacks.link], 2],
      [['assign', '--role', 'mentor', '--to', attacks.bidi], 0],
      [['finish', '--force', '--note', all], 0],
      [['archive', 'Ada', '--reason', all], 0],
      [['forget', 'Ada', '--confirm', all], 2],
      [['show', all], 2],
      [['status', all], 2],
      [['assign', '--role', all, '--to', 'Lin'], 2],
      [['status', '--today', all], 2],
      [['count', '1.9', attacks.cursor], 2],
      [['done', '1.4', '--on', attacks.title], 2],
      [[attacks.link], 2],
      [['status', `--${attacks.colour}`], 2],
      [['help', attacks.link], 2],
      [['status', '--workspace', attacks.bidi], 2],
      [['start', '--start', '2026-11-23', '--name', attacks.link], 2],
    ];
    for (const [args, code] of commands) {
      const words = args.includes('--today') ? args : [...args, ...monday];
      const result = await world.run(
        words.map((word) => word.replaceAll('\u0000', '')),
        { colour: true },
      );
      expect(result.code, JSON.stringify([args, result.stderr])).toBe(code);
      expect(result.stderr).not.toBe('');
      expect(dangerous(result.stderr), JSON.stringify(args)).toEqual([]);
    }
  });

  test('a hire whose name is hostile, in lists and in errors', async () => {
    const world = await hostileWorld();
    const { path, text } = world.onlyRecord();
    // As if another program had written the start.
    const other = join(path, '..', 'h00000bad.json');
    const { digest } = JSON.parse(text).events[0] as { digest: string };
    const stamp = { now: new Date(), on: '2026-11-23' as const, by: all, batch: 'b' };
    const fact = {
      kind: 'started' as const,
      name: `Eve ${all}`,
      start: '2026-11-23' as const,
      program: attacks.title,
      digest,
    };
    writeFileSync(other, formatRecord(withFacts(emptyRecord('h00000bad'), [fact], stamp)));
    for (const [args, code] of [
      [['status', '--as', 'nobody'], 4],
      [['status', 'v'], 2],
      [['status', 'xyzzy'], 2],
      [['status', 'h00000bad'], 0],
      [['next', 'h00000bad'], 0],
      [['log', 'h00000bad'], 0],
      [['done', '1.1', '--hire', 'h00000bad'], 0],
      [['undo', '--hire', 'h00000bad'], 0],
      [['status', 'h00000bad', '--markdown'], 0],
      [['status', 'h00000bad', '--json'], 0],
    ] as const) {
      const { stdout, stderr, code: exit } = await world.run([...args, ...monday], { colour: true });
      expect(exit, args.join(' ') + stderr).toBe(code);
      expect(dangerous(stdout + stderr), args.join(' ')).toEqual([]);
    }
  });

  test('JSON keeps the text, escaped', async () => {
    const world = await hostileWorld();
    const result = await world.run(['log', '--json', ...monday]);
    expect(dangerous(result.stdout)).toEqual([]);
    const { entries } = JSON.parse(result.stdout) as { entries: { kind: string; what: string }[] };
    expect(entries.find(({ kind }) => kind === 'noted')?.what).toContain(all);
  });
});

describe('hostile titles in Markdown', () => {
  const title =
    'Pay [here](https://evil.example) <img src=x onerror=alert(1)> `code` **bold** | # head <!-- ![i](x)';
  const url = 'https://example.com/a)[b](https://evil.example';

  async function markdown(): Promise<Record<'status' | 'next', string>> {
    const world = new World();
    await world.run(['init', '--checklists']);
    const path = join(world.folder, 'checklists/product-manager/day-1.yaml');
    const yaml = readFileSync(path, 'utf8')
      .replace('title: Meet your manager', `title: ${JSON.stringify(title)}`)
      .replace(
        '    with: [manager]\n',
        `    with: [manager]\n    links: [{ title: "a] b", url: ${JSON.stringify(url)} }]\n`,
      )
      .replace('What do you hope to see from me by day 30, day 60 and day 90?', '"# not a heading"');
    writeFileSync(path, yaml);
    const started = await world.run([
      'start',
      '--name',
      'Eve *x* <b>',
      '--start',
      '2026-11-23',
      '--manager',
      '[m](u)',
      ...monday,
    ]);
    expect(started.code, started.stderr).toBe(0);
    const [status, next] = await Promise.all([
      world.run(['status', '--markdown', ...monday]),
      world.run(['next', '--markdown', ...monday]),
    ]);
    return { status: status?.stdout ?? '', next: next?.stdout ?? '' };
  }

  test('stay one line of text: no links, no HTML, no emphasis of their own', async () => {
    const screens = await markdown();
    for (const text of Object.values(screens)) {
      expect(text).toContain('Pay');
      // Escaped brackets and angle brackets only.
      expect(text).not.toMatch(/<(img|b|!--)/);
      expect(text).not.toMatch(/(?<!\\)\]\(https:\/\/evil/);
      expect(text).not.toMatch(/(?<!\\)\[m(?<!\\)\]/);
      expect(text).not.toMatch(/(?<!\\)\*x/);
      expect(text).not.toMatch(/(?<!\\)`code/);
      const line = text.split('\n').find((each) => each.includes('Pay')) ?? '';
      expect(line).toContain('onerror');
      expect(line).toMatch(/!\\\[i/);
    }
    const [, target = ''] = /(?<!\\)\]\((\S*)\)/.exec(screens.next) ?? [];
    expect(target).toBe('https://example.com/a%29[b]%28https://evil.example');
  });
});
