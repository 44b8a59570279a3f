/** The checklist that is made of the lines of a meeting or rotation: its ids, and what an edit does to them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checklistOf, type Duty, subjectOf } from '../../src/duties/checklist.ts';
import type { Deed } from '../../src/duties/model.ts';
import { isCompiled } from '../../src/program/compiled.ts';
import type { Program } from '../../src/program/model.ts';
import { runs } from '../runs.ts';

function made(before: readonly string[], after: readonly string[] = [], was?: Program): Program {
  const list = (texts: readonly string[]): Deed[] => texts.map((text) => ({ text }));
  const duty = { id: 'pm', title: 'PM meeting', before: list(before), during: [], after: list(after) };
  const day = '2026-12-09';
  return checklistOf(
    { duty: duty as unknown as Duty, subject: subjectOf(duty, day), from: day, to: day },
    [],
    was,
  ) as Program;
}

const idsIn = ({ phases }: Program) => phases.flatMap(({ items }) => items.map(({ id }) => id));

/** Title → id. */
const byTitle = ({ phases }: Program) =>
  new Map(phases.flatMap(({ items }) => items.map(({ id, title }) => [title, id] as const)));

describe('ids', () => {
  test('come from the words, whatever the letters are, each once', () => {
    const program = made([
      'Queue your topic, in two lines',
      'Queue your topic, in two ways',
      'Élan vital',
      '議題を出す',
      '議題を出す',
    ]);
    expect(idsIn(program).slice(0, 3)).toEqual([
      'queue-your-topic-in-two',
      'queue-your-topic-in-two-2',
      'elan-vital',
    ]);
    expect(new Set(idsIn(program)).size).toBe(5);
    expect(isCompiled(program)).toBe(true);
  });

  test('a line that is reworded keeps its own, and so do all others', () => {
    const was = made(['Queue your topic, in two lines', 'Read the notes'], ['Report']);
    const now = made(['Read the notes', 'Bring cake', 'Queue your topic, in three lines'], ['Report'], was);
    expect(byTitle(now)).toEqual(
      new Map([
        ['Read the notes', 'read-the-notes'],
        ['Bring cake', 'bring-cake'],
        ['Queue your topic, in three lines', 'queue-your-topic-in-two'],
        ['Report', 'report'],
      ]),
    );
  });

  test('a line that says something else has none of what was recorded with the former one', () => {
    const was = made(['Queue your topic']);
    expect(idsIn(made(['Bring cake for all'], [], was))).toEqual(['bring-cake-for-all']);
    // A text that comes back later gets no id that means another line by now.
    const reworded = made(['Queue your topics'], [], was);
    expect(idsIn(made(['Queue your topics', 'Queue your topic'], [], reworded))).toEqual([
      'queue-your-topic',
      'queue-your-topic-2',
    ]);
  });

  test('any edit leaves each line that stays its id; the same lines again are the same program', () => {
    const line = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text));
    const lines = fc.array(line, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, fc.array(fc.nat(), { maxLength: 4 }), (first, second, kept) => {
        const was = made(first);
        const stay = kept.map((n) => first[n % first.length] as string);
        const now = made([...new Set([...second, ...stay])], [], was);
        const ids = idsIn(now);
        expect(new Set(ids).size).toBe(ids.length);
        expect(isCompiled(now)).toBe(true);
        const old = byTitle(was);
        const titles = [...old.keys()];
        if (new Set(titles).size === idsIn(was).length)
          for (const [title, id] of byTitle(now)) if (old.has(title)) expect(id).toBe(old.get(title));
        expect(made([...new Set([...second, ...stay])], [], now).phases).toEqual(now.phases);
      }),
      runs(1000),
    );
  });
});

test('a subject is one line that a record can have, the same for the same title', () => {
  expect(subjectOf({ title: 'PM  meeting\n' }, '2026-12-09')).toBe('PM meeting 2026-12-09');
  expect(subjectOf({ title: `${'x'.repeat(200)}` }, '2026-12-09').length).toBeLessThanOrEqual(100);
});
