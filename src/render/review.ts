/** A review, as text and as Markdown: the agenda of a 1:1. */
import type { Called } from '../plan/run.ts';
import type { ReviewRow } from '../view/review/rows.ts';
import { type ReviewScreen, type ReviewSection, reviewScreen } from '../view/review/screen.ts';
import type { ReviewView } from '../view/review.ts';
import { cut, layColumns, widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import {
  type Fitted,
  fitSections,
  joinLines,
  linesOn,
  type Page,
  type Renderer,
  type Round,
  restText,
  titledLines,
} from './page.ts';

/** Urgent sections get up to three rows first, then the others one each, then all sections get more in turn. */
const rounds: readonly Round[] = [
  { urgent: true, most: 3 },
  { urgent: false, most: 1 },
  { most: Number.POSITIVE_INFINITY },
];

/** Shows as many rows as the page has room for. The parameter says how the commands on the screen name the hire. */
export const reviewRenderer = (hire: Called): Renderer<ReviewView, ReviewScreen> => ({
  select: (view, format) => reviewScreen(view, format === 'markdown' ? format : 'text', hire),

  text({ title, standing, sections, hint }, page) {
    const { width, style } = page;
    const head = [
      ...wrap(title, width).map((line, index) => (index === 0 ? style.strong(line) : line)),
      ...standing.flatMap((line) => wrap(line, width)),
    ];
    const foot = wrap(hint, width).map(style.quiet);
    // The 2 lines are the empty one below the head, and the next prompt.
    const room = linesOn(page) - head.length - foot.length - 2;
    const fitted = fitSections(sections, room, (section) => linesOf(section, page).length, rounds);
    const more = fitted.reduce((sum, section) => sum + section.more, 0);
    const rest = page.speech && more > 0 ? [`${more} more: --markdown shows them`] : [];
    return joinLines([...head, '', ...fitted.flatMap((section) => linesOf(section, page)), ...rest, ...foot]);
  },

  markdown({ title, standing, sections }, write) {
    return joinLines([
      write.heading(2, title),
      '',
      ...standing.flatMap((line) => [line, '']),
      ...sections.flatMap((section) => [
        write.heading(3, section.title),
        '',
        ...(section.remark ? [section.remark, ''] : []),
        ...section.rows.map((row) => markdownRow(row, section, write)),
        '',
      ]),
    ]);
  },
});

/** The lines of a section, with the empty line that follows unless it is tight. */
function linesOf(section: Fitted<ReviewSection>, page: Page): string[] {
  const lines =
    section.inline && !page.speech
      ? inlineLines(section, page)
      : [...titleLines(section, page), ...rowLines(section, page)];
  return section.tight ? lines : [...lines, ''];
}

function inlineLines(section: Fitted<ReviewSection>, page: Page): string[] {
  const { title, rows, more } = section;
  const texts = rows.map(({ ref, title: text, remark }) => {
    const said = remark && ` (${remark})`;
    // A long title gives way to what is said of it, which may be a name.
    const room = Math.max(20, page.width - 24 - widthOf(said));
    return cut([ref, text].filter(Boolean).join(' '), room) + said;
  });
  return titledLines(
    title.toUpperCase(),
    [...texts, ...(more > 0 ? [`… ${more} more`] : [])].join(' · '),
    page,
  );
}

/** The title, with the number of rows left out beside it: below the rows, that number would take the place of a row. */
function titleLines(section: Fitted<ReviewSection>, page: Page): string[] {
  const { title, remark, rows, more } = section;
  const rest = more > 0 && !page.speech ? [`${restText(section)}: --markdown`] : [];
  return titledLines(
    page.speech ? title : title.toUpperCase(),
    [...(remark ? [remark] : []), ...rest].join('   '),
    page,
    {
      shown: rows.length,
      all: rows.length + more,
      noun: 'row',
    },
  );
}

function rowLines({ rows, urgent }: Fitted<ReviewSection>, page: Page): string[] {
  const { width, style } = page;
  const least = Math.min(24, Math.floor(width / 3));
  return layColumns(
    [
      { cells: rows.map(({ state }) => state), state: true },
      { cells: rows.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: rows.map(({ title }) => title), least },
      { cells: rows.map(({ when }) => when), ...(urgent ? { style: style.careful } : {}) },
      { cells: rows.map(({ remark }) => remark), below: true },
    ],
    page,
    '  ',
  );
}

function markdownRow(
  { ref, title, when, remark, link, evidence }: ReviewRow,
  { boxes }: ReviewSection,
  write: Markdown,
): string {
  const proof = evidence ? write.link('evidence', evidence.url) : '';
  return write.bullet(write.entry(ref, title, link, [when, remark, proof]), boxes ? 'open' : undefined);
}
