/**
 * `npm run trials [-- NAME… --short]`: tries what docs/promises.md says, on the built program and on copies of it in which
 * a fault is planted; exits 1 where a promise is broken or a fault goes uncaught. The trials are in `trials/`.
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
