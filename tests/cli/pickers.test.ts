/** Sessions at a terminal: what the lists and questions look like, and what Ctrl-C leaves, as files to be read and judged. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { events, fingerprint, lastBatch } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const monday = '--today 2026-11-23';
const tuesday = '--today 2026-11-24';

/** A session at a terminal, whose screens are kept one below the other. */
class Session {
  readonly #terminal: Terminal;
  readonly #world: World;
  readonly #title: string;
  #line = '';
  readonly #shown: string[] = [];

  private constructor(terminal: Terminal, world: World, title: string) {
    this.#terminal = terminal;
    this.#world = world;
    this.#title = title;
  }

  static async open(
    context: Parameters<typeof Terminal.open>[0],
    world: World,
    title: string,
    columns = 80,
  ): Promise<Session> {
    return new Session(await Terminal.open(context, world, { columns }), world, title);
  }

  /** Runs a command, up to what it asks first. */
  async command(line: string, shows: string | RegExp): Promise<string> {
    this.#line = line;
    await this.#terminal.type(`clear; ${line}; echo "exit $?"`);
    return this.#keep(`$ ${line}`, shows);
  }

  /** Presses keys, as tmux names them. */
  async press(keys: readonly string[], shows: string | RegExp): Promise<string> {
    for (const key of keys) await this.#terminal.press(key);
    return this.#keep(keys.join(' '), shows);
  }

  async type(line: string, shows: string | RegExp): Promise<string> {
    await this.#terminal.type(line);
    return this.#keep(`${line} Enter`, shows);
  }

  async paste(text: string, shows: string | RegExp): Promise<string> {
    await this.#terminal.paste(text);
    return this.#keep(`pasted: ${text.replaceAll('\r', ' Enter ').trimEnd()}`, shows);
  }

  async resize(columns: number, shows: string | RegExp): Promise<string> {
    await this.#terminal.resize(columns);
    return this.#keep(`the window gets ${columns} columns`, shows);
  }

  async #keep(what: string, shows: string | RegExp): Promise<string> {
    const screen = await this.#terminal.still(shows);
    if (/^exit \d+$/m.test(screen))
      await expectPasteable(this.#world, screen, { today: /--today (\S+)/.exec(this.#line)?.[1] });
    this.#shown.push(`# ${what}\n${screen.replace(/\n\$$/, '')}`);
    return screen;
  }

  async end(): Promise<void> {
    const file = join(import.meta.dirname, 'screens/terminal', `${this.#title}.golden`);
    await expect(`${this.#shown.join('\n\n')}\n`).toMatchFileSnapshot(file);
  }
}

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

