/** Says that other branches of a shared remote hold records which the shared branch lacks. */
import { plural, quoted } from './words.ts';

export interface OtherBranch {
  readonly branch: string;
  /** How many hires have events there that the shared branch lacks. */
  readonly hires: number;
  /** The same of runs of checklists; absent where an earlier version looked. */
  readonly runs?: number;
}

/** Where a machine shares. */
export interface SharedBranch {
  /** The name of the remote. */
  readonly remote: string;
  readonly branch: string;
}

/** `the branch records has records of 1 hire that main lacks`. */
export function otherBranchText({ branch, hires, runs = 0 }: OtherBranch, shared: SharedBranch): string {
  const whose = [
    ...(hires > 0 ? [plural(hires, 'hire')] : []),
    ...(runs > 0 ? [plural(runs, 'checklist run')] : []),
  ];
  return `the branch ${branch} has records of ${whose.join(' and ')} that ${shared.branch} lacks`;
}

/** The commands that go over to the other branch, and those that bring its records to the shared one. */
export function otherBranchRemedy({ branch }: OtherBranch, { remote }: SharedBranch): string {
  const there = `git switch --merge ${quoted(branch)}, then pm-onboard sync --init`;
  const here = `git pull --no-rebase --autostash ${quoted(remote)} ${quoted(branch)}, then pm-onboard sync`;
  return `to share there: ${there}; to bring them here: ${here}`;
}

/** Sentences on the first three of the branches. */
export function otherBranchRemarks(others: readonly OtherBranch[], shared: SharedBranch): string[] {
  return others
    .slice(0, 3)
    .flatMap((other) => [otherBranchText(other, shared), otherBranchRemedy(other, shared)])
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}
