#!/usr/bin/env node
'use strict';

const {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
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
  const command = /^[a-z]+$/.test(argv[0] ?? '') ? argv[0] : 'help';
  const dirs = userFolders(process.env);
  const { program, keep } = load(join(__dirname, '../dist/main.cjs'), dirs.cache, command);
  program.run(argv, program.processIo(join(__dirname, '..'), dirs)).then((code) => {
    // A mistyped command leaves no cache, and neither does a run that failed: it compiled only part of its command.
    if (code <= 1 && program.isCommand(command)) keep();
    // All output is written by now, synchronously.
    process.exit(code);
  });
}

/** An empty HOME counts as not set; XDG's specification says to ignore a folder that is not a full path. */
function ignoreUnusable(env) {
  if (env.HOME === '') delete env.HOME;
  for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
    if (env[name] !== undefined && !isAbsolute(env[name])) delete env[name];
}

/**
 * The user's folders for settings, records and caches by the platform's convention, on Linux that of
 * https://specifications.freedesktop.org/basedir-spec/. They are relative paths where no home is known; the program
 * then refuses to use them.
 */
function userFolders(env) {
  const name = 'pm-onboard';
  const home = homeFolder();
  if (process.platform === 'win32') {
    const roaming = env.APPDATA || join(home, 'AppData', 'Roaming');
    const local = env.LOCALAPPDATA || join(home, 'AppData', 'Local');
    return {
      config: join(roaming, name, 'Config'),
      data: join(local, name, 'Data'),
      cache: join(local, name, 'Cache'),
    };
  }
  if (process.platform === 'darwin') {
    const library = join(home, 'Library');
    return {
      config: join(library, 'Preferences', name),
      data: join(library, 'Application Support', name),
      cache: join(library, 'Caches', name),
    };
  }
  return {
    config: join(env.XDG_CONFIG_HOME || join(home, '.config'), name),
    data: join(env.XDG_DATA_HOME || join(home, '.local', 'share'), name),
    cache: join(env.XDG_CACHE_HOME || join(home, '.cache'), name),
  };
}

/** Empty where HOME is not set and the system has no entry for this user. */
function homeFolder() {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * Loads the bundle with the compiled code that an earlier run of the same command has left in the cache folder. Without
 * it every start compiles the same code anew, which takes a quarter of a short command's time. The output never depends
 * on the cache: where it is missing or damaged, the code is compiled.
 *
 * V8 compares only its own version and flags and the *length* of the source with what the data was made from. So the
 * data is filed under the bundle's hash, which the build writes into the bundle's first line. V8 would also run damaged
 * data: each file holds its data twice, and is used where both are equal. (Loading node:crypto for a hash would take a
 * sixth of the time of `node -e 0`.)
 *
 * Node's own `module.enableCompileCache()` is missing in Node 20 and keeps less: `status` takes 1.95 times `node -e 0`
 * with it on Node 22 and 24, where this takes 1.6. ARCHITECTURE.md has the figures.
 *
 * @param {string} bundle the path of a CommonJS module inside the function that Node would put around it
 * @param {string} cache the user's cache folder
 * @param {string} command the word that is probably a command
 * @returns {{ program: object, keep: () => void }} what the module exports; `keep` is to be called when the command has run
 */
function load(bundle, cache, command) {
  const source = readFileSync(bundle, 'utf8');
  const folders = codeFolders(source, cache);
  const file = folders && join(folders.at(-1), `${command}.bin`);

  const cachedData = file && readCache(folders, file);
  const script = new Script(source, { filename: bundle, cachedData });
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
    program: loaded.exports,
    keep: () => {
      if (file && !fresh) writeCache(folders, file, script.createCachedData());
    },
  };
}

/**
 * The program's cache folder, the folder for code in it, and in that the one for this build on this Node; undefined where
 * no home is known.
 */
function codeFolders(source, cache) {
  const [, hash] = /^\/\/ ([\da-f]{64})\n/.exec(source) ?? [];
  if (!hash || !isAbsolute(cache)) return undefined;
  const all = join(cache, 'code');
  return [cache, all, join(all, `${process.version}-${process.arch}-${hash}`)];
}

/** The names of the folders that this version and earlier ones have made in `code`. */
const buildFolder = /^v\d+\.\d+\.\d+\S*-[a-z\d]+-[\da-f]+(-\d+)?$/;

function readCache(folders, file) {
  try {
    if (!folders.every(isPrivate)) return undefined;
    const bytes = readFileSync(file);
    const data = bytes.subarray(0, bytes.length / 2);
    return data.length > 0 && data.equals(bytes.subarray(data.length)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the code of other builds, too. Where a cache can't be written, the next run compiles again, nothing else. */
function writeCache(folders, file, data) {
  try {
    const [cache, all, folder] = folders;
    makeFolders(dirname(cache));
    for (const each of folders) {
      if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
      if (!isPrivate(each)) return;
    }
    for (const entry of readdirSync(all, { withFileTypes: true })) {
      const other = join(all, entry.name);
      if (other !== folder && entry.isDirectory() && buildFolder.test(entry.name))
        rmSync(other, { recursive: true });
    }
    const temp = `${file}.${process.pid}.tmp`;
    writeFileSync(temp, Buffer.concat([data, data]), { mode: 0o600 });
    renameSync(temp, file);
  } catch {
    // The next run tries again.
  }
}

/**
 * Whether this is a folder of the user's own, not a link, in which nobody else can put code for the program to run.
 * Windows has neither owner nor mode to look at; there the folder is inside the user's profile.
 * @throws where there is nothing
 */
function isPrivate(folder) {
  const found = lstatSync(folder);
  if (!found.isDirectory() || process.platform === 'win32') return found.isDirectory();
  return found.uid === process.geteuid() && (found.mode & 0o022) === 0;
}

/** Node's `recursive: true` never ends where a folder above takes no new ones, such as /proc. */
function makeFolders(folder) {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
