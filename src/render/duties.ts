/** Meetings and turns to come, as text and Markdown. */
import { type CalendarDate, longDate } from '../dates.ts';
import { leaveText } from '../view/away.ts';
import {
  type AbsentView,
  type DutiesView,
  type MeetingTime,
  placeOf,
  type TurnView,
} from '../view/duties.ts';
import { effortText, plural } from '../view/words.ts';
import { layRows, spread, wrap, wrapWords } from './layout.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from './page.ts';

/** How many of a person's own turns the screen shows. */
const mostTurns = 4;

export const dutiesRenderer: Renderer<DutiesView> = {
  tsv: 'duties',
  select: whole,

  text(view, page) {
    const { style, width } = page;
    const { weeks, today, turns, meetings } = view;
    const own = turns.slice(0, mostTurns);
    const more = turns.length - own.length;
    const next = meetings[0];
    return joinLines([
      ...headLines(view, page),
      ...view.notices.flatMap((text) => wrapWords(`! ${text}`, width, '', '  ')),
      '',
      ...(weeks === null
        ? [
            ...section('On duty now', onDutyRows(view, page), page, 'turn'),
            ...section('Your turns', turnRows(own, today, page), page, 'turn'),
            ...(more > 0 ? [style.quiet(`  … and ${more} more: pm-onboard duties --weeks 26`), ''] : []),
          ]
        : rotationsIn(turns).flatMap(([title, those]) =>
            section(title, everybodysRows(those, today, page), page, 'turn'),
          )),
      ...(turns.length === 0 && weeks === null
        ? [...wrap('You have no turn in the next 26 weeks.', width), '']
        : []),
      ...section(
        'Meetings',
        meetingRows(meetings, view, page),
        page,
        'meeting',
        page.speech ? '' : besideText(meetings),
      ),
      ...(meetings.length === 0 ? [...wrap('No meeting is to come.', width), ''] : []),
      ...absentLines(view.absent, today, page),
      ...view.unset.flatMap(({ title }) => wrap(unsetText(title), width)),
      '',
      ...(next
        ? wrapWords(`What to prepare: pm-onboard duties prep ${next.id}`, width).map(style.quiet)
        : []),
    ]);
  },

  markdown({ person, today, weeks, zone, onDuty, turns, meetings, absent, unset, notices }, write) {
    const { heading, bullet, table } = write;
    const span = weeks === null ? '' : `, ${plural(weeks, 'week')}`;
    return joinLines([
      heading(2, `Duties: ${person}, ${longDate(today, today)}${span}`),
      '',
      ...notices.map((text) => bullet(text)),
      ...(weeks === null && onDuty.length > 0
        ? [
            heading(3, 'On duty now'),
            '',
            ...onDuty.map((turn) => bullet(`${turn.title}: ${plainText(turn)}${untilText(turn, today)}`)),
            '',
          ]
        : []),
      ...(turns.length > 0
        ? [
            heading(3, weeks === null ? 'Your turns' : 'Turns'),
            '',
            ...table(
              ['Days', 'Duty', 'Who'],
              turns.map((turn) => [leaveText(turn, today), turn.title, plainText(turn)]),
            ),
            '',
          ]
        : []),
      ...(meetings.length > 0
        ? [
            heading(3, 'Meetings'),
            '',
            ...table(
              [zone === null ? 'Day' : `Day and time (${placeOf(zone)})`, 'Meeting', 'There', 'Note'],
              meetings.map((each) => [
                hereText(each, today),
                each.title,
                thereText(each, today),
                notesOn(each, today).join('; '),
              ]),
            ),
            '',
          ]
        : []),
      ...absent.map((each) => bullet(absentText(each, today))),
      ...unset.map(({ title }) => bullet(unsetText(title))),
    ]);
  },
};

function headLines({ person, today, weeks, zone }: DutiesView, page: Page): string[] {
  const { style, speech } = page;
  const span = weeks === null ? '' : ` · ${plural(weeks, 'week')}`;
  const left = `${person} · ${longDate(today, today)}${span}`;
  const right = zone === null ? 'your time zone is not known' : `times of ${placeOf(zone)}`;
  if (speech)
    return [
      speech.heading(
        `Duties of ${person}`,
        undefined,
        `${longDate(today, today)}${weeks === null ? '' : `, ${plural(weeks, 'week')}`}, ${right}`,
      ),
    ];
  const [first = '', ...rest] = spread(left, right, page);
  return [style.strong(first), ...rest];
}

/** Rows below their title; nothing where there are none. */
function section(title: string, rows: readonly string[][], page: Page, noun: string, beside = ''): string[] {
  if (rows.length === 0) return [];
  const name = page.speech ? title : title.toUpperCase();
  return [...titledLines(name, beside, page, { shown: rows.length, noun }), ...rows.flat(), ''];
}

function onDutyRows({ onDuty, today }: DutiesView, page: Page): string[][] {
  return layRows(
    [
      { cells: onDuty.map(({ title }) => title), least: 16, wraps: true },
      { cells: onDuty.map(holderText), least: 12, wraps: true, weak: 0 },
      { cells: onDuty.map((turn) => untilText(turn, today, '')), style: page.style.quiet, below: true },
    ],
    page,
    '  ',
  );
}

function turnRows(turns: readonly TurnView[], today: CalendarDate, page: Page): string[][] {
  return layRows(
    [
      { cells: turns.map((turn) => leaveText(turn, today)), weak: 0 },
      { cells: turns.map(({ title }) => title), least: 16, wraps: true },
      { cells: turns.map(forText), style: page.style.quiet, below: true },
    ],
    page,
    '  ',
  );
}

