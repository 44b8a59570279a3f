/** What git still holds of a record after `forget` or `redact`, and how to take it out of there. */
import { gitRootOf, pathInGit } from '../workspace/git-folder.ts';
import { recordPath } from '../workspace/records.ts';

/** Remarks on a record's history in git, and the command that takes it out. */
interface HistoryAdvice {
  readonly remarks: readonly string[];
  readonly hint: string;
  readonly commands: readonly string[];
}

/**
 * @param kept what the history holds of the record, such as `hold it as it was`
 * @returns undefined where no git work tree is around the workspace
 */
export function historyAdvice(workspace: string, hire: string, kept: string): HistoryAdvice | undefined {
  const root = gitRootOf(workspace);
  if (root === undefined) return undefined;
  const path = pathInGit(root, recordPath(workspace, hire));
  return {
    remarks: [
      `This is a git work tree: if ${path} was ever committed, earlier commits and everybody's clones still ${kept}.`,
      'To take it out of the history: keep a copy of the file as it is now, rewrite the history with git filter-repo, put the copy back and commit it, push by force, and have everybody make a new clone.',
    ],
    hint: "Not run for you, since it rewrites everybody's history. In a fresh clone:",
    commands: [`git filter-repo --invert-paths --path-glob '*${hire}*'`],
  };
}
