/** `forget <hire>`: erases a record and its backups for good, once the hire's name or id is given as confirmation. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { namedHire, readHires } from '../session/hires.ts';
import type { HireEntry } from '../session/lookup.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { listText } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { dropConfigCache, eraseHire, hasTraces, isErased, recordsNaming } from '../workspace/forget.ts';
import { gitRootOf, pathInGit } from '../workspace/git-folder.ts';
import { dropVerified } from '../workspace/programs.ts';
import { isHireId, namesInRuins, recordPath } from '../workspace/records.ts';
import { type Settings, tryChangeSettings } from '../workspace/settings.ts';

interface ForgetOptions extends Globals {
  readonly confirm?: string;
}

export async function forget(io: Io, named: string, options: ForgetOptions): Promise<Outcome | number> {
  const session = await openSession(io, options);
  const { workspace } = session;
  const hire = hireToForget(session, named);
  if (isErased(workspace, hire.id)) return unchanged(`${hire.id} is forgotten already.`);
  await confirmForgetting(session, hire, options.confirm);
  // These are read before anything is erased: after the erasure, an error here would hide that the hire is erased.
  const settings = settingsNaming(session, hire);
  const elsewhere = otherPlaces(session, hire);
  const copies = await eraseHire(workspace, hire.id);
  dropConfigCache(io.dirs.cache);
  dropVerified(io.dirs.cache, hire.id);
  const without = Object.fromEntries(settings.map((key) => [key, undefined]));
  const stillSet = settings.length > 0 ? tryChangeSettings(io.dirs.config, without) : undefined;
  const root = gitRootOf(workspace);
  const inGit = root && pathInGit(root, recordPath(workspace, hire.id));
  printOutcome(io, forgottenOutcome(hire, { copies, settings, stillSet, elsewhere, inGit }));
  return stillSet === undefined ? exits.ok : exits.failed;
}

/** The hire of that name or id; an id also finds the remains of a record that is gone or was not erased completely. */
function hireToForget(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const isKnown = readHires(session).some(({ id }) => id === named);
  if (isKnown || !isHireId(named) || !hasTraces(workspace, named)) return namedHire(session, named);
  return { id: named, name: named, handles: [], ...namesInRuins(workspace, named) };
}

/** @throws UserError where another name is given; with exit 4 where no name is given and nobody can be asked */
async function confirmForgetting(
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
  const remark = `This erases the record of ${name} (${id}) and all of its backups. Nothing brings them back.`;
  printOutcome(io, unchanged(remark, `To keep it, out of the way: pm-onboard archive ${id}`));
  const { askText } = await import('../prompts.ts');
  return askText({ message: 'Type the name of the hire to go on' });
}

/** The keys of the user's settings that name this hire and no other hire of the workspace. */
function settingsNaming(session: Session, hire: HireEntry): (keyof Settings)[] {
  const { settings } = session;
  const others = readHires(session).filter(({ id }) => id !== hire.id);
  const names = (text: string) =>
    text === hire.id || (samePerson(hire, text) && !others.some((other) => samePerson(other, text)));
  return (['me', 'hire'] as const).filter((key) => settings[key] !== undefined && names(settings[key]));
}

/** A sentence for each other place where the name stays: files of other hires or of the team, which `forget` leaves alone. */
function otherPlaces({ workspace, config }: Session, hire: HireEntry): string[] {
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

interface Forgotten {
  /** How many backups and other copies of the record were erased. */
  readonly copies: number;
  /** The keys of the user's settings that named the hire. */
  readonly settings: readonly string[];
  /** Why the settings could not be changed; undefined if they were changed. */
  readonly stillSet: string | undefined;
  /** Sentences from {@link otherPlaces}. */
  readonly elsewhere: readonly string[];
  /** The record's path in the git work tree around the workspace; undefined where there is none. */
  readonly inGit: string | undefined;
}

/** Says what was erased, and which copies `forget` can't erase. */
function forgottenOutcome({ name, id }: HireEntry, forgotten: Forgotten): Outcome {
  const { copies, settings, stillSet, elsewhere, inGit } = forgotten;
  const copied = copies === 1 ? '1 copy' : `${copies} copies`;
  const keys = listText(settings);
  return {
    changes: [
      `${name} is forgotten: ${copies === 0 ? 'the record is' : `the record and ${copied} of it are`} erased`,
      ...(settings.length > 0 && stillSet === undefined ? [`no longer in your settings: ${keys}`] : []),
    ],
    remarks: [
      ...(stillSet === undefined ? [] : [`Your settings still name them (${keys}): ${stillSet}.`]),
      `hires/${id}.json stays, with nothing but the id: it keeps the record from coming back when others' copies are merged.`,
      'The pinned program stays too; nothing personal is in it.',
      ...elsewhere,
      'Files made by `share` and copies on other machines are not reached from here.',
      ...(inGit === undefined
        ? []
        : [
            `This is a git work tree: if ${inGit} was ever committed, earlier commits and everybody's clones still hold it as it was.`,
            'To take it out of the history: keep a copy of the file as it is now, rewrite the history with git filter-repo, put the copy back and commit it, push by force, and have everybody make a new clone.',
          ]),
    ],
    ...(inGit === undefined
      ? { hint: '' }
      : {
          hint: "Not run for you, since it rewrites everybody's history. In a fresh clone:",
          commands: [`git filter-repo --invert-paths --path-glob '*${id}*'`],
        }),
  };
}
