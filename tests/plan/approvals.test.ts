/** Which judgements count: every person, role and moment, and one state in whatever order copies are merged. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { TeamPeople } from '../../src/plan/run.ts';
import { mayJudge } from '../../src/plan/sign-off.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { type Flaw, reduceEvents } from '../../src/progress/reduce.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { viewItem } from '../../src/view/item.ts';
import { openLog, viewLog } from '../../src/view/log.ts';
import { viewReview } from '../../src/view/review.ts';
import { judgementText, voidedText } from '../../src/view/words.ts';
import { phase, planned, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const today = '2026-12-20';
const roles = {
  buddy: { title: 'PM buddy', required: true },
  mentor: { title: 'PM mentor', required: false, default: 'buddy' },
  manager: { title: 'Direct manager', required: true },
};
const of = program(
  [
    phase('week-1', 'week 1', [
      { id: 'buddy', signOff: 'buddy' },
      { id: 'mentor', signOff: 'mentor' },
      { id: 'manager', signOff: 'manager' },
    ]),
  ],
  roles,
);
/** The team has a manager and a buddy; of the buddy, this hire's record says something else. */
const people: TeamPeople = {
  buddy: [{ name: 'Tess Team', handles: [] }],
  manager: [{ name: 'Alan Turing', handles: ['alan'], contact: 'alan@example.com' }],
  peers: [{ name: 'Bea Buddy', handles: ['bea', 'bb'] }],
};

/** Bea is buddy, then Ben; Cy covers for some days; Dee comes later. */
function told(): Story {
  const story = new Story();
  const assign = (
    names: string[],
    day: CalendarDate,
    days: { from?: CalendarDate; to?: CalendarDate } = {},
  ) => story.add({ kind: 'assigned', role: 'buddy', people: names, ...days }, { by: 'Lead', on: day });
  for (const item of Object.keys(roles)) story.done(item, { by: 'Ada Lovelace' });
  assign(['Bea Buddy'], '2026-11-23');
  assign(['Ben Buddy'], '2026-11-30');
  assign(['Cy Cover'], '2026-11-30', { from: '2026-12-07', to: '2026-12-09' });
  assign(['Dee Next'], '2026-11-30', { from: '2026-12-14' });
  return story;
}

/** Who holds the buddy's role on which day, as far as the record says; a flaw for everybody else. */
const dates: readonly [CalendarDate, string, Readonly<Record<string, Flaw | undefined>>][] = [
  ['2026-12-01', 'Ben Buddy', { 'Cy Cover': 'not yet', 'Dee Next': 'not yet' }],
  ['2026-12-08', 'Cy Cover', { 'Ben Buddy': 'no longer', 'Dee Next': 'not yet' }],
  ['2026-12-11', 'Ben Buddy', { 'Cy Cover': 'no longer', 'Dee Next': 'not yet' }],
  ['2026-12-15', 'Dee Next', { 'Ben Buddy': 'no longer', 'Cy Cover': 'no longer' }],
];
const everybody = [
  'Ada Lovelace',
  'Bea Buddy',
  'bea',
  'BB',
  'Ben Buddy',
  'BEN  BUDDY',
  'Cy Cover',
  'Dee Next',
  'Tess Team',
  'Alan Turing',
  'alan',
  'Mallory',
];
const canonical: Readonly<Record<string, string>> = {
  bea: 'Bea Buddy',
  BB: 'Bea Buddy',
  'BEN  BUDDY': 'Ben Buddy',
  alan: 'Alan Turing',
};

/** Why the judgement of a person wouldn't count on that day. */
function flawOf(
  item: string,
  by: string,
  holder: string,
  flaws: Readonly<Record<string, Flaw | undefined>>,
): Flaw | undefined {
  const who = canonical[by] ?? by;
  if (who === 'Ada Lovelace') return 'hire';
  // The record says nothing of the other two roles, so that it stands as it was checked when it was given.
  if (item !== 'buddy' || who === holder) return undefined;
  if (who === 'Bea Buddy' || who === 'Tess Team') return 'no longer';
  return flaws[who] ?? 'role';
}

const table = dates.flatMap(([on, holder, flaws]) =>
  Object.keys(roles).flatMap((item) =>
    everybody.map((by) => [on, item, by, flawOf(item, by, holder, flaws), holder] as const),
  ),
);

