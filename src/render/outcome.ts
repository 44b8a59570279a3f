import type { Outcome } from '../view/outcome.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer } from './page.ts';

export const outcomeRenderer: Renderer<Outcome> = {
  text({ changes, remarks, hint }, { width, style }) {
    return joinLines([
      ...changes.flatMap((line) =>
        wrap(line, width - 2).map((part, index) =>
          index === 0 ? `${style.good('✓')} ${part}` : `  ${part}`,
        ),
      ),
      ...remarks.flatMap((line) => wrap(line, width - 2, '  ')),
      ...(hint ? wrap(hint, width - 2, '  ').map(style.quiet) : []),
    ]);
  },
};
