/** Makes foreign text inside Markdown safe for a terminal, and escapes it so that it stays text. */
import { markedLines } from '../view/details.ts';
import { safeText } from './safe.ts';

/** Matches signs of Markdown and HTML, entities such as `&#x202e;`, and addresses that a reader would turn into links. */
const specials = /[\\`*_[\]<>|~#]|&(?=#?\w+;)|(?<=http|ftp):(?=\/\/)|(?<=www)\./gi;

/** As `specials`, but without the signs of Markdown. */
const foreign = /[<>]|&(?=#?\w+;)|(?<=http|ftp):(?=\/\/)|(?<=www)\./gi;

/** Escapes a text so that it stays text anywhere in a line, even at the beginning, where lists and headings start. */
export function markdownText(text: string): string {
  return safeText(text)
    .trim()
    .replace(specials, escaped)
    .replace(/^(?:[-+](?=[-\s]|$)|=)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** An address for the brackets of a link, with every character encoded that could end the link or start another. */
function markdownUrl(url: string): string {
  return safeText(url).replace(
    /[\s()<>"'`\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A link to an `https:` or mail address; any other address is printed as code. The caller escapes both arguments. */
export function markdownLink(text: string, url: string): string {
  return /^(?:https:\/\/|mailto:)/.test(url) ? `[${text}](${url})` : `${text} \`${url}\``;
}

/** An entry of a list: number, title, linked if `link` is given, and facts in brackets. Empty parts are left out. */
export function markdownEntry(
  ref: string,
  title: string,
  link: string | null,
  facts: readonly string[],
): string {
  const heading = link ? markdownLink(title, link) : title;
  const given = facts.filter(Boolean).join(', ');
  return `${ref ? `**${ref}** ` : ''}${heading}${given ? ` (${given})` : ''}`;
}

/** A row of a table. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Matches what stands before a fence that would begin code behind the sign of a list or a quote; such code isn't told apart. */
const fenceWithin = /^((?:\s|[-*+](?=\s)|\d{1,9}[.)](?=\s)|>)*)(?=`{3}|~{3})/;

/** Keeps text as Markdown, but takes away HTML, images, and links to addresses other than `https:` and mail. */
function markdownDetails(text: string): string {
  return safeText(text)
    .replace(fenceWithin, '$1\\')
    .replace(foreign, escaped)
    .replace(/!(?=\[)/g, '!\\')
    .replace(/\](?=\((?!https:\/\/|mailto:)|:)/g, ']\\');
}

/** Lines of details: the signs of quotes stay, and in code nothing is escaped, since a reader shows it as it is. */
function detailsDeep(lines: readonly string[]): string[] {
  return markedLines(lines).map(({ text, code }) => {
    if (code) return safeText(text);
    const [quote = ''] = /^\s*(?:> ?)+/.exec(text) ?? [];
    return quote + markdownDetails(text.slice(quote.length));
  });
}

/** Escapes all strings of a view: those under `url` and `link` as addresses, under `details` as Markdown, else as text. */
export function markdownDeep<T>(value: T, key = ''): T {
  if (typeof value === 'string')
    return ((Object.hasOwn(escapes, key) && escapes[key]) || markdownText)(value) as T;
  if (key === 'details' && Array.isArray(value)) return detailsDeep(value) as T;
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
