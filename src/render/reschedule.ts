/** Another start or calendar: each item that moves, before and after. */
import { type CalendarDate, longDate } from '../dates.ts';
import type { RescheduleView, ShiftView } from '../view/reschedule.ts';
import { listText } from '../view/words.ts';
import { layColumns, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';

export const rescheduleRenderer: Renderer<RescheduleView> = {
  select: whole,
  text(view, page) {
    const { hire, today, changes, late, others, remarks } = view;
    const { width, style } = page;
    const title = `When ${hire} ${listText(changes)}`;
    // One table, so that the columns of both parts stand below each other.
    const [head = '', ...rows] = tableLines([...late, ...others], today, page);
    return joinLines([
      ...wrap(title, width).map(style.strong),
      ...remarks.flatMap((remark) => wrap(remark, width)),
      '',
      ...(late.length > 0 ? wrap('CATCH UP, due before today', width).map(style.careful) : []),
      ...(late.length > 0 ? [style.quiet(head), ...rows.slice(0, late.length), ''] : []),
      ...(others.length > 0 ? [style.strong(late.length > 0 ? 'THEN' : 'WHAT MOVES')] : []),
      ...(others.length > 0 ? [style.quiet(head), ...rows.slice(late.length)] : []),
    ]);
  },
};

/** The head and a line an item; on a narrow terminal the dates stay and the title is cut. */
function tableLines(shifts: readonly ShiftView[], today: CalendarDate, { width, style }: Page): string[] {
  const column = (head: string, cell: (shift: ShiftView) => string) => [head, ...shifts.map(cell)];
  return layColumns(
    [
      { cells: column('', ({ ref }) => ref), wide: 4, style: style.command },
      { cells: column('was due', ({ before }) => longDate(before, today)) },
      { cells: column('is due', ({ after }) => longDate(after, today)) },
      { cells: column('', ({ title }) => title), least: 8 },
      { cells: column('', ({ who }) => who), least: 8, style: style.quiet },
    ],
    width - 2,
  ).map((line) => `  ${line}`);
}
