/**
 * Bundles the program: `dist/main.cjs` with what every day needs, and a chunk under `dist/chunks/` for each `import()`.
 * CommonJS for the one because it starts in half the time; ESM for the others because only that can be split.
 */
import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

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
      importer.includes('/commander/') ? { path: 'child_process', namespace: 'empty' } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

rmSync('dist', { recursive: true, force: true });
await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  format: 'cjs',
  plugins: [chunkImports, chalkWithoutDetection, withoutChildProcess],
});
await build({
  ...common,
  entryPoints: [...chunks].map(([source, name]) => ({ in: source, out: name })),
  outdir: 'dist/chunks',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  plugins: [chalkWithoutDetection],
  // CommonJS dependencies inside an ESM bundle call require().
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
