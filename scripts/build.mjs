/**
 * Bundles the program: `dist/main.cjs` with what every day needs, and a chunk under `dist/chunks/` for each `import()`.
 * `--outdir` names another folder than `dist`; `--metafile` a file to say in what `main.cjs` is made of.
 * Beside them `THIRD-PARTY-NOTICES.txt`: the licences of the packages that ended up in the bundles ask for it; and
 * `product-manager.json`, the shipped program as those bundles compile it.
 * CommonJS for the one because it starts in half the time; ESM for the others because only that can be split.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

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
};

/** Each file behind an `import()`: where its source is → the chunk that it becomes. */
const chunks = new Map();

const chunkImports = {
  name: 'chunk-imports',
  setup(context) {
    context.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = resolve(resolveDir, path);
      const name = relative('src', source).replace(/\.ts$/, '').replaceAll('/', '-').replaceAll('\\', '-');
      chunks.set(source, name);
      return { path: `./chunks/${name}.mjs`, external: true };
    });
  },
};

/**
 * Modules that most runs never call, each loaded at its first call instead of at the start. Loaded at the start, they
 * cost these shares of the time of `node -e 0`, warm code cache, 200 interleaved rounds of `status`:
 * chalk 0.07 (no colour goes into a pipe), the two that measure text 0.04 (most text is one column a character),
 * child_process 0.07 (commander starts subcommands that are programs of their own with it, and ours are not).
 */
const lazyModules = {
  chalk: 'exports.Chalk = function (options) { return new (require("chalk").Chalk)(options); };',
  'fast-string-truncated-width':
    'module.exports = (...input) => require("fast-string-truncated-width").default(...input);',
  'fast-wrap-ansi': 'exports.wrapAnsi = (...input) => require("fast-wrap-ansi").wrapAnsi(...input);',
  'node:child_process': 'exports.spawn = (...input) => require("node:child_process").spawn(...input);',
};

const atFirstCall = {
  name: 'at-first-call',
  setup(context) {
    const names = new RegExp(`^(${Object.keys(lazyModules).join('|')})$`);
    context.onResolve({ filter: names }, ({ path, namespace }) =>
      namespace === 'at-first-call' ? undefined : { path, namespace: 'at-first-call' },
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
  entryPoints: ['src/main.ts'],
  outfile: join(outdir, 'main.cjs'),
  format: 'cjs',
  // What Node puts around a module when it loads one: the launcher, which loads this one, is spared a copy of it all.
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  // The launcher runs the bundle as a script, where `import()` is not at hand; require() loads ESM in each Node we support.
  supported: { 'dynamic-import': false },
  plugins: [atFirstCall, chunkImports],
  write: false,
});
mkdirSync(outdir, { recursive: true });
const [bundle] = everyday.outputFiles;
// The launcher files compiled code under this hash: in the same file, it can belong to no other bytes.
const hash = createHash('sha256').update(bundle.contents).digest('hex');
writeFileSync(bundle.path, `// ${hash}\n${bundle.text}`);
if (metafile) writeFileSync(metafile, JSON.stringify(everyday.metafile));
const others = await build({
  ...common,
  metafile: true,
  entryPoints: [
    ...[...chunks].map(([source, name]) => ({ in: source, out: name })),
    { in: 'src/workspace/sources.ts', out: 'workspace-sources' },
  ],
  outdir: join(outdir, 'chunks'),
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // CommonJS dependencies inside an ESM bundle call require().
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});

writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), noticesOf(everyday, others));

await compileShipped();

/**
 * So that `start` needn't read YAML, see src/workspace/shipped.ts. Where the checklists have a fault, the program is built
 * without: it says what the fault is, and the tests miss the file.
 */
async function compileShipped() {
  const { loadProgram } = await import(pathToFileURL(resolve(outdir, 'chunks/workspace-sources.mjs')).href);
  let program;
  try {
    program = loadProgram('checklists/product-manager', '.');
  } catch (error) {
    if (!(Symbol.for('pm-onboard.UserError') in error)) throw error;
    return;
  }
  writeFileSync(join(outdir, 'product-manager.json'), JSON.stringify(program));
}

/** The folders of the packages whose code is in the outputs; a package that was only looked at is in none. */
function bundledFolders({ metafile: { outputs } }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return used.flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

/** @throws Error where a package says nothing of its licence: then it must not be bundled unseen */
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
