/** Foreign text inside Markdown: made safe for a terminal, and escaped so that it stays text. */
import { safeText } from './safe.ts';

/** Also what would be read as a character (`&#x202e;`), and a bare address that is not `https:`. */
const specials = /[\\`*_[\]<>|~#]|&(?=#?\w+;)|(?<=http|ftp):(?=\/\/)|(?<=www)\./gi;

/** The same but for the signs of Markdown itself. */
const foreign = /[<>]|&(?=#?\w+;)|(?<=http|ftp):(?=\/\/)|(?<=www)\./gi;

/** Text for any place of a line, its beginning too: there it starts no list, no heading and no code. */
export function markdownText(text: string): string {
  return safeText(text)
    .trim()
    .replace(specials, escaped)
    .replace(/^(?:[-+](?=[-\s]|$)|=)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** An address inside `(…)`: nothing that could end the link or start another. */
export function markdownUrl(url: string): string {
  return safeText(url).replace(
    /[\s()<>"'`\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A link where it leads to `https:`; any other address is there to be read. Both are escaped already. */
export function markdownLink(text: string, url: string): string {
  return url.startsWith('https://') ? `[${text}](${url})` : `${text} \`${url}\``;
}

/** Markdown that stays Markdown, without HTML, images, and links to anything but `https:`. */
function markdownDetails(text: string): string {
  return safeText(text)
    .replace(foreign, escaped)
    .replace(/!(?=\[)/g, '!\\')
    .replace(/\](?=\((?!https:\/\/)|:)/g, ']\\');
}

/** All strings inside a view escaped; those under `url` and `link` as addresses, `details` as Markdown. */
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
  details: markdownDetails,
};

const entities: Partial<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

function escaped(character: string): string {
  return entities[character] ?? `\\${character}`;
}
