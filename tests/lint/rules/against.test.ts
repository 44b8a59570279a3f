/** removed-id and changed-meaning compare a program with the programs that hires have. */
import { describe, expect, it } from 'vitest';
import type { Against } from '../../../src/lint/rule.ts';
import { isRecognisable } from '../../../src/lint/rules/changed-meaning.ts';
import { compiled, faultsOf, oneWith } from './faults.ts';
import type { Files } from './found.ts';

type Held = readonly [files: Files, hires?: number];

function against(...held: readonly Held[]): { against: Against } {
  return { against: { programs: held.map(([files, hires]) => ({ program: compiled(files), hires })) } };
}

describe('removed-id', () => {
  const was = oneWith('- { id: a-long-one, title: A long one }\n- { id: b, title: B }\n');
  const onlyB = oneWith('- { id: b, title: B }\n');
  const removed = (now: Files, ...held: readonly Held[]) => faultsOf('removed-id', now, against(...held));
  const bare =
    '(bring it back, write `formerly: [a-long-one]` on the item that takes its place, or `retired: [a-long-one]` in its phase)';

  it('names how many hires have it', () => {
    expect(removed(onlyB, [was, 1])).toEqual([
      `one.yaml:4:1 the id \`a-long-one\` is gone, and 1 hire has it ${bare}`,
    ]);
    expect(removed(onlyB, [was, 2])).toEqual([
      `one.yaml:4:1 the id \`a-long-one\` is gone, and 2 hires have it ${bare}`,
    ]);
  });

  it('adds up the hires of all programs that have it, and of no other', () => {
    const other = oneWith('- { id: a-long-one, title: Otherwise }\n- { id: b, title: B }\n');
    expect(removed(onlyB, [was, 2], [onlyB, 7], [other, 3])).toEqual([
      `one.yaml:4:1 the id \`a-long-one\` is gone, and 5 hires have it ${bare}`,
    ]);
  });

  it('counts programs where nobody knows the hires', () => {
    expect(removed(onlyB, [was])).toEqual([
      `one.yaml:4:1 the id \`a-long-one\` is gone, and 1 compiled program has it ${bare}`,
    ]);
  });

  it.each([
    ['renamed a little', '- { id: a-long-ones, title: Else }', 'a-long-ones'],
    ['of the same title', '- { id: x, title: a LONG one }', 'x'],
  ])('suggests the new item that is %s', (_, item, heir) => {
    expect(removed(oneWith(`${item}\n- { id: b, title: B }\n`), [was, 1])).toEqual([
      `one.yaml:4:1 the id \`a-long-one\` is gone, and 1 hire has it (was it renamed to \`${heir}\`? Add \`formerly: [a-long-one]\` there)`,
    ]);
  });

  it('does not suggest an item that was there before', () => {
    const had = oneWith('- { id: meet-a, title: A }\n- { id: meet-b, title: B }\n');
    expect(removed(oneWith('- { id: meet-b, title: B }\n'), [had, 1])[0]).toContain('(bring it back');
    const twins = oneWith('- { id: first, title: T }\n- { id: other, title: T }\n');
    expect(removed(oneWith('- { id: other, title: T }\n'), [twins, 1])[0]).toContain('(bring it back');
  });

  it('knows an id that an item had before, and says where it was', () => {
    const renamed = oneWith('- { id: b, title: B, formerly: [old] }\n');
    expect(removed(onlyB, [renamed, 1])).toEqual([
      'one.yaml:4:1 the id `old` is gone, and 1 hire has it (was it renamed to `b`? Add `formerly: [old]` there)',
    ]);
    expect(removed(oneWith('- { id: c, title: C, formerly: [b, old] }\n'), [renamed, 1])).toEqual([]);
  });

  it('points at the phases where the phase is gone as well', () => {
    const two = {
      'program.yaml': 'id: pm\ntitle: PM\nphases: [one, two]\n',
      'one.yaml': onlyB['one.yaml'],
      'two.yaml': 'id: two\ntitle: Two\ndue: week 2\nitems: [{ id: late, title: Late }]\n',
    };
    expect(removed(onlyB, [two, 1])).toEqual([
      'program.yaml:3:1 the id `late` is gone, and 1 hire has it (bring it back, write `formerly: [late]` on the item that takes its place, or `retired: [late]` in its phase)',
    ]);
  });

  it('leaves groups, other programs, and programs that can’t be read whole alone', () => {
    const grouped = oneWith('- { id: g, title: G, items: [{ id: b, title: B }] }\n');
    expect(removed(onlyB, [grouped, 1])).toEqual([]);
    const foreign = { ...was, 'program.yaml': 'id: other\ntitle: O\nphases: [one]\n' };
    expect(removed(onlyB, [foreign, 1])).toEqual([]);
    expect(removed({ ...onlyB, 'one.yaml': 'id: [' }, [was, 1])).toEqual([]);
  });

  it('finds it whatever else is wrong, and no id gone that stands in what is wrong', () => {
    const gone = `one.yaml:4:1 the id \`a-long-one\` is gone, and 1 hire has it ${bare}`;
    const faulty = '- { id: b, title: B, due: sometime, with: [nobody], colour: red }\n- title: No id\n';
    expect(removed(oneWith(faulty), [was, 1])).toEqual([gone]);
    const grouped = '- { id: Wrong Style, title: 1, items: [{ id: b, titel: B, formerly: [a-long-one] }] }\n';
    expect(removed(oneWith(grouped), [was, 1])).toEqual([]);
  });
});

