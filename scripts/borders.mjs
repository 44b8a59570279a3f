/**
 * Who may import whom below `src/` (see ARCHITECTURE.md): `node scripts/borders.mjs [FOLDER]` names each import that crosses
 * a border, and exits 1 where there is one. `npm run check` runs it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Top down: a part imports itself and what stands on a later line. Parts of one line don't import each other.
 * Whatever is on no line stands below them all.
 */
const order = [
  ['main.ts'],
  ['cli.ts'],
  ['cli'],
  ['commands'],
  ['actions'],
  ['doctor', 'lint-io', 'sync'],
  ['session'],
  ['json-schemas.ts'],
  ['workspace', 'output.ts', 'prompts.ts'],
  ['render'],
  ['doctor/checks'],
  ['view'],
  ['lint'],
  ['plan'],
  ['progress'],
  ['program'],
];

/** What has importers of its own: nobody else imports it, whatever the order says. */
const importers = {
  'cli.ts': ['main.ts'],
  cli: ['main.ts', 'cli.ts', 'cli'],
  // Commands never import each other.
  commands: ['cli.ts'],
  actions: ['cli', 'commands', 'actions'],
  'date-fns': ['dates.ts'],
  chalk: ['render'],
  'cli-table3': ['render/table.ts'],
  inquirer: ['prompts.ts'],
  'node:child_process': ['sync/git.ts'],
};

/** Pure: they are given what they need. Biome keeps clock, chance and process from them. */
const pure = ['program', 'lint', 'progress', 'plan', 'view', 'doctor/checks', 'render'];

/** `src/plan/due.ts` and `../io.ts` → why not; undefined: it may. */
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

/** The innermost part that holds the file; a file or a folder that is on no line is one of its own. */
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
