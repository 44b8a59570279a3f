/** The man page and the pages of docs/commands say what help says, in every reader's hands; nothing in a text is markup to them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lexer, type Token, type Tokens } from 'marked';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import type { CommandHelp, FlagHelp, HelpView } from '../src/cli/reference.ts';
import { flat } from './cli/facts.ts';
import { launcher, root } from './cli/world.ts';

interface Manuals {
  manPage(reference: HelpView, date: string): string;
  commandPages(reference: HelpView): Map<string, string>;
}

const built = join(root, 'dist/pm-onboard.1');
const pages = join(root, 'docs/commands');

let folder: string;
let reference: HelpView;
let manuals: Manuals;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pm-onboard-manuals-'));
  const said = execFileSync(process.execPath, [launcher, 'help', '--all', '--json'], {
    env: { HOME: folder },
    encoding: 'utf8',
  });
  reference = JSON.parse(said);
  manuals = await import(pathToFileURL(join(root, 'scripts/manuals.mjs')).href);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shown({ long, value }: FlagHelp): string {
  if (!value) return long;
  const inner = value.several ? `${value.name}...` : value.name;
  return `${long} ${value.required ? `<${inner}>` : `[${inner}]`}`;
}

describe('docs/commands', () => {
  test('has the pages that the script makes, and no other; renew them with: npm run manuals', () => {
    const made = join(folder, 'made');
    execFileSync(process.execPath, [join(root, 'scripts/manuals.mjs'), made]);
    expect(readdirSync(pages).sort()).toEqual(readdirSync(made).sort());
    const stale = readdirSync(made).filter(
      (file) => readFileSync(join(pages, file), 'utf8') !== readFileSync(join(made, file), 'utf8'),
    );
    expect(stale).toEqual([]);
  });

  test('lists every command, each with a page that has its flags, and every link leads to a page', () => {
    const index = readFileSync(join(pages, 'README.md'), 'utf8');
    const links = [...index.matchAll(/\]\(([a-z]+)\.md\)/g)].map(([, name]) => name);
    expect(links).toEqual(reference.commands.map(({ name }) => name));
    for (const { name, flags, examples } of reference.commands) {
      const page = readFileSync(join(pages, `${name}.md`), 'utf8');
      const [, part = ''] = page.split('\n## Flags\n');
      const named = [...(part.split('\n## ')[0] ?? '').matchAll(/^\| `(?:-\w, )?(--[^`]+)` \|/gm)];
      expect(named.map(([, flag]) => flag).sort(), name).toEqual(flags.map(shown).sort());
      for (const { command } of examples) expect(page, name).toContain(`\n${command}`);
    }
  });

  test('nothing in a text is Markdown, but for what stands in backticks', () => {
    const text = 'a | b <b>*x*</b> _y_ [l](u) `c|d <e>` \\ # z\n\n- 1';
    const page = manuals.commandPages(withText(text)).get('done.md') ?? '';
    const tokens = lexer(page);
    const expected = plain(text);
    const isTable = (token: Token): token is Tokens.Table => token.type === 'table';
    const cells = tokens.filter(isTable).flatMap(({ rows }) => rows.map((row) => row.at(-1)));
    expect(cells.filter((cell) => cell && readOf(cell.tokens) === expected)).not.toHaveLength(0);
    const paragraphs = tokens.filter((token) => token.type === 'paragraph') as Tokens.Paragraph[];
    expect(paragraphs.some((token) => readOf(token.tokens).startsWith(expected))).toBe(true);
    expect(tokens.filter(({ type }) => type === 'list')).toEqual([]);
  });
});

/** What a reader sees of an inline text; markup other than code shows as a sign that no text has. */
function readOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (['text', 'escape', 'codespan'].includes(token.type) ? (token as Tokens.Text).text : '�'))
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

