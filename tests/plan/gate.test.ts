/** What answers a required item at a gate: every answer, by every person, at every stage; and what upgrades leave. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { type Gate, gateOf, type InGit, type Pinned, pinningsIn, stagesOf } from '../../src/plan/gate.ts';
import type { Program } from '../../src/program/model.ts';
import type { Event, Fact } from '../../src/progress/event.ts';
import { type ItemSpec, oneWeek, Story } from '../builders.ts';

const monday: CalendarDate = '2026-11-23';
const roles = { buddy: { title: 'Buddy', required: true } };
const team = { people: { buddy: [{ name: 'Grace Hopper', handles: ['grace'] }] } };
const [owner, other] = ['Ada Lovelace', 'Grace Hopper'];

function checklist(...items: ItemSpec[]): Program {
  return { ...oneWeek(...items), roles };
}

interface Asking {
  readonly stage?: string;
  readonly git?: InGit;
  readonly today?: CalendarDate;
  /** The programs of the record's pinnings, in their order; all of them `of`, if left out. */
  readonly programs?: readonly Program[];
}

function gate(story: Story, of: Program, { stage, git, today = monday, programs }: Asking = {}): Gate {
  const run = story.run(of, today, team);
  const pinned = pinningsIn(run).map((by, at): Pinned => ({ by, program: programs?.[at] ?? of }));
  return gateOf(run, pinned, stage, git);
}

/** `docs: missing, open`, for each item. */
function said({ items }: Gate): string[] {
  return items.map(({ item, verdict, gap }) => `${item.id}: ${verdict}${gap ? `, ${gap}` : ''}`);
}

type Deed = (story: Story) => unknown;
const by = (name: string) => ({ by: name });
const skip =
  (answer: 'waived' | 'not-applicable' | undefined, name: string, reason = 'no traffic yet'): Deed =>
  (story) =>
    story.add({ kind: 'skipped', item: 'x', reason, answer }, by(name));
const done =
  (name: string, more: Partial<Extract<Fact, { kind: 'done' }>> = {}): Deed =>
  (story) =>
    story.add({ kind: 'done', item: 'x', ...more }, by(name));
const judge =
  (kind: 'approved' | 'returned', name: string): Deed =>
  (story) =>
    story.add(
      { kind, item: 'x', of: story.item('x').closedBy?.id ?? '', role: 'buddy', comment: 'almost' } as Fact,
      by(name),
    );

