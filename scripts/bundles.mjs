/** Loads bundles of a build as the launcher does, without its compiled code. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';

/**
 * @param dist the folder of the build
 * @param options `instead`: name of a module of Node → what the bundles get for it; `kept`: what an earlier call has read and compiled
 * @returns path of a bundle in it, such as `./main.cjs` → what it exports
 */
export function bundlesOf(dist, { instead = {}, kept = { texts: new Map(), scripts: new Map() } } = {}) {
  const loaded = new Map();
  const scriptOf = (name, path, text) =>
    made(kept.scripts, name, () => new Script(text(), { filename: path })).runInThisContext();
  const load = (id) => {
    if (loaded.has(id)) return loaded.get(id).exports;
    const path = resolve(dist, id);
    const module = { exports: {} };
    loaded.set(id, module);
    const other = createRequire(path);
    const require = (name) =>
      /^\.\/.*\.cjs$/.test(name) ? load(name) : Object.hasOwn(instead, name) ? instead[name] : other(name);
    const text = () => made(kept.texts, path, () => readFileSync(path, 'latin1'));
    if (id === './others.cjs') module.exports.part = partsIn(path, text(), require);
    else scriptOf(path, path, text)(module.exports, require, module, path, join(path, '..'));
    return module.exports;
  };
  /** @param path of others.cjs @param text all of it @returns name of a part in it → what it exports */
  const partsIn = (path, text, require) => {
    const { places, begin } = listIn(text);
    const parts = new Map();
    const part = (name) => {
      if (parts.has(name)) return parts.get(name);
      const [from, length] = places[name];
      const exports = {};
      const evaluate = scriptOf(`${path}#${name}`, path, () =>
        text.slice(begin + from, begin + from + length),
      );
      evaluate(exports, part, (id) => load('./main.cjs').shared(id), require, path);
      parts.set(name, exports);
      return exports;
    };
    return part;
  };
  return load;
}

/** What is kept under a name; it is made where nothing is. */
function made(kept, name, make) {
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name);
}

/**
 * The list in the second line of others.cjs.
 * @param text the whole of it
 * @returns `places`: name of a part → its first byte, counted from `begin` on, and how many there are
 */
export function listIn(text) {
  const [first, second] = text.split('\n', 2);
  return { places: JSON.parse(second.slice('// 00000000 '.length)), begin: first.length + second.length + 2 };
}
