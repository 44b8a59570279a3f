/**
 * Reads YAML that may come from a stranger. A file that is too large, too deep or not text is refused before a tree is
 * built of it, because building could take minutes or abort the process. Aliases, anchors, tags and `__proto__` are
 * refused before the tree becomes data.
 */
import {
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { asUtf8, attempt } from '../errors.ts';
import { readPlain } from './plain-yaml.ts';
import type { Problem, Span } from './problem.ts';

export const maxBytes = 1024 * 1024;
export const maxDepth = 64;
/**
 * The most lexemes of a file: words, signs and gaps as the lexer counts them; enough for some 800 items with all their
 * keys. A limit in bytes would not be enough, because the reader needs time and memory for each lexeme: a million bytes of
 * commas would take 20 s and 1 GB, a million bytes of prose almost nothing.
 */
const maxLexemes = 50_000;

/** The keys of maps and the indices in lists that lead to a value, from the top of the file. */
export type Path = readonly (string | number)[];

export interface YamlFile {
  /** The path to show in messages. */
  readonly file: string;
  /** The content without a byte order mark; offsets count in it. Empty where the file isn't UTF-8 text. */
  readonly text: string;
  /**
   * Plain data; undefined where there are problems. A key that stands twice is a problem too, but the file still has a
   * value, in which the last of the two counts.
   */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly comments: readonly Comment[];
  /** Where the maps in `{…}` and the lists in `[…]` stand. */
  flows(): readonly Range[];
  /** Where the value at this path stands; if it is missing, where the nearest value above it stands. */
  valueAt(path: Path): Span;
  /** Where the key at this path stands; if it is missing, as {@link valueAt}. */
  keyAt(path: Path): Span;
  /** The value at this path as offsets into the text; undefined where there is none. */
  valueRange(path: Path): Range | undefined;
  keyRange(path: Path): Range | undefined;
  /** Offsets as lines and columns. */
  spanOf(range: Range): Span;
  /** The text of a line, without its line break. The first line is 1. */
  lineText(line: number): string;
}

/** Offsets in UTF-16 units, the end exclusive. */
export type Range = readonly [from: number, to: number];

export interface Comment {
  /** The comment with its `#`. */
  readonly text: string;
  readonly line: number;
  readonly offset: number;
  /** Whether the comment stands alone on its line. */
  readonly alone: boolean;
}

/** A value and where it stands. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly yaml: YamlFile;
  readonly path: Path;
}

/**
 * @param file the path to show in problems
 * @param bytes the file's content
 */
export function parseYaml(file: string, bytes: Uint8Array): YamlFile {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = bytes.length > maxBytes ? '' : attempt(() => decoder.decode(bytes));
  const lines = new Lines(text ?? '');
  const shared = {
    file,
    text: text ?? '',
    spanOf: ([from, to]: Range) => spanOf(lines, from, to),
    lineText: (line: number) => lineOf(text ?? '', lines, line),
  };
  const refused = ({ message, hint, at }: Excess): YamlFile => ({
    ...shared,
    value: undefined,
    problems: [
      { file, rule: 'syntax', message, hint, ...(at === undefined ? topOfFile : spanOf(lines, at, at + 1)) },
    ],
    comments: [],
    flows: () => [],
    valueAt: () => topOfFile,
    keyAt: () => topOfFile,
    valueRange: () => undefined,
    keyRange: () => undefined,
  });

  if (bytes.length > maxBytes) {
    const message = `the file has ${bytes.length} bytes, the most is ${maxBytes}`;
    return refused({ message, hint: smaller });
  }
  if (text === undefined) return refused({ message: 'the file is not UTF-8 text', hint: asUtf8 });
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const message = 'a NUL character stands here: the file is not text, or it is UTF-16';
    return refused({ message, hint: asUtf8, at: nul });
  }
  const plain = readPlain(text, { lexemes: maxLexemes, depth: maxDepth });
  if (plain) {
    // Most files have no problem, so that nobody asks where their values stand.
    const places = new Places(() => parseDocument(text, parsing), lines);
    return { ...shared, ...plain, problems: [], ...places.asked() };
  }
  const { excess, comments, tokens } = skim(text, lines);
  if (excess) return refused(excess);
  const document = composed(tokens, text);
  const { sound, faults } = faultsOf(document, lines);
  return {
    ...shared,
    value: sound ? document.toJS({ maxAliasCount: 0 }) : undefined,
    problems: someOf(faults).map(({ message, span }) => ({ file, rule: 'syntax', message, ...span })),
    comments,
    ...new Places(() => document, lines).asked(),
  };
}

