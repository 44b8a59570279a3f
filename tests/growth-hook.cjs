'use strict';

/**
 * Counts what the program does to files below a folder (besides compiled code), hashes and processes. Preloaded into the built program, it
 * counts below the folder COUNT_BELOW, and adds a line to the file COUNTS at the end, in each thread.
 */
const fs = require('node:fs');
const crypto = require('node:crypto');
const children = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

/** @returns the counts, which go on until `stop` */
exports.counting = (folder) => {
  const counts = { opened: 0, looked: 0, hashed: 0, spawned: 0 };
  const originals = [];
  const isBelow = (path) =>
    typeof path === 'string' && path.startsWith(folder) && !path.includes('/.cache/pm-onboard/code');
  const count = (module, names, key, isMeant = () => true) => {
    for (const name of names) {
      const original = module[name];
      if (!original) continue;
      originals.push(() => {
        module[name] = original;
      });
      module[name] = (...args) => {
        if (isMeant(args[0])) counts[key] += 1;
        return original.apply(module, args);
      };
    }
  };
  count(fs, ['openSync', 'readFileSync', 'readdirSync'], 'opened', isBelow);
  count(fs.promises, ['open', 'readFile', 'readdir'], 'opened', isBelow);
  count(fs, ['lstatSync', 'statSync', 'existsSync', 'realpathSync'], 'looked', isBelow);
  count(crypto, ['hash', 'createHash'], 'hashed');
  count(children, ['spawn', 'spawnSync', 'execFile', 'execFileSync'], 'spawned');
  syncBuiltinESMExports();
  const stop = () => {
    for (const putBack of originals) putBack();
    syncBuiltinESMExports();
  };
  return { counts, stop };
};

if (process.env.COUNTS) {
  const { appendFileSync } = fs;
  const { counts } = exports.counting(process.env.COUNT_BELOW);
  process.on('exit', () => appendFileSync(process.env.COUNTS, `${JSON.stringify(counts)}\n`));
}
