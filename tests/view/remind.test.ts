/** What a message says, to whom, and when it says nothing. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import { markdownOf } from '../../src/render/markdown.ts';
import { styleFor } from '../../src/render/page.ts';
import { remindRenderer } from '../../src/render/remind.ts';
import { minePart, viewMine } from '../../src/view/mine.ts';
import { type ReaderKind, type RemindView, viewRemind, viewStanding } from '../../src/view/remind.ts';
import { phase, program, Story } from '../builders.ts';

const role = (title: string) => ({ title, required: false });
const pm: Program = program(
  [
    phase('week-1', 'week 1', [
      { id: 'read', title: 'Read the docs', due: 'day 1' },
      { id: 'write', title: 'Write a note', due: 'workday 2' },
      { id: 'ceo', title: 'A date with the CEO', by: 'buddy', due: 'workday 1' },
      { id: 'map', title: 'Draw a map', signOff: 'buddy' },
      { id: 'plan', title: 'Plan the month', by: 'manager', due: 'workday 5' },
      { id: 'coffee', title: 'Have a coffee', with: ['buddy'] },
    ]),
  ],
  { manager: role('Direct manager'), buddy: role('PM buddy') },
);
const grace = 'Grace Hopper';
const [monday, wednesday, thursday, saturday]: readonly CalendarDate[] = [
  '2026-11-23',
  '2026-11-25',
  '2026-11-26',
  '2026-11-28',
] as const;

function begun(): Story {
  const story = new Story();
  story.command([
    { kind: 'assigned', role: 'buddy', people: [grace] },
    { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
  ]);
  return story;
}

interface Said {
  readonly kind?: ReaderKind;
  readonly by?: string;
  readonly weekly?: boolean;
  readonly calendar?: CalendarConfig;
  readonly of?: Program;
}

function said(
  story: Story,
  today: CalendarDate = wednesday as CalendarDate,
  { kind = 'channel', by = grace, weekly = false, calendar = {}, of = pm }: Said = {},
): RemindView {
  const run = { ...story.run(of, today, { calendar }), called: 'Ada', usual: kind === 'hire' };
  const wanted = {
    today,
    workspace: '/team',
    by: kind === 'channel' ? undefined : by,
    within: weekly ? 5 : 1,
    all: false,
  };
  const part = minePart(run, wanted);
  const mine = viewMine([part ? { part } : { passed: true }], wanted);
  const standings = weekly && kind === 'person' ? [viewStanding(run)] : [];
  return viewRemind(mine, { kind, weekly, calendar: new Calendar([calendar]), standings });
}

function text(view: RemindView): string {
  return remindRenderer.text(remindRenderer.select(view, 'text'), {
    width: 80,
    height: 60,
    style: styleFor(0),
  });
}

const linesOf = (view: RemindView) =>
  view.sections.map(({ topic, title, lines, more }) => ({
    [`${topic}: ${title}`]: lines.map((line) =>
      [line.hire, line.ref, line.title, line.when].filter(Boolean).join(' · '),
    ),
    ...(more > 0 ? { more } : {}),
  }));

/** Everything that a view holds, as one text. */
const all = (view: RemindView) => JSON.stringify(view);

describe('a channel', () => {
  function lived(): Story {
    const story = begun();
    story.done('map', { on: monday as CalendarDate });
    story.add({ kind: 'asked', text: 'Is my salary right?' }, { on: monday as CalendarDate });
    story.add({ kind: 'noted', item: 'read', text: 'too long' });
    story.add({ kind: 'booked', item: 'coffee', day: wednesday as CalendarDate });
    return story;
  }

  test('hears who owes the hires what, since when', () => {
    expect(linesOf(said(lived()))).toEqual([
      {
        'people: Grace Hopper': [
          'Ada · 1.3 · A date with the CEO · since Mon 23 Nov',
          'Ada · ?1 · a question to answer · since Mon 23 Nov',
          'Ada · 1.4 · Draw a map · since Mon 23 Nov',
        ],
      },
    ]);
  });

  test('never how a hire stands: no count, nothing late, none of their words, no meeting', () => {
    const view = said(lived(), '2026-12-04');
    for (const form of [all(view), text(view), markdownOf(view, remindRenderer)])
      for (const word of [
        /\blate\b/i,
        /catch/i,
        /\bday \d/i,
        /salary/,
        /too long/,
        /Read the docs/,
        /Write a note/,
        /coffee/,
        /\d+ of \d+/,
        /\d days?\b/,
      ])
        expect(form, String(word)).not.toMatch(word);
    expect(view.summary).toBe('');
    expect(view.notices).toEqual([]);
  });

  test('with --weekly also what comes', () => {
    expect(all(said(begun(), monday as CalendarDate, { weekly: true }))).toContain('Plan the month');
    expect(all(said(begun(), monday as CalendarDate))).not.toContain('Plan the month');
  });

  test('says nothing where nobody keeps a hire waiting', () => {
    const story = begun();
    story.done('ceo', { by: grace });
    const view = said(story);
    expect(view).toMatchObject({ silent: { why: 'nothing' }, sections: [] });
    expect(text(view)).toBe('');
    expect(markdownOf(view, remindRenderer)).toBe('');
  });

  test('is silent on days off of the workspace', () => {
    expect(said(begun(), saturday)).toMatchObject({ silent: { why: 'weekend' }, sections: [] });
    const calendar = { holidays: [{ date: thursday as CalendarDate, name: 'Thanksgiving' }] };
    expect(said(begun(), thursday, { calendar }).silent).toEqual({
      why: 'holiday',
      text: 'Thu 26 Nov is Thanksgiving.',
    });
    expect(said(begun(), saturday, { calendar: { workingDays: ['sat'] } }).silent).toBeNull();
  });
});

