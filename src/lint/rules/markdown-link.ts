import { entriesOf, textAt } from '../../program/draft.ts';
import { nearest } from '../../program/nearest.ts';
import type { Located } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { rangeIn, withoutCode } from '../texts.ts';

export const markdownLink: Rule = {
  id: 'markdown-link',
  severity: 'error',
  why: 'A link in a text that is empty, cut off or of no address that a browser opens sends the hire nowhere.',
  check: ({ draft }) =>
    entriesOf(draft)
      .flatMap((entry) => textAt(entry, 'details') ?? [])
      .flatMap(linksIn),
};

/** A link up to the bracket before its address. */
const opening = /\[([^\][\n]{0,300})\]\(/g;

/** How many links of a text are looked at, and how long an address may be: hostile texts may be as long as a file. */
const most = { links: 200, address: 2100 };

function linksIn(text: Located<string>): Found[] {
  if (!text.value.includes('](')) return [];
  const openings = [...withoutCode(text.value).matchAll(opening)].slice(0, most.links);
  return openings.flatMap(({ 0: { length: begun }, 1: title = '', index }) => {
    const start = index + begun;
    const [rest = ''] = text.value.slice(start, start + most.address).split('\n');
    const length = lengthOf(rest);
    const fault = length === undefined ? unclosed : faultOf(title, rest.slice(0, length));
    if (!fault) return [];
    const piece = text.value.slice(index, start + (length === undefined ? 0 : length + 1));
    return [atRange(text.yaml, rangeIn(text, index, piece), ...fault)];
  });
}

const unclosed = ['the link is not closed', 'put a `)` behind its address'] as const;

/** The length of what stands in the brackets of a link, other brackets in pairs among it; undefined if they aren't closed. */
function lengthOf(rest: string): number | undefined {
  let depth = 0;
  for (const { 0: bracket, index } of rest.matchAll(/[()]/g)) {
    if (bracket === ')' && depth === 0) return index;
    depth += bracket === '(' ? 1 : -1;
  }
  return undefined;
}

function faultOf(title: string, inside: string): readonly [message: string, hint: string] | undefined {
  const [, pointed, bare = ''] = /^\s*(?:<([^<>]*)>|(\S*))/.exec(inside) ?? [];
  const address = pointed ?? bare;
  if (address === '') return ['the link has no address', 'give it one, or write the text alone'];
  if (title.trim() === '') return ['the link has no text to choose it by', 'write what is behind it'];
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(address)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return [
      `the link leads to \`${address}\`, which is no whole address`,
      'write it as a browser shows it: `https://…`',
    ];
  if (/^https?:\/\/[^\s/?#@\\]/i.test(address) && URL.canParse(address)) return undefined;
  const near = nearest(scheme, schemes)[0] ?? 'https';
  return [`the link leads to \`${address}\`, which no browser opens`, `write it as \`${forms[near]}\``];
}

const forms: Readonly<Record<string, string>> = {
  https: 'https://…',
  http: 'http://…',
  mailto: 'mailto:name@example.com',
};
const schemes = Object.keys(forms);
