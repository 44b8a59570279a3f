/** Random plans on screens of 40 to 200 columns: no line is too wide, and people, evidence and what an item waits for stay whole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { Run } from '../../src/plan/run.ts';
import type { Fact } from '../../src/progress/event.ts';
import { widthOf } from '../../src/render/layout.ts';
import { logParts, logRenderer } from '../../src/render/log.ts';
import { nextRenderer } from '../../src/render/next.ts';
import { noStyle, type Page, type Renderer } from '../../src/render/page.ts';
import { planRenderer } from '../../src/render/plan.ts';
import { reviewRenderer } from '../../src/render/review.ts';
import { safeDeep } from '../../src/render/safe.ts';
import { showRenderer } from '../../src/render/show.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { teamRenderer } from '../../src/render/team.ts';
import { openLog, viewLog } from '../../src/view/log.ts';
import { viewNext } from '../../src/view/next.ts';
import { planScreen, viewPlan } from '../../src/view/plan.ts';
import { reviewScreen } from '../../src/view/review/screen.ts';
import { viewReview } from '../../src/view/review.ts';
import { screenOf } from '../../src/view/screen.ts';
import { viewShow } from '../../src/view/show.ts';
import { viewStatus } from '../../src/view/status.ts';
import { viewTeam, viewTeamHire } from '../../src/view/team.ts';
import { memberOf } from '../../src/view/team-choice.ts';
import { explainItem } from '../../src/view/why.ts';
import { alone, type ItemSpec, phase, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const first: CalendarDate = '2026-11-23';

const titles = [
  'Meet',
  'Compare at least three competitors and write down what they do better',
  'Learn how a spec is written, by whom, and who reads it before it is built',
  '入門の手引きを読んで質問をまとめる',
  'Browse the public websites',
];
const people = [
  'Grace Hopper',
  'Alan Turing',
  'علی\u200cرضا یزدی',
  'Margaret Hamilton',
  '山田 太郎',
  'Zoë Ähn',
];
const roles = ['buddy', 'manager', 'lead'];
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const spec = (id: string): fc.Arbitrary<ItemSpec> =>
  fc
    .record({
      title: fc.constantFrom(...titles),
      takes: fc.constantFrom(undefined, 15, 60, 170, 960),
      evidence: fc.constantFrom('none' as const, 'text' as const, 'url' as const),
      with: fc.subarray(roles, { maxLength: 2 }),
      after: fc.subarray(ids.slice(0, ids.indexOf(id)).slice(-2)),
      by: fc.option(fc.constantFrom(...roles), { nil: undefined, freq: 5 }),
      signOff: fc.option(fc.constantFrom(...roles), { nil: undefined, freq: 3 }),
      count: fc.option(
        fc.record({ target: fc.integer({ min: 1, max: 9 }), unit: fc.constant('pull requests') }),
        {
          nil: undefined,
          freq: 5,
        },
      ),
      optional: fc.boolean(),
    })
    .map(({ takes, by, signOff, count, ...given }) => ({
      id,
      ...given,
      ...(takes === undefined ? {} : { takes }),
      ...(by === undefined ? {} : { by }),
      ...(signOff === undefined || by !== undefined ? {} : { signOff }),
      ...(count === undefined ? {} : { count }),
    }));

const item = fc.constantFrom(...ids);
const fact: fc.Arbitrary<Fact> = fc.oneof(
  item.map((id): Fact => ({ kind: 'done', item: id, evidence: 'https://example.com/' })),
  item.map((id): Fact => ({ kind: 'booked', item: id, day: '2026-12-02', time: '10:00' })),
  item.map(
    (id): Fact => ({ kind: 'noted', item: id, text: 'two installers,\nand no word on which to take' }),
  ),
  fc.constant<Fact>({ kind: 'asked', text: 'Who decides whether it belongs to Team or Enterprise?' }),
);

const world = fc
  .record({
    specs: fc.tuple(...ids.map(spec)),
    held: fc.array(fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...people)), { maxLength: 4 }),
    facts: fc.array(fact, { maxLength: 6 }),
    day: fc.integer({ min: -3, max: 40 }),
    width: fc.integer({ min: 40, max: 200 }),
  })
  .map(({ specs, held, facts, day, width }) => {
    const story = new Story(first);
    for (const [role, name] of held) story.add({ kind: 'assigned', role, people: [name] });
    for (const each of facts) story.add(each, { by: 'Ada Lovelace' });
    const made = program(
      [
        phase('day-1', 'day 1', specs.slice(0, 3)),
        phase('week-1', 'week 1', specs.slice(3, 6)),
        phase('day-30', 'day 30', specs.slice(6)),
      ],
      Object.fromEntries(
        roles.map((role) => [role, { title: `the ${role} of the team`, required: role !== 'lead' }]),
      ),
    );
    return { run: story.run(made, addDays(first, day)), width };
  });

const page = (width: number): Page => ({ width, height: 1000, style: noStyle });

function textOf<V, S>(renderer: Renderer<V, S>, view: V, width: number): string {
  return renderer.text(safeDeep(renderer.select(view, 'text')), page(width));
}

/** The text without spaces: a title without spaces is broken wherever the line ends. */
const solid = (text: string) => text.replace(/\s+/g, '');

