/** How the files are named that this program makes in the folders of a workspace. */

export const lockName = /^(h[0-9a-f]{8})\.json\.lock$/;
/** What contenders for a lock make beside it. */
export const besideLock = /^(h[0-9a-f]{8})\.json\.lock\./;
export const recordTemp = /^(h[0-9a-f]{8})\.json\.[0-9a-f]{12}\.tmp$/;
/** Of programs and of the workspace's settings. */
export const otherTemp = /^([0-9a-f]{64}\.json|pm-onboard\.yaml)\.[0-9a-f]{12}\.tmp$/;

/** Whatever lies in `backups/` is taken for ours. */
export const ours: Readonly<Record<string, readonly RegExp[]>> = {
  hires: [/^h[0-9a-f]{8}\.json$/, lockName, besideLock, recordTemp],
  programs: [/^[0-9a-f]{64}\.json$/, otherTemp],
  backups: [/./],
};

/** Of git's own files nothing is said. */
export const gitName = /^\.git(keep|ignore|attributes)$/;

export const keptName = /^h[0-9a-f]{8}\.json\.corrupt/;
