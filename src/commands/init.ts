/** `init [DIR]`: makes a team's workspace, on request with a copy of a program to edit. */
import { join } from 'node:path';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import type { Globals } from '../session/session.ts';
import { quoted } from '../shell.ts';
import {
  copyProgram,
  createWorkspace,
  missingIgnores,
  settingsForCopy,
  shippedProgram,
} from '../workspace/create.ts';
import { folderFrom } from '../workspace/find.ts';

interface InitOptions extends Globals {
  /** The program to copy; true where none is named. */
  readonly checklists?: string | true;
}

export async function init(io: Io, dir: string | undefined, options: InitOptions): Promise<number> {
  const folder =
    dir === undefined
      ? folderFrom(io.cwd, options.workspace ?? '.', '--workspace')
      : folderFrom(io.cwd, dir, 'init');
  const { checklists } = options;
  const program =
    checklists === undefined ? undefined : shippedProgram(checklists === true ? 'full' : checklists);
  const settings = program && (await settingsForCopy(folder, program, io.dirs.cache));
  const made = createWorkspace(folder);
  if (program && settings) copyProgram(folder, io.root, program, settings);
  const ignores = missingIgnores(folder);
  printOutcome(io, {
    changes: [
      ...(made.length > 0 ? [`a workspace in ${folder}: ${made.join(', ')}`] : []),
      ...(program ? [`a program to edit in ${join(folder, program)}`] : []),
    ],
    remarks: [
      ...(made.length === 0 && !program ? [`${folder} is a workspace already.`] : []),
      ...(ignores.length > 0
        ? [`Your .gitignore stays as it is; to commit this folder, add to it: ${ignores.join(', ')}`]
        : []),
    ],
    ...(folder === io.cwd
      ? { hint: 'Begin with: pm-onboard start' }
      : { hint: 'Begin with:', commands: [`cd ${quoted(folder)} && pm-onboard start`] }),
  });
  return exits.ok;
}
