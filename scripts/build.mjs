/**
 * Builds `dist/`, or the folder that `--outdir` names:
 * - `main.cjs`, the code of the everyday commands. It is CommonJS because that starts in half the time of ES modules;
 * - `plain.cjs`, the part of it for `status` and `next` without a word behind them, which is loaded in less time;
 * - `mine.cjs` and `gate.cjs`, all that `mine` and `run check` need, for which the launcher keeps compiled code too, whichever bundle
 *   asks for it;
 * - `short.cjs`, which says again what `status --short` said last, where nothing has changed since;
 * - `lint.cjs`, all that `lint` needs but its formats; with kept code, it is there in a third of the time of its modules;
 * - `complete.cjs`, all that answers a shell at a Tab, and `completion.json`, the commands and flags that it knows;
 * - `others.cjs` and `chunks/*.cjs`, a part for each `import()` in the sources, evaluated when it is used (see parts.mjs);
 * - `THIRD-PARTY-NOTICES.txt`, because the licences of the bundled packages ask for it;
 * - `programs/*.json`, the shipped programs in their compiled form, each named like its folder;
 * - `pm-onboard.1`, the man page.
 * `--metafile` names a file for esbuild's list of what the bundles are made of.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundlesOf } from './bundles.mjs';
import { manPage, readReference } from './manuals.mjs';
import { buildParts, mainSource } from './parts.mjs';

const { outdir, metafile } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, metafile: { type: 'string' } },
}).values;

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // io.ts decides on colours, so chalk's own check is left out: it would load node:tty and node:net at every start.
  alias: { '#supports-color': resolve('node_modules/chalk/source/vendor/supports-color/browser.js') },
};

/** Source file that is behind an `import()` → the name of its part. */
const chunks = new Map();

/**
 * What a bundle other than main.cjs loads with little delay: each in a bundle that holds all that it needs. As parts they would
 * bring main.cjs along.
 */
const alone = ['adapted', 'render-markdown', 'render-tsv', 'render-lint-text', 'work-line'];
const aloneSources = new Map();

/** Source file that is in a bundle which the other bundles load where they need it → that bundle. */
const inBundles = new Map(
  Object.entries({
    'commands/mine.ts': 'mine',
    'session/whose.ts': 'mine',
    'commands/check.ts': 'gate',
    'commands/lint.ts': 'lint',
    'main.ts': 'main',
    'plain.ts': 'plain',
  }).map(([source, bundle]) => [resolve('src', source), bundle]),
);

/** Makes each `import()` of a source file load a part, and adds the file to `chunks`; or the bundle that has the file. */
const chunkImports = (isMain) => ({
  name: 'chunk-imports',
  setup(context) {
    context.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = resolve(resolveDir, path);
      const bundle = inBundles.get(source);
      if (bundle) return { path: `./${bundle}.cjs`, external: true };
      const name = relative('src', source).replace(/\.ts$/, '').replace(/[\\/]/g, '-');
      const isAlone = !isMain && alone.includes(name);
      (isAlone ? aloneSources : chunks).set(source, name);
      return { path: isAlone ? `./chunks/${name}.cjs` : `part:${name}`, external: true };
    });
  },
});

/**
 * Modules that most runs never call; each is loaded at its first call instead of at the start. Loaded at the start, each of
 * the first three groups below would add 0.05 to 0.09 times the run time of `node -e 0` to `status` (200 interleaved rounds,
 * warm code cache), 2.5 ms in all, and node:os 0.01:
 * - chalk: needed only for colours, which a pipe or a file doesn't get;
 * - fast-string-truncated-width and fast-wrap-ansi, which measure text: most text has one column for each character;
 * - fastest-levenshtein, which finds what a mistyped word may stand for; it makes a table of 256 KiB when it is loaded;
 * - child_process: commander needs it only for subcommands that are separate programs, and pm-onboard has no such commands;
 * - tinyglobby: a path seldom has signs that stand for others;
 * - os: the name of the user where the settings have none, and the name of the machine for a lock.
 */
