/** `forget <hire>`: erases a record and its backups for good, once the hire's name or id is given as confirmation. */

import { confirmForgetting, hireToForget, otherPlaces, settingsNaming } from '../actions/forget.ts';
import { historyAdvice } from '../actions/history.ts';
import { cannot, exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { longWork } from '../long-work.ts';
import { printOutcome } from '../output.ts';
import { samePerson } from '../progress/names.ts';
import { isRunId, placeOf } from '../progress/record-id.ts';
import { namesAhead } from '../session/hires.ts';
import type { HireEntry } from '../session/lookup.ts';
import { refuseToSave } from '../session/may-save.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { listText, upperFirst } from '../view/words.ts';
import { copiesOf } from '../workspace/backups.ts';
import { dropConfigCache, eraseHire, isErased } from '../workspace/forget.ts';
import { dropKept } from '../workspace/kept.ts';
import { dropKeptCounts } from '../workspace/kept-counts.ts';
import { dropVerified } from '../workspace/programs.ts';
import { recordFolders } from '../workspace/records.ts';
import { type Settings, tryChangeSettings } from '../workspace/settings.ts';

interface ForgetOptions extends Globals {
  readonly confirm?: string;
}

export async function forget(io: Io, named: string, options: ForgetOptions): Promise<Outcome | number> {
  const session = await openSession(io, options);
  const { workspace } = session;
  refuseToSave(session);
  await namesAhead(session, recordFolders);
  const hire = hireToForget(session, named);
  if (isErased(workspace, hire.id)) {
    if (options.dryRun) return unchanged(`${hire.id} is forgotten already.`);
    return finishForgetting(session, hire);
  }
  if (!options.dryRun || options.confirm !== undefined)
    await confirmForgetting(session, hire, options.confirm);
  // These are read before anything is erased: after the erasure, an error here would hide that the hire is erased.
  const settings = settingsNaming(session, hire);
  const elsewhere = await longWork(io, 'Looking for the name', (step) => otherPlaces(session, hire, step));
  const history = historyAdvice(workspace, hire.id, 'hold it as it was');
  if (options.dryRun) {
    const copies = copiesOf(workspace, hire.id).length;
    return forgottenOutcome(hire, { copies, settings, stillSet: undefined, elsewhere, history });
  }
  // Everything else comes before the record: as long as the record is there, an erasure that was cut off is found by name
  // and can be run again.
  const stillSet = dropTraces(session, hire, settings);
  // The tombstone stays for ever, so it doesn't name somebody who erases their own record.
  const whose = 'owner' in hire ? { name: hire.owner, handles: [] } : hire;
  const own = 'owner' in hire ? 'the owner' : 'the hire';
  const by = samePerson(whose, session.by) ? own : session.by;
  const erasure = { by, at: io.now().toISOString() };
  const copies = await eraseHire(workspace, hire.id, erasure).catch((error: unknown) => {
    if (settings.length > 0) tryChangeSettings(io.dirs.config, keptOf(session, settings));
    throw error;
  });
  // A command that ran meanwhile may have filled the caches again.
  dropTraces(session, hire, []);
  printOutcome(io, forgottenOutcome(hire, { copies, settings, stillSet, elsewhere, history }));
  return stillSet === undefined ? exits.ok : exits.failed;
}

/** Removes what may be left of a hire whose record is erased, and says so. */
function finishForgetting(session: Session, hire: HireEntry): Outcome {
  const settings = settingsNaming(session, hire);
  const stillSet = dropTraces(session, hire, settings);
  if (stillSet !== undefined) throw cannot(stillNamed(hire.id, stillSet), undefined);
  const already = `${hire.id} is forgotten already.`;
  if (settings.length === 0) return unchanged(already);
  return { changes: [settingsText(settings)], remarks: [already], hint: '' };
}

/**
 * Empties the caches that may hold the hire's name, and takes the given keys out of the user's settings.
 * @returns why the settings could not be changed; undefined if they were
 */
function dropTraces(
  { io: { dirs } }: Session,
  hire: HireEntry,
  settings: readonly (keyof Settings)[],
): string | undefined {
  dropConfigCache(dirs.cache);
  dropVerified(dirs.cache, hire.id);
  dropKept(dirs.cache);
  dropKeptCounts(dirs.cache);
  const without = Object.fromEntries(settings.map((key) => [key, undefined]));
  return settings.length > 0 ? tryChangeSettings(dirs.config, without) : undefined;
}

/** The values of these settings as they were when the command began. */
function keptOf({ settings }: Session, keys: readonly (keyof Settings)[]): Settings {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}

function settingsText(keys: readonly string[]): string {
  return `no longer in your settings: ${listText(keys)}`;
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
  readonly history: ReturnType<typeof historyAdvice>;
}

function stillNamed(whom: string, why: string): string {
  return `your settings still name ${whom}: ${why}`;
}

/** Says what was erased, and which copies `forget` can't erase. */
function forgottenOutcome({ name, id }: HireEntry, forgotten: Forgotten): Outcome {
  const { copies, settings, stillSet, elsewhere, history } = forgotten;
  const copied = copies === 1 ? '1 copy' : `${copies} copies`;
  const keys = listText(settings);
  return {
    changes: [
      `${name} is forgotten: ${copies === 0 ? 'the record is' : `the record and ${copied} of it are`} erased`,
      ...(settings.length > 0 && stillSet === undefined ? [settingsText(settings)] : []),
    ],
    remarks: [
      ...(stillSet === undefined
        ? []
        : [`${upperFirst(stillNamed(`${isRunId(id) ? 'it' : 'them'} (${keys})`, stillSet))}.`]),
      `${placeOf(id)} stays, with nothing but the id: it keeps the record from coming back when others' copies are merged.`,
      'The pinned program stays too; nothing personal is in it.',
      ...elsewhere,
      'Files made by `share` and copies on other machines are not reached from here.',
      ...(history?.remarks ?? []),
    ],
    hint: history?.hint ?? '',
    commands: history?.commands ?? [],
  };
}
