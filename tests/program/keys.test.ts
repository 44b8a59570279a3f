/** A key that is added only to the table of keys is known everywhere. */
import { Ajv } from 'ajv';
import { describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../src/digest.ts';
import { jsonSchemas } from '../../src/json-schemas.ts';
import { adoptionOf, differenceOf } from '../../src/plan/upgrade.ts';
import { compile } from '../../src/program/compile.ts';
import { compiledText, type Program } from '../../src/program/model.ts';
import { describeProblem } from '../../src/program/problem.ts';
import { readTemplate } from '../../src/program/template.ts';
import { formatShare, parseShare } from '../../src/progress/share.ts';
import { Story, withTeam } from '../builders.ts';
import { faultsOfItems, read } from '../lint/faults.ts';

/** `energy` may stand in all places but a template, and goes down to the items; `mood` stands in items and templates. */
vi.mock('../../src/program/keys.ts', async (original) => {
  const { keys, ...others } = await original<typeof import('../../src/program/keys.ts')>();
  const { z } = await import('zod');
  const energies = z.enum(['low', 'high']);
  const may = (sentence: string, change: string) => ({ written: 'may', sentence, change });
  const energy = {
    schema: energies,
    at: {
      item: may('How lively one should be for it.', 'key'),
      group: may('How lively one should be for its items.', ''),
      phase: may('How lively one should be in this phase.', ''),
      program: may('How lively one should be.', 'the energy'),
    },
    goesDown: (own: unknown, above: unknown) => own ?? above,
    compiled: {
      as: 'energyLevel',
      schema: z.exactOptional(z.int()),
      from: (written: unknown) => (written === undefined ? undefined : written === 'high' ? 2 : 1),
    },
  };
  const mood = {
    schema: z.string(),
    at: { item: may('How it feels.', 'words'), template: may('How it feels there.', '') },
    goesDown: false,
    compiled: { as: 'mood', schema: z.exactOptional(z.string()), from: (written: unknown) => written },
  };
  return { ...others, keys: { ...keys, energy, mood } };
});

/** @param energy what program.yaml, the phase, the group and its first item have of the key, in this order */
function programWith(energy: readonly string[], mood = ''): Program {
  const [ofProgram = '', ofPhase = '', ofGroup = '', ofItem = ''] = energy;
  const { source, problems } = read({
    'program.yaml': `id: pm\ntitle: PM\nphases: [one]\n${ofProgram}\n`,
    'one.yaml': `id: one
title: One
due: week 1
${ofPhase}
items:
  - { id: g, title: G, ${ofGroup} items: [{ id: a, title: A, ${ofItem} ${mood} }, { id: b, title: B }] }
  - { id: c, title: C }
`,
  });
  if (!source) throw new Error(problems.map(describeProblem).join('\n'));
  return compile(source, 'source');
}

const low = 'energy: low';
const high = 'energy: high';

describe('the reader', () => {
  test('takes the key where it may stand', () => {
    expect(() => programWith([low, low, `${low},`, `${low},`], 'mood: calm')).not.toThrow();
  });

  test.each([
    ['a wrong value', '- { id: a, title: A, energy: lwo }', 'must be one of low, high (did you mean `low`?)'],
    ['a misspelt key', '- { id: a, title: A, enregy: low }', 'unknown key `enregy` (did you mean `energy`?)'],
    [
      'an item’s key on a group',
      '- { id: g, title: G, mood: calm, items: [{ id: a, title: A }] }',
      'a group has no `mood`',
    ],
  ])('refuses %s', (_, items, says) => {
    expect(faultsOfItems(`${items}\n`)).toEqual([expect.stringContaining(says)]);
  });

  test('refuses it in a template, where only the other may stand', () => {
    const template = (more: string) => `title: T\nitems: [{ id: a, title: A, due: day 1, ${more} }]\n`;
    const problemsOf = (text: string) => readTemplate('t.yaml', new TextEncoder().encode(text)).problems;
    expect(problemsOf(template('mood: calm'))).toEqual([]);
    expect(problemsOf(template(low)).map(({ message }) => message)).toEqual(['unknown key `energy`']);
  });
});

test('compile writes its value under its name, and takes it down to items', () => {
  const { phases, ...head } = programWith([high, low, `${high},`, `${low},`], 'mood: calm');
  expect(head).toMatchObject({ energyLevel: 2 });
  expect(phases).toMatchObject([
    {
      energyLevel: 1,
      groups: [{ id: 'g', title: 'G' }],
      items: [
        { id: 'a', energyLevel: 1, mood: 'calm' },
        { id: 'b', energyLevel: 2 },
        { id: 'c', energyLevel: 1 },
      ],
    },
  ]);
  expect(phases[0]?.groups[0]).not.toHaveProperty('energyLevel');
  expect(phases[0]?.items[1]).not.toHaveProperty('mood');
});

describe('a program from a stranger', () => {
  const shared = (program: unknown) =>
    parseShare(
      formatShare({
        record: withTeam(new Story().record),
        programs: new Map([[sha256(compiledText(program as Program)), program as Program]]),
      }),
    );

  test('may have the key', () => {
    const program = programWith([high, low, '', `${high},`], 'mood: calm');
    expect([...shared(program).programs.values()]).toEqual([program]);
  });

  test('may not have another value, nor another key', () => {
    const program = programWith([]);
    expect(() => shared({ ...program, energyLevel: 'high' })).toThrow('not one of pm-onboard');
    expect(() => shared({ ...program, energy: 2 })).toThrow(`this version doesn't know, "energy"`);
  });
});

describe('editors', () => {
  const schema = (name: string) => jsonSchemas.get(name)?.() ?? {};

  test('are shown its sentence, each place with its own', () => {
    expect(schema('program')).toMatchObject({
      properties: { energy: { enum: ['low', 'high'], description: 'How lively one should be.' } },
    });
    expect(schema('checklist')).toMatchObject({
      properties: { energy: { description: 'How lively one should be in this phase.' } },
      definitions: {
        item: { properties: { energy: { description: 'How lively one should be for it.' } } },
        group: { properties: { energy: { description: 'How lively one should be for its items.' } } },
      },
    });
    expect(schema('template')).toMatchObject({
      properties: { items: { items: { properties: { mood: { description: 'How it feels there.' } } } } },
    });
  });

  test('mark it where it may not stand', () => {
    const validate = new Ajv({ strict: false }).compile(schema('checklist'));
    const checklist = (group: object) => ({ id: 'one', title: 'One', due: 'day 1', items: [group] });
    const group = { id: 'g', title: 'G', items: [{ id: 'a', title: 'A', mood: 'calm' }] };
    expect(validate(checklist(group))).toBe(true);
    expect(validate(checklist({ ...group, mood: 'calm' }))).toBe(false);
  });
});

test('upgrade says where its value differs, in its words', () => {
  const story = new Story();
  const today = '2026-11-23';
  const from = programWith(['', '', '', `${low},`]);
  const to = programWith([low, high, '', `${low},`], 'mood: calm');
  const before = { program: from, plan: story.plan(from, today) };
  const { renamed } = adoptionOf(before, to, 'd2', {});
  const difference = differenceOf(before, { program: to, plan: story.plan(to, today) }, renamed);
  expect(difference.beside).toEqual(['the energy', 'phase one']);
  expect(difference.reworded.map(({ after }) => after.item.id)).toEqual(['a']);
  expect(difference.changed.map(({ item, keys }) => [item.item.id, keys])).toEqual([
    ['b', ['energy']],
    ['c', ['energy']],
  ]);
});
