/** Reads a command line as a shell would, up to where somebody types. Pure: nothing in it is ever expanded. */

/** A line up to the cursor. */
export interface Typed {
  /** The words before the last one, without quotes. */
  readonly before: readonly string[];
  /** What is typed of the last word, without quotes. */
  readonly word: string;
  /** The quote that is open at the end; undefined where none is. */
  readonly quote?: '"' | "'" | undefined;
  /** How many characters of the word the shell keeps: it puts a completion behind the last of its breaks. */
  readonly kept: number;
}

/**
 * @param line from the command's name on
 * @param breaks the characters that begin a new word for the line editor, but not for the shell
 * @returns undefined for a quote that means something else: `$'…'`, `$"…"`
 */
export function typedIn(line: string, breaks: string): Typed | undefined {
  const before: string[] = [];
  let [word, kept, isBegun] = ['', 0, false];
  let quote: Typed['quote'];
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote === "'" || (quote === '"' && sign !== '\\')) {
      if (sign === quote) quote = undefined;
      else word += sign;
    } else if (sign === '\\') {
      const isPlain = quote === '"' && !/["$`\\]/.test(next);
      word += isPlain ? sign : next;
      if (!isPlain) at += 1;
      isBegun = true;
    } else if (sign === '"' || sign === "'") {
      if (line.charAt(at - 1) === '$') return undefined;
      quote = sign;
      isBegun = true;
      // From an open quote on, the line editor takes what follows for the word.
      if (!line.slice(at + 1).includes(sign)) kept = word.length;
    } else if (/\s/.test(sign)) {
      if (isBegun) before.push(word);
      [word, kept, isBegun] = ['', 0, false];
    } else {
      word += sign;
      isBegun = true;
      if (breaks.includes(sign)) kept = word.length;
    }
  }
  return { before, word, kept, ...(quote ? { quote } : {}) };
}

/** One word of fish, perhaps with a quote that is open. */
export function wordOfFish(text: string): string {
  let word = '';
  let quote: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    const isEscape = sign === '\\' && (quote === undefined || next === quote || next === '\\');
    if (isEscape) {
      word += next;
      at += 1;
    } else if (sign === quote) quote = undefined;
    else if (quote === undefined && (sign === '"' || sign === "'")) quote = sign;
    else word += sign;
  }
  return word;
}

/**
 * A value as bash takes it at the end of what is typed; undefined where no spelling of it is safe behind the open quote: there the
 * line editor puts it in as it is.
 */
export function forBash(value: string, { kept, quote }: Pick<Typed, 'kept' | 'quote'>): string | undefined {
  const rest = value.slice(kept);
  // An exclamation mark in double quotes would recall an earlier line, and no sign before it keeps it from that.
  if (quote === '"') return /!/.test(rest) ? undefined : rest.replace(/["$`\\]/g, '\\$&');
  if (quote === "'") return rest.includes("'") ? undefined : rest;
  const text = rest.replace(/[^\p{L}\p{M}\p{N}_@%+=:,./-]/gu, '\\$&');
  return kept === 0 && text.startsWith('~') ? `\\${text}` : text;
}
