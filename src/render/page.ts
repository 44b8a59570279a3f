/** What a text renderer is given beside the view. */
import type { Style } from './style.ts';

export interface Page {
  /** In columns. */
  readonly width: number;
  readonly style: Style;
}

/** A view's renderers: data → string, always with a final line break. The view's strings are safe already. */
export interface Renderer<V> {
  readonly text: (view: V, page: Page) => string;
  readonly markdown?: (view: V) => string;
}

/** Lines joined; runs of empty lines become one, none at either end. */
export function joinLines(lines: readonly string[]): string {
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  return `${text}\n`;
}
