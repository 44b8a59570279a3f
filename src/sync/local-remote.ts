/** What a repository in a folder of this machine would run, or be told by its configuration, when git fetches from it or sends to it. */
import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt } from '../errors.ts';
import { isDirectory, namesIn } from '../workspace/files.ts';
import type { Git } from './git.ts';

/** The folder that a URL names; undefined where it names another machine. @param root where relative paths begin */
export function localPath(url: string, root: string): string | undefined {
  if (/^file:\/\//i.test(url)) return attempt(() => fileURLToPath(url)) ?? url.slice('file://'.length);
  // As git does: with a colon before the first slash, it is a host.
  return /^[\w.+-]+:\/\//.test(url) || /^[^/]+:/.test(url) ? undefined : resolve(root, url);
}

/** Settings that run nothing: those that git itself writes, and some that say what may be pushed. */
const harmless =
  /^(core\.(repositoryformatversion|filemode|bare|ignorecase|precomposeunicode|symlinks|logallrefupdates|sharedrepository)|extensions\.(objectformat|refstorage)|receive\.(denynonfastforwards|denydeletes|denycurrentbranch)|uploadpack\.(allowfilter|allowanysha1inwant|allowtipsha1inwant|allowreachablesha1inwant)|remote\..*\.(url|fetch)|branch\..*\.(remote|merge)|user\.(name|email))$/s;

/** The hooks in a repository, and those of its settings that could run something or that nobody here knows. */
export async function trapsIn(git: Git, path: string): Promise<string[]> {
  const folder = isDirectory(join(path, '.git')) ? join(path, '.git') : path;
  const names = attempt(() => namesIn(join(folder, 'hooks'))) ?? ['hooks'];
  const hooks = names.filter((name) => !name.endsWith('.sample')).map((name) => `hooks/${name}`);
  const config = join(folder, 'config');
  if (!lstatSync(config, { throwIfNoEntry: false })) return hooks;
  const listed = await git.maybe(['config', '--file', config, '--no-includes', '--name-only', '--list']);
  const keys = (listed ?? 'config').split('\n').filter((key) => key !== '' && !harmless.test(key));
  return [...hooks, ...new Set(keys)];
}
