/** What lists of all hires keep in the cache is never the truth: whatever happens to it, or to the files, they print the same. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { formatRecord, parseRecord, underId } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { isFull } from '../runs.ts';
import { prepared, type World } from './world.ts';

const hires = 24;
const lists = [
  ['team', '--json'],
  // mine keeps by the same code as remind; both are tried below.
  ...(isFull ? [['remind', '--weekly', '--for', 'Grace']] : []),
];

const world = prepared(async (made) => {
  await made.startAda('--buddy', 'Grace Hopper', '--manager', 'Alan Turing');
  await made.run(['done', '1.1,1.2', '--today', '2026-11-23']);
  const { text } = made.onlyRecord();
  const record = parseRecord(text);
  for (let n = 1; n < hires; n += 1) {
    const id = `h${(0x10000000 + n).toString(16)}`;
    const events = record.events.map((event) =>
      event.kind === 'started' ? { ...event, name: `Ada${n} Lovelace`, person: `p${id.slice(1)}` } : event,
    );
    writeFileSync(pathOf(made, id), formatRecord(underId(id, { ...record, events })));
  }
});

function pathOf(made: World, id: string): string {
  return join(made.workspace, 'hires', `${id}.json`);
}

const some = 'h10000005';

/** Prints a list an hour from now, so that no file has just been changed; with the number of records that were read for it. */
async function list(
  made: World,
  args: readonly string[],
  { DAY: day = '2026-11-27', ...more }: Readonly<Record<string, string>> = {},
) {
  const hook = join(made.home, 'hook.cjs');
  const reads = join(made.home, 'reads');
  writeFileSync(
    hook,
    `const fs = require('node:fs');
const Real = Date;
const ahead = Number(process.env.AHEAD ?? 3600000);
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
let count = 0;
const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  if (/hires\\/h[0-9a-f]{8}\\.json$/.test(path)) count += 1;
  return openSync(path, ...rest);
};
process.on('exit', () => fs.writeFileSync(${JSON.stringify(reads)}, String(count)));
`,
  );
  const env = { NODE_OPTIONS: `--require ${hook}`, PM_ONBOARD_AS: 'Grace Hopper', ...more };
  const { code, stdout, stderr } = await made.spawn([...args, '--today', day], { env });
  return { said: { code, stdout, stderr }, read: Number(readFileSync(reads, 'utf8')) };
}

/** The same without anything kept. */
async function anew(made: World, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const empty = join(made.home, 'empty');
  rmSync(empty, { recursive: true, force: true });
  return list(made, args, { ...more, XDG_CACHE_HOME: empty });
}

