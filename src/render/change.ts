/** What a run showed about its program, as the text of a pull request. It is Markdown wherever it is printed. */
import type { AddedItems, ChangeView, PlacedItem, SeenItem, SkippedItem } from '../view/change.ts';
import { oneLine, plural, upperFirst, withUnit } from '../view/words.ts';
import type { Markdown } from './markdown.ts';
import { type InMarkdown, joinLines } from './page.ts';

/** How many signs of a hash tell one state of a program from all others. */
const shortHash = 12;

const leftOut = ['skipped', 'not applicable', 'waived'] as const;

export const changeMarkdown: InMarkdown<ChangeView, Shown> = {
  select: (view) => ({
    ...view,
    typed: { id: view.id, digest: view.digest.slice(0, shortHash) },
    freshEyes: view.freshEyes.map(placed),
    skipped: view.skipped.map((item) => ({ ...placed(item), reason: item.reason && oneLine(item.reason) })),
    moved: view.moved.map(placed),
    added: view.added.map(pasted),
  }),

  markdown(view, write) {
    const { about, typed, finished, wasMissing, wasUseless, freshEyes, skipped, moved, added } = view;
    const { heading, bullet, code } = write;
    const when = finished ? `the run was finished on ${finished}` : 'the run goes on';
    const list = (title: string, lines: readonly string[]) =>
      lines.length > 0 ? [heading(2, title), '', ...lines, ''] : [];
    return joinLines([
      heading(1, `${view.title}: what a run of it showed`),
      '',
      `${upperFirst(about)} ${code(typed.id)} as of ${code(typed.digest)}; ${when}.`,
      '',
      ...list(
        'What was missing',
        wasMissing.map((text) => bullet(text)),
      ),
      ...list(
        'What was useless',
        wasUseless.map((text) => bullet(text)),
      ),
      ...list(
        'Seen with fresh eyes',
        freshEyes.flatMap((item) => seenLines(item, write)),
      ),
      ...leftOut.flatMap((how) =>
        list(
          upperFirst(how),
          skipped
            .filter((item) => item.how === how)
            .map((item) => bullet(`${itemText(item, write)}${item.reason ? `: ${item.reason}` : ''}`)),
        ),
      ),
      ...list(
        'Put onto another day',
        moved.map((item) => bullet(itemText(item, write))),
      ),
      ...(added.length > 0
        ? [
            heading(2, 'Added on the way'),
            '',
            `What this run had to add, as entries for the ${code('items')} of ${about === 'program' ? 'the phase' : 'the template'}:`,
            '',
            ...added.flatMap((items) => addedLines(items, write)),
          ]
        : []),
      ...(isEmpty(view) ? ['The run shows nothing to change.'] : []),
    ]);
  },
};

type Placed<T extends PlacedItem> = T & { readonly typed: { readonly id: string; readonly place: string } };

interface Shown extends Omit<ChangeView, 'freshEyes' | 'skipped' | 'moved' | 'added'> {
  readonly typed: { readonly id: string; readonly digest: string };
  readonly freshEyes: readonly Placed<SeenItem>[];
  readonly skipped: readonly Placed<SkippedItem>[];
  readonly moved: readonly Placed<PlacedItem>[];
  readonly added: readonly ReturnType<typeof pasted>[];
}

function placed<T extends PlacedItem>(item: T): Placed<T> {
  const { id, file, line } = item;
  return { ...item, typed: { id, place: file === null ? '' : `${file}:${line}` } };
}

function pasted(items: AddedItems) {
  return { ...items, typed: { file: items.file ?? '', lines: items.yaml.trimEnd().split('\n') } };
}

function isEmpty({ wasMissing, wasUseless, freshEyes, skipped, moved, added }: Shown): boolean {
  return [wasMissing, wasUseless, freshEyes, skipped, moved, added].every(({ length }) => length === 0);
}

/** ``Browse the websites (`browse-websites`, `checklists/parts/fresh-eyes.yaml:10`)`` */
function itemText({ title, typed: { id, place } }: Placed<PlacedItem>, { code }: Markdown): string {
  return `${title} (${[id, place].filter(Boolean).map(code).join(', ')})`;
}

function seenLines(item: Placed<SeenItem>, write: Markdown): string[] {
  const { counted, said, evidence, link } = item;
  const sum = counted ? `: ${withUnit(`${counted.total}`, counted.total, counted.unit)}` : '';
  return [
    write.bullet(`${itemText(item, write)}${sum}`),
    ...said.map((text) => write.bullet(text, undefined, 1)),
    ...(evidence === null ? [] : [write.bullet(evidence, undefined, 1)]),
    ...(link === null ? [] : [write.bullet(write.link('what came of it', link), undefined, 1)]),
  ];
}

function addedLines({ title, titles, typed }: Shown['added'][number], write: Markdown): string[] {
  const where = typed.file === '' ? '' : ` (${write.code(typed.file)})`;
  return [
    `${write.strong(title)}${where}, ${plural(titles.length, 'item')}:`,
    '',
    ...write.block(typed.lines, 'yaml'),
    '',
  ];
}
