/** Finds the run of a checklist that a person names by its subject, by its template and subject, or by its id. */
import { exits, UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import { folderOf, glanceAt, isRecordId, listRuns, namesInRuins } from '../workspace/records.ts';
import { wordFor, wordsFor } from './checklist-words.ts';
import { endIn, fitting, type OpenHire, openHire, readHires } from './hires.ts';
import { type OpenRun, openRunOf, runOf } from './run.ts';
import type { Session } from './session.ts';

/** The run of a checklist. Its `name` is that of the person whose run it is. */
export interface Checklist extends OpenHire {
  readonly subject?: string;
  /** Which run of the template for the subject; absent for the first one. */
  readonly number?: number;
  /** The id of the template. */
  readonly program?: string;
}

/** All runs of checklists that were not forgotten; one that can't be read goes by its id. */
export function readChecklists({ workspace, verified }: Session): Checklist[] {
  const ids = listRuns(workspace);
  return ids.flatMap((id): Checklist[] => {
    // The only one is read at once, as the one that a command is about.
    const names = ids.length > 1 ? glanceAt(workspace, id) : undefined;
    if (names) return [{ id, ...names }];
    const open = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (open.absent) return [];
    if (open.error !== undefined) return [{ ...open, ...namesInRuins(workspace, id) }];
    const { subject, number, program } = open.progress?.hire ?? {};
    return [
      {
        ...open,
        ...(subject ? { subject } : {}),
        ...(number ? { number } : {}),
        ...(program ? { program } : {}),
      },
    ];
  });
}

/**
 * What a printed command calls a run: the first of its words that means it alone, else its id. A run under way is called as if
 * those that have ended were not there.
 */
export function calledChecklist(session: Session, all: readonly Checklist[], run: Checklist): string {
  const word = wordsFor(run).find((each) => {
    const meant = fittingChecklists(session, all, each);
    return meant.length === 1 && meant[0]?.id === run.id;
  });
  return word ?? run.id;
}

/** The runs of which the text is the whole name, or the id. */
export function checklistsWith(session: Session, text: string): readonly Checklist[] {
  return readChecklists(session).filter((run) => run.id === text || wordsFor(run).includes(wordFor(text)));
}

/** The runs that a text means: by the id, else by a whole name, else by a part of one; those under way before those that have ended. */
function fittingChecklists(session: Session, all: readonly Checklist[], text: string): readonly Checklist[] {
  const byId = all.filter(({ id }) => id === text);
  if (byId.length > 0) return byId;
  const asked = wordFor(text);
  if (asked === '') return [];
  const whole = all.filter((run) => wordsFor(run).includes(asked));
  const found =
    whole.length > 0 ? whole : all.filter((run) => wordsFor(run).some((word) => word.includes(asked)));
  if (found.length < 2) return found;
  const open = found.filter((run) => endIn(session, run) === undefined);
  return open.length > 0 ? open : found;
}

/** How many runs an error names at most. */
const mostNamed = 5;

/**
 * The run of a checklist that a text means, read and with what printed commands call it; undefined where it means none.
 * @throws UserError where it means several
 */
export function checklistCalled(session: Session, text: string): Checklist | undefined {
  const all = readChecklists(session);
  const found = fittingChecklists(session, all, text);
  const [run] = found;
  if (!run) return undefined;
  if (found.length > 1) {
    const words = found.map((each) => calledChecklist(session, all, each));
    const more = words.length - mostNamed;
    throw new UserError(
      `"${text}" may be ${words.slice(0, mostNamed).join(' or ')}${more > 0 ? ` or ${more} more` : ''}`,
      more > 0 ? 'name one of them; pm-onboard run lists them all' : 'name one of them',
    );
  }
  return withWord(session, all, run);
}

/**
 * The run, read, and with what printed commands call it.
 * @param hires all hires, where somebody has read them already
 */
export function withWord(
  session: Session,
  all: readonly Checklist[],
  run: Checklist,
  hires: readonly OpenHire[] = readHires(session),
): Checklist {
  endIn(session, run);
  const word = calledChecklist(session, all, run);
  // Where a hire's name is asked for, a name that hires have means them.
  const called = fitting(session, hires, word).length === 0 ? word : run.id;
  return { ...run, calling: { called, usual: true, run: word } };
}

/** The run of a checklist with this id, as commands about it get it. */
export function openChecklist(session: Session, id: string): OpenRun {
  const all = readChecklists(session);
  const run: Checklist =
    all.find((each) => each.id === id) ?? openHire(session.workspace, { id, name: id, handles: [] });
  return runOf(session, withWord(session, all, run));
}

/** The run as it goes by now: one that has ended meanwhile may be called by another name than before. */
export function reopened({ session, record }: OpenRun): OpenRun {
  const open = folderOf(record.hire) === 'runs' ? openChecklist : openRunOf;
  return open(session, record.hire);
}

/** The run of a checklist with this name. @throws UserError that suggests the nearest name, or says which there are */
export function checklistNamed(session: Session, text: string): Checklist {
  const found = checklistCalled(session, text);
  if (found) return found;
  throw noChecklist(session, text);
}

/**
 * The run that `run next` is about: the named one, that of `--run`, or the only one under way.
 * @throws UserError for a name that means none or several; with exit 4 where none is named and several are under way
 */
export function runToGoOn(session: Session, named: string): Checklist {
  const text = named.trim() || session.globals.run;
  if (text) return checklistNamed(session, text);
  const all = readChecklists(session);
  const open = all.filter((run) => endIn(session, run) === undefined);
  const [only] = open;
  if (only && open.length === 1) return withWord(session, all, only);
  if (open.length === 0)
    throw new UserError('no checklist is under way here', 'see what can be begun, and how: pm-onboard run');
  const words = open.slice(0, mostNamed).map((run) => calledChecklist(session, all, run));
  const rest = open.length > mostNamed ? '; pm-onboard run lists them all' : '';
  throw new UserError(
    'several checklists are under way',
    `say which: ${words.map((word) => `pm-onboard run next ${word}`).join(', or ')}${rest}`,
    exits.needsInput,
  );
}

/** @returns the error for a text that no run has; it suggests the nearest name */
export function noChecklist(session: Session, text: string): UserError {
  const names = namesOfChecklists(session);
  const near = nearChecklist(session, text);
  const seen = 'see which there are: pm-onboard run';
  if (names.length === 0)
    return new UserError(`no run is called "${text}": no checklist has been begun here yet`, seen);
  return new UserError(
    `no run is called "${text}"`,
    near === undefined || isRecordId(text) ? seen : `did you mean ${near}?`,
  );
}

/** The name of a run that is near to a mistyped one; undefined where none is. */
export function nearChecklist(session: Session, text: string): string | undefined {
  const [word, names] = [wordFor(text), namesOfChecklists(session)];
  return nearest(word, names)[0] ?? names.find((name) => word.length > 2 && name.includes(word));
}

function namesOfChecklists(session: Session): string[] {
  return readChecklists(session).flatMap((run) => wordsFor(run)[0] ?? run.id);
}