describe('an answer', () => {
  const plain: ItemSpec = { id: 'x' };
  const link: ItemSpec = { id: 'x', evidence: 'url' };
  const signed: ItemSpec = { id: 'x', signOff: 'buddy' };
  const both: ItemSpec = { id: 'x', evidence: 'url', signOff: 'buddy' };
  const counted: ItemSpec = { id: 'x', count: { target: 3 } };
  const url = 'https://example.com/1';

  test.each<[string, ItemSpec, Deed[], string]>([
    ['nothing', plain, [], 'missing, open'],
    ['done', plain, [done(owner)], 'answered'],
    ['done by somebody else', plain, [done(other)], 'answered'],
    [
      'done, taken back',
      plain,
      [done(owner), (s) => s.add({ kind: 'reopened', item: 'x', of: s.item('x').closedBy?.id ?? '' })],
      'missing, open',
    ],
    ['skipped by the owner', plain, [skip(undefined, owner)], 'missing, skipped'],
    ['skipped by somebody else', plain, [skip(undefined, other)], 'missing, skipped'],
    ['not applicable, by the owner', plain, [skip('not-applicable', owner)], 'not-applicable'],
    ['not applicable, by somebody else', plain, [skip('not-applicable', other)], 'not-applicable'],
    ['not applicable, without a reason', plain, [skip('not-applicable', other, ' ')], 'missing, no reason'],
    ['waived by the owner', plain, [skip('waived', owner)], 'missing, owner'],
    ['waived by the owner in another case', plain, [skip('waived', 'ADA  lovelace')], 'missing, owner'],
    ['waived by somebody else', plain, [skip('waived', other)], 'waived'],
    ['waived by a stranger', plain, [skip('waived', 'Edsger')], 'waived'],
    ['waived without a reason', plain, [skip('waived', other, '')], 'missing, no reason'],
    [
      'waived by somebody else, then by the owner',
      plain,
      [skip('waived', other), skip('waived', owner)],
      'waived',
    ],
    [
      'not applicable, then skipped',
      plain,
      [skip('not-applicable', owner), skip(undefined, owner)],
      'not-applicable',
    ],
    ['skipped, then done', plain, [skip(undefined, owner), done(owner)], 'answered'],
    ['done without a link where one is wanted', link, [done(owner)], 'missing, no evidence'],
    ['done with a link', link, [done(owner, { evidence: url })], 'answered'],
    ['done with a link that is blank', link, [done(owner, { evidence: '  ' })], 'missing, no evidence'],
    [
      'done without a link by the owner, with a reason',
      link,
      [done(owner, { withoutEvidence: 'private' })],
      'missing, owner',
    ],
    [
      'done without a link by somebody else, with a reason',
      link,
      [done(other, { withoutEvidence: 'private' })],
      'waived',
    ],
    ['the same, with a blank reason', link, [done(other, { withoutEvidence: ' ' })], 'missing, no evidence'],
    [
      'done without a link, and waived',
      link,
      [done(owner, { withoutEvidence: 'private' }), skip('waived', other)],
      'waived',
    ],
    ['in review', signed, [done(owner)], 'missing, in review'],
    ['approved', signed, [done(owner), judge('approved', other)], 'answered'],
    ['approved by the owner', signed, [done(owner), judge('approved', owner)], 'missing, in review'],
    ['returned', signed, [done(owner), judge('returned', other)], 'missing, returned'],
    [
      'approved without a link, with a reason',
      both,
      [done(owner, { withoutEvidence: 'private' }), judge('approved', other)],
      'waived',
    ],
    ['in review without a link', both, [done(owner, { withoutEvidence: 'private' })], 'missing, in review'],
    ['counted halfway', counted, [(s) => s.add({ kind: 'counted', item: 'x', delta: 2 })], 'missing, open'],
    ['counted to the end', counted, [(s) => s.add({ kind: 'counted', item: 'x', delta: 3 })], 'answered'],
    [
      'done at half of the count',
      counted,
      [(s) => s.add({ kind: 'counted', item: 'x', delta: 2 }), done(owner)],
      'missing, count',
    ],
  ])('%s', (_, item, deeds, expected) => {
    const story = new Story();
    for (const deed of deeds) deed(story);
    const required = gate(story, checklist(item));
    expect(said(required)).toEqual([`x: ${expected}`]);
    expect(required.ready).toBe(!expected.startsWith('missing'));
    // Of an optional item everything that counts is the same, and nothing keeps the gate shut.
    const optional = gate(story, checklist({ ...(item as object), id: 'x', optional: true }));
    expect(said(optional)).toEqual([`x: ${expected.replace('missing', 'optional')}`]);
    expect(optional.ready).toBe(true);
  });

  test('that waives is none by whoever was the owner before', () => {
    const story = new Story();
    skip('waived', owner)(story);
    story.add({ kind: 'changed', name: 'Edsger' });
    expect(said(gate(story, checklist('x')))).toEqual(['x: missing, owner']);
    skip('waived', 'Edsger')(story);
    expect(said(gate(story, checklist('x')))).toEqual(['x: missing, owner']);
    skip('waived', other)(story);
    expect(said(gate(story, checklist('x')))).toEqual(['x: waived']);
  });

  test('of an item that others do needs no other answer', () => {
    const story = new Story();
    done(other)(story);
    expect(gate(story, checklist({ id: 'x', by: 'buddy' })).ready).toBe(true);
  });

  test('counts for the days of valid-for, and no longer', () => {
    const story = new Story();
    done(owner)(story);
    const of = checklist({ id: 'x', validFor: 3 });
    expect(said(gate(story, of, { today: '2026-11-26' }))).toEqual(['x: answered']);
    expect(said(gate(story, of, { today: '2026-11-27' }))).toEqual(['x: missing, expired']);
  });

  test('in a run that was put away opens no gate, and in one that is finished stays as it was', () => {
    const of = checklist({ id: 'x', validFor: 3 });
    const story = new Story();
    done(owner)(story);
    story.add({ kind: 'finished', note: 'out' } as Fact);
    expect(gate(story, of, { today: '2027-03-01' }).ready).toBe(true);
    story.add({ kind: 'archived', reason: 'not wanted' } as Fact);
    expect(gate(story, of).ready).toBe(false);
  });
});

