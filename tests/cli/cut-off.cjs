'use strict';

/**
 * Required before the program: kills it right before one of the calls with which it changes files under a folder.
 * `CUT_AT` says before which of these calls, counted from 1; `CUT_UNDER` names the folder.
 */
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

function changes(name, flags) {
  if (name !== 'openSync') return true;
  return typeof flags === 'number' ? (flags & reads) !== 0 : flags !== 'r';
}

for (const name of names) {
  const call = fs[name];
  fs[name] = (...args) => {
    const isCounted = String(args[0]).startsWith(CUT_UNDER) && changes(name, args[1]);
    if (isCounted) calls += 1;
    if (isCounted && calls === Number(CUT_AT)) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
}
syncBuiltinESMExports();
