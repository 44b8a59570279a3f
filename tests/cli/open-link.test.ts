/** `show --open`: what is opened, with which program and arguments, and what is printed where nothing can be opened. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { addressOf, openerFor } from '../../src/actions/open-link.ts';
import { expectRefusal, flat, startedWithLink } from './facts.ts';
import { Terminal } from './terminal.ts';
import type { World } from './world.ts';

const url = "https://wiki.example.com/customers?a=1&b=$(touch$IFS-x)'c";
const address = new URL(url).href;
const later = ['--today', '2026-12-17'];

/** A terminal in which `xdg-open` is a script that notes its arguments. */
async function desktop(
  context: TestContext,
  world: World,
  { script = '', env = {} }: { script?: string; env?: Record<string, string> } = {},
) {
  const bin = join(world.home, 'bin');
  const noted = join(world.home, 'opened');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$@" >>${noted}\n${script}\n`);
  chmodSync(join(bin, 'xdg-open'), 0o755);
  const path = `${bin}:${process.env['PATH']}`;
  const terminal = await Terminal.open(context, world, { env: { PATH: path, DISPLAY: ':9', ...env } });
  return { terminal, opened: () => (existsSync(noted) ? readFileSync(noted, 'utf8') : '') };
}

describe('show --open', () => {
  test('opens the link with xdg-open, as one argument, and says so', async (context) => {
    const world = await startedWithLink(url);
    const { terminal, opened } = await desktop(context, world);
    const { code, unbroken } = await terminal.command('pm-onboard show 3.4 --open --today 2026-12-17');
    expect([code, flat(unbroken).trim()]).toEqual([0, `✓ opened ${address}`]);
    expect(opened()).toBe(`1\n${address}\n`);
    expect(existsSync(join(world.folder, 'x'))).toBe(false);
  });

  test('asks which of several; the one that was handed in counts; --link names one', async (context) => {
    const world = await startedWithLink(url);
    const doc = 'https://doc.example.com/notes';
    await world.run(['done', '2.1', '--evidence', doc, ...later, '--force']);
    const { terminal, opened } = await desktop(context, world);
    await terminal.type('pm-onboard show 3.4,2.1 --open --today 2026-12-17');
    await terminal.until('Which link?');
    await terminal.press('Down');
    await terminal.press('Enter');
    await terminal.until(`opened ${doc}`);
    expect(opened()).toBe(`1\n${doc}\n`);
    const named = await terminal.command('pm-onboard show 3.4,2.1 --open --link wiki --today 2026-12-17');
    expect(named.code).toBe(0);
    expect(opened()).toContain(address);
    const silent = await terminal.command('pm-onboard show 3.4,2.1 --open --no-input --today 2026-12-17');
    expect(silent.code).toBe(4);
    expect(silent.text).toContain('pm-onboard show 3.4 2.1 --open --link 1');
  });

  test.each([
    ['piped', {}, ' | cat', 'the output is not a terminal'],
    ['over ssh', { SSH_CONNECTION: '1 2 3 4' }, '', 'over ssh'],
    ['without a display', { DISPLAY: '' }, '', 'there is no display'],
  ])('prints the link %s, and opens nothing', async (_, env, pipe, why) => {
    const context = { skip: () => {} } as unknown as TestContext;
    const world = await startedWithLink(url);
    const { terminal, opened } = await desktop(context, world, { env });
    const { code, unbroken } = await terminal.command(`pm-onboard show 3.4 --open --today 2026-12-17${pipe}`);
    expect([code, opened()]).toEqual([0, '']);
    expect(unbroken).toContain(`${url}\n`);
    expect(flat(unbroken)).toContain(`Not opened: ${why}`);
  });

  test('prints it where the opener fails, or is missing', async (context) => {
    const world = await startedWithLink(url);
    const { terminal } = await desktop(context, world, { script: 'exit 3' });
    const failed = await terminal.command('pm-onboard show 3.4 --open --today 2026-12-17');
    expect([failed.code, failed.unbroken]).toEqual([0, expect.stringContaining(`${url}\n`)]);
    expect(flat(failed.text)).toContain('Not opened: xdg-open could not open it.');
    const missing = await terminal.command('PATH=/nowhere; pm-onboard show 3.4 --open --today 2026-12-17');
    expect(flat(missing.text)).toContain('Not opened: xdg-open is not installed.');
  });

  test('does not wait for an opener that becomes the browser', async (context) => {
    const world = await startedWithLink(url);
    const { terminal } = await desktop(context, world, { script: 'exec sleep 30' });
    const { code, text } = await terminal.command('pm-onboard show 3.4 --open --today 2026-12-17');
    expect([code, flat(text)]).toEqual([0, expect.stringContaining('opened https://wiki')]);
  });

  test('never opens http, nor a link with a password in it', async (context) => {
    const world = await startedWithLink('http://wiki.example.com/customers');
    const { terminal, opened } = await desktop(context, world);
    const { code, text } = await terminal.command('pm-onboard show 3.4 --open --today 2026-12-17');
    expect([code, opened()]).toEqual([0, '']);
    expect(text).toContain('http://wiki.example.com/customers\n');
    expect(flat(text)).toContain('Not opened: only a link with https');
    for (const bad of [
      'http://a.example',
      'https://ada:secret@a.example',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ftp://a.example',
      '--help',
      'https://',
    ])
      expect(addressOf(bad), bad).toBeUndefined();
    expect(addressOf('HTTPS://Example.com/a b"c')).toBe('https://example.com/a%20b%22c');
  });

  test('bad input is refused', async () => {
    const world = await startedWithLink(url);
    await expectRefusal(world, ['show', '1.1', '--open', ...later], {
      code: 2,
      says: ['1.1 Meet your manager has no link', 'pm-onboard show 1.1'],
    });
    await expectRefusal(world, ['show', '3.4', '--open', '--link', '7', ...later], {
      code: 2,
      says: ['there is no link "7"', '1 Who looks after whom'],
    });
    await expectRefusal(world, ['show', '3.4', '--open', '--json', ...later], { code: 2, says: ['exclude'] });
    await expectRefusal(world, ['show', '3.4', '--link', '1', ...later], { code: 2, says: ['--open'] });
  });

  test('piped, each link has a line of its own', async () => {
    const world = await startedWithLink(url);
    await world.run(['done', '2.1', '--evidence', 'https://doc.example.com/notes', ...later, '--force']);
    const { stdout, stderr } = await world.run(['show', '3.4,2.1', '--open', ...later]);
    expect(stdout).toBe(`${url}\nhttps://doc.example.com/notes\n`);
    expect(flat(stderr)).toContain('Not opened: the output is not a terminal.');
  });
});

test('each platform has its opener, and none is a shell', () => {
  expect(openerFor('linux', {})).toEqual(['xdg-open']);
  expect(openerFor('freebsd', {})).toEqual(['xdg-open']);
  expect(openerFor('darwin', {})).toEqual(['/usr/bin/open']);
  expect(openerFor('win32', { SystemRoot: 'D:\\W' })).toEqual([
    'D:\\W\\System32\\rundll32.exe',
    'url.dll,FileProtocolHandler',
  ]);
});
