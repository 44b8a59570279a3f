/** What a line of a list that came back says of its item. */
import { expect, test } from 'vitest';
import { readTaskList } from '../../src/program/task-list.ts';
import { linkIn } from '../../src/view/told.ts';
import { phase, program, Story } from '../builders.ts';

test('the evidence in a line is an address that is neither of the title nor of the program', () => {
  const item = {
    id: 'form',
    title: 'Fill in https://example.com/form',
    links: [{ title: 'Guide', url: 'https://example.com/guide' }],
  };
  const [planned] = new Story().run(program([phase('day-1', 'day 1', [item])]), '2026-11-23').plan.items;
  if (!planned) throw new Error('no item');
  const link = (text: string) => {
    const [line] = readTaskList(`- [x] **1.1 Fill in <https://example.com/form>** ${text}`).lines;
    return line && linkIn(line, planned);
  };
  expect(link('')).toBeUndefined();
  expect(link('[Guide](https://example.com/guide)')).toBeUndefined();
  expect(link('<https://example.com/mine>')).toBe('https://example.com/mine');
});
