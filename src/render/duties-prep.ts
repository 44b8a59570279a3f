/** What is to be prepared, as text and as a Markdown list to tick. */
import { type CalendarDate, longDate } from '../dates.ts';
import { parts } from '../duties/model.ts';
import { leaveText } from '../view/away.ts';
import type { DeedItemView, DeedView, DutiesPrepView } from '../view/duties-prep.ts';
import { forText, notesOn, thereText } from './duties.ts';
import { layColumns, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from './page.ts';

const titles = { before: 'Before', during: 'During', after: 'After' } as const;

export const dutiesPrepRenderer: Renderer<DutiesPrepView> = {
  select: whole,

  text(view, page) {
    const { width, style, speech } = page;
    return joinLines([
      ...wrap(headOf(view), width).map(style.strong),
      ...factsOf(view).flatMap((text) => wrap(text, width)),
      '',
      ...parts.flatMap((when) => {
        const deeds = view.deeds.filter((deed) => deed.when === when);
        if (deeds.length === 0) return [];
        const title = speech ? titles[when] : titles[when].toUpperCase();
        return [
          ...titledLines(title, '', page, { shown: deeds.length, noun: 'thing' }),
          ...deedLines(deeds, view, page),
          '',
        ];
      }),
      ...(view.deeds.length === 0 ? wrap(nothingText(view), width) : []),
    ]);
  },

  // Whoever reads what is pasted may be somebody else.
  markdown: (view, { heading, bullet }) =>
    joinLines([
      heading(2, headOf(view)),
      '',
      ...factsOf(view),
      '',
      ...parts.flatMap((when) => {
        const deeds = view.deeds.filter((deed) => deed.when === when);
        if (deeds.length === 0) return [];
        const texts = deeds.map((deed) => deedText({ ...deed, mine: false }));
        return [
          heading(3, titles[when]),
          '',
          ...texts.map((text, at) => bullet(text, isClosed(deeds[at]?.item ?? null) ? 'done' : 'open')),
          '',
        ];
      }),
      ...(view.deeds.length === 0 ? [nothingText(view)] : []),
    ]),
};

/** The items of the run with their numbers, states and dates; the lines that are in no run by themselves. */
function deedLines(deeds: readonly DeedView[], { today, run }: DutiesPrepView, page: Page): string[] {
  const { width, style } = page;
  const items = deeds.flatMap((deed) => (deed.item ? [{ ...deed, item: deed.item }] : []));
  const others = deeds.filter(({ item }) => !item);
  const textOf = (deed: DeedView) => deedText(run?.mine === false ? { ...deed, mine: false } : deed);
  return [
    ...layColumns(
      [
        { cells: items.map(({ item }) => item.ref), style: style.command },
        { cells: items.map(textOf), least: 30, wraps: true },
        { cells: items.map(({ item }) => stateText(item)), said: () => '' },
        { cells: items.map(({ item }) => item.state), state: true },
        { cells: items.map(({ item }) => longDate(item.due, today)) },
      ],
      page,
      '  ',
    ),
    ...others.flatMap((deed) => wrap(textOf(deed), width, '  ', '  ')),
  ];
}

/** What is to do needs no word, unless it is late. */
function stateText(item: DeedItemView): string {
  if (isClosed(item)) return item.state;
  return item.overdue ? 'late' : '';
}

function isClosed(item: DeedItemView | null): boolean {
  return item !== null && (item.state === 'done' || item.state === 'in review' || item.state === 'skipped');
}

function headOf({ title, meeting, turn, today }: DutiesPrepView): string {
  if (meeting) return `${title} · ${timeText(meeting, today)}`;
  return turn ? `${title} · ${leaveText(turn, today)}` : title;
}

function timeText(
  { local, date, from, to, place }: NonNullable<DutiesPrepView['meeting']>,
  today: CalendarDate,
) {
  return local
    ? `${longDate(local.date, today)} ${local.from}-${local.to}`
    : `${longDate(date, today)} ${from}-${to} in ${place}`;
}

function factsOf(view: DutiesPrepView): string[] {
  const { run } = view;
  const standing = run
    ? [`${run.done} of ${run.total} done, ${run.mine ? 'your checklist' : `checklist of ${run.owner}`}`]
    : [];
  return [...whenAndWhose(view), ...standing];
}

function whenAndWhose({ meeting, turn, today }: DutiesPrepView): string[] {
  if (meeting) {
    const there = meeting.local ? thereText(meeting, today) : '';
    return [...(there === '' ? [] : [`There: ${there}`]), ...notesOn(meeting, today)];
  }
  if (!turn) return [];
  const instead = forText(turn);
  return [`${turn.holder ?? 'nobody'}${turn.mine ? ' (you)' : ''}${instead === '' ? '' : `, ${instead}`}`];
}

/** What is done, and by whom where not everybody does it. */
function deedText(deed: DeedView): string {
  const whose = whoseText(deed);
  return whose === '' ? deed.text : `${deed.text} (${whose})`;
}

/** Whose it is to do; empty where everybody does it. */
function whoseText({ rotation, duty, holder, mine }: DeedView): string {
  if (rotation === null) return '';
  return `${mine ? 'you' : (holder ?? 'nobody')}, ${duty ?? rotation}`;
}

function nothingText({ meeting, turn, title }: DutiesPrepView): string {
  return meeting || turn
    ? `Nothing is listed for it: write what is done before, during and after under \`${title}\` in duties.yaml.`
    : 'No date of it is to come.';
}
