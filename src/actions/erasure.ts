/** What an erasure has to know: whom it is about, that they are meant, and where else they are named. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { namedHire, readHires } from '../session/hires.ts';
import type { HireEntry } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { configName } from '../workspace/config.ts';
import { hasTraces, recordsNaming } from '../workspace/erase.ts';
import { isHireId, namesInRuins } from '../workspace/records.ts';
import type { Settings } from '../workspace/settings.ts';

/** The hire of that name or id; by an id also what is left of a record that is gone, or was not erased wholly. */
export function whomToErase(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const isKnown = readHires(session).some(({ id }) => id === named);
  if (isKnown || !isHireId(named) || !hasTraces(workspace, named)) return namedHire(session, named);
  return { id: named, name: named, handles: [], ...namesInRuins(workspace, named) };
}

/** @throws UserError where another name is given, or none and nobody can be asked (exit 4) */
export async function confirmErasure(
  { io, mayAsk }: Session,
  hire: HireEntry,
  given: string | undefined,
): Promise<void> {
  const { name, id } = hire;
  if (given === undefined && !mayAsk)
    throw new UserError(
      `what is forgotten can't be brought back: say that you mean ${name} (${id})`,
      `give the name as it is in the record: --confirm "${name}"`,
      exits.needsInput,
    );
  const typed = given ?? (await askName(io, hire));
  if (normaliseName(typed) === normaliseName(name) || typed.trim() === id) return;
  throw new UserError(
    `"${typed}" is not the name of the hire who is to be forgotten, ${name} (${id})`,
    'nothing was erased',
  );
}

async function askName(io: Io, { name, id }: HireEntry): Promise<string> {
  printOutcome(io, {
    changes: [],
    remarks: [`This erases the record of ${name} (${id}) and all of its backups. Nothing brings them back.`],
    hint: `To keep it, out of the way: pm-onboard archive ${id}`,
  });
  const { askText } = await import('../prompts.ts');
  return askText({ message: 'Type the name of the hire to go on' });
}

/** Those of the user's settings that name the hire, and nobody else here. */
export function settingsNaming(session: Session, hire: HireEntry): (keyof Settings)[] {
  const { settings } = session;
  const others = readHires(session).filter(({ id }) => id !== hire.id);
  const names = (text: string) =>
    text === hire.id || (samePerson(hire, text) && !others.some((other) => samePerson(other, text)));
  return (['me', 'hire'] as const).filter((key) => settings[key] !== undefined && names(settings[key]));
}

/** Where the name stands besides the record: there it belongs to somebody else. */
export function elsewhereOf({ workspace, config }: Session, hire: HireEntry): string[] {
  const inRecords = recordsNaming(workspace, hire.name).filter((id) => id !== hire.id);
  const isHeld = Object.values(config.people)
    .flat()
    .some((person) => samePerson(person, hire.name));
  return [
    ...(inRecords.length > 0
      ? [`The name still stands in records of others, for what they did there: ${inRecords.join(', ')}.`]
      : []),
    ...(isHeld ? [`${configName} still names them under \`people\`.`] : []),
  ];
}