/** What each screen has to say whole, wherever lines are broken. */
const screens: Record<string, (run: Run, width: number) => { text: string; whole: readonly string[] }> = {
  status: (run, width) => {
    const screen = screenOf(viewStatus(run), alone, true);
    return {
      text: textOf(statusRenderer(alone, { all: true }), viewStatus(run), width),
      whole: [screen.people, ...screen.sections.flatMap(({ rows }) => rows.map(({ who }) => who))],
    };
  },
  next: (run, width) => ({
    text: textOf(nextRenderer(alone), viewNext(run, 99), width),
    whole: viewNext(run, 99).items.flatMap(({ title }) => title),
  }),
  review: (run, width) => {
    const view = viewReview(run, {
      by: 'Grace Hopper',
      isReader: (name) => name === 'Grace Hopper',
      movedOn: false,
    });
    const { sections } = reviewScreen(view, 'text', alone);
    return {
      text: textOf(reviewRenderer(alone), view, width),
      whole: sections.flatMap(({ rows, inline }) => (inline ? [] : rows.map(({ remark }) => remark))),
    };
  },
  plan: (run, width) => ({
    text: textOf(planRenderer('week', alone), viewPlan(run), width),
    whole: planScreen(viewPlan(run), 'week', alone).groups.flatMap(({ rows }) =>
      rows.flatMap(({ facts, title }) => [facts.join(' · '), title]),
    ),
  }),
  show: (run, width) => {
    const [planned] = run.plan.items;
    const item = planned as Run['plan']['items'][number];
    const view = viewShow(item, run, explainItem(item, run));
    return {
      text: textOf(showRenderer(alone), view, width),
      whole: [...view.item.with.flatMap((role) => role.people), view.item.title, ...view.item.blockedBy],
    };
  },
};

describe.each(Object.keys(screens))('%s', (name) => {
  test('fits, and cuts nothing that matters', () => {
    fc.assert(
      fc.property(world, ({ run, width }) => {
        const { text, whole } = screens[name]?.(run, width) ?? { text: '', whole: [] };
        expect(
          text.split('\n').filter((line) => widthOf(line) > width && !line.includes('pm-onboard ')),
        ).toEqual([]);
        for (const each of whole) expect(solid(text)).toContain(solid(safeDeep(each)));
      }),
      runs(500),
    );
  });
});

/** Cells stand beside each other there, so the words of one are not on the page one after the other. */
describe('in tables', () => {
  test('log fits, and says who did what', () => {
    fc.assert(
      fc.property(world, ({ run, width }) => {
        const view = viewLog(openLog(run, {}));
        const text = textOf(logRenderer, view, width);
        expect([...logParts(openLog(run, {}), page(width), safeDeep)].join('')).toBe(text);
        expect(text.split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
        const words = new Set(text.split(/\s+/));
        for (const { by } of view.entries) for (const word of by.split(' ')) expect(words).toContain(word);
      }),
      runs(300),
    );
  });

  test('team fits, and names hires and buddies', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...people), ({ run, width }, buddy) => {
        const story = new Story(first);
        story.add({ kind: 'changed', name: buddy });
        story.add({ kind: 'assigned', role: 'buddy', people: [buddy] });
        const other = story.run(run.program, run.plan.today);
        const team = {
          today: run.plan.today,
          members: [run, other].map(memberOf),
          shown: [run, other].map((each) => viewTeamHire(each)),
          unread: [],
          nobody: null,
          shortNames: new Map(),
          workspace: '/w',
          people: {},
          rolesOf: () => ({}),
          movedOn: () => false,
        };
        const text = textOf(teamRenderer, viewTeam(team, 'name'), width);
        expect(
          text.split('\n').filter((line) => widthOf(line) > width && !line.includes('pm-onboard ')),
        ).toEqual([]);
        const words = text.split(/\s+/).join('|');
        for (const word of buddy.split(' ')) expect(words).toContain(word);
        expect(words).toContain('Lovelace');
      }),
      runs(300),
    );
  });
});
