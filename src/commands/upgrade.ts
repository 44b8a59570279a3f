/** `upgrade [hire] | --all`: shows what the current checklists change for running hires, and adopts them on a yes. */
import { nextHint } from '../actions/afterwards.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import type { Run } from '../plan/run.ts';
import { type Adoption, adoptionOf } from '../plan/upgrade.ts';
import { isOver, renamesIn } from '../progress/reduce.ts';
import { upgradeRenderer, upgradesRenderer } from '../render/upgrade.ts';
import {
  foresee,
  type OpenRun,
  openRun,
  openRuns,
  type PinnedProgram,
  refuseOver,
  saveFacts,
} from '../session/run.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { foreseenOutcome, type Outcome, unchanged } from '../view/outcome.ts';
import { type UnreadableHire, viewUnread } from '../view/unread.ts';
import { type UpgradeInput, type UpgradeReport, viewUpgrades } from '../view/upgrade.ts';
import { plural } from '../view/words.ts';
import { programFolderOf, programIn } from '../workspace/program-files.ts';
import { digestOf, pinProgram } from '../workspace/programs.ts';

interface UpgradeOptions extends Globals, Format {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export async function upgrade(io: Io, named: string | undefined, options: UpgradeOptions): Promise<number> {
  const session = await openSession(io, options);
  const present = await presentProgram(session);
  const { results: runs, failed } = await runsMeant(session, named, present, options);
  const proposals = runs.flatMap((run) => proposalFor(run, present));
  refuseUnasked(session, proposals, options);

  const view = viewUpgrades(upgradeInputs(runs, proposals), failed, { ...present, today: session.today });
  printView(io, options, view, options.all ? upgradesRenderer : upgradeRenderer);
  if (!(await isWanted(proposals, options))) return endWith(io, unwritten(proposals, options), failed);
  pinProgram(session.workspace, present.program);
  const adopted = await adoptAll(proposals);
  return endWith(io, adoptedOutcome(adopted.results, view), [...failed, ...adopted.failed]);
}

/** Prints the outcome and the hires that failed; returns the exit code. */
function endWith(io: Io, outcome: Outcome, failed: readonly UnreadableHire[]): number {
  const left = failed.map(({ name, fault }) => `${name} is left out: ${fault}.`);
  const all = { ...outcome, remarks: [...outcome.remarks, ...left] };
  if (all.changes.length + all.remarks.length > 0) printOutcome(io, all);
  return failed.length > 0 ? exits.failed : exits.ok;
}

/** The changes that a hire would adopt, and the run as it would be afterwards. */
interface Proposal {
  readonly run: OpenRun;
  readonly adoption: Adoption;
  readonly after: OpenRun;
}

/** The results of work on several hires, and the hires for which the work failed. */
interface Several<T> {
  readonly results: readonly T[];
  readonly failed: readonly UnreadableHire[];
}

/** The checklists as they are in the files now, compiled. */
async function presentProgram({ workspace, config, io }: Session): Promise<PinnedProgram> {
  const program = await programIn(programFolderOf(workspace, config, io.root), io);
  return { program, digest: digestOf(program) };
}

/**
 * The runs that the command is about.
 * @param named one hire, unless `--all` is given
 * @throws UserError if the named hire's run is over, or follows another program than these checklists
 */
async function runsMeant(
  session: Session,
  named: string | undefined,
  present: PinnedProgram,
  { all }: UpgradeOptions,
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

/** @throws UserError (exit 4) if there are proposals, no flag says whether to adopt them, and nobody can be asked */
function refuseUnasked({ mayAsk }: Session, proposals: readonly Proposal[], options: UpgradeOptions): void {
  if (proposals.length === 0 || options.dryRun || options.yes || mayAsk) return;
  throw new UserError(
    `nothing is adopted for ${namesOf(proposals)} without a yes`,
    'give it as --yes; --dry-run shows what would change',
    exits.needsInput,
  );
}

/** Whether to adopt the proposals. The flags decide; without them, the person at the terminal is asked. */
async function isWanted(proposals: readonly Proposal[], { dryRun, yes }: UpgradeOptions): Promise<boolean> {
  if (proposals.length === 0 || dryRun) return false;
  if (yes) return true;
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`Adopt these checklists for ${namesOf(proposals)}?`, false);
}

/** The runs that are neither finished nor archived, and the hires that can't be read unless their run is known to be over. */
function openAll(session: Session): Several<OpenRun> {
  const { runs, unread } = openRuns(session);
  return {
    results: runs.filter(({ progress }) => !isOver(progress)),
    failed: unread.filter(({ progress }) => !progress || !isOver(progress)).map(viewUnread),
  };
}

/** The proposal for one hire; empty if the hire has these checklists already, or follows another program. */
function proposalFor(run: OpenRun, present: PinnedProgram): Proposal[] {
  if (run.progress.hire.digest === present.digest || run.program.id !== present.program.id) return [];
  const adoption = adoptionOf(run, present.program, present.digest, renamesIn(run.record.events));
  return [{ run, adoption, after: foresee(run, [adoption], present) }];
}

/** Each run, together with the run as it would be after its proposal, if it has one. */
function upgradeInputs(runs: readonly OpenRun[], proposals: readonly Proposal[]): UpgradeInput[] {
  return runs.map((run) => {
    const meant = proposals.find((proposal) => proposal.run === run);
    return meant ? { run, after: { run: meant.after, renamed: meant.adoption.renamed } } : { run };
  });
}

/** Records each adoption; returns the runs as they are afterwards, and the hires for which it failed. */
async function adoptAll(proposals: readonly Proposal[]): Promise<Several<OpenRun>> {
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

/** Says that nothing was adopted, after a dry run with the command that adopts; empty for a report in JSON or Markdown. */
function unwritten(proposals: readonly Proposal[], { all, dryRun, json, markdown }: UpgradeOptions): Outcome {
  const [first] = proposals;
  if (!first || json || markdown) return { changes: [], remarks: [], hint: '' };
  const command = `pm-onboard upgrade ${all ? '--all' : first.run.called} --yes`;
  return dryRun ? foreseenOutcome(command) : unchanged('Nothing is written.');
}

function namesOf(proposals: readonly Proposal[]): string {
  const [only, ...others] = proposals;
  return only && others.length === 0 ? only.run.progress.hire.name : plural(proposals.length, 'hire');
}

/** @param runs the runs that have adopted the checklists, as they are afterwards */
function adoptedOutcome(runs: readonly Run[], { hires }: UpgradeReport): Outcome {
  const [first] = runs;
  const adopted = new Set(runs.map(({ progress: { hire } }) => hire.id));
  const changes = hires
    .filter(({ hire }) => adopted.has(hire.id))
    .map(({ hire, summary }) => `${hire.name} has the current checklists now${summary && `: ${summary}`}`);
  if (!first || runs.length > 1)
    return { changes, remarks: [], hint: 'Take it back for one of them: pm-onboard undo --hire NAME' };
  return { changes, remarks: [], hint: nextHint(first) };
}