function pages(made: World): string[] {
  const folder = join(made.home, '.cache/pm-onboard/kept');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Adds facts to a record as another machine would have, in place or as a new file. */
function change(made: World, id: string, facts: readonly Fact[], inPlace = true): void {
  const path = pathOf(made, id);
  const stamp = { now: new Date(), on: '2026-11-24' as const, by: 'Alan Turing', batch: 'elsewhere' };
  const text = formatRecord(withFacts(parseRecord(readFileSync(path, 'utf8')), facts, stamp));
  const to = inPlace ? path : `${path}.new`;
  writeFileSync(to, text);
  if (!inPlace) renameSync(to, path);
}

describe.each(lists)('%s %s', (...args) => {
  /** Who is meant by a name is looked up first, in all records too. */
  const times = args.includes('--for') ? 2 : 1;
  let made: World;
  const isSame = async (more?: Readonly<Record<string, string>>) => {
    const { said, read } = await list(made, args, more);
    expect(said).toEqual((await anew(made, args, more)).said);
    return read;
  };
  const begin = async () => {
    made = await world();
    return list(made, args);
  };

  test('what stayed as it was is not read again, and what changed is', async () => {
    const first = await begin();
    expect(first.read).toBe(hires * times);
    expect(first.said.stdout).toContain('Ada');
    expect(await list(made, args)).toEqual({ said: first.said, read: 0 });
    change(made, some, [
      { kind: 'done', item: 'learn-team' },
      { kind: 'asked', text: 'who decides?' },
    ]);
    expect(await isSame()).toBe(times);
    change(made, some, [{ kind: 'finished' }], false);
    expect(await isSame()).toBe(times);
    expect(await isSame()).toBe(0);
  });

  // What is done with a page is the same for each list.
  if (args[0] === 'team') {
    test('nothing in the cache is believed that is damaged, of another build, or where others may write', async () => {
      await begin();
      for (const damage of [
        (text: string) => text.replaceAll('Ada5 Lovelace', 'Eve5 Lovelace'),
        (text: string) => text.slice(0, -20),
        () => '',
        () => 'x'.repeat(70),
      ]) {
        expect(pages(made)).toHaveLength(times);
        for (const page of pages(made)) {
          const text = readFileSync(page, 'utf8');
          expect(damage(text)).not.toBe(text);
          writeFileSync(page, damage(text));
        }
        expect(await isSame()).toBe(hires * times);
      }
      const cache = join(made.home, '.cache/pm-onboard');
      chmodSync(cache, 0o777);
      expect(await isSame()).toBe(hires * times);
      chmodSync(cache, 0o700);
      rmSync(join(cache, 'kept'), { recursive: true });
      writeFileSync(join(cache, 'kept'), 'no folder');
      expect(await isSame()).toBe(hires * times);
    });

    test('what changed just now is read each time', async () => {
      made = await world();
      change(made, some, [{ kind: 'done', item: 'learn-team' }]);
      await list(made, args, { AHEAD: '0' });
      expect(await isSame({ AHEAD: '0' })).toBeGreaterThan(0);
    });
  }

  test('another day, other settings, another file in the place of one, a copy beside it and a lost program are noticed', async () => {
    await begin();
    for (const more of [{ DAY: '2026-12-01' }, { PM_ONBOARD_AS: 'Alan Turing' }]) await isSame(more);
    await list(made, args);
    writeFileSync(
      join(made.workspace, 'pm-onboard.yaml'),
      'people:\n  buddy: [{ name: Lin }]\ncalendar:\n  holidays: [2026-11-24]\n',
    );
    expect(await isSame()).toBe(hires * times);
    const path = pathOf(made, some);
    const { atime, mtime, size } = statSync(path);
    const text = readFileSync(path, 'utf8').replace('"Ada5 Lovelace"', '"Eve5 Lovelace"');
    writeFileSync(path, text);
    utimesSync(path, atime, mtime);
    expect(statSync(path).size).toBe(size);
    await isSame();
    rmSync(path);
    expect(await isSame()).toBe(0);
    const copy = join(made.workspace, 'hires', 'h10000006 (copy).json');
    copyFileSync(pathOf(made, 'h10000006'), copy);
    await isSame();
    const programs = join(made.workspace, 'programs');
    renameSync(programs, `${programs}-away`);
    mkdirSync(programs);
    await isSame();
  });
});

test('lists that differ in a flag, one after the other, are as without the cache', async () => {
  const made = await world();
  for (const args of [
    ['mine'],
    ['mine', '--all'],
    ['mine', '--within', '2w'],
    ['mine', '--everybody'],
    ['remind'],
    ['remind', '--weekly'],
    ['remind', '--for', 'Grace'],
    ['remind', '--for', 'Alan'],
    ['team', '--mine'],
    ['team', '--buddy', 'Grace Hopper'],
    ['team'],
  ])
    expect((await list(made, args)).said, args.join(' ')).toEqual((await anew(made, args)).said);
});

test.each([
  ['forget', some, '--confirm', 'Ada5 Lovelace'],
  ['redact', 'a remark', '--hire', some, '--yes'],
])('%s leaves nothing of what was kept', async (...args) => {
  const made = await world();
  expect((await made.run(['note', '1.3', 'a remark', '--hire', some])).code).toBe(0);
  await list(made, ['team']);
  expect(pages(made)).toHaveLength(1);
  const { stderr, code } = await made.run(args);
  expect(code, stderr).toBe(0);
  expect(pages(made)).toEqual([]);
});
