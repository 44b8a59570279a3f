/** Markdown as GitHub and GitLab read it, and as Mattermost does. */
import { fencedLines, markedLines } from '../view/details.ts';
import type { Flavour } from './markdown.ts';
import type { Tone } from './markdown-said.ts';
import { addresses, addressIn, calling, encoded, isSecure, patternOf } from './markdown-signs.ts';
import { safeText } from './safe.ts';

/** What Mattermost makes something of beside the words that call somebody: its emoticons, channels and formulas (webapp `emoticons.tsx`, its fork of marked). */
const liveInMattermost = [
  ...calling,
  String.raw`(?<![A-Za-z0-9])(?::['’]?-?[()[\]/@$|]|;-?\)|(?::-?[dpsxo]|x-d|</?3)(?![A-Za-z0-9]))`,
  '~[a-z0-9_-]+',
  String.raw`\$(?:(?!:\/\/)[^$\n\x60])+\$(?![A-Za-z0-9])|\$(?!\d)|\$(?=[^\n]*\$)`,
];

/** Signs of Markdown and HTML, and entities. A backslash is one only before a sign: Mattermost shows two before a letter. */
const specials = /[`*_[\]<>|~#]|&(?=#?\w+;)|\\(?=[^\w\s]|$)/g;

const entities: Partial<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

function escaped(sign: string): string {
  return entities[sign] ?? `\\${sign}`;
}

/** Signs that would end an address in angle brackets, or in a cell of a table, or would be read as an entity. */
const unsafe = /[\s<>|]|(?<=&#?\w+);/g;

/** @param signs what each match of the patterns, and each address, has in it */
function gfmFlavour(patterns: readonly string[], signs: RegExp, unsafeToo: RegExp): Flavour {
  const sources: Readonly<Record<Tone, string>> = {
    program: addresses,
    person: `${addresses}|(?<live>(?:${patterns.join('|')})+)`,
  };
  const strong = (text: string) => (text === '' ? '' : `**${text}**`);
  const code = (text: string) => {
    const fence = '`'.repeat(longestRun(text) + 1);
    const pad = /^`|`$/.test(text) ? ' ' : '';
    return fence + pad + text + pad + fence;
  };
  const link = (text: string, url: string) => {
    if (!/^(?:https:\/\/|mailto:)/.test(url)) return `${text} ${code(url)}`;
    // A link can't hold another one.
    return /<https:/.test(text) ? `${text} (<${url}>)` : `[${text}](${url})`;
  };
  const inline = (text: string, tone: Tone) => {
    // Most texts have none of them, and the patterns take long.
    if (!signs.test(text)) return plain(text);
    const pattern = patternOf(sources[tone]);
    let written = '';
    // What stands behind a match begins anew: for a reader, nothing is before it.
    let rest = text;
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      const { secure, other, mail, live: alive } = match.groups ?? {};
      const found = alive ?? addressIn(match[0]);
      written += plain(rest.slice(0, match.index));
      rest = rest.slice(match.index + found.length);
      if (secure !== undefined && isSecure(found))
        written += `<${encoded(encoded(found, unsafe), unsafeToo)}>`;
      else if (mail !== undefined) written += /[_~*#]/.test(found) ? `<${found}>` : found;
      else written = withCode(written, other === undefined ? found : encoded(found, /\|/g));
    }
    return written + plain(rest);
  };
  return {
    heading: (level, text) => `${'#'.repeat(level)} ${inOneLine(text)}`,
    bullet: (text, box, depth = 0) => {
      const indent = '  '.repeat(depth);
      const tick = { open: '[ ] ', done: '[x] ' };
      return `${indent}- ${box ? tick[box] : ''}${text.replaceAll('\n', `\n${indent}  `)}`;
    },
    strong,
    link,
    code,
    block: (lines, language) => {
      const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
      return [`${fence}${language}`, ...lines, fence];
    },
    quote: (text) => `> ${text.replaceAll('\n', '\n> ')}`,
    table: (heads, rows, right = []) => [
      row(heads),
      `|${heads.map((_, at) => (right.includes(at) ? ' ---: |' : ' --- |')).join('')}`,
      ...rows.map(row),
    ],
    lines: (lines) => lines.join('  \n'),
    entry: (ref, title, url, facts) => {
      const given = facts.filter(Boolean).join(', ');
      return `${ref ? `${strong(ref)} ` : ''}${url ? link(title, url) : title}${given ? ` (${given})` : ''}`;
    },
    text: (text, tone) => atBegin(inline(safeText(text), tone)),
    url: (text) => encoded(encoded(safeText(text), /[\s()<>"'`\\|]/g), unsafeToo),
    details: detailsBelow,
    detailLines,
  };
}

/** How many backticks stand together at most. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Puts code behind what is written; right behind other code it goes on in that, since two fences would be one longer fence. */
function withCode(written: string, code: string): string {
  return /(?<!\\)`$/.test(written) ? `${written.slice(0, -1)}${code}\`` : `${written}\`${code}\``;
}

/** What is left between addresses, escaped. */
function plain(text: string): string {
  return text.replace(specials, escaped);
}

/** Keeps the beginning of a line from starting a list, a rule or a title. */
function atBegin(text: string): string {
  if (!/^[-+=\d]/.test(text)) return text;
  return text
    .replace(/^[-+](?=[-\s]|$)/, '\\$&')
    .replace(/^=/, '&#61;')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function inOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(inOneLine).join(' | ')} |`;
}

/** The lines of details, indented as a part of the list's entry above them. */
function detailsBelow(details: readonly string[]): string[] {
  // An entry of several blocks has them apart from its first line, or else a table there would not be one.
  const isText = details.every((line) => line !== '' && !/^\s*(?:[`~|>]| {4})/.test(line));
  const lines = details.map((line) => (line === '' ? '' : `  ${line}`));
  return isText ? lines : ['', ...lines, ''];
}