describe('every role, person and day', () => {
  test.each(table)('on %s, %s, by %s: %s', (on, item, by, flaw, holder) => {
    const story = told();
    const before = story.run(of, on, { people });
    const doneBy = 'Ada Lovelace';
    const circle = { hire: before.progress.hire, people: before.people, team: Object.values(people).flat() };
    const verdict = mayJudge(by, { role: item, doneBy }, circle);
    // At the command, the team's people and stand-ins are known as well.
    const holders = { buddy: [holder], mentor: [holder], manager: ['Alan Turing'] }[item] ?? [];
    expect(verdict.could).toEqual(holders);
    expect(verdict.obstacle === undefined).toBe(holders.includes(canonical[by] ?? by));

    const completion = story.item(item).closedBy?.id ?? '';
    const approval = story.add({ kind: 'approved', item, of: completion, role: item }, { by, on });
    if (verdict.obstacle === undefined) expect(flaw).toBeUndefined();
    const run = story.run(of, today, { people });
    const now = planned(run.plan, item);
    expect(now.state).toBe(flaw ? 'in review' : 'done');
    const { signOff } = viewItem(now, run);
    const entry = viewLog(openLog(run, {})).entries.at(-1);
    expect(entry).toMatchObject({ kind: 'approved', by });
    const isReader = (name: string) => name === 'Somebody';
    const review = viewReview(run, { by: 'Somebody', isReader, movedOn: false });
    const waiting = review.awaited.filter(({ kind, ref }) => kind === 'sign-off' && ref === now.ref);
    if (!flaw) {
      expect(signOff?.judged && judgementText(signOff.judged, today)).toMatch(`approved by ${by} on`);
      expect([entry?.voided, waiting, signOff?.voided]).toEqual([null, [], []]);
      expect(now.progress.judged?.id).toBe(approval.id);
      return;
    }
    const words = { hire: 'who is the hire', role: 'not PM buddy then', recorder: '' };
    const why = flaw === 'no longer' || flaw === 'not yet' ? `${flaw} PM buddy then` : words[flaw];
    const [voided] = signOff?.voided ?? [];
    const asked = item === 'manager' ? 'Alan Turing' : 'Dee Next';
    expect(voided && signOff && voidedText(voided, signOff)).toBe(
      `approved by ${by}, ${why}; ${asked} is asked`,
    );
    expect(entry?.voided).toBe(`${by}, ${why}`);
    expect(waiting).toHaveLength(1);
    expect(review.notices).toContain(`${now.ref}: approved by ${by}, ${why}; ${asked} is asked`);
  });
});

describe('at the fold', () => {
  const judge = (story: Story, fact: Partial<Fact> & { kind: 'approved' | 'returned' }, by: string) => {
    const of = story.record.events.find((event) => event.kind === 'done')?.id ?? '';
    return story.add({ item: 'buddy', of, role: 'buddy', comment: 'almost', ...fact } as Fact, {
      by,
      on: '2026-12-01',
    });
  };
  const stateOf = (story: Story, as = of) => planned(story.run(as, today, { people }).plan, 'buddy').state;

  test('whoever recorded it judges nothing, under whatever name', () => {
    const story = told();
    story.add({ kind: 'assigned', role: 'buddy', people: ['Bea Buddy'] }, { by: 'Lead' });
    const first = story.item('buddy').closedBy?.id ?? '';
    story.add({ kind: 'reopened', item: 'buddy', of: first });
    const { id } = story.done('buddy', { by: 'bea' });
    judge(story, { kind: 'approved', of: id } as Fact & { kind: 'approved' }, 'BB');
    const run = story.run(of, today, { people });
    expect(planned(run.plan, 'buddy').state).toBe('in review');
    expect(viewLog(openLog(run, {})).entries.at(-1)?.voided).toBe('BB, who had recorded it');
  });

  test('a return by somebody without the role opens nothing, one by the buddy does', () => {
    const story = told();
    judge(story, { kind: 'returned' }, 'Bea Buddy');
    expect(stateOf(story)).toBe('in review');
    judge(story, { kind: 'returned' }, 'Ben Buddy');
    expect(stateOf(story)).toBe('open');
  });

  test('what is recorded later changes nothing: another buddy, or an undo', () => {
    const story = told();
    judge(story, { kind: 'approved' }, 'Ben Buddy');
    const slip = story.add({ kind: 'assigned', role: 'buddy', people: ['Mallory'] }, { by: 'Lead' });
    story.add({ kind: 'undone', target: slip.batch }, { by: 'Lead' });
    expect(stateOf(story)).toBe('done');
  });

  test('the role is that of the time, whatever an upgrade made of it; without one, it is the role of the item', () => {
    const byManager = program([phase('week-1', 'week 1', [{ id: 'buddy', signOff: 'manager' }])], roles);
    const story = told();
    judge(story, { kind: 'approved' }, 'Ben Buddy');
    story.add({ kind: 'assigned', role: 'manager', people: ['Grace Hopper'] }, { by: 'Lead' });
    story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: {} }, { by: 'Lead' });
    expect(stateOf(story, byManager)).toBe('done');
    const forged = told();
    forged.add({ kind: 'assigned', role: 'manager', people: ['Mallory'] }, { by: 'Mallory' });
    judge(forged, { kind: 'approved', role: 'manager' } as Fact & { kind: 'approved' }, 'Mallory');
    expect(stateOf(forged)).toBe('in review');
  });

  test('what a person judged knowing of a binding from a clock ahead comes after it', () => {
    const story = told();
    story.add(
      { kind: 'assigned', role: 'buddy', people: ['Eve Later'] },
      { by: 'Lead', now: new Date('2027-01-01') },
    );
    judge(story, { kind: 'approved' }, 'Eve Later');
    expect(stateOf(story)).toBe('done');
  });
});

