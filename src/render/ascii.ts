/** What stands for the program's signs where the locale isn't UTF-8. Letters stay, since a name in other letters is another name. */
import { widthOf, wrapWords } from './layout.ts';
import { safeLog } from './safe.ts';

/** Sign → what stands for it: of one column wherever that can be read, so that columns stay where they are. */
const standIns: Readonly<Record<string, string>> = {
  // What is done, what failed, what is open.
  '✓': '+',
  '✔': '+',
  '✗': 'x',
  '✘': 'x',
  '☐': 'o',
  '☑': '+',
  '☒': '+',
  '⚠': '!',
  // Bars, and heights in a row.
  '█': '#',
  '▓': '#',
  '▒': '.',
  '░': '.',
  '▁': '_',
  '▂': '.',
  '▃': '-',
  '▄': '~',
  '▅': '=',
  '▆': '+',
  '▇': '*',
  // What stands before texts, and between words; see also `between`.
  '·': '-',
  '•': '*',
  '◦': '-',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '→': '->',
  '←': '<-',
  '…': '...',
  '≈': '~',
  '×': 'x',
  '│': '|',
  '─': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\ufe0f': '',
  // Quotes, and signs of chats and code that a text has in place of those that would call somebody.
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '<<',
  '»': '>>',
  '‹': '<',
  '›': '>',
  '＠': '(at)',
  // The signs of questions.
  '❯': '>',
  '◉': '*',
  '◯': 'o',
  '↑': '^',
  '↓': 'v',
  '⏎': 'Enter',
};

/** Matches a sign of the table, or the picture of a control character. */
const signs = new RegExp(`[${Object.keys(standIns).join('')}\u2400-\u241f\u2421]`, 'g');

/** Matches the sign between two texts, where a dash would make a range of two numbers: `1.6 · 1.9`. */
const between = /(?<=[^\s·] )·(?= [^\s·])/g;

/** The text with a stand-in for each sign; the widths of some differ. */
export function signsInAscii(text: string): string {
  return text.replace(between, '|').replace(signs, (sign) => standIns[sign] ?? caret(sign));
}

/** `␛` → `^[`, `␡` → `^?`, as terminals show a control character themselves. */
function caret(picture: string): string {
  const code = picture.charCodeAt(0) - 0x2400;
  return code === 0x21 ? '^?' : `^${String.fromCharCode(code + 0x40)}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it looks for
const colour = /\u001b\[[\d;]*m/g;

/** Matches the end of a cut text, with its ellipsis, before the next cell or the end of the line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it looks past
const cutCell = /([^\u001b]{2,8})…(?=(?:\u001b\[[\d;]*m)*(?: {2,3}\S|$))/gu;

/** Matches the mark of a row, before the number of a step. */
const mark = /^ {2}( *)…(?= +\d+\.\d)/;

/**
 * A laid out screen in ASCII, apart from letters. What stands in for a sign takes the room that it needs from the spaces behind it, and
 * that of a cut text from its end. A line for which there is no room any more is broken.
 * @param width how wide lines may be
 */
export function inAscii(text: string, width: number): string {
  const lines = text.split('\n').flatMap((line) => {
    if (line.search(signs) < 0) return [line];
    const before = columnsOf(line);
    const marked = line.replace(mark, '$1...');
    const cut = marked.replace(cutCell, (found, end: string, at: number) =>
      isFull(marked, at + found.length, width) ? shorter(end) : found,
    );
    const ascii = signsInAscii(withRoom(cut));
    if (columnsOf(ascii) <= width || before > width) return [ascii];
    const [indent = ''] = /^ */.exec(ascii) ?? [];
    return wrapWords(ascii.slice(indent.length), width, indent, '  ');
  });
  return safeLog(lines.join('\n'));
}

/** Whether there is no room for a longer ellipsis: behind it comes another cell, or the end of the page. */
function isFull(line: string, end: number, width: number): boolean {
  return line.slice(end).replace(colour, '') !== '' || columnsOf(line.slice(0, end)) + 2 > width;
}

/** The text with an ellipsis in place of its last two columns, and in the place of the sign behind it. */
function shorter(text: string): string {
  const letters = [...text];
  const room = widthOf(text) - 2;
  while (widthOf(letters.join('')) > room) letters.pop();
  const rest = letters.join('');
  return `${rest}...${' '.repeat(room - widthOf(rest))}`;
}

/** Matches a sign whose stand-in may be wider, or more spaces than columns need between them. */
const wideOrSpaces = /[→←…«»＠⏎\u2400-\u241f\u2421]| {3,}/g;

/** The text with fewer spaces before the next cell by as much as the stand-ins before are wider. */
function withRoom(text: string): string {
  let owed = 0;
  return text.replace(wideOrSpaces, (found) => {
    if (found.startsWith(' ')) {
      const taken = Math.min(owed, found.length - 2);
      owed -= taken;
      return found.slice(taken);
    }
    owed += signsInAscii(found).length - widthOf(found);
    return found;
  });
}

function columnsOf(line: string): number {
  return widthOf(line.replace(colour, ''));
}
