/** The programs of a workspace and who follows them, as text. */
import type { ProgramsView } from '../view/programs.ts';
import { listText, plural, unlookedText } from '../view/words.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

type Row = ProgramsView['programs'][number];

export const programsRenderer: Renderer<ProgramsView> = {
  tsv: 'start --list',
  select: whole,
  text({ programs, unreadable }, { width, style }) {
    const blocks = programs.flatMap((program) => [
      ...wrap(`${program.title ?? 'Not usable'} (${program.id ?? 'no id'})`, width).map(style.strong),
      ...[whereText(program), whoText(program)].flatMap((text) => wrap(text, width, '  ', '  ')),
    ]);
    const left = unreadable.map(({ name, remedy }) => unlookedText(name, remedy));
    return joinLines([...blocks, ...left.flatMap((text) => wrap(text, width))]);
  },
};

function whereText({ place, usual, fault, missing }: Row): string {
  if (missing) return 'its checklists are not here, so edits of them reach nobody';
  const where = place ?? 'ships with pm-onboard';
  if (fault !== null) return `${where}: ${fault}`;
  return usual ? `${where}; new hires start with it unless --program names another` : where;
}

function whoText({ hires }: Row): string {
  const names = hires.filter(({ over }) => !over).map(({ name }) => name);
  const ended = hires.length - names.length;
  const also = ended > 0 ? [`${plural(ended, 'run')} ended`] : [];
  return [listText(names) || 'nobody follows it now', ...also].join('; ');
}
