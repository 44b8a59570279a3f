/**
 * Builds `dist/`, or the folder that `--outdir` names:
 * - `main.cjs`, the code of the everyday commands. It is CommonJS because that starts in half the time of ES modules;
 * - `plain.cjs`, the part of it for `status` and `next` without a word behind them, which is loaded in less time;
 * - `mine.cjs` and `gate.cjs`, all that `mine` and `run check` need, for which the launcher keeps compiled code too, whichever bundle
 *   asks for it;
 * - `short.cjs`, which says again what `status --short` said last, where nothing has changed since;
 * - `lint.cjs`, all that `lint` needs but its formats; with kept code, it is there in a third of the time of its modules;
 * - `complete.cjs`, all that answers a shell at a Tab, and `completion.json`, the commands and flags that it knows;
 * - `chunks/*.mjs`, a file for each `import()` in the sources, loaded when it is used. They are ES modules because
 *   esbuild can split only those into shared parts;
 * - `THIRD-PARTY-NOTICES.txt`, because the licences of the bundled packages ask for it;
 * - `programs/*.json`, the shipped programs in their compiled form, each named like its folder;
 * - `pm-onboard.1`, the man page.
 * `--metafile` names a file for esbuild's list of what these two are made of.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { manPage, readReference } from './manuals.mjs';

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

/** Source file that is behind an `import()` → the name of its chunk. */
const chunks = new Map();

/**
 * Chunks that hold all that they need, each in one file, in CommonJS: for what is to be there as fast as the code of the bundle.
 * Shared parts would bring along five times as much code, and loading ES modules takes longer.
 */
const alone = [
  'adapted',
  'colour-flag',
  'actions-find',
  'view-why',
  'render-markdown',
  'render-lint-text',
  'render-tsv',
  'work-line',
];

/** Source file that is in a bundle which the other bundles load where they need it → that bundle. */
const inBundles = new Map([
  ['commands-mine', 'mine'],
  ['session-whose', 'mine'],
  ['commands-check', 'gate'],
  ['commands-lint', 'lint'],
  ['main', 'main'],
  ['plain', 'plain'],
]);

/** Makes each `import()` of a source file load a chunk, and adds the file to `chunks`; or the bundle that has the file. */
const chunkImports = {
  name: 'chunk-imports',
  setup(context) {
    context.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = resolve(resolveDir, path);
      const name = relative('src', source).replace(/\.ts$/, '').replaceAll('/', '-').replaceAll('\\', '-');
      const bundle = inBundles.get(name);
      if (bundle) return { path: `./${bundle}.cjs`, external: true };
      chunks.set(source, name);
      return { path: `./chunks/${name}${alone.includes(name) ? '.cjs' : '.mjs'}`, external: true };
    });
  },
};

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
  chalk: 'exports.Chalk = function (options) { return new (require("chalk").Chalk)(options); };',
  'fast-string-truncated-width':
    'module.exports = (...input) => require("fast-string-truncated-width").default(...input);',
  'fastest-levenshtein':
    'exports.distance = (...input) => require("fastest-levenshtein").distance(...input);',
  'fast-wrap-ansi': 'exports.wrapAnsi = (...input) => require("fast-wrap-ansi").wrapAnsi(...input);',
  tinyglobby: 'exports.globSync = (...input) => require("tinyglobby").globSync(...input);',
  'node:os':
    'exports.userInfo = () => require("node:os").userInfo(); exports.hostname = () => require("node:os").hostname();',
  'node:child_process': 'exports.spawn = (...input) => require("node:child_process").spawn(...input);',
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
const everyday = await build({
  ...common,
  metafile: true,
  entryPoints: {
    main: 'src/main.ts',
    plain: 'src/plain.ts',
    mine: 'src/mine.ts',
    gate: 'src/gate.ts',
    complete: 'src/complete.ts',
    short: 'src/short.ts',
    lint: 'src/commands/lint.ts',
  },
  outdir,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  // Node puts this function around a CommonJS module; with it in the file, the launcher can evaluate the text unchanged.
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  define: { 'import.meta.url': '__filename' },
  // A script that the launcher evaluates can't use `import()`, so esbuild makes it require(), which Node 20.19 lets load ES modules.
  supported: { 'dynamic-import': false },
  plugins: [atFirstCall, chunkImports],
  write: false,
});
mkdirSync(outdir, { recursive: true });
// The launcher files compiled code under this hash. The hash stands in the bundles, so it can't be that of another build.
const hash = createHash('sha256');
for (const { contents } of everyday.outputFiles) hash.update(contents);
const mark = `// ${hash.digest('hex')}\n`;
for (const { path, text } of everyday.outputFiles) writeFileSync(path, mark + text);
if (metafile) writeFileSync(metafile, JSON.stringify(everyday.metafile));
const inChunks = { ...common, metafile: true, outdir: join(outdir, 'chunks') };
const entries = [...chunks].map(([source, name]) => ({ in: source, out: name }));
const isAlone = ({ out }) => alone.includes(out);
const others = await build({
  ...inChunks,
  entryPoints: [
    ...entries.filter((entry) => !isAlone(entry)),
    { in: 'src/workspace/load-yaml.ts', out: 'workspace-load-yaml' },
  ],
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // CommonJS dependencies call require(), which ES modules don't have by themselves.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
await build({
  ...inChunks,
  entryPoints: entries.filter(isAlone),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});

writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), noticesOf(everyday, others));

await compileShipped();
await listCommands();

writeFileSync(join(outdir, 'pm-onboard.1'), manPage(await readReference(outdir), dayOfManual()));

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
  const { loadProgram } = await import(pathToFileURL(resolve(outdir, 'chunks/workspace-load-yaml.mjs')).href);
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
    plugins: [atFirstCall],
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
function noticesOf(...results) {
  const folders = [...new Set(results.flatMap(bundledFolders))];
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
