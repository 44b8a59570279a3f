/**
 * `npm run manuals [-- FOLDER]`: makes the pages of `docs/commands/`, or of FOLDER, of what the built program says of its commands with
 * `help --all --json`; a test sees whether they are up to date. The build makes the man page, by {@link manPage}.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundlesOf } from './bundles.mjs';

const root = resolve(import.meta.dirname, '..');

/**
 * What `help --all --json` prints. The launcher is not asked, since it runs `dist/` alone and keeps compiled code.
 * @param dist the folder of the built program
 */
export async function readReference(dist) {
  const main = bundlesOf(dist)('./main.cjs');
  let said = '';
  const output = {
    write: (text) => {
      said += text;
    },
    ...{ terminal: false, width: 80, height: 24, colour: 0 },
  };
  const folders = { config: join(root, 'none'), data: join(root, 'none'), cache: join(root, 'none') };
  const code = await main.run(['help', '--all', '--json'], {
    ...{ stdout: output, stderr: output, interactive: false, env: {}, cwd: root, root, dirs: folders },
    ...{ now: () => new Date(0), userName: () => '', zone: () => 'UTC' },
  });
  if (code !== 0) throw new Error(said);
  return JSON.parse(said);
}

/** Topics that a man page has under names of their own; the others follow under theirs. */
const manSections = { 'exit-codes': 'EXIT STATUS', environment: 'ENVIRONMENT', files: 'FILES' };

/**
 * The man page, in roff with the macros of man(7). A line of its source has at most 78 characters.
 * @param reference what `help --all --json` prints
 * @param date the day of the page, `YYYY-MM-DD`
 */
export function manPage({ program, version, description, commands, flags, topics }, date) {
  const groups = [...new Set(commands.map(({ group }) => group))];
  const section = (title) => `.SH ${quoted(title)}`;
  const named = Object.keys(manSections).flatMap((key) => topics.filter(({ name }) => name === key));
  const others = topics.filter(({ name }) => !(name in manSections));
  const lines = [
    '.\\" Made by scripts/manuals.mjs of what the program says with: help --all --json',
    `.TH ${quoted(program.toUpperCase())} 1 ${date} ${quoted(`${program} ${version}`)} "User Commands"`,
    // Commands and flags are to be copied: no word of theirs is broken, and no space is stretched.
    '.nh',
    '.ad l',
    section('NAME'),
    `${roff(`${program}, pmo`)} \\- ${roff(description.charAt(0).toLowerCase() + description.slice(1, -1))}`,
    section('SYNOPSIS'),
    `.B ${roff(program)}`,
    roff('[<command>] [options]'),
    section('DESCRIPTION'),
    ...paragraph(description),
    ...paragraph(
      `Without a command, \`${program}\` shows where you stand. A letter is short for some commands, and \`pmo\` for \`${program}\`: \`pmo d 1.3\` means \`${program} done 1.3\`.`,
    ),
    ...paragraph(`To begin: \`${program} start\`; to look around first: \`${program} demo\``),
    section('OPTIONS'),
    ...paragraph('Every command takes these.'),
    ...flags.flatMap(manFlag),
    section('COMMANDS'),
    ...groups.flatMap((group) =>
      entry(
        [bold(group)],
        commands
          .filter((command) => command.group === group)
          .map(({ name }) => name)
          .join(', '),
      ),
    ),
    ...commands.flatMap((command) => manCommand(command)),
    ...named.flatMap((topic) => [section(manSections[topic.name]), ...manTopic(topic)]),
    ...others.flatMap((topic) => [section(topic.name.toUpperCase()), ...manTopic(topic)]),
    section('SEE ALSO'),
    ...paragraph(
      `\`${program} help COMMAND\`, \`${program} help topics\`. Each command has a page in docs/commands/ of the package.`,
    ),
  ];
  // Behind a heading, a paragraph begins anyway.
  const needed = lines.filter((line, at) => line !== '.PP' || !/^\.S[HS] /.test(lines[at - 1]));
  return `${needed.join('\n')}\n`;
}