test('done alone: late, today and running; one write, which one undo takes back', async (context) => {
  const world = await started();
  const before = events(world).length;
  const session = await Session.open(context, world, 'done');
  const list = await session.command(`pm-onboard done ${tuesday}`, 'submit');
  expect(list).toContain('1.1 Meet your manager, since Mon 23');
  await session.press(['Space', 'Down', 'Down', 'Space'], /◉ 1\.3/);
  await session.press(['Enter'], 'Enter if there is none');
  await session.type('docs.example.com/ada', 'Is it https://docs.example.com/ada?');
  await session.press(['Enter'], 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([
    { kind: 'done', item: 'meet-manager' },
    { kind: 'done', item: 'set-1on1s', evidence: 'https://docs.example.com/ada' },
  ]);
  await world.run(['undo']);
  expect(events(world).length).toBe(before + 3);
  expect(lastBatch(world)).toMatchObject([{ kind: 'undone' }]);
});

test('a counted one goes up by one, and keeps the note; what is done today leaves the list', async (context) => {
  const world = await started();
  await world.run(['done', '1.1', '1.2', '1.5', '1.6', '1.8', '--today', '2026-11-23']);
  const session = await Session.open(context, world, 'done-count');
  await session.command(`pm-onboard done --note "a dead link" ${monday}`, 'submit');
  await session.press(['Down', 'Down', 'Space', 'Enter'], 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([
    { kind: 'counted', item: 'spot-docs-flaws', delta: 1 },
    { kind: 'noted', item: 'spot-docs-flaws', text: 'a dead link' },
  ]);
});

test('done with nothing ticked, and with nothing to tick', async (context) => {
  const world = await started();
  const before = fingerprint(world);
  const session = await Session.open(context, world, 'done-nothing');
  await session.command(`pm-onboard done ${monday}`, 'submit');
  await session.press(['Enter'], 'exit 0');
  await session.command('pm-onboard done --today 2026-11-20', 'exit 0');
  await session.end();
  expect(fingerprint(world)).toBe(before);
});

test('Ctrl-C at the third question: what was answered before is kept where the person says so', async (context) => {
  const world = await started();
  const session = await Session.open(context, world, 'done-interrupted');
  const before = fingerprint(world);
  const third = async () => {
    await session.command(`pm-onboard done 1.1 1.3 2.1 2.17 --force ${monday}`, 'create the 1:1 doc: link');
    await session.type('https://docs.example.com/ada', 'Introduce yourself');
    await session.type('https://chat.example.com/1', /first impressions.*:/);
  };
  await third();
  await session.press(['C-c'], 'Save 1.1, 1.3 and 2.1? 2.17 stays as before');
  await session.type('n', 'exit 130');
  expect(fingerprint(world)).toBe(before);
  await third();
  await session.press(['C-c'], 'Save 1.1');
  await session.press(['C-c'], 'exit 130');
  expect(fingerprint(world)).toBe(before);
  await third();
  await session.press(['C-c'], 'Save 1.1');
  await session.press(['Enter'], 'exit 130');
  await session.end();
  expect(lastBatch(world).map(({ item, evidence }) => [item, evidence])).toEqual([
    ['meet-manager', undefined],
    ['set-1on1s', 'https://docs.example.com/ada'],
    ['introduce-yourself', 'https://chat.example.com/1'],
  ]);
});

test('an item without the link that it wants: the reason is asked for', async (context) => {
  const world = await started();
  const session = await Session.open(context, world, 'done-without-evidence');
  await session.command(`pm-onboard done 1.3 ${monday}`, 'Enter if there is none');
  await session.press(['Enter'], 'Grace Hopper sees it');
  await session.type('the doc is private', 'exit 0');
  await session.command(`pm-onboard show 1.3 ${monday}`, 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([{ kind: 'done', withoutEvidence: 'the doc is private' }]);
});

test('done --from shows what is new and asks once, then for the evidence that the list lacks', async (context) => {
  const world = await started();
  writeFileSync(
    join(world.folder, 'list.md'),
    '- [x] 1.1 Meet your manager\n- [x] 1.3 Fix 1:1 times, create the 1:1 doc\n- [ ] 1.2 Learn about the team\n',
  );
  const line = `pm-onboard done --from list.md --as "Grace Hopper" ${tuesday}`;
  const before = fingerprint(world);
  const session = await Session.open(context, world, 'done-from');
  const asked = await session.command(line, 'Record these 2 as done by Ada Lovelace?');
  expect(asked).toContain('1.1 Meet your manager');
  await session.press(['C-c'], 'exit 130');
  expect(fingerprint(world)).toBe(before);
  await session.command(line, 'Record these 2');
  await session.type('n', 'exit 0');
  expect(fingerprint(world)).toBe(before);
  await session.command(line, 'Record these 2');
  await session.press(['Enter'], 'Enter if there is none');
  await session.press(['C-c'], 'exit 130');
  expect(fingerprint(world)).toBe(before);
  await session.command(line, 'Record these 2');
  await session.press(['Enter'], 'Enter if there is none');
  await session.type('https://docs.example.com/ada', 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([
    { kind: 'done', item: 'meet-manager', by: 'Grace Hopper', doneBy: 'Ada Lovelace' },
    { kind: 'done', item: 'set-1on1s', evidence: 'https://docs.example.com/ada', doneBy: 'Ada Lovelace' },
  ]);
});

test('the list in 40 columns, and in a window that changes', async (context) => {
  const world = await started();
  const session = await Session.open(context, world, 'done-narrow', 40);
  await session.command(`pm-onboard done ${monday}`, 'submit');
  await session.press(['Down', 'Space'], /◉ 1\.2/);
  await session.resize(80, 'submit');
  await session.press(['Down'], /❯◯ 1\.3/);
  await session.resize(50, 'submit');
  await session.press(['Down', 'Up'], /❯◯ 1\.3/);
  await session.press(['Enter'], 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([{ kind: 'done', item: 'learn-team' }]);
});

test.for([
  ['show', 'Which item?', ['Enter'], 'exit 0'],
  ['skip', 'What is left out?', ['Space', 'Enter'], 'Why is it left out?'],
  ['reopen', 'What is open again?', ['Space', 'Enter'], 'exit 0'],
  ['note', 'Which item is the note about?', ['Enter'], 'What is to be noted on'],
  ['count', 'Which of them goes up by one?', ['Enter'], 'exit 0'],
  ['book', 'Which of them?', ['Enter'], 'Booked for which day?'],
  ['move', 'Which item gets another date?', ['Enter'], 'When is'],
  ['remove', 'Which of the added items are to go?', ['Space', 'Enter'], 'exit 0'],
  ['assign', 'Which role?', ['Enter'], 'Who is direct manager'],
] as const)(
  '%s alone asks for what is missing; Ctrl-C leaves all as it was',
  async ([name, first, keys, then], context) => {
    const world = await started();
    await world.run(['done', '1.1', '--today', '2026-11-23']);
    await world.run(['add', 'Read the handbook', '--today', '2026-11-23']);
    const session = await Session.open(context, world, `${name}-alone`);
    const before = fingerprint(world);
    await session.command(`pm-onboard ${name} ${monday}`, first);
    await session.press(['C-c'], 'exit 130');
    expect(fingerprint(world)).toBe(before);
    await session.command(`pm-onboard ${name} ${monday}`, first);
    await session.press(keys, then);
    if (then !== 'exit 0') {
      await session.press(['C-c'], 'exit 130');
      expect(fingerprint(world)).toBe(before);
    }
    await session.end();
  },
);

test('ask alone asks for the question', async (context) => {
  const world = await started();
  const session = await Session.open(context, world, 'ask-alone');
  const before = fingerprint(world);
  await session.command(`pm-onboard ask ${monday}`, 'What would you like to know?');
  await session.press(['C-c'], 'exit 130');
  expect(fingerprint(world)).toBe(before);
  await session.command(`pm-onboard ask ${monday}`, 'What would you like to know?');
  await session.press(['Enter'], 'A few words are needed');
  await session.type('…', 'only stands for what you mean');
  await session.press(['C-u'], 'like to know');
  await session.type('Who decides the edition?', 'exit 0');
  await session.end();
  expect(lastBatch(world)).toMatchObject([{ kind: 'asked', text: 'Who decides the edition?' }]);
});

test('the end of the input, Ctrl-D, is as Ctrl-C', async (context) => {
  const world = await started();
  const terminal = await Terminal.open(context, world);
  for (const [command, asks] of [
    ['ask', 'What would you like to know?'],
    ['done', 'What is done?'],
  ]) {
    await terminal.type(`clear; pm-onboard ${command} ${monday}; echo "exit $?"`);
    await terminal.still(asks ?? '');
    await terminal.press('C-d');
    expect(await terminal.still('exit 130')).toContain('nothing was saved');
  }
});

test('five answers pasted at once into start: each question gets its own', async (context) => {
  const world = new World();
  const session = await Session.open(context, world, 'start-pasted');
  await session.command(`pm-onboard start ${monday}`, 'Who is starting?');
  await session.paste('Ada Lovelace\r25 nov\rAlan Turing\rGrace Hopper\rn\r', 'Enter for none');
  await session.press(['C-c'], 'exit 130');
  await session.command(`pm-onboard start ${monday}`, 'Who is starting?');
  await session.paste('Ada Lovelace\r30 feb\rAlan Turing\rGrace Hopper\r', 'is not a date');
  await session.press(['C-c'], 'exit 130');
  await session.end();
});