describe('a waiver in git', () => {
  const of = checklist('x');
  const git = (author: { name: string; email: string } | undefined): InGit => ({
    authorOf: () => author,
    isOwner: ({ email }) => email === 'ada@example.com',
  });

  test.each([
    ['from somebody else', { name: 'G', email: 'grace@example.com' }, 'waived'],
    ['from the owner', { name: 'G', email: 'ada@example.com' }, 'missing, owner in git'],
    ['not committed', undefined, 'missing, not in git'],
  ])('%s', (_, author, expected) => {
    const story = new Story();
    skip('waived', other)(story);
    expect(said(gate(story, of, { git: git(author) }))).toEqual([`x: ${expected}`]);
    // By name, the owner can't waive whatever git says.
    const own = new Story();
    skip('waived', owner)(own);
    expect(said(gate(own, of, { git: git(author) }))).toEqual(['x: missing, owner']);
  });

  test('that is forged takes nothing from one that is sound', () => {
    const story = new Story();
    skip('waived', other)(story);
    const sound = story.item('x').closedBy?.id;
    skip('waived', other)(story);
    const authorOf = (id: string) =>
      id === sound ? { name: 'G', email: 'g@example.com' } : { name: 'A', email: 'ada@example.com' };
    expect(said(gate(story, of, { git: { ...git(undefined), authorOf } }))).toEqual(['x: waived']);
  });
});

describe('a stage', () => {
  const of = checklist(
    { id: 'first', stage: 'draft' },
    { id: 'always' },
    { id: 'merge', stage: 'before-merge' },
    { id: 'later', stage: 'after' },
    { id: 'again', stage: 'draft' },
  );

  test.each([
    [undefined, ['first', 'always', 'merge', 'later', 'again']],
    ['draft', ['first', 'always', 'again']],
    ['before-merge', ['first', 'always', 'merge', 'again']],
    ['after', ['first', 'always', 'merge', 'later', 'again']],
  ])('%s asks for its items, those before it, and those without one', (stage, ids) => {
    const story = new Story();
    expect(stagesOf(of)).toEqual(['draft', 'before-merge', 'after']);
    const asked = gate(story, of, stage ? { stage } : {});
    expect(asked.items.map(({ item }) => item.id)).toEqual(ids);
    expect(asked.later.map(({ item }) => item.id)).toHaveLength(5 - ids.length);
    for (const id of ids) story.done(id);
    expect(gate(story, of, stage ? { stage } : {}).ready).toBe(true);
  });

  test('asks for no less because what named an earlier stage first is gone', () => {
    const now = checklist({ id: 'merge', stage: 'before-merge' }, { id: 'again', stage: 'draft' });
    const story = new Story();
    story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: {} });
    const asked = gate(story, now, { stage: 'before-merge', programs: [of, now] });
    expect(asked.items.map(({ item }) => item.id)).toContain('again');
  });
});

describe('a condition', () => {
  const of: Program = {
    ...checklist({ id: 'store', when: { platform: ['mobile'] } }, { id: 'x' }),
    traits: { platform: ['web', 'mobile'] },
  };
  const saying = (traits: readonly string[]) => {
    const story = new Story();
    story.done('x');
    story.add({ kind: 'changed', traits });
    return story;
  };

  test('that does not hold leaves the item out; that holds asks for it; that nobody knows keeps the gate shut', () => {
    expect(said(gate(saying(['platform=web']), of))).toEqual(['x: answered', 'store: not-applicable']);
    expect(said(gate(saying(['platform=mobile']), of))).toEqual(['store: missing, open', 'x: answered']);
    expect(said(gate(saying([]), of))).toEqual(['x: answered', 'store: missing, trait']);
    expect(gate(saying([]), of).ready).toBe(false);
  });
});