/** The reference with this text in every place of `done` that holds one. */
function withText(text: string): HelpView {
  const changed = (command: CommandHelp): CommandHelp => ({
    ...command,
    purpose: text,
    more: [text],
    flags: command.flags.map((flag) => ({ ...flag, description: text })),
    examples: [{ command: 'pm-onboard done', what: text }],
  });
  const commands = reference.commands.map((command) =>
    command.name === 'done' ? changed(command) : command,
  );
  return { ...reference, commands };
}

describe('the man page', () => {
  test('in dist is what the script makes of help', () => {
    const page = readFileSync(built, 'utf8');
    const [, date = ''] = /^\.TH \S+ 1 (\d{4}-\d\d-\d\d) /m.exec(page) ?? [];
    expect(page === manuals.manPage(reference, date), 'dist/ is stale: npm run build').toBe(true);
  });

  test('is roff of short lines, in which every hyphen is one to copy', () => {
    const lines = readFileSync(built, 'utf8').trimEnd().split('\n');
    const texts = lines.filter((line) => !/^\.(TH|\\")/.test(line));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(texts.filter((line) => /(?<!\\)-/.test(line))).toEqual([]);
    expect(texts.filter((line) => /^'|[^ -~]/.test(line))).toEqual([]);
  });

  test.for(['man', 'mandoc'])('has nothing that %s finds fault with', (program, context) => {
    needs(context, program);
    const args = program === 'man' ? ['--warnings', '-l', built] : ['-Tlint', built];
    for (const locale of ['C.UTF-8', 'C']) {
      const env = { ...wide, LC_ALL: locale };
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      if (program === 'mandoc') expect(stdout).toBe('');
    }
  });

  test.for(['man', 'mandoc'])(
    'at 80 columns, %s shows every command, flag, example and topic',
    (program, context) => {
      needs(context, program);
      const text = rendered(program, built);
      expect(text.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
      const own = text.slice(text.search(/^COMMANDS$/m));
      for (const { name, flags, examples } of reference.commands) {
        const [, section = ''] = own.split(new RegExp(`^ {3}${name}$`, 'm'));
        const said = flat(section.split(/^ {3}\S|^\S/m)[0] ?? '');
        for (const flag of flags) expect(said, name).toContain(plain(`${shown(flag)} ${flag.description}`));
        for (const { command } of examples) expect(said, name).toContain(command);
      }
      const all = flat(text);
      for (const { blocks } of reference.topics)
        for (const line of blocks.flatMap((block) => block.text ?? block.entries))
          expect(all).toContain(plain(line));
    },
  );

  test.for(['man', 'mandoc'])(
    'a text is a text to %s: no request, no escape, no macro',
    (program, context) => {
      needs(context, program);
      const text = `${'.so x '.repeat(60)}'br .ds \\fBx\\fR \\n[.l] \\*(ha "q" 'it' ~ ^ \` é -- -\n.SH INJECTED`;
      const file = join(folder, 'hostile.1');
      writeFileSync(file, manuals.manPage(withText(text), '2026-11-30'));
      const said = flat(rendered(program, file));
      expect(said.split(flat(text)).length - 1).toBeGreaterThan(5);
    },
  );
});

/** A text as a page shows it. */
function plain(text: string): string {
  return flat(text).replaceAll('`', '').replaceAll('…', '...');
}

/** What `man` and `mandoc` take from the environment: nothing of the user's, and 80 columns. */
const wide = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', MANWIDTH: '80' };

/** Skips the test where the program isn't installed. */
function needs({ skip }: TestContext, program: string): void {
  if (spawnSync(program, program === 'man' ? ['--version'] : ['-Tlint', '/dev/null']).error)
    skip(`${program} is not installed: apt-get install ${program === 'man' ? 'man-db groff' : program}`);
}

/** The page as a terminal of 80 columns shows it, without its fonts. */
function rendered(program: string, file: string): string {
  const args = program === 'man' ? ['-l', file] : ['-Tutf8', '-Owidth=80', file];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: wide });
  expect(status, stderr).toBe(0);
  // A letter in bold is overprinted: the letter, a backspace, the letter.
  return stdout.replace(/.[\b]/gu, '');
}
