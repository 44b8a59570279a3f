/** The new dates of `plan --catch-up`, as a table. */
import type { Called } from '../plan/run.ts';
import { type CatchUpScreen, type CatchUpView, catchUpScreen } from '../view/catch-up.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer } from './page.ts';
import { tableLines } from './table.ts';

/** @param hire how printed commands name the hire */
export const catchUpRenderer = (hire: Called): Renderer<CatchUpView, CatchUpScreen> => ({
  tsv: 'plan --catch-up',
  select: (view) => catchUpScreen(view, hire),
  text: ({ name, title, standing, rows }, page) => {
    const { width, style } = page;
    return joinLines([
      ...wrap(title, width).map((line, at) =>
        at === 0 && line.startsWith(name) ? style.strong(name) + line.slice(name.length) : line,
      ),
      ...standing.flatMap((line) => wrap(line, width)),
      '',
      ...tableLines(
        [
          { cells: rows.map(() => 'Moves'), state: true },
          { cells: rows.map(({ ref }) => ref), style: style.command },
          {
            head: 'item',
            cells: rows.map(({ title: name }) => name),
            least: Math.min(22, Math.floor(width / 2)),
            wraps: true,
          },
          { head: 'was due', cells: rows.map(({ before }) => before), said: (day) => `was due ${day}` },
          {
            head: 'new date',
            cells: rows.map(({ after }) => after),
            style: style.strong,
            said: (day) => `now ${day}`,
          },
          { head: 'that day', cells: rows.map(({ hours }) => hours), said: (hours) => `${hours} that day` },
          { cells: rows.map(({ remark }) => remark), least: 12, wraps: true, style: style.quiet },
        ],
        page,
        style.quiet,
      ),
    ]);
  },
});
