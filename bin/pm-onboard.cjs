#!/usr/bin/env node
'use strict';

const {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

/** Bundles that several commands load, each with the one name of its compiled code; that of others is kept for each command. */
const shared = {
  './mine.cjs': 'mine',
  './lint.cjs': 'lint-all',
  './gate.cjs': 'run-check',
};

/** What files are read into: memory that is touched for the first time can take longer than all else about a file. */
const scratch = Buffer.allocUnsafeSlow(1 << 20);
const none = scratch.subarray(0, 0);

/** Where the list of parts begins in others.cjs, behind the line with the hash and how long the list is. */
const listBegin = '// \n// 00000000 '.length + 64;

const [major, minor] = process.versions.node.split('.').map(Number);
const fits = major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);

if (fits) {
  try {
    start();
  } catch (error) {
    refuse(error);
  }
} else {
  console.error(
    `pm-onboard: Node ${process.versions.node} is too old or not supported\n  use Node 20.19, 22.13, 24 or newer`,
  );
  process.exitCode = 3;
}

function start() {
  ignoreUnusable(process.env);
  const argv = process.argv.slice(2);
  const command = commandOf(argv);
  const dirs = userFolders(process.env);
  // A second thread of `lint` (src/lint-io/second-thread.ts); nobody has typed that.
  if (argv[0] === '__lint' && !require('node:worker_threads').isMainThread) {
    const { program, build } = load('./lint.cjs', dirs.cache, shared['./lint.cjs'], {});
    program.serve(build);
    return;
  }
  // `status`, `next` and `mine` without a word behind them have nothing to parse: smaller bundles hold all that they need. So
  // does the program's name alone, which is `status` for whoever has a run. What was printed before needs a smaller one still.
  const isPlain = argv.length < 2 && (command === 'status' || command === 'next');
  // A shell asks for that before each prompt.
  const isShort = argv.length === 2 && command === 'status' && argv[1] === '--short';
  const isMine = argv.length < 2 && command === 'mine';
  // A job that asks a gate waits for nothing else.
  const isGate = command === 'run' && argv[1] === 'check';
  // The shell asks for that at each Tab.
  const isCompletion = argv[0] === '__complete';
  const [bundle, code] = isCompletion
    ? ['./complete.cjs', 'complete']
    : isShort
      ? ['./short.cjs', 'short']
      : isPlain
        ? ['./short.cjs', `again-${command}`]
        : isMine
          ? ['./mine.cjs', 'mine']
          : isGate
            ? ['./gate.cjs', 'run-check']
            : ['./main.cjs', command];
  const codes = { ...shared, './plain.cjs': isShort ? 'short-anew' : `plain-${command}` };
  const { program, keep, build } = load(bundle, dirs.cache, code, codes);
  program.run(argv, program.processIo(join(__dirname, '..'), dirs), build).then((code) => {
    // Compiled code is kept only for a command that exists and ran to its end: a run that failed compiled only a part.
    if (code <= 1 && program.isCommand(isCompletion ? 'complete' : isGate ? 'run-check' : command)) keep();
    // All output was written synchronously, so the process can exit now.
    process.exit(code);
  });
}

/**
 * The command that the first argument names, by its own name or by another one in names.json, such as `s`; `status` where
 * there is no argument, and `help` where the first is no word.
 */
function commandOf([word = 'status']) {
  if (!/^[a-z]+$/.test(word)) return 'help';
  const names = JSON.parse(readFileSync(join(__dirname, 'names.json'), 'latin1'));
  return Object.hasOwn(names, word) ? names[word].split(' ')[0] : word;
}

/** Says in one line why the program can't be loaded: it was never built, or Node's `--permission` forbids to read it. */
function refuse(error) {
  // Nobody has typed that.
  if (process.argv[2] === '__complete') return;
  const home = join(__dirname, '..');
  if (error.code === 'ENOENT') console.error(`pm-onboard: not built: run \`npm ci\` in ${home}`);
  else if (error.code === 'ERR_ACCESS_DENIED')
    console.error(`pm-onboard: --permission forbids to read ${error.resource}: add --allow-fs-read=${home}`);
  else throw error;
  process.exitCode = 3;
}

/** Removes an empty HOME, and XDG folders that are not full paths, which the XDG specification says to ignore. */
function ignoreUnusable(env) {
  if (env.HOME === '') delete env.HOME;
  for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
    if (env[name] !== undefined && !isAbsolute(env[name])) delete env[name];
}

/**
 * The user's folders for settings, records and caches, by the convention of the platform; on Linux that is
 * https://specifications.freedesktop.org/basedir-spec/. If the user's home folder is unknown, the paths are relative and
 * the program refuses to use them.
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

/**
 * The user's home folder; empty if HOME is not set and the system has no entry for the user. Node, too, takes HOME where it
 * is set, but on Windows; loading node:os would take a hundredth of the time of `node -e 0`.
 */
