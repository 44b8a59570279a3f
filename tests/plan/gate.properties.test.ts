/** Whatever is recorded by whomever, and in whatever order copies meet: one verdict, and nothing opens the gate but an answer. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { gateOf, type InGit, type Pinned, pinningsIn } from '../../src/plan/gate.ts';
import { planRun, type Run } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { gateRenderer } from '../../src/render/gate.ts';
import { markdownOf } from '../../src/render/markdown.ts';
import { viewGate } from '../../src/view/gate.ts';
import { alone, type ItemSpec, oneWeek, reloaded, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const start: CalendarDate = '2026-11-23';
const roles = { buddy: { title: 'Buddy', required: true } };
const team = { calendar: {}, people: { buddy: [{ name: 'Grace', handles: [] }] } };
const owner = 'Ada Lovelace';
const ids = ['a', 'b', 'c', 'd', 'e'];

const spec: fc.Arbitrary<Exclude<ItemSpec, string>> = fc.record(
  {
    id: fc.constantFrom(...ids),
    optional: fc.boolean(),
    stage: fc.constantFrom('before', 'after'),
    evidence: fc.constantFrom('url', 'none'),
    signOff: fc.constant('buddy'),
    validFor: fc.constantFrom(2, 9),
    when: fc.constantFrom({ platform: ['web'] }, { platform: ['mobile'] }),
    count: fc.constant({ target: 2 }),
  },
  { requiredKeys: ['id'] },
);
const programs: fc.Arbitrary<Program> = fc
  .uniqueArray(spec, { minLength: 1, maxLength: 5, selector: ({ id }) => id })
  .map((items) => ({ ...oneWeek(...items), roles, traits: { platform: ['web', 'mobile'] } }));

/** What somebody does to an item. */
interface Deed {
  readonly kind: string;
  readonly item: string;
  readonly by: string;
  readonly day: number;
  readonly text: string;
}

const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.constantFrom(
      'done',
      'proven',
      'without',
      'skipped',
      'waived',
      'not-applicable',
      'counted',
      'approved',
      'returned',
      'reopened',
      'traits',
      'undone',
    ),
    item: fc.constantFrom(...ids),
    by: fc.constantFrom(owner, 'Grace', 'Alan'),
    day: fc.nat(4),
    text: fc.constantFrom('why', '', 'web', 'mobile'),
  }),
  { maxLength: 14 },
);

function factOf(story: Story, { kind, item, text }: Deed): Fact | undefined {
  const of = story.item(item).closedBy?.id;
  if (kind === 'done') return { kind, item };
  if (kind === 'proven') return { kind: 'done', item, evidence: `https://example.com/${text}` };
  if (kind === 'without') return { kind: 'done', item, withoutEvidence: text };
  if (kind === 'skipped') return { kind, item, reason: text };
  if (kind === 'waived' || kind === 'not-applicable')
    return { kind: 'skipped', item, reason: text, answer: kind };
  if (kind === 'counted') return { kind, item, delta: 1 };
  if (kind === 'traits') return { kind: 'changed', traits: [`platform=${text}`] };
  if (kind === 'undone') return { kind, target: story.record.events.at(-1)?.batch ?? '' };
  return of ? ({ kind, item, of, role: 'buddy', comment: 'almost' } as Fact) : undefined;
}

function told(all: readonly Deed[]): Story {
  const story = new Story(start);
  for (const deed of all) {
    const fact = factOf(story, deed);
    if (fact && !(fact.kind === 'undone' && story.record.events.length === 1))
      story.add(fact, { by: deed.by, on: addDays(start, deed.day) });
  }
  return story;
}

const adoption = { kind: 'adopted', digest: 'd2', items: [], renamed: {} } as const;

interface Asked {
  readonly record: HireRecord;
  readonly programs: readonly Program[];
  readonly stage: string | undefined;
}

