/** Writes what a command shows or says: picks the format, makes foreign text safe, and writes to stdout or stderr. */
import { type CalendarDate, localDate } from './dates.ts';
import type { Io, Output } from './io.ts';
import { longText, longWork, type Step, unseen } from './long-work.ts';
import type { FlavourName } from './render/flavours.ts';
import { outcomeRenderer } from './render/outcome.ts';
import { type InMarkdown, type Page, pageFor, type Renderer, spoken } from './render/page.ts';
import { safeDeep, safeJson, safeLog, safeText } from './render/safe.ts';
import type { TableFor } from './render/tsv.ts';
import type { Outcome } from './view/outcome.ts';

export interface Format {
  readonly json?: boolean;
  readonly markdown?: boolean;
  /** Which flavour of Markdown; `gfm` if absent. */
  readonly format?: FlavourName;
  readonly csv?: boolean;
  /** Lines of tab-separated values, for other programs. */
  readonly plain?: boolean;
  /** Nothing is written; JSON says so. */
  readonly dryRun?: boolean;
}

/**
 * Writes a command's result to stdout, as text unless the format says otherwise. At most one format is set, because a
 * command line that asks for two is refused earlier. What writes Markdown or lines is a chunk; all else is written before this returns.
 * @param above how many lines of the screen the command has already filled
 */
export async function printView<V, S>(
  io: Io,
  format: Format,
  view: V,
  renderer: Renderer<V, S>,
  above = 0,
): Promise<void> {
  if (format.json) printJson(io, format.dryRun ? { ...view, dryRun: true } : view);
  else if (format.markdown) await printMarkdown(io, view, renderer, format.format);
  else if (format.csv && renderer.csv)
    io.stdout.write(safeLog(renderer.csv(safeDeep(renderer.select(view, 'csv')))));
  else if (format.plain && renderer.tsv) await printLines(io, view, renderer.tsv);
  else io.stdout.write(asText(io, io.stdout, view, renderer, above));
}

/** Whether no other format than text is asked for. */
export function wantsText({ json, markdown, csv, plain }: Format): boolean {
  return !json && !markdown && !csv && !plain;
}

/**
 * Writes a text to stdout part by part, as long as somebody reads: `head` closes the pipe after some lines. Not for the accessible mode,
 * whose words depend on the whole.
 * @param partsOf a page, and what makes foreign text safe → the parts, each of whole lines
 */
export function printParts(io: Io, partsOf: (page: Page, safe: typeof safeDeep) => Iterable<string>): void {
  for (const part of partsOf(pageFor(io, io.stdout), safeDeep)) {
    io.stdout.write(safeLog(spoken(io, io.stdout, part)));
    if (io.stdout.isClosed) return;
  }
}

/** Writes a view to stdout as lines of tab-separated values, and what could not be read to stderr. */
export async function printLines<V>(io: Io, view: V, name: TableFor<V>): Promise<void> {
  const { linesOfView } = await import('./render/tsv.ts');
  const { text, remarks } = linesOfView(view, name);
  io.stdout.write(text);
  for (const remark of remarks) printRemark(io, remark);
}

/** Writes a view to stdout as Markdown of a flavour. */
export async function printMarkdown<V, S>(
  io: Io,
  view: V,
  renderer: InMarkdown<V, S>,
  flavour: FlavourName | undefined,
): Promise<void> {
  const { markdownOf } = await import('./render/markdown.ts');
  io.stdout.write(safeLog(markdownOf(view, renderer, flavour)));
}

export function printJson(io: Io, view: unknown): void {
  io.stdout.write(`${safeJson(view)}\n`);
}

/**
 * Says on stderr what the command has changed.
 * @param today the day that counts as today, if it isn't that of the clock
 * @returns the number of lines written
 */
export function printOutcome(io: Io, outcome: Outcome, today?: CalendarDate): number {
  const view = { ...outcome, today: today ?? localDate(io.now()) };
  const text = asText(io, io.stderr, view, outcomeRenderer);
  io.stderr.write(text);
  return text.split('\n').length - 1;
}

/**
 * Work that takes long by its nature, since it waits for others; else as {@link longWork}. In the accessible mode a line on stderr says
 * that it begins, and one that it is over, since nobody hears a program that waits. An error says by itself that it is over.
 * @param what what goes on, such as `Sharing with others`
 */
export async function announced<T>(io: Io, what: string, work: (step: Step) => Promise<T>): Promise<T> {
  if (!io.speech) return longWork(io, what, work);
  const say = (text: string) => io.stderr.write(spoken(io, io.stderr, `${text}\n`));
  say(longText(what));
  const result = await work(unseen);
  say(`${what} is over.`);
  return result;
}

/** Writes one line to stderr that begins with the program's name. */
export function printRemark(io: Io, text: string): void {
  const name = io.speech ? 'Note' : 'pm-onboard';
  io.stderr.write(spoken(io, io.stderr, `${name}: ${safeLog(safeText(text))}\n`));
}

function asText<V, S>(io: Io, output: Output, view: V, { select, text }: Renderer<V, S>, above = 0): string {
  const page = { ...pageFor(io, output), above };
  const today = (view as { readonly today?: CalendarDate }).today;
  return safeLog(spoken(io, output, text(safeDeep(select(view, 'text')), page), today));
}
