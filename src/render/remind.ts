/** What a message says, as text and as Markdown. */
import type { RemindView } from '../view/remind.ts';
import { layRows, leastForNames, sinceWhen, widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { joinLines, type Page, type Renderer, titledLines } from './page.ts';

/** What is shown. Names and titles stand under keys of their own, since none of them shall call anybody where it is pasted. */
type RemindScreen = ReturnType<typeof screenOf>;

function screenOf({ sections, ...view }: RemindView) {
  return {
    ...view,
    sections: sections.map(({ title, lines, more }) => ({
      heading: title,
      lines: lines.map(({ title: what, ...line }) => ({ ...line, what })),
      more,
    })),
  };
}

type RemindPart = RemindScreen['sections'][number];

export const remindRenderer: Renderer<RemindView, RemindScreen> = {
  select: screenOf,

  text(view, page) {
    if (view.silent) return '';
    const { width, style } = page;
    return joinLines([
      ...wrap(view.title, width).map(style.strong),
      ...wrap(view.summary, width),
      '',
      ...view.sections.flatMap((section) => [...sectionLines(section, view, page), '']),
      ...view.notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
      ...wrap(hintOf(view), width).map(style.quiet),
    ]);
  },

  markdown(view, write) {
    if (view.silent) return '';
    return joinLines([
      write.heading(2, view.title),
      '',
      ...(view.summary === '' ? [] : [view.summary, '']),
      ...view.sections.flatMap(({ heading, lines, more }) => [
        write.heading(3, heading),
        '',
        ...lines.map((line) => markdownLine(line, write)),
        ...(more > 0 ? [write.bullet(`… and ${more} more`)] : []),
        '',
      ]),
      ...view.notices.map((notice) => write.bullet(notice)),
    ]);
  },
};

function hintOf({ command, reader }: RemindScreen): string {
  if (command === '') return '';
  return `${reader.kind === 'channel' ? 'Yours, with what to type' : 'All of it'}: ${command}`;
}

/** A title up to this width isn't broken for what stands beside it. */
const widestTitle = 38;

function sectionLines({ heading, lines, more }: RemindPart, { reader }: RemindScreen, page: Page): string[] {
  const { style, speech, width } = page;
  // Whoever reads a channel has the commands in a list of their own.
  const commands = lines.map(({ command }) => (reader.kind === 'channel' ? '' : command));
  const hires = lines.map(({ hire }) => hire);
  const titles = lines.map(({ what }) => what);
  const rows = layRows(
    [
      { cells: lines.map(({ state }) => state), state: true },
      { cells: hires, least: leastForNames(hires), most: 24, wraps: true, weak: 0 },
      { cells: lines.map(({ ref }) => ref), style: style.command },
      {
        cells: titles,
        least: Math.min(widestTitle, Math.max(...titles.map(widthOf))),
        wraps: true,
      },
      { cells: lines.map(({ when }) => when), ...sinceWhen(page) },
      ...(speech ? [] : [{ cells: commands, below: true, style: style.quiet } as const]),
    ],
    page,
    '  ',
  );
  const said = rows.flatMap((each, at) =>
    speech ? [[each[0], commands[at]].filter(Boolean).join(' ')] : each,
  );
  const all = lines.length + more;
  return [
    ...titledLines(heading, '', page, { shown: lines.length, all, noun: 'row' }),
    ...said,
    ...(more > 0 ? wrap(`… and ${more} more`, width, '  ').map(style.quiet) : []),
  ];
}

function markdownLine({ hire, ref, what, when, link }: RemindPart['lines'][number], write: Markdown): string {
  return write.bullet(`${hire === '' ? '' : `${hire}: `}${write.entry(ref, what, link, [when])}`);
}
