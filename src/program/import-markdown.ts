/** A Markdown task list, or a list without boxes, as a program: titles become phases and groups, entries items. Pure. */
import { Lexer, type Token, type Tokens } from 'marked';
import { shortWeekdayNames } from '../dates.ts';
import { agreeing, plural } from '../phrases.ts';
import { parseEffort } from './grammar.ts';
import {
  dueIn,
  type Found,
  type FoundGroup,
  type FoundItem,
  type FoundPhase,
  isShort,
  type Lost,
  shortened,
} from './imported.ts';
import type { Link } from './model.ts';

/** An entry of a list, with what stands in it. */
interface Node {
  readonly item: FoundItem;
  readonly children: readonly Node[];
  readonly line: number;
  readonly isBoxed: boolean;
}

/** What stands below one title, down to the next one. */
interface Section {
  /** The titles above, its own last. */
  readonly path: readonly string[];
  readonly line: number;
  readonly nodes: Node[];
  objective?: string;
}

/** @param name what the program is called where the text has no title */
export function fromMarkdown(text: string, name: string): Found {
  const source = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^---\n[\s\S]*?\n---\n/, (head) => head.replace(/[^\n]/g, ''));
  const reading = new Reading(source);
  const { sections, lost } = reading;
  const [first] = sections;
  const isAlone = sections.filter(({ path }) => path.length === 1).length === 1;
  // A title that stands once is that of all, unless it says when: then it is a phase.
  const own = first?.path.length === 1 && isAlone && dueIn(first.path[0] ?? '') === undefined;
  const title = own ? (sections[0]?.path[0] ?? name) : name;
  let content = sections
    .filter(({ nodes }) => nodes.length > 0)
    .map((section) => ({ ...section, path: own ? section.path.slice(1) : section.path }));
  // A title over all of it is no phase.
  while (
    content.length > 1 &&
    content.every(({ path }) => path.length > 1 && path[0] === content[0]?.path[0])
  )
    content = content.map((section) => ({ ...section, path: section.path.slice(1) }));
  const phases = phasesOf(content, title, lost);
  if (reading.met.length > 0)
    lost.push({
      at: `lines ${reading.met.map(({ line }) => line).join(', ')}`,
      what: `whom to meet (${[...new Set(reading.met.map(({ part }) => part))].join('; ')}): checklists name roles, not people`,
    });
  if (reading.ticked > 0)
    lost.push({
      at: '',
      what: `${plural(reading.ticked, 'box is', 'boxes are')} ticked: checklists say what is to do, for every hire`,
    });
  return { title: title.replace(/:\s*$/, ''), phases: phases.map((phase) => withoutDate(phase, lost)), lost };
}

/** A list by itself whose entries have lists is a list of phases. */
function phasesOf(content: readonly Section[], title: string, lost: Lost[]): FoundPhase[] {
  const [only] = content;
  if (
    content.length === 1 &&
    only?.path.length === 0 &&
    only.nodes.every(({ children, isBoxed }) => children.length > 0 && !isBoxed)
  )
    return only.nodes.map(({ item, children }) => ({
      title: item.title,
      entries: children.flatMap((child) => entriesOf(child, lost)),
    }));
  const phases = new Map<string, { objective?: string; entries: (FoundItem | FoundGroup)[] }>();
  for (const { path, nodes, objective } of content) {
    const [phase = title, ...below] = path;
    const found = phases.get(phase) ?? { entries: [] };
    phases.set(phase, found);
    if (objective !== undefined && below.length === 0) found.objective ??= objective;
    if (below.length === 0) found.entries.push(...nodes.flatMap((node) => entriesOf(node, lost)));
    else
      found.entries.push({ title: below.join(': '), items: nodes.flatMap((node) => flattened(node, lost)) });
  }
  return [...phases].map(([phase, { objective, entries }]) => ({
    title: phase,
    ...(objective === undefined ? {} : { objective }),
    entries,
  }));
}

function entriesOf(node: Node, lost: Lost[]): (FoundItem | FoundGroup)[] {
  const { item, children, line, isBoxed } = node;
  if (children.length === 0) return [item];
  // What the entry itself says beside its title would be lost in a group.
  if (item.details !== undefined || item.links?.length) return flattened(node, lost);
  if (isBoxed)
    lost.push({
      at: `line ${line}`,
      what: `the box of "${item.title}": it is a group now, whose items are ticked`,
    });
  return [{ title: item.title, items: children.flatMap((child) => flattened(child, lost)) }];
}

