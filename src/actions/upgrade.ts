/** `upgrade`: the hires that are meant, what each would adopt, whether to adopt it, and the adoption. */

import { fullDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import type { Format } from '../output.ts';
import { type Adoption, adoptionOf } from '../plan/upgrade.ts';
import { isOver, renamesIn } from '../progress/reduce.ts';
import {
  foresee,
  type OpenRun,
  openRun,
  openRuns,
  type PinnedProgram,
  refuseOver,
  saveFacts,
} from '../session/run.ts';
import type { Globals, Session } from '../session/session.ts';
import { type UnreadableHire, viewUnread } from '../view/unread.ts';
import type { UpgradeInput } from '../view/upgrade.ts';
import { plural } from '../view/words.ts';
import { programFolderOf, programIn, saysTheSame } from '../workspace/program-files.ts';
import { digestOf } from '../workspace/programs.ts';

export interface UpgradeOptions extends Globals, Format {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** The changes that a hire would adopt, and the run as it would be afterwards. */
export interface Proposal {
  readonly run: OpenRun;
  readonly adoption: Adoption;
  readonly after: OpenRun;
}

/** The results of work on several hires, and the hires for which the work failed. */
interface Several<T> {
  readonly results: readonly T[];
  readonly failed: readonly UnreadableHire[];
}

/** The runs that an upgrade is about; `elsewhere`: a sentence for each run whose checklists are kept elsewhere. */
interface Meant extends Several<OpenRun> {
  readonly elsewhere: readonly string[];
}

/** The checklists as they are in the files now, compiled. */
export async function presentProgram({ workspace, config, io }: Session): Promise<PinnedProgram> {
  const program = await programIn(programFolderOf(workspace, config, io.root), io);
  return { program, digest: digestOf(program) };
}

/**
 * The runs that the command is about.
 * @param named one hire, unless `--all` is given
 * @throws UserError if the named hire's run is over, or follows another program than these checklists
 */
export async function runsMeant(
  session: Session,
  named: string | undefined,
  present: PinnedProgram,
  { all }: UpgradeOptions,
): Promise<Meant> {
  if (all) return openAll(session);
  const run = await openRun(session, named);
  refuseOver(run);
  if (run.record.team)
    throw new UserError(
      `${elsewhereText(run)}, so nothing of it is changed here`,
      'nothing was written; ask whoever sent it to upgrade it there, and to share it again',
    );
  refuseOther(run, present);
  return { results: [run], failed: [], elsewhere: [] };
}

/** Says where the checklists of a run are kept that came by a share; empty for any other run. */
export function elsewhereText({ record: { team }, progress }: OpenRun): string {
  return team
    ? `the checklists of ${progress.hire.name} are kept elsewhere, by whoever shared the record (last on ${fullDate(team.on)})`
    : '';
}

function refuseOther({ program, progress }: OpenRun, present: PinnedProgram): void {
  if (program.id === present.program.id) return;
  throw new UserError(
    `${progress.hire.name} follows the program ${program.id}, these checklists are of ${present.program.id}`,
    '`program:` in pm-onboard.yaml says which are looked at; a program that is edited keeps its id',
  );
}

/** @throws UserError (exit 4) if there are proposals, no flag says whether to adopt them, and nobody can be asked */
export function refuseUnasked(
  { mayAsk }: Session,
  proposals: readonly Proposal[],
  options: UpgradeOptions,
): void {
  if (proposals.length === 0 || options.dryRun || options.yes || mayAsk) return;
  throw new UserError(
    `nothing is adopted for ${namesOf(proposals)} without a yes`,
    'give it as --yes; --dry-run shows what would change',
    exits.needsInput,
  );
}

/** Whether to adopt the proposals. The flags decide; without them, the person at the terminal is asked. */
export async function isWanted(
  proposals: readonly Proposal[],
  { dryRun, yes }: UpgradeOptions,
): Promise<boolean> {
  if (proposals.length === 0 || dryRun) return false;
  if (yes) return true;
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`Adopt these checklists for ${namesOf(proposals)}?`, false);
}

/** The runs kept here that are neither finished nor archived, and the hires that can't be read unless their run is known to be over. */
function openAll(session: Session): Meant {
  const { runs, unread } = openRuns(session);
  const going = runs.filter(({ progress }) => !isOver(progress));
  return {
    results: going.filter(({ record }) => !record.team),
    elsewhere: going
      .filter(({ record }) => record.team)
      .map((run) => `${run.progress.hire.name} is left out: ${elsewhereText(run)}.`),
    failed: unread.filter(({ progress }) => !progress || !isOver(progress)).map(viewUnread),
  };
}

/** The proposal for one hire; empty if the hire has these checklists already, or follows another program. */
export function proposalFor(run: OpenRun, present: PinnedProgram): Proposal[] {
  if (run.program.id !== present.program.id || saysTheSame(run.pinned, present.program)) return [];
  const adoption = adoptionOf(run, present.program, present.digest, renamesIn(run.record.events));
  return [{ run, adoption, after: foresee(run, [adoption], present) }];
}

/** Each run, together with the run as it would be after its proposal, if it has one. */
export function upgradeInputs(runs: readonly OpenRun[], proposals: readonly Proposal[]): UpgradeInput[] {
  return runs.map((run) => {
    const meant = proposals.find((proposal) => proposal.run === run);
    return meant ? { run, after: { run: meant.after, renamed: meant.adoption.renamed } } : { run };
  });
}

/** Records each adoption; returns the runs as they are afterwards, and the hires for which it failed. */
export async function adoptAll(proposals: readonly Proposal[]): Promise<Several<OpenRun>> {
  const results: OpenRun[] = [];
  const failed: UnreadableHire[] = [];
  for (const { run, adoption } of proposals)
    try {
      // If somebody else has adopted the same checklists meanwhile, there is nothing left to record.
      results.push(await saveFacts(run, ({ hire }) => (hire.digest === adoption.digest ? [] : [adoption])));
    } catch (error) {
      failed.push(viewUnread({ ...run.progress.hire, error }));
    }
  return { results, failed };
}

function namesOf(proposals: readonly Proposal[]): string {
  const [only, ...others] = proposals;
  return only && others.length === 0 ? only.run.progress.hire.name : plural(proposals.length, 'hire');
}
