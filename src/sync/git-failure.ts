/** Turns a failure of git into a message with a remedy; git's own words, or the server's, are listed below the message. */
import { cannot, diskFull, runAgain, type UserError } from '../errors.ts';

/** What git was run for. */
export interface GitStep {
  /** Such as `sending to the remote`. */
  readonly doing: string;
  /** The URL of the remote, where git connects to one. */
  readonly remote?: string;
  /** The command that does it on another branch, where the server may refuse this one. */
  readonly elsewhere?: string;
}

interface Meaning {
  readonly words: RegExp;
  readonly means: (remote: string) => string;
  /** @param words everything that git has printed */
  readonly hint: string | ((words: string) => string);
}

/** What is said of an address whose scheme git would hand to a program of its own. */
export function strangeUrl(url: string): string {
  return `${url} is a kind of URL that sync does not use`;
}

export const usualUrls = 'give a URL of https, ssh, git or file';

/** What git's messages mean and what to do. The first pattern that matches counts. */
const meanings: readonly Meaning[] = [
  {
    words: /dubious ownership/,
    means: () => 'git does not trust this repository: it belongs to another user',
    // Git prints the whole command, with the path as it wants it.
    hint: (words) => {
      const command = /git config --global --add safe\.directory \S.*/.exec(words)?.[0];
      return `see whose it is; if you trust it: ${command ?? 'git config --global --add safe.directory PATH'}`;
    },
  },
  {
    words: /lazy fetching disabled|from promisor remote/,
    means: () => 'this is a partial clone, and something that is needed was left out of it',
    hint: 'fetch all of it: git fetch --refetch --no-filter, or join it anew, in another folder',
  },
  {
    words: /repository's hash algorithm|mismatched algorithms/,
    means: (remote) => `${remote} names its objects by another hash (SHA-1, SHA-256) than this repository`,
    hint: 'one repository has one of them: share through another remote, or from a folder without git, for which --init makes the right repository',
  },
  {
    words:
      /Authentication failed|Permission denied|terminal prompts disabled|could not read (Username|Password)|access denied|not (be )?exported|service not enabled|requested URL returned error: 40[13]|insufficient permission|denied (to|by)|unable to create temporary object directory|Host key verification failed/i,
    means: (remote) => `you have no permission at ${remote}, or it does not know you`,
    hint: 'ask whoever owns it; git fetch and git push there say more',
  },
  {
    words:
      /does not appear to be a git repository|repository .*not found|does not exist|requested URL returned error: 404/i,
    means: (remote) => `there is no repository at ${remote}`,
    hint: 'see whether the URL is right: git remote -v',
  },
  {
    words: /transport '.*' not allowed/,
    means: strangeUrl,
    hint: usualUrls,
  },
  {
    words:
      /Could not resolve|unable to (access|connect|look up)|Connection (refused|reset|timed out)|Network is unreachable|No route to host|Could not read from remote|early EOF|hung up|took too long/i,
    means: (remote) => `${remote} can't be reached`,
    hint: `you may be offline; everything is saved here, ${runAgain} later`,
  },
  {
    words: /index\.lock|cannot lock ref/,
    means: () => 'another git is at work here',
    hint: `${runAgain} when that has ended`,
  },
  {
    words: /No space left|Disk quota/,
    means: () => diskFull,
    hint: `nothing was shared; free some space and ${runAgain}`,
  },
];

/** A server knows the sender, and refuses what is sent by a rule of its own: a protected branch, a hook. */
const rule =
  /\[remote rejected\].*(hook declined|protected|not permitted|prohibited)|\bGH0(06|13)\b|through a (pull|merge) request|rule violations/i;

/** The rule is about the branch, so that another branch, or another repository, helps. */
const branchRule = /protected|pull request|merge request|not permitted|TF402455|GH006/i;

/** The error to throw when git fails. @param words everything that git has printed */
export function gitFailure(step: GitStep, words: string): UserError {
  const shown = shownUrl(step.remote ?? 'the remote');
  if (rule.test(words)) return ruleFailure(step, shown, words);
  const meaning = meanings.find((each) => each.words.test(words));
  const hint = typeof meaning?.hint === 'function' ? meaning.hint(words) : meaning?.hint;
  const message = meaning?.means(shown) ?? `${step.doing} failed`;
  return cannot(message, hint ?? 'everything is as it was before', lastLines(words));
}

function ruleFailure({ elsewhere }: GitStep, remote: string, words: string): UserError {
  const message = `${remote} has a rule against it, in its own words:`;
  const theirs = serverLines(words);
  if (elsewhere === undefined || !branchRule.test(words))
    return cannot(message, 'nothing was sent, and everything is saved here; ask whoever owns it', theirs);
  return cannot(message, undefined, [
    ...theirs,
    '  Nothing was sent, and everything is saved here. Records need a branch that takes them without a',
    '  review, in this repository or in one of their own (see docs/sharing.md, "A protected main branch"):',
    `  ${elsewhere}`,
  ]);
}

/** What the server itself has said: git puts `remote:` before each of its lines, and its reason in brackets. */
function serverLines(words: string): string[] {
  const lines = linesIn(words).flatMap((line) => /^remote: +(\S.*)$/.exec(line)?.[1] ?? []);
  const reason = /\[remote rejected\].*?\(([^)]*)\)/.exec(words)?.[1];
  return [...lines.slice(0, 12), ...(reason === undefined ? [] : [reason])].map(
    (line) => `  remote: ${cut(line)}`,
  );
}

function lastLines(words: string): string[] {
  return linesIn(words)
    .slice(-6)
    .map((line) => `  git: ${cut(line)}`);
}

function linesIn(words: string): string[] {
  return words.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}

function cut(line: string): string {
  return shownUrl(line).replaceAll('\t', ' ').slice(0, 300).trimEnd();
}

/** Removes the passwords from the URLs in a text. */
export function shownUrl(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s]*@/g, (all, scheme: string) =>
    all.slice(scheme.length).includes(':') ? `${scheme}…@` : all,
  );
}
