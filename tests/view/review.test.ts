/** A review, case by case: who owes what, what went well, what is stuck and what comes next. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Event } from '../../src/progress/event.ts';
import { namesOf } from '../../src/progress/names.ts';
import { firstShown } from '../../src/progress/news.ts';
import { mergeRecords } from '../../src/progress/record.ts';
import { markdownOf } from '../../src/render/markdown.ts';
import { styleFor } from '../../src/render/page.ts';
import { reviewRenderer } from '../../src/render/review.ts';
import { type ReviewView, viewReview } from '../../src/view/review.ts';
import { alone, phase, program, Story } from '../builders.ts';

const role = (title: string, required = false) => ({ title, required });
const pm = program(
  [
    phase('week-1', 'week 1', [
      { id: 'read', title: 'Read the docs' },
      { id: 'book', title: 'Book the CEO', by: 'buddy' },
      { id: 'accounts', title: 'Open the accounts', by: 'manager', due: 'day 1' },
      { id: 'map', title: 'Draw a map', signOff: 'buddy' },
      { id: 'report', title: 'Write a report', signOff: 'manager' },
      { id: 'customers', title: 'Meet a customer', with: ['csm'], due: 'workday 3' },
      { id: 'extra', title: 'An extra', optional: true },
    ]),
    {
      ...phase('month-1', 'day 30', [
        { id: 'project', title: 'Do a project', after: ['read'], due: 'workday 8' },
        { id: 'later', title: 'Much later', by: 'buddy' },
        { id: 'calls', title: 'Join calls', from: 'workday 2', count: { target: 5, unit: 'calls' } },
      ]),
      title: 'First month',
      focus: ['the market'],
    },
  ],
  { manager: role('Direct manager', true), buddy: role('PM buddy', true), csm: role('CSM') },
);

const friday = '2026-11-27';
const nextTuesday = '2026-12-01';

function begun(): Story {
  const story = new Story();
  story.command([
    { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] },
    { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
  ]);
  return story;
}

function seen(story: Story, today: CalendarDate, by = 'Grace Hopper', since?: CalendarDate): ReviewView {
  const { progress } = story;
  return viewReview(story.run(pm, today), {
    by,
    isReader: namesOf(by, [progress.hire]),
    movedOn: false,
    ...(since ? { since } : {}),
  });
}

function review(story: Story, on: CalendarDate, by = 'Grace Hopper'): Event {
  const events = firstShown(story.record, namesOf(by, []));
  return story.add({ kind: 'reviewed', events }, { by, on });
}

const renderer = reviewRenderer(alone);

function text(view: ReviewView, width = 80): string {
  return renderer.text(renderer.select(view, 'text'), { width, height: 60, style: styleFor(0) });
}

function markdown(view: ReviewView): string {
  return markdownOf(view, renderer);
}

const owedTo = ({ owed }: Pick<ReviewView, 'owed'>) =>
  owed.map(({ kind, ref, text }) => `${kind} ${ref} ${text}`);
const refs = (items: readonly { ref: string }[]) => items.map(({ ref }) => ref);

describe('what is owed', () => {
  function waiting(): Story {
    const story = begun();
    story.add({ kind: 'asked', text: 'who decides?' }, { on: '2026-11-24' });
    story.done('map', { on: '2026-11-25' });
    story.done('report', { on: '2026-11-25' });
    return story;
  }

  test('by the buddy: answers, judgements, what is waiting, and who is who', () => {
    const view = seen(waiting(), friday);
    expect(owedTo(view)).toEqual([
      'question ?1 who decides?',
      'sign-off 1.4 Draw a map',
      'item 1.2 Book the CEO',
      'role 1.6 CSM',
    ]);
    expect(view.owed.map(({ days }) => days)).toEqual([3, 2, 0, 2]);
    expect(owedTo({ owed: view.awaited })).toEqual([
      'sign-off 1.5 Write a report',
      'item 1.3 Open the accounts',
    ]);
  });

  test('by the manager: the own part; what others let wait is among what is stuck', () => {
    const view = seen(waiting(), nextTuesday, 'Alan Turing');
    expect(owedTo(view)).toEqual(['sign-off 1.5 Write a report', 'item 1.3 Open the accounts']);
    expect(text(view)).toContain('6 working days past');
    const stuck = text(view).split('STUCK, OR QUIET')[1] ?? '';
    expect(stuck).toMatch(/\?1 +"who decides\?" +asked Tue 24 Nov +Grace/);
    expect(stuck).toMatch(/1\.4 +Draw a map +done Wed 25 Nov +Grace/);
    expect(stuck).toMatch(/1\.2 +Book the CEO +2 working days past +Grace/);
    // Told of once: not also among what went well.
    expect(text(view).match(/Draw a map/g)).toHaveLength(1);
  });

  test.each(['Lin', 'Ada Lovelace'])('to %s nobody owes anything: all of it waits for someone', (by) => {
    const view = seen(waiting(), friday, by);
    expect(view.owed).toEqual([]);
    expect(refs(view.awaited)).toEqual(['?1', '1.4', '1.5', '1.3', '1.2', '1.6']);
    expect(text(view)).toMatch(/WAITING FOR SOMEONE\n +\?1 .* Grace\n/);
    expect(text(view)).not.toContain('--finish');
    expect(text(view)).not.toContain('YOU OWE');
  });

  test('nobody judges what they recorded, the hire least of all', () => {
    const story = begun();
    story.done('map', { by: 'grace  hopper' });
    expect(owedTo(seen(story, friday))).not.toContain('sign-off 1.4 Draw a map');
    expect(refs(seen(story, friday).awaited)).toContain('1.4');
    const own = new Story();
    own.add({ kind: 'assigned', role: 'buddy', people: ['ADA lovelace'] });
    own.done('map', { by: 'Grace' });
    expect(seen(own, friday, 'Ada Lovelace').owed).toEqual([]);
  });

  test('questions go to who holds a required role while nobody is the buddy', () => {
    const story = new Story();
    story.add({ kind: 'assigned', role: 'manager', people: ['Alan Turing'] });
    story.add({ kind: 'asked', text: 'who?' });
    expect(owedTo(seen(story, friday, 'Alan Turing'))).toEqual([
      'question ?1 who?',
      'item 1.3 Open the accounts',
      'role 1.6 CSM',
      'role 1.2 PM buddy',
    ]);
  });

  test('what was answered, judged or done is owed no more', () => {
    const story = waiting();
    const [asked, done] = ['asked', 'done'].map((kind) =>
      story.record.events.find((event) => event.kind === kind),
    );
    story.add({ kind: 'answered', of: asked?.id ?? '', text: 'Lin does' }, { by: 'Grace Hopper' });
    story.add({ kind: 'approved', item: 'map', of: done?.id ?? '' }, { by: 'Grace Hopper' });
    story.done('book', { by: 'Grace Hopper' });
    expect(owedTo(seen(story, friday))).toEqual(['role 1.6 CSM']);
  });
});

describe('since the last review', () => {
  test('is told what no review of the reader has shown', () => {
    const story = begun();
    story.done('read', { on: '2026-11-24' });
    expect(seen(story, friday)).toMatchObject({ since: '2026-11-23', lastReviewed: null, paceBefore: null });
    expect(refs(seen(story, friday).completed)).toEqual(['1.1']);
    review(story, '2026-11-25');
    story.add({ kind: 'noted', item: 'read', text: 'odd' }, { on: '2026-11-26' });
    story.add({ kind: 'skipped', item: 'customers', reason: 'no customers yet' }, { on: '2026-11-26' });
    const view = seen(story, friday);
    expect(view).toMatchObject({ since: '2026-11-25', lastReviewed: '2026-11-25', completed: [] });
    expect(view.notes).toMatchObject([{ ref: '1.1', text: 'odd', by: 'Ada' }]);
    expect(view.skipped).toMatchObject([{ ref: '1.6', reason: 'no customers yet' }]);
    expect(text(view)).toContain('since your 1:1 on Wed 25 Nov');
    // Another reader has seen none of it.
    expect(refs(seen(story, friday, 'Alan Turing').completed)).toEqual(['1.1']);
  });

  test('what was merged late is told once', () => {
    const [story, other] = [begun(), begun()];
    other.done('read', { on: '2026-11-24' });
    story.add({ kind: 'noted', item: 'map', text: 'later' }, { on: '2026-11-25' });
    review(story, '2026-11-26');
    story.record = mergeRecords(story.record, other.record);
    expect(refs(seen(story, friday).completed)).toEqual(['1.1']);
    review(story, friday);
    expect(seen(story, nextTuesday).completed).toEqual([]);
  });

  test('an approval by another is news of what it approves', () => {
    const story = begun();
    const done = story.done('report', { on: '2026-11-24' });
    review(story, '2026-11-25');
    expect(seen(story, friday).completed).toEqual([]);
    story.add({ kind: 'approved', item: 'report', of: done.id }, { by: 'Alan Turing', on: '2026-11-26' });
    expect(refs(seen(story, friday).completed)).toEqual(['1.5']);
  });

  test('what the reader is to judge stands in one place; what another is to, says with whom it is', () => {
    const story = begun();
    story.done('map', { on: '2026-11-26' });
    story.done('report', { on: '2026-11-26' });
    const shown = text(seen(story, friday));
    expect(shown).toContain('--approve 1.4');
    expect(shown).toMatch(/WENT WELL +1\.5 Write a report \(with Alan\)\n/);
  });

  test('a date of one’s own goes before', () => {
    const story = begun();
    story.done('read', { on: '2026-11-24' });
    story.done('customers', { on: '2026-11-26' });
    review(story, '2026-11-26');
    const view = seen(story, friday, 'Grace Hopper', '2026-11-25');
    expect(view).toMatchObject({ since: '2026-11-25', lastReviewed: '2026-11-26' });
    expect(refs(view.completed)).toEqual(['1.6']);
    expect(text(view)).toContain('since Wed 25 Nov');
  });

  test('what the program no longer has goes by the title that it was done with', () => {
    const story = begun();
    const done = { kind: 'done', item: 'old', title: 'Tour the old office', evidence: 'seen it' } as const;
    story.add(done, { on: '2026-11-25', by: 'Ada Lovelace' });
    const view = seen(story, friday);
    expect(view).toMatchObject({ completed: [], gone: [{ id: 'old', title: 'Tour the old office' }] });
    expect(text(view)).toMatch(/1 done .*\n(?:.*\n)*WENT WELL {3}Tour the old office\n/);
    expect(markdown(view)).toContain('### Went well\n\n- Tour the old office (Wed 25 Nov, "seen it")\n');
    review(story, '2026-11-26');
    expect(seen(story, friday).gone).toEqual([]);
  });

  test('the pace is held against what it was then', () => {
    const story = begun();
    review(story, friday);
    // One item is late on Friday, three are on Tuesday; an item that states no effort counts as 15 minutes.
    story.done('map', { on: '2026-11-30' });
    const view = seen(story, nextTuesday);
    expect([view.paceBefore?.hoursLate, view.pace.hoursLate]).toEqual([0.25, 0.75]);
    expect(text(view)).toContain('45 min late, done by Tue 1 Dec (was 15 min late)');
  });
});

describe('stuck or quiet', () => {
  const reasons = (view: ReviewView) =>
    Object.fromEntries(view.stuck.map(({ ref, reasons: why }) => [ref, why.map(({ kind }) => kind)]));

  test('what is late, counted no more, returned, or waits for what is late', () => {
    const story = begun();
    const done = story.done('map', { on: '2026-11-24' });
    story.add(
      { kind: 'returned', item: 'map', of: done.id, comment: 'no legend' },
      { by: 'Grace Hopper', on: '2026-11-25' },
    );
    story.add({ kind: 'counted', item: 'calls', delta: 1 }, { on: '2026-11-25' });
    const view = seen(story, '2026-12-03');
    expect(reasons(view)).toEqual({
      '1.1': ['overdue'],
      '1.4': ['returned', 'overdue'],
      '1.5': ['overdue'],
      '1.6': ['overdue'],
      '2.1': ['blocked'],
      '2.3': ['quiet'],
    });
    expect(text(view)).toContain('returned Wed 25 Nov: no legend');
    expect(text(seen(story, '2026-12-03'), 120)).toContain('1 of 5 calls · no mark since Wed 25');
  });

  test.each([
    ['2026-11-26', undefined],
    [friday, ['unmarked']],
  ] as const)('a count that could be begun on Tue 24 and has no mark on %s', (today, expected) => {
    expect(reasons(seen(begun(), today))['2.3']).toEqual(expected);
  });

  test('an item that was asked about, once nobody has answered for three working days', () => {
    const story = begun();
    const asked = story.add({ kind: 'asked', text: 'how?', item: 'project' }, { on: '2026-11-24' });
    expect(reasons(seen(story, '2026-11-26'))['2.1']).toBeUndefined();
    expect(reasons(seen(story, friday))['2.1']).toEqual(['asked']);
    story.add({ kind: 'answered', of: asked.id, text: 'so' }, { by: 'Grace' });
    expect(reasons(seen(story, friday))['2.1']).toBeUndefined();
  });

  test('nothing is on days of leave that go by', () => {
    const story = begun();
    story.add({ kind: 'away', from: '2026-11-24', to: '2026-12-04' });
    expect(seen(story, '2026-12-04').stuck).toEqual([]);
  });
});

test('coming up is what is to be begun soon and is not told of elsewhere', () => {
  const story = begun();
  expect(refs(seen(story, friday).upcoming)).toEqual(['1.1', '1.4', '1.5', '2.1']);
  expect(refs(seen(story, friday, 'Alan Turing').upcoming)).toEqual(
    ['1.2', '1.1', '1.4', '1.5', '2.1'].sort(),
  );
});

test('the agenda names what is stuck, open and next', () => {
  const story = begun();
  story.add({ kind: 'asked', text: 'who decides?' });
  expect(seen(story, '2026-11-24').agenda).toEqual([
    'an answer to ?1',
    'who is the CSM',
    'next, first month: the market',
  ]);
  expect(seen(story, '2026-12-03').agenda[0]).toBe('what is stuck or quiet: 1.6, 1.1, 1.4 and 3 more');
});

describe('in words', () => {
  const second = (view: ReviewView) => text(view).split('\n')[1];

  test.each<[string, CalendarDate, (story: Story) => void, string]>([
    ['before the start', '2026-11-20', () => {}, 'Starts in 3 days, on Mon 23 Nov · 1 waits for you'],
    ['on the eve', '2026-11-22', () => {}, 'Starts tomorrow, on Mon 23 Nov'],
    ['on the first day', '2026-11-23', () => {}, 'The first day · '],
    [
      'on leave',
      '2026-11-26',
      (story) => story.add({ kind: 'away', from: '2026-11-25', to: '2026-11-29' }),
      'On leave until Sun 29 Nov · ',
    ],
    [
      'on the way',
      nextTuesday,
      () => {},
      '1 h late, done by Tue 1 Dec · nothing new done · 4 late · 1 waits for you',
    ],
    ['after the last day', '2027-01-11', () => {}, '9 items to close · nothing new done · 6 late'],
    [
      'finished',
      '2027-01-11',
      (story) => story.add({ kind: 'finished' }, { on: '2026-12-23' }),
      'Finished on Wed 23 Dec · nothing waits for you',
    ],
    [
      'left',
      nextTuesday,
      (story) => story.add({ kind: 'archived' }, { on: friday }),
      'Archived on Fri 27 Nov',
    ],
  ])('%s', (_, today, happens, says) => {
    const story = begun();
    happens(story);
    const line = second(seen(story, today));
    expect(line?.startsWith(says), line).toBe(true);
  });

  test('when all is done', () => {
    const story = begun();
    for (const { item } of story.plan(pm, friday).items) {
      const done = story.done(item.id, { on: friday });
      const by = item.signOff === 'buddy' ? 'Grace Hopper' : 'Alan Turing';
      if (item.signOff) story.add({ kind: 'approved', item: item.id, of: done.id }, { by });
    }
    expect(second(seen(story, friday))).toBe(
      'All that is required is done · 10 done · nothing late · nothing waits for you',
    );
  });

  test('a finished run asks for nothing more', () => {
    const story = begun();
    story.add({ kind: 'finished' }, { on: friday });
    const view = seen(story, '2027-01-11');
    expect([view.stuck, view.upcoming, view.owed, view.agenda]).toEqual([[], [], [], []]);
    expect(text(view)).toMatch(/\n\nWhat happened: pm-onboard log 'Ada Lovelace'\n$/);
  });

  test('the command in the end names the hire', () => {
    expect(text(seen(begun(), friday))).toMatch(/pm-onboard review 'Ada Lovelace' --finish\n$/);
  });
});

describe('as Markdown', () => {
  const evil = 'a](javascript:alert(1)) <b>*x*</b> `y` | # z';

  test('what strangers wrote stays text', () => {
    const story = begun();
    story.add({ kind: 'changed', name: `Eve ${evil}` });
    story.add({ kind: 'asked', text: evil });
    story.add({ kind: 'noted', item: 'read', text: evil });
    story.add({ kind: 'done', item: 'map', evidence: 'javascript:alert(1)', note: evil });
    const url = 'https://a.example/)[b](https://evil.example';
    story.add({ kind: 'done', item: 'report', evidence: url, note: evil }, { on: friday });
    story.add({ kind: 'skipped', item: 'customers', reason: evil });
    const pasted = markdown(seen(story, friday));
    expect(pasted).not.toMatch(/<b>|(?<!\\)\]\(javascript|(?<!\\)\*x|(?<!\\)`y/);
    expect(pasted.match(/(?<!\\)\]\([^)]*\)/g)).toEqual([
      '](https://a.example/%29[b]%28https://evil.example)',
    ]);
    expect(pasted.match(/^#+ .*$/gm)?.map((line) => line.slice(0, 11))).toEqual([
      '## 1:1 with',
      '### You owe',
      '### Went we',
      '### Stuck, ',
      '### Coming ',
      '### Fresh e',
      '### Talk ab',
    ]);
  });

  test('has boxes for what the reader owes alone, and dates with their month', () => {
    const story = begun();
    story.add({ kind: 'asked', text: 'who decides?' }, { on: '2026-11-24' });
    const pasted = markdown(seen(story, friday));
    expect(pasted).toContain('- [ ] **?1** "who decides?" (asked Tue 24 Nov)\n');
    expect(pasted).toContain('- [ ] CSM (for 1.6, by Wed 25 Nov)\n');
    expect(pasted.match(/^- \[ \] /gm)).toHaveLength(3);
    expect(markdown(seen(story, friday, 'Lin'))).not.toContain('[ ]');
  });
});
