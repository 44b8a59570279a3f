/**
 * What lists of all hires keep in the cache, and what is kept of names, is never the truth: whatever happens to it, or to the files,
 * every command prints the same. The clock is an hour ahead, since what has just been changed is kept only later.
 */
import fs, {
  chmodSync,
  copyFileSync,
  cpSync,
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
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { formatRecord, parseRecord, underId } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { isFull } from '../runs.ts';
import { prepared, type World } from './world.ts';

const hires = 21;
const today = '2026-11-27';

/** Command → how many records it reads where nothing has changed: those that it is about, or that may be meant. */
const commands: readonly (readonly [line: string, reads: number])[] = [
  ['team --json', 0],
  ['mine --all', 0],
  ['remind', 0],
  ['remind --weekly --for Grace', 0],
  ['upgrade --all --dry-run', 0],
  ['status --json --as Ada5', 1],
  ['status Ada7', 1],
  ['status Lovelace', hires],
  ['status Nobody', 0],
];

/** Of the lists, which keep by the same code, one; of those who look for names, one. */
const two = isFull ? commands : commands.filter(([line]) => ['team --json', 'status Ada7'].includes(line));

const world = prepared(async (made) => {
  await made.startAda('--buddy', 'Grace Hopper', '--manager', 'Alan Turing');
  await made.run(['done', '1.1', '--today', '2026-11-23']);
  const { text } = made.onlyRecord();
  const record = parseRecord(text);
  for (let n = 1; n < hires; n += 1) {
    const id = idAt(n);
    const events = record.events.map((event) =>
      event.kind === 'started'
        ? { ...event, name: `Ada${n} Lovelace`, handles: [`Ada${n}`], person: `p${n}` }
        : event,
    );
    writeFileSync(pathOf(made, id), formatRecord(underId(id, { ...record, events })));
  }
});

function idAt(n: number): string {
  return `h${(0x10000000 + n).toString(16)}`;
}

const some = idAt(5);
const other = idAt(7);

function pathOf(made: World, id: string): string {
  return join(made.workspace, 'hires', `${id}.json`);
}

/** The paths of records that were opened, and what is to be done before one is. */
const opened: string[] = [];
let beforeOpen: (path: string) => void = () => {};
const { openSync } = fs;

beforeAll(() => {
  fs.openSync = (path, ...rest) => {
    if (/hires\/h[0-9a-f]{8}\.json$/.test(String(path))) {
      opened.push(String(path));
      beforeOpen(String(path));
    }
    return openSync(path, ...rest);
  };
  syncBuiltinESMExports();
});
afterAll(() => {
  fs.openSync = openSync;
  syncBuiltinESMExports();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
});
afterEach(() => {
  vi.useRealTimers();
  beforeOpen = () => {};
});

/** What a command prints, and how many records it opened. */
async function said(made: World, line: string, env: Readonly<Record<string, string>> = {}) {
  opened.length = 0;
  const { code, stdout, stderr } = await made.run([...line.split(' '), '--today', today], {
    env: { PM_ONBOARD_AS: 'Grace Hopper', ...env },
  });
  return { said: { code, stdout, stderr }, reads: opened.length };
}

/** What all commands print without anything kept. */
async function anew(made: World, some = commands): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  for (const [line] of some) {
    const cache = join(made.home, 'empty');
    rmSync(cache, { recursive: true, force: true });
    all.set(line, (await said(made, line, { XDG_CACHE_HOME: cache })).said);
  }
  return all;
}

/** These commands print that. */
async function expectSame(made: World, wanted: Map<string, unknown>): Promise<void> {
  for (const [line, print] of wanted) expect((await said(made, line)).said, line).toEqual(print);
}

function keptIn(made: World): string {
  return join(made.home, '.cache/pm-onboard/kept');
}

