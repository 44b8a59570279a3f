/** Foreign text inside Markdown: made safe for a terminal, and escaped so that it stays text. */
import { safeText } from './safe.ts';

const specials = /[\\`*_[\]<>|~#]/g;

export function markdownText(text: string): string {
  return safeText(text).replace(specials, (character) =>
    character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
  );
}

/** An address inside `(…)`: nothing that could end the link or start another. */
export function markdownUrl(url: string): string {
  return safeText(url).replace(
    /[\s()<>"'`\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * All strings inside a view escaped; those under `url` and `link` as addresses, and `details` kept as the Markdown that
 * they are, without HTML.
 */
export function markdownDeep<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (escapes[key] ?? markdownText)(value) as T;
  if (Array.isArray(value)) return value.map((inner) => markdownDeep(inner, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, markdownDeep(inner, name)]),
  ) as T;
}

const escapes: Partial<Record<string, (text: string) => string>> = {
  url: markdownUrl,
  link: markdownUrl,
  details: (text) => safeText(text).replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};
