/** Two filled-in forms side by side. */
import type { ComparedPerson, ComparedRow, CompareView } from '../../view/handbook/compare.ts';
import { firstName, listText, plural } from '../../view/words.ts';
import { spread, wrap } from '../layout.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from '../page.ts';
import { titleOf } from './level.ts';

const titles = {
  differ: 'You differ',
  open: 'Not both filled in',
  unread: 'None of the five words',
  agree: 'You agree',
};

export const compareRenderer: Renderer<CompareView> = {
  select: whole,
  text(view, page) {
    const { width, style } = page;
    const { people, differ, open, agree, unread } = view;
    const names = shortNames(people);
    return joinLines([
      ...spread(headOf(view), people.map(personText).join(' · '), page).map(style.strong),
      ...remarksOf(view).flatMap((line) => wrap(line, width)),
      '',
      ...section(titles.differ, differ, names, page, true),
      ...section(titles.open, open, names, page, false),
      ...(unread.length > 0
        ? [
            ...titledLines(titles.unread.toUpperCase(), '', page, { shown: unread.length, noun: 'line' }),
            ...unread.flatMap(({ file, line, text }) =>
              wrap(`${file}, line ${line}: "${text}"`, width, '  ', '  '),
            ),
            '',
          ]
        : []),
      ...section(titles.agree, agree, names, page, false),
      ...wrap(last, width).map(style.quiet),
    ]);
  },
  markdown(view, write) {
    const { people, differ, open, agree, unread } = view;
    const names = shortNames(people);
    const part = (title: string, rows: readonly ComparedRow[]) =>
      rows.length === 0
        ? []
        : [
            write.heading(2, title),
            '',
            ...rows.flatMap((row) => [
              write.heading(3, titleOf(row)),
              '',
              ...rowTexts(row, names).map(({ line, sentence }) =>
                write.bullet(`${line}${sentence ? ` (${sentence})` : ''}`),
              ),
              '',
            ]),
          ];
    return `${[
      write.heading(1, headOf(view)),
      '',
      people.map(personText).join(' · '),
      '',
      ...remarksOf(view).flatMap((line) => [line, '']),
      ...part(titles.differ, differ),
      ...part(titles.open, open),
      ...(unread.length > 0
        ? [
            write.heading(2, titles.unread),
            '',
            ...unread.map(({ file, line, text }) => write.bullet(`${file}, line ${line}: "${text}"`)),
            '',
          ]
        : []),
      ...part(titles.agree, agree),
      last,
    ].join('\n')}\n`;
  },
};

const last = 'A map for talking, not a list for promotion: nothing is added up, and no level comes of it.';

function headOf({ levels, about }: CompareView): string {
  const which = levels.length === 1 ? `Level ${levels[0]}` : `Levels ${listText(levels.map(String))}`;
  return about ? `${which}, for ${about}` : which;
}

function personText({ name, on }: ComparedPerson): string {
  return on === '' ? name : `${name}, ${on}`;
}

/** First names where these tell the two apart. */
function shortNames(people: readonly ComparedPerson[]): string[] {
  const short = people.map(({ name, file }) => (name === file ? name : firstName(name)));
  return new Set(short).size === people.length ? short : people.map(({ name }) => name);
}

function remarksOf({ differ, open, agree, unread, otherSentences }: CompareView): string[] {
  const all = differ.length + open.length + agree.length;
  const parts = [
    `You differ in ${differ.length} of ${all}`,
    ...(open.length > 0 ? [`${open.length} not filled in by both`] : []),
    ...(unread.length > 0 ? [`${plural(unread.length, 'mark')} can't be read`] : []),
  ];
  return [
    `${parts.join('; ')}.`,
    ...(otherSentences
      ? ['The levels were edited between the two forms: read the sentences before you compare the marks.']
      : []),
  ];
}

function section(
  title: string,
  rows: readonly ComparedRow[],
  names: readonly string[],
  page: Page,
  isFull: boolean,
): string[] {
  const { width, style } = page;
  if (rows.length === 0) return [];
  return [
    ...titledLines(title.toUpperCase(), '', page, { shown: rows.length, noun: 'part' }),
    ...rows.flatMap((row) => [
      ...wrap(titleOf(row), width, '  ', '  '),
      ...rowTexts(row, names).flatMap(({ line, sentence }) => [
        ...wrap(line, width, '    ', '  '),
        ...(isFull && sentence ? wrap(sentence, width, '      ').map(style.quiet) : []),
      ]),
    ]),
    '',
  ];
}

/** What both marked at each level, with the sentence that they marked, and then what each wrote. */
function rowTexts(
  { marks, written }: ComparedRow,
  names: readonly string[],
): { readonly line: string; readonly sentence?: string | null }[] {
  return [
    ...marks.map(({ levels, text, marks: given }) => ({
      line: `at ${levels.join(' and ')}: ${marksText(given, names)}`,
      sentence: given.every((mark) => mark === null) ? null : text,
    })),
    ...written.flatMap(({ evidence, note }, at) => [
      ...(evidence === '' ? [] : [{ line: `${names[at]}, evidence: ${evidence}` }]),
      ...(note === '' ? [] : [{ line: `${names[at]}, note: ${note}` }]),
    ]),
  ];
}

function marksText(given: readonly (string | null)[], names: readonly string[]): string {
  if (given.every((mark) => mark === null)) return 'no mark yet';
  if (new Set(given).size === 1) return `both ${given[0]}`;
  return given.map((mark, at) => `${names[at]} ${mark ?? 'no mark yet'}`).join(' · ');
}