const parsing = {
  prettyErrors: false,
  stringKeys: true,
  // repeatedKeys looks for keys that stand twice: the package would compare each key with each other, which takes too long.
  uniqueKeys: false,
  version: '1.2',
  schema: 'core',
} as const;

const topOfFile: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

interface Fault {
  readonly message: string;
  readonly span: Span;
}

/** What is wrong with the document; `sound` says whether its data can be used nevertheless. */
function faultsOf(document: Document.Parsed, lines: Lines): { sound: boolean; faults: Fault[] } {
  const own = [...document.errors, ...document.warnings];
  const foreign = foreignNodes(document, lines);
  return {
    sound: foreign.length === 0 && own.length === 0,
    faults: [
      ...plainFaults(own).map(({ message, pos }) => ({ message, span: spanOf(lines, ...pos) })),
      ...foreign,
      ...repeatedKeys(document, lines),
    ],
  };
}

/** The most faults of one file that are reported: a file that isn't YAML at all has a fault at every character. */
const maxFaults = 100;

function someOf(faults: readonly Fault[]): readonly Fault[] {
  const sorted = [...faults].sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column);
  const next = sorted[maxFaults];
  if (!next) return sorted;
  const message = `${sorted.length - maxFaults} more faults like these`;
  return [...sorted.slice(0, maxFaults), { message, span: next.span }];
}

/** Why a file is not read at all. */
interface Excess {
  /** The offset of the fault; absent where the whole file is at fault. */
  readonly at?: number;
  readonly message: string;
  readonly hint: string;
}

const smaller = 'split it into phases';

interface Skimmed {
  readonly comments: readonly Comment[];
  readonly tokens: readonly CST.Token[];
  /** Present where the file is too large or too deep: a tree of it could abort the process. */
  readonly excess?: Excess;
}

/** Goes through the lexemes without building a tree. */
function skim(text: string, lines: Lines): Skimmed {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const stack = (parser as unknown as { stack: { type: string }[] }).stack;
  const comments: Comment[] = [];
  let offset = 0;
  let count = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > maxLexemes) {
      const message = `the file has more than ${maxLexemes} words and signs`;
      return { excess: { at: offset, message, hint: smaller }, comments, tokens };
    }
    tokens.push(...parser.next(lexeme));
    // The height of the parser's stack is the depth.
    if (stack.length > maxDepth && stack.filter(isCollection).length > maxDepth) {
      const message = `nested more than ${maxDepth} levels deep`;
      const at = Math.min(offset, text.length);
      return { excess: { at, message, hint: 'checklists need five levels' }, comments, tokens };
    }
    // A control character in the text can look like one of the lexer's signs, and from there on the offset is wrong: the
    // last condition keeps other text from being taken for a comment.
    if (lexeme.startsWith('#') && !inScalar && text.startsWith(lexeme, offset)) {
      const { line, col } = lines.linePos(offset);
      const alone = text.slice(offset - col + 1, offset).trim() === '';
      comments.push({ text: lexeme, line, offset, alone });
    }
    // The text of a scalar may begin with `#`, or look like one of the signs.
    const sign: boolean = isSign(lexeme) && !inScalar;
    offset += sign ? 0 : lexeme.length;
    inScalar = sign && lexeme === scalarFollows;
  }
  tokens.push(...parser.end());
  return { comments, tokens };
}