/** An entry and all that is in it, side by side. */
function flattened({ item, children, line }: Node, lost: Lost[]): FoundItem[] {
  if (children.length > 0)
    lost.push({
      at: `line ${line}`,
      what: `what is in "${item.title}" stands behind it: groups are one deep`,
    });
  return [item, ...children.flatMap((child) => flattened(child, lost))];
}

const byDate = new RegExp(`^(.*), by ((?:${shortWeekdayNames.join('|')}) .*)$`);

/** A phase of a run's own list says the date: `First week, by Fri 27 Nov`. */
function withoutDate(phase: FoundPhase, lost: Lost[]): FoundPhase {
  const [, title, date] = byDate.exec(phase.title) ?? [];
  if (title === undefined) return phase;
  lost.push({
    at: '',
    what: `"${title}" was due by ${date}: checklists say \`week 1\` or \`day 30\`, not a date`,
  });
  return { ...phase, title };
}

/** Matches an entry of a list with a box. */
const boxed = /^\s*[-*+]\s+\[[ xX]\]\s/m;

/** Type of a block → what it is called. */
const blocks: Partial<Record<string, string>> = {
  code: 'code',
  blockquote: 'a quote',
  table: 'a table',
  html: 'HTML',
};

/** Below every heading. */
const boldDepth = 90;

class Reading {
  readonly sections: Section[] = [];
  readonly lost: Lost[] = [];
  ticked = 0;
  /** Whom to meet, as the lists of runs say it. */
  readonly met: { readonly line: number; readonly part: string }[] = [];
  private readonly hasBoxes: boolean;
  private readonly titles: { readonly depth: number; readonly title: string }[] = [];

  constructor(source: string) {
    this.hasBoxes = /^[\s>]*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s/m.test(source);
    this.read(Lexer.lex(source), 1, 0);
    for (const { path, nodes, line } of this.sections) {
      const isAbove = this.sections.some(
        (other) => other.nodes.length > 0 && path.every((title, at) => other.path[at] === title),
      );
      if (nodes.length === 0 && path.length > 0 && !isAbove)
        this.miss(line, `the title "${path.at(-1)}" has no list`);
    }
  }

  private miss(line: number, what: string): void {
    this.lost.push({ at: `line ${line}`, what });
  }

  private read(tokens: readonly Token[], first: number, deeper: number): void {
    let line = first;
    for (const token of tokens) {
      this.block(token, line, deeper);
      line += token.raw.split('\n').length - 1;
    }
  }

  private block(token: Token, line: number, deeper: number): void {
    const { type, raw } = token;
    if (type === 'space' || type === 'hr' || type === 'def') return;
    if (type === 'heading') this.heading(token as Tokens.Heading, line, deeper);
    else if (type === 'list') this.list(token as Tokens.List, line);
    else if (type === 'paragraph') this.paragraph(token as Tokens.Paragraph, line);
    // Lists to copy stand in code.
    else if (type === 'code' && boxed.test(token['text']))
      this.read(Lexer.lex(token['text']), line + 1, this.titles.at(-1)?.depth ?? 0);
    else if (type === 'blockquote' && /^>\s*[-*+]\s+\[[ xX]\]\s/m.test(raw))
      this.read((token as Tokens.Blockquote).tokens, line, deeper);
    else this.miss(line, `${blocks[type] ?? 'this'}: ${short(raw)}`);
  }

  private heading(token: Pick<Tokens.Heading, 'depth' | 'tokens'>, line: number, deeper: number): void {
    const depth = token.depth + deeper;
    while ((this.titles.at(-1)?.depth ?? 0) >= depth) this.titles.pop();
    const title = this.inline(token.tokens, line, []).replace(/\s*:$/, '') || 'Untitled';
    this.titles.push({ depth, title });
    this.sections.push({ path: this.titles.map((each) => each.title), line, nodes: [] });
  }

  private section(line: number): Section {
    const last = this.sections.at(-1);
    if (last) return last;
    const made = { path: [], line, nodes: [] };
    this.sections.push(made);
    return made;
  }

  private paragraph(token: Tokens.Paragraph, line: number): void {
    const [only, colon] = token.tokens;
    // A line in bold is the title of the list below it.
    if (only?.type === 'strong' && (colon === undefined || token.raw.trim().endsWith('**:')))
      this.heading({ depth: boldDepth, tokens: [only] }, line, 0);
    else this.prose(token, line);
  }

