/** `forget`: whose record is meant, the confirmation, and where else the name stands. */
import { longDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Step } from '../long-work.ts';
import { printOutcome } from '../output.ts';
import { endingOf } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { isRunId } from '../progress/record-id.ts';
import { checklistCalled } from '../session/checklists.ts';
import { openHire, readHires } from '../session/hires.ts';
import { type HireEntry, hiresMeant, personOf } from '../session/lookup.ts';
import { type RunEntry, runEntries, runEntryOf } from '../session/run-entries.ts';
import type { Session } from '../session/session.ts';
import { namedHire } from '../session/several.ts';
import { unchanged } from '../view/outcome.ts';
import { listText, quoted } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { hasTraces, isErased, recordsNaming } from '../workspace/forget.ts';
import { isRecordId, listRecords, namesInRuins } from '../workspace/records.ts';
import type { Settings } from '../workspace/settings.ts';

/**
 * The hire of that name or id, or the run of a checklist that is called so, where no hire is. An id also finds the remains of a record
 * that is gone or was not erased completely.
 */
export function hireToForget(session: Session, named: string): HireEntry | RunEntry {
  const { workspace } = session;
  const hires = readHires(session);
  const run = hiresMeant(hires, named).length === 0 ? checklistCalled(session, named) : undefined;
  if (run) return runEntryOf(run.id, run);
  const isKnown = hires.some(({ id }) => id === named);
  if (isKnown || !isRecordId(named) || !hasTraces(workspace, named)) return hireNamed(session, named);
  const names = namesInRuins(workspace, named);
  return isRunId(named) ? runEntryOf(named, names) : { id: named, name: named, handles: [], ...names };
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
    const erased = listRecords(session.workspace).filter((id) => isErased(session.workspace, id));
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
  const known = [name, ...(isRunId(id) ? hire.handles : [])].map(normaliseName);
  if (known.includes(normaliseName(typed)) || typed.trim() === id) return;
  const whose = isRunId(id) ? 'the run that' : 'the hire who';
  throw new UserError(
    `"${typed}" is not the name of ${whose} is to be forgotten, ${name} (${id})`,
    'nothing was erased',
  );
}

async function askName(io: Io, { name, id }: HireEntry): Promise<string> {
  const remark = `This erases the record of ${name} (${id}) and all of its backups. Nothing brings them back.`;
  printOutcome(io, unchanged(remark, `To keep it, out of the way: pm-onboard archive ${id}`));
  const { askText } = await import('../prompts.ts');
  return askText({ message: `Type the name of the ${isRunId(id) ? 'run' : 'hire'} to go on` });
}

/** The keys of the user's settings that name this hire and no other hire of the workspace. */
export function settingsNaming(session: Session, hire: HireEntry): (keyof Settings)[] {
  const { settings } = session;
  // What a run is of may be a person's name too, of whom nothing is forgotten.
  if (isRunId(hire.id)) return settings.hire === hire.id ? ['hire'] : [];
  const others = readHires(session).filter(({ id }) => id !== hire.id);
  const names = (text: string) =>
    text === hire.id || (samePerson(hire, text) && !others.some((other) => samePerson(other, text)));
  return (['me', 'hire'] as const).filter((key) => settings[key] !== undefined && names(settings[key]));
}

/** A sentence for each other place where the name stays: files of other hires or of the team, which `forget` leaves alone. @param step how far the search is */
export async function otherPlaces(session: Session, hire: HireEntry, step: Step): Promise<string[]> {
  const { workspace, config } = session;
  if (isRunId(hire.id)) return [];
  const runs = readHires(session).filter(({ id, person }) => id !== hire.id && person === hire.person);
  const isTheirs = ({ person, owner }: RunEntry) =>
    (person !== undefined && person === hire.person) || samePerson(hire, owner);
  const worked = runEntries(session).filter(isTheirs);
  const told = new Set([hire.id, ...worked.map(({ id }) => id)]);
  const naming = await recordsNaming(workspace, hire.name, step);
  const inRecords = naming.filter((id) => !told.has(id));
  const isHeld = Object.values(config.people)
    .flat()
    .some((person) => samePerson(person, hire.name));
  return [
    ...(hire.person !== undefined && runs.length > 0
      ? [`Other runs of theirs stay: ${runs.map(({ id }) => `pm-onboard forget ${id}`).join(', ')}.`]
      : []),
    // What was recorded in a checklist's run is the team's, so that no run goes with its owner.
    ...(worked.length > 0
      ? [
          `Runs of checklists that they owned stay, with the name. ${worked.map(({ id, name }) => `${name}: pm-onboard forget ${id}`).join('; ')}`,
        ]
      : []),
    ...(inRecords.length > 0
      ? [`The name still stands in records of others, for what they did there: ${inRecords.join(', ')}.`]
      : []),
    ...(isHeld ? [`${configName} still names them under \`people\`.`] : []),
  ];
}
