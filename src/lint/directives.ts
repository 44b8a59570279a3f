/**
 * Directives: comments in a file of the program that switch rules off. Without a rule, each means all of them.
 *
 *     # pm-onboard disable-line rule, rule    behind a value: on this line; alone on its line: on the next
 *     # pm-onboard disable rule               from the next line on,
 *     # pm-onboard enable rule                to this line
 *     # pm-onboard disable-file rule          in the whole file; counts above all content alone
 *     # pm-onboard disable-line rule -- why   a reason may stand behind each
 *
 * `disable-line` is for all lines of a map in `{…}` or a list in `[…]` that ends on its line, or begins on the next: formatters
 * break these over lines.
 */
import { nearest } from '../program/nearest.ts';
import type { Problem } from '../program/problem.ts';
import type { Comment, Range, YamlFile } from '../program/yaml.ts';

export const verbs = ['disable-line', 'disable', 'enable', 'disable-file'] as const;
type Verb = (typeof verbs)[number];

/**
 * The rules that directives can't switch off: a file that can't be read must never pass for a sound one, and
 * `unused-disable` reports on the directives themselves.
 */
export const beyond: readonly string[] = ['syntax', 'unused-disable'];

export interface Directive {
  readonly yaml: YamlFile;
  readonly comment: Comment;
  /** The word where the verb should be; it may be mistyped. */
  readonly word: string;
  /** Absent where the directive has no effect: its word is mistyped, or it is a `disable-file` below the first content. */
  readonly verb?: Verb;
  /** The rules that the directive names; an empty list means all rules. */
  readonly names: readonly Name[];
  /** Words behind the names that are neither names nor marked as a reason. */
  readonly loose?: Range;
}

/** A rule's name in a directive. */
interface Name {
  readonly rule: string;
  readonly range: Range;
}

/** One name in a directive, or a directive without names, which means all rules. */
export interface Mention {
  readonly directive: Directive;
  /** Absent where the directive has no names or no effect. */
  readonly name?: Name;
  /** Stands for the loose words of the directive, which are no reason. */
  readonly isLoose?: true;
}

interface Directed<T extends Problem> {
  /** The problems that no directive switches off. */
  readonly kept: readonly T[];
  /** The mentions without effect: they neither switch a problem off nor end a `disable`. */
  readonly unused: readonly Mention[];
}

/** Removes the problems that directives in the same file switch off. Each problem marks one mention as used. */
export function applyDirectives<T extends Problem>(
  files: readonly YamlFile[],
  problems: readonly T[],
): Directed<T> {
  const byFile = new Map<string, T[]>(files.map(({ file }) => [file, []]));
  const elsewhere = problems.filter((problem) => !byFile.get(problem.file)?.push(problem));
  const results = files.map((yaml) => directed(directivesIn(yaml), byFile.get(yaml.file) ?? []));
  return {
    kept: [...results.flatMap(({ kept }) => kept), ...elsewhere],
    unused: results.flatMap(({ unused }) => unused),
  };
}

/** The directives of one file, from top to bottom. A comment whose first word isn't similar to a verb is prose. */
export function directivesIn(yaml: YamlFile): Directive[] {
  const content = contentStart(yaml.text);
  return yaml.comments.flatMap((comment): Directive[] => {
    const match = directivePattern.exec(comment.text) ?? hyphenedPattern.exec(comment.text);
    const [, start = '', word = '', rest = ''] = match ?? [];
    const meant = word.replace(/^pm-onboard-/, '');
    if (nearest(meant, verbs).length === 0) return [];
    const verb = verbs.find((each) => each === word);
    const counts = verb !== 'disable-file' || comment.offset < content;
    const from = comment.offset + start.length + word.length;
    const { names, loose } = namesIn(rest, from);
    return [{ yaml, comment, word, ...(verb && counts ? { verb } : {}), names, ...(loose ? { loose } : {}) }];
  });
}