const lazyModules = {
  chalk: 'export const Chalk = function (options) { return new (require("chalk").Chalk)(options); };',
  'fast-string-truncated-width':
    'export default (...input) => require("fast-string-truncated-width").default(...input);',
  'fastest-levenshtein':
    'export const distance = (...input) => require("fastest-levenshtein").distance(...input);',
  'fast-wrap-ansi': 'export const wrapAnsi = (...input) => require("fast-wrap-ansi").wrapAnsi(...input);',
  tinyglobby: 'export const globSync = (...input) => require("tinyglobby").globSync(...input);',
  'node:os':
    'export const userInfo = () => require("node:os").userInfo(); export const hostname = () => require("node:os").hostname();',
  'node:child_process': 'export const spawn = (...input) => require("node:child_process").spawn(...input);',
};

const atFirstCall = {
  name: 'at-first-call',
  setup(context) {
    const names = new RegExp(`^(${Object.keys(lazyModules).join('|')})$`);
    context.onResolve({ filter: names }, ({ path, namespace }) =>
      // None of them does anything but what is asked of it, so a bundle that asks nothing leaves it out.
      namespace === 'at-first-call' ? undefined : { path, namespace: 'at-first-call', sideEffects: false },
    );
    context.onLoad({ filter: /.*/, namespace: 'at-first-call' }, ({ path }) => ({
      contents: lazyModules[path],
      resolveDir: process.cwd(),
    }));
  },
};

rmSync(outdir, { recursive: true, force: true });
/** The settings of a bundle. */
const inBundle = {
  ...common,
  metafile: true,
  outdir,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  define: { 'import.meta.url': '__filename' },
  // A script that the launcher evaluates can't use `import()`, so esbuild makes it require().
  supported: { 'dynamic-import': false },
  write: false,
};
const small = await build({
  ...inBundle,
  entryPoints: {
    plain: 'src/plain.ts',
    mine: 'src/mine.ts',
    gate: 'src/gate.ts',
    complete: 'src/complete.ts',
    short: 'src/short.ts',
    lint: 'src/commands/lint.ts',
  },
  plugins: [atFirstCall, chunkImports(false)],
});
const standing = await build({
  ...inBundle,
  outdir: join(outdir, 'chunks'),
  entryPoints: [...aloneSources].map(([source, name]) => ({ in: source, out: name })),
  plugins: [atFirstCall],
});
const first = await build({
  ...inBundle,
  entryPoints: { main: 'src/main.ts' },
  plugins: [atFirstCall, chunkImports(true)],
});
const parts = await buildParts({
  common,
  plugins: [atFirstCall],
  entries: [...chunks, [resolve('src/workspace/load-yaml.ts'), 'workspace-load-yaml']],
  inMain: new Set(
    Object.keys(first.metafile.inputs).flatMap((input) =>
      input.startsWith('src/')
        ? resolve(input)
        : (/^(?:at-first-call:|node_modules\/)([^/]+)/.exec(input)?.[1] ?? []),
    ),
  ),
  inBundles,
});
const main = await build({
  ...inBundle,
  entryPoints: undefined,
  stdin: {
    contents: mainSource(parts.wanted),
    resolveDir: 'src',
    loader: 'ts',
    sourcefile: 'main-shared.ts',
  },
  outdir: undefined,
  outfile: join(outdir, 'main.cjs'),
  plugins: [atFirstCall, chunkImports(true)],
});
const everyday = { metafile: mergedMetafiles(small, standing, main, parts) };

const bundles = new Map(
  [small, standing, main].flatMap(({ outputFiles }) =>
    outputFiles.map(({ path, text }) => [relative(outdir, path), linked(text)]),
  ),
);
for (const [path, text] of parts.bundles) bundles.set(path, text);

mkdirSync(join(outdir, 'chunks'), { recursive: true });
// The launcher files compiled code under this hash. The hash stands in the bundles, so it can't be that of another build.
// Node puts this function around a CommonJS module; with it in the file, the launcher can evaluate the text unchanged.
const wrapped = [...bundles].map(([path, text]) => [
  path,
  `(function (exports, require, module, __filename, __dirname) {${inAscii(text)}})\n`,
]);
const others = [...parts.others].map(([name, text]) => [name, `${inAscii(text)}\n`]);
const texts = [...wrapped, ['others.cjs', listed(others)]];
const hash = createHash('sha256');
for (const [, text] of texts.toSorted(([a], [b]) => (a < b ? -1 : 1))) hash.update(text);
const mark = `// ${hash.digest('hex')}\n`;
for (const [path, text] of texts) writeFileSync(join(outdir, path), mark + text);
if (metafile) writeFileSync(metafile, JSON.stringify(everyday.metafile));

writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), noticesOf(everyday));

await compileShipped();
await listCommands();

writeFileSync(join(outdir, 'pm-onboard.1'), manPage(await readReference(outdir), dayOfManual()));

/** Parts one after the other, behind a line that says how long the list in it is, and where behind it each part stands: its first byte, and how many there are. */
function listed(parts) {
  let at = 0;
  const places = parts.map(([name, text]) => {
    at += text.length;
    return [name, [at - text.length, text.length]];
  });
  const list = JSON.stringify(Object.fromEntries(places));
  return `// ${String(list.length).padStart(8, '0')} ${list}\n${parts.map(([, text]) => text).join('')}`;
}

/** The day of the man page, so that a build of the same files makes the same page: when what it says was last changed here. */
function dayOfManual() {
  const sources = [
    'src/cli.ts',
    'package.json',
    ...readdirSync('src/cli', { recursive: true }).map((name) => join('src/cli', name)),
  ];
  return new Date(Math.max(...sources.map((source) => statSync(source).mtimeMs))).toISOString().slice(0, 10);
}

/**
 * Compiles the shipped programs to `programs/`, so that `start` needn't read YAML (see src/workspace/program-files.ts). Where
 * checklists have a fault, that file is not written: `start` then reads the YAML and says what is wrong, and a test fails.
 */
async function compileShipped() {
  const { loadProgram } = partsOf(outdir)('workspace-load-yaml');
  mkdirSync(join(outdir, 'programs'));
  for (const name of readdirSync('checklists')) {
    if (!existsSync(join('checklists', name, 'program.yaml'))) continue;
    try {
      const program = loadProgram(join('checklists', name), '.');
      writeFileSync(join(outdir, 'programs', `${name}.json`), JSON.stringify(program));
    } catch (error) {
      if (!(Symbol.for('pm-onboard.UserError') in error)) throw error;
    }
  }
}

/** Writes `completion.json`: what `complete.cjs` knows of commands and flags, from the same list as the help. */
async function listCommands() {
  const listing = await build({
    ...common,
    entryPoints: ['src/listing.ts'],
    format: 'cjs',
    // What a command loads when it runs isn't needed to list it.
    external: [],
    write: false,
  });
  const loaded = { exports: {} };
  new Function('exports', 'require', 'module', listing.outputFiles[0].text)(
    loaded.exports,
    createRequire(import.meta.url),
    loaded,
  );
  const namesIn = (folder, ending) =>
    readdirSync(folder).flatMap((name) => (name.endsWith(ending) ? name.slice(0, -ending.length) : []));
  const shipped = { schemas: namesIn('schema', '.json'), pages: namesIn('handbook', '.md') };
  writeFileSync(join(outdir, 'completion.json'), loaded.exports.completionJson(shipped));
}

/**
 * The code with an escape for each letter that isn't ASCII: the launcher reads it so, which takes half the memory. esbuild leaves those
 * of regular expressions and raw templates as they are; there is none of these whose text is shown.
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Puts the code that gets a part in the place of the `require()` of it. */
function linked(text) {
  return text.replaceAll(/require\("part:([^"]+)"\)/g, (_, name) => parts.getting(name));
}

function partsOf(dist) {
  const load = bundlesOf(dist);
  return (name) => new Function('require', `return ${parts.getting(name)}`)(load);
}

function mergedMetafiles(...results) {
  const all = results.map(({ metafile }) => metafile);
  return {
    inputs: Object.assign({}, ...all.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...all.map(({ outputs }) => outputs)),
  };
}

/** The folders of the packages that have code in the outputs. */
function bundledFolders({ metafile: { outputs } }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return used.flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

/**
 * The text of `THIRD-PARTY-NOTICES.txt`.
 * @throws Error where a package has no licence file: somebody has to find out whether it may be bundled
 */
function noticesOf(result) {
  const folders = [...new Set(bundledFolders(result))];
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice)/i.test(file))
      .sort();
    if (texts.length === 0) throw new Error(`${folder} has no licence file`);
    const text = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const head = 'pm-onboard contains code of these packages, under their licences:\n';
  return [head, ...notices.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}