  private prose(token: Tokens.Paragraph, line: number): void {
    const section = this.section(line);
    const text = plain(token.tokens);
    const isOneSentence = section.nodes.length === 0 && section.path.length > 1 && text.length <= 120;
    if (isOneSentence && section.objective === undefined && !/https?:|@|<|\*\*/.test(token.raw))
      section.objective = text.replace(/\s*:$/, '');
    else this.miss(line, `a paragraph: ${short(text)}`);
  }

  private list(token: Tokens.List, line: number): void {
    this.section(line).nodes.push(...this.nodesOf(token, line));
  }

  private nodesOf(token: Tokens.List, first: number): Node[] {
    let line = first;
    return token.items.flatMap((entry) => {
      const at = line;
      line += entry.raw.split('\n').length - 1;
      // marked leaves the line break before the next entry with it.
      if (!entry.raw.endsWith('\n')) line += 1;
      return this.nodeOf(entry, at);
    });
  }

  private nodeOf(entry: Tokens.ListItem, line: number): Node[] {
    const lists = entry.tokens.filter((token) => token.type === 'list') as Tokens.List[];
    const isChild = (list: Tokens.List) => (this.hasBoxes ? hasBox(list) : true);
    // A box that Markdown doesn't know, or the number of a run's own list, is that of an item too.
    const odd = /^(?:\\?\[[^\]\s]?\\?\]\s|[*_]*\d{1,3}\.\d{1,4}\s)/.exec(entry.text);
    if (odd?.[0].includes('[')) this.miss(line, `the box ${odd[0].trim()}`);
    if (this.hasBoxes && !entry.task && !odd && !lists.some(isChild)) {
      this.miss(line, `an entry without a box: ${short(entry.text)}`);
      return [];
    }
    if (entry.task && entry.checked) this.ticked += 1;
    const links: Link[] = [];
    const [head, ...others] = entry.tokens.filter(({ type }) => type !== 'checkbox' && type !== 'space');
    const isText = head?.type === 'text' || head?.type === 'paragraph';
    const said = isText ? this.inline((head as Tokens.Text).tokens ?? [], line, links) : '';
    const rest = (isText ? others : [head, ...others]).filter((token) => token !== undefined);
    let below = line + (head?.raw.split('\n').length ?? 1) - (head?.raw.endsWith('\n') ? 1 : 0);
    const children: Node[] = [];
    const kept: string[] = [];
    for (const token of rest) {
      if (token.type === 'list' && isChild(token as Tokens.List))
        children.push(...this.nodesOf(token as Tokens.List, below));
      else if (token.type === 'html') this.miss(below, `HTML: ${short(token.raw)}`);
      else kept.push(token.raw.trimEnd());
      below += token.raw.split('\n').length - 1;
    }
    if (said === '' && children.length === 0) {
      if (kept.length > 0) this.miss(line, `an entry without a title: ${short(entry.text)}`);
      return [];
    }
    return [{ item: this.item(said || 'Untitled', kept, links, line), children, line, isBoxed: entry.task }];
  }

  private item(said: string, kept: readonly string[], links: readonly Link[], line: number): FoundItem {
    const numbered = said.replace(/^\[[^\]\s]?\]\s+/, '').replace(/^\d{1,3}\.\d{1,4}\s+/, '');
    const { title: whole, ...facts } = this.facts(numbered.replace(/\s+/g, ' '), line);
    const { title, rest } = cutTitle(whole, numbered);
    const details = [rest, ...kept].filter((text) => text.trim() !== '').join('\n\n');
    return {
      title,
      ...(details === '' ? {} : { details }),
      ...(links.length > 0 ? { links } : {}),
      ...facts,
    };
  }

  /** What stands in brackets behind a title: `(30 min, wants a link)`; all of it, or none. */
  private facts(
    text: string,
    line: number,
  ): Pick<FoundItem, 'title' | 'takes' | 'count' | 'evidence' | 'optional'> {
    const [, title = text, inside] = /^(.*\S)\s*\(([^()]*)\)$/.exec(text) ?? [];
    const parts = (inside ?? '').split(/,\s*/);
    if (inside === undefined || !parts.every((part) => factOf(part) !== undefined || /^with \S/.test(part)))
      return { title: text };
    for (const part of parts) if (factOf(part) === undefined) this.met.push({ line, part });
    return Object.assign({ title }, ...parts.map((part) => factOf(part) ?? {}));
  }

  /** The text of inline Markdown. @param links takes the links in it that a checklist may have */
  private inline(tokens: readonly Token[], line: number, links: Link[]): string {
    const walk = (token: Token) => {
      if (token.type === 'link' && /^(?:https:\/\/|mailto:)/.test(token['href'])) {
        const title = plain((token as Tokens.Link).tokens);
        links.push({
          title: title === token['href'] ? hostOf(token['href']) : title || hostOf(token['href']),
          url: token['href'],
        });
      } else if (token.type === 'link')
        this.miss(line, `a link to ${token['href']}: a checklist links to https: and mail alone`);
      else if (token.type === 'image') this.miss(line, `a picture: ${token['href']}`);
      else if (token.type === 'html') this.miss(line, `HTML: ${short(token.raw)}`);
      for (const inner of (token as Tokens.Generic).tokens ?? []) walk(inner);
    };
    for (const token of tokens) walk(token);
    // An address that stands for itself is a link, and no part of a title.
    return plain(tokens.filter((token) => token.type !== 'link' || token['text'] !== token['href']));
  }
}

