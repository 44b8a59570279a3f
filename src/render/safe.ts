/**
 * Makes text from files and people harmless for a terminal. Every string of a view passes through here before layout and
 * colours, so that a name, title, path or message can't move the cursor, and can't hide or reorder text.
 */
import { noJoiner } from '../joiners.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const controls = /[\u0000-\u001f\u007f]/g;

/** Matches texts of safe characters only, which nearly all texts are; they are not looked at further. */
const plain = /^[ -~\xa0-\xac\xae-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2588\u2591\u2713]*$/;

/**
 * Control characters (C0 and DEL) become their pictures (`␛`), other invisible ones their names (`<U+202E>`), but for those that
 * join the parts of emoji and words.
 */
export function safeText(text: string): string {
  if (plain.test(text)) return text;
  return replaceInvisible(text.replace(controls, picture), name, noJoiner());
}

/** A value with all strings in it made safe. Keys stay as they are. */
export function safeDeep<T>(value: T): T {
  return changeDeep(value, safeText);
}

/** A value with all strings in it changed. Keys stay as they are. */
export function changeDeep<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  return changeInner(value, (inner) => changeDeep(inner, change));
}

/** An object, or a list, with what `change` makes of its texts, objects and lists. The same one where nothing changes. */
export function changeInner<T extends object>(
  value: T,
  change: (inner: T[keyof T], key: string) => T[keyof T],
): T {
  // Nearly all parts of a view stay as they are, so only parts that change are copied.
  let copy: T | undefined;
  const keys = Object.keys(value);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as string;
    const inner = value[key as keyof T];
    // Most are numbers, or nothing.
    if (typeof inner !== 'string' && (typeof inner !== 'object' || inner === null)) continue;
    const changed = change(inner, key);
    if (changed === inner) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as T;
    copy[key as keyof T] = changed;
  }
  return copy ?? value;
}

/**
 * Breaks up texts that a CI would read as workflow commands: GitHub reads `::name::` at the start of a line and
 * `##[name]` anywhere in a line, Azure `##vso[…]`, TeamCity `##teamcity[…]`.
 */
export function safeLog(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replace(/#(?=#\w*\[)/g, '# ');
}

/** A value as JSON that is safe to print, see {@link escapeJson}. */
export function safeJson(value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2));
}

/** The JSON text with invisible characters and CI commands escaped as `\u…`; its value stays the same. */
export function escapeJson(json: string): string {
  const escaped = (character: string) =>
    [...Array(character.length).keys()].map((at) => `\\u${hex(character.charCodeAt(at))}`).join('');
  return replaceInvisible(json.replace(/\u007f|#(?=#\w*\[)/g, escaped), escaped);
}

/**
 * Replaces C1 controls, format characters (zero width, bidi, tags, soft hyphen …), line separators, lone surrogates, and
 * letters and marks that show as nothing. The pattern stands inside the function because compiling its Unicode classes is
 * slow, and nearly no text needs it.
 * @param but a lookahead that fails where such a character is to stay
 */
function replaceInvisible(text: string, by: (character: string) => string, but = ''): string {
  const invisible =
    '[\u0080-\u009f\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f';
  return text.replace(new RegExp(`${but}(?:${invisible})`, 'gu'), by);
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
