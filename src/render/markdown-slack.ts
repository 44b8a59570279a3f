/**
 * Text for Slack, written directly: its mrkdwn has neither titles, lists, boxes nor tables. Slack wants `&`, `<` and `>` escaped,
 * and only these (docs.slack.dev, "Formatting message text"); what it would take for a sign stands in code instead.
 */
import { type DetailLine, fencedLines, markedLines } from '../view/details.ts';
import type { Flavour } from './markdown.ts';
import type { Tone } from './markdown-said.ts';
import { addresses, addressIn, calling, encoded, isSecure, patternOf } from './markdown-signs.ts';
import { safeText } from './safe.ts';

/** Matches a text between signs that make it bold, slanted or struck out. */
const shaped = String.raw`(?<![\p{L}\p{N}])(?<sign>[*_~])(?!\k<sign>)(?=\S)(?:(?!:\/\/)[^\n])*?\S\k<sign>(?:(?![\p{L}\p{N}])|(?=[\w./-]*#))`;

const code = String.raw`\x60[^\x60\n]+\x60`;

const sources: Readonly<Record<Tone, string>> = {
  program: `${addresses}|(?<code>${code})|(?<live>${shaped})`,
  person: `${addresses}|(?<code>${code})|(?<live>${shaped}|(?:${calling.join('|')})+)`,
};

const entities: Partial<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/** Escapes what can't be a sign; a lone backtick becomes one that looks like it, since nothing else takes its meaning away. */
function plain(text: string): string {
  return escaped(text).replaceAll('`', 'ˋ');
}

