/** What the program says where nobody has been started. */
import { wrap } from './layout.ts';
import { termLines } from './terms.ts';

/** Five lines: what this is, that nobody is here yet, and the three ways to begin. @param width of the output, in columns */
export function welcome(width: number): string {
  const lines = [
    ...wrap('This is pm-onboard: it tracks the first ninety days of a new product manager.', width),
    ...wrap('Nobody is being onboarded here yet. All that it can do: pm-onboard help --all', width),
    ...termLines(
      [
        ['pm-onboard start', "begin with somebody's first day; it asks"],
        ['pm-onboard demo', 'look around first, in a throwaway workspace'],
        ['pm-onboard sync --join', 'get what your team shares, from its git'],
      ],
      width,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
