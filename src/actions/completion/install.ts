/** `completion install`: puts a script where its shell looks for it, and takes it away again. Another's file is left alone. */
import { rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { sha256 } from '../../digest.ts';
import { exits, UserError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { type Outcome, unchanged } from '../../view/outcome.ts';
import { quoted } from '../../view/words.ts';
import {
  isDirectory,
  makeFolders,
  readRegularFile,
  removeEmpty,
  replaceFile,
} from '../../workspace/files.ts';
import { refuseOthers } from '../../workspace/owner.ts';
import { changedByHand } from '../output-file.ts';
import { type ShellName, scripts, shellNames } from './scripts.ts';

/** The shell that is meant: the named one, or the user's. @throws UserError for one that has no completion */
export function shellFrom(given: string | undefined, { env }: Pick<Io, 'env'>): ShellName {
  const text = given ?? env['SHELL']?.split('/').at(-1);
  const found = shellNames.find((name) => name === text);
  if (found) return found;
  if (given !== undefined)
    throw new UserError(`there is no completion for "${given}"`, `give one of ${shellNames.join(', ')}`);
  throw new UserError(
    'which shell is meant is not clear: SHELL names none that has a completion',
    `say it: pm-onboard completion install ${shellNames.join('|')}`,
    exits.needsInput,
  );
}

interface Options {
  readonly remove?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Writes the files of a shell, or removes them. All of them are looked at before one is touched.
 * @throws UserError where a file or its folder isn't the user's, or somebody has changed the file
 */
export function installed(io: Io, shell: ShellName, { remove, dryRun }: Options): Outcome {
  const text = fileText(shell);
  const files = filesOf(shell, io).map((path) => ({ path, before: ownText(path) }));
  const wrong = files.filter(({ before }) => (remove ? before !== undefined : before !== text));
  const paths = wrong.map(({ path }) => path);
  if (wrong.length === 0)
    return unchanged(
      remove
        ? `There is no completion of ours for ${shell}.`
        : `The completion for ${shell} is there already: ${files.map(({ path }) => path).join(', ')}.`,
    );
  for (const path of dryRun ? [] : paths) {
    if (remove) {
      rmSync(path);
      removeEmpty(dirname(path), topBelow(homeOf(io), path));
    } else {
      makeFolders(dirname(path));
      replaceFile(path, Buffer.from(text), undefined, 0o644);
    }
  }
  const verb = remove ? 'removed' : 'wrote';
  return {
    changes: paths.map((path) => `${dryRun ? `would have ${remove ? verb : 'written'}` : verb} ${path}`),
    remarks: remove ? [] : howRead[shell](paths[0] ?? ''),
    hint: remove ? '' : `To take it away: pm-onboard completion install ${shell} --remove`,
  };
}

/** The folder right below the home that the path leads through; for any other path the folder above its own. */
function topBelow(home: string, path: string): string {
  const [top = '..'] = relative(home, path).split(sep);
  return top === '..' ? dirname(dirname(path)) : join(home, top);
}

/** What else a shell may need to read the file. */
const howRead: Readonly<Record<ShellName, (path: string) => string[]>> = {
  bash: (path) => [
    'The next bash reads it at the first Tab, where the package bash-completion is installed. Where it is not, add to ~/.bashrc:',
    `source ${quoted(path)}`,
  ],
  zsh: (path) => [
    'If zsh does not look into that folder yet, add to ~/.zshrc, above any line with compinit:',
    `fpath=(${quoted(dirname(path))} $fpath)`,
    'and below it, unless such a line is there: autoload -Uz compinit; compinit',
  ],
  fish: () => ['The next fish reads it by itself.'],
};

/** The files of a shell in the user's own folders; bash and fish look for one that is named like the command. */
function filesOf(shell: ShellName, io: Io): string[] {
  const { env } = io;
  const data = env['XDG_DATA_HOME'] || join(homeOf(io), '.local/share');
  if (shell === 'zsh') return [join(data, 'zsh/site-functions/_pm-onboard')];
  const commands = ['pm-onboard', 'pmo'];
  if (shell === 'fish') {
    const config = env['XDG_CONFIG_HOME'] || join(homeOf(io), '.config');
    return commands.map((name) => join(config, 'fish/completions', `${name}.fish`));
  }
  const own = env['BASH_COMPLETION_USER_DIR'] || join(data, 'bash-completion');
  return commands.map((name) => join(own, 'completions', name));
}

function homeOf({ env }: Pick<Io, 'env'>): string {
  const home = env['HOME'];
  if (home) return home;
  throw new UserError('HOME is not set, so the folders of the shell are not known', 'set HOME');
}

/** The script with a line that says whose it is; zsh wants its own first line to stay the first. */
function fileText(shell: ShellName): string {
  const [first = '', ...rest] = scripts[shell].split('\n');
  const [head, body] = first.startsWith('#compdef') ? [[first], rest] : [[], [first, ...rest]];
  return [...head, markOf(body), ...body].join('\n');
}

function markOf(body: readonly string[]): string {
  return `# Made by pm-onboard completion install (${sha256(body.join('\n')).slice(0, 16)})`;
}

/**
 * The text of a file of ours; undefined where there is none.
 * @throws UserError where something else is there, or the place belongs to another account
 */
function ownText(path: string): string | undefined {
  for (let place = path; ; place = dirname(place)) {
    refuseOthers(place);
    // What is missing is made in the nearest folder that is there.
    if (place !== path && isDirectory(place)) break;
  }
  const text = readRegularFile(path)?.toString();
  if (text === undefined || isAsMade(text)) return text;
  throw changedByHand(path, 'pm-onboard completion SHELL prints what it would be');
}

/** Whether a file is as some version made it, so that it may be replaced or removed. */
function isAsMade(text: string): boolean {
  const lines = text.split('\n');
  const at = lines[0]?.startsWith('#compdef') ? 1 : 0;
  return lines[at] === markOf(lines.slice(at + 1));
}
