/** Who has joined: by a flag, by the settings, or asked. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { samePerson } from '../progress/names.ts';
import { type OpenHire, readHires } from '../session/hires.ts';
import { cleanName } from '../session/lookup.ts';
import type { Globals, Session } from '../session/session.ts';
import { changeSettings, readSettings } from '../workspace/settings.ts';

/**
 * The name, as far as it is known before anything is there to choose from.
 * @throws UserError (exit 4) where it is not, and nobody can be asked
 */
export function knownName(io: Io, { as, input }: Globals, me: string | undefined): string | undefined {
  const name = me ?? as ?? readSettings(io.dirs.config).me;
  if (name !== undefined || (io.interactive && input)) return name;
  throw new UserError('who are you?', 'say it with --me "Your Name"', exits.needsInput);
}

const somebodyElse = 'somebody else';

export async function askName(session: Session): Promise<string> {
  const { askOne, askText } = await import('../prompts.ts');
  const hires = readHires(session).filter(({ progress }) => !progress?.archived);
  const choices = [...hires.map(({ name }) => name), somebodyElse].map((name) => ({ name, value: name }));
  const chosen = hires.length > 0 ? await askOne('Who are you?', choices) : somebodyElse;
  if (chosen !== somebodyElse) return chosen;
  return cleanName(await askText({ message: 'Your name' }), 'the name');
}

/** The hire of that name, if there is one. */
export function hireCalled(session: Session, name: string): OpenHire | undefined {
  const called = readHires(session).filter((hire) => samePerson(hire, name));
  return called.find(({ progress }) => !progress?.archived) ?? called[0];
}

/** From now on, commands are given by them, and are about the hire that they are. */
export function rememberName(io: Io, name: string, hire: string | undefined): void {
  changeSettings(io.dirs.config, { me: name, ...(hire === undefined ? {} : { hire }) });
}
