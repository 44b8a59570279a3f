/** Hires on their way and the present checklists: what each would adopt, and the adoption; one that fails stops no other. */
import { reasonOf } from './errors.ts';
import type { OpenHire } from './hires.ts';
import { type Adoption, adoptionOf } from './plan/upgrade.ts';
import { isOver, renamesIn } from './progress/fold.ts';
import { foresee, openRuns, type PinnedProgram, type Run, type Session, saveFacts } from './session.ts';
import type { FailedHire, UpgradeInput } from './view/upgrade.ts';

/** What a hire would adopt, and the run as it would be then. */
export interface Proposal {
  readonly run: Run;
  readonly adoption: Adoption;
  readonly after: Run;
}

/** The outcome of some work for each of several hires. */
export interface Several<T> {
  readonly results: readonly T[];
  readonly failed: readonly FailedHire[];
}

/** The runs of all hires on their way; of whoever can't be read, those that may be. */
export function openAll(session: Session): Several<Run> {
  const { runs, unread } = openRuns(session);
  return {
    results: runs.filter(({ progress }) => !isOver(progress)),
    failed: unread.filter(({ progress }) => !progress || !isOver(progress)).map(viewFailed),
  };
}

/** Nothing where the hire has these checklists already, or they are of another program. */
export function proposalFor(run: Run, present: PinnedProgram): Proposal[] {
  if (run.progress.hire.digest === present.digest || run.program.id !== present.program.id) return [];
  const adoption = adoptionOf(run, present.program, present.digest, renamesIn(run.record.events));
  return [{ run, adoption, after: foresee(run, [adoption], present) }];
}

/** The runs as screens show them, each with what it would be. */
export function upgradeInputs(runs: readonly Run[], proposals: readonly Proposal[]): UpgradeInput[] {
  return runs.map((run) => {
    const meant = proposals.find((proposal) => proposal.run === run);
    return meant ? { run, after: { run: meant.after, renamed: meant.adoption.renamed } } : { run };
  });
}

/** Records each adoption; the runs as they are then. */
export async function adoptAll(proposals: readonly Proposal[]): Promise<Several<Run>> {
  const results: Run[] = [];
  const failed: FailedHire[] = [];
  for (const { run, adoption } of proposals)
    try {
      // Somebody may have adopted the same in the meantime.
      results.push(await saveFacts(run, ({ hire }) => (hire.digest === adoption.digest ? [] : [adoption])));
    } catch (error) {
      failed.push(viewFailed({ ...run.progress.hire, error }));
    }
  return { results, failed };
}

function viewFailed({ id, name, error }: Pick<OpenHire, 'id' | 'name' | 'error'>): FailedHire {
  return { id, name, why: reasonOf(error) };
}
