/** What a text renderer is given beside the view. */
import type { Style } from './style.ts';

export interface Page {
  /** In columns. */
  readonly width: number;
  /** In lines, the one for the next prompt included. */
  readonly height: number;
  /** How many of these are taken by what was said before. */
  readonly above?: number;
  readonly style: Style;
}

const leastHeight = 24;

/** How many lines are to be had; as if a low terminal were higher: better to scroll than to see titles alone. */
export function linesOn({ height, above = 0 }: Page): number {
  return Math.max(leastHeight, height) - above;
}

/**
 * A view's renderers. What is shown is selected first, then made safe, then rendered: data → string, with a final line
 * break.
 */
export interface Renderer<V, S = V> {
  readonly select: (view: V, format: 'text' | 'markdown' | 'csv') => S;
  readonly text: (shown: S, page: Page) => string;
  readonly markdown?: (shown: S) => string;
  readonly csv?: (shown: S) => string;
}

/** For views that are shown as they are. */
export function whole<V>(view: V): V {
  return view;
}

/** Lines joined; runs of empty lines become one, none at either end. */
export function joinLines(lines: readonly string[]): string {
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  return `${text}\n`;
}