function manCommand({ name, usage, short, aliases, purpose, more, flags, forms, examples, ...others }) {
  const headings = [...new Set(flags.map(({ heading }) => heading))];
  const found = others.exitCodes.find(({ code }) => code === 1);
  return [
    `.SS ${quoted(name)}`,
    ...broken(usage.split(' ').map((word) => (/^[[<]/.test(word) ? roff(word) : bold(word)))),
    ...paragraph(`${purpose}${otherWords(short, aliases)}`),
    ...more.flatMap(paragraph),
    ...others.arguments.flatMap((argument) => entry([italic(argument.name)], argument.description)),
    ...headings.flatMap((heading) => [
      ...(headings.length > 1 ? paragraph(`${heading ?? 'Also'}:`) : []),
      ...flags.filter((flag) => flag.heading === heading).flatMap(manFlag),
    ]),
    ...forms.flatMap(paragraph),
    ...(found ? paragraph(`Exit status 1: ${found.meaning}.`) : []),
    ...paragraph('Examples:'),
    '.RS 4',
    ...examples.flatMap(({ command, what }, at) => [
      ...(at > 0 ? ['.br'] : []),
      ...broken(command.split(' ').map(bold)),
      ...(what === null ? [] : ['.RS 4', ...broken(roff(what).split(' ')), '.RE']),
    ]),
    '.RE',
  ];
}

/** What else means the command, as a sentence or two behind another. */
function otherWords(short, aliases) {
  const names = aliases.map(code).join(', ');
  return `${short ? ` Short: ${code(`pmo ${short}`)}.` : ''}${names ? ` Other names: ${names}.` : ''}`;
}

function manFlag({ long, short, value, description }) {
  const tag = [
    ...(short ? [`${bold(short)},`] : []),
    bold(long),
    ...(value ? [italic(shownValue(value))] : []),
  ];
  return entry(tag, description);
}

/** `<date>`, `<files...>` where there may be several, or `[url]` where it may be left out. */
function shownValue({ name, required, several }) {
  const inner = several ? `${name}...` : name;
  return required ? `<${inner}>` : `[${inner}]`;
}

function manTopic({ blocks }) {
  return blocks.flatMap(({ text, entries }) =>
    text === null ? entries.flatMap((each) => ['.IP \\(bu 2', ...broken(marked(each))]) : paragraph(text),
  );
}

function paragraph(text) {
  return ['.PP', ...broken(marked(text))];
}

/** A term with what it means. @param tag the words of the term, in roff */
function entry(tag, meaning) {
  return ['.TP', tag.join(' '), ...broken(marked(meaning))];
}

/** The words of a text in roff, bold where it has them in backticks. */
function marked(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? part.slice(1, -1).split(' ').map(bold).join(' ') : roff(part)))
    .join('')
    .split(' ');
}

