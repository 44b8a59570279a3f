'use strict';

/**
 * Preloaded into the built program by growth.test.ts: counts what it does to files below the folder COUNT_BELOW (besides compiled
 * code), hashes and processes, and adds a line to the file COUNTS at the end, in each thread.
 */
const fs = require('node:fs');
const crypto = require('node:crypto');
const children = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

const counts = { opened: 0, looked: 0, hashed: 0, spawned: 0 };
const isBelow = (path) =>
  typeof path === 'string' &&
  path.startsWith(process.env.COUNT_BELOW) &&
  !path.includes('/.cache/pm-onboard/code');

function counting(module, names, key, isMeant = () => true) {
  for (const name of names) {
    const original = module[name];
    if (!original) continue;
    module[name] = (...args) => {
      if (isMeant(args[0])) counts[key] += 1;
      return original.apply(module, args);
    };
  }
}

counting(fs, ['openSync', 'readFileSync', 'readdirSync'], 'opened', isBelow);
counting(fs.promises, ['open', 'readFile', 'readdir'], 'opened', isBelow);
counting(fs, ['lstatSync', 'statSync', 'existsSync', 'realpathSync'], 'looked', isBelow);
counting(crypto, ['hash', 'createHash'], 'hashed');
counting(children, ['spawn', 'spawnSync', 'execFile', 'execFileSync'], 'spawned');
syncBuiltinESMExports();

const { appendFileSync } = fs;
process.on('exit', () => appendFileSync(process.env.COUNTS, `${JSON.stringify(counts)}\n`));
