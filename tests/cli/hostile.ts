/** Hostile texts to put wherever free text is allowed, and a search for dangerous parts that reach the output. */
import type { Fact } from '../../src/progress/event.ts';

/** The attacks. Each text begins with `<<` and ends with `>>`, so that it can be found in the output. */
export const attacks = {
  colour: '<<\u001b[31mred\u001b[0m>>',
  title: '<<\u001b]0;owned\u0007>>',
  link: '<<\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\>>',
  cursor: '<<\u001b[2J\u001b[1;1H>>',
  c1: '<<\u009b31m\u0085\u0090x\u009c>>',
  bidi: '<<\u202egnp.exe\u202c \u2066x\u2069 \u200f>>',
  lines: '<<one\ntwo\r\nthree\u2028four\u2029five>>',
  invisible: '<<a\u200bb\u2060c\ufeffd\u00ade>>',
  bell: '<<\u0007\b\b\b\u007f\t\u0000x>>',
  html: '<<<script>alert(1)</script><img src=x onerror=alert(1)><!-- -->>>',
  markdown:
    '<<[x](javascript:alert(1)) ![i](http://evil.example/i.png) `code` **bold** | cell www.evil.example &#x202e;>>',
  log: '<<x\n::error::x\n ::set-env name=x::y\n##[error]x %0A::stop-commands::x>>',
  xml: '<<]]> &quot; \ufffe\uffff>>',
};

export const all = Object.values(attacks).join(' ');

/** Texts with a special meaning at the beginning of a cell, of a line or of a line in a log. */
const openings = [
  ...['=1+1 ', '\uff1d1 ', '+1 ', '-1 ', '@x ', '- ', '+ ', '* ', '1. ', '1) ', '# ', '> ', '| ', '--- '],
  ...['::error::', ' ::error::', '##[error]'],
];
export const beginnings = openings.map((opening) => `${opening}<<begins>>`);

/** Facts about a hire whose texts are hostile. */
export const hostileFacts: readonly Fact[] = [
  { kind: 'assigned', role: 'buddy', people: [attacks.bidi, attacks.lines] },
  { kind: 'assigned', role: 'manager', people: [all] },
  { kind: 'noted', item: 'list-puzzles', text: all },
  { kind: 'done', item: 'set-1on1s', evidence: `https://example.com/${all}`, note: all, title: all },
  { kind: 'skipped', item: 'install-product', reason: all },
  { kind: 'asked', text: all },
  { kind: 'asked', text: attacks.colour, item: 'browse-websites' },
  { kind: 'done', item: 'customer-calls', evidence: all, note: attacks.lines },
  { kind: 'returned', item: 'customer-calls', of: 'nothing', comment: all },
  { kind: 'booked', item: 'meet-manager', day: '2026-12-01', time: all },
  { kind: 'changed', zone: all },
  { kind: 'noted', item: attacks.link, text: 'of an item that is not there' },
];

/** Finds characters that could move a cursor, hide or reorder text. All colours are ignored. */
export function dangerous(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const coloured = text.replace(/\u001b\[[0-9;]*m/g, '');
  // What joins the parts of an emoji is no danger: it hides nothing.
  const withoutColours = coloured.replace(/(?<=\p{ExtPict}|\p{EMod}|\ufe0f)\u200d(?=\p{ExtPict})/gu, '');
  return [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    ...withoutColours.matchAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu),
  ].map(([character]) => `U+${character.codePointAt(0)?.toString(16)}`);
}
