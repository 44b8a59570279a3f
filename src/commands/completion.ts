/** `completion`: prints the script by which a shell completes commands and values, or puts it where the shell looks for it. */
import { installed, shellFrom } from '../actions/completion/install.ts';
import { scripts } from '../actions/completion/scripts.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../view/outcome.ts';

export interface CompletionOptions {
  readonly remove?: boolean;
  readonly dryRun?: boolean;
}

/**
 * @param what the name of a shell, or `install`
 * @param shell behind `install`: for which shell
 * @throws UserError for a shell that has no completion, or for words and flags that don't go together
 */
export async function completion(
  io: Io,
  what: string | undefined,
  shell: string | undefined,
  options: CompletionOptions,
): Promise<Outcome | undefined> {
  if (what === 'install') return installed(io, shellFrom(shell, io), options);
  if (options.remove || options.dryRun)
    throw new UserError(
      `${options.remove ? '--remove' : '--dry-run'} goes with install`,
      'pm-onboard completion install --remove',
    );
  if (what === undefined)
    throw new UserError(
      'which shell is to be completed?',
      'pm-onboard completion install writes it where yours looks for it',
      exits.needsInput,
    );
  if (shell !== undefined)
    throw new UserError(`"${shell}" is one word too many`, `pm-onboard completion ${what} prints the script`);
  io.stdout.write(scripts[shellFrom(what, io)]);
  return undefined;
}
