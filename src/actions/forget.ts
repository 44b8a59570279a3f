/** `forget`: whose record is meant, the confirmation, and where else the name stands. */
import { longDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { endingOf } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { openHire, readHires } from '../session/hires.ts';
import { type HireEntry, hiresMeant, personOf } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { namedHire } from '../session/several.ts';
import { unchanged } from '../view/outcome.ts';
import { listText, quoted } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { hasTraces, isErased, recordsNaming } from '../workspace/forget.ts';
import { isRecordId, listHires, namesInRuins } from '../workspace/records.ts';
import type { Settings } from '../workspace/settings.ts';

/** The hire of that name or id; an id also finds the remains of a record that is gone or was not erased completely. */
export function hireToForget(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const isKnown = readHires(session).some(({ id }) => id === named);
  if (isKnown || !isRecordId(named) || !hasTraces(workspace, named)) return hireNamed(session, named);
  return { id: named, name: named, handles: [], ...namesInRuins(workspace, named) };
}

/**
 * The hire of that name. What is erased is one record, for good, so that a name which fits several is refused, also where they
 * are runs of one person of which one is under way.
 * @throws UserError also where hires are forgotten already, under which ids: no name tells
 */
function hireNamed(session: Session, named: string): HireEntry {
  const fitting = hiresMeant(readHires(session), named);
  if (fitting.length > 1 && new Set(fitting.map(personOf)).size === 1) throw severalRecords(session, fitting);
  try {
    return namedHire(session, named);
  } catch (error) {
    const erased = listHires(session.workspace).filter((id) => isErased(session.workspace, id));
    if (!isUserError(error) || erased.length === 0) throw error;
    const known = `forgotten here already, and known by the id alone: ${listText(erased)}`;
    throw new UserError(error.message, error.hint ? `${error.hint}; ${known}` : known, error.exit);
  }
}

function severalRecords({ workspace, today }: Session, records: readonly HireEntry[]): UserError {
  const lines = records.map((hire) => {
    const { progress } = openHire(workspace, hire);
    const ended = progress && endingOf(progress);
    const how = ended ? `${ended.how} on ${longDate(ended.on, today)}` : 'under way';
    return `  pm-onboard forget ${hire.id}${progress ? `   ${progress.hire.program}, ${how}` : ''}`;
  });
  return new UserError(
    `${records[0]?.name} has ${records.length} records, and one is erased at a time`,
    'name the record',
    exits.usage,
    lines,
  );
}

/** @throws UserError where another name is given; with exit 4 where no name is given and nobody can be asked */
export async function confirmForgetting(
  { io, mayAsk }: Session,
  hire: HireEntry,
  given: string | undefined,
): Promise<void> {
  const { name, id } = hire;
  if (given === undefined && !mayAsk)
    throw new UserError(
      `what is forgotten can't be brought back: say that you mean ${name} (${id})`,
      `give the name as it is in the record: --confirm ${quoted(name)}`,
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
  const remark = `This erases the record of ${name} (${id}) and all of its backups. Nothing brings them back.`;
  printOutcome(io, unchanged(remark, `To keep it, out of the way: pm-onboard archive ${id}`));
  const { askText } = await import('../prompts.ts');
  return askText({ message: 'Type the name of the hire to go on' });
}

/** The keys of the user's settings that name this hire and no other hire of the workspace. */
export function settingsNaming(session: Session, hire: HireEntry): (keyof Settings)[] {
  const { settings } = session;
  const others = readHires(session).filter(({ id }) => id !== hire.id);
  const names = (text: string) =>
    text === hire.id || (samePerson(hire, text) && !others.some((other) => samePerson(other, text)));
  return (['me', 'hire'] as const).filter((key) => settings[key] !== undefined && names(settings[key]));
}

/** A sentence for each other place where the name stays: files of other hires or of the team, which `forget` leaves alone. */
export function otherPlaces(session: Session, hire: HireEntry): string[] {
  const { workspace, config } = session;
  const runs = readHires(session).filter(({ id, person }) => id !== hire.id && person === hire.person);
  const inRecords = recordsNaming(workspace, hire.name).filter((id) => id !== hire.id);
  const isHeld = Object.values(config.people)
    .flat()
    .some((person) => samePerson(person, hire.name));
  return [
    ...(hire.person !== undefined && runs.length > 0
      ? [`Other runs of theirs stay: ${runs.map(({ id }) => `pm-onboard forget ${id}`).join(', ')}.`]
      : []),
    ...(inRecords.length > 0
      ? [`The name still stands in records of others, for what they did there: ${inRecords.join(', ')}.`]
      : []),
    ...(isHeld ? [`${configName} still names them under \`people\`.`] : []),
  ];
}
