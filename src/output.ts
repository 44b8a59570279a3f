/** Views → streams: picks the format, makes foreign text safe, writes. */
import { UserError } from './errors.ts';
import type { Io, Output } from './io.ts';
import { markdownDeep } from './render/markdown.ts';
import { outcomeRenderer } from './render/outcome.ts';
import type { Renderer } from './render/page.ts';
import { safeDeep, safeJson, safeLog } from './render/safe.ts';
import { styleFor } from './render/style.ts';
import type { Outcome } from './view/outcome.ts';

export interface Format {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly csv?: boolean;
}

/**
 * A result, to stdout.
 * @param above how many lines of the screen are taken by what was said before
 */
export function printView<V, S>(io: Io, format: Format, view: V, renderer: Renderer<V, S>, above = 0): void {
  const given = (['json', 'markdown', 'csv'] as const).filter((name) => format[name]);
  if (given.length > 1)
    throw new UserError(
      `${given.map((name) => `--${name}`).join(' and ')} exclude each other`,
      'give one of them',
    );
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

function asText<V, S>(
  { width, height, colour }: Output,
  view: V,
  { select, text }: Renderer<V, S>,
  above = 0,
): string {
  const page = { width: Math.min(width, 120), height, above, style: styleFor(colour) };
  return safeLog(text(safeDeep(select(view, 'text')), page));
}
