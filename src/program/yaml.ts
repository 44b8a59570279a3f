/**
 * Reads YAML from strangers: what could choke the program is refused before the tree is built (size, encoding, depth),
 * what means more than it shows before it becomes data (aliases, tags, `__proto__`).
 */
import {
  type Document,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  parseDocument,
  visit,
} from 'yaml';
import type { Problem, Span } from './problem.ts';

export const maxBytes = 1024 * 1024;
export const maxDepth = 64;

export type Path = readonly (string | number)[];

export interface YamlFile {
  /** The path as the reader of a message knows it. */
  readonly file: string;
  /** What the offsets count in: the content without a byte order mark; empty where it could not be decoded. */
  readonly text: string;
  /** Plain data; undefined where there are problems, but for a key that stands twice: then the last one counts. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly comments: readonly Comment[];
  /** Where the value at this path stands; of the nearest parent where there is none. */
  valueAt(path: Path): Span;
  /** Where the key at this path stands. */
  keyAt(path: Path): Span;
  /** The value at this path as offsets into the text; undefined where there is none. */
  valueRange(path: Path): Range | undefined;
  keyRange(path: Path): Range | undefined;
  /** Offsets as lines and columns. */
  spanOf(range: Range): Span;
  /** A line's text without its end; the first is 1. */
  lineText(line: number): string;
}

/** Offsets in UTF-16 units, the end exclusive. */
export type Range = readonly [from: number, to: number];

export interface Comment {
  /** With its `#`. */
  readonly text: string;
  readonly line: number;
  readonly offset: number;
  /** Whether nothing else stands on its line. */
  readonly alone: boolean;
}

/**
 * @param file the path to show in problems
 * @param bytes the file's content
 */
export function parseYaml(file: string, bytes: Uint8Array): YamlFile {
  const text = bytes.length > maxBytes ? undefined : decode(bytes);
  const lines = new LineCounter();
  const shared = {
    file,
    text: text ?? '',
    spanOf: ([from, to]: Range) => spanOf(lines, from, to),
    lineText: (line: number) => lineOf(text ?? '', lines, line),
  };
  const refused = (message: string, hint: string, span: Span = topOfFile): YamlFile => ({
    ...shared,
    value: undefined,
    problems: [{ file, rule: 'syntax', message, hint, ...span }],
    comments: [],
    valueAt: () => topOfFile,
    keyAt: () => topOfFile,
    valueRange: () => undefined,
    keyRange: () => undefined,
  });

  if (bytes.length > maxBytes)
    return refused(`the file has ${bytes.length} bytes, the most is ${maxBytes}`, 'split it into phases');
  if (text === undefined) return refused('the file is not UTF-8 text', 'save it as UTF-8');
  countLines(text, lines);
  const { tooDeepAt, comments } = skim(text, lines);
  if (tooDeepAt !== undefined) {
    const place = spanOf(lines, tooDeepAt, tooDeepAt + 1);
    return refused(`nested more than ${maxDepth} levels deep`, 'checklists need five levels', place);
  }

  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
    version: '1.2',
    schema: 'core',
  });
  const faults = [...document.errors, ...document.warnings];
  const foreign = foreignNodes(document, lines);
  const problems = [
    ...faults.map((fault) => ({
      message: plainFault(fault.code, fault.message),
      span: spanOf(lines, fault.pos[0], fault.pos[1]),
    })),
    ...foreign,
  ].map(({ message, span }): Problem => ({ file, rule: 'syntax', message, ...span }));
  const sound = foreign.length === 0 && faults.every(({ code }) => code === 'DUPLICATE_KEY');

  return {
    ...shared,
    value: sound ? document.toJS({ maxAliasCount: 0 }) : undefined,
    problems,
    comments,
    valueAt: (path) => nodeSpan(nearestNode(document, path), lines),
    keyAt: (path) => nodeSpan(keyNode(document, path) ?? nearestNode(document, path), lines),
    valueRange: (path) => rangeOf(document.getIn(path, true)),
    keyRange: (path) => rangeOf(keyNode(document, path)),
  };
}

const topOfFile: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * What can be told while lexing: where the text nests too deep, since composing such a tree can abort the process, and
 * the comments.
 */
function skim(text: string, lines: LineCounter): { tooDeepAt?: number; comments: Comment[] } {
  const parser = new Parser();
  const stack = (parser as unknown as { stack: { type: string }[] }).stack;
  const comments: Comment[] = [];
  let offset = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
      // The tokens themselves are not needed, only how deep they stand.
    }
    if (stack.length > maxDepth && stack.filter(isCollection).length > maxDepth)
      return { tooDeepAt: Math.min(offset, text.length), comments };
    // Behind a control character that looks like a sign, the offset may be off: then nothing is taken for a comment.
    if (lexeme.startsWith('#') && !inScalar && text.startsWith(lexeme, offset)) {
      const { line, col } = lines.linePos(offset);
      comments.push({
        text: lexeme,
        line,
        offset,
        alone: text.slice(offset - col + 1, offset).trim() === '',
      });
    }
    // A scalar may look like a comment or like one of the signs.
    const sign: boolean = isSign(lexeme) && !inScalar;
    offset += sign ? 0 : lexeme.length;
    inScalar = sign && lexeme === scalarFollows;
  }
  return { comments };
}

function isCollection(token: { type: string }): boolean {
  return token.type === 'flow-collection' || token.type === 'block-map' || token.type === 'block-seq';
}

const scalarFollows = '\u{1f}';

/** The lexer's own signs (a document starts, a scalar follows …) stand for no text. */
function isSign(lexeme: string): boolean {
  return lexeme === '\u{2}' || lexeme === '\u{18}' || lexeme === scalarFollows;
}

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

function lineOf(text: string, { lineStarts }: LineCounter, line: number): string {
  return text.slice(lineStarts[line - 1] ?? text.length, lineStarts[line]).replace(/\r?\n$/, '');
}

/**
 * Aliases, anchors and `__proto__`: nothing a checklist needs, each a way to attack its reader. Unknown tags are among
 * the document's own warnings.
 */
function foreignNodes(document: Document.Parsed, lines: LineCounter): { message: string; span: Span }[] {
  const found: { message: string; span: Span }[] = [];
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

function plainFault(code: string, message: string): string {
  const known: Partial<Record<string, string>> = {
    DUPLICATE_KEY: 'the same key stands twice',
    TAB_AS_INDENT: 'indented by a tab: use spaces',
    MULTIPLE_DOCS: 'a second document starts here: one file is one checklist',
    NON_STRING_KEY: 'the key is no text: put it in quotes',
    TAG_RESOLVE_FAILED: 'tags (`!name`) are not allowed',
  };
  return known[code] ?? `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function nearestNode(document: Document.Parsed, path: Path): Node | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}

function keyNode(document: Document.Parsed, path: Path): Node | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!parent || typeof parent !== 'object' || !('items' in parent)) return undefined;
  for (const pair of parent.items as { key?: unknown }[]) {
    if (isScalar(pair.key) && pair.key.value === path.at(-1)) return pair.key;
  }
  return undefined;
}

function rangeOf(node: unknown): Range | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

function nodeSpan(node: Node | null, lines: LineCounter): Span {
  return node?.range ? spanOf(lines, node.range[0], node.range[1]) : topOfFile;
}

function spanOf(lines: LineCounter, from: number, to: number): Span {
  const start = lines.linePos(from);
  const end = lines.linePos(Math.max(from, to));
  return {
    line: Math.max(1, start.line),
    column: Math.max(1, start.col),
    endLine: Math.max(1, end.line),
    endColumn: Math.max(1, end.col),
  };
}
