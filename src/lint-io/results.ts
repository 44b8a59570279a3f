/**
 * What lint found in a program before, kept in the user's cache folder: as long as neither the files, nor the settings, nor
 * pm-onboard itself change, it finds the same. Without the folder, or with one that is damaged, old or not the user's alone, the
 * output is the same and takes longer.
 */
import { closeSync, openSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import type { LintInput, RatedProblem } from '../lint/lint.ts';
import type { Extras } from '../lint/rule.ts';
import {
  makeFolders,
  ownFile,
  ownFolder,
  readRegularFile,
  readStart,
  removeQuietly,
} from '../workspace/files.ts';
import { isPrivate } from '../workspace/owner.ts';
import { foundIn } from './found-text.ts';

export interface Results {
  /** The hash of this build; undefined where nothing is kept. */
  readonly build: string | undefined;
  /** @param place the folder or file that is looked at @returns undefined where nothing is kept of it */
  of(place: string, input: LintInput): Kept | undefined;
  /** Removes what is too much; to be called once, at the end. */
  close(): void;
}

interface Kept {
  /** What was found before. */
  readonly known: readonly RatedProblem[] | undefined;
  /** Keeps what was found, and returns it. @param problems see {@link foundText} @throws SyntaxError or TypeError where they are none */
  keep(problems: string): readonly RatedProblem[];
}

/** The extras that a kept result depends on; with any other one, such as the programs of hires, nothing is kept. */
const plain: ReadonlySet<string> = new Set<keyof Extras>(['deadSchemas', 'sameId', 'workspace']);

/** A program of which the text of what was found has more characters is looked at each time. */
const longest = 1_000_000;

/** For so many places results are kept; then those go that were written the longest ago. */
const mostPlaces = 2_000;

export function openResults({ dirs, root }: Pick<Io, 'dirs' | 'root'>): Results {
  const build = isAbsolute(dirs.cache) && isPrivate(dirs.cache) ? buildIn(root) : undefined;
  const folder = join(dirs.cache, 'lint');
  let isWritten = false;
  return {
    build,
    of(place, input) {
      // An editor asks about each state of a text that it gives to standard input.
      if (build === undefined || place === '-' || !isKept(input)) return undefined;
      const key = keyOf(build, input);
      const path = join(folder, `${sha256(place)}.json`);
      return {
        known: readKept(path, key),
        keep(problems) {
          const found = foundIn(problems);
          if (problems.length <= longest) {
            // If that fails, the next run takes longer but finds the same.
            attempt(() => {
              if (!isWritten) makeFolders(folder, ownFolder);
              // A file that two write at once, or that a crash cuts, has a sum that doesn't fit.
              const text = `${sha256(`${key}${problems}`)}\n${key}\n${problems}`;
              writeFileSync(path, text, { mode: ownFile });
            });
            isWritten = true;
          }
          return found;
        },
      };
    },
    close() {
      if (isWritten) attempt(() => sweepOldest(folder));
    },
  };
}

/** What tells this build from any other: the hash in the first line of its bundle; undefined where it isn't built. */
function buildIn(root: string): string | undefined {
  return attempt(() => {
    const file = openSync(join(root, 'dist/lint.cjs'), 'r');
    try {
      return /^\/\/ ([\da-f]{64})\n/.exec(readStart(file, 80).toString('latin1'))?.[1];
    } finally {
      closeSync(file);
    }
  });
}

function isKept({ extras = {} }: LintInput): boolean {
  return Object.keys(extras).every((name) => plain.has(name));
}

/** A hash of all that decides what is found. */
function keyOf(build: string, { files, config, extras = {} }: LintInput): string {
  const { deadSchemas = [], sameId = [], workspace } = extras;
  const settings = workspace && {
    file: workspace.file.yaml.file,
    text: sha256(workspace.file.yaml.text),
    problems: workspace.file.yaml.problems,
    calendars: [...workspace.calendars],
  };
  const listed = files.map(({ name, path, bytes }) => [name, path, sha256(bytes)]);
  const isGiven = [extras.deadSchemas, extras.sameId].map((extra) => extra !== undefined);
  return sha256(
    JSON.stringify([
      build,
      process.version,
      config,
      [...deadSchemas],
      [...sameId],
      isGiven,
      settings ?? null,
      listed,
    ]),
  );
}

function readKept(path: string, key: string): readonly RatedProblem[] | undefined {
  return attempt(() => {
    const text = readRegularFile(path)?.toString() ?? '';
    const [sum, itsKey] = text.split('\n', 2);
    const problems = text.slice(2 * (key.length + 1));
    if (itsKey !== key || sum !== sha256(`${key}${problems}`)) return undefined;
    return foundIn(problems);
  });
}

function sweepOldest(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= mostPlaces) return;
  const byAge = names
    .map((name) => ({ path: join(folder, name), written: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { path } of byAge.slice(mostPlaces)) removeQuietly(path);
}
