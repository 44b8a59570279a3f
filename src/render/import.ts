/** What `import` made, as text. */
import type { ImportView } from '../view/import.ts';
import { plural } from '../view/words.ts';
import { wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, titleOf, whole } from './page.ts';

export const importRenderer: Renderer<ImportView> = {
  select: whole,
  text({ folder, written, program, phases, items, toFill, problems, lost }, page) {
    const made = `${written ? 'Made' : 'Would make'} ${folder}: ${program.title}, ${plural(phases, 'phase')}, ${plural(items, 'item')}.`;
    return joinLines([
      ...wrap(made, page.width),
      '',
      ...part('To decide', toFill, page),
      ...part('What lint finds', problems, page),
      ...part(
        'Not carried over',
        lost.map(({ at, what }) => (at === '' ? what : `${at}: ${what}`)),
        page,
      ),
    ]);
  },
};

function part(title: string, lines: readonly string[], page: Page): string[] {
  if (lines.length === 0) return [];
  return [
    titleOf(title, page, { shown: lines.length, noun: 'row' }),
    ...lines.flatMap((line) => (page.speech ? [`${line}.`] : wrap(`- ${line}`, page.width, '  ', '  '))),
    '',
  ];
}
