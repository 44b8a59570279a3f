/** Finds what must not be in an output, by the rules of the program that reads it. */
import { Marked } from 'marked';
import { parsedCsv } from '../render/csv.ts';
import { commandsIn } from '../render/lint/runner.ts';
import { beginnings, dangerous } from './hostile.ts';

/** Colours that a hostile text has set. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const foreignColour = /\u001b\[31mred|red\u001b\[0m/g;

/** Finds what could move the cursor of a terminal, hide or reorder text, and colours that aren't the program's own. */
export function strayOnTerminal(printed: string): string[] {
  return [...dangerous(printed), ...[...printed.matchAll(foreignColour)].map(() => 'a colour')];
}

/** The codes with which inquirer redraws a question: they move, show or hide the cursor, or erase a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const drawing = /\u001b\[(?:\?25[hl]|2K|\d*[ABG])/g;

/** Like {@link strayOnTerminal}, for a dialog: the codes of inquirer are allowed. */
export function strayInDialog(printed: string): string[] {
  return strayOnTerminal(printed.replace(drawing, ''));
}

/** Finds commands to the runner in the log of a job, except those that `lint --format github` is meant to print. */
export function strayInLog(log: string, args: readonly string[]): string[] {
  const wanted = args[0] === 'lint' ? ['error', 'warning', 'notice'] : [];
  return commandsIn(log).flatMap(({ name }) => (wanted.includes(name) ? [] : [`the command ${name}`]));
}

/** Finds what must not be in the format that the flags ask for, such as CSV or Markdown. */
export function strayInFormat(stdout: string, args: readonly string[]): string[] {
  if (stdout === '') return [];
  if (args.includes('--csv')) return strayInCsv(stdout);
  if (args.includes('--markdown')) return strayInMarkdown(stdout);
  if (args.some((arg) => ['--json', 'json', 'sarif', 'gitlab', 'rdjson'].includes(arg))) JSON.parse(stdout);
  return [];
}

/** Finds cells that a spreadsheet would take for formulas; numbers are allowed. */
export function strayInCsv(text: string): string[] {
  return parsedCsv(text)
    .flat()
    .filter((cell) => !/^-?\d+$/.test(cell) && '=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'.includes(cell.charAt(0)))
    .filter((cell) => cell !== '')
    .map((cell) => `the formula ${cell.slice(0, 20)}`);
}

/** The HTML elements that the program's Markdown is meant to produce. */
const elements = /^(?:h[1-4]|p|ul|ol|li|strong|table|thead|tbody|tr|th|td|a|code|input|blockquote|br)$/;

/** Finds foreign text that has become more than text after Markdown was turned into HTML. */
export function strayInMarkdown(text: string): string[] {
  const html = new Marked({ gfm: true }).parse(text, { async: false });
  const tags = [...html.matchAll(/<\/?([a-z0-9]+|!)([^>]*)>/gi)];
  const open = (name: string, rest: string) =>
    !elements.test(name) || / (?:href="(?!https:)|(?!href|align|type|disabled|checked)[a-z]+=)/.test(rest);
  return [
    ...tags.filter(([, name = '', rest = '']) => open(name, rest)).map(([tag]) => `the element ${tag}`),
    ...[...html.matchAll(/&lt;&lt;.*?&gt;&gt;/g)]
      .filter(([quoted]) => withoutAddresses(quoted).includes('<'))
      .map(([quoted]) => `markup in ${quoted.slice(0, 200)}`),
    ...[...html.matchAll(/([^\n]*?)&lt;&lt;begins&gt;&gt;/g)]
      .filter(([, before = '']) => !begun.some((opening) => plain(before).endsWith(opening)))
      .map(([all]) => `a beginning gone: ${all.slice(-60)}`),
    ...(html.includes('&#x202e;') ? ['a character by its number'] : []),
  ];
}

/** Removes links whose text is their own address, code, which is shown as it is, and the breaks of a text of several lines. */
function withoutAddresses(html: string): string {
  return html
    .replace(/<\/?code>|<br>/g, '')
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (link, address: string, shown: string) =>
      decodeURI(address) === shown ? shown : link,
    );
}

const begun = beginnings.map((text) => text.replace('<<begins>>', '').trimStart());

function plain(html: string): string {
  return html
    .replace(/<\/?code>/g, '')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replace(/: (?=:)/, ':')
    .replace(/# (?=#)/, '#');
}
