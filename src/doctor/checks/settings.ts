/** Checks of the settings files, and of git around the workspace. */
import { type OtherBranch, otherBranchRemedy, otherBranchText } from '../../view/other-branches.ts';
import { listText } from '../../view/words.ts';
import { error, type Found, note, warning } from './found.ts';
import type { Snapshot } from './index.ts';

/** What somebody has begun in git without ending it, and the commands that end it. */
interface Operation {
  /** As git calls it: `merge`, `rebase` … */
  readonly name: string;
  readonly goOn?: string;
  readonly end?: string;
}

export interface GitSnapshot {
  readonly root: string;
  readonly unfinished?: Operation;
  readonly ignoresRecords: boolean;
  /** Whether it ignores the records of checklists' runs, of which there are some. */
  readonly ignoresRuns: boolean;
  /** Lines that the .gitignore lacks. Without these lines, git would commit backups and locks. */
  readonly missingIgnores: readonly string[];
  /** Lines that a .gitattributes of an earlier version lacks, of those that the records here need. */
  readonly missingAttributes: readonly string[];
}

export function gitUnfinished({ git }: Snapshot): Found | undefined {
  if (git?.unfinished === undefined) return undefined;
  const { name, goOn, end } = git.unfinished;
  const remedy =
    goOn === undefined
      ? `to end it: ${end}`
      : `to go on: git add FILE for each file that git status lists, then ${goOn}`;
  return warning(git.root, `a ${name} is under way`, remedy);
}

/** What a sync notes down about the remote. */
export interface SharedSnapshot {
  readonly remote?: { readonly name: string };
  readonly branch: string;
  readonly elsewhere?: readonly OtherBranch[];
}

export function recordsElsewhere({ shared }: Snapshot): Found[] {
  const { elsewhere = [], branch, remote } = shared ?? {};
  if (branch === undefined) return [];
  const where = { remote: remote?.name ?? 'origin', branch };
  return elsewhere.map((other) =>
    note(`branch ${other.branch}`, otherBranchText(other, where), otherBranchRemedy(other, where)),
  );
}

export function uncoveredFiles({ git }: Snapshot): Found | undefined {
  if (!git || git.ignoresRecords || git.missingIgnores.length === 0) return undefined;
  const message = `lacks ${listText(git.missingIgnores)}: such files would be committed`;
  return warning('.gitignore', message, 'add these lines to the .gitignore of the workspace');
}

export function ignoredRecords({ git }: Snapshot): Found[] {
  const folders = [...(git?.ignoresRecords ? ['hires/'] : []), ...(git?.ignoresRuns ? ['runs/'] : [])];
  return folders.map((folder) =>
    note(
      folder,
      'git ignores the records: they are not shared with the rest of the folder',
      'to share them, take the line out of the .gitignore; or send one: pm-onboard share',
    ),
  );
}

/** A .gitattributes that an earlier version has made. Where a sync shares the workspace, the next one completes it. */
export function formerAttributes({ git, shared }: Snapshot): Found | undefined {
  if (!git || git.missingAttributes.length === 0) return undefined;
  return note(
    '.gitattributes',
    `lacks \`${git.missingAttributes.join('` and `')}\`: git may stop at a conflict where two people record in one run`,
    shared
      ? 'pm-onboard sync'
      : 'add what it lacks to the .gitattributes of the workspace, as lines of their own',
  );
}

export function brokenSettingsFiles({ brokenSettings }: Snapshot): Found[] {
  return brokenSettings.map(({ place, message, remedy }) =>
    error(place, message.replace(`${place} `, ''), remedy),
  );
}

export function settingsWithoutEffect({ unusedSettings }: Snapshot): Found[] {
  return unusedSettings.map(({ message, remedy }) => warning('your settings', message, remedy));
}
