/** The runs of checklists under way, by due date, and what can be begun, as text and as Markdown. */
import { type CalendarDate, shortDate } from '../dates.ts';
import type { ChecklistRow, ChecklistsView, StartableView } from '../view/checklists.ts';
import { numbered, plural, unlookedText } from '../view/words.ts';
import { wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { joinLines, type Renderer, titledLines, whole } from './page.ts';

const nothing = 'Nothing is under way.';

export const checklistsRenderer: Renderer<ChecklistsView> = {
  tsv: 'run',
  select: whole,
  text(view, page) {
    const { width, style } = page;
    const { runs, templates, unreadable, today } = view;
    const rows = runs.flatMap((run) => [
      ...wrap(numbered(run.title, run.number), width, '  ', '  ').map((line) => style.strong(line)),
      ...wrap(`${standing(run, today)}: pm-onboard status --run ${run.run}`, width, '    ', '    '),
    ]);
    return joinLines([
      ...(runs.length > 0 ? [...titledLines('UNDER WAY', '', page), ...rows] : [nothing]),
      ...unreadable.flatMap((each) => wrap(leftText(each), width)),
      '',
      ...titledLines('CAN BE BEGUN', '', page),
      ...templateLines(templates, width),
      '',
      ...wrap('pm-onboard run leave-beta "Message reminders" --due 2027-01-15', width).map(style.quiet),
    ]);
  },
  markdown({ runs, templates, unreadable, today }, write: Markdown) {
    return joinLines([
      write.heading(2, 'Under way'),
      '',
      ...(runs.length > 0
        ? runs.map((run) => write.bullet(`${numbered(run.title, run.number)}: ${standing(run, today)}`))
        : [nothing]),
      ...unreadable.map((each) => write.bullet(leftText(each))),
      '',
      write.heading(2, 'Can be begun'),
      '',
      ...templates.map(({ id, title, fault }) => write.bullet(`${id}: ${title ?? `not usable: ${fault}`}`)),
    ]);
  },
};

function leftText({ name, remedy }: ChecklistsView['unreadable'][number]): string {
  return unlookedText(name, remedy);
}

/** `due Fri 15 Jan · Ada Lovelace · 3 of 10 done, 1 late`. */
function standing({ due, owner, progress, overdue, open }: ChecklistRow, today: CalendarDate): string {
  const late = overdue > 0 ? `, ${overdue} late` : '';
  const others = open.others > 0 ? `, ${plural(open.others, 'item')} with others` : '';
  return [
    `due ${shortDate(due, today)}`,
    owner,
    `${progress.done} of ${progress.total - progress.skipped} done${late}${others}`,
  ].join(' · ');
}

function templateLines(templates: readonly StartableView[], width: number): string[] {
  const longest = Math.max(0, ...templates.map(({ id }) => id.length));
  return templates.flatMap(({ id, title, fault }) => {
    const text = title ?? `not usable: ${fault}`;
    return wrap(`${id.padEnd(longest)}  ${text}`, width, '  ', ' '.repeat(longest + 4));
  });
}