/** Matches what stands before a fence that would begin code behind the sign of a list or a quote; such code isn't told apart. */
const fenceWithin = /^((?:\s|[-*+](?=\s)|\d{1,9}[.)](?=\s)|>)*)(?=`{3}|~{3})/;

/** Signs of HTML, entities, and addresses that a reader would turn into links although they aren't `https:`. */
const foreign = /[<>]|&(?=#?\w+;)|(?:(?:http|ftp):\/\/|\bwww\d{0,3}\.)[^\s`<>|]*/gi;

/** Lines of details: the signs of quotes stay, and in code nothing is escaped, since a reader shows it as it is. */
function detailLines(lines: readonly string[]): string[] {
  // A text alone, such as a first sentence, stands in a line of its own.
  const told = markedLines(lines.length > 1 ? fencedLines(lines) : lines).map(({ text, code }) => ({
    code,
    text: code ? safeText(text) : safeText(text).replace(fenceWithin, '$1\\'),
  }));
  // Code that begins in one line and ends in another would take the next line's text for what stands around its code.
  const isEven = told.every(({ text, code }) => code || codeIn(text) !== undefined);
  return told.map(({ text, code }) => {
    if (code) return text;
    const [quote = ''] = /^\s*(?:> ?)+/.exec(text) ?? [];
    return quote + detailText(text.slice(quote.length), isEven);
  });
}

/** Keeps text as Markdown, but takes away HTML, images, and links to addresses other than `https:` and mail. */
function detailText(text: string, isEven: boolean): string {
  const parts = (isEven && codeIn(text)) || [text];
  // A bar in code ends the cell of a table, and the code with it.
  const inCode = (part: string) => (part.includes('|') ? part.replace(/[<>]|&(?=#?\w+;)/g, escaped) : part);
  return parts.map((part, at) => (at % 2 === 1 ? inCode(part) : withoutHtml(part))).join('');
}

function withoutHtml(text: string): string {
  return text
    .replace(/!(?=\[)/g, '!\\')
    .replace(/\](?=\((?!https:\/\/|mailto:)|:)/g, ']\\')
    .replace(foreign, (found) => {
      if (found.length === 1) return escaped(found);
      const address = addressIn(found);
      return `\`${address}\`${found.slice(address.length)}`;
    });
}

/** A line cut at its code spans, which are every second part; undefined where a backtick in it has no other. */
function codeIn(text: string): string[] | undefined {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    if (index < from) continue;
    if (text.charAt(index - 1) === '\\') return undefined;
    const rest = text.slice(index + run.length);
    const close = [...rest.matchAll(/`+/g)].find(([other]) => other.length === run.length);
    if (close === undefined) return undefined;
    const end = index + run.length + close.index + run.length;
    parts.push(text.slice(from, index), text.slice(index, end));
    from = end;
  }
  return [...parts, text.slice(from)];
}

/** As GitHub and GitLab read it. */
export const gfm: Flavour = gfmFlavour(calling, /[@#:]|www/i, /(?!)/);

/** In Mattermost, an `@` makes an address in angle brackets one of mail. */
export const mattermost: Flavour = gfmFlavour(liveInMattermost, /[@#:;<~$]|www|x-d/i, /@/g);
