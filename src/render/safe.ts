/**
 * The one place where foreign text is made harmless for a terminal: every string of a view passes here before it is
 * laid out and coloured, so no name, title, path or message can move the cursor, hide or reorder what is read.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const controls = /[\u0000-\u001f\u007f]/g;

/** C1 controls, soft hyphen, zero-width and invisible characters, bidi controls, separators, tags, lone surrogates. */
const invisible =
  /[\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/** C0 and DEL become their pictures (`␛`), the others are named: `<U+202E>`. */
export function safeText(text: string): string {
  return text.replace(controls, picture).replace(invisible, name);
}

/** All strings inside a value made safe; keys are our own and stay. */
export function safeDeep<T>(value: T): T {
  if (typeof value === 'string') return safeText(value) as T;
  if (Array.isArray(value)) return value.map(safeDeep) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, safeDeep(inner)])) as T;
}

/** JSON that is safe to print as well: what is not plain text is escaped. */
export function safeJson(value: unknown): string {
  const escape = (character: string) =>
    [...Array(character.length).keys()].map((at) => `\\u${hex(character.charCodeAt(at))}`).join('');
  return JSON.stringify(value, null, 2).replace(/\u007f/g, escape).replace(invisible, escape);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0x7f ? '␡' : String.fromCharCode(0x2400 + code);
}

function name(character: string): string {
  return `<U+${hex(character.codePointAt(0) ?? 0)}>`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
