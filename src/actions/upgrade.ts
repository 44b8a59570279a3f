/** `upgrade`: the hires that are meant, what each would adopt, whether to adopt it, and the adoption. */
import { join } from 'node:path';
import { fullDate } from '../dates.ts';
import { isOfDuty } from '../duties/checklist.ts';
import { exits, UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import type { Io } from '../io.ts';
import { inTurn } from '../long-work.ts';
import type { Format } from '../output.ts';
import { type Adoption, adoptionOf } from '../plan/upgrade.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { titleOf } from '../progress/record-id.ts';
import { isOver, renamesIn } from '../progress/reduce.ts';
import { checklistNow } from '../session/checklist-now.ts';
import { type FoundAgain, runsGoing } from '../session/going.ts';
import { checklistsUnderWay } from '../session/open-checklists.ts';
import {
  foresee,
  type OpenRun,
  openRun,
  type PinnedProgram,
  recordReader,
  refuseOver,
  saveFacts,
} from '../session/run.ts';
import type { Globals, Session } from '../session/session.ts';
import { type UnreadableHire, viewUnread } from '../view/unread.ts';
import type { UpgradeInput } from '../view/upgrade.ts';
import { plural } from '../view/words.ts';
import { presentProgram, programFolderOf, readSources, saysTheSame } from '../workspace/program-files.ts';
import { digestOf } from '../workspace/programs.ts';

export interface UpgradeOptions extends Globals, Format {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** What becomes of retired items that are open: `keep` or `drop`. */
  readonly retired?: string;
  /** Whether the exit code says that something would change. */
  readonly exitCode?: boolean;
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

/** Checklists as they are in the files now, compiled, by {@link keyOf}; absent where the workspace has none. */
export type Present = ReadonlyMap<string, PinnedProgram>;

/** A run; one that has nothing to adopt may be known without its plan. */
type AnyRun = OpenRun | FoundAgain;

/** Under which key the checklists of a run are found: all hires share those of their program; a subject has its own. */
export function keyOf({ progress, program, record }: AnyRun): string {
  return progress.hire.subject === undefined ? program.id : record.hire;
}

/** The runs that an upgrade is about; `elsewhere`: a sentence for each run whose checklists are kept elsewhere. */
interface Meant extends Several<AnyRun> {
  readonly present: Present;
  readonly elsewhere: readonly string[];
}

/**
 * The runs that the command is about, and the checklists of their programs.
 * @param named one hire, unless `--all` is given
 * @returns `failed`: the hires of `--all` who can't be looked at, for their record or for the checklists of their program
 * @throws UserError if the named hire's run is over, or has no checklists here; if none of the checklists can be compiled
 */
export async function runsMeant(
  session: Session,
  named: string | undefined,
  { all }: UpgradeOptions,
): Promise<Meant> {
  if (all) {
    const { elsewhere, ...meant } = await openAll(session);
    return { ...(await withPresent(session, meant)), elsewhere };
  }
  const run = await openRun(session, named);
  refuseOver(run);
  if (run.record.team)
    throw new UserError(
      `${elsewhereText(run)}, so nothing of it is changed here`,
      'nothing was written; ask whoever sent it to upgrade it there, and to share it again',
    );
  const meant = await withPresent(session, { results: [run], failed: [] });
  if (meant.present.size === 0) throw noChecklists(run);
  return { ...meant, elsewhere: [] };
}

/** Says where the checklists of a run are kept that came by a share; empty for any other run. */
export function elsewhereText({ record: { team }, progress }: OpenRun): string {
  return team
    ? `the checklists of ${progress.hire.name} are kept elsewhere, by whoever shared the record (last on ${fullDate(team.on)})`
    : '';
}

function noChecklists({ program, progress, session }: OpenRun): UserError {
  if (progress.hire.subject !== undefined)
    return new UserError(
      `${progress.hire.subject} was begun of ${program.id}, and that is in no file any more`,
      isOfDuty(program.id)
        ? 'the run stays as it is; duties.yaml says which meetings and rotations there are'
        : `the run stays as it is; a template of that name goes to ${join(session.workspace, 'checklists', 'templates')}`,
    );
  return new UserError(
    `${progress.hire.name} follows the program ${program.id}, and its checklists are not here`,
    `put them below ${join(session.workspace, 'checklists')}, or name their folder as \`program:\` in pm-onboard.yaml; a program that is edited keeps its id`,
  );
}

/** The runs with their checklists; those whose checklists can't be compiled are among `failed`, unless that is so of all. */
async function withPresent(
  session: Session,
  { results: runs, failed }: Several<AnyRun>,
): Promise<Several<AnyRun> & { readonly present: Present }> {
  const present = new Map<string, PinnedProgram>();
  const faults = new Map<string, unknown>();
  for (const [key, [run]] of grouped(runs, keyOf))
    try {
      const program = run && (await presentFor(session, run));
      if (program) present.set(key, { program, digest: digestOf(program) });
    } catch (error) {
      faults.set(key, error);
    }
  // Where somebody's checklists are missing, the folder that pm-onboard.yaml names may be why: then this throws.
  const isMissing = runs.some(
    (run) => run.progress.hire.subject === undefined && !present.has(keyOf(run)) && !faults.has(keyOf(run)),
  );
  if (isMissing)
    readSources(programFolderOf(session.workspace, session.config, session.io.root), session.io.cwd);
  const broken = runs.filter((run) => faults.has(keyOf(run)));
  if (broken.length > 0 && broken.length === runs.length) throw [...faults.values()][0];
  const left = inFull(
    session,
    broken.length > 0 ? runs.filter((run) => !faults.has(keyOf(run))) : runs,
    present,
  );
  return {
    present,
    results: left.results,
    failed: [
      ...failed,
      ...left.failed,
      ...broken.map((run) =>
        viewUnread({ ...run.progress.hire, name: titleOf(run.progress.hire), error: faults.get(keyOf(run)) }),
      ),
    ],
  };
}

/** The checklists of a run as its files say them now; undefined where they are in none. */
function presentFor(session: Session, run: AnyRun): Promise<Program | undefined> {
  return 'plan' in run && run.progress.hire.subject !== undefined
    ? checklistNow(session, run)
    : presentProgram(session, run.program.id);
}

/** The runs, of which those that have something to adopt are read and planned. */
function inFull(session: Session, runs: readonly AnyRun[], present: Present): Several<AnyRun> {
  const read = recordReader(session);
  const failed: UnreadableHire[] = [];
  const results = runs.flatMap((run): AnyRun[] => {
    if ('plan' in run || newerFor(run, present) === undefined) return [run];
    const found = read(run.record.hire);
    if (found?.unread) failed.push(viewUnread(found.unread));
    return found?.run && !isOver(found.run.progress) ? [found.run] : [];
  });
  return { results, failed };
}

/** The checklists of a run as they are now; undefined where it has these already, or they are not here. */
function newerFor(run: AnyRun, present: Present): PinnedProgram | undefined {
  const now = present.get(keyOf(run));
  return now && !isSameProgram(run.pinned, now.program) ? now : undefined;
}

/** Pinned program → present program → whether they say the same: all runs share few of them. */
const compared = new Map<Program, Map<Program, boolean>>();

function isSameProgram(pinned: Program, now: Program): boolean {
  const known = compared.get(pinned) ?? new Map<Program, boolean>();
  compared.set(pinned, known);
  const isSame = known.get(now) ?? saysTheSame(pinned, now);
  known.set(now, isSame);
  return isSame;
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
async function openAll(session: Session): Promise<Omit<Meant, 'present'>> {
  const { runs, unread } = await runsGoing(session);
  const checklists = await checklistsUnderWay(session);
  const going = [...runs, ...checklists.runs];
  const isElsewhere = (run: AnyRun): run is OpenRun => 'plan' in run && run.record.team !== undefined;
  return {
    results: going.filter((run) => !isElsewhere(run)),
    elsewhere: going
      .filter(isElsewhere)
      .map((run) => `${titleOf(run.progress.hire)} is left out: ${elsewhereText(run)}.`),
    failed: [...unread.filter(({ progress }) => !progress || !isOver(progress)), ...checklists.unread].map(
      viewUnread,
    ),
  };
}

/** The proposal for one hire; empty if the hire has these checklists already, or they are not here. */
export function proposalFor(run: AnyRun, present: Present): Proposal[] {
  const now = newerFor(run, present);
  if (!now || !('plan' in run)) return [];
  const adoption = adoptionOf(
    run,
    now.program,
    now.digest,
    renamesIn(run.record.events),
    run.progress.traits,
  );
  return [{ run, adoption, after: foresee(run, [adoption], now) }];
}

/** Each run, together with the run as it would be after its proposal, if it has one. */
export function upgradeInputs(
  runs: readonly AnyRun[],
  proposals: readonly Proposal[],
  present: Present,
): UpgradeInput[] {
  const byRun = new Map<AnyRun, Proposal>(proposals.map((proposal) => [proposal.run, proposal]));
  return runs.map((run) => {
    const meant = byRun.get(run);
    const after = meant && { before: meant.run, run: meant.after, renamed: meant.adoption.renamed };
    return { run, isGone: !present.has(keyOf(run)), ...(after ? { after } : {}) };
  });
}

/**
 * Records each adoption; returns the runs as they are afterwards, and the hires for which it failed.
 * @param besides what is recorded together with an adoption
 */
export async function adoptAll(
  io: Io,
  proposals: readonly Proposal[],
  besides: (proposal: Proposal) => readonly Fact[],
): Promise<Several<OpenRun>> {
  const results: OpenRun[] = [];
  const failed: UnreadableHire[] = [];
  await inTurn(io, 'Adopting checklists', proposals, async (proposal) => {
    const { run, adoption } = proposal;
    try {
      // If somebody else has adopted the same checklists meanwhile, there is nothing left to record.
      results.push(
        await saveFacts(run, ({ hire }) =>
          hire.digest === adoption.digest ? [] : [adoption, ...besides(proposal)],
        ),
      );
    } catch (error) {
      failed.push(viewUnread({ ...run.progress.hire, name: titleOf(run.progress.hire), error }));
    }
  });
  return { results, failed };
}

function namesOf(proposals: readonly Proposal[]): string {
  const [only, ...others] = proposals;
  if (only && others.length === 0) return titleOf(only.run.progress.hire);
  const isOfHires = proposals.every(({ run }) => run.progress.hire.subject === undefined);
  return plural(proposals.length, isOfHires ? 'hire' : 'run');
}
