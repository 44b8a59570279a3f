/**
 * `npm run trials [-- NAME… --short]`: tests the promises of docs/promises.md on the built program, and on copies of it with
 * a planted fault. Exits with 1 if a promise is broken or a fault is not found. The trials are in `trials/`.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const outfile = join(root, `node_modules/.cache/trials-${process.pid}.mjs`);
await build({
  entryPoints: [join(root, 'trials/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { main } = await import(outfile);
rmSync(outfile);
process.exitCode = await main(root, process.argv.slice(2));