describe('somebody with a role', () => {
  const person = { kind: 'person' } as const;

  test('gets what is theirs, with the commands', () => {
    const view = said(begun(), wednesday, person);
    expect(linesOf(view)).toEqual([
      { 'late: Late': ['Ada · 1.3 · A date with the CEO · was due Mon 23 Nov, 2 days'] },
    ]);
    expect(view.sections[0]?.lines[0]?.command).toBe('pm-onboard done 1.3 --hire Ada');
    expect(text(view)).toContain('pm-onboard mine');
  });

  test('late things are folded after three; one more is told in its place', () => {
    const many = (n: number) =>
      program(
        [
          phase(
            'w',
            'week 1',
            Array.from({ length: n }, (_, at) => ({ id: `i${at}`, by: 'buddy', due: 'day 1' })),
          ),
        ],
        { buddy: role('PM buddy') },
      );
    const folds = [3, 4, 5, 9].map((n) => {
      const [late] = said(begun(), wednesday, { ...person, of: many(n) }).sections;
      return [late?.lines.length, late?.more];
    });
    expect(folds).toEqual([
      [3, 0],
      [4, 0],
      [3, 2],
      [3, 6],
    ]);
  });

  test('what only comes is no reason to write, but for the week', () => {
    const him = { ...person, by: 'Alan Turing' };
    expect(said(begun(), thursday, him).silent).toMatchObject({ why: 'nothing' });
    expect(said(begun(), monday, { ...him, weekly: true }).silent).toBeNull();
  });

  test('the message for the week says how the hires stand, that of a day does not', () => {
    const of = (weekly: boolean) =>
      said(begun(), wednesday, { ...person, weekly }).sections.map(({ topic }) => topic);
    expect(of(true)).toContain('standing');
    expect(of(false)).not.toContain('standing');
    const view = said(begun(), wednesday, { ...person, weekly: true });
    expect(view.sections.at(-1)?.lines[0]).toMatchObject({
      hire: 'Ada Lovelace',
      command: 'pm-onboard review Ada',
    });
    expect(view.sections.at(-1)?.lines[0]?.title).toMatch(/^day 3 of /);
  });

  test('goes by the calendar of the own run, where there is one', () => {
    const story = begun();
    story.add({
      kind: 'changed',
      calendar: { workingDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
    } as never);
    story.add({ kind: 'away', from: thursday as CalendarDate, to: thursday as CalendarDate });
    const her = { kind: 'person', by: 'Ada Lovelace' } as const;
    expect(said(story, thursday, her).silent).toMatchObject({ why: 'leave' });
    expect(said(story, wednesday, her).silent).toBeNull();
  });
});

describe('a hire', () => {
  const hire = { kind: 'hire', by: 'Ada Lovelace' } as const;

  test('gets what is late, the part of today, and what others have', () => {
    const story = begun();
    story.add({ kind: 'booked', item: 'coffee', day: wednesday as CalendarDate });
    const view = said(story, wednesday, hire);
    expect(view.sections.map(({ topic }) => topic)).toEqual(['catch up', 'your day', 'with others']);
    expect(linesOf(view).at(-1)).toEqual({
      'with others: With others': ['1.3 · A date with the CEO · Grace Hopper, since Mon 23 Nov'],
    });
    expect(view.command).toBe('pm-onboard status');
  });

  test('on a day off nothing is said, and nothing where all is done', () => {
    expect(said(begun(), saturday, hire).silent).toMatchObject({ why: 'weekend' });
    const story = begun();
    for (const item of ['read', 'write', 'map', 'coffee']) story.done(item);
    expect(said(story, wednesday, hire).silent).toMatchObject({ why: 'nothing' });
  });
});
