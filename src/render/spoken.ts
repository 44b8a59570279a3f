/**
 * The words of the accessible mode. Speech leaves out most signs (`✓` and `✗` alike), reads `2 h 50` as letters and
 * `Fri` as a word, and drops the minus of `-3`; braille writes `✓` in two cells that nobody knows. So everything is a sentence
 * of letters, digits and plain punctuation: state first, months and weekdays in full, one row a line.
 */
import {
  type CalendarDate,
  fullDate,
  monthName,
  monthNames,
  parseDate,
  shortWeekdayNames,
  weekdayNames,
} from '../dates.ts';
import type { Rows, Speech } from '../speech.ts';
import { plural, upperFirst } from '../view/words.ts';
import { printedCommand, wrap } from './layout.ts';

export const speech: Speech = {
  heading(title, rows, beside) {
    // Capitals take a sign more a word in braille, and some voices spell them.
    const name = upperFirst(title.replace(/^[^\p{Ll}]{2,}(?=$|,)/u, (capitals) => capitals.toLowerCase()));
    const count = rows === undefined ? '' : `, ${countOf(rows)}`;
    return [`${name}${count}`, upperFirst(beside)].filter(Boolean).map(sentence).join(' ');
  },

  row(state, cells) {
    const [first = '', second = '', ...others] = cells.map((cell) => cell.trim()).filter(Boolean);
    // In a list over many hires the name comes first, and then the number.
    const said = [stepName(first), second.replace(/^\d+\.[\d.]+$/, 'step $&'), ...others]
      .filter(Boolean)
      .join(', ');
    return [upperFirst(state), begun(said)].filter(Boolean).map(sentence).join(' ');
  },

  verbatim: (line) => `${asItIs}${line}`,

  screen: (text, width, today) =>
    text
      // A command that something follows has a line of its own.
      .replace(new RegExp(`(${printedCommand.source}) {2,}`, 'gm'), '$1\n')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => {
        const said = line.startsWith(asItIs)
          ? line.slice(asItIs.length)
          : sentence(inWords(line.trim(), today));
        return said === '' ? [] : broken(said, width);
      })
      .map((line) => `${line}\n`)
      .join(''),

  literal: (text, width) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => broken(sentence(line.trim().replace(/ {2,}/g, ', ')), width))
      .map((line) => `${line}\n`)
      .join(''),
};

/** The line in lines that fit. @param width Infinity where it is not to be broken */
function broken(line: string, width: number): string[] {
  return Number.isFinite(width) ? wrap(line, width) : [line];
}

/** Begins a line that is code; a private-use character. */
const asItIs = '\ue001';

function countOf({ shown, all, noun }: Rows): string {
  if (shown === 0 && all) return `${plural(all, noun)}, not shown`;
  return all === undefined || all === shown ? plural(shown, noun) : `${shown} of ${plural(all, noun)}`;
}

/** The number of an item or a question, as it begins a row. */
function stepName(ref: string): string {
  return /^\d+\.[\d.]+$/.test(ref) ? `Step ${ref}` : ref.replace(/^\?(\d+)$/, 'Question $1');
}

/** The text with a full stop at its end, unless it ends with another mark, or with something that is to be copied. */
function sentence(text: string): string {
  if (text === '' || /[.!?:,;]["')]?$/.test(text) || endsWithCopy(text)) return text;
  return `${text}.`;
}

/** Whether the text ends with a command or an address: a full stop would be copied with it. */
function endsWithCopy(text: string): boolean {
  return kept(text).at(-1)?.copy ?? false;
}

/** The parts of a line: what is there to be copied, and the rest. */
function kept(line: string): { readonly text: string; readonly copy: boolean }[] {
  const copied = new RegExp(`${printedCommand.source}|https?://[^\\s<>"]*[^\\s<>".,;:!?)\\]]`, 'g');
  const parts: { text: string; copy: boolean }[] = [];
  let end = 0;
  for (const { index, 0: text } of line.matchAll(copied)) {
    if (index > end) parts.push({ text: line.slice(end, index), copy: false });
    parts.push({ text, copy: true });
    end = index + text.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end), copy: false });
  return parts;
}

/** The line with all that isn't copied in words. */
function inWords(line: string, today: CalendarDate | undefined): string {
  return kept(line)
    .map(({ text, copy }, at) => (copy ? text : spelled(at === 0 ? markless(text) : text, today)))
    .join('')
    .trim();
}

/** The line with the sign at its beginning as a word. */
function markless(line: string): string {
  for (const [sign, word] of marks)
    if (sign.test(line)) return word + upperFirst(numbered(line.replace(sign, '')));
  return numbered(line);
}

