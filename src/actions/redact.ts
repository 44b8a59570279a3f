/** `redact`: finds the typed texts that are meant, and asks whether they are to go. */
import { longDate } from '../dates.ts';
import { cannot, exits, UserError } from '../errors.ts';
import { printOutcome } from '../output.ts';
import { type Event, isKnown } from '../progress/event.ts';
import { normaliseName } from '../progress/names.ts';
import type { HireRecord } from '../progress/record.ts';
import { holdsText, type Typed, typedIn, withTitleCopies } from '../progress/redact.ts';
import { underPresentIds } from '../progress/reduce.ts';
import { matchItem } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { historyOf, nameOfItems } from '../view/log.ts';
import { hireFlag, quoted } from '../view/words.ts';
import { recordPath } from '../workspace/records.ts';
import { textFrom } from './input.ts';

export interface RedactFlags {
  readonly item?: string;
  readonly all?: boolean;
  readonly yes?: boolean;
}

/** What is to be taken out. */
interface Chosen {
  readonly events: readonly Event[];
  /** How many other events have the part that was named. */
  readonly others: number;
}

/**
 * The events whose texts are meant.
 * @param kept the record with what stands in its copies alone
 * @param part a part of a text; without it the person at the terminal picks from all texts
 * @throws UserError where nothing has the part; with exit 4 where a text or a choice is missing and nobody can be asked
 */
export async function eventsMeant(
  run: OpenRun,
  kept: HireRecord,
  part: string | undefined,
  flags: RedactFlags,
): Promise<Chosen> {
  const words = textFrom(
    part,
    'redact',
    'say a part of what is to go, such as: pm-onboard redact "by mistake"',
  );
  if (words === undefined && !run.session.mayAsk)
    throw new UserError(
      'which text is to go is missing',
      `say a part of it: pm-onboard redact "by mistake"${hireFlag(run)}`,
      exits.needsInput,
    );
  const found = textsFound(run, kept, words ?? '', flags);
  if (found.length === 0) throw nothingFound(run, kept, words, flags);
  const whole = found.filter(({ texts }) =>
    texts.some((text) => normaliseName(text) === normaliseName(words ?? '')),
  );
  const meant = !flags.all && whole.length > 0 ? whole : found;
  const isSure = words !== undefined && (flags.all || meant.length === 1);
  const chosen = isSure ? meant : await pick(run, kept, meant, words, flags);
  const events = withTitleCopies(
    chosen.map(({ event }) => event),
    kept.events,
    words,
  );
  return { events, others: words === undefined ? 0 : found.length - chosen.length };
}

/** The events that have the part in a text; with `--item` only those about the item, answers to its questions among them. */
function textsFound(
  { pinned, ...run }: OpenRun,
  kept: HireRecord,
  part: string,
  { item }: RedactFlags,
): Typed[] {
  const ofProgram = new Set(
    pinned.phases.flatMap(({ items }) => items).flatMap(({ id, formerly }) => [id, ...formerly]),
  );
  const found = typedIn(kept.events, (id) => ofProgram.has(id)).filter(({ texts }) =>
    texts.some((text) => holdsText(text, part)),
  );
  if (item === undefined) return found;
  const wanted = matchItem(run, item, '--item').item.id;
  const present = new Map(underPresentIds(kept.events).map((event) => [event.id, event]));
  const itemOf = (id: string): unknown => {
    const event = present.get(id);
    if (!event || !isKnown(event)) return undefined;
    return event.kind === 'answered' ? itemOf(event.of) : 'item' in event && event.item;
  };
  return found.filter(({ event }) => itemOf(event.id) === wanted);
}

