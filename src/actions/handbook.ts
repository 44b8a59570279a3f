import { lstatSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { cannot, exits, isUserError, nameOne, reasonOf, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Levels } from '../program/levels.ts';
import { noLevel } from '../program/levels.ts';
import { nearest } from '../program/nearest.ts';
import { readWorksheet } from '../program/worksheet.ts';
import { type OpenRun, openRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { runOrTeam } from '../session/whose.ts';
import { type Filled, levelsIn } from '../view/handbook/compare.ts';
import { quoted } from '../view/words.ts';
import { readNamedFile, readRegularFile, replaceFile, smallText, writeNew } from '../workspace/files.ts';
import type { PageFile } from '../workspace/handbook.ts';
import { isWithin } from '../workspace/within.ts';
import { outputPath } from './output-file.ts';

/** The page that is shown with levels. */
export const levelsPage = 'levels';

/**
 * The page that a word means: its name, or a part of it that only one has.
 * @throws UserError where there is none, or several
 */
export function pageMeant(pages: readonly PageFile[], word: string): PageFile {
  const wanted = word
    .trim()
    .toLowerCase()
    .replace(/\.md$/, '')
    .replace(/[\s_]+/g, '-');
  const exact = pages.find(({ name }) => name === wanted);
  if (exact) return exact;
  const parts = wanted === '' ? [] : pages.filter(({ name }) => name.includes(wanted));
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const names = (parts.length > 0 ? parts : pages).map(({ name }) => name);
  if (parts.length > 0)
    throw new UserError(
      `"${word}" may be one of several pages`,
      nameOne,
      exits.usage,
      names.map(pageCommand),
    );
  const [near] = nearest(wanted, names);
  const fault = `there is no page "${word}"`;
  if (/^\d+$/.test(wanted))
    throw new UserError(fault, `if the level is meant: pm-onboard handbook levels ${wanted}`);
  throw new UserError(
    fault,
    near ? `did you mean ${near}? pm-onboard handbook ${near}` : nameOne,
    exits.usage,
    near ? [] : names.map(pageCommand),
  );
}

function pageCommand(name: string): string {
  return `  pm-onboard handbook ${name}`;
}

/**
 * The number of the level that a text means: a number, or an id.
 * @throws UserError where there is no such level
 */
export function levelMeant({ levels }: Levels, text: string): number {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^level\s*/, '');
  const found = levels.find(({ id, number }) => String(number) === wanted || id === wanted);
  if (found) return found.number;
  const lines = levels.map(({ number, title }) => `  ${number}  ${title}`);
  throw new UserError(noLevel(`"${text}"`), 'a level goes by its number', exits.usage, lines);
}

/**
 * The run whose items a form may point to: the named one, or that of whoever acts.
 * @returns undefined where nobody is meant; `remark`: why there is none although somebody may be
 * @throws UserError where a run is named and can't be opened
 */
export async function runForForm(session: Session): Promise<{ run?: OpenRun; remark?: string }> {
  const { globals, io } = session;
  if (globals.hire ?? globals.run ?? io.env['PM_ONBOARD_HIRE'])
    return { run: await openRun(session, undefined) };
  try {
    const found = await runOrTeam(session);
    if (typeof found === 'object') return { run: found };
    return found === 'nobody'
      ? {}
      : { remark: 'Whose level is it? --hire and a name adds what that record shows.' };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { remark: `Without evidence of a record: ${reasonOf(error)}.` };
  }
}

/**
 * Writes a form to a new file that only the user may read.
 * @param force whether it may take the place of a file that is there
 * @returns sentences that are worth knowing
 * @throws UserError with exit 2 for an empty name; with exit 3 for a link, a folder or a file in its place
 */
export function writeForm(io: Io, session: Session, file: string, text: string, force: boolean): string[] {
  const path = outputPath(io.cwd, file);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw cannot(`-o: ${file} is a link, which is not followed`, 'name the file itself, or another');
  const bytes = Buffer.from(text);
  if (force && readRegularFile(path)) replaceFile(path, bytes);
  else writeFirst(path, file, bytes);
  // A workspace that is the current folder alone, such as a fresh one, may be the user's own.
  return isWithin(session.workspace, path)
    ? [
        `${basename(path)} lies in the workspace: what the team commits there, all of them read. Keep it elsewhere, or out of git.`,
      ]
    : [];
}

function writeFirst(path: string, file: string, bytes: Buffer): void {
  try {
    writeNew(path, bytes);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw cannot(
      `-o: ${file} is there already, and may be filled in`,
      'name another file; --force puts an empty form in its place',
    );
  }
}

/**
 * Two filled-in forms.
 * @throws UserError unless there are two, both are forms, and both are about the same levels
 */
export function readForms(io: Io, files: readonly string[]): [Filled, Filled] {
  const [one, other, ...more] = files;
  if (one === undefined || other === undefined || more.length > 0)
    throw new UserError(
      `--compare takes two files, not ${files.length}`,
      'name the form that one of you filled in, and then that of the other',
    );
  const forms: [Filled, Filled] = [readForm(io, one), readForm(io, other)];
  const about = forms.map(({ sheet }) => `${sheet.key?.name ?? ''} ${levelsIn(sheet).join(' and ')}`.trim());
  const levels = forms.map(({ sheet }) => [...new Set(levelsIn(sheet))].sort().join());
  if (levels[0] === levels[1]) return forms;
  throw new UserError(
    `${one} is about ${about[0]}, and ${other} about ${about[1]}`,
    'compare two forms about the same levels',
  );
}

function readForm(io: Io, file: string): Filled {
  const bytes = readNamedFile('--compare', resolve(io.cwd, file), file);
  const sheet = readWorksheet(smallText(bytes, file, 'name a form that was filled in'));
  if (sheet.answers.size > 0 && levelsIn(sheet).length > 0) return { file: basename(file), sheet };
  throw new UserError(
    `${quoted(file)} has no line to fill in, such as "scope, at 3:"`,
    'name a form that `pm-onboard handbook levels --worksheet 3` wrote',
  );
}
