/** Hostile text in a record must stay text on the terminal and in Markdown. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, flat, plant } from './facts.ts';
import { all, hostileFacts } from './hostile.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

/** The record of a hire with a hostile name, buddy, notes, reasons, evidence and questions. */
async function hostileWorld(): Promise<World> {
  const world = new World();
  await world.startAda();
  plant(world, hostileFacts, all);
  return world;
}

describe('hostile text', () => {
  test('is shown, not dropped: who reads it sees that something is odd', async () => {
    const world = await hostileWorld();
    const log = flat((await world.run(['log', ...monday], { columns: 500 })).stdout);
    expect(log).toContain('<<␛[31mred␛[0m>>');
    expect(log).toContain('<U+202E>');
    expect(log).toMatch(/<<one␊ ?two/);
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
    const path = join(world.folder, 'checklists/product-manager/parts/first-talks.yaml');
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
