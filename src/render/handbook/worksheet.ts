/** The form to fill in, as Markdown; program/worksheet.ts reads it. */
import { longDate } from '../../dates.ts';
import { keyText, marks } from '../../program/worksheet.ts';
import type { WorksheetView } from '../../view/handbook/worksheet.ts';
import { escapedIn, flavours } from '../markdown.ts';
import { headOf, titleOf } from './level.ts';

/** The form with what people typed escaped. Each line to fill in names its competency, so that it is found wherever it ends up. */
export function worksheetMarkdown(view: WorksheetView): string {
  const { key } = view;
  const { level, about, today, evidence } = escapedIn(view, flavours.gfm);
  const { next, rows } = level;
  const lines = [
    `# ${headOf(level.level)}${next ? `, and the next, ${next.number}` : ''}`,
    '',
    'Fill it in by yourself, before you talk. Behind each line that ends with a number and a colon goes one of five words:',
    '',
    ...marks.map((mark) => `- ${mark}`),
    '',
    'They are no points, and nothing is added up. "No occasion": the work gave none; the note says what would. Evidence is a link, the number of an item, or a sentence that somebody else could confirm. Lines of yours may go on below. None of it enters the record that others read: keep it where only you two read it.',
    '',
    `- Form: ${keyText(key)}`,
    `- About:${about === '' ? '' : ` ${about}`}`,
    '- Written by:',
    `- On: ${view.today}`,
    '',
    ...rows.flatMap((row) => {
      const { id } = row.competency;
      return [
        `## ${titleOf(row)}`,
        '',
        ...(row.next?.same && next
          ? [`Levels ${level.level.number} and ${next.number}: ${row.text}`, '']
          : [
              `Level ${level.level.number}: ${row.text}`,
              '',
              ...(row.next && next ? [`Level ${next.number}: ${row.next.text}`, ''] : []),
            ]),
        ...(row.next?.same ? [key.levels.join(' and ')] : key.levels).map((at) => `- ${id}, at ${at}:`),
        `- ${id}, evidence:`,
        `- ${id}, note:`,
        '',
      ];
    }),
    ...(evidence.length > 0
      ? [
          '## What the record can point to',
          '',
          ...evidence.map(
            ({ ref, title, on, link, evidence: words }) =>
              `- ${flavours.gfm.entry(ref, title, link, [longDate(on, today), words ?? ''])}`,
          ),
          '',
        ]
      : []),
  ];
  return lines.join('\n');
}
