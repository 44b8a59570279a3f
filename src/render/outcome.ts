import type { Outcome } from '../view/outcome.ts';
import { wrapHint, wrapWords } from './layout.ts';
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
      ...remarks.flatMap((line) => wrapHint(line, width, '  ', '', wrapWords)),
      ...(hint ? wrapHint(hint, width, '  ', '', wrapWords).map(style.quiet) : []),
      ...commands.map((command) => `  ${command}`),
    ]);
  },
};
