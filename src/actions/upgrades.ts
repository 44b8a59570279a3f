/** Hires on their way and the present checklists: what each would adopt, and the adoption; one that fails stops no other. */
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
import type { Session } from '../session/session.ts';
import { foreseenOutcome, type Outcome } from '../view/outcome.ts';
import { type UnreadableHire, viewUnread } from '../view/unread.ts';
import type { UpgradeInput } from '../view/upgrade.ts';
import { plural } from '../view/words.ts';
import { programFolderOf, programIn } from '../workspace/program-files.ts';
import { digestOf } from '../workspace/programs.ts';

/** What a hire would adopt, and the run as it would be then. */
interface Proposal {
  readonly run: OpenRun;
  readonly adoption: Adoption;
  readonly after: OpenRun;
}

/** The outcome of some work for each of several hires. */
interface Several<T> {
  readonly results: readonly T[];
  readonly failed: readonly UnreadableHire[];
}

/** The checklists as they are. */
export async function presentProgram({ workspace, config, io }: Session): Promise<PinnedProgram> {
  const program = await programIn(programFolderOf(workspace, config, io.root), io);
  return { program, digest: digestOf(program) };
}

/**
 * The runs that the command is about.
 * @throws UserError where the hire named follows another program than these checklists are of
 */
export async function runsMeant(
  session: Session,
  named: string | undefined,
  present: PinnedProgram,
  { all }: { readonly all?: boolean },
): Promise<Several<OpenRun>> {
  if (all) return openAll(session);
  const run = await openRun(session, named);
  refuseOver(run);
  refuseOther(run, present);
  return { results: [run], failed: [] };
}

function refuseOther({ program, progress }: OpenRun, present: PinnedProgram): void {
  if (program.id === present.program.id) return;
  throw new UserError(
    `${progress.hire.name} follows the program ${program.id}, these checklists are of ${present.program.id}`,
    '`program:` in pm-onboard.yaml says which are looked at; a program that is edited keeps its id',
  );
}

/** What the flags say of adopting. */
export interface Wanted {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** @throws UserError (exit 4) where there is something to adopt, no flag that says so, and nobody can be asked */
export function refuseUnasked({ mayAsk }: Session, proposals: readonly Proposal[], options: Wanted): void {
  if (proposals.length === 0 || options.dryRun || options.yes || mayAsk) return;
  throw new UserError(
    `nothing is adopted for ${namesOf(proposals)} without a yes`,
    'give it as --yes; --dry-run shows what would change',
    exits.needsInput,
  );
}

/** Whether they are to be adopted: by the flag, else by the person at the terminal. */
export async function isWanted(proposals: readonly Proposal[], { dryRun, yes }: Wanted): Promise<boolean> {
  if (proposals.length === 0 || dryRun) return false;
  if (yes) return true;
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`Adopt these checklists for ${namesOf(proposals)}?`, false);
}

/** The runs of all hires on their way; of whoever can't be read, those that may be. */
function openAll(session: Session): Several<OpenRun> {
  const { runs, unread } = openRuns(session);
  return {
    results: runs.filter(({ progress }) => !isOver(progress)),
    failed: unread.filter(({ progress }) => !progress || !isOver(progress)).map(viewUnread),
  };
}

/** Nothing where the hire has these checklists already, or they are of another program. */
export function proposalFor(run: OpenRun, present: PinnedProgram): Proposal[] {
  if (run.progress.hire.digest === present.digest || run.program.id !== present.program.id) return [];
  const adoption = adoptionOf(run, present.program, present.digest, renamesIn(run.record.events));
  return [{ run, adoption, after: foresee(run, [adoption], present) }];
}

/** The runs as screens show them, each with what it would be. */
export function upgradeInputs(runs: readonly OpenRun[], proposals: readonly Proposal[]): UpgradeInput[] {
  return runs.map((run) => {
    const meant = proposals.find((proposal) => proposal.run === run);
    return meant ? { run, after: { run: meant.after, renamed: meant.adoption.renamed } } : { run };
  });
}

/** Records each adoption; the runs as they are then. */
export async function adoptAll(proposals: readonly Proposal[]): Promise<Several<OpenRun>> {
  const results: OpenRun[] = [];
  const failed: UnreadableHire[] = [];
  for (const { run, adoption } of proposals)
    try {
      // Somebody may have adopted the same in the meantime.
      results.push(await saveFacts(run, ({ hire }) => (hire.digest === adoption.digest ? [] : [adoption])));
    } catch (error) {
      failed.push(viewUnread({ ...run.progress.hire, error }));
    }
  return { results, failed };
}

/** Nothing is adopted: what to say, and what would do it. Of a report for somebody else to read, nothing is said beside it. */
export function unwritten(
  proposals: readonly Proposal[],
  { all, dryRun, json, markdown }: Wanted & Format & { readonly all?: boolean },
): Outcome {
  const [first] = proposals;
  if (!first || json || markdown) return { changes: [], remarks: [], hint: '' };
  const command = `pm-onboard upgrade ${all ? '--all' : first.run.called} --yes`;
  return dryRun ? foreseenOutcome(command) : { changes: [], remarks: ['Nothing is written.'], hint: '' };
}

function namesOf(proposals: readonly Proposal[]): string {
  const [only, ...others] = proposals;
  return only && others.length === 0 ? only.run.progress.hire.name : plural(proposals.length, 'hire');
}
