#!/usr/bin/env node
'use strict';

const {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { homedir } = require('node:os');
const { dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

const [major, minor] = process.versions.node.split('.').map(Number);
const fits = major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);

if (fits) start();
else {
  console.error(
    `pm-onboard: Node ${process.versions.node} is too old or not supported\n  use Node 20.19, 22.13, 24 or newer`,
  );
  process.exitCode = 3;
}

function start() {
  ignoreUnusable(process.env);
  const argv = process.argv.slice(2);
  const { exports: program, keep } = load(join(__dirname, '../dist/main.cjs'), argv[0] ?? '');
  program.run(argv, program.processIo(join(__dirname, '..'))).then((code) => {
    keep();
    // All output is written by now, synchronously.
    process.exit(code);
  });
}

/** An empty HOME is none: the system knows one. A relative folder is to be ignored, says XDG's specification. */
function ignoreUnusable(env) {
  if (env.HOME === '') delete env.HOME;
  for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
    if (env[name] !== undefined && !isAbsolute(env[name])) delete env[name];
}

/**
 * Loads the bundle through V8's code cache, which spares a quarter of a short command's time: without it, every start
 * compiles the same code anew. A cache is never the truth: without one, or with a broken one, the program is the same.
 *
 * Node's own `module.enableCompileCache()` begins with Node 22 and keeps what the first run happened to compile; here
 * each command has its own. V8 refuses data of another source or version, but not damaged data: hence each file holds its
 * data twice. A hash would do as well, but loading node:crypto takes a sixth of the time of `node -e 0`.
 *
 * @param {string} bundle the path of a CommonJS module inside the function that Node would put around it
 * @param {string} command the command that is about to run
 * @returns {{ exports: object, keep: () => void }} `keep` is to be called when the command has run
 */
function load(bundle, command) {
  const folder = codeFolder(bundle);
  const file = folder && join(folder, `${/^[a-z]+$/.test(command) ? command : 'help'}.bin`);

  const cachedData = file && readCache(file);
  const script = new Script(readFileSync(bundle, 'utf8'), { filename: bundle, cachedData });
  const loaded = { exports: {} };
  script.runInThisContext()(
    loaded.exports,
    (id) => require(id.startsWith('.') ? join(dirname(bundle), id) : id),
    loaded,
    bundle,
    dirname(bundle),
  );
  const fresh = cachedData !== undefined && !script.cachedDataRejected;
  return {
    exports: loaded.exports,
    keep: () => {
      if (file && !fresh) writeCache(folder, file, script.createCachedData());
    },
  };
}

/** Of this build of the program on this Node; undefined where there is no home to keep a cache in. */
function codeFolder(bundle) {
  const { mtimeMs, size } = statSync(bundle);
  const build = `${process.version}-${process.arch}-${Math.floor(mtimeMs)}-${size}`;
  try {
    const folder = join(cacheFolder(), 'code', build);
    return isAbsolute(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function readCache(file) {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(0, bytes.length / 2);
    return data.length > 0 && data.equals(bytes.subarray(data.length)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Only the present build's are kept. A cache that can't be written costs time, nothing else. */
function writeCache(folder, file, data) {
  try {
    const all = dirname(folder);
    makeFolders(folder);
    for (const other of readdirSync(all))
      if (join(all, other) !== folder) rmSync(join(all, other), { recursive: true });
    const temp = `${file}.${process.pid}.tmp`;
    writeFileSync(temp, Buffer.concat([data, data]), { mode: 0o600 });
    renameSync(temp, file);
  } catch {
    // The next run tries again.
  }
}

/** Node's own way to make the folders above too never ends in one that takes none, such as /proc. */
function makeFolders(folder) {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** The folder that the program's other cache is in, by the platform's convention. */
function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'pm-onboard', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'pm-onboard');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'pm-onboard');
}
