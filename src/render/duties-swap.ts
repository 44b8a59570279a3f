/** Whose turns change, as text. */
import { longDate } from '../dates.ts';
import { leaveText } from '../view/away.ts';
import type { DutiesSwapView } from '../view/duties-swap.ts';
import { layColumns, wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

export const dutiesSwapRenderer: Renderer<DutiesSwapView> = {
  select: whole,
  text({ title, turns, running, today }, page) {
    const { width, style } = page;
    return joinLines([
      ...wrap(`${title}: whose turns change`, width).map(style.strong),
      ...layColumns(
        [
          { cells: turns.map((turn) => leaveText(turn, today)) },
          { cells: turns.map(({ is }) => is), least: 12, wraps: true, weak: 0 },
          {
            cells: turns.map(({ was }) => `instead of ${was ?? 'nobody'}`),
            style: style.quiet,
            least: 16,
            wraps: true,
          },
        ],
        page,
        '  ',
      ),
      ...running.flatMap(({ name, first, second }) =>
        wrap(
          `! ${name} then has two turns on end: from ${longDate(first, today)} and from ${longDate(second, today)}.`,
          width,
          '',
          '  ',
        ).map(style.careful),
      ),
    ]);
  },
};
