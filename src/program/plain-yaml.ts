/**
 * Reads the YAML that checklists are written in: maps and lists by indentation, texts on one line or several, `|` and `>`, and
 * `[…]` and `{…}`. That takes a small part of the time of the yaml package, which reads whatever else there may be, and says
 * what is wrong. So what is read here has no fault and nothing that a checklist may not have.
 */
import type { Comment } from './yaml.ts';

interface Limits {
  readonly lexemes: number;
  readonly depth: number;
}

interface Plain {
  readonly value: unknown;
  readonly comments: readonly Comment[];
}

/** @returns the data and the comments as the yaml package finds them; undefined for anything unusual, which it has to read */
export function readPlain(text: string, limits: Limits): Plain | undefined {
  // Tabs, carriage returns and other control characters mean different things in different places.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\0-\x09\x0b-\x1f]/.test(text)) return undefined;
  try {
    return new Reader(text, limits).read();
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

/** Thrown at the first thing that is not read here. */
const unusual = Symbol('unusual YAML');

const space = 0x20;
const hash = 0x23;
const dash = 0x2d;

const key = /[A-Za-z][\w-]*(?=:(?:[ \n]|$))/y;
const mostInKey = 100;
const singleQuoted = /'[^'\n]*(?:''[^'\n]*)*'/y;
const doubleQuoted = /"[^"\\\n]*(?:\\["\\/nt][^"\\\n]*)*"/y;
const textInFlow = /[^\s,[\]{}#&*!|>'"%@`?:-][^,[\]{}\n]*/y;
/** Signs with which a text without quotes can't begin, or only where certain others follow. */
const indicators = '-?:,[]{}#&*!|>\'"%@`';

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const longestWord = 5;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
const otherNumber = /^[-+]?(?:0o[0-7]+|0x[\da-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|\.inf|\.nan)$/i;

/** What a text without quotes means. */
function resolved(text: string): unknown {
  const word = text.length <= longestWord ? words.get(text) : undefined;
  if (word !== undefined) return word;
  // Numbers begin with a digit, a point or `+`, all of which come before the letters.
  if (text.charAt(0) > '9') return text;
  if (wholeNumber.test(text)) return Number(text);
  if (otherNumber.test(text)) throw unusual;
  return text;
}

/** The text that stands as it is in `"…"`, or in `'…'`. */
function unquoted(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  return written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
}

/** Goes from line to line. Between values it stands at a line with content, or behind the last one. */
class Reader {
  readonly #text: string;
  readonly #limits: Limits;
  readonly #comments: Comment[] = [];
  /** The lexemes that the lexer of the yaml package would have found so far, or more; never fewer. */
  #lexemes = 8;
  #line = 0;
  /** The place in the line: where its content begins, or how far it has been read. */
  #at = 0;
  /** The offset of the line's break, or the end of the text. */
  #end = -1;
  /** The blanks before the line's content; -1 behind the last line. */
  #indent = 0;
  /** How many blank lines, and comments that stand alone, lie before the line. */
  #blankLines = 0;
  #commentLines = 0;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#limits = limits;
  }

  read(): Plain {
    this.#next();
    if (this.#indent !== 0) throw unusual;
    const value = this.#map(0, 1);
    if (!this.#isOver) throw unusual;
    return { value, comments: this.#comments };
  }

  get #isOver(): boolean {
    return this.#indent < 0;
  }

  #spend(lexemes: number): void {
    this.#lexemes += lexemes;
    if (this.#lexemes > this.#limits.lexemes) throw unusual;
  }

  /** To the next line. @returns false where there is none */
  #nextLine(): boolean {
    const start = this.#end + 1;
    if (start >= this.#text.length) return false;
    const end = this.#text.indexOf('\n', start);
    this.#end = end < 0 ? this.#text.length : end;
    this.#line += 1;
    this.#at = start;
    this.#skipBlanks();
    this.#indent = this.#at - start;
    this.#spend(4);
    return true;
  }

  /** To the next line with content. */
  #next(): void {
    this.#blankLines = 0;
    this.#commentLines = 0;
    while (this.#nextLine()) {
      if (this.#at === this.#end) this.#blankLines += 1;
      else if (this.#text.charCodeAt(this.#at) === hash) {
        this.#commentLines += 1;
        this.#comment(true);
      } else return;
    }
    this.#indent = -1;
  }

  #skipBlanks(): void {
    while (this.#text.charCodeAt(this.#at) === space) this.#at += 1;
  }

  #comment(alone: boolean): void {
    const text = this.#text.slice(this.#at, this.#end);
    this.#comments.push({ text, line: this.#line, offset: this.#at, alone });
  }

  /** From the end of a value to the next line; a comment may follow the value. @returns whether one does */
  #leave(): boolean {
    const from = this.#at;
    this.#skipBlanks();
    const isComment = this.#at < this.#end;
    if (isComment && (this.#at === from || this.#text.charCodeAt(this.#at) !== hash)) throw unusual;
    if (isComment) this.#comment(false);
    this.#next();
    return isComment;
  }

  /** The end of the key that stands here; 0 where there is none. */
  #keyEnd(): number {
    key.lastIndex = this.#at;
    return key.test(this.#text) ? key.lastIndex : 0;
  }

  /** Whether an entry of a list stands here. */
  #isEntry(): boolean {
    return this.#text.charCodeAt(this.#at) === dash && this.#text.charCodeAt(this.#at + 1) === space;
  }

  #map(indent: number, depth: number): Record<string, unknown> {
    if (depth > this.#limits.depth) throw unusual;
    const map: Record<string, unknown> = {};
    do {
      const name = this.#newKey(map);
      map[name] = this.#valueOf(indent, depth);
    } while (this.#indent === indent);
    if (this.#indent > indent) throw unusual;
    return map;
  }

  /** Goes behind the colon of a key that the map doesn't have yet. */
  #newKey(map: object): string {
    const end = this.#keyEnd();
    const name = this.#text.slice(this.#at, end);
    if (end === 0 || name.length > mostInKey || name in map || words.has(name)) throw unusual;
    this.#at = end + 1;
    this.#spend(4);
    return name;
  }

  /** The value behind a colon. @param indent of the key */
  #valueOf(indent: number, depth: number): unknown {
    const from = this.#at;
    this.#skipBlanks();
    if (this.#at < this.#end && this.#text.charCodeAt(this.#at) !== hash) return this.#single(indent, depth);
    this.#at = from;
    this.#leave();
    if (this.#indent < indent) return null;
    if (this.#isEntry()) return this.#list(this.#indent, depth + 1);
    if (this.#indent === indent) return null;
    return this.#keyEnd() > 0 ? this.#map(this.#indent, depth + 1) : this.#single(indent, depth);
  }

  #list(indent: number, depth: number): unknown[] {
    if (depth > this.#limits.depth) throw unusual;
    const list: unknown[] = [];
    do {
      const from = this.#at;
      this.#at += 1;
      this.#skipBlanks();
      if (this.#at === this.#end) throw unusual;
      this.#spend(2);
      const inner = indent + this.#at - from;
      list.push(this.#keyEnd() > 0 ? this.#map(inner, depth + 1) : this.#single(indent, depth));
    } while (this.#indent === indent && this.#isEntry());
    if (this.#indent > indent) throw unusual;
    return list;
  }

  /** A value that is no map and no list by indentation. @param indent of the key or dash before it */
  #single(indent: number, depth: number): unknown {
    const sign = this.#text.charAt(this.#at);
    this.#spend(4);
    if (!indicators.includes(sign)) return this.#textLines(indent);
    if (sign === '|' || sign === '>') return this.#block(sign === '>', indent);
    const value = this.#inFlow(indent, depth);
    this.#leave();
    if (this.#indent > indent) throw unusual;
    return value;
  }

  /** A text without quotes, on one line or several, or what YAML makes of it. */
  #textLines(indent: number): unknown {
    let text = this.#textLine();
    for (;;) {
      const isCut = this.#leave() || this.#commentLines > 0;
      if (this.#indent <= indent) return resolved(text);
      if (isCut || indicators.includes(this.#text.charAt(this.#at))) throw unusual;
      text += this.#blankLines > 0 ? '\n'.repeat(this.#blankLines) : ' ';
      text += this.#textLine();
    }
  }

  /** The text to the end of the line, or to a comment. */
  #textLine(): string {
    const line = this.#text.slice(this.#at, this.#end);
    const cut = line.indexOf(' #');
    const text = withoutBlanksBehind(cut < 0 ? line : line.slice(0, cut));
    if (text.endsWith(':') || text.includes(': ')) throw unusual;
    this.#at += text.length;
    return text;
  }

  /** The text under `|` or `>`. */
  #block(isFolded: boolean, indent: number): string {
    const chomping = this.#text.slice(this.#at + 1, this.#end);
    if (chomping !== '' && chomping !== '-') throw unusual;
    const lines = this.#blockLines(isFolded, indent);
    this.#next();
    if (this.#indent > indent) throw unusual;
    const text = isFolded ? folded(lines) : lines.join('\n');
    return chomping === '-' ? text : `${text}\n`;
  }

  /** The lines under `|` or `>` without the indentation of the first, and without the blank ones at the end. */
  #blockLines(isFolded: boolean, indent: number): string[] {
    const lines: string[] = [];
    let inner = 0;
    let count = 0;
    let [end, line] = [this.#end, this.#line];
    while (this.#nextLine()) {
      if (this.#at === this.#end) {
        if (this.#indent > 0) throw unusual;
        lines.push('');
        continue;
      }
      if (this.#indent <= indent) break;
      inner ||= this.#indent;
      if (this.#indent < inner || (isFolded && this.#indent > inner)) throw unusual;
      lines.push(this.#text.slice(this.#at - this.#indent + inner, this.#end));
      [end, line, count] = [this.#end, this.#line, lines.length];
    }
    // Where the last line has no break, it depends on the sign behind `|` whether the text gets one.
    if (count === 0 || end === this.#text.length) throw unusual;
    [this.#end, this.#line] = [end, line];
    return lines.slice(0, count);
  }

  /** A list in brackets, a map in braces, or a text in them or in quotes. */
  #inFlow(indent: number, depth: number): unknown {
    const sign = this.#text.charAt(this.#at);
    this.#spend(4);
    if (sign === '[') return this.#flowList(indent, depth + 1);
    if (sign === '{') return this.#flowMap(indent, depth + 1);
    if (sign === "'") return unquoted(this.#match(singleQuoted));
    if (sign === '"') return unquoted(this.#match(doubleQuoted));
    throw unusual;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) throw unusual;
    const text = this.#text.slice(this.#at, pattern.lastIndex);
    this.#at = pattern.lastIndex;
    return text;
  }

  #flowList(indent: number, depth: number): unknown[] {
    const list: unknown[] = [];
    if (this.#opens(']', indent, depth))
      do list.push(this.#flowValue(indent, depth));
      while (this.#goesOn(']', indent));
    return list;
  }

  #flowMap(indent: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    if (this.#opens('}', indent, depth))
      do {
        const name = this.#newKey(map);
        this.#skipInFlow(indent);
        map[name] = this.#flowValue(indent, depth);
      } while (this.#goesOn('}', indent));
    return map;
  }

  /** Goes into brackets or braces. @returns false where there is nothing in them */
  #opens(close: string, indent: number, depth: number): boolean {
    if (depth > this.#limits.depth) throw unusual;
    this.#at += 1;
    this.#skipInFlow(indent);
    if (this.#text.charAt(this.#at) !== close) return true;
    this.#at += 1;
    return false;
  }

  /** Goes behind a comma or the closing sign. @returns whether it was a comma */
  #goesOn(close: string, indent: number): boolean {
    this.#skipInFlow(indent);
    const sign = this.#text.charAt(this.#at);
    if (sign !== close && sign !== ',') throw unusual;
    this.#at += 1;
    if (sign === ',') this.#skipInFlow(indent);
    return sign === ',';
  }

  /** To what follows in brackets or braces, on this line or the next. */
  #skipInFlow(indent: number): void {
    this.#skipBlanks();
    if (this.#at < this.#end) return;
    if (!this.#nextLine() || this.#indent <= indent || this.#at === this.#end) throw unusual;
  }

  #flowValue(indent: number, depth: number): unknown {
    if ('[{"\''.includes(this.#text.charAt(this.#at))) return this.#inFlow(indent, depth);
    this.#spend(4);
    const text = withoutBlanksBehind(this.#match(textInFlow));
    if (text.endsWith(':') || text.includes(': ') || text.includes(' #')) throw unusual;
    return resolved(text);
  }
}

function withoutBlanksBehind(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === space) end -= 1;
  return text.slice(0, end);
}

/** Lines of one text: blank lines between them are line breaks, single breaks are blanks. */
function folded(lines: readonly string[]): string {
  let text = '';
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (line.endsWith(' ')) throw unusual;
    if (line === '') breaks += 1;
    else {
      text += breaks > 0 ? '\n'.repeat(breaks) : index > 0 ? ' ' : '';
      text += line;
      breaks = 0;
    }
  }
  return text;
}
