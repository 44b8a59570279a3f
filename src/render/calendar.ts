/** A hire's months, and the list of days off. */
import {
  asList,
  byMonth,
  type CalendarByMonth,
  type CalendarView,
  type DaysOffList,
  type DaysOffView,
} from '../view/calendar.ts';
import { spread, widthOf, wrap } from './layout.ts';
import { monthLines, monthMarkdown } from './months.ts';
import { joinLines, type Renderer } from './page.ts';

export const calendarRenderer: Renderer<CalendarView, CalendarByMonth> = {
  tsv: 'calendar',
  select: byMonth,
  text: ({ title, span, months, beyond, legend }, page) =>
    joinLines([
      ...wrap(title, page.width).map(page.style.strong),
      ...wrap(span, page.width),
      ...monthLines(months, page),
      '',
      ...beyond.flatMap((line) => wrap(line, page.width, '', '  ')),
      '',
      ...wrap(legend, page.width).map(page.style.quiet),
    ]),
  markdown: ({ title, span, months, beyond, legend }, write) =>
    joinLines([
      write.heading(2, title),
      '',
      span,
      ...monthMarkdown(months, write),
      '',
      ...beyond.map((line) => write.bullet(line)),
      '',
      legend,
    ]),
};

export const daysOffRenderer: Renderer<DaysOffView, DaysOffList> = {
  tsv: 'calendar --days-off',
  select: asList,
  text({ title, span, rows, foot }, page) {
    const { width, style, speech } = page;
    const dates = Math.max(0, ...rows.map(({ when }) => widthOf(when)));
    return joinLines([
      ...spread(style.strong(title), span, page),
      '',
      ...rows.flatMap(({ when, what }) =>
        speech
          ? [speech.row('', [when, what])]
          : // Where the page is too narrow for two columns, what the days are stands below their dates.
            width - dates < 24
            ? [...wrap(when, width, '  '), ...wrap(what, width, '    ')]
            : wrap(what, width - dates - 4).map(
                (line, at) => `  ${(at === 0 ? when : '').padEnd(dates)}  ${line}`,
              ),
      ),
      '',
      ...foot.flatMap((line) => wrap(line, width)).map(style.quiet),
    ]);
  },
  markdown: ({ title, span, rows, foot }, { heading, bullet, strong }) =>
    joinLines([
      heading(2, `${title}, ${span}`),
      '',
      ...rows.map(({ when, what }) => bullet(`${strong(when)}: ${what}`)),
      '',
      ...foot.flatMap((line) => [line, '']),
    ]),
};