function homeFolder() {
  if (process.platform !== 'win32' && process.env.HOME) return process.env.HOME;
  try {
    return require('node:os').homedir();
  } catch {
    return '';
  }
}

/**
 * Loads the bundle with the compiled code that an earlier run of the same command has left in the cache folder. Without
 * that code, every start compiles the same source anew, which takes a quarter of a short command's time. The output never
 * depends on the cache: if a file of the cache is missing or damaged, the source is compiled.
 *
 * Before V8 uses compiled code, it checks only its own version, its flags and the *length* of the source. So the compiled
 * code is filed under the bundle's hash, which the build writes into the first line of the bundle. V8 would also run
 * damaged code, so each file holds the code twice and is used only if both copies are equal. (Loading node:crypto for a
 * hash would take a sixth of the time of `node -e 0`.)
 *
 * Node's own `module.enableCompileCache()` is missing in Node 20 and keeps less: on Node 22 and 24, `status` takes 1.95
 * times as long as `node -e 0` with it, and 1.6 times as long with this function. ARCHITECTURE.md has the figures.
 *
 * @param {string} first the bundle, a path in `dist/`: a CommonJS module, already wrapped in the function that Node puts around modules
 * @param {string} cache the user's cache folder
 * @param {string} code the name of the file with the compiled code: that of the command, if the first argument looks like one
 * @param {Record<string, string>} codes the same for bundles that are loaded after it; for others it begins with that of the first
 * @returns {{ program: object, build: string | undefined, keep: () => void }} `program`: the exports of the module; `build`: the hash
 *   of the bundles; `keep` saves the compiled code of all bundles that were loaded, and is called when the command has run
 */
function load(first, cache, code, codes) {
  const dist = join(__dirname, '../dist');
  /** Path of a bundle that was loaded → its exports. */
  const loaded = new Map();
  const keepers = [];
  let build;
  let folders;
  const loadBundle = (id, name) => {
    const path = join(dist, id);
    const module = { exports: {} };
    const isFirst = loaded.size === 0;
    const bundle = openText(path, isFirst);
    const fileOf = () => folders && join(folders[2], `${name}.bin`);
    loaded.set(id, module);
    if (id === './others.cjs') {
      module.exports.part = openParts(path, bundle, fileOf());
      return module;
    }
    const source = bundle.text(0);
    bundle.close();
    if (isFirst) {
      build = buildOf(source);
      folders = codeFolders(build, cache);
    }
    const file = fileOf();
    const cachedData = file && readCache(folders, file);
    const script = new Script(source, { filename: path, cachedData });
    script.runInThisContext()(module.exports, requireFrom, module, path, dist);
    if (file && (cachedData === undefined || script.cachedDataRejected))
      keepers.push(() => writeCache(folders, file, script.createCachedData()));
    return module;
  };
  /**
   * Returns a function: the name of a part in others.cjs → what it exports. The file stays open, since parts are read as they are used.
   * Compiled code of parts is kept in one file for each command; of two runs at once, what the last one has is kept.
   */
  const openParts = (path, { text }, file) => {
    const head = text(0, listBegin);
    // Where it was replaced since the first bundle was read, parts would stand elsewhere.
    if (build && buildOf(head) !== build) throw new Error(`${path} is of another build`);
    const size = Number(head.slice(-9));
    const kept = file ? readParts(folders, file) : new Map();
    const made = new Map();
    /** Name of a part without compiled code → where it stands, and its script. */
    const added = new Map();
    let places;
    const placeOf = (name) => {
      places ??= JSON.parse(text(listBegin, size));
      return places[name];
    };
    const part = (name) => {
      const known = made.get(name);
      if (known) return known;
      const { place, code } = kept.get(name) ?? { place: placeOf(name) };
      const [from, length] = place;
      const source = text(listBegin + size + 1 + from, length);
      const script = new Script(source, { filename: `${path}#${name}`, cachedData: code });
      if (code === undefined || script.cachedDataRejected) added.set(name, { place, script });
      const exports = {};
      script.runInThisContext()(exports, part, main, requireFrom, path);
      made.set(name, exports);
      return exports;
    };
    if (file)
      keepers.push(() => {
        if (added.size > 0) writeCache(folders, file, packed(kept, added));
      });
    return part;
  };
  const main = (name) => requireFrom('./main.cjs').shared(name);
  function requireFrom(id) {
    if (!id.startsWith('./')) return require(id);
    return (loaded.get(id) ?? loadBundle(id, codes[id] ?? `${code}-${basename(id, '.cjs')}`)).exports;
  }
  const { exports: program } = loadBundle(first, code);
  return {
    program,
    build,
    keep: () => {
      for (const keepOne of keepers) keepOne();
    },
  };
}

