/** Loads bundles of a build as the launcher does, without its compiled code. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';

/** @param dist the folder of the build @returns path of a bundle in it, such as `./main.cjs` → what it exports */
export function bundlesOf(dist) {
  const loaded = new Map();
  const load = (id) => {
    if (loaded.has(id)) return loaded.get(id).exports;
    const path = resolve(dist, id);
    const module = { exports: {} };
    loaded.set(id, module);
    const other = createRequire(path);
    const require = (name) => (/^\.\/.*\.cjs$/.test(name) ? load(name) : other(name));
    const script = new Script(readFileSync(path, 'latin1'), { filename: path });
    script.runInThisContext()(module.exports, require, module, path, join(path, '..'));
    return module.exports;
  };
  return load;
}
