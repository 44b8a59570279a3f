/** What a reader of Markdown would make something of in a text that people typed: addresses, and words that call somebody. */

/** Matches an address of the web from its beginning up to a blank. */
const secure = String.raw`https:\/\/[^\s\u0000-\u001f<>\x60]+`;

/** Matches addresses that no link shall lead to: of another kind, or without a kind. */
const other = String.raw`(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\d{0,3}\.)[^\s\u0000-\u001f<>\x60]*`;

/** Matches mail addresses. */
const mail = String.raw`(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w-])`;

/** Matches any address in a text; the named group says of which kind it is. */
export const addresses = `(?<secure>${secure})|(?<mail>${mail})|(?<other>${other})`;

/**
 * Matches what would call somebody, or become a link or a picture: `@name`, `#word`, `:name:`. A backslash keeps Mattermost's
 * web client from none of it, code does.
 */
export const calling: readonly string[] = [
  String.raw`(?<![A-Za-z0-9])@[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?`,
  String.raw`[\w./-]*#[\p{L}\p{N}](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?`,
  String.raw`:(?:[\w+-]*[a-z_][\w+-]*|[+-]1|100|1234):`,
];

const patterns = new Map<string, RegExp>();

/** The pattern with this source, upper and lower case being the same to it. Each is made when it is needed first: that takes a millisecond. */
export function patternOf(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, 'iu');
  patterns.set(source, pattern);
  return pattern;
}

/**
 * The address at the beginning of a text without the signs that belong to the sentence: full stops, quotes, and brackets that
 * are closed but not opened in it.
 */
export function addressIn(text: string): string {
  let address = text;
  for (;;) {
    const last = address.at(-1) ?? '';
    const opens = { ')': '(', ']': '[', '}': '{', '>': '<' }[last];
    const isLoose = opens !== undefined && count(address, last) > count(address, opens);
    if (!isLoose && !/[.,;:!?"'”’»]/.test(last)) return address;
    address = address.slice(0, -1);
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Whether the address is one that a link may lead to, and not its beginning alone. */
export function isSecure(address: string): boolean {
  return /^https:\/\/./i.test(address);
}

/** Encodes the signs that a pattern finds, as `%7C`. */
export function encoded(address: string, signs: RegExp): string {
  return address.replace(signs, (sign) => encodeURIComponent(sign).replace(/^[^%]$/, hex));
}

/** encodeURIComponent leaves some signs alone. */
function hex(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