/** The first word is the verb; `# pm-onboard-disable-line` has none, but looks as if it had. */
const directivePattern = /^(#\s*pm-onboard:?\s+)([\w-]+)(.*)$/s;
const hyphenedPattern = /^(#\s*)(pm-onboard-[\w-]+)(.*)$/s;

/**
 * The names behind the verb, up to ` -- ` and a reason.
 * @param offset where the text behind the verb stands in the file
 */
function namesIn(rest: string, offset: number): Pick<Directive, 'names' | 'loose'> {
  const [told = ''] = rest.split(/(?<=^|\s)(?:--|\u2014|\u2013)(?=\s|$)/);
  const words = [...told.matchAll(/[^\s,]+/g)].map(
    ({ 0: rule, index }): Name => ({ rule, range: [offset + index, offset + index + rule.length] }),
  );
  const end = words.findIndex(({ rule }) => !/^[\w-]+$/.test(rule));
  const odd = words[end];
  if (!odd) return { names: words };
  return { names: words.slice(0, end), loose: [odd.range[0], offset + told.trimEnd().length] };
}

/** The offset of the first line that is neither empty nor a comment. */
function contentStart(text: string): number {
  const start = text.search(/^[ \t]*[^\s#]/m);
  return start < 0 ? text.length : start;
}

function directed<T extends Problem>(directives: readonly Directive[], problems: readonly T[]): Directed<T> {
  if (directives.length === 0) return { kept: problems, unused: [] };
  const mentions = directives.flatMap(mentionsOf).slice(0, maxMentions);
  const used = new Set<Mention | undefined>();
  const ofLines = mentions.filter(isVerb('disable-line'));
  const forLine = new Map(ofLines.map((each) => [lineKey(each), each]));
  const wide = wideOnes(ofLines);
  const forFile = new Map(mentions.filter(isVerb('disable-file')).map((each) => [ruleIn(each), each]));
  const blocks = mentions.filter(isVerb('disable', 'enable'));
  const open: OpenBlocks = new Map();

  let next = 0;
  const openUpTo = (line: number) => {
    for (let block = blocks[next]; block && block.directive.comment.line < line; block = blocks[next]) {
      used.add(enter(block, open));
      next += 1;
    }
  };
  const byLine = [...problems].sort((a, b) => a.line - b.line);
  const kept = byLine.filter(({ line, rule }) => {
    if (beyond.includes(rule)) return true;
    openUpTo(line);
    const by =
      forLine.get(`${line} ${rule}`) ??
      forLine.get(`${line} ${all}`) ??
      wide.find((each) => each.from <= line && line <= each.to && [rule, all].includes(each.rule))?.mention ??
      openFor(rule, open) ??
      forFile.get(rule) ??
      forFile.get(all);
    used.add(by);
    return by === undefined;
  });
  openUpTo(Number.POSITIVE_INFINITY);
  const loose = directives
    .filter((each) => each.loose)
    .map((directive) => ({ directive, isLoose: true as const }));
  return { kept, unused: [...mentions.filter((mention) => !used.has(mention)), ...loose] };
}

/** The most mentions that count, a guard against files made to keep lint busy: further mentions have no effect. */
const maxMentions = 1000;

const all = '';

/** Rule, or {@link all} → the `disable` in force at a line; undefined: the rule was switched on again. */
type OpenBlocks = Map<string, Mention | undefined>;

function openFor(rule: string, open: OpenBlocks): Mention | undefined {
  return open.has(rule) ? open.get(rule) : open.get(all);
}

/**
 * Notes a `disable` or an `enable` among the open blocks.
 * @returns the mention itself if it is an `enable` that ends a `disable`
 */
function enter(mention: Mention, open: OpenBlocks): Mention | undefined {
  const rule = ruleIn(mention);
  const disables = mention.directive.verb === 'disable';
  const ends = rule === all ? [...open.values()].some(Boolean) : openFor(rule, open) !== undefined;
  if (rule === all) open.clear();
  open.set(rule, disables ? mention : undefined);
  return !disables && ends ? mention : undefined;
}

function mentionsOf(directive: Directive): Mention[] {
  if (!directive.verb || directive.names.length === 0) return [{ directive }];
  return directive.names.map((name) => ({ directive, name }));
}

function isVerb(...wanted: readonly Verb[]): (mention: Mention) => boolean {
  return ({ directive: { verb } }) => verb !== undefined && wanted.includes(verb);
}

function ruleIn({ name }: Mention): string {
  return name?.rule ?? all;
}

/** The mentions that are for more than a line, with the first and the last of their lines. */
function wideOnes(mentions: readonly Mention[]) {
  const [first] = mentions;
  if (!first) return [];
  const { yaml } = first.directive;
  const flows = yaml
    .flows()
    .map(yaml.spanOf)
    .filter(({ line, endLine }) => line < endLine);
  const startOf = new Map<number, number>();
  const endOf = new Map<number, number>();
  for (const { line, endLine } of flows) {
    startOf.set(endLine, Math.min(line, startOf.get(endLine) ?? line));
    endOf.set(line, Math.max(endLine, endOf.get(line) ?? endLine));
  }
  return mentions.flatMap((mention) => {
    const { line, alone } = mention.directive.comment;
    const from = alone ? line + 1 : (startOf.get(line) ?? line);
    const to = alone ? (endOf.get(from) ?? from) : line;
    return from < to ? [{ mention, from, to, rule: ruleIn(mention) }] : [];
  });
}

function lineKey(mention: Mention): string {
  const { line, alone } = mention.directive.comment;
  return `${alone ? line + 1 : line} ${ruleIn(mention)}`;
}