function runOf({ record, programs: all }: Asked): Run {
  const progress = reduceEvents(record);
  if (!progress) throw new Error('no start');
  const source = { record, progress, pinned: all.at(-1) as Program, now: new Date(0), ...alone };
  return planRun(source, team, addDays(start, 4));
}

/** By git, Alan is the owner too, and what Grace has recorded is not committed where its id begins so. */
const git: InGit = {
  authorOf: (id) =>
    /^[A-M]/.test(id) ? undefined : { name: /^[N-Z]/.test(id) ? 'Alan' : 'Grace', email: '' },
  isOwner: ({ name }) => name === 'Alan',
};

function verdict(asked: Asked) {
  const run = runOf(asked);
  const pinned = pinningsIn(run).map(
    (by, at): Pinned => ({ by, program: asked.programs[at] ?? (asked.programs.at(-1) as Program) }),
  );
  const found = gateOf(run, pinned, asked.stage, git);
  const view = viewGate(run, found, asked.stage, git);
  const renderer = gateRenderer({ remedies: new Map(), walk: 'walk' });
  return { ready: found.ready, markdown: markdownOf(view, renderer), json: JSON.stringify(view) };
}

const stages = fc.constantFrom(undefined, 'before', 'after');

test('copies that meet in any order have one verdict, with the same bytes', () => {
  let ready = 0;
  fc.assert(
    fc.property(
      programs,
      fc.option(programs, { nil: undefined }),
      deeds,
      fc.array(fc.nat(2), { minLength: 16, maxLength: 16 }),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      stages,
      (one, two, all, whose, order, stage) => {
        const story = told(all);
        if (two) story.add(adoption);
        const { record } = story;
        // Each event is in the copy of one machine, the start in all of them.
        const copies = order.map((machine) => ({
          ...record,
          events: record.events.filter(
            ({ kind }, at) => kind === 'started' || whose[at % whose.length] === machine,
          ),
        }));
        const [first, ...others] = copies as readonly HireRecord[];
        const united = reloaded(others.reduce(mergeRecords, first as HireRecord));
        const of = { programs: two ? [one, two] : [one], stage };
        const whole = verdict({ record, ...of });
        ready += whole.ready ? 1 : 0;
        expect(verdict({ record: united, ...of })).toEqual(whole);
        expect(whole.markdown).toContain(whole.ready ? ': READY' : ': NOT READY');
      },
    ),
    runs(2000),
  );
  expect(ready).toBeGreaterThan(0);
});

test('a waiver by the owner never opens the gate, under any of their names', () => {
  fc.assert(
    fc.property(
      programs,
      deeds,
      fc.constantFrom(...ids),
      fc.constantFrom(owner, 'ada LOVELACE'),
      stages,
      (of, all, item, name, stage) => {
        const story = told(all);
        const before = verdict({ record: story.record, programs: [of], stage });
        story.add({ kind: 'skipped', item, reason: 'fine', answer: 'waived' }, { by: name });
        story.add({ kind: 'done', item, withoutEvidence: 'fine' }, { by: name });
        // The same completion is an answer only where no evidence and no approval is wanted.
        const wanted = of.phases[0]?.items.find(({ id }) => id === item);
        if (wanted && wanted.evidence === 'none') return;
        const after = verdict({ record: story.record, programs: [of], stage });
        expect(after.ready && !before.ready).toBe(false);
      },
    ),
    runs(2000),
  );
});

test('an item that an upgrade takes out never opens the gate', () => {
  fc.assert(
    fc.property(
      programs,
      deeds,
      fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
      stages,
      (of, all, gone, stage) => {
        const [phase] = of.phases;
        const items = phase?.items.filter(({ id }) => !gone.includes(id)) ?? [];
        const after: Program = { ...of, phases: [{ ...(phase as NonNullable<typeof phase>), items }] };
        const story = told(all);
        const before = verdict({ record: story.record, programs: [of], stage });
        story.add(adoption);
        const then = verdict({ record: story.record, programs: [of, after], stage });
        expect(then.ready && !before.ready).toBe(false);
      },
    ),
    runs(2000),
  );
});
