'use strict';

/**
 * Required before the program: kills it right before one of the calls with which it changes files under a folder or starts
 * git. `CUT_AT` says before which of these calls, counted from 1; `CUT_UNDER` names the folder. Caches don't count.
 */
const child = require('node:child_process');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { CUT_AT, CUT_UNDER } = process.env;

const names = [
  'chmodSync',
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmdirSync',
  'rmSync',
  'unlinkSync',
];
const reads = fs.constants.O_ACCMODE ?? 3;
let calls = 0;

function count() {
  calls += 1;
  if (calls === Number(CUT_AT)) process.kill(process.pid, 'SIGKILL');
}

function changes(name, flags) {
  if (name !== 'openSync') return true;
  return typeof flags === 'number' ? (flags & reads) !== 0 : flags !== 'r';
}

for (const name of names) {
  const call = fs[name];
  fs[name] = (...args) => {
    const path = String(args[0]);
    if (path.startsWith(CUT_UNDER) && !path.includes('/.cache/') && changes(name, args[1])) count();
    return call(...args);
  };
}

const spawn = child.spawn;
child.spawn = (...args) => {
  count();
  return spawn(...args);
};
syncBuiltinESMExports();
