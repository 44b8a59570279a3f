/** `init [DIR]`: makes a team's workspace, on request with a copy of the program to edit. */
import { join } from 'node:path';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import type { Globals } from '../session.ts';
import { quoted } from '../shell.ts';
import {
  copyProgram,
  createWorkspace,
  missingIgnores,
  programFolder,
  settingsForCopy,
} from '../workspace/create.ts';
import { folderFrom } from '../workspace/find.ts';

export interface InitOptions extends Globals {
  readonly checklists?: boolean;
}

export async function init(io: Io, dir: string | undefined, options: InitOptions): Promise<number> {
  const folder =
    dir === undefined
      ? folderFrom(io.cwd, options.workspace ?? '.', '--workspace')
      : folderFrom(io.cwd, dir, 'init');
  const settings = options.checklists ? await settingsForCopy(folder, io.dirs.cache) : undefined;
  const made = createWorkspace(folder);
  if (settings !== undefined) copyProgram(folder, join(io.root, programFolder), settings);
  const ignores = missingIgnores(folder);
  printOutcome(io, {
    changes: [
      ...(made.length > 0 ? [`a workspace in ${folder}: ${made.join(', ')}`] : []),
      ...(options.checklists ? [`a program to edit in ${join(folder, programFolder)}`] : []),
    ],
    remarks: [
      ...(made.length === 0 && !options.checklists ? [`${folder} is a workspace already.`] : []),
      ...(ignores.length > 0
        ? [`Your .gitignore stays as it is; to commit this folder, add to it: ${ignores.join(', ')}`]
        : []),
    ],
    ...(folder === io.cwd
      ? { hint: 'Begin with: pm-onboard start' }
      : { hint: 'Begin with:', command: `cd ${quoted(folder)} && pm-onboard start` }),
  });
  return exits.ok;
}
