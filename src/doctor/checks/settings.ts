/** Checks of the settings files, and of git around the workspace. */
import { listText } from '../../view/words.ts';
import { error, type Found, note, warning } from './found.ts';
import type { Snapshot } from './index.ts';

export interface GitSnapshot {
  readonly root: string;
  /** What somebody has begun in git without ending it: `merge`, `rebase` … */
  readonly unfinished?: string;
  readonly ignoresRecords: boolean;
  /** Lines that the .gitignore lacks. Without these lines, git would commit backups and locks. */
  readonly missingIgnores: readonly string[];
}

export function gitUnfinished({ git }: Snapshot): Found | undefined {
  if (git?.unfinished === undefined) return undefined;
  return warning(git.root, `a ${git.unfinished} is under way`, '`git status` says how to end it');
}

export function uncoveredFiles({ git }: Snapshot): Found | undefined {
  if (!git || git.ignoresRecords || git.missingIgnores.length === 0) return undefined;
  const message = `lacks ${listText(git.missingIgnores)}: such files would be committed`;
  return warning('.gitignore', message, 'add these lines to the .gitignore of the workspace');
}

export function ignoredRecords({ git }: Snapshot): Found | undefined {
  if (!git?.ignoresRecords) return undefined;
  return note(
    'hires/',
    'git ignores the records: they are not shared with the rest of the folder',
    'to share them, take the line out of the .gitignore; or send one: pm-onboard share',
  );
}

export function brokenSettingsFiles({ brokenSettings }: Snapshot): Found[] {
  return brokenSettings.map(({ place, message, remedy }) =>
    error(place, message.replace(`${place} `, ''), remedy),
  );
}

export function settingsWithoutEffect({ unusedSettings }: Snapshot): Found[] {
  return unusedSettings.map((message) => warning('your settings', message, 'correct it, or take it out'));
}
