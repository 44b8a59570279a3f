import { basename, join } from 'node:path';
import { configForCopy, copyProgram, makeWorkspace, shippedProgram } from '../actions/init.ts';
import { makeDuties, refuseSecondDuties } from '../actions/init-duties.ts';
import { dutiesName } from '../duties/read.ts';
import type { Io } from '../io.ts';
import { printJson } from '../output.ts';
import type { Globals } from '../session/session.ts';
import { viewMade } from '../view/init.ts';
import { foreseenBy, type Outcome } from '../view/outcome.ts';
import { plural, quoted } from '../view/words.ts';
import { refuseOthers } from '../workspace/account.ts';
import { configName } from '../workspace/config.ts';
import { listRecords } from '../workspace/records.ts';
import { rememberBegun } from '../workspace/settings.ts';
import { folderFrom, locateWorkspace, missingAttributes, missingIgnores } from '../workspace/workspace.ts';

interface InitOptions extends Globals {
  /** The program to copy; true where `--checklists` stands without a name. */
  readonly checklists?: string | true;
  /** With a duties.yaml. */
  readonly duties?: boolean;
  readonly json?: boolean;
  /** The settings that are there are the user's own. */
  readonly mine?: boolean;
}

export async function init(io: Io, dir: string | undefined, options: InitOptions): Promise<Outcome> {
  const folder =
    dir === undefined
      ? folderFrom(io.cwd, options.workspace ?? '.', '--workspace')
      : folderFrom(io.cwd, dir, 'init');
  refuseOthers(folder);
  const { checklists } = options;
  const program =
    checklists === undefined ? undefined : shippedProgram(checklists === true ? 'full' : checklists);
  const config = program && (await configForCopy(folder, program, io));
  if (options.duties) refuseSecondDuties(folder);
  // The workspace that commands in this folder have meant so far.
  const before = io.env['PM_ONBOARD_WORKSPACE'] ? folder : locateWorkspace(io, undefined).path;
  const hidden = before === folder ? 0 : listRecords(before).length;
  const laid = makeWorkspace(folder, io.root, options.dryRun);
  const made = [...laid, ...(options.duties ? makeDuties(folder, io.root, options.dryRun) : [])];
  if (program && !options.dryRun) await copyProgram(folder, io.root, program.folder, config);
  const copied = program?.folder ?? null;
  if (options.json) printJson(io, viewMade({ folder, made, program: copied }, options.dryRun));
  const isOwn = options.mine || made.includes(configName);
  const unremembered = isOwn && !options.dryRun ? rememberBegun(io.dirs, folder) : undefined;
  const begin = `pm-onboard start${program && !program.isUsual ? ` --program ${basename(program.folder)}` : ''}`;
  const [ignores, attributes] = [missingIgnores(folder), missingAttributes(folder)];
  const outcome = {
    changes: [
      ...(made.length > 0 ? [`a workspace in ${folder}: ${made.join(', ')}`] : []),
      ...(program ? [`a program to edit in ${join(folder, program.folder)}`] : []),
    ],
    remarks: [
      ...(made.length === 0 && !program ? [`${folder} is a workspace already.`] : []),
      ...(hidden > 0 && made.length > 0
        ? [
            `In ${folder}, commands mean this workspace from now on, no longer the one with ${plural(hidden, 'record')}: pm-onboard team --workspace ${quoted(before)}`,
          ]
        : []),
      ...(options.duties ? [`Name people in ${dutiesName}; what it then says: pm-onboard duties`] : []),
      ...(options.mine ? ['Its settings are yours: they may name a program in another repository.'] : []),
      ...(unremembered === undefined ? [] : [`That it is yours could not be remembered: ${unremembered}.`]),
      ...(ignores.length > 0
        ? [`Your .gitignore stays as it is; to commit this folder, add to it: ${ignores.join(', ')}`]
        : []),
      ...(attributes.length > 0
        ? [`Your .gitattributes stays as it is; to commit this folder, add to it: ${attributes.join(', ')}`]
        : []),
    ],
    ...(folder === io.cwd
      ? { hint: `Begin with: ${begin}` }
      : { hint: 'Begin with:', commands: [`cd ${quoted(folder)} && ${begin}`] }),
  };
  return options.dryRun ? foreseenBy(outcome) : outcome;
}
