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

  it('may say which roles and traits there are, and what is gone', () => {
    const { template, problems } = read(
      `${item('- { id: b, title: B, due: day 1, by: [ops, mentor], sign-off: mentor, when: { beta: true }, formerly: [c] }')}retired: [d]
roles: { mentor: { title: Mentor }, ops: { title: Operations, default: mentor } }
traits: { beta: boolean }
`,
    );
    expect(problems).toEqual([]);
    expect(template).toMatchObject({ retired: ['d'], traits: { beta: 'boolean' } });
    expect(named(template as Template, 'X')).toMatchObject({ retired: ['d'], roles: { ops: {} } });
  });

  it.each(['1 day', '2 days', '99 days', '366 days'])('may count for %s', (days) => {
    expect(read(item(`- { id: b, title: B, due: day 1, valid-for: ${days} }`)).problems).toEqual([]);
  });

  it.each(['0 days', '367 days', '3 weeks', '03 days'])('may not count for %s', (days) => {
    const { problems } = read(item(`- { id: b, title: B, due: day 1, valid-for: ${days} }`));
    expect(problems.map(describeProblem).join()).toContain('must be `N days`, from 1 to 366');
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
      'a former id that is in use',
      item('- { id: b, title: B, due: day 1, formerly: [a] }'),
      't.yaml:4:47: the id `a` is used already, in this file',
    ],
    ['an id of what is gone', `${item('')}retired: [b, a]`, 't.yaml:5:14: the id `a` is used already'],
    [
      'days of a count',
      item('- { id: b, title: B, due: day 1, count: { target: 2 }, valid-for: 3 days }'),
      't.yaml:4:69: `valid-for` must not stand beside `count`: what was counted stays counted',
    ],
    [
      'a role that it lacks',
      `${item('- { id: b, title: B, due: day 1, with: [mentr] }')}roles: { mentor: { title: Mentor } }`,
      't.yaml:4:43: the template has no role `mentr` (did you mean `mentor`?)',
    ],
    [
      'a role without people that it lacks',
      `${item('- { id: b, title: B, due: day 1 }')}roles: { mentor: { title: Mentor, default: buddy } }`,
      'the template has no role `buddy` (name it under `roles`)',
    ],
    [
      'a trait that it lacks',
      `${item('- { id: b, title: B, due: day 1, when: { contry: [us] } }')}traits: { country: [us, de] }`,
      't.yaml:4:44: the template has no trait `contry` (did you mean `country`?)',
    ],
    [
      'a value that its trait lacks',
      `${item('- { id: b, title: B, due: day 1, when: { beta: true, country: [uk] } }')}traits: { country: [us, de], beta: boolean }`,
      'the trait `country` has no value `uk` (did you mean `us`?)',
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
