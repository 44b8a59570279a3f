/** How other commands use sharing: their argument may name a hire or a file. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hireOrFile } from '../../src/actions/hire-or-file.ts';
import { shareOf } from '../../src/actions/share.ts';
import type { Io } from '../../src/io.ts';
import { openRun } from '../../src/session/run.ts';
import { openSession } from '../../src/session/session.ts';
import { writeLived } from '../cli/lived.ts';
import { root } from '../cli/world.ts';
import { scratch } from '../workspace/scratch.ts';

const id = 'h0000000a';

/** A session in a folder of its own, and what it has said on stderr. */
async function sessionIn(base: string) {
  const said: string[] = [];
  const output = (write: (text: string) => void) =>
    ({ write, terminal: false, width: 80, height: 24, colour: 0 }) as const;
  const io: Io = {
    stdout: output(() => {
      throw new Error('nothing belongs on stdout');
    }),
    stderr: output((text) => said.push(text)),
    interactive: false,
    env: {},
    cwd: base,
    now: () => new Date('2026-11-24T09:00:00.000Z'),
    elapsed: () => 0,
    userName: () => 'grace',
    zone: () => 'Europe/Berlin',
    dirs: { config: join(base, 'config'), data: join(base, 'data'), cache: join(base, 'cache') },
    root,
  };
  return { session: await openSession(io, { input: false }), said };
}

/** The share of a hire who has begun, in a folder where nobody is known yet. */
async function withFile(file: string) {
  const home = scratch();
  writeLived(join(home, 'data'), {
    name: 'Ada Lovelace',
    start: '2026-11-23',
    id,
    today: '2026-11-24',
    behind: 0,
    awaiting: 0,
  });
  const { session } = await sessionIn(home);
  const bytes = shareOf(await openRun(session, undefined));
  const base = scratch();
  mkdirSync(join(base, 'mail'));
  writeFileSync(join(base, file), bytes);
  return { base, record: readFileSync(join(home, 'data/hires', `${id}.json`), 'utf8') };
}

test.each(['ada.json', 'mail/ada', './mail/ada.json'])(
  '%s is received, and the hire is its',
  async (file) => {
    const { base, record } = await withFile(file);
    const { session, said } = await sessionIn(base);
    expect(await hireOrFile(session, file)).toEqual({ hire: id, above: 2 });
    expect(said.join('')).toMatch(/^✓ Ada Lovelace is new here: \d+ events \([^)]*\)\n$/);
    const received = readFileSync(join(base, 'data/hires', `${id}.json`), 'utf8');
    expect(received.replace(/\n,"team":.*\n/, '')).toBe(record);
  },
);

test('what is no file is the name of a hire', async () => {
  const { base } = await withFile('ada');
  const { session, said } = await sessionIn(base);
  for (const named of [undefined, 'Ada Lovelace', id, 'ada', 'Ada / Lin'])
    expect(await hireOrFile(session, named)).toEqual({ hire: named, above: 0 });
  expect(said).toEqual([]);
});

test('a file that is not there is missed as a file', async () => {
  const { base } = await withFile('ada');
  const { session } = await sessionIn(base);
  await expect(hireOrFile(session, 'gone.json')).rejects.toMatchObject({
    exit: 3,
    message: 'there is no file gone.json',
  });
});
