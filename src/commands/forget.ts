/** `forget <hire>`: erases a record and its backups for good, once the hire's name is typed. */
import { exits, isUserError, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { HireEntry } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import { foldName, samePerson } from '../progress/names.ts';
import { type Globals, namedHire, openSession, readHires, type Session } from '../session.ts';
import { erasedOutcome } from '../view/forget.ts';
import { configName } from '../workspace/config.ts';
import {
  dropConfigCache,
  eraseHire,
  gitRootOf,
  hasTraces,
  isErased,
  pathInGit,
  recordsNaming,
} from '../workspace/erase.ts';
import { isHireId, namesInRuins } from '../workspace/records.ts';
import { changeSettings, type Settings } from '../workspace/settings.ts';

export interface ForgetOptions extends Globals {
  readonly confirm?: string;
}

export async function forget(io: Io, named: string, options: ForgetOptions): Promise<number> {
  const session = await openSession(io, options);
  const { workspace } = session;
  const hire = hireFrom(session, named);
  if (isErased(workspace, hire.id)) {
    printOutcome(io, { changes: [], remarks: [`${hire.id} is forgotten already.`], hint: '' });
    return exits.ok;
  }
  await confirm(session, hire, options.confirm);
  const settings = settingsNaming(session, hire);
  // Looked up first: what fails from here on must not deny that the hire is erased.
  const elsewhere = elsewhereOf(session, hire);
  const copies = await eraseHire(workspace, hire.id);
  dropConfigCache(io.dirs.cache);
  const stillSet = takeOut(io, settings);
  const root = gitRootOf(workspace);
  printOutcome(
    io,
    erasedOutcome({
      name: hire.name,
      id: hire.id,
      copies,
      settings,
      stillSet,
      elsewhere,
      inGit: root && pathInGit(root, workspace, hire.id),
    }),
  );
  return stillSet === undefined ? exits.ok : exits.failed;
}

/** By an id also what is left of a record that is gone, or was not erased wholly. */
function hireFrom(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const isKnown = readHires(session).some(({ id }) => id === named);
  if (isKnown || !isHireId(named) || !hasTraces(workspace, named)) return namedHire(session, named);
  return { id: named, name: named, handles: [], ...namesInRuins(workspace, named) };
}

/** @throws UserError where another name is given, or none and nobody can be asked (exit 4) */
async function confirm({ io, mayAsk }: Session, hire: HireEntry, given: string | undefined): Promise<void> {
  const { name, id } = hire;
  if (given === undefined && !mayAsk)
    throw new UserError(
      `what is forgotten can't be brought back: say that you mean ${name} (${id})`,
      `give the name as it is in the record: --confirm "${name}"`,
      exits.needsInput,
    );
  const typed = given ?? (await askName(io, hire));
  if (foldName(typed) === foldName(name) || typed.trim() === id) return;
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
function settingsNaming(session: Session, hire: HireEntry): (keyof Settings)[] {
  const { settings } = session;
  const others = readHires(session).filter(({ id }) => id !== hire.id);
  const names = (text: string) =>
    text === hire.id || (samePerson(hire, text) && !others.some((other) => samePerson(other, text)));
  return (['me', 'hire'] as const).filter((key) => settings[key] !== undefined && names(settings[key]));
}

/** @returns why the settings could not be changed; undefined if they were */
function takeOut({ dirs }: Io, keys: readonly (keyof Settings)[]): string | undefined {
  if (keys.length === 0) return undefined;
  try {
    changeSettings(dirs.config, Object.fromEntries(keys.map((key) => [key, undefined])));
    return undefined;
  } catch (error) {
    if (isUserError(error)) return error.message;
    const code = systemCode(error);
    if (code === undefined) throw error;
    return `the system says ${code} in ${dirs.config}`;
  }
}

/** Where the name stands besides the record: there it belongs to somebody else. */
function elsewhereOf({ workspace, config }: Session, hire: HireEntry): string[] {
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
