/** `init [DIR]`: makes a team's workspace, on request with a copy of the program to edit. */
import { join, resolve } from 'node:path';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import type { Globals } from '../session.ts';
import { copyProgram, createWorkspace, programFolder } from '../workspace/create.ts';

export interface InitOptions extends Globals {
  readonly checklists?: boolean;
}

export async function init(io: Io, dir: string | undefined, options: InitOptions): Promise<number> {
  const folder = resolve(io.cwd, dir ?? options.workspace ?? '.');
  const made = createWorkspace(folder);
  if (options.checklists) copyProgram(folder, join(io.root, programFolder));
  printOutcome(io, {
    changes: [
      ...(made.length > 0 ? [`a workspace in ${folder}: ${made.join(', ')}`] : []),
      ...(options.checklists ? [`a program to edit in ${join(folder, programFolder)}`] : []),
    ],
    remarks: made.length === 0 && !options.checklists ? [`${folder} is a workspace already.`] : [],
    hint: `${folder === io.cwd ? 'Begin with' : `cd ${folder}, and begin with`}: pm-onboard start`,
  });
  return exits.ok;
}
