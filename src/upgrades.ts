/** Hires on their way and the present checklists: what each would adopt, and the adoption; one that fails stops no other. */
import { isUserError, systemCode } from './errors.ts';
import type { HireEntry } from './lookup.ts';
import { type Adoption, adoptionOf } from './plan/upgrade.ts';
import { isOver, renamesIn } from './progress/fold.ts';
import {
  foresee,
  openRunOf,
  type PinnedProgram,
  type Run,
  readHires,
  type Session,
  saveFacts,
} from './session.ts';
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

/** The runs of all hires on their way. */
export async function openAll(session: Session): Promise<Several<Run>> {
  const { results, failed } = await forEachHire(readHires(session), ({ id }) => openRunOf(session, id));
  return { results: results.filter(({ progress }) => !isOver(progress)), failed };
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
export function adoptAll(proposals: readonly Proposal[]): Promise<Several<Run>> {
  const hires = proposals.map((proposal) => ({ ...proposal.run.progress.hire, proposal }));
  return forEachHire(hires, ({ proposal: { run, adoption } }) =>
    // Somebody may have adopted the same in the meantime.
    saveFacts(run, ({ hire }) => (hire.digest === adoption.digest ? [] : [adoption])),
  );
}

async function forEachHire<H extends HireEntry, T>(
  hires: readonly H[],
  work: (hire: H) => T | Promise<T>,
): Promise<Several<T>> {
  const results: T[] = [];
  const failed: FailedHire[] = [];
  for (const hire of hires)
    try {
      results.push(await work(hire));
    } catch (error) {
      failed.push({ id: hire.id, name: hire.name, why: whyOf(error) });
    }
  return { results, failed };
}

/** @throws the error itself where neither a file nor a hire is to blame */
function whyOf(error: unknown): string {
  if (isUserError(error)) return error.message;
  const code = systemCode(error);
  if (code === undefined) throw error;
  return `the system says ${code}`;
}
