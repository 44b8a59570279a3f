/** Loads bundles of a build as the launcher does, without its compiled code. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';

/**
 * @param dist the folder of the build
 * @param options `instead`: name of a module of Node → what the bundles get for it; `scripts`: what an earlier call has compiled
 * @returns path of a bundle in it, such as `./main.cjs` → what it exports
 */
export function bundlesOf(dist, { instead = {}, scripts = new Map() } = {}) {
  const loaded = new Map();
  const scriptOf = (name, path, text) => {
    const script = scripts.get(name) ?? new Script(text(), { filename: path });
    scripts.set(name, script);
    return script.runInThisContext();
  };
  const load = (id) => {
    if (loaded.has(id)) return loaded.get(id).exports;
    const path = resolve(dist, id);
    const module = { exports: {} };
    loaded.set(id, module);
    const other = createRequire(path);
    const require = (name) =>
      /^\.\/.*\.cjs$/.test(name) ? load(name) : Object.hasOwn(instead, name) ? instead[name] : other(name);
    let read;
    const text = () => {
      read ??= readFileSync(path, 'latin1');
      return read;
    };
    if (id === './others.cjs') module.exports.part = partsIn(path, text, require);
    else scriptOf(path, path, text)(module.exports, require, module, path, join(path, '..'));
    return module.exports;
  };
  /** @param path of others.cjs @returns name of a part in it → what it exports */
  const partsIn = (path, text, require) => {
    const places = JSON.parse(readFileSync(path.replace(/cjs$/, 'json'), 'utf8'));
    const made = new Map();
    const part = (name) => {
      if (made.has(name)) return made.get(name);
      const [from, length] = places[name];
      const exports = {};
      const evaluate = scriptOf(`${path}#${name}`, path, () => text().slice(from, from + length));
      evaluate(exports, part, (id) => load('./main.cjs').shared(id), require, path);
      made.set(name, exports);
      return exports;
    };
    return part;
  };
  return load;
}