/** @returns so many bytes of an open file, from one of them on; valid until the next call */
function bytesOf(file, from, length, into = scratch) {
  const bytes = length <= into.length ? into.subarray(0, length) : Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file, bytes, at, length - at, from + at);
    if (read === 0) throw new Error('a file is cut off');
    at += read;
  }
  return bytes;
}

/**
 * Opens a bundle; `text` gives its text from one byte on.
 * @throws Error which isn't the system's where a bundle is missing beside the first one: nobody has typed its name
 */
function openText(path, isFirst) {
  try {
    const file = openSync(path);
    return {
      text: (from, length = fstatSync(file).size - from) =>
        bytesOf(file, from, length).latin1Slice(0, length),
      close: () => closeSync(file),
    };
  } catch (error) {
    throw isFirst ? error : new Error(`${path} can't be loaded (${error.code})`, { cause: error });
  }
}

/** The hash of all bundles, which the build has written into the first line; undefined if there is none. */
function buildOf(source) {
  return /^\/\/ ([\da-f]{64})\n/.exec(source)?.[1];
}

/**
 * Three folders, each inside the one before: the program's cache folder, the folder for compiled code, and the folder for
 * this build on this version of Node. Undefined if the home folder is unknown or the bundle lacks its hash.
 */
function codeFolders(hash, cache) {
  if (!hash || !isAbsolute(cache)) return undefined;
  const all = join(cache, 'code');
  return [cache, all, join(all, `${process.version}-${process.arch}-${hash}`)];
}

/** Matches the names of the folders that this version and earlier versions have made in the folder `code`. */
const buildFolder = /^v\d+\.\d+\.\d+\S*-[a-z\d]+-[\da-f]+(-\d+)?$/;

/** @returns what was kept; read into `scratch`, it is valid until the next file is read */
function readCache(folders, file, into = scratch) {
  let opened;
  try {
    if (!folders.every(isPrivate)) return undefined;
    opened = openSync(file);
    const half = fstatSync(opened).size / 2;
    const data = bytesOf(opened, 0, half, into);
    const piece = Buffer.allocUnsafeSlow(1 << 16);
    for (let at = 0; at < half; at += piece.length) {
      const length = Math.min(piece.length, half - at);
      if (!bytesOf(opened, half + at, length, piece).equals(data.subarray(at, at + length))) return undefined;
    }
    return half > 0 ? data : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** V8 copies compiled code that doesn't begin at a multiple of eight. */
function aligned(at) {
  return Math.ceil(at / 8) * 8;
}

/** Name of a part → where its text stands, and its compiled code, as {@link packed} puts them into one file. */
function readParts(folders, file) {
  // Other files are read while it is used.
  const data = readCache(folders, file, none);
  try {
    const length = data.readUInt32LE(0);
    let at = aligned(4 + length);
    const parts = new Map();
    for (const [name, place, size] of JSON.parse(data.latin1Slice(4, 4 + length))) {
      parts.set(name, { place, code: data.subarray(at, at + size) });
      at = aligned(at + size);
    }
    return parts;
  } catch {
    return new Map();
  }
}

/** The compiled code of parts in one: how long the list of them is, the list, and the code of each. */
function packed(kept, added) {
  const parts = new Map(kept);
  for (const [name, { place, script }] of added) parts.set(name, { place, code: script.createCachedData() });
  const list = JSON.stringify([...parts].map(([name, { place, code }]) => [name, place, code.length]));
  const data = Buffer.alloc(
    [...parts.values()].reduce((sum, { code }) => sum + aligned(code.length), aligned(4 + list.length)),
  );
  data.writeUInt32LE(list.length, 0);
  data.latin1Write(list, 4);
  let at = aligned(4 + list.length);
  for (const { code } of parts.values()) {
    data.set(code, at);
    at = aligned(at + code.length);
  }
  return data;
}

/** Saves the compiled code, and removes the code of other builds. If this fails, the next run just compiles again. */
function writeCache(folders, file, data) {
  try {
    const [cache, all, folder] = folders;
    makeFolders(dirname(cache));
    for (const [level, each] of folders.entries()) {
      if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
      if (!isPrivate(each, level)) return;
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
    // The next run compiles and tries to save again.
  }
}

/**
 * Whether the path is a folder, not a link, that belongs to the user and that nobody else may write to: other people could
 * put code there that the program would run. The folder that holds the code must be closed to others, who could otherwise
 * change a file in it that they may write to. On Windows, owner and mode are not checked, since the folder is in the user's
 * profile.
 * @throws Error where there is nothing at the path
 */
function isPrivate(folder, level) {
  const forbidden = level === 2 ? 0o077 : 0o022;
  const found = lstatSync(folder);
  if (!found.isDirectory() || process.platform === 'win32') return found.isDirectory();
  return found.uid === process.geteuid() && (found.mode & forbidden) === 0;
}

/** Makes a folder and its parents. Node's `recursive: true` never ends in a folder that accepts no new ones, such as /proc. */
function makeFolders(folder) {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
