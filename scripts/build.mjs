/**
 * Bundles the program: `dist/main.cjs` with what every day needs, and a chunk under `dist/chunks/` for each `import()`.
 * `--outdir` names another folder than `dist`; `--metafile` a file to say in what `main.cjs` is made of.
 * Beside them `THIRD-PARTY-NOTICES.txt`: the licences of the packages that ended up in the bundles ask for it; and
 * `product-manager.json`, the shipped program as those bundles compile it.
 * CommonJS for the one because it starts in half the time; ESM for the others because only that can be split.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The level of colour is decided once, in io.ts: chalk's own look at the terminal stays out of the start. */
const chalkWithoutDetection = {
  name: 'chalk-without-detection',
  setup(context) {
    context.onResolve({ filter: /^#supports-color$/ }, ({ resolveDir }) => ({
      path: resolve(resolveDir, 'vendor/supports-color/browser.js'),
    }));
  },
};

/** commander needs it only to run subcommands that are programs of their own; loading it costs as much as the rest of commander. */
const withoutChildProcess = {
  name: 'without-child-process',
  setup(context) {
    context.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'empty' } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

/**
 * env-paths asks for the home as soon as it is loaded, and the system throws where it knows none. An empty home is seen
 * in io.ts, which can say so. It is given the modules as they are, too: esbuild would copy each, property by property,
 * and of those `process` has a hundred.
 */
const modulesOfEnvPaths = {
  name: 'modules-of-env-paths',
  setup(context) {
    context.onResolve({ filter: /^node:(os|path|process)$/ }, ({ importer, path }) =>
      /[\\/]env-paths[\\/]/.test(importer) ? { path, namespace: 'as-it-is' } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: 'as-it-is' }, ({ path }) => ({
      contents: path === 'node:os' ? calmOs : `export default require('${path}');`,
      resolveDir: '.',
    }));
  },
};

const calmOs = `
const os = require('node:os');
const homedir = () => { try { return os.homedir(); } catch { return ''; } };
export default { homedir, tmpdir: os.tmpdir };
`;

/**
 * Packages that a plain screen has no use for, each set up at its first call: colours into a pipe, the widths of wide
 * characters, words near a mistyped one. Evaluating them took a fifteenth of `status`.
 */
const lazyPackages = {
  chalk: 'exports.Chalk = function (options) { return new (require("chalk").Chalk)(options); };',
  'fast-string-truncated-width':
    'module.exports = (...input) => require("fast-string-truncated-width").default(...input);',
  'fast-wrap-ansi': 'exports.wrapAnsi = (...input) => require("fast-wrap-ansi").wrapAnsi(...input);',
};

const atFirstCall = {
  name: 'at-first-call',
  setup(context) {
    const names = new RegExp(`^(${Object.keys(lazyPackages).join('|')})$`);
    context.onResolve({ filter: names }, ({ path, importer, namespace }) =>
      namespace === 'at-first-call' || importer.includes('node_modules')
        ? undefined
        : { path, namespace: 'at-first-call' },
    );
    context.onLoad({ filter: /.*/, namespace: 'at-first-call' }, ({ path }) => ({
      contents: lazyPackages[path],
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
  plugins: [atFirstCall, chunkImports, chalkWithoutDetection, withoutChildProcess, modulesOfEnvPaths],
});
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
  plugins: [chalkWithoutDetection],
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
