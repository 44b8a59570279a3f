/** What has changed in the team since a day, as text and as Markdown. */
import { longDate, shortDate } from '../dates.ts';
import { type TeamSinceScreen, type TeamSinceView, teamSinceScreen } from '../view/team-since.ts';
import { layColumns, wrap } from './layout.ts';
import { joinLines, type Renderer, titledLines } from './page.ts';
import { nobodyMarkdown, nobodyText } from './team.ts';

export const teamSinceRenderer: Renderer<TeamSinceView, TeamSinceScreen> = {
  tsv: 'team --since',
  select: (view, format) => teamSinceScreen(view, format === 'markdown' ? longDate : shortDate),

  text({ title, summary, sections, notices, nobody }, page) {
    if (nobody) return nobodyText(nobody, page);
    const { width, style } = page;
    return joinLines([
      ...wrap(title, width).map(style.strong),
      ...wrap(summary, width),
      '',
      ...sections.flatMap((section) => [
        ...titledLines(section.title.toUpperCase(), '', page, { shown: section.rows.length, noun: 'row' }),
        ...layColumns(
          [
            { cells: section.rows.map(({ name }) => name), least: 8, wraps: true, weak: 0 },
            { cells: section.rows.map(({ when }) => when), weak: 0 },
            { cells: section.rows.map(({ details }) => details), below: true },
          ],
          page,
          '  ',
        ),
        '',
      ]),
      ...notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
    ]);
  },

  markdown({ title, summary, sections, notices, nobody }, { heading, bullet }) {
    if (nobody) return nobodyMarkdown(nobody);
    return joinLines([
      heading(2, title),
      '',
      summary,
      '',
      ...sections.flatMap((section) => [
        heading(3, section.title),
        '',
        ...section.rows.map(({ name, when, details }) =>
          bullet(`${name}, ${when}${details ? `: ${details}` : ''}`),
        ),
        '',
      ]),
      ...notices.map((notice) => bullet(notice)),
    ]);
  },
};
