/** Turns a failure of git into a message with a remedy; git's own words are listed below the message. */
import { cannot, type UserError } from '../errors.ts';

/** What git was run for. */
export interface GitStep {
  /** Such as `sending to the remote`. */
  readonly doing: string;
  /** The URL of the remote, where git connects to one. */
  readonly remote?: string;
}

/** Patterns of git's messages, each with what the message means and what to do. The first pattern that matches counts. */
const meanings: readonly (readonly [words: RegExp, means: (remote: string) => string, hint: string])[] = [
  [
    /dubious ownership/,
    () => 'git does not trust this repository: it belongs to another user',
    'see whose it is; git config --global safe.directory says that you trust it',
  ],
  [
    /lazy fetching disabled|from promisor remote/,
    () => 'this is a partial clone, and something that is needed was left out of it',
    'fetch all of it: git fetch --refetch --no-filter, or pm-onboard sync --join URL DIR',
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
    (remote) => `${remote} is a kind of URL that sync does not use`,
    'give a URL of https, ssh, git or file',
  ],
  [
    /Could not resolve|unable to (access|connect|look up)|Connection (refused|reset|timed out)|Network is unreachable|No route to host|Could not read from remote|early EOF|hung up|took too long/i,
    (remote) => `${remote} can't be reached`,
    'you may be offline; everything is saved here, run the command again later',
  ],
  [
    /index\.lock|cannot lock ref/,
    () => 'another git is at work here',
    'run the command again when that has ended',
  ],
  [
    /No space left|Disk quota/,
    () => 'the disk is full',
    'nothing was shared; free some space and run the command again',
  ],
];

/** The error to throw when git fails. @param words everything that git has printed */
export function gitFailure({ doing, remote }: GitStep, words: string): UserError {
  const [, means, hint] = meanings.find(([pattern]) => pattern.test(words)) ?? [];
  const message = means?.(shownUrl(remote ?? 'the remote')) ?? `${doing} failed`;
  return cannot(message, hint ?? 'everything is as it was before', lastLines(words));
}

function lastLines(words: string): string[] {
  const lines = words.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.slice(-6).map((line) => `  git: ${shownUrl(line).replaceAll('\t', ' ').slice(0, 300)}`);
}

/** Removes the passwords from the URLs in a text. */
export function shownUrl(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s]*@/g, (all, scheme: string) =>
    all.slice(scheme.length).includes(':') ? `${scheme}…@` : all,
  );
}
