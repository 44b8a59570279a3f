/** Who is who, as text and as Markdown. */
import type { Called } from '../plan/run.ts';
import { type PeopleScreen, type PeopleView, peopleScreen } from '../view/people.ts';
import { upperFirst } from '../view/words.ts';
import { layRows, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { joinLines, type Page, type Renderer, titledLines } from './page.ts';

type Held = PeopleScreen['held'][number];
type Unheld = PeopleScreen['nobody'][number];

/**
 * @param hire how printed commands name the hire
 * @param all whether every item of a role is shown; a list to paste always has them
 */
export const peopleRenderer = (hire: Called, all = false): Renderer<PeopleView, PeopleScreen> => ({
  tsv: 'people',
  select: (view, format) => peopleScreen(view, hire, all || format === 'markdown'),

  text({ name, title, held, nobody, hint }, page) {
    const { width, style, speech } = page;
    return joinLines([
      ...wrap(title, width).map((line, at) =>
        at === 0 && line.startsWith(name) ? style.strong(name) + line.slice(name.length) : line,
      ),
      ...held.flatMap((role) => ['', ...heldLines(role, page)]),
      ...(nobody.length > 0
        ? [
            '',
            ...titledLines(speech ? nobodyTitle : nobodyTitle.toUpperCase(), '', page, {
              shown: nobody.length,
              noun: 'role',
            }),
            ...nobody.flatMap((role) => unheldLines(role, page)),
          ]
        : []),
      '',
      ...wrap(hint, width).map(style.quiet),
    ]);
  },

  markdown: ({ title, held, nobody }, write) =>
    joinLines([
      write.heading(2, title),
      '',
      ...held.flatMap((role) => [
        write.heading(3, `${role.title}: ${role.who}`),
        '',
        ...role.items.flatMap((item) => markdownItem(item, write)),
        '',
      ]),
      ...(nobody.length > 0 ? [write.heading(3, nobodyTitle), ''] : []),
      ...nobody.flatMap((role) => [
        write.bullet(write.entry('', role.title, null, [role.items.map(({ ref }) => ref).join(', ')])),
        ...role.items.flatMap(({ topics }) => topics.map((topic) => write.bullet(topic, undefined, 1))),
      ]),
    ]),
});

const nobodyTitle = 'Nobody yet';

function heldLines({ title, who, ...role }: Held, page: Page): string[] {
  const shown = role.items.length;
  return [
    ...titledLines(page.speech ? title : title.toUpperCase(), who, page, { shown, noun: 'step' }),
    ...itemLines(role, page),
  ];
}

/** Each item with what to ask there below it, then the numbers of the others. */
function itemLines({ items, others }: Pick<Held, 'items' | 'others'>, page: Page): string[] {
  const { style, width, speech } = page;
  const rows = layRows(
    [
      { cells: items.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: items.map(({ title }) => title), least: 20 },
      { cells: items.map(({ part }) => part) },
      { cells: items.map(({ when }) => when), style: style.quiet },
    ],
    page,
    '  ',
  );
  const left = others.length > 0 ? `${items.length > 0 ? 'also' : 'for'} ${others.join(' · ')}` : '';
  return [
    ...rows.flatMap((lines, at) => [
      ...lines,
      ...(items[at]?.topics ?? []).flatMap((topic) =>
        speech ? [`To ask: ${topic}`] : wrap(`- ${topic}`, width, '        ', '  '),
      ),
    ]),
    ...(speech ? [upperFirst(left.replaceAll(' · ', ', '))] : wrap(left, width, '  ', '  ').map(style.quiet)),
  ].filter(Boolean);
}

function unheldLines({ title, assign, ...role }: Unheld, page: Page): string[] {
  const { width, style, speech } = page;
  if (speech) return [`${title}. To bind somebody: ${assign}`, ...itemLines(role, page)];
  return [
    ...wrap(`${title}   ${assign}`, width, '  ', '  ').map((line) =>
      line.replace(assign, (command) => style.quiet(command)),
    ),
    ...itemLines(role, { ...page, width: width - 2 }).map((line) => `  ${line}`),
  ];
}

function markdownItem({ ref, title, part, when, topics }: Held['items'][number], write: Markdown): string[] {
  return [
    write.bullet(write.entry(ref, title, null, [part, when])),
    ...topics.map((topic) => write.bullet(topic, undefined, 1)),
  ];
}