function hasBox(list: Tokens.List): boolean {
  return list.items.some(
    (entry) =>
      entry.task || entry.tokens.some((token) => token.type === 'list' && hasBox(token as Tokens.List)),
  );
}

const wishes: Partial<Record<string, Pick<FoundItem, 'evidence' | 'optional'>>> = {
  'wants a link': { evidence: 'url' },
  'wants a few words': { evidence: 'text' },
  optional: { optional: true },
};

/** What a part of the brackets behind a title says; undefined where it says nothing that a checklist has a key for. */
function factOf(part: string): Partial<FoundItem> | undefined {
  const effort = /^(?:about |~)?(\d{1,4})\s*(min|h|d|day)(?:ute|our|r)?s?$/i.exec(part);
  const count = /^(?:(?<one>.+): )?\d+ of (?<target>\d{1,4})(?: (?<unit>\S.*))?$/.exec(part)?.groups;
  const running = /^\d+ (\S.*) so far$/.exec(part);
  if (effort) {
    const unit = effort[2]?.toLowerCase().replace(/^d.*/, agreeing(Number(effort[1]), 'day', 'days')) ?? '';
    const takes = `${effort[1]} ${unit}`;
    return parseEffort(takes) === undefined ? undefined : { takes };
  }
  const half = /^(\d{1,2}) h (\d{2})$/.exec(part);
  if (half) return { takes: `${Number(half[1]) * 60 + Number(half[2])} min` };
  const unit = count?.['unit'] ?? count?.['one'];
  if (count) return { count: { target: Number(count['target']), ...(unit === undefined ? {} : { unit }) } };
  if (running) return { count: { unit: running[1] as string } };
  return wishes[part];
}

/** A title that fits, and what of the text is left for details. */
function cutTitle(text: string, lines: string): { readonly title: string; readonly rest: string } {
  const whole = text.replace(/\s*:$/, '').trim();
  if (isShort(whole)) return { title: whole, rest: '' };
  const [first = '', ...others] = lines.split('\n');
  if (others.length > 0 && isShort(first.trim()))
    return { title: first.trim(), rest: others.join(' ').trim() };
  const sentence =
    /^(.{8,72}?)[.!?:;]\s+(.+)$/s.exec(whole) ?? /^(.{8,72}?)(?: [–—-] |\s*\(|, )(.+)$/s.exec(whole);
  if (sentence && isShort(sentence[1] as string)) return { title: sentence[1] as string, rest: whole };
  return { title: shortened(whole), rest: whole };
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

function plain(tokens: readonly Token[]): string {
  const textOf = (token: Token): string => {
    const inner = (token as Tokens.Generic).tokens;
    if (token.type === 'html' || token.type === 'checkbox') return '';
    if (token.type === 'br') return '\n';
    if (token.type === 'image') return token['text'];
    if (inner !== undefined && inner.length > 0) return inner.map(textOf).join('');
    return (token as Tokens.Text).text ?? '';
  };
  return tokens
    .map(textOf)
    .join('')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .trim();
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= 50 ? `"${line}"` : `"${line.slice(0, 49)}…"`;
}