describe('changed-meaning', () => {
  const changed = (before: string, now: string, hires = 1) =>
    faultsOf('changed-meaning', oneWith(`${now}\n`), against([oneWith(`${before}\n`), hires]));
  const hint = '(if that is another thing to do, give it an id of its own)';
  const of = (was: string) => `\`a\` is not what 1 hire has under that id: ${was} ${hint}`;
  const plain = '- { id: a, title: A }';
  const cases: [string, string, string, string[]][] = [
    ['nothing', plain, plain, []],
    [
      'an item beside one in which something is wrong',
      '- { id: a, title: Install the product }\n- { id: b, title: Join the calls, evidence: url }',
      '- { id: a, title: Meet your buddy }\n- { id: b, titel: Else }',
      ['one.yaml:5:19 its title was "Install the product"'],
    ],
    [
      'the title',
      '- { id: a, title: Install the product }',
      '- { id: a, title: Meet your buddy }',
      ['one.yaml:5:19 its title was "Install the product"'],
    ],
    [
      'the count, which is new',
      plain,
      '- { id: a, title: A, count: { target: 2 } }',
      ['one.yaml:5:29 it was not counted'],
    ],
    [
      'the count, which is gone',
      '- { id: a, title: A, count: { target: 2 } }',
      plain,
      ['one.yaml:5:9 it was counted up to a target'],
    ],
    [
      'the target, which is new',
      '- { id: a, title: A, count: { unit: calls } }',
      '- { id: a, title: A, count: { target: 2 } }',
      ['one.yaml:5:29 it was counted without a target'],
    ],
    [
      'the target’s size',
      '- { id: a, title: A, count: { target: 5 } }',
      '- { id: a, title: A, count: { target: 2 } }',
      [],
    ],
    [
      'the evidence, which is new',
      plain,
      '- { id: a, title: A, evidence: url }',
      ['one.yaml:5:32 it asked for no evidence'],
    ],
    [
      'the evidence, which is gone',
      '- { id: a, title: A, evidence: url }',
      plain,
      ['one.yaml:5:9 it asked for a link as evidence'],
    ],
    [
      'the evidence’s kind',
      '- { id: a, title: A, evidence: text }',
      '- { id: a, title: A, evidence: url }',
      ['one.yaml:5:32 it asked for a few words as evidence'],
    ],
    [
      'who approves, new',
      plain,
      '- { id: a, title: A, sign-off: buddy }',
      ['one.yaml:5:32 nobody had to approve it'],
    ],
    [
      'who approves',
      '- { id: a, title: A, sign-off: buddy }',
      '- { id: a, title: A, sign-off: mentor }',
      ['one.yaml:5:32 `buddy` had to approve it'],
    ],
    [
      'an item to a group',
      plain,
      '- { id: a, title: A, items: [{ id: b, title: B }] }',
      ['one.yaml:5:9 it was an item, not a group'],
    ],
    [
      'a group to an item',
      '- { id: a, title: A, items: [{ id: b, title: B }] }',
      plain,
      ['one.yaml:5:9 it was a group'],
    ],
    [
      'a renamed item',
      '- { id: x, title: Install }',
      '- { id: a, title: Meet your buddy, formerly: [x] }',
      [],
    ],
    [
      'all that does not matter',
      plain,
      '- { id: a, title: A, details: D, due: day 2, takes: 2 h, with: [buddy], optional: true }',
      [],
    ],
  ];
  it.each(cases)('%s', (_, before, now, want) => {
    expect(changed(before, now)).toEqual(
      want.map((each) => {
        const [place, ...was] = each.split(' ');
        return `${place} ${of(was.join(' '))}`;
      }),
    );
  });

  it('adds up the hires for whom it was the same', () => {
    const [before, other] = [
      oneWith('- { id: a, title: Install }\n'),
      oneWith('- { id: a, title: Read on }\n'),
    ];
    const now = oneWith('- { id: a, title: Meet your buddy }\n');
    const found = faultsOf('changed-meaning', now, against([before, 2], [other, 1], [before, 3]));
    expect(found.map((each) => each.replace(/^\S+ | \(.*$/g, ''))).toEqual([
      '`a` is not what 5 hires have under that id: its title was "Install"',
      '`a` is not what 1 hire has under that id: its title was "Read on"',
    ]);
  });

  const titles: [string, string, boolean][] = [
    ['Meet the release manager', 'Have a chat with the release manager', true],
    ['Get near to customers', 'Customers: get near', true],
    ['Install the product', 'Install the product and set it up on your own machine, once', true],
    ['Learn the trackr', 'learn the tracker', true],
    ['✓', '✗', true],
    ['Install the product', 'Meet your buddy', false],
    ['Sit in on a first customer call', 'Learn how releases are planned', false],
  ];
  it.each(titles)('%s → %s: recognised is %s', (older, newer, recognised) => {
    expect(isRecognisable(older, newer)).toBe(recognised);
    expect(isRecognisable(newer, older)).toBe(recognised);
  });
});
