/** Which items a hire has by their traits, and when those came that another answer brought. */
import { describe, expect, test } from 'vitest';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { traitOf } from '../../src/plan/traits.ts';
import { compile } from '../../src/program/compile.ts';
import type { Program } from '../../src/program/model.ts';
import type { Progress } from '../../src/progress/reduce.ts';
import { oneWeek, Story } from '../builders.ts';
import { read } from '../lint/faults.ts';

const traits = { country: ['us', 'de', 'other'], manager: ['yes', 'no'] };

const program: Program = {
  ...oneWeek(
    { id: 'all' },
    { id: 'us', when: { country: ['us'] } },
    { id: 'lead', when: { country: ['us', 'de'], manager: ['yes'] } },
    { id: 'last', after: ['us', 'lead'] },
  ),
  traits,
};

const plan = (progress: Progress, of = program) => makePlan(of, progress, new Calendar([]), '2026-11-24');
const said = (...texts: string[]) => ({ kind: 'changed', traits: texts }) as const;

describe('a plan', () => {
  test('has what the hire is meant for, under the numbers of the program; what is out blocks nothing', () => {
    const story = new Story();
    story.add(said('country=de', 'manager=yes'));
    const { items, out, totals } = plan(story.progress);
    expect(items.map(({ ref, item }) => `${ref} ${item.id}`)).toEqual(['1.1 all', '1.3 lead', '1.4 last']);
    expect(items.at(-1)?.blockers).toEqual(['lead']);
    expect(totals.total).toBe(3);
    expect(out).toMatchObject([{ ref: '1.2', unmet: { trait: 'country', wanted: ['us'], value: 'de' } }]);
  });

  test('without an answer has nothing that depends on it', () => {
    const { items, out } = plan(new Story().progress);
    expect(items.map(({ item }) => item.id)).toEqual(['all', 'last']);
    expect(out.map(({ unmet }) => unmet.value)).toEqual([undefined, undefined]);
  });

  test('keeps what is done, and lets go of what was skipped', () => {
    const story = new Story();
    story.add(said('country=us', 'manager=yes'));
    story.add({ kind: 'done', item: 'us' });
    story.add({ kind: 'skipped', item: 'lead', reason: 'no team' });
    story.add(said('country=other'));
    const { items, out } = plan(story.progress);
    expect(items.map(({ item, state }) => `${item.id} ${state}`)).toEqual([
      'all open',
      'us done',
      'last open',
    ]);
    expect(out.map(({ item }) => item.id)).toEqual(['lead']);
  });

  test('gives what another answer brings a week, counted from the answer that made the difference', () => {
    const story = new Story('2026-10-05');
    story.add(said('country=us', 'manager=no'), { on: '2026-11-02' });
    story.add(said('manager=yes'), { on: '2026-11-09' });
    story.add(said('country=de'), { on: '2026-11-16' });
    const lead = plan(story.progress).items.find(({ item }) => item.id === 'lead');
    expect(lead).toMatchObject({ joined: '2026-11-09', due: '2026-11-16', liftedBy: 'adopted' });
  });
});

describe('answers', () => {
  test('the last one of each trait counts, whoever gave it; an undo takes it back', () => {
    const story = new Story();
    story.add(said('country=us', 'manager=no'));
    story.add(said('country=de'), { by: 'Grace' });
    const value = (trait: string) => traitOf(program, story.progress, trait);
    expect([value('country'), value('manager')]).toEqual(['de', 'no']);
    const { batch } = story.add(said('country=other'));
    story.add({ kind: 'undone', target: batch });
    expect(value('country')).toBe('de');
  });

  test('that the program has no more, or that a stranger wrote, say nothing', () => {
    const story = new Story();
    story.add(said('country=fr', 'manager', '=x', '__proto__=us', 'constructor=us', 'country=a=b'));
    for (const trait of ['country', 'manager', '__proto__', 'constructor'])
      expect(traitOf(program, story.progress, trait)).toBeUndefined();
    expect(() => plan(story.progress)).not.toThrow();
  });
});

test('compile takes conditions down: all of phase, group and item have to hold', () => {
  const { source } = read({
    'program.yaml':
      'id: pm\ntitle: PM\nphases: [one]\ntraits: { country: [us, de, other], manager: boolean }\n',
    'one.yaml': `id: one
title: One
due: week 1
when: { country: [us, de] }
items:
  - id: g
    title: G
    when: { manager: true, country: [de, other] }
    items: [{ id: a, title: A, when: { manager: true } }, { id: b, title: B }]
  - { id: c, title: C }
`,
  });
  if (!source) throw new Error('the program has problems');
  const { phases, traits: compiled } = compile(source, '');
  expect(compiled).toEqual(traits);
  expect(phases[0]?.items.map(({ id, when }) => ({ id, when }))).toEqual([
    { id: 'a', when: { country: ['de'], manager: ['yes'] } },
    { id: 'b', when: { country: ['de'], manager: ['yes'] } },
    { id: 'c', when: { country: ['us', 'de'] } },
  ]);
  expect(phases[0]?.groups[0]).not.toHaveProperty('when');
});
