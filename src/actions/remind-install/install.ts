/** `remind --install`: prints the lines or the file by which reminders come by themselves, writes them, and takes them out again. */

import { realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { attempt, exits, UserError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { Session } from '../../session/session.ts';
import { type Outcome, unchanged } from '../../view/outcome.ts';
import {
  makeFolders,
  readRegularFile,
  removeEmpty,
  removeQuietly,
  replaceFile,
} from '../../workspace/files.ts';
import { gitRootOf, pathInGit } from '../../workspace/git-folder.ts';
import { loginFolder } from '../../workspace/login-lines.ts';
import { refuseOthers } from '../../workspace/owner.ts';
import { changedByHand } from '../output-file.ts';
import { prepareLines } from '../remind-prepare.ts';
import { githubRecipe, gitlabRecipe, isAsMade, type Recipe } from './ci.ts';
import { howToRemove, linesFor, shellFrom, startFileOf, withBlock, withoutBlock } from './start-file.ts';

export const places = ['login', 'github', 'gitlab'] as const;

export interface InstallOptions {
  readonly install: string;
  readonly shell?: string | undefined;
  readonly write?: boolean | undefined;
  readonly remove?: boolean | undefined;
  /** The format of the messages of a job. */
  readonly format?: string | undefined;
  /** The variable with the address, for a job. */
  readonly post?: string | undefined;
}

/** @throws UserError for another place, a shell that isn't known, or a file that somebody has changed */
export async function install(session: Session, options: InstallOptions): Promise<Outcome | undefined> {
  const place = places.find((each) => each === options.install);
  if (place === undefined)
    throw new UserError(`--install: "${options.install}" is not known`, `give one of ${places.join(', ')}`);
  return place === 'login' ? atLogin(session, options) : inCi(session, place, options);
}

async function atLogin(
  session: Session,
  { shell: given, write, remove }: InstallOptions,
): Promise<Outcome | undefined> {
  const { io, globals, workspace } = session;
  const shell = shellFrom(given, io);
  const args = [
    ...(globals.workspace === undefined && workspace === io.dirs.data ? [] : ['--workspace', workspace]),
    ...(globals.as === undefined ? [] : ['--as', globals.as]),
  ];
  const lines = linesFor(shell, args, io.dirs.cache);
  if (!write && !remove) {
    io.stdout.write(`${lines.join('\n')}\n`);
    return undefined;
  }
  const named = startFileOf(shell, io);
  // A start file is often a link to where somebody keeps it.
  const path = attempt(() => realpathSync(named)) ?? named;
  refuseOthers(path);
  const before = readRegularFile(path);
  if (remove) {
    removeQuietly(join(loginFolder(io.dirs.cache), 'lines'));
    return takenOut(before, path, io.env['HOME'] ?? dirname(path));
  }
  const after = withBlock(before, lines, path);
  await prepareLines({
    ...session,
    globals: { ...globals, ...(args[0] === '--workspace' ? { workspace } : {}) },
  });
  if (before?.equals(after)) return unchanged(`The lines are in ${path} already.`);
  makeFolders(dirname(path));
  replaceFile(path, after, undefined, modeOf(path, 0o644));
  return {
    changes: [`${before === undefined ? 'made' : 'added to'} ${path}`],
    remarks: ['From the next terminal on, it shows a line a day.'],
    hint: howToRemove,
  };
}

function takenOut(before: Buffer | undefined, path: string, home: string): Outcome {
  const after = before && withoutBlock(before, path);
  if (before === undefined || after?.equals(before)) return unchanged(`Nothing of this is in ${path}.`);
  if (after === undefined) {
    rmSync(path);
    removeEmpty(dirname(path), home);
  }
  if (after !== undefined) replaceFile(path, after, undefined, modeOf(path, 0o644));
  return { changes: [`taken out of ${path}`], remarks: [], hint: '' };
}

function inCi(session: Session, place: 'github' | 'gitlab', options: InstallOptions): Outcome | undefined {
  const { io, workspace } = session;
  const { write, remove, format = 'slack', post: env = 'PM_ONBOARD_HOOK' } = options;
  if (!/^[A-Za-z_]\w*$/.test(env))
    throw new UserError(`--post: "${env}" is not the name of a variable`, 'write it such as PM_ONBOARD_HOOK');
  const root = gitRootOf(workspace);
  const zone = zoneOf(io);
  const make = { github: githubRecipe, gitlab: gitlabRecipe }[place];
  const folder = root === undefined || relative(root, workspace) === '' ? '' : pathInGit(root, workspace);
  const recipe = make({ zone, folder, format, env, offsets: offsetsOf(zone, io.now().getUTCFullYear()) });
  if (!write && !remove) {
    io.stdout.write(recipe.text);
    return undefined;
  }
  if (root === undefined)
    throw new UserError(
      `${workspace} is in no git repository, so the file has no place`,
      'without --write it is printed: put it into the repository that holds the records',
      exits.usage,
    );
  return remove ? removedFile(root, recipe) : writtenFile(root, recipe);
}

function writtenFile(root: string, { path, text, steps }: Recipe): Outcome {
  const whole = join(root, path);
  const before = readRegularFile(whole)?.toString();
  if (before === text) return unchanged(`${path} is there already.`);
  if (before !== undefined && !isAsMade(before)) throw changedByHand(path, printed);
  makeFolders(dirname(whole));
  replaceFile(whole, Buffer.from(text), undefined, modeOf(whole, 0o644));
  return { changes: [`${before === undefined ? 'made' : 'renewed'} ${path}`], remarks: steps, hint: '' };
}

function removedFile(root: string, { path }: Recipe): Outcome {
  const whole = join(root, path);
  const before = readRegularFile(whole)?.toString();
  if (before === undefined) return unchanged(`${path} is not there.`);
  if (!isAsMade(before)) throw changedByHand(path, printed);
  rmSync(whole);
  removeEmpty(dirname(whole), root);
  return { changes: [`removed ${path}`], remarks: [], hint: '' };
}

const printed = 'without --write the file is printed as it would be';

/** The mode that the file has; for a new one, another. */
function modeOf(path: string, fresh: number): number {
  return attempt(() => statSync(path).mode & 0o7777) ?? fresh;
}

/** The system's time zone; UTC where it says none that is known. */
function zoneOf(io: Io): string {
  const zone = io.zone();
  return attempt(() => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone) ?? 'UTC';
}

/** The zone's offsets from UTC in minutes, in January and in July. */
function offsetsOf(zone: string, year: number): readonly [number, number] {
  const offset = (month: number) => {
    const at = new Date(Date.UTC(year, month, 1, 12));
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
      at,
    );
    const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+):?(\d+)?/.exec(text) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
  return [offset(0), offset(6)];
}