function address(text: string): string {
  return encoded(safeText(text), /[\s<>|`\\"]/g).replaceAll('&', '&amp;');
}

function inline(text: string, tone: Tone): string {
  const pattern = patternOf(sources[tone]);
  let written = '';
  // What stands behind a match begins anew: for a reader, nothing is before it.
  let rest = text;
  for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
    const { secure, other, mail, code: quoted } = match.groups ?? {};
    const found = (secure ?? other ?? mail) ? addressIn(match[0]) : match[0];
    written += plain(rest.slice(0, match.index));
    rest = rest.slice(match.index + found.length);
    if (secure !== undefined && isSecure(found)) written += `<${address(found)}>`;
    else if (mail !== undefined || quoted !== undefined) written += escaped(found);
    else written += inCode(found);
  }
  return written + plain(rest);
}

function inCode(text: string): string {
  return `\`${plain(text)}\``;
}

/** Bold, unless something in the text would end it early. */
function strong(text: string): string {
  return text === '' || /[*`\n]/.test(text) ? text : `*${text}*`;
}

function link(text: string, url: string): string {
  if (!/^(?:https:\/\/|mailto:)/.test(url)) return `${text} \`${url}\``;
  return /<|`/.test(text) ? `${text} (<${url}>)` : `<${url}|${text.replaceAll('|', '¦')}>`;
}

const ticks = { open: ':white_large_square:', done: ':white_check_mark:' };

export const slack: Flavour = {
  heading: (_, text) => strong(text.replace(/\s*\n\s*/g, ' ')),
  bullet: (text, box, depth = 0) =>
    `${depth > 0 ? '    ' : ''}${box ? ticks[box] : depth > 0 ? '◦' : '•'} ${text.replaceAll('\n', '\n    ')}`,
  strong,
  link,
  code: inCode,
  block: (lines) => ['```', ...lines.map((line) => escaped(line).replaceAll('```', 'ˋˋˋ')), '```'],
  quote: (text) => `> ${text.replaceAll('\n', '\n> ')}`,
  /** A row is an entry: what it is about, then each cell with its head. */
  table: (heads, rows) =>
    rows.map(([first = '', ...cells]) => {
      const facts = cells.flatMap((cell, at) =>
        cell === '' ? [] : [`${heads[at + 1] ?? ''} ${cell}`.trim()],
      );
      return `• ${[strong(first), ...facts].filter(Boolean).join(' · ').replaceAll('\n', ' ')}`;
    }),
  lines: (lines) => lines.join('\n'),
  entry: (ref, title, url, facts) => {
    const given = facts.filter(Boolean).join(', ');
    return `${ref ? `${strong(ref)} ` : ''}${url ? link(title, url) : title}${given ? ` (${given})` : ''}`;
  },
  text: (text, tone) => inline(safeText(text), tone),
  url: address,
  details: (lines) => lines.map((line) => (line === '' || line.startsWith('```') ? line : `    ${line}`)),
  detailLines: (lines) =>
    blocks(markedLines(lines.length > 1 ? fencedLines(lines) : lines)).flatMap(
      ({ lines: some, code: isCode }) =>
        isCode
          ? ['```', ...some.map((line) => escaped(safeText(line)).replaceAll('```', 'ˋˋˋ')), '```']
          : some.map(detailLine),
    ),
};

/** The lines of details, those of code and of tables together: Slack has no tables. */
function blocks(lines: readonly DetailLine[]): { readonly code: boolean; readonly lines: string[] }[] {
  const found: { code: boolean; lines: string[] }[] = [];
  for (const { text, code: given } of lines) {
    const isCode = given || /^\s*\|/.test(text);
    const last = found.at(-1);
    // Slack writes fences of its own, without the name of a language.
    const shown = given && /^\s*(?:`{3,}|~{3,})/.test(text) ? [] : [text];
    if (last?.code === isCode) last.lines.push(...shown);
    else found.push({ code: isCode, lines: shown });
  }
  return found.filter((block) => block.lines.length > 0);
}

/** A line of details with its signs as Slack has them. */
function detailLine(line: string): string {
  const [, lead = '', sign = '', rest = ''] =
    /^(\s*)((?:[-*+]|\d{1,9}[.)]|#{1,6}|>) )?(.*)$/s.exec(safeText(line)) ?? [];
  const text = signed(rest.replace(/\\$/, '').trimEnd());
  if (sign.startsWith('#')) return lead + strong(text);
  return lead + sign.replace(/^[-*+]/, '•') + text;
}

/** Matches the signs of Markdown inside a line. */
const signs = new RegExp(
  [
    String.raw`(?<code>(?<run>\x60+)(?!\x60).*?(?<!\x60)\k<run>(?!\x60))`,
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    String.raw`!?\[(?<label>[^\]]*)\]\((?<url>[^)\s]*)[^)]*\)`,
    String.raw`\*\*(?<bold>\S(?:.*?\S)?)\*\*`,
    String.raw`\*(?<slanted>[^\s*](?:[^*]*[^\s*])?)\*`,
    String.raw`~~(?<struck>\S(?:.*?\S)?)~~`,
    addresses,
  ].join('|'),
  'giu',
);

function signed(text: string): string {
  let written = '';
  let from = 0;
  for (const match of text.matchAll(signs)) {
    if (match.index < from) continue;
    written += plain(text.slice(from, match.index));
    const {
      code: quoted,
      run = '',
      escaped: sign,
      label,
      url = '',
      bold,
      slanted,
      struck,
      secure,
      mail,
    } = match.groups ?? {};
    const found = (secure ?? mail ?? match.groups?.['other']) === undefined ? match[0] : addressIn(match[0]);
    from = match.index + found.length;
    if (quoted !== undefined)
      written += inCode(quoted.slice(run.length, -run.length).trim().replaceAll('`', 'ˋ'));
    else if (sign !== undefined) written += plain(sign);
    else if (label !== undefined) written += link(plain(label), address(url));
    else if (bold !== undefined) written += strong(signed(bold));
    else if (slanted !== undefined) written += `_${signed(slanted)}_`;
    else if (struck !== undefined) written += `~${signed(struck)}~`;
    else if (secure !== undefined && isSecure(found)) written += `<${address(found)}>`;
    else written += mail !== undefined ? escaped(found) : inCode(found);
  }
  return written + plain(text.slice(from));
}