/** The document that {@link parseDocument} of the package makes of a text. */
function composed(tokens: readonly CST.Token[], text: string): Document.Parsed {
  const documents = new Composer(parsing).compose(tokens, true, text.length);
  const document = documents.next().value as Document.Parsed;
  const second = documents.next().value as Document.Parsed | undefined;
  if (second)
    document.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', ''));
  return document;
}

function isCollection(token: { type: string }): boolean {
  return token.type === 'flow-collection' || token.type === 'block-map' || token.type === 'block-seq';
}

const scalarFollows = '\u{1f}';

/** Whether a lexeme is one of the lexer's own signs, such as "a scalar follows": they stand for no text of the file. */
function isSign(lexeme: string): boolean {
  return lexeme === '\u{2}' || lexeme === '\u{18}' || lexeme === scalarFollows;
}

/** Where the lines of a text begin, which is counted at the first question. */
class Lines {
  readonly #text: string;
  #known: LineCounter | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #counted(): LineCounter {
    if (this.#known) return this.#known;
    this.#known = new LineCounter();
    this.#known.addNewLine(0);
    for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1))
      this.#known.addNewLine(at + 1);
    return this.#known;
  }

  get lineStarts(): readonly number[] {
    return this.#counted.lineStarts;
  }

  linePos(offset: number): { line: number; col: number } {
    return this.#counted.linePos(offset);
  }
}

function lineOf(text: string, { lineStarts }: Lines, line: number): string {
  const start = lineStarts[line - 1] ?? text.length;
  const next = lineStarts[line];
  if (next === undefined) return text.slice(start);
  return text.slice(start, text.charAt(next - 2) === '\r' ? next - 2 : next - 1);
}

/**
 * Finds aliases, anchors and `__proto__`: checklists don't need them, and each is a way to attack the program that reads the
 * file. Tags are not looked for here, because the yaml package warns of them.
 */
function foreignNodes(document: Document.Parsed, lines: Lines): Fault[] {
  const found: Fault[] = [];
  const refuse = (node: Node, message: string) => found.push({ message, span: nodeSpan(node, lines) });
  visit(document, {
    Alias: (_, node) => {
      refuse(node, 'aliases (`*name`) are not allowed: write the value out');
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === '__proto__')
        refuse(pair.key, '`__proto__` is not allowed');
    },
    Node: (_, node) => {
      if ('anchor' in node && node.anchor)
        refuse(node, 'anchors (`&name`) are not allowed: write the value out');
    },
  });
  return found;
}

/**
 * The faults that the yaml package finds, in this program's words. After a tab or another fault of the structure the package
 * finds a fault in every line, so nothing is reported after the first such fault.
 */
function plainFaults(faults: readonly YAMLError[]): { message: string; pos: Range }[] {
  const sorted = [...faults].sort((a, b) => a.pos[0] - b.pos[0]);
  const end = sorted.findIndex(({ code }) => code === 'TAB_AS_INDENT' || !(code in refusals));
  return sorted.slice(0, end < 0 ? undefined : end + 1).map(({ code, message, pos }) => ({
    message: refusals[code] ?? `not valid YAML: ${structureWords(code, message)}`,
    pos: [pos[0], pos[1]],
  }));
}

/** Forms that are valid YAML, or nearly so, but not allowed in a checklist. */
const refusals: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'indented by a tab: use spaces',
  MULTIPLE_DOCS: 'a second document starts here: one file is one checklist',
  NON_STRING_KEY: 'the key is not text: put it in quotes',
  TAG_RESOLVE_FAILED: 'tags (`!name`) are not allowed',
  BAD_DIRECTIVE: 'lines that begin with `%` are not allowed',
};

function structureWords(code: ErrorCode, message: string): string {
  if (/end with|closing|[Mm]issing .*quote/.test(message))
    return 'something is not closed: a quote, a `]` or a `}`';
  return structures[code] ?? 'this has no place here: look before it for a missing quote, bracket or `: `';
}

