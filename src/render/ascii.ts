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

/** Matches an ellipsis at which a cell was cut, behind two letters and before the next cell. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it looks past
const cutCell = /(?<=\S)[^\s\u001b]{2}…(?=(?:\u001b\[[\d;]*m)*(?: {2,3}\S|$))/g;

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
    const spoken = signsInAscii(
      line
        .replace(mark, '$1...')
        .replace(cutCell, (found, at: number) => (isFull(line, at, found, width) ? '...' : found))
        .replace(spacious, narrowed),
    );
    if (columnsOf(spoken) <= width || before > width) return [spoken];
    const [indent = ''] = /^ */.exec(spoken) ?? [];
    return wrapWords(spoken.slice(indent.length), width, indent, '  ');
  });
  return safeLog(lines.join('\n'));
}

/** Whether there is no room for a longer ellipsis: behind it comes another cell, or the end of the page. */
function isFull(line: string, at: number, found: string, width: number): boolean {
  const end = at + found.length;
  return line.slice(end).replace(colour, '') !== '' || columnsOf(line.slice(0, end)) + 2 > width;
}

/** Matches a wide sign with more spaces behind it than columns need between them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it looks past
const spacious = /[→←…«»＠⏎\u2400-\u241f\u2421]((?:\u001b\[[\d;]*m)*) {3,}/g;

function narrowed(found: string, colours: string): string {
  const [sign = ''] = found;
  const spaces = found.length - sign.length - colours.length;
  const longer = signsInAscii(sign).length - widthOf(sign);
  return `${sign}${colours}${' '.repeat(Math.max(2, spaces - longer))}`;
}

function columnsOf(line: string): number {
  return widthOf(line.replace(colour, ''));
}