function everybodysRows(turns: readonly TurnView[], today: CalendarDate, page: Page): string[][] {
  return layRows(
    [
      { cells: turns.map((turn) => leaveText(turn, today)), weak: 0 },
      { cells: turns.map((turn) => whoText(turn)), least: 12, wraps: true, weak: 0 },
      { cells: turns.map(forText), style: page.style.quiet, below: true },
    ],
    page,
    '  ',
  );
}

function meetingRows(meetings: readonly MeetingTime[], { today }: DutiesView, page: Page): string[][] {
  // In speech each row says its place itself.
  const isOne = besideText(meetings) !== '' && !page.speech;
  return layRows(
    [
      { cells: meetings.map((each) => hereText(each, today)), weak: 0 },
      { cells: meetings.map(({ title }) => title), least: 16, wraps: true },
      {
        cells: meetings.map((each) => (isOne ? thereText(each, today, '') : thereText(each, today))),
        least: 11,
        wraps: true,
      },
      {
        cells: meetings.map((each) => notesOn(each, today).join('; ')),
        style: page.style.careful,
        below: true,
      },
    ],
    page,
    '  ',
  );
}

/** Whose clocks show the times beside the titles, where they are the same for all. */
function besideText(meetings: readonly MeetingTime[]): string {
  const places = [...new Set(meetings.map(({ place }) => place))];
  const isElsewhere = meetings.some((each) => each.local !== null && thereTime(each) !== '');
  return places.length === 1 && isElsewhere ? `on the right: the time in ${places[0]}` : '';
}

function thereTime({ local, date, from, to }: MeetingTime): string {
  return local && local.date === date && local.from === from ? '' : `${from}-${to}`;
}

/** `Wed 2 Dec 18:00-18:30`, by the reader's clocks. */
function hereText({ local, date, from, to }: MeetingTime, today: CalendarDate): string {
  const time = local ?? { date, from, to };
  return `${longDate(time.date, today)} ${time.from}-${time.to}`;
}

/** `09:00-09:30 Los Angeles`; with the day, where it is another one there. Empty where the clocks show the same. */
export function thereText(meeting: MeetingTime, today: CalendarDate, place = ` in ${meeting.place}`): string {
  const { local, date } = meeting;
  if (local === null) return `in ${meeting.place}`;
  const time = thereTime(meeting);
  const day = local.date === date ? '' : `${longDate(date, today)} `;
  return time === '' ? '' : `${day}${time}${place}`;
}

/** What is unusual about a time of a meeting, in words. */
export function notesOn({ unusual, holiday, date }: MeetingTime, today: CalendarDate): string[] {
  const named = holiday?.name ? `${holiday.name}, ` : 'a holiday, ';
  return [
    ...(unusual ? [unusualText(unusual)] : []),
    ...(holiday?.isMoved ? [`moved from ${named}${longDate(holiday.date, today)}`] : []),
    ...(holiday && !holiday.isMoved ? [`${named}${longDate(date, today)}, it takes place all the same`] : []),
  ];
}

function unusualText({ minutes, stays }: NonNullable<MeetingTime['unusual']>): string {
  const size = Math.abs(minutes) === 60 ? 'an hour' : effortText(Math.abs(minutes));
  return `${size} ${minutes > 0 ? 'later' : 'earlier'} for you ${stays ? 'from here on' : 'than usual'}`;
}

/** `Ada Lovelace (you)`. */
function whoText({ holder, mine }: TurnView): string {
  return holder === null ? 'nobody' : `${holder}${mine ? ' (you)' : ''}`;
}

/** `for Grace Hopper: on leave`; empty for a turn of one's own. */
export function forText({ holder, planned, why }: TurnView): string {
  if (holder === planned || planned === null) return '';
  return `for ${planned}${why === null ? '' : `: ${why}`}`;
}

function holderText(turn: TurnView): string {
  return [whoText(turn), forText(turn)].filter(Boolean).join(', ');
}

/** As {@link holderText}, for whoever reads what is pasted. */
function plainText(turn: TurnView): string {
  return holderText({ ...turn, mine: false });
}

function untilText({ to }: TurnView, today: CalendarDate, lead = ', '): string {
  return to >= '2999' ? '' : `${lead}until ${longDate(to, today)}`;
}

function rotationsIn(turns: readonly TurnView[]): (readonly [string, readonly TurnView[]])[] {
  const ids = [...new Set(turns.map(({ rotation }) => rotation))];
  return ids.map((id) => {
    const those = turns.filter(({ rotation }) => rotation === id);
    return [those[0]?.title ?? id, those] as const;
  });
}

function absentLines(absent: readonly AbsentView[], today: CalendarDate, page: Page): string[] {
  const { width, style } = page;
  return absent.flatMap((each) => [
    ...wrapWords(`! ${absentText(each, today)}`, width, '', '  ').map(style.careful),
    ...(each.command === null ? [] : [`  ${each.command}`]),
  ]);
}

function absentText(each: AbsentView, today: CalendarDate): string {
  const away = leaveText({ from: each.awayFrom, to: each.awayTo }, today);
  const head = `${each.holder} has ${each.title} from ${longDate(each.from, today)}, and is away ${away}.`;
  if (each.instead === null) return `${head} Nobody else of the rotation is there.`;
  return each.theirs === null
    ? `${head} ${each.instead} could have it instead:`
    : `${head} ${each.instead} could swap, for the turn from ${longDate(each.theirs, today)}:`;
}

function unsetText(title: string): string {
  return `${title} has nobody yet: name members and an anchor in duties.yaml.`;
}
