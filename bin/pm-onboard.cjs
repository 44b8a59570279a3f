#!/usr/bin/env node
'use strict';

const [major, minor] = process.versions.node.split('.').map(Number);
const fits = major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);

if (fits) {
  const { join } = require('node:path');
  const { run, processIo } = require('../dist/main.cjs');
  run(process.argv.slice(2), processIo(join(__dirname, '..'))).then((code) => {
    process.exit(code);
  });
} else {
  console.error(
    `pm-onboard: Node ${process.versions.node} is too old or not supported\n  use Node 20.19, 22.13, 24 or newer`,
  );
  process.exitCode = 3;
}
