/** A phase, as text. */
import { longDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import type { ItemView } from '../view/item.ts';
import type { ShowPhaseView } from '../view/show-phase.ts';
import { hireFlag, roleNames, sizeText, stateWord } from '../view/words.ts';
import { layColumns, spread, wrap } from './layout.ts';
import { joinLines, type Renderer, titledLines, whole } from './page.ts';

export { viewShowPhase } from '../view/show-phase.ts';

/** The parameter says how the commands on the screen name the hire. */
export const phaseRenderer = (hire: Called): Renderer<ShowPhaseView> => ({
  tsv: 'show',
  select: whole,
  text({ phase, items, today }, page) {
    const { style, width } = page;
    const title = `${phase.number}  ${phase.title}`;
    const [head = '', ...below] = spread(title, `by ${longDate(phase.due, today)}`, page);
    const open = items.filter(({ state, by }) => state === 'open' && by === null);
    const first = open.find(({ optional }) => !optional) ?? open[0];
    return joinLines([
      head.startsWith(title) ? style.strong(title) + head.slice(title.length) : style.strong(head),
      ...below,
      ...wrap(standingText(phase), width).map(style.quiet),
      '',
      ...(phase.objective ? wrap(phase.objective, width) : []),
      '',
      ...(phase.focus.length > 0
        ? titledLines('LOOK AT', '', page, { shown: phase.focus.length, noun: 'thing' })
        : []),
      ...phase.focus.flatMap((each) => wrap(`- ${each}`, width, '  ', '  ')),
      '',
      ...(items.length > 0
        ? titledLines('ITEMS', '', page, { shown: items.length, noun: 'step' })
        : ['It has no items.']),
      ...layColumns(
        [
          { cells: items.map(({ ref }) => ref), style: style.command },
          { cells: items.map((item) => item.title), least: 30 },
          { cells: items.map(stateWord), said: () => '' },
          { cells: items.map(stateWord), state: true },
          { cells: items.map(({ due }) => longDate(due, today)) },
          { cells: items.map(factsText), below: true, style: style.quiet },
        ],
        page,
        '  ',
      ),
      '',
      ...(first
        ? wrap(`What the first open one is for: pm-onboard show ${first.ref}${hireFlag(hire)}`, width).map(
            style.quiet,
          )
        : []),
    ]);
  },
});

function standingText({ id, done, total, skipped, state }: ShowPhaseView['phase']): string {
  const when = {
    done: 'all done',
    current: 'under way',
    upcoming: 'still to come',
    past: 'its end has passed',
  }[state];
  return [
    id,
    `${done} of ${total - skipped} done`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    when,
  ].join(' · ');
}

/** Who does it, if somebody else, and how much it is. */
function factsText(item: ItemView): string {
  const who = item.by && item.state === 'waiting' ? [roleNames(item.by)] : [];
  const size = sizeText(item);
  return [...who, ...(size ? [size] : []), ...(item.optional ? ['optional'] : [])].join(' · ');
}
