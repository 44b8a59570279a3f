/** A run's task list. Each line begins with its number, the only place that no tool takes it from or moves it. */
import { type CalendarDate, longDate } from '../dates.ts';
import type { ListView } from '../view/export.ts';
import { againText, evidenceWish, roleNames, sizeText } from '../view/words.ts';
import { joinLines, type Renderer, whole } from './page.ts';

export const exportRenderer: Renderer<ListView> = {
  select: whole,
  // The list is Markdown always.
  text: () => '',
  markdown: ({ programTitle, hire, phases, today }, { heading, bullet, strong }) =>
    joinLines([
      heading(1, `${programTitle}: ${hire.name}`),
      '',
      ...phases.flatMap(({ title, due, items }) => [
        heading(2, `${title}, by ${longDate(due, today)}`),
        '',
        ...items.map((item) =>
          bullet(
            `${strong(`${item.ref} ${item.title}`)}${factsText(item, today)}`,
            item.ticked ? 'done' : 'open',
          ),
        ),
        '',
      ]),
    ]),
};

function factsText(item: ListView['phases'][number]['items'][number], today: CalendarDate): string {
  const facts = [
    sizeText(item),
    item.with.length > 0 ? `with ${item.with.map(roleNames).join(', ')}` : '',
    ...(item.ticked ? [] : [...againText(item, today), ...evidenceWish(item)]),
    item.optional ? 'optional' : '',
  ].filter(Boolean);
  return facts.length > 0 ? ` (${facts.join(', ')})` : '';
}
