'use strict';

/**
 * Required before the program: makes one of its calls of the file system fail, counted among those under a folder.
 * `FAIL_AT` says which one (0: none), `FAIL_AS` how (`EIO`, `ENOSPC`, `short`), `FAIL_UNDER` where; at the end each call
 * and its path is a line in `FAIL_LOG`.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { FAIL_AT, FAIL_AS, FAIL_UNDER, FAIL_LOG } = process.env;

const names = [
  'openSync',
  'writeFileSync',
  'writeSync',
  'fsyncSync',
  'fstatSync',
  'closeSync',
  'readFileSync',
  'readdirSync',
  'lstatSync',
  'statSync',
  'mkdirSync',
  'linkSync',
  'copyFileSync',
  'chmodSync',
  'renameSync',
  'unlinkSync',
  'rmSync',
];

/** Of the files that are open. */
const paths = new Map();
const calls = [];
const write = fs.writeFileSync;
/** Calls within calls are Node's own. */
let inside = false;

for (const name of names) {
  const call = fs[name];
  fs[name] = (...args) => {
    const path = typeof args[0] === 'number' ? paths.get(args[0]) : String(args[0]);
    if (name === 'closeSync') paths.delete(args[0]);
    if (inside || !path?.startsWith(FAIL_UNDER)) {
      const result = call(...args);
      // The number may have been that of another file before.
      if (name === 'openSync') paths.delete(result);
      return result;
    }
    calls.push(`${name} ${path}`);
    inside = true;
    try {
      if (calls.length === Number(FAIL_AT)) {
        if (FAIL_AS !== 'short')
          throw Object.assign(new Error(`${FAIL_AS}, ${name}`), { code: FAIL_AS, syscall: name, path });
        if (name === 'writeFileSync') return call(args[0], args[1].subarray(0, -1));
      }
      const result = call(...args);
      if (name === 'openSync') paths.set(result, path);
      return result;
    } finally {
      inside = false;
    }
  };
}
syncBuiltinESMExports();
process.on('exit', () => {
  inside = true;
  write(FAIL_LOG, calls.join('\n'));
});
