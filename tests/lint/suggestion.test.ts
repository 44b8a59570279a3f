/** A fix is offered as a suggestion only if it is a single edit in the file of the problem. */
import { expect, it, vi } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import type { Rule } from '../../src/lint/rule.ts';

vi.mock('../../src/lint/rules/index.ts', () => {
  const place = { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 3 };
  const edit = { file: 'a.yaml', from: 9, to: 11, text: 'new' };
  const fixes = [[edit], [edit, edit], [{ ...edit, file: 'b.yaml' }], []];
  const rule: Rule = {
    id: 'fixing',
    severity: 'error',
    why: 'To see what becomes of its fixes.',
    check: () => fixes.map((fix, at) => ({ ...place, message: String(at), fix })),
  };
  return { rules: [rule] };
});

it('has the lines that it begins and ends on', () => {
  const bytes = new TextEncoder().encode('id: x\r\nä: yes\r\nz: 1');
  const found = lint({ files: [{ name: 'a.yaml', path: 'a.yaml', bytes }], config: {} });
  expect(found.map(({ suggestion }) => suggestion)).toEqual([
    { line: 2, column: 3, endLine: 2, endColumn: 5, source: 'ä: yes', endSource: 'ä: yes', text: 'new' },
    undefined,
    undefined,
    undefined,
  ]);
  expect(found[0]).toMatchObject({ source: 'id: x', endSource: 'id: x' });
});