/** The error where no event has the part; it says where the part stands all the same, if this program can't take it out. */
function nothingFound(
  run: OpenRun,
  { events, damaged, hire }: HireRecord,
  part: string | undefined,
  { item }: RedactFlags,
): UserError {
  const hint = `read what there is, and name a part of it: pm-onboard log${hireFlag(run)}`;
  if (part === undefined)
    return new UserError('nobody has typed anything here that could be taken out', hint);
  const has = (value: unknown): boolean =>
    typeof value === 'string'
      ? holdsText(value, part)
      : typeof value === 'object' && value !== null && Object.values(value).some(has);
  const unknown = events.find((event) => !isKnown(event) && has(event));
  if (unknown && item === undefined)
    return cannot(
      `"${part}" stands in what this version doesn't know, "${unknown.kind}"`,
      'update pm-onboard, a newer one can take it out',
    );
  if (item === undefined && damaged.some(({ value }) => has(value)))
    return cannot(
      `"${part}" stands in a damaged line of ${recordPath(run.session.workspace, hire)}`,
      'delete that line in an editor, it counts for nothing; then see that all is well: pm-onboard doctor',
    );
  const where = item === undefined ? '' : ` on ${item}`;
  return new UserError(`nothing that somebody typed${where} has "${part}" in it`, hint);
}

/** The texts of which the person at the terminal says that they are meant. @throws UserError with exit 4 where nobody can be asked */
async function pick(
  run: OpenRun,
  kept: HireRecord,
  meant: readonly Typed[],
  part: string | undefined,
  flags: RedactFlags,
): Promise<readonly Typed[]> {
  const lineOf = describer(run, kept);
  if (!run.session.mayAsk)
    throw new UserError(
      `"${part}" is in ${meant.length} texts`,
      `say more of the text, or --item, or take all of them out: ${commandFor(run, part, { ...flags, all: true })}`,
      exits.needsInput,
      meant.map((each) => `  ${lineOf(each.event)}`),
    );
  const { askSeveral } = await import('../prompts.ts');
  const newestFirst = meant.toReversed();
  const choices = newestFirst.map(({ event }) => ({ name: short(lineOf(event)), value: event.id }));
  const picked = await askSeveral('Which of them are to be taken out?', choices);
  return meant.filter(({ event }) => picked.includes(event.id));
}

/** The command that takes the texts out without asking. */
function commandFor(run: OpenRun, part: string | undefined, { item, all }: RedactFlags): string {
  const flags = [
    ...(item === undefined ? [] : [`--item ${quoted(item)}`]),
    ...(all ? ['--all'] : []),
    '--yes',
  ];
  // Behind the two dashes, a text that begins with one is no flag.
  return `pm-onboard redact ${flags.join(' ')}${hireFlag(run)} -- ${quoted(part ?? '')}`;
}

/** The most characters of a line in a list to pick from: more would be broken over several lines. */
const mostShown = 72;

function short(line: string): string {
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line;
}

/** Returns a function: event → `Tue 24 Nov, Ada Lovelace noted on 1.6 Install the product: two installers?`, with all its texts. */
function describer({ plan }: OpenRun, { events }: HireRecord): (event: Event) => string {
  const present = underPresentIds(events);
  const entries = historyOf(present, nameOfItems(plan.items, present));
  const sentences = new Map(present.map(({ id }, index) => [id, entries[index]?.what ?? '']));
  const texts = new Map(typedIn(events, () => false).map((typed) => [typed.event.id, typed.texts]));
  return (event) => {
    const sentence = sentences.get(event.id) ?? event.kind;
    const more = (texts.get(event.id) ?? []).filter((text) => !sentence.includes(text));
    const besides = more.length > 0 ? ` (also: ${more.map((text) => `"${text}"`).join(', ')})` : '';
    return `${longDate(event.on, plan.today)}, ${event.by} ${sentence}${besides}`;
  };
}

/**
 * Whether the texts are to go: yes with `--yes`, else the person at the terminal sees all of them and says so.
 * @throws UserError with exit 4 where nobody can be asked
 */
export async function isConfirmed(
  run: OpenRun,
  kept: HireRecord,
  events: readonly Event[],
  part: string | undefined,
  flags: RedactFlags,
): Promise<boolean> {
  if (flags.yes) return true;
  const lines = events.map(describer(run, kept));
  const { io, mayAsk } = run.session;
  if (!mayAsk)
    throw new UserError(
      'this would be taken out, and nothing brings it back',
      `say that it is meant: ${commandFor(run, part, flags)}`,
      exits.needsInput,
      lines.map((line) => `  ${line}`),
    );
  printOutcome(io, { changes: [], remarks: ['To be taken out, for good:', ...lines], hint: '' });
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo('Take it out? Nothing brings it back', false);
}
