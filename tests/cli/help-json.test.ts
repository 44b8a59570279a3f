/** `help --json` describes every command, for tools: nothing that help says is missing, and nothing is there that doesn't hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HelpView } from '../../src/cli/reference.ts';
import { nameOf } from '../../src/cli/spec.ts';
import { topics } from '../../src/cli/topics/topics.ts';
import { commands } from '../../src/cli.ts';
import { exits } from '../../src/errors.ts';
import { otherNames } from '../../src/other-names.ts';
import { expectRefusal, flat, json } from './facts.ts';
import { root, World } from './world.ts';

let all: HelpView;
beforeEach(async () => {
  all = await json<HelpView>(new World(), ['help', '--all', '--json']);
});

describe('help --all --json', () => {
  test('has every command in the order of help, with each of its names', async () => {
    expect(all.commands.map(({ name }) => name)).toEqual(commands.map(nameOf));
    const others = all.commands.flatMap(({ name, short, aliases }) =>
      [...(short === null ? [] : [short]), ...aliases].map((other) => [other, name]),
    );
    expect(others.sort()).toEqual([...otherNames].sort());
    expect(await json(new World(), ['help', '--json'])).toEqual(all);
  });

  test('says of a command all that its help says', async () => {
    for (const command of all.commands) {
      const text = flat((await new World().run(['help', command.name], { columns: 500 })).stdout);
      const flags = command.flags.map(({ long, short, value, description }) => {
        const inner = `${value?.name}${value?.several ? '...' : ''}`;
        const shown = value && (value.required ? ` <${inner}>` : ` [${inner}]`);
        return `${short ? `${short}, ` : ''}${long}${shown ?? ''} ${description}`;
      });
      const headings = command.flags.flatMap(({ heading }) => (heading === null ? [] : `${heading}: `));
      const examples = command.examples.map((each) => `${each.command} ${each.what ?? ''}`);
      const said = [command.usage, command.purpose, ...command.more, ...headings, ...flags, ...examples];
      for (const each of [...said, ...command.forms]) expect(text, command.name).toContain(flat(each));
      // The other way round: help has no flag that is missing here.
      const own = (text.split(' Everywhere: ')[0] ?? '').matchAll(/(?<= )--[a-z-]+ ?(?:<[^>]+>|\[[^\]]+\])/g);
      for (const [flag] of own) expect(flags.join('\n'), command.name).toContain(flag);
    }
  });

  test('the arguments and flags are those that are parsed', () => {
    for (const [at, { name, ...found }] of all.commands.entries()) {
      const words = found.arguments.map(({ name: word, required, repeatable }) => {
        const inner = `${word}${repeatable ? '...' : ''}`;
        return required ? `<${inner}>` : `[${inner}]`;
      });
      expect([name, ...words].join(' ')).toBe(commands[at]?.usage);
    }
    const flag = (command: string, long: string) =>
      all.commands.find(({ name }) => name === command)?.flags.find((each) => each.long === long);
    expect(flag('review', '--approve')).toMatchObject({ repeatable: true, heading: 'What you do' });
    expect(flag('book', '--invite')).toMatchObject({ value: { name: 'address', required: false } });
    expect(flag('book', '--output')).toMatchObject({ short: '-o', value: { name: 'file', required: true } });
    expect(flag('handbook', '--compare')).toMatchObject({ value: { several: true }, repeatable: true });
    expect(flag('review', '--comment')).toMatchObject({ value: { several: false }, repeatable: true });
    expect(flag('done', '--dry-run')).toMatchObject({ value: null, repeatable: false, heading: null });
    expect(all.flags.map(({ long }) => long)).toEqual(expect.arrayContaining(['--workspace', '--help']));
  });

  test('says of each argument what it is; a command that lacks it: src/cli/manual.ts', () => {
    const silent = all.commands.flatMap((command) =>
      command.arguments
        .filter(({ description }) => description === '')
        .map(({ name }) => `${command.name} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  test('a flag that may be given several times says so', () => {
    const flags = all.commands.flatMap((command) =>
      command.flags.map((flag) => ({ ...flag, of: command.name })),
    );
    const saying = flags.filter(({ description }) => description.includes('may be given several times'));
    expect(saying.length).toBeGreaterThan(10);
    expect(saying.filter(({ repeatable }) => !repeatable)).toEqual([]);
  });

  test('1 is among the exit codes of the commands that find something, with what that is, and of no other', () => {
    const folder = join(root, 'src/commands');
    const finding = readdirSync(folder)
      .filter((file) => readFileSync(join(folder, file), 'utf8').includes('exits.found'))
      .map((file) => file.replace('.ts', ''))
      .map((name) => (name === 'check' ? 'run' : name));
    const said = all.commands.filter(({ exitCodes }) => exitCodes.some(({ code }) => code === exits.found));
    expect(said.map(({ name }) => name).sort()).toEqual(finding.sort());
    expect(all.exitCodes.map(({ code }) => code)).toEqual(Object.values(exits));
  });

  test('each command with JSON names the properties of its schema, and each property has a command', () => {
    const { properties } = JSON.parse(readFileSync(join(root, 'schema/output.json'), 'utf8'));
    const named = all.commands.flatMap(({ outputs }) => outputs.map(({ property }) => property));
    expect([...new Set(named)].sort()).toEqual(Object.keys(properties).sort());
    for (const { name, flags, outputs } of all.commands) {
      const isJson = name === 'lint' || flags.some(({ long }) => long === '--json');
      expect(outputs.length > 0, name).toBe(isJson);
    }
    const properOf = (command: string) =>
      all.commands.find(({ name }) => name === command)?.outputs.map(({ property }) => property);
    expect(properOf('done')).toEqual(['changed']);
    expect(properOf('plan')).toEqual(['plan', 'plan-catch-up']);
    expect(properOf('start')).toEqual(['start-list', 'changed']);
    expect(properOf('review')).toEqual(['review', 'changed']);
  });

  test('has the text of every topic', async () => {
    expect(all.topics.map(({ name }) => name)).toEqual(topics.map(({ name }) => name));
    for (const { name, blocks } of all.topics) {
      const lines = blocks.flatMap(({ text, entries }) => text ?? entries);
      const said = (await new World().run(['help', name], { columns: 500 })).stdout;
      expect(flat(lines.join(' '))).toBe(flat(said).trim());
    }
  });
});

describe('help --json of one name', () => {
  test('is that command alone, by its letter too; or that topic; or the topics', async () => {
    const done = all.commands.filter(({ name }) => name === 'done');
    for (const name of ['done', 'd'])
      expect(await json(new World(), ['help', name, '--json'])).toEqual({
        ...all,
        commands: done,
        topics: [],
      });
    const dates = all.topics.filter(({ name }) => name === 'dates');
    expect(await json(new World(), ['help', 'dates', '--json'])).toEqual({
      ...{ ...all, commands: [] },
      topics: dates,
    });
    expect(await json(new World(), ['help', 'topics', '--json'])).toEqual({ ...all, commands: [] });
  });

  test('of none: refused, and stdout stays empty', async () => {
    await expectRefusal(new World(), ['help', 'dones', '--json'], {
      code: 2,
      says: ['unknown command', 'did you mean done?'],
    });
  });
});

test('what makes it is in no bundle', () => {
  for (const name of ['main.cjs', 'plain.cjs', 'mine.cjs', 'gate.cjs'])
    expect(readFileSync(join(root, 'dist', name), 'utf8')).not.toContain('repeatable');
});
