import { describe, expect, it, test } from 'vitest';
import { describeProblem } from '../../src/program/problem.ts';
import { named, readTemplate, type Template, wantsName } from '../../src/program/template.ts';

function read(text: string) {
  return readTemplate('t.yaml', new TextEncoder().encode(text));
}

const item = (more: string) =>
  `title: A chain\nitems:\n  - { id: a, title: Do it, due: workday 1 }\n  ${more}\n`;

describe('a template', () => {
  it('is read with all that an item of it may have', () => {
    const { template, problems } = read(
      item(
        '- { id: b, title: And this, details: Well., due: week 1, takes: 2 h, with: [buddy], after: [a], evidence: url, sign-off: mentor }',
      ),
    );
    expect(problems).toEqual([]);
    expect(template?.items[1]).toMatchObject({ after: ['a'], 'sign-off': 'mentor', takes: '2 h' });
  });

  it.each([
    ['no title', 'items: [{ id: a, title: A, due: day 1 }]', '`title` is missing'],
    ['no items', 'title: A chain\nitems: []', '`items` must hold at least one item'],
    ['no due', item('- { id: b, title: B }'), 't.yaml:4:5: `due` is missing'],
    [
      'a due before the first day',
      item('- { id: b, title: B, due: 2 days before start }'),
      'from the first day',
    ],
    ['an unknown key', item('- { id: b, title: B, due: day 1, take: 2 h }'), 'did you mean `takes`?'],
    [
      'a key of checklists',
      item('- { id: b, title: B, due: day 1, formerly: [c] }'),
      'unknown key `formerly`',
    ],
    ['a group', item('- { id: b, title: B, due: day 1, items: [] }'), 'a template has no groups'],
    ['an id twice', item('- { id: a, title: B, due: day 1 }'), 't.yaml:4:11: the id `a` is used already'],
    [
      'an after that is not there',
      item('- { id: b, title: B, due: day 1, after: [ab, b] }'),
      't.yaml:4:44: no item above this one has the id `ab`',
    ],
    ['an after of its own', item('- { id: b, title: B, due: day 1, after: [b] }'), 'the id `b`'],
    ['an anchor', item('- &x { id: b, title: B, due: day 1 }'), 'anchors'],
    [
      'a key twice',
      'title: A\ntitle: B\nitems: [{ id: a, title: A, due: day 1 }]',
      'the same key stands twice',
    ],
    ['a list', '- a', 'must be a map'],
    ['nothing', '', 'the file'],
  ])('with %s is refused, with the place', (_, text, says) => {
    const { template, problems } = read(text);
    expect(template).toBeUndefined();
    expect(problems.map(describeProblem).join('\n')).toContain(says);
  });
});

test('{name} stands in titles and details, as often as it likes, and for any name', () => {
  const template: Template = {
    title: '{name}!',
    items: [{ id: 'a', title: '{name}: do {name}', details: 'For {name}.', due: 'day 1' }],
  };
  expect(wantsName(template)).toBe(true);
  expect(named(template, '$& {name}')).toEqual({
    title: '$& {name}!',
    items: [{ id: 'a', title: '$& {name}: do $& {name}', details: 'For $& {name}.', due: 'day 1' }],
  });
  const inDetails = { title: 'T', items: [{ id: 'a', title: 'A', details: '{name}', due: 'day 1' }] };
  expect(wantsName(inDetails)).toBe(true);
  expect(wantsName({ title: 'T', items: [{ id: 'a', title: 'A', due: 'day 1' }] })).toBe(false);
});
