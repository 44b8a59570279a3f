/** Views → streams: picks the format, makes foreign text safe, writes. */
import type { Io, Output } from './io.ts';
import { markdownDeep } from './render/markdown.ts';
import { outcomeRenderer } from './render/outcome.ts';
import type { Renderer } from './render/page.ts';
import { safeDeep, safeJson, safeLog, safeText } from './render/safe.ts';
import { styleFor } from './render/style.ts';
import type { Outcome } from './view/outcome.ts';

export interface Format {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly csv?: boolean;
}

/**
 * A result, to stdout, in one format: that two exclude each other is seen before.
 * @param above how many lines of the screen are taken by what was said before
 */
export function printView<V, S>(io: Io, format: Format, view: V, renderer: Renderer<V, S>, above = 0): void {
  if (format.json) io.stdout.write(`${safeJson(view)}\n`);
  else if (format.markdown && renderer.markdown)
    io.stdout.write(safeLog(renderer.markdown(markdownDeep(renderer.select(view, 'markdown')))));
  else if (format.csv && renderer.csv)
    io.stdout.write(safeLog(renderer.csv(safeDeep(renderer.select(view, 'csv')))));
  else io.stdout.write(asText(io.stdout, view, renderer, above));
}

/**
 * What was changed, to stderr.
 * @returns how many lines that takes
 */
export function printOutcome(io: Io, outcome: Outcome): number {
  const text = asText(io.stderr, outcome, outcomeRenderer);
  io.stderr.write(text);
  return text.split('\n').length - 1;
}

/** A line in the program's name, to stderr. */
export function printRemark(io: Io, text: string): void {
  io.stderr.write(`pm-onboard: ${safeLog(safeText(text))}\n`);
}

function asText<V, S>(
  { width, height, colour }: Output,
  view: V,
  { select, text }: Renderer<V, S>,
  above = 0,
): string {
  const page = { width: Math.min(width, 120), height, above, style: styleFor(colour) };
  return safeLog(text(safeDeep(select(view, 'text')), page));
}