function keptFiles(made: World): string[] {
  const folder = keptIn(made);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Adds facts to a record as another machine would have, in place or as a new file. */
function change(made: World, id: string, facts: readonly Fact[], inPlace = true): void {
  const path = pathOf(made, id);
  const stamp = {
    now: new Date('2026-11-24T12:00:00Z'),
    on: '2026-11-24' as const,
    by: 'Alan Turing',
    batch: 'x',
  };
  const text = formatRecord(withFacts(parseRecord(readFileSync(path, 'utf8')), facts, stamp));
  const to = inPlace ? path : `${path}.new`;
  writeFileSync(to, text);
  if (!inPlace) renameSync(to, path);
}

/** A world in which all commands have kept what they keep. */
async function warmed(): Promise<World> {
  const made = await world();
  for (const [line] of commands) await said(made, line);
  return made;
}

/** The same, with what they print. */
async function begun(): Promise<{ readonly made: World; readonly wanted: Map<string, unknown> }> {
  const made = await world();
  const wanted = await anew(made);
  await expectSame(made, wanted);
  return { made, wanted };
}

describe('what is kept', () => {
  test('spares reading the records, until they change', async () => {
    const { made, wanted } = await begun();
    for (const [line, reads] of commands) {
      const again = await said(made, line);
      expect(again.said, line).toEqual(wanted.get(line));
      expect(again.reads, line).toBe(reads);
    }
    change(made, other, [{ kind: 'done', item: 'learn-team' }]);
    for (const line of ['team --json', 'status Ada5']) {
      await said(made, line);
      expect(
        opened.filter((path) => path === pathOf(made, other)),
        line,
      ).toHaveLength(1);
    }
  });

  test('may be missing, damaged, in the way, or where others may write', async () => {
    const { made, wanted: all } = await begun();
    const wanted = new Map(two.map(([line]) => [line, all.get(line)]));
    const whole = join(made.home, 'whole');
    cpSync(keptIn(made), whole, { recursive: true });
    expect(readdirSync(whole)).toHaveLength(7);
    for (const [at, damage] of [
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(/Ada5/i, 'Eve5'), 'latin1'),
      (bytes: Buffer) => bytes.subarray(0, -20),
      (bytes: Buffer) => bytes.subarray(0, 0),
      () => Buffer.from('x'.repeat(70)),
    ].entries()) {
      rmSync(keptIn(made), { recursive: true });
      cpSync(whole, keptIn(made), { recursive: true });
      for (const path of keptFiles(made)) writeFileSync(path, damage(readFileSync(path)));
      // The first damage is tried with all of them.
      await expectSame(made, at === 0 ? all : wanted);
    }
    rmSync(keptIn(made), { recursive: true });
    writeFileSync(keptIn(made), 'no folder');
    await expectSame(made, wanted);
    rmSync(keptIn(made));
    cpSync(whole, keptIn(made), { recursive: true });
    chmodSync(join(made.home, '.cache/pm-onboard'), 0o777);
    for (const path of keptFiles(made)) writeFileSync(path, '');
    await expectSame(made, wanted);
    expect(keptFiles(made).map((path) => readFileSync(path, 'utf8'))).toEqual(keptFiles(made).map(() => ''));
  });

  test('may be older than the records, or of another workspace', async () => {
    const made = await warmed();
    const older = join(made.home, 'older');
    cpSync(keptIn(made), older, { recursive: true });
    const names = readdirSync(older);
    change(made, some, [{ kind: 'changed', name: 'Eve Lovelace', handles: ['Eve'] }]);
    change(made, other, [{ kind: 'finished' }], false);
    change(made, idAt(8), [{ kind: 'archived', reason: 'left' }]);
    change(made, idAt(9), [{ kind: 'changed', name: 'Ada5' }]);
    rmSync(pathOf(made, idAt(10)));
    const wanted = await anew(made);
    await expectSame(made, wanted);
    rmSync(keptIn(made), { recursive: true });
    cpSync(older, keptIn(made), { recursive: true });
    await expectSame(made, wanted);
    // What another workspace has kept, under the names that this one looks for.
    const elsewhere = await warmed();
    for (const name of names) {
      const kind = name.replace(/-[^-]*$/, '');
      const foreign = readdirSync(keptIn(elsewhere)).find((each) => each.startsWith(kind));
      copyFileSync(join(keptIn(elsewhere), foreign ?? ''), join(keptIn(made), name));
    }
    await expectSame(made, wanted);
  });

  test('is not of a file that changes while it is read, or has just been changed', async () => {
    const made = await world();
    let isBegun = false;
    beforeOpen = (path) => {
      if (isBegun || path !== pathOf(made, some)) return;
      isBegun = true;
      change(made, some, [{ kind: 'changed', name: 'Eve Lovelace', handles: ['Eve'] }]);
    };
    for (const [line] of two) {
      isBegun = false;
      rmSync(keptIn(made), { recursive: true, force: true });
      await said(made, line);
    }
    beforeOpen = () => {};
    await expectSame(made, await anew(made, two));
    vi.useRealTimers();
    rmSync(keptIn(made), { recursive: true });
    change(made, other, [{ kind: 'done', item: 'learn-team' }]);
    await said(made, 'status Ada5');
    await said(made, 'status Ada5');
    expect(opened).toContain(pathOf(made, other));
  });

  test('notices a change that leaves size and time, a copy beside a record, other settings and a lost program', async () => {
    const made = await warmed();
    const path = pathOf(made, some);
    const { atime, mtime, size } = statSync(path);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('Ada5', 'Eve5'));
    utimesSync(path, atime, mtime);
    expect(statSync(path).size).toBe(size);
    await expectSame(made, await anew(made, two));
    copyFileSync(pathOf(made, other), join(made.workspace, 'hires', `${other} (copy).json`));
    writeFileSync(
      join(made.workspace, 'pm-onboard.yaml'),
      'people:\n  buddy: [{ name: Lin }]\ncalendar:\n  holidays: [2026-11-24]\n',
    );
    await expectSame(made, await anew(made));
    const programs = join(made.workspace, 'programs');
    renameSync(programs, `${programs}-away`);
    mkdirSync(programs);
    await expectSame(made, await anew(made, two));
  });

  test('lists that differ in a flag, one after the other, are as without the cache', async () => {
    const made = await world();
    for (const line of [
      'mine',
      'mine --within 2w',
      'mine --everybody',
      'remind --for Alan',
      'team --mine',
      'team',
    ]) {
      const cache = join(made.home, 'empty');
      rmSync(cache, { recursive: true, force: true });
      const wanted = await said(made, line, { XDG_CACHE_HOME: cache });
      expect((await said(made, line)).said, line).toEqual(wanted.said);
    }
  });
});