describe('an upgrade', () => {
  const before = checklist(
    'kept',
    { id: 'gone', stage: 'before-merge', validFor: 3 },
    { id: 'nice', optional: true },
  );
  const after = checklist('kept');
  const adopted = { kind: 'adopted', digest: 'd2', items: [], renamed: {} } as const;
  const upgraded = (...deeds: Deed[]): Story => {
    const story = new Story();
    story.done('kept');
    for (const deed of deeds) deed(story);
    story.add(adopted, by(other));
    return story;
  };
  const programs = [before, after];

  test('that takes a required item out leaves it required, with who did it and when', () => {
    const { items, ready } = gate(upgraded(), after, { programs });
    expect(ready).toBe(false);
    expect(items.at(-1)).toMatchObject({
      item: { id: 'gone' },
      verdict: 'missing',
      dropped: { by: other, on: monday },
    });
    expect(items.at(-1)?.ref).toBeUndefined();
    // What was optional is gone.
    expect(items).toHaveLength(2);
  });

  test('keeps what was answered to it, as long as that counts', () => {
    const story = upgraded((s) => s.done('gone'));
    expect(said(gate(story, after, { programs }))).toEqual(['kept: answered', 'gone: answered']);
    expect(said(gate(story, after, { programs, today: '2026-11-27' }))).toEqual([
      'kept: answered',
      'gone: missing, expired',
    ]);
    expect(gate(story, after, { programs }).items.at(-1)?.validUntil).toBe('2026-11-26');
  });

  test('that is taken back, or brings the item again, leaves nothing behind', () => {
    const story = upgraded();
    story.add({ kind: 'undone', target: (story.record.events.at(-1) as Event).batch });
    expect(said(gate(story, before, { programs: [before] }))).toEqual([
      'kept: answered',
      'gone: missing, open',
      'nice: optional, open',
    ]);
    const back = upgraded();
    back.add(adopted);
    back.done('gone');
    expect(gate(back, before, { programs: [before, after, before] }).ready).toBe(true);
  });

  test('that gives the item another id, or two, follows it', () => {
    const now = checklist('kept', { id: 'newest', formerly: ['gone', 'new'] });
    const story = new Story();
    story.done('kept');
    story.done('gone');
    story.add({ ...adopted, renamed: { gone: 'new' } });
    story.add({ ...adopted, renamed: { gone: 'newest', new: 'newest' } });
    const middle = checklist('kept', { id: 'new', formerly: ['gone'] });
    expect(said(gate(story, now, { programs: [before, middle, now] }))).toEqual([
      'kept: answered',
      'newest: answered',
    ]);
  });

  test('that another copy follows, which has the item under another id, is followed too', () => {
    const now = checklist('kept', { id: 'new', formerly: ['gone'] });
    const story = new Story();
    story.done('kept');
    story.add({ ...adopted, renamed: { gone: 'new' } });
    // The last upgrade was made where nobody knew of the former id.
    story.add(adopted);
    expect(said(gate(story, now, { programs: [before, now, now] }))).toEqual([
      'kept: answered',
      'new: missing, open',
    ]);
  });

  test('that makes an item optional leaves it required', () => {
    const now = checklist('kept', { id: 'gone', optional: true });
    const story = upgraded();
    expect(said(gate(story, now, { programs: [before, now] }))).toEqual([
      'kept: answered',
      'gone: missing, open',
    ]);
    story.add({ kind: 'skipped', item: 'gone', reason: 'not here', answer: 'not-applicable' });
    expect(gate(story, now, { programs: [before, now] }).ready).toBe(true);
  });

  test('may put an item off to a later stage, where it is asked for all the same', () => {
    const now = checklist('kept', { id: 'early', stage: 'before-merge' }, { id: 'gone', stage: 'after' });
    const story = upgraded((s) => s.done('early'));
    expect(gate(story, now, { programs: [before, now], stage: 'before-merge' }).ready).toBe(true);
    expect(gate(story, now, { programs: [before, now] }).ready).toBe(false);
  });
});

test('two copies that were begun with different checklists ask for what either requires', () => {
  const [one, two] = [checklist('a'), checklist('a', 'b')];
  const story = new Story();
  const { id: _, at: _at, on: _on, by: _by, batch: _batch, ...start } = story.record.events[0] as Event;
  story.add({ ...(start as Fact), digest: 'd2' } as Fact);
  story.done('a');
  expect(said(gate(story, one, { programs: [one, two] }))).toEqual(['a: answered', 'b: missing, open']);
});
