/** Who has which turn on a day, as text and Markdown. */
import { type CalendarDate, longDate } from '../dates.ts';
import { leaveText } from '../view/away.ts';
import type { DutiesWhoView } from '../view/duties-who.ts';
import { forText } from './duties.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

export const dutiesWhoRenderer: Renderer<DutiesWhoView> = {
  tsv: 'duties who',
  select: whole,
  text: ({ rotations, today }, { width, style }) =>
    joinLines(
      rotations.flatMap((each) => {
        const [first, ...others] = linesOf(each, today);
        return [
          ...wrap(first ?? '', width).map(style.strong),
          ...others.flatMap((text) => wrap(text, width, '  ', '  ')),
        ];
      }),
    ),
  markdown: ({ rotations, today }, { bullet }) =>
    joinLines(rotations.map((each) => bullet(linesOf(each, today).join('. ')))),
};

function linesOf(
  { title, on, turn, next }: DutiesWhoView['rotations'][number],
  today: CalendarDate,
): string[] {
  if (turn === null) return [`${title}: nobody on ${longDate(on, today)}, it is in nobody's turn`];
  const instead = forText(turn);
  return [
    `${title}: ${turn.holder ?? 'nobody'}${turn.mine ? ' (you)' : ''}`,
    [leaveText(turn, today), ...(instead === '' ? [] : [instead])].join(', '),
    ...(next?.holder
      ? [`then ${next.holder}${next.mine ? ' (you)' : ''}, from ${longDate(next.from, today)}`]
      : []),
  ];
}
