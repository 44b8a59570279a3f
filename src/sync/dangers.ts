/** Settings of a repository itself that name programs, or lead elsewhere, and that nothing on the command line takes back. */
import { exits, UserError } from '../errors.ts';
import type { Git } from './git.ts';

/** As git prints keys: section and name in small letters, what stands between them as it is. */
const dangerous: readonly RegExp[] = [
  /^core\.(sshcommand|gitproxy|askpass|alternaterefscommand)$/,
  // Since git 2.54; no `core.hooksPath` switches them off.
  /^hook\..*\.command$/s,
  /^remote\..*\.(uploadpack|receivepack|vcs|proxy|proxyauthmethod)$/s,
  /^fetch\.bundleuri$/,
  // Passwords may go another way, and cookies be written to any file: all but what is harmless.
  /^credential\.(?!(.*\.)?(username|usehttppath)$)/s,
  /^http\.(?!(.*\.)?(postbuffer|lowspeedlimit|lowspeedtime|useragent|version)$)/s,
  // The command line would take the name up to the sign, and leave this one as it is.
  /^filter\..*=.*$/s,
];

/**
 * Looks at what the repository sets for itself, in files that it includes too; the user's own settings are the user's.
 * @returns git with the repository's filters switched off: it may look at files whenever it writes an index
 * @throws UserError (exit 3) that names the keys of what can't be switched off
 */
export async function guarded(git: Git): Promise<Git> {
  const keys = await ownKeys(git);
  const found = keys.filter((key) => dangerous.some((pattern) => pattern.test(key)));
  if (found.length > 0)
    throw new UserError(
      `the git settings of this repository would run programs or lead elsewhere: ${found.join(', ')}`,
      "if they are yours, move them to your own settings: git config --global; if not, don't use this repository",
      exits.failed,
    );
  const filters = new Set(keys.flatMap((key) => /^filter\.(.*)\.\w+$/s.exec(key)?.[1] ?? []));
  return git.with(Object.fromEntries([...filters].flatMap((name) => off(name))));
}

function off(filter: string): (readonly [string, string])[] {
  const programs = ['clean', 'smudge', 'process'].map((kind) => [`filter.${filter}.${kind}`, ''] as const);
  return [...programs, [`filter.${filter}.required`, 'false']];
}

async function ownKeys(git: Git): Promise<string[]> {
  const parts = await git.parts(['config', '--list', '--show-scope', '-z']);
  const keys = parts.flatMap((part, at) => {
    const ofRepository = at % 2 === 1 && /^(local|worktree)$/.test(parts[at - 1] ?? '');
    return ofRepository ? [part.split('\n')[0] ?? ''] : [];
  });
  return [...new Set(keys)];
}
