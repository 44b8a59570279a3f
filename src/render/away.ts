/** The leaves of a hire, as text. */
import { type LeavesView, leaveText } from '../view/away.ts';
import { plural } from '../view/words.ts';
import { layColumns, wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

export const leavesRenderer: Renderer<LeavesView> = {
  select: whole,
  text({ hire, flag, today, leaves }, page) {
    const { width, style } = page;
    if (leaves.length === 0)
      return joinLines([
        ...wrap(`No leave of ${hire} is recorded.`, width),
        ...wrap(`Record one, from today on: pm-onboard away --from ${today}${flag}`, width).map(style.quiet),
      ]);
    return joinLines([
      ...wrap(`When ${hire} is away`, width).map(style.strong),
      '',
      ...layColumns(
        [
          { cells: leaves.map((leave) => leaveText(leave, today)), least: 20, wraps: true },
          { cells: leaves.map(({ days }) => plural(days, 'day')) },
          { cells: leaves.map(({ state }) => state), style: style.quiet },
        ],
        page,
        '  ',
      ),
    ]);
  },
};
