/** What a report says of a run, and what it keeps to itself. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { reportPage } from '../../src/render/report-page.ts';
import { viewHireReport, viewReport } from '../../src/view/report.ts';
import { phase, program, Story } from '../builders.ts';

const roles = { buddy: { title: 'PM buddy', required: true } };
const of = program(
  [
    phase('day-1', 'day 1', ['a', 'b', { id: 'c', signOff: 'buddy' }]),
    phase('week-2', 'week 2', ['d', { id: 'e', by: 'buddy' }, { id: 'o', optional: true }]),
  ],
  roles,
);

function reportOn(today: CalendarDate, story: Story, withNotes = false) {
  const view = viewReport([viewHireReport(story.run(of, today), withNotes)], {
    today,
    by: 'Grace',
    team: false,
    withNotes,
  });
  const [hire] = view.hires;
  if (!hire) throw new Error('no hire');
  return { view, hire };
}

function lived(): Story {
  const story = new Story();
  story.add({ kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] });
  story.done('a', { on: '2026-11-23' });
  story.done('c', { on: '2026-11-24' });
  story.add({ kind: 'away', from: '2026-12-02', to: '2026-12-03' });
  story.add({ kind: 'booked', item: 'd', day: '2026-12-04', time: '10:00' }, { on: '2026-11-30' });
  return story;
}

describe('a report', () => {
  test('counts each phase, with what is in review apart', () => {
    const { phases, standing } = reportOn('2026-11-30', lived()).hire;
    expect(phases.map(({ id, done, inReview, total, state }) => [id, done, inReview, total, state])).toEqual([
      ['day-1', 1, 1, 3, 'past'],
      ['week-2', 0, 0, 2, 'current'],
    ]);
    expect(standing).toEqual(['1 of 5 done, 1 in review.', '1 item to catch up on.']);
  });

  test('has the days with what is due, done and booked, and leave', () => {
    const { timeline } = reportOn('2026-11-30', lived()).hire;
    expect(timeline).toEqual({
      from: '2026-11-23',
      to: '2026-12-08',
      due: [
        { on: '2026-11-23', items: 1, late: true },
        { on: '2026-12-08', items: 2, late: false },
      ],
      done: [
        { on: '2026-11-23', items: 1 },
        { on: '2026-11-24', items: 1 },
      ],
      leaves: [{ from: '2026-12-02', to: '2026-12-03' }],
      booked: [{ ref: '2.1', title: 'd', day: '2026-12-04', time: '10:00' }],
    });
  });

  test('shows no date of what has none', () => {
    const undated = program(
      [
        phase('week-1', 'week 1', [
          { id: 'read', due: 'none' },
          { id: 'give', by: 'buddy', due: 'none' },
        ]),
      ],
      roles,
    );
    const story = new Story();
    story.add({ kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] });
    const today = '2026-11-23';
    const view = viewReport([viewHireReport(story.run(undated, today), false)], {
      today,
      by: 'Grace',
      team: false,
      withNotes: false,
    });
    expect(view.hires[0]).toMatchObject({
      next: [{ ref: '1.1', undated: true }],
      owed: [{ ref: '1.2', undated: true }],
      timeline: { due: [] },
    });
    const page = reportPage(view);
    expect(page).toContain('read <span class="quiet">no date</span>');
    expect(page).toContain('give <span class="quiet">Grace Hopper, no date</span>');
  });

  test('says what was left at the end of each week', () => {
    const { left } = reportOn('2026-12-08', lived()).hire;
    expect(left).toEqual([
      { on: '2026-11-29', items: 3 },
      { on: '2026-12-06', items: 3 },
      { on: '2026-12-08', items: 3 },
    ]);
    const story = lived();
    story.done('b', { on: '2026-12-03' });
    expect(reportOn('2026-12-08', story).hire.left.map(({ items }) => items)).toEqual([3, 2, 2]);
    expect(reportOn('2026-11-20', new Story()).hire.left).toEqual([]);
  });

  test('says who owes what since when', () => {
    const { owed } = reportOn('2026-11-30', lived()).hire;
    expect(owed).toEqual([
      {
        kind: 'sign-off',
        who: ['Grace Hopper'],
        role: 'PM buddy',
        ref: '1.3',
        title: 'c',
        on: '2026-11-24',
        undated: false,
      },
      {
        kind: 'item',
        who: ['Grace Hopper'],
        role: 'PM buddy',
        ref: '2.2',
        title: 'e',
        on: '2026-12-08',
        undated: false,
      },
    ]);
  });

  test('has nothing that anybody wrote without --with-notes, and all of it with', () => {
    const story = lived();
    const texts = [
      'canary note',
      'canary question',
      'canary answer',
      'canary reason',
      'canary evidence',
      'canary done',
      'canary comment',
      'canary end',
    ];
    story.add({ kind: 'noted', item: 'a', text: 'canary note' });
    const asked = story.add({ kind: 'asked', text: 'canary question' });
    story.add({ kind: 'answered', of: asked.id, text: 'canary answer' });
    story.add({ kind: 'asked', text: 'canary question' });
    story.add({ kind: 'skipped', item: 'b', reason: 'canary reason' });
    story.add({
      kind: 'approved',
      item: 'c',
      of: story.item('c').closedBy?.id ?? '',
      comment: 'canary comment',
    });
    story.add({ kind: 'done', item: 'd', note: 'canary done', evidence: 'canary evidence' });
    story.add({ kind: 'finished', note: 'canary end' }, { on: '2026-11-30' });
    const { view, hire } = reportOn('2026-11-30', story);
    expect(JSON.stringify(view)).not.toContain('canary');
    expect(reportPage(view)).not.toContain('canary');
    expect(hire.questions).toEqual({ open: 1, answered: 1, texts: null });
    const told = JSON.stringify(reportOn('2026-11-30', story, true).view);
    expect(texts.filter((text) => told.includes(text))).toEqual(texts.slice(0, 4));
  });

  test('has the hires in the order of their names, whatever their progress', () => {
    const named = (name: string, deeds: number) => {
      const story = new Story('2026-11-23', `h${name}`);
      story.add({ kind: 'changed', name });
      for (const item of ['a', 'b', 'd'].slice(0, deeds)) story.done(item);
      return story.run(of, '2026-11-30');
    };
    const given = [named('Zoe', 3), named('ada', 0), named('Émile', 1), named('Eve', 2)];
    const { hires } = viewReport(
      given.map((run) => viewHireReport(run, false)),
      { today: '2026-11-30', by: 'x', team: true, withNotes: false },
    );
    expect(hires.map(({ name }) => name)).toEqual(['ada', 'Émile', 'Eve', 'Zoe']);
  });

  test('of a run that has ended is as on its last day', () => {
    const story = lived();
    story.add({ kind: 'archived' }, { on: '2026-11-27' });
    const { hire } = reportOn('2027-03-01', story);
    expect(hire.day).toBe('2026-11-27');
    expect(hire.late).toEqual([]);
    expect(hire.timeline.due).toEqual([]);
    expect(hire.title).toContain('archived');
  });
});
