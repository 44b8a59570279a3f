/**
 * The one place where foreign text is made harmless for a terminal: every string of a view passes here before it is
 * laid out and coloured, so no name, title, path or message can move the cursor, hide or reorder what is read.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const controls = /[\u0000-\u001f\u007f]/g;

/** Nearly every text, our own signs among it: spared the long look. */
const plain = /^[ -~\xa0-\xac\xae-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2588\u2591\u2713]*$/;

/** C0 and DEL become their pictures (`␛`), the others are named: `<U+202E>`. */
export function safeText(text: string): string {
  if (plain.test(text)) return text;
  return replaceInvisible(text.replace(controls, picture), name);
}

/** All strings inside a value made safe; keys are our own and stay. */
export function safeDeep<T>(value: T): T {
  if (typeof value === 'string') return safeText(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  // Nearly all of a view is safe as it is: only what changes is copied.
  let copy: T | undefined;
  for (const key of Object.keys(value) as (keyof T)[]) {
    const safe = safeDeep(value[key]);
    if (safe === value[key]) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as T;
    copy[key] = safe;
  }
  return copy ?? value;
}

/**
 * Lines for a log in which no CI finds a command: GitHub reads `::name::` at the start of a line, and `##[name]`
 * anywhere in it; Azure `##vso[…]`, TeamCity `##teamcity[…]`.
 */
export function safeLog(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replace(/#(?=#\w*\[)/g, '# ');
}

/** JSON that is safe to print as well: what is not plain text is escaped. */
export function safeJson(value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2));
}

/** The same JSON with what is not plain text escaped. */
export function escapeJson(json: string): string {
  const escaped = (character: string) =>
    [...Array(character.length).keys()].map((at) => `\\u${hex(character.charCodeAt(at))}`).join('');
  return replaceInvisible(json.replace(/\u007f|#(?=#\w*\[)/g, escaped), escaped);
}

/**
 * C1 controls, format characters (zero width, bidi, tags, soft hyphen …), line separators, lone surrogates, and the
 * letters and marks that show as nothing. In here, because reading the classes of Unicode takes a while, and nearly no
 * text is looked at for them.
 */
function replaceInvisible(text: string, by: (character: string) => string): string {
  const invisible =
    /[\u0080-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f/gu;
  return text.replace(invisible, by);
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
