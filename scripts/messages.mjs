/**
 * The messages of the program: `node scripts/messages.mjs` prints each text for people in `src/`, a line each with its place, for
 * whoever would translate them. `tests/messages.test.ts` uses the same functions to see that each stands once, and that what
 * sentences are made of (dates, plurals, lists) is made by the functions for it. See "Messages" in ARCHITECTURE.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'rolldown/utils';

/** A message of so many words, whatever is put into it, stands in one place. */
export const fewestWords = 4;

/** Files whose texts are no messages: names of fields for tools, and what editors show of files. */
const wordless = ['src/cli/outputs.ts'];

/** What only these files make: what it is, how it is recognised in a line, where it belongs. */
const makers = [
  {
    what: 'a table of weekdays or months',
    pattern: /\b(?:thu(?:rsday)?\W+fri(?:day)?\W+sat|jan(?:uary)?\W+feb(?:ruary)?\W+mar)/i,
    only: ['src/dates.ts'],
  },
  { what: 'a date or number by the locale', pattern: /\.toLocale\w*String\(/, only: [] },
  {
    what: 'a time zone’s format',
    pattern: /new Intl\.DateTimeFormat|Intl\.DateTimeFormat\(\)/,
    // Instants of a zone, the name of a zone, its offsets, and the zone of this machine: none of them writes a text for people.
    only: [
      'src/instants.ts',
      'src/io.ts',
      'src/session/zone.ts',
      'src/program/icalendar-zones.ts',
      'src/actions/remind-install/install.ts',
    ],
  },
  {
    what: 'a number of two digits, as in dates and times',
    pattern: /padStart\(2, '0'\)/,
    only: ['src/dates.ts', 'src/phrases.ts'],
  },
  {
    what: 'a part of an instant or a date',
    pattern: /toISOString\(\)\s*\.slice\(0, 1[06]\)/,
    only: ['src/dates.ts'],
  },
  {
    what: 'a list of parts',
    pattern: /\.slice\(0, -1\)\.join\(', '\)/,
    only: ['src/phrases.ts'],
  },
];

/** Every text of one file that is a value: `{ path, line, text }`; what is put into a text stands in it as `{}`. */
export function textsIn(path, source) {
  const found = [];
  visit(treeOf(path, source), (node) => {
    const text = textOf(node);
    if (text === undefined) return false;
    found.push({ path, line: lineOf(source, node.start), text });
    return true;
  });
  return found;
}

/** The messages among texts: at least two words with a space between them, which are no command to paste and no markup. */
export function messagesIn(path, source) {
  if (wordless.includes(path)) return [];
  return textsIn(path, source).filter(({ text }) => isMessage(text));
}

export function isMessage(text) {
  // A command to paste, or a line for a shell, is the same in every language.
  if (/^\s*(?:pm-onboard|pmo|git|node) |"\$\w/.test(text)) return false;
  return wordsOf(text).filter((word) => /\p{L}/u.test(word)).length > 1;
}

/** Groups of messages that say the same, except for capitals, signs and what is put into them. @param least how many words they have */
export function repeatedAmong(messages, least = fewestWords) {
  const groups = new Map();
  for (const message of messages) {
    const words = wordsOf(message.text);
    if (words.filter((word) => /\p{L}/u.test(word)).length < least) continue;
    const key = words.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** What a file makes by hand for which there is a function: `{ path, line, what }`. */
export function handmadeIn(path, source) {
  const lines = source
    .split('\n')
    .flatMap((text, at) =>
      makers
        .filter(
          ({ pattern, only }) =>
            !only.includes(path) && !/^\s*(?:\/?\*|\/\/)/.test(text) && pattern.test(text),
        )
        .map(({ what }) => ({ path, line: at + 1, what })),
    );
  const agreed = [];
  if (path !== 'src/phrases.ts' && /[=>]=? 1\b/.test(source))
    visit(treeOf(path, source), (node) => {
      if (isAgreement(node)) agreed.push({ path, line: lineOf(source, node.start), what: 'a plural' });
      return false;
    });
  return [...lines, ...agreed];
}

/** Every file of `src/`, as `{ path, source }`. */
export function sources(root = resolve(import.meta.dirname, '..')) {
  return readdirSync(join(root, 'src'), { recursive: true })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
}

/** `count === 1 ? 'is' : 'are'`: a word that is chosen by a number. The file descriptor 1 is none. */
function isAgreement({ type, test, consequent, alternate }) {
  if (type !== 'ConditionalExpression' || test.type !== 'BinaryExpression' || test.right.value !== 1)
    return false;
  if (!['===', '!==', '>'].includes(test.operator) || test.left.name === 'fd') return false;
  return [consequent, alternate].every((each) => each.type === 'Literal' && typeof each.value === 'string');
}

/** The words of a message in small letters, without its signs; `{}` stands for whatever is put in. */
function wordsOf(text) {
  return text
    .replace(/<\/?[a-z][^>]*>/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'’{}-]+/gu, ' ')
    .replace(/(?:\{\} ?)+/g, ' {} ')
    .split(' ')
    .filter((word) => word === '{}' || /[\p{L}\p{N}]/u.test(word));
}

/** The tree of a file; reading one takes most of the time, so that of the last file is kept. */
function treeOf(path, source) {
  if (last.source === source) return last.program;
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  last = { source, program };
  return program;
}

let last = { source: undefined, program: undefined };

/** What stands beside values: types, and where modules and fields are. */
const typed = /^TS(?!As|Satisfies|NonNull)|^(?:Import|ExportAll)/;

/** Calls back for each node from the outside in; below a node for which it returns true, only for what is put into the text. */
function visit(node, take) {
  if (Array.isArray(node)) for (const each of node) visit(each, take);
  if (typeof node?.type !== 'string' || typed.test(node.type)) return;
  if (take(node)) return visit(partsOf(node), take);
  for (const [key, value] of Object.entries(node))
    if (value !== null && typeof value === 'object' && (key !== 'key' || node.computed)) visit(value, take);
}

/** The text of a literal, a template or a sum of them; undefined for anything else. */
function textOf(node) {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral')
    return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('{}');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const parts = [textOf(node.left), textOf(node.right)];
  return parts.includes(undefined) ? undefined : parts.join('');
}

function partsOf(node) {
  if (node.type === 'BinaryExpression') return [node.left, node.right].flatMap(partsOf);
  return node.expressions ?? [];
}

function lineOf(source, at) {
  return source.slice(0, at).split('\n').length;
}

if (process.argv[1] === import.meta.filename)
  for (const { path, source } of sources())
    for (const { line, text } of messagesIn(path, source))
      console.log(`${path}:${line}\t${JSON.stringify(text)}`);
