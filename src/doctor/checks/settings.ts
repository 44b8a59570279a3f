/** Checks of the settings files, and of git around the workspace. */
import { listText } from '../../view/words.ts';
import type { Found, Snapshot } from './index.ts';

export interface GitSnapshot {
  readonly root: string;
  /** What somebody has begun in git and not ended: `merge`, `rebase` … */
  readonly unfinished?: string;
  readonly ignoresRecords: boolean;
  /** Lines that the .gitignore lacks: without them backups and locks get committed. */
  readonly missingIgnores: readonly string[];
}

export function gitUnfinished({ git }: Snapshot): Found[] {
  if (git?.unfinished === undefined) return [];
  return [
    {
      severity: 'warning',
      place: git.root,
      message: `a ${git.unfinished} is under way`,
      remedy: '`git status` says how to end it',
    },
  ];
}

export function uncoveredFiles({ git }: Snapshot): Found[] {
  if (!git || git.ignoresRecords || git.missingIgnores.length === 0) return [];
  return [
    {
      severity: 'warning',
      place: '.gitignore',
      message: `lacks ${listText(git.missingIgnores)}: such files would be committed`,
      remedy: 'add these lines to the .gitignore of the workspace',
    },
  ];
}

export function ignoredRecords({ git }: Snapshot): Found[] {
  if (!git?.ignoresRecords) return [];
  return [
    {
      severity: 'note',
      place: 'hires/',
      message: 'git ignores the records: they are not shared with the rest of the folder',
      remedy: 'to share them, take the line out of the .gitignore; or send one: pm-onboard share',
    },
  ];
}

export function brokenSettingsFiles({ brokenSettings }: Snapshot): Found[] {
  return brokenSettings.map((fault) => ({ severity: 'error', ...fault }));
}

export function settingsWithoutEffect({ unusedSettings }: Snapshot): Found[] {
  return unusedSettings.map((message) => ({
    severity: 'warning',
    place: 'your settings',
    message,
    remedy: 'correct it, or take it out',
  }));
}
