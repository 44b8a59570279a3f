/** What a command changed and what comes next, as text. */
import type { Outcome } from '../view/outcome.ts';
import { wrapWords } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

const foreseenText = 'Nothing is written. Without --dry-run:';

export const outcomeRenderer: Renderer<Outcome> = {
  select: whole,
  text({ changes, remarks, hint, commands = [], foreseen }, { width, style, speech }) {
    const mark = speech ? (foreseen ? 'Would be:' : '✓') : foreseen ? '·' : style.good('✓');
    return joinLines([
      ...(foreseen && changes.length > 0 ? wrapWords(foreseenText, width, '  ') : []),
      ...changes.flatMap((line) =>
        wrapWords(line, width - 2).map((part, index) => (index === 0 ? `${mark} ${part}` : `  ${part}`)),
      ),
      ...remarks.flatMap((line) => wrapWords(line, width, '  ')),
      ...(hint ? wrapWords(hint, width, '  ').map(style.quiet) : []),
      ...commands.map((command) => `  ${command}`),
    ]);
  },
};
