/** The places at which words were found, as text. */
import { isRunId } from '../progress/record-id.ts';
import { type FindView, type FoundHire, type FoundPlace, type Instead, placeText } from '../view/find.ts';
import { listText, plural } from '../view/words.ts';
import { folded, rangesOf, snippetOf } from '../view/words-in.ts';
import { spread, widthOf, wrap, wrapWords } from './layout.ts';
import { joinLines, linesOn, type Page, type Renderer } from './page.ts';

const indent = '       ';

/** @param options `all`: every place, however many lines they take; `command`: the one that shows every place */
export const findRenderer = (options: {
  readonly all: boolean;
  readonly command: string;
}): Renderer<FindView> => ({
  tsv: 'find',
  // A text of several lines is shown on one.
  select: (view) => ({
    ...view,
    places: view.places.map((place) => ({ ...place, text: place.text.trim().replace(/\s+/g, ' ') })),
  }),
  text(view, page) {
    const { places, instead, unreadable } = view;
    const { speech } = page;
    const faults = unreadable.flatMap(({ name, fault, remedy }) =>
      wrapWords(`! ${name} is left out: ${fault}; ${remedy}`, page.width, '', '  ').map(page.style.bad),
    );
    if (instead) return joinLines([...nothingLines(view, instead, page), '', ...faults]);
    const words = view.words.map(folded);
    // The heading, the line at the foot and the empty lines beside them take five lines.
    let room = options.all ? Number.POSITIVE_INFINITY : linesOn(page) - 5 - faults.length;
    const shown: string[][] = [];
    for (const place of places) {
      const lines = placeLines(place, view, words, page);
      room -= lines.length;
      if (room < 0 && shown.length > 0) break;
      shown.push(lines);
    }
    const more = places.length - shown.length;
    return joinLines([
      ...(speech
        ? [speech.heading(headText(view), undefined, '')]
        : wrap(headText(view), page.width).map(page.style.strong)),
      '',
      ...shown.flat(),
      '',
      ...(more > 0
        ? wrap(`… and ${plural(more, 'place')} more: ${options.command}`, page.width).map(page.style.quiet)
        : []),
      ...faults,
    ]);
  },
});

function headText({ places, words, hires }: FindView): string {
  const what = listText(words.map((word) => `"${word}"`));
  return `${what} in ${plural(places.length, 'place')}, for ${namesText(hires)}`;
}

/** `Ada Lovelace`, `Ada Lovelace and Annie Easley`, `12 hires`; `12 runs` where those of checklists are among them. */
function namesText(hires: readonly FoundHire[]): string {
  const names = [...new Set(hires.map(({ name }) => name))];
  if (names.length <= 3) return listText(names);
  return `${names.length} ${hires.some(({ id }) => isRunId(id)) ? 'runs' : 'hires'}`;
}

/** What it belongs to, with the command that shows it where there is room; below, the part of the text that has the words. */
function placeLines(
  place: FoundPlace,
  { hires, today }: FindView,
  words: readonly string[],
  page: Page,
): string[] {
  const { width, style, speech } = page;
  const { ref, about, title, where, command, text, hires: having } = place;
  const isSeveral = new Set(hires.map(({ name }) => name)).size > 1 && having.length > 0;
  const name = about === 'run' ? namesText(having) : title;
  const facts = [
    where === 'title' && about === 'item' ? '' : placeText(place, today),
    isSeveral ? namesText(having) : '',
  ].filter(Boolean);
  const beside = facts.join(', ');
  if (speech) {
    const said = where === 'title' ? '' : snippetOf(text, words, 200);
    return [speech.row('', [ref ?? '', name, beside, said]), command];
  }
  const head = `${(ref ?? '').padEnd(indent.length)}${name}`;
  const [line = '', ...rest] = spread(head, command, page);
  const isBeside = rest.length === 0;
  const room = Math.max(20, width - indent.length - widthOf(beside) - 2);
  const below = where === 'title' ? beside : `${beside}: ${snippetOf(text, words, room)}`;
  const isPlain = style.strong('.') === '.';
  const bold = (each: string) => (isPlain ? each : strongIn(each, words, style.strong));
  return [
    ...(isBeside
      ? [bold(line.slice(0, -command.length)) + style.command(command)]
      : wrap(head, width, '', indent).map(bold)),
    ...(below === '' ? [] : wrap(below, width, indent).map(bold)),
    ...(isBeside ? [] : [indent + style.command(command)]),
  ];
}

/** The line with the words in it set off. */
function strongIn(line: string, words: readonly string[], strong: (text: string) => string): string {
  let at = 0;
  const parts = rangesOf(line, words).map(({ from, to }) => {
    const part = line.slice(at, from) + strong(line.slice(from, to));
    at = to;
    return part;
  });
  return parts.join('') + line.slice(at);
}

function nothingLines({ words, hires }: FindView, instead: Instead, { width }: Page): string[] {
  const where = hires.length > 0 ? `, for ${namesText(hires)}` : '';
  const { unknown, how, command } = instead;
  const missing = unknown.map(({ word }) => `"${word}"`);
  const text =
    missing.length > 0
      ? `Nothing has ${missing.join(' or ')} in it${where}.`
      : `No place has all of them${where}: ${words.map((word) => `"${word}"`).join(', ')}.`;
  const near = unknown.flatMap(({ near: each }) => each ?? []);
  const lead = {
    nearest: `Did you mean ${listText(near)}?`,
    words: 'As single words:',
    fewer: 'Fewer words find more:',
    none: 'What there is:',
  }[how];
  return [...wrap(text, width), ...wrap(`${lead} ${command}`, width)];
}
