/** What lint found, as a text and back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { foundIn, foundText } from '../../src/lint-io/found-text.ts';
import { onOneLine } from '../builders.ts';

function found(count: number) {
  const bytes = Buffer.from(onOneLine('one', count));
  return lint({ files: [{ name: 'one.yaml', path: 'checklists/one.yaml', bytes }], config: {} });
}

test('is what it was', () => {
  const problems = found(3);
  expect(problems.length).toBeGreaterThan(5);
  expect(problems.some(({ suggestion }) => suggestion)).toBe(true);
  expect(JSON.stringify(foundIn(foundText(problems)))).toBe(JSON.stringify(problems));
});

test('is what it was, whatever the lines are', () => {
  const line = fc.integer({ min: 1, max: 3 });
  const text = fc.string({ unit: 'grapheme' });
  const excerpt = { line, column: line, endLine: line, endColumn: line, source: text, endSource: text };
  const problem = fc.record(
    {
      ...excerpt,
      ...{ file: fc.constantFrom('a.yaml', 'b.yaml'), rule: text, message: text, hint: text },
      severity: fc.constantFrom('error' as const, 'warning' as const),
      suggestion: fc.record({ ...excerpt, text }),
    },
    {
      requiredKeys: [
        'file',
        'rule',
        'message',
        'severity',
        'line',
        'column',
        'endLine',
        'endColumn',
        'source',
        'endSource',
      ],
    },
  );
  fc.assert(
    fc.property(fc.array(problem), (problems) => {
      expect(foundIn(foundText(problems))).toEqual(problems);
    }),
    { seed: 20_261_201 },
  );
});

test('has a line once, however many problems are on it', () => {
  const [few, many] = [found(100), found(700)];
  expect(many.length).toBeGreaterThan(6 * few.length);
  // As JSON, with the line beside each problem, it would be more than a string can hold.
  expect(foundText(many).length).toBeLessThan(8 * foundText(few).length);
});

describe('a text that is none', () => {
  test.each([
    '',
    '[{',
    'null',
    '1',
    '[]',
    '{"lines":[]}',
    '{"problems":[]}',
    '{"problems":[null],"lines":[]}',
  ])('%s', (text) => {
    expect(() => foundIn(text)).toThrow(/JSON|undefined|null|lines/);
  });
});