const misaligned = 'the line is not indented as its neighbours are, or a second `: ` in it needs quotes';

const structures: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: misaligned,
  BLOCK_AS_IMPLICIT_KEY: misaligned,
  MULTILINE_IMPLICIT_KEY: misaligned,
  MISSING_CHAR: misaligned,
  BLOCK_IN_FLOW: 'inside `[…]` or `{…}` there are no indented lines',
  BAD_DQ_ESCAPE: 'in double quotes `\\` begins an escape: use single quotes',
  BAD_SCALAR_START: 'a text that begins with this sign needs quotes',
};

/**
 * Where the values of a document stand, which is read at the first question. Each map is indexed once, because thousands of
 * problems may have to be placed.
 */
class Places {
  readonly #read: () => Document.Parsed;
  readonly #lines: Lines;
  readonly #pairs = new WeakMap<YAMLMap, Map<unknown, Pair>>();
  #known: Document.Parsed | undefined;

  constructor(read: () => Document.Parsed, lines: Lines) {
    this.#read = read;
    this.#lines = lines;
  }

  get #document(): Document.Parsed {
    this.#known ??= this.#read();
    return this.#known;
  }

  /** The questions that a file answers. */
  asked(): Pick<YamlFile, 'flows' | 'valueAt' | 'keyAt' | 'valueRange' | 'keyRange'> {
    return {
      flows: () => flowsIn(this.#document),
      valueAt: (path) => nodeSpan(this.#nearest(path), this.#lines),
      keyAt: (path) => nodeSpan(this.#key(path) ?? this.#nearest(path), this.#lines),
      valueRange: (path) => rangeOf(this.#at(path)),
      keyRange: (path) => rangeOf(this.#key(path)),
    };
  }

  #at(path: Path): Node | undefined {
    let node: unknown = this.#document.contents;
    for (const step of path) {
      if (isMap(node)) node = this.#pairIn(node, step)?.value;
      else if (isSeq(node)) node = node.items[Number(step)];
      else return undefined;
    }
    return isNode(node) ? node : undefined;
  }

  /** The node of the value or of its nearest parent that has one. */
  #nearest(path: Path): Node | null {
    return path.length === 0 ? this.#document.contents : (this.#at(path) ?? this.#nearest(path.slice(0, -1)));
  }

  #key(path: Path): Node | undefined {
    const parent = this.#at(path.slice(0, -1));
    const key = isMap(parent) ? this.#pairIn(parent, path.at(-1))?.key : undefined;
    return isNode(key) ? key : undefined;
  }

  /** The pair of a key; for a key that stands twice, the last pair, whose value counts. */
  #pairIn(map: YAMLMap, key: unknown): Pair | undefined {
    const known = this.#pairs.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
    this.#pairs.set(map, known);
    return known.get(String(key));
  }
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function repeatedKeys(document: Document.Parsed, lines: Lines): Fault[] {
  const found: Fault[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const pair of items) {
        const key = keyOf(pair);
        if (seen.has(key) && isNode(pair.key))
          found.push({ message: 'the same key stands twice', span: nodeSpan(pair.key, lines) });
        seen.add(key);
      }
    },
  });
  return found;
}

function flowsIn(document: Document.Parsed): Range[] {
  const found: Range[] = [];
  visit(document, {
    Collection: (_, node) => {
      const range = node.flow ? rangeOf(node) : undefined;
      if (range) found.push(range);
    },
  });
  return found;
}

function rangeOf(node: unknown): Range | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

function nodeSpan(node: Node | null, lines: Lines): Span {
  return node?.range ? spanOf(lines, node.range[0], node.range[1]) : topOfFile;
}

function spanOf(lines: Lines, from: number, to: number): Span {
  const { line, col: column } = lines.linePos(from);
  const { line: endLine, col: endColumn } = lines.linePos(Math.max(from, to));
  return { line, column, endLine, endColumn };
}
