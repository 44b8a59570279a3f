/** Who has joined: by a flag, by the settings, or asked. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { belongs } from '../plan/sign-off.ts';
import { samePerson } from '../progress/names.ts';
import { type OpenHire, readHires } from '../session/hires.ts';
import { cleanName } from '../session/lookup.ts';
import { openRuns } from '../session/run.ts';
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

/** Whether anybody here is called that: a hire, or one of those who look after them. */
export function isKnownHere(session: Session, name: string): boolean {
  const team = Object.values(session.config.people).flat();
  const known = [...readHires(session), ...team];
  return (
    known.some((person) => samePerson(person, name)) ||
    openRuns(session).runs.some(({ progress: { hire }, people }) => belongs(name, { hire, people, team }))
  );
}

/** From now on, commands are given by them, and are about the hire that they are, or about nobody before others. */
export function rememberName(io: Io, name: string, hire: string | undefined): void {
  changeSettings(io.dirs.config, { me: name, hire });
}
