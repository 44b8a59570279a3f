/** `upgrade [hire] | --all`: shows what the current checklists change for running hires, and adopts them on a yes. */

import { nextHint } from '../actions/afterwards.ts';
import {
  adoptAll,
  isWanted,
  keyOf,
  type Proposal,
  proposalFor,
  refuseUnasked,
  runsMeant,
  type UpgradeOptions,
  upgradeInputs,
} from '../actions/upgrade.ts';
import { fateFrom, keptFacts, keptRemarks, refuseUnsaid, takeFates } from '../actions/upgrade-retired.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { inTurn } from '../long-work.ts';
import { printOutcome, printView } from '../output.ts';
import type { Run } from '../plan/run.ts';
import { upgradeRenderer, upgradesRenderer } from '../render/upgrade.ts';
import { refuseToSave } from '../session/may-save.ts';
import type { PinnedProgram } from '../session/run.ts';
import { openSession } from '../session/session.ts';
import { endNotices } from '../view/notices.ts';
import { foreseenOutcome, type Outcome, unchanged } from '../view/outcome.ts';
import { unknownTraits } from '../view/traits.ts';
import type { UnreadableHire } from '../view/unread.ts';
import { type UpgradeReport, viewUpgrades } from '../view/upgrade.ts';
import { hireFlag, runArgument } from '../view/words.ts';
import { pinProgram } from '../workspace/programs.ts';

export async function upgrade(io: Io, named: string | undefined, options: UpgradeOptions): Promise<number> {
  const session = await openSession(io, options);
  const { results: runs, failed, present, elsewhere } = await runsMeant(session, named, options);
  const proposals = (
    await inTurn(io, 'Comparing checklists', runs, (run) => proposalFor(run, present))
  ).flat();
  const fate = fateFrom(options.retired);
  refuseUnasked(session, proposals, options);
  refuseUnsaid(session, proposals, fate, options);

  const view = viewUpgrades(
    upgradeInputs(runs, proposals, present),
    failed,
    [...present.values()],
    session.today,
  );
  await printView(io, options, view, options.all ? upgradesRenderer : upgradeRenderer);
  const end = (outcome: Outcome, failures: readonly UnreadableHire[]) =>
    endWith(io, { ...outcome, remarks: [...outcome.remarks, ...elsewhere] }, failures);
  if (!(await isWanted(proposals, options))) {
    const code = end(unwritten(proposals, options), failed);
    const isTold = options.exitCode && view.hires.some(({ state }) => state === 'changes');
    return code === exits.ok && isTold ? exits.found : code;
  }
  const fateOf = await takeFates(proposals, fate);
  refuseToSave(session);
  const wanted = new Set(proposals.map(({ run }) => keyOf(run)));
  for (const key of wanted) pinProgram(session.workspace, (present.get(key) as PinnedProgram).program);
  const kept = (proposal: Proposal) => keptFacts(proposal, fateOf);
  const adopted = await adoptAll(io, proposals, kept);
  const outcome = adoptedOutcome(adopted.results, view);
  const remarks = [...outcome.remarks, ...proposals.flatMap((each) => keptRemarks(each.run, kept(each)))];
  return end({ ...outcome, remarks }, [...failed, ...adopted.failed]);
}

/** Prints the outcome and the hires that failed; returns the exit code. */
function endWith(io: Io, outcome: Outcome, failed: readonly UnreadableHire[]): number {
  const left = failed.map(({ name, fault }) => `${name} is left out: ${fault}.`);
  const all = { ...outcome, remarks: [...outcome.remarks, ...left] };
  if (all.changes.length + all.remarks.length > 0) printOutcome(io, all);
  return failed.length > 0 ? exits.failed : exits.ok;
}

/** Says that nothing was adopted, after a dry run with the command that adopts; empty for a report in JSON or Markdown. */
function unwritten(proposals: readonly Proposal[], { all, dryRun, json, markdown }: UpgradeOptions): Outcome {
  const [first] = proposals;
  if (!first || json || markdown) return { changes: [], remarks: [], hint: '' };
  const command = `pm-onboard upgrade${all ? ' --all' : runArgument(first.run)} --yes`;
  return dryRun ? foreseenOutcome(command) : unchanged('Nothing is written.');
}

/** @param runs the runs that have adopted the checklists, as they are afterwards */
function adoptedOutcome(runs: readonly Run[], { hires }: UpgradeReport): Outcome {
  const byId = new Map(runs.map((run) => [run.progress.hire.id, run]));
  const adopted = hires.flatMap((view) => {
    const { summary } = view;
    const run = byId.get(view.hire.id);
    return run
      ? { run, change: `${view.title} has the current checklists now${summary && `: ${summary}`}` }
      : [];
  });
  const changes = adopted.map(({ change }) => change);
  const remarks = adopted.flatMap(({ run }) => [...endNotices(run), ...unknownTraits(run)]);
  const first = adopted[0]?.run;
  if (!first) return { changes, remarks, hint: '' };
  if (runs.length > 1)
    return {
      changes,
      remarks,
      hint: `Take it back for one of them: pm-onboard undo${first.progress.hire.subject === undefined ? ` --hire ${first.called}` : hireFlag(first)}`,
    };
  return { changes, remarks, hint: nextHint(first) };
}
