/** What `lint --against` holds a program against: the programs that hires have, or that a folder holds. */
import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { exits, isUserError, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Against } from '../lint/rule.ts';
import { printRemark } from '../output.ts';
import { reduceEvents } from '../progress/reduce.ts';
import { configName } from '../workspace/config.ts';
import { listCompiled, readCompiled, readPinned } from '../workspace/programs.ts';
import { listHires, readRecord } from '../workspace/records.ts';

/** @throws UserError (exit 3) where the folder is neither a workspace nor one of compiled programs */
export function readAgainst(io: Io, dir: string): Against {
  const folder = resolve(io.cwd, dir);
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  if (names.includes('hires') || names.includes(configName)) return { programs: programsOfHires(io, folder) };
  const digests = names.length > 0 ? listCompiled(folder) : [];
  if (digests.length === 0)
    throw new UserError(
      `--against: ${dir} is neither a workspace nor a folder of compiled programs`,
      'name the folder that holds `hires/` and `programs/`, or that `programs/` itself',
      exits.failed,
    );
  const programs = digests.flatMap(
    (digest) => readable(io, `the program ${digest}`, () => readCompiled(folder, digest)) ?? [],
  );
  return { programs: programs.map((program) => ({ program, hires: undefined })) };
}

/** The programs that hires have now; a hire whose record or program can't be read is named and left out. */
function programsOfHires(io: Io, workspace: string): Against['programs'] {
  const hires = new Map<string, number>();
  for (const id of listHires(workspace)) {
    const digest = readable(io, `the record ${id}`, () => digestOf(workspace, id));
    if (digest !== undefined) hires.set(digest, (hires.get(digest) ?? 0) + 1);
  }
  const byReach = [...hires].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const programs = byReach.flatMap(([digest, count]) => {
    const program = readable(io, `the program ${digest}`, () => readPinned(workspace, digest));
    return program ? [{ program, hires: count }] : [];
  });
  if (hires.size > 0 && programs.length === 0) throw nothingToCompare(workspace);
  return programs;
}

function nothingToCompare(workspace: string): UserError {
  const hint = 'without it, nothing says whether hires lose anything';
  return new UserError(`--against: no program of a hire can be read in ${workspace}`, hint, exits.failed);
}

/** @returns undefined for a hire who was forgotten */
function digestOf(workspace: string, id: string): string | undefined {
  const record = readRecord(workspace, id);
  if (!record || record.forgotten) return undefined;
  const progress = reduceEvents(record);
  if (progress) return progress.hire.digest;
  const why = record.damaged[0]?.fault ?? 'it has none';
  throw new UserError(`the record ${id} can't be used: its first event is missing (${why})`, undefined);
}

/** What is read; where it can't be, that is said, and it is left out. */
function readable<T>(io: Io, what: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = systemCode(error);
    if (!isUserError(error) && !code) throw error;
    const why = code ? `${what} can't be read (${code})` : (error as Error).message;
    printRemark(io, `warning: ${why}; --against leaves it out`);
    return undefined;
  }
}