/** Lines of source with these words. A line that would be a request begins with a sign without width. */
function broken(words) {
  const lines = [];
  for (const word of words.filter((each) => each !== '')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= 76) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const started = lines.map((line) => (/^[.']/.test(line) ? `\\&${line}` : line));
  // Behind a full stop that ends a line, roff would put two spaces.
  return started.map((line, at) => (/[.?!]$/.test(line) && at < started.length - 1 ? `${line}\\&` : line));
}

function bold(word) {
  return `\\fB${roff(word)}\\fR`;
}

function italic(word) {
  return `\\fI${roff(word)}\\fR`;
}

/** What a terminal shows of these signs may be copied, so that each is said to be the one of ASCII. */
const signs = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  // Where the locale has no UTF-8, roff has nothing for it.
  '…': '...',
};

/** A text as roff prints it: nothing in it is a request or an escape. */
export function roff(text) {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\\\-'"`^~]|[^ -~]/gu, (sign) => signs[sign] ?? `\\[u${hexOf(sign)}]`);
}

function hexOf(sign) {
  return sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/** An argument of a macro. */
function quoted(text) {
  return `"${roff(text)}"`;
}

const remark = '<!-- Made by `npm run manuals` of what `pm-onboard help --all --json` says. -->';

/** File name → Markdown: a page for each command, and README.md, which lists them. @param reference as for {@link manPage} */
export function commandPages({ commands, flags, topics, exitCodes }) {
  const pages = commands.map((command) => [`${command.name}.md`, commandPage(command)]);
  return new Map([['README.md', indexPage({ commands, flags, topics, exitCodes })], ...pages]);
}

function indexPage({ commands, flags, topics, exitCodes }) {
  const groups = [...new Set(commands.map(({ group }) => group))];
  const listed = groups.flatMap((group) => [
    `## ${group}`,
    table(
      ['command', 'what it does'],
      commands
        .filter((command) => command.group === group)
        .map(({ name, short, summary }) => [
          `[${name}](${name}.md)${short ? `, ${code(short)}` : ''}`,
          prose(summary),
        ]),
    ),
  ]);
  return blocks([
    '# Commands',
    remark,
    'As `pm-onboard help` says it, and the man page (`man pm-onboard`). A letter is short for a command, `pmo` for `pm-onboard`.',
    ...listed,
    '## What every command takes',
    flagTable(flags),
    '## Exit codes',
    table(
      ['code', 'meaning'],
      exitCodes.map(({ code: number, meaning }) => [String(number), prose(meaning)]),
    ),
    '## Topics',
    table(
      ['topic', 'what it is about'],
      topics.map(({ name, summary }) => [code(`pm-onboard help ${name}`), prose(summary)]),
    ),
  ]);
}

function commandPage({ name, usage, short, aliases, purpose, more, flags, forms, examples, ...others }) {
  const found = others.exitCodes.find(({ code: number }) => number === 1);
  const headings = [...new Set(flags.map(({ heading }) => heading))];
  return blocks([
    `# ${name}`,
    remark,
    `${prose(purpose)}${otherWords(short, aliases)}`,
    `    ${usage}`,
    ...more.map(prose),
    '## Examples',
    `\`\`\`sh\n${exampleLines(examples).join('\n')}\n\`\`\``,
    ...(others.arguments.length > 0
      ? [
          '## Arguments',
          table(
            ['argument', 'what it is'],
            others.arguments.map((each) => [code(each.name), prose(each.description)]),
          ),
        ]
      : []),
    ...(flags.length > 0 ? ['## Flags'] : []),
    ...headings.flatMap((heading) => [
      ...(headings.length > 1 ? [`### ${heading ?? 'Also'}`] : []),
      flagTable(flags.filter((flag) => flag.heading === heading)),
    ]),
    ...forms.map(prose),
    ...(found ? ['## Exit code 1', `${prose(found.meaning)}.`] : []),
    ...(others.outputs.length > 0
      ? [
          '## JSON',
          `[Properties](../json.md) of ${code('pm-onboard schema output')}:`,
          table(
            ['property', 'what prints it'],
            others.outputs.map(({ property, when }) => [code(property), prose(when)]),
          ),
        ]
      : []),
    '[All commands](README.md), and what every command takes.',
  ]);
}

function exampleLines(examples) {
  const widest = Math.max(...examples.map(({ command }) => command.length).filter((length) => length <= 60));
  return examples.map(({ command, what }) =>
    what === null ? command : `${command.padEnd(widest)}  # ${what}`,
  );
}

function flagTable(flags) {
  return table(
    ['flag', 'what it does'],
    flags.map(({ long, short, value, description }) => [
      code(`${short ? `${short}, ` : ''}${long}${value ? ` ${shownValue(value)}` : ''}`),
      prose(description),
    ]),
  );
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function code(text) {
  return `\`${text}\``;
}

/** A text in which only what stands in backticks means anything to Markdown. */
function prose(text) {
  return text
    .replace(/\s+/g, ' ')
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? part : part.replace(/[\\*_[\]<>`]/g, '\\$&')))
    .join('');
}

function blocks(parts) {
  return `${parts.join('\n\n')}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2] ?? join(root, 'docs/commands'));
  mkdirSync(folder, { recursive: true });
  const pages = commandPages(await readReference(join(root, 'dist')));
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
  for (const [file, text] of pages) writeFileSync(join(folder, file), text);
}