/** The line with what its number is, if it begins with that of an item. */
function numbered(line: string): string {
  return line.replace(/^(\d+\.\d+) +(?=[\p{Lu}"])/u, 'Step $1, ');
}

/** The text with a capital, as a sentence begins, unless it begins with a path or an id. */
function begun(text: string): string {
  return /^\p{Ll}[\p{Ll}']*(?:[ ,:]|$)/u.test(text) ? upperFirst(text) : text;
}

const marks: readonly (readonly [sign: RegExp, word: string])[] = [
  [/^✓ +/, 'Done. '],
  [/^✗ +/, 'Failed. '],
  [/^! +/, 'Warning: '],
  [/^> */, 'Quote: '],
  [/^… +/, ''],
  [/^(?:[-*+·•–] +|#{1,6} +)/, ''],
];

const weekdays = shortWeekdayNames.join('|');
const months = monthNames.map((name) => name.slice(0, 3)).join('|');

function fullWeekday(short: string): string {
  return weekdayNames.find((name) => name.toLowerCase().startsWith(short.toLowerCase())) ?? short;
}

function fullMonth(short: string): string {
  return monthNames.find((name) => name.toLowerCase().startsWith(short.toLowerCase())) ?? short;
}

/** What is written → what is said, in this order. */
const spellings: readonly (readonly [pattern: RegExp, say: (...found: string[]) => string])[] = [
  // A date that isn't part of a sentence is there to be typed.
  [
    /(?<=\b(?:on|from|to|until|by|since|of|due|and) )\d{4}-\d\d-\d\d\b/g,
    (text = '') => (parseDate(text) ? fullDate(parseDate(text) as CalendarDate) : text),
  ],
  [
    new RegExp(`\\b(${weekdays})( \\d{1,2})(?: (${months}))?\\b(?!:)`, 'gi'),
    (_, day = '', date = '', month = '') => `${fullWeekday(day)}${date}${month && ` ${fullMonth(month)}`}`,
  ],
  [
    new RegExp(`\\b(\\d{1,2}) (${months})\\b`, 'g'),
    (_, date = '', month = '') => `${date} ${fullMonth(month)}`,
  ],
  [
    new RegExp(`\\b(${months}) (\\d{4})\\b`, 'g'),
    (_, month = '', year = '') => `${fullMonth(month)} ${year}`,
  ],
  [
    // A weekday alone may be a name; several in a row are none.
    new RegExp(`\\b(?:${weekdays})(?:(?:,| to| and)? (?:${weekdays})\\b)+`, 'g'),
    (text = '') => text.replace(new RegExp(weekdays, 'g'), fullWeekday),
  ],
  [/\b(\d{1,2}:\d\d) ?[-–] ?(\d{1,2}:\d\d)\b/g, (_, from = '', to = '') => `from ${from} to ${to}`],
  [/\b1:1(?=s?\b)(?!:)/g, () => 'one-to-one'],
  [
    /\b(\d+) h (\d\d)\b/g,
    (_, hours = '', minutes = '') => `${plural(Number(hours), 'hour')} ${plural(Number(minutes), 'minute')}`,
  ],
  [/\b(\d+) h\b/g, (_, hours = '') => plural(Number(hours), 'hour')],
  [/\b(\d+) min\b/g, (_, minutes = '') => plural(Number(minutes), 'minute')],
  [/\b(\d+) d ago\b/g, (_, days = '') => `${plural(Number(days), 'day')} ago`],
  [/\b(\d+\.\d+)-(\d+\.\d+)\b/g, (_, from = '', to = '') => `${from} to ${to}`],
  [/(?<=^|[\s("'])\?(\d+)\b/g, (_, number = '') => `question ${number}`],
  [/[█░▓▒─━═│┃┌┐└┘├┤┬┴┼╭╮╰╯|]+/g, () => ' '],
  [/ *… ?(?=\d)/g, () => ', '],
  [/ *… */g, () => ' and more '],
  [/ *(?:→|->|=>) */g, () => ' to '],
  [/ *✓ */g, () => ' done '],
  [/ *✗ */g, () => ' failed '],
  [/☑|☒/g, () => 'done'],
  [/☐/g, () => 'open'],
  [/⚠\ufe0f? */g, () => 'warning: '],
  [/≈ ?|~ ?(?=\d)/g, () => 'about '],
  [/ +[·•–—] +| {2,}/g, () => ', '],
  [/[·•–—●○★▶]/g, () => ' '],
  [/[‘’]/g, () => "'"],
  [/[“”]/g, () => '"'],
  [/\*\*|`/g, () => ''],
  [/ {2,}/g, () => ' '],
  [/ +(?=[,;:!?)]|\.(?:\s|$))/g, () => ''],
  [/([,.;:!?]) ?,(?= )/g, (_, mark = '') => mark],
];

/** The text in words; near dates get the month of today, which they leave out. */
function spelled(text: string, today: CalendarDate | undefined): string {
  const month = today === undefined ? '' : monthName(today);
  const dated = month
    ? text.replace(
        new RegExp(`\\b(${weekdays}) (\\d{1,2})\\b(?! (?:${months})|[:.]\\d)`, 'g'),
        `$1 $2 ${month.slice(0, 3)}`,
      )
    : text;
  return spellings.reduce((said, [pattern, say]) => said.replace(pattern, say as never), dated);
}
