/**
 * Checks which part of `src/` imports which (see ARCHITECTURE.md): `node scripts/borders.mjs [FOLDER]` prints each import that
 * is not allowed, and exits with 1 if there is one. `npm run check` runs this script.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The parts from top to bottom: a part may import itself and parts on later lines. Parts on one line may not import each
 * other. Files and folders that are not listed stand below all lines.
 */
const order = [
  ['gate.ts', 'listing.ts', 'short.ts'],
  ['main.ts', 'plain.ts', 'mine.ts', 'complete.ts'],
  ['cli.ts'],
  ['cli'],
  ['short-anew.ts'],
  ['bare.ts'],
  ['commands'],
  ['actions'],
  ['completion'],
  ['doctor', 'lint-io', 'sending', 'sync'],
  ['session'],
  ['json-schemas.ts', 'accessible.ts', 'paging.ts'],
  ['pager.ts'],
  ['workspace', 'output.ts', 'failure.ts', 'prompts.ts'],
  ['prompts-plain.ts'],
  ['adapted.ts', 'prompt-screen.ts'],
  ['render'],
  ['doctor/checks'],
  ['view'],
  ['lint'],
  ['duties'],
  ['plan'],
  ['progress'],
  ['program'],
];

/** Part or package → the only parts and files that may import it, whatever the order says. */
const importers = {
  'cli.ts': ['main.ts', 'listing.ts'],
  cli: ['main.ts', 'listing.ts', 'cli.ts', 'cli'],
  // The folder `commands` is not in its own list: commands may not import each other.
  commands: ['cli.ts', 'plain.ts', 'mine.ts', 'gate.ts', 'bare.ts'],
  actions: ['cli', 'commands', 'actions'],
  'date-fns': ['dates.ts'],
  chalk: ['render'],
  inquirer: ['prompts.ts'],
  'node:child_process': ['pager.ts', 'sync/git.ts', 'actions/open-link.ts', 'actions/remind-prepare.ts'],
};

/** Parts whose functions get all input as arguments. Biome (pure.grit) forbids them the clock, chance and the process. */
const pure = ['program', 'lint', 'progress', 'plan', 'duties', 'view', 'doctor/checks', 'render'];

/** Why a file (`plan/due.ts`) may not import a specifier (`../io.ts`); undefined if it may. */
function crossing(file, specifier) {
  const isOwn = specifier.startsWith('.');
  const path = isOwn ? join(dirname(file), specifier) : packageOf(specifier);
  const [from, to] = [partOf(file), isOwn ? partOf(path) : path];
  const only = importers[to];
  if (only && !only.includes(from) && !only.includes(file)) return `only ${only.join(', ')} may`;
  if (pure.includes(from) && to.startsWith('node:') && to !== 'node:crypto') return 'it is pure';
  if (pure.includes(from) && from !== 'render' && to === 'io.ts') return 'it is pure';
  if (isOwn && from !== to && levelOf(to) <= levelOf(from) && levelOf(to) < order.length)
    return 'it stands no lower';
  return undefined;
}

/** The innermost listed part that holds the file; otherwise the file's top folder, or the file itself. */
function partOf(path) {
  const parts = order.flat().filter((part) => `${path}/`.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0] ?? path.split('/')[0];
}

function levelOf(part) {
  const level = order.findIndex((parts) => parts.includes(part));
  return level === -1 ? order.length : level;
}

/** `date-fns/addDays` → `date-fns`; `@inquirer/prompts` → `inquirer`; `node:fs/promises` → `node:fs`. */
function packageOf(specifier) {
  return specifier.replace(/^@/, '').split('/')[0];
}

function specifiersIn(text) {
  const statements = text.matchAll(/^(?:import|export) (?:[^;'"]*? from )?'([^']+)'/gms);
  const calls = text.matchAll(/\bimport\(\s*'([^']+)'/g);
  return [...statements, ...calls].map(([, specifier]) => specifier);
}

const src = resolve(process.argv[2] ?? join(import.meta.dirname, '../src'));
const files = readdirSync(src, { recursive: true }).filter((file) => file.endsWith('.ts'));
const crossings = files.sort().flatMap((file) =>
  specifiersIn(readFileSync(join(src, file), 'utf8')).flatMap((specifier) => {
    const why = crossing(file.replaceAll('\\', '/'), specifier);
    return why === undefined ? [] : [`src/${file} imports ${specifier}: ${why}`];
  }),
);
for (const line of crossings) console.error(line);
process.exitCode = crossings.length === 0 ? 0 : 1;
