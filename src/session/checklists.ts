/** Finds the run of a checklist that a person names by its subject, by its template and subject, or by its id. */
import { cannot, exits, nameOne, UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import { quoted } from '../view/words.ts';
import { folderOf, isRecordId } from '../workspace/records.ts';
import { runsIn } from './all-runs.ts';
import { wordFor, wordsFor } from './checklist-words.ts';
import { endIn, fitting, type OpenHire, openHire, readHires } from './hires.ts';
import { among, noRunText } from './lookup.ts';
import { type OpenRun, openRunOf, runOf } from './run.ts';
import type { Session } from './session.ts';

/** The run of a checklist. Its `name` is that of the person whose run it is. */
export interface Checklist extends OpenHire {
  readonly subject?: string;
  /** Which run of the template for the subject; absent for the first one. */
  readonly number?: number;
}

/** All runs of checklists that were not forgotten; one that can't be read goes by its id. */
export function readChecklists(session: Session): readonly Checklist[] {
  return runsIn(session, 'runs').all();
}

/**
 * What a printed command calls a run: the first of its words that means it alone, else its id. A run under way is called as if
 * those that have ended were not there.
 * @param hires all hires, where somebody has read them already
 */
export function calledChecklist(
  session: Session,
  all: readonly Checklist[],
  run: Checklist,
  hires: readonly OpenHire[] = readHires(session),
): string {
  const word = wordsFor(run).find((each) => {
    const meant = fittingChecklists(session, all, each);
    return meant.length === 1 && meant[0]?.id === run.id && !isOfHire(hires, each);
  });
  return word ?? run.id;
}

/** Whether a hire's run may go by the word too: by the id of its program, with a number where there are several. */
function isOfHire(hires: readonly OpenHire[], word: string): boolean {
  const words = [word, word.replace(/-\d+$/, '')];
  return hires.some(({ program = '', progress }) => words.includes(progress?.hire.program ?? program));
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
    const hires = readHires(session);
    const words = found.map((each) => calledChecklist(session, all, each, hires));
    const more = words.length - mostNamed;
    throw new UserError(
      `"${text}" may be ${words.slice(0, mostNamed).join(' or ')}${more > 0 ? ` or ${more} more` : ''}`,
      more > 0 ? `${nameOne}; pm-onboard run lists them all` : nameOne,
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
  const word = calledChecklist(session, all, run, hires);
  // Where a hire's name is asked for, a name that hires have means them.
  const called = fitting(session, among(hires), word).length === 0 ? word : run.id;
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
 * The run that `run next` is about: the named one, that of `--run`, the only one under way, or that which a person picks.
 * @throws UserError for a name that means none or several; with exit 4 where none is named, several are under way, and nobody can
 *   be asked
 */
export async function runToGoOn(session: Session, named: string): Promise<Checklist> {
  const text = named.trim() || session.globals.run;
  if (text) return checklistNamed(session, text);
  const all = readChecklists(session);
  const open = all.filter((run) => endIn(session, run) === undefined);
  const [only] = open;
  if (only && open.length === 1) return withWord(session, all, only);
  if (open.length === 0)
    throw new UserError('no checklist is under way here', 'see what can be begun, and how: pm-onboard run');
  const hires = readHires(session);
  if (session.mayAsk) {
    const words = new Map(open.map((run) => [calledChecklist(session, all, run, hires), run] as const));
    const { askOne } = await import('../prompts.ts');
    const choices = [...words.keys()].sort().map((word) => ({ name: word, value: word }));
    return withWord(session, all, words.get(await askOne('Which checklist?', choices)) as Checklist);
  }
  const words = open
    .slice(0, mostNamed)
    .map((run) => calledChecklist(session, all, run))
    .sort();
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
  // It may be one of these: only an id says that it isn't.
  const nameless = namelessChecklists(session);
  if (nameless.length > 0 && !isRecordId(text))
    return cannot(
      `no run that can be read is called "${text}"`,
      `${near === undefined ? '' : `did you mean ${near}? `}What is wrong with those that can't be read: pm-onboard doctor`,
      nameless.map(({ id }) => `  runs/${id}.json can't be read`),
    );
  if (names.length === 0)
    return new UserError(`${noRunText(text)}: no checklist has been begun here yet`, seen);
  return new UserError(
    noRunText(text),
    near === undefined || isRecordId(text) ? seen : `did you mean ${near}?`,
  );
}

/** The error for a name that is that of nobody's run as a hire, but of somebody with checklists under way; undefined for any other. */
export function ownerIsNoHire(session: Session, text: string): UserError | undefined {
  const run = fitting(session, among(readChecklists(session)), text).find(
    (each) => endIn(session, each) === undefined,
  );
  return (
    run &&
    new UserError(
      `${run.name} is no hire here, and owns checklists`,
      `see them: pm-onboard report ${quoted(run.name)}`,
    )
  );
}

/** The runs of which nothing tells what they are called, as their records can't be read. */
export function namelessChecklists(session: Session): readonly Checklist[] {
  return readChecklists(session).filter(({ subject }) => subject === undefined);
}

/** The name of a run that is near to a mistyped one; undefined where none is. */
export function nearChecklist(session: Session, text: string): string | undefined {
  const [word, names] = [wordFor(text), namesOfChecklists(session)];
  return nearest(word, names)[0] ?? names.find((name) => word.length > 2 && name.includes(word));
}

function namesOfChecklists(session: Session): string[] {
  return readChecklists(session).flatMap((run) => wordsFor(run)[0] ?? run.id);
}
