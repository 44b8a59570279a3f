/** What a command changed and what comes next, as text. */
import type { Outcome } from '../view/outcome.ts';
import { wrapWords } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

export const outcomeRenderer: Renderer<Outcome> = {
  select: whole,
  text({ changes, remarks, hint, commands = [] }, { width, style }) {
    return joinLines([
      ...changes.flatMap((line) =>
        wrapWords(line, width - 2).map((part, index) =>
          index === 0 ? `${style.good('✓')} ${part}` : `  ${part}`,
        ),
      ),
      ...remarks.flatMap((line) => wrapWords(line, width, '  ')),
      ...(hint ? wrapWords(hint, width, '  ').map(style.quiet) : []),
      ...commands.map((command) => `  ${command}`),
    ]);
  },
};
