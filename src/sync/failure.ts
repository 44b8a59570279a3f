/** What git says when it fails, as a sentence with a remedy; its own words stand below. */
import { exits, UserError } from '../errors.ts';
import { shownUrl } from './url.ts';

/** What was being tried. */
export interface GitStep {
  /** `sending to the remote`. */
  readonly doing: string;
  /** The URL of the other machine, where one takes part. */
  readonly remote?: string;
}

const meanings: readonly (readonly [words: RegExp, means: (remote: string) => string, hint: string])[] = [
  [
    /dubious ownership/,
    () => 'git does not trust this repository: it belongs to another user',
    'see whose it is; git config --global safe.directory says that you trust it',
  ],
  [
    /lazy fetching disabled|from promisor remote/,
    () => 'this is a partial clone, and something that is needed was left out of it',
    'get the whole: git fetch --refetch --no-filter, or pm-onboard sync --join URL DIR',
  ],
  [
    /Authentication failed|Permission denied|terminal prompts disabled|could not read (Username|Password)|access denied|not (be )?exported|service not enabled|requested URL returned error: 40[13]|insufficient permission|protected branch|hook declined|denied (to|by)|unable to create temporary object directory|Host key verification failed/i,
    (remote) => `you have no permission at ${remote}, or it does not know you`,
    'ask whoever owns it; git fetch and git push there say more',
  ],
  [
    /does not appear to be a git repository|repository .*not found|does not exist|requested URL returned error: 404/i,
    (remote) => `there is no repository at ${remote}`,
    'see whether the URL is right: git remote -v',
  ],
  [
    /transport '.*' not allowed/,
    (remote) => `${remote} is no kind of URL that is used here`,
    'give one of https, ssh, git or file',
  ],
  [
    /Could not resolve|unable to (access|connect|look up)|Connection (refused|reset|timed out)|Network is unreachable|No route to host|Could not read from remote|early EOF|hung up|took too long/i,
    (remote) => `${remote} can't be reached`,
    'you may be offline; everything is saved here, run it again later',
  ],
  [/index\.lock|cannot lock ref/, () => 'another git is at work here', 'run it again when that has ended'],
  [
    /No space left|Disk quota/,
    () => 'the disk is full',
    'nothing was shared; free some space and run it again',
  ],
];

export function gitFailure({ doing, remote }: GitStep, words: string): UserError {
  const lines = wordsOf(words);
  const [, means, hint] = meanings.find(([pattern]) => pattern.test(words)) ?? [];
  const message = means?.(shownUrl(remote ?? 'the remote')) ?? `${doing} failed`;
  return new UserError(message, hint ?? 'everything is as it was before', exits.failed, lines);
}

/** The last of what git has said, a line each. */
function wordsOf(words: string): string[] {
  const lines = words.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.slice(-6).map((line) => `  git: ${shownUrl(line).replaceAll('\t', ' ').slice(0, 300)}`);
}