describe('several people, several copies', () => {
  const names = ['Ada Lovelace', 'Bea Buddy', 'bea', 'Ben Buddy', 'Mallory'];
  const step = fc.record({
    kind: fc.constantFrom('assign', 'done', 'skip', 'approve', 'return', 'reopen', 'undo'),
    by: fc.constantFrom(...names),
    whom: fc.constantFrom('Bea Buddy', 'Ben Buddy', ''),
    copy: fc.nat(2),
    pick: fc.nat(9),
    sync: fc.constantFrom(false, false, true),
  });

  test('are one state in whatever order, and an approval counts if its author held the role then', () => {
    let [counted, voided] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        fc.array(fc.nat(2), { maxLength: 3 }),
        (steps, order) => {
          const story = new Story();
          const start = story.record;
          const copies: HireRecord[] = [start, start, start];
          for (const [at, { kind, by, whom, copy, pick, sync }] of steps.entries()) {
            const own = copies[copy] as HireRecord;
            const { closings = [] } = reduceEvents(own)?.items.get('buddy') ?? {};
            const completion = closings[pick % Math.max(1, closings.length)]?.id;
            const fact = factOf(
              kind,
              whom,
              completion,
              own.events.at(-1 - (pick % own.events.length))?.batch ?? '',
            );
            if (fact) {
              const now = new Date(Date.parse('2026-11-24T08:00:00.000Z') + at * 1000);
              copies[copy] = withFacts(own, [fact], { now, on: '2026-11-24', by, batch: `c${at}` });
            }
            if (sync)
              copies[(copy + 1) % 3] = mergeRecords(
                copies[copy] as HireRecord,
                copies[(copy + 1) % 3] as HireRecord,
              );
          }
          const all = copies.reduce(mergeRecords);
          const other = [...order, 2, 1, 0].map((at) => copies[at] as HireRecord).reduce(mergeRecords);
          const runOf = (record: HireRecord) => {
            story.record = record;
            return story.run(of, today, { people });
          };
          const [run, again] = [runOf(all), runOf(other)];
          expect(again.progress).toEqual(run.progress);
          expect(again.plan.items).toEqual(run.plan.items);
          const { judgements = [], judged, closedBy } = planned(run.plan, 'buddy').progress;
          for (const { event, flaw, doneBy } of judgements) {
            const should = heldThen(all, event);
            const isSame = (name = '') => (canonical[name] ?? name) === (canonical[event.by] ?? event.by);
            const counts = should && !isSame('Ada Lovelace') && !isSame(doneBy);
            expect(flaw === undefined).toBe(counts);
            if (counts) counted += 1;
            else voided += 1;
          }
          if (judged) expect(judged.of).toBe(closedBy?.id);
        },
      ),
      runs(2_000),
    );
    expect(Math.min(counted, voided)).toBeGreaterThan(20);
  });
});

function factOf(kind: string, whom: string, of: string | undefined, target: string): Fact | undefined {
  const item = 'buddy';
  if (kind === 'assign') return { kind: 'assigned', role: 'buddy', people: whom ? [whom] : [] };
  if (kind === 'done') return { kind: 'done', item };
  if (kind === 'skip') return { kind: 'skipped', item, reason: 'no' };
  if (kind === 'undo') return target === 'b1' ? undefined : { kind: 'undone', target };
  if (of === undefined) return undefined;
  if (kind === 'reopen') return { kind: 'reopened', item, of };
  if (kind === 'approve') return { kind: 'approved', item, of, role: 'buddy' };
  return { kind: 'returned', item, of, role: 'buddy', comment: 'almost' };
}

/** Whether the record let the author hold the role at that event, told the long way: by living through all events before it. */
function heldThen(record: HireRecord, event: { id: string; by: string }): boolean {
  const before = record.events.slice(
    0,
    record.events.findIndex(({ id }) => id === event.id),
  );
  const gone = new Set(
    before.flatMap((each) => (each.kind === 'undone' ? [(each as { target?: string }).target] : [])),
  );
  const bound = before.filter((each) => each.kind === 'assigned' && !gone.has(each.batch));
  const last = bound.at(-1) as unknown as { people: string[] } | undefined;
  if (!last || last.people.length === 0) return true;
  return last.people.includes(canonical[event.by] ?? event.by);
}