describe('of what is erased nothing stays', () => {
  const left = (made: World) =>
    keptFiles(made).filter((path) => readFileSync(path, 'latin1').toLowerCase().includes('ada5'));

  test.each([
    ['forget', some, '--confirm', 'Ada5 Lovelace'],
    ['redact', 'a remark', '--hire', some, '--yes'],
  ])('%s: at once', async (...args) => {
    const made = await world();
    expect((await made.run(['note', '1.3', 'a remark', '--hire', some])).code).toBe(0);
    await said(made, 'team');
    await said(made, 'status Ada7');
    expect(left(made)).toHaveLength(2);
    const { stderr, code } = await made.run(args);
    expect(code, stderr).toBe(0);
    expect(args[0] === 'forget' ? left(made) : keptFiles(made)).toEqual([]);
  });

  test('elsewhere, as a `git pull` brings it: with the next command that looks for a name', async () => {
    const made = await warmed();
    expect(left(made).length).toBeGreaterThan(3);
    const erased = { by: 'Ada5 Lovelace', at: '2026-11-24T12:00:00.000Z' };
    const path = pathOf(made, some);
    writeFileSync(
      `${path}.new`,
      `{"format":2,"record":"${some}","forgotten":${JSON.stringify({ ...erased, by: 'Lin' })}}\n`,
    );
    renameSync(`${path}.new`, path);
    await said(made, 'status Ada7');
    expect(left(made)).toEqual([]);
    // A record may go altogether.
    rmSync(pathOf(made, other));
    await said(made, 'status Ada3');
    expect(keptFiles(made).filter((file) => readFileSync(file, 'latin1').includes('Ada7'))).toEqual([]);
  });
});
