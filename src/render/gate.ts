/** The gate of a checklist's run, as text and as Markdown for a ticket. */
import { fullDate } from '../dates.ts';
import { authorText, type GateItemView, type GateView, type LaterView } from '../view/gate.ts';
import { numbered, oneLine, plural } from '../view/words.ts';
import { wrap } from './layout.ts';
import type { Box, Markdown } from './markdown.ts';
import { joinLines, type Page, type Renderer, titledLines, whole } from './page.ts';

/** What the text says beside the view. */
interface Beside {
  /** Id of a missing item → what is to be done, where that isn't to answer it. */
  readonly remedies: ReadonlyMap<string, string>;
  /** The command that goes through what is missing. */
  readonly walk: string;
}

export const gateRenderer = ({ remedies, walk }: Beside): Renderer<GateView> => ({
  select: whole,

  text(view, page) {
    const { width, style, speech } = page;
    const head = titleOf(view);
    const colour = view.ready ? style.good : style.careful;
    const rows = (item: GateItemView) => itemLines(item, page, remedies.get(item.id));
    const isAnswerable = view.missing.some(({ id }) => !remedies.has(id));
    return joinLines([
      ...wrap(head, width).map((line) => colour(line)),
      ...wrap(standing(view).join('. '), width),
      ...sectionsOf(view).flatMap(({ title, items }) => [
        '',
        ...titledLines(speech ? title : title.toUpperCase(), '', page, { shown: items.length, noun: 'step' }),
        ...items.flatMap(rows),
      ]),
      ...(view.later.length > 0 ? ['', ...wrap(laterText(view.later), width).map(style.quiet)] : []),
      ...(isAnswerable ? ['', ...wrap(`Go through them: ${walk}`, width).map(style.quiet)] : []),
    ]);
  },

  markdown(view, write) {
    return joinLines([
      write.heading(2, titleOf(view)),
      '',
      ...standing(view).map((text) => write.bullet(text)),
      ...sectionsOf(view).flatMap(({ title, items }) => [
        '',
        write.heading(3, title),
        '',
        ...items.map((item) => markdownItem(item, write)),
      ]),
      ...(view.later.length > 0 ? ['', laterText(view.later)] : []),
    ]);
  },
});

function titleOf({ run, ready }: GateView): string {
  return `${numbered(run.title, run.number)}: ${ready ? 'READY' : 'NOT READY'}`;
}

/** Whose it is, up to which stage it is asked for, and how it ended. */
function standing({ run, stage, missing, waived }: GateView): string[] {
  const { ended } = run;
  const counted = [
    ...(missing.length > 0 ? [`${missing.length} missing`] : []),
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
  ].join(', ');
  const how = { finished: 'finished', archived: 'put away' };
  return [
    `${run.template} for ${run.subject || run.title}, owned by ${run.owner}, due ${fullDate(run.due)}`,
    ...(stage === null ? [] : [`Up to the stage ${stage}`]),
    ...(counted === '' ? [] : [`${counted.charAt(0).toUpperCase()}${counted.slice(1)}`]),
    ...(ended
      ? [
          `It was ${how[ended.how]} by ${ended.by} on ${fullDate(ended.on)}${ended.text ? `: ${oneLine(ended.text)}` : ''}, and is judged as of then`,
        ]
      : []),
  ];
}

interface Section {
  readonly title: string;
  readonly items: readonly GateItemView[];
}

/** The sections that have something in them, what was waived before everything else. */
function sectionsOf(view: GateView): Section[] {
  const all = [
    { title: 'Waived', items: view.waived },
    { title: 'Missing', items: view.missing },
    { title: 'Answered', items: view.answered },
    { title: 'Optional, and not answered', items: view.optional },
    { title: 'Not applicable', items: view.notApplicable },
  ];
  return all.filter(({ items }) => items.length > 0);
}

function itemLines(item: GateItemView, page: Page, remedy: string | undefined): string[] {
  const { width, style, speech } = page;
  const facts = [...factsOf(item), ...(remedy === undefined ? [] : [remedy])];
  if (speech) return [speech.row('', [item.ref ?? '', item.title, ...facts])];
  const ref = (item.ref ?? '–').padEnd(5);
  return [
    ...wrap(`${ref} ${item.title}`, width, '  ', ' '.repeat(6)),
    ...facts.flatMap((fact) => wrap(fact, width, ' '.repeat(8), '  ').map(style.quiet)),
  ];
}

/** What is said of an item below its title. */
function factsOf(item: GateItemView): string[] {
  const { answer, by, on, reason, whose, why, evidence, approved, validUntil, committedBy } = item;
  if (whose !== null) return [`${whose}: ${why}`];
  if (why !== null) return [why];
  if (by === null || on === null) return [];
  const said = reason === null ? '' : `: ${oneLine(reason)}`;
  if (answer === 'not-applicable') return [`doesn't apply, says ${by} on ${fullDate(on)}${said}`];
  const how = {
    waived: 'waived',
    skipped: 'skipped',
    returned: 'returned',
    open: '',
    expired: 'done, which counts no more,',
    'in review': 'done, and not approved yet,',
    done: reason === null ? 'done' : 'done without evidence',
  };
  const approvals = approved.map((each) => `approved by ${each.by} on ${fullDate(each.on)}`);
  return [
    [
      `${how[answer]} by ${by} on ${fullDate(on)}${said}`,
      ...approvals,
      ...(validUntil && answer === 'done' ? [`counts until ${fullDate(validUntil)}`] : []),
    ].join(', '),
    ...(evidence === null ? [] : [oneLine(evidence)]),
    ...(committedBy === null ? [] : [`in git from ${authorText(committedBy)}`]),
  ];
}

function markdownItem(item: GateItemView, write: Markdown): string {
  const { ref, title, whose, why, verdict } = item;
  const name = write.entry(ref ?? '', title, null, []);
  const facts = whose === null ? factsOf(item) : [`${write.strong(whose)}, ${why}`];
  // A text that ends with a full stop goes on in the line.
  const told = facts.map((fact) => fact.replace(/\.$/, ''));
  return write.bullet(told.length > 0 ? `${name}: ${told.join('; ')}` : name, boxes[verdict]);
}

/** What stands before an item: what is answered is ticked, and what is missing is not. */
const boxes: Readonly<Partial<Record<GateItemView['verdict'], Box>>> = {
  waived: 'done',
  answered: 'done',
  missing: 'open',
};

function laterText(later: readonly LaterView[]): string {
  const names = later.map(({ ref, title }) => ref ?? title).join(', ');
  return `${plural(later.length, 'item')} of later stages: ${names}`;
}
