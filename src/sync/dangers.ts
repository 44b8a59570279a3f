/** Settings of a repository itself that name programs, or lead elsewhere, and that nothing on the command line takes back. */
import { exits, UserError } from '../errors.ts';
import type { Git } from './git.ts';

/** As git prints keys: section and name in small letters, what stands between them as it is. */
const dangerous: readonly RegExp[] = [
  /^core\.(sshcommand|gitproxy|askpass|alternaterefscommand)$/,
  /^credential\.(.*\.)?helper$/s,
  /^remote\..*\.(uploadpack|receivepack|vcs)$/s,
];

/**
 * Looks at what the repository sets for itself, in files that it includes too; the user's own settings are the user's.
 * @throws UserError (exit 3) that names the keys
 */
export async function refuseDangers(git: Git): Promise<void> {
  const found = await dangersIn(git);
  if (found.length === 0) return;
  throw new UserError(
    `the git settings of this repository would run programs: ${found.join(', ')}`,
    "if they are yours, move them to your own settings: git config --global; if not, don't use this repository",
    exits.failed,
  );
}

async function dangersIn(git: Git): Promise<string[]> {
  const parts = await git.parts(['config', '--list', '--show-scope', '-z']);
  const keys = parts.flatMap((part, at) => {
    const ofRepository = at % 2 === 1 && /^(local|worktree)$/.test(parts[at - 1] ?? '');
    return ofRepository ? [part.split('\n')[0] ?? ''] : [];
  });
  return [...new Set(keys.filter((key) => dangerous.some((pattern) => pattern.test(key))))];
}
