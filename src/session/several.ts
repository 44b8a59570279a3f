/**
 * Runs of a person who has several: which one a command is about, and what to say of the others. A chunk of its own, since most
 * people have one run.
 */
import type { CalendarDate } from '../dates.ts';
import { longDate } from '../dates.ts';
import { exits, isUserError, nameOne, UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { printOutcome } from '../output.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import { type Called, endingOf, type OtherRun } from '../plan/run.ts';
import { normaliseName } from '../progress/names.ts';
import { newcomersOf } from '../progress/newcomers.ts';
import type { Hire } from '../progress/reduce.ts';
import { unchanged } from '../view/outcome.ts';
import { hireFlag, listText, quoted } from '../view/words.ts';
import { lastRun, rememberRun } from '../workspace/last-run.ts';
import { readPinned } from '../workspace/programs.ts';
import { folderOf, listHires } from '../workspace/records.ts';
import {
  checklistCalled,
  checklistsWith,
  namelessChecklists,
  nearChecklist,
  noChecklist,
  ownerIsNoHire,
} from './checklists.ts';
import {
  allHires,
  callingOf,
  endIn,
  fitting,
  nobodyYet,
  type OpenHire,
  openHire,
  type Runs,
  readHires,
  runsNamed,
  shortNamesOf,
  withCalling,
  withoutArchived,
} from './hires.ts';
import { matchEntries } from './item-argument.ts';
import {
  doubtHint,
  labelOf,
  lastOfEach,
  matchHire,
  nobodyCalled,
  noRunText,
  personOf,
  severalFit,
} from './lookup.ts';
import { type OpenRun, runOf } from './run.ts';
import type { Session } from './session.ts';

/** What stands before a colon at the beginning of an item or of a part of a list: `release` in `release:2.3,release:2.5`. */
function prefixesIn(text: string): Iterable<RegExpExecArray> {
  return text.includes(':') ? text.matchAll(/(?:^|,)\s*([\p{L}\p{M}\p{N}._-]+):(?=\s*(\S?))/gu) : [];
}

/**
 * The run that `--run` or the items name; undefined where they name none.
 * @throws UserError if `--run`, or what stands before a number, names no run, or if two runs are named
 */
export function runNamed(
  session: Session,
  named: string | undefined,
  items: readonly string[],
): OpenHire | undefined {
  const { run: flag } = session.globals;
  const hires = allHires(session);
  const runs = hires.isEmpty() ? [] : runsNamed(session, hires, named);
  const checklists = new Map<string, OpenHire | undefined>();
  const checklist = (name: string) => {
    if (!checklists.has(name)) checklists.set(name, checklistCalled(session, name));
    return checklists.get(name);
  };
  const found = new Map<OpenHire, string>();
  const note = (name: string, isMeant: boolean) => {
    const own = runCalled(session, hires.all(), runs, name);
    if (own && isMeant) refuseShared(session, own, name);
    // Before an item stands the whole name, so that what is left is the item.
    const isChecklist = name === flag || (!own && checklistsWith(session, name).length > 0);
    const run = own ?? (isChecklist ? checklist(name) : undefined);
    if (run) found.set(run, name);
    else if (isMeant) throw noRun(session, runs, name);
  };
  if (flag !== undefined) note(flag, true);
  // A title may have a colon too, as `1:1 times` has, so that only a word before a number has to be a run; before an id it may be one.
  for (const text of items)
    for (const [, name = '', next = ''] of prefixesIn(text))
      note(name, /\d/.test(next) && /[a-z]/i.test(name));
  const [run, ...others] = found.keys();
  if (!run) return undefined;
  if (others.length > 0)
    throw new UserError(
      `${listText([...found.values()])} are several runs`,
      'give a command for each of them',
    );
  const isOther = runs.length > 0 && runs.every((each) => personOf(each) !== personOf(run));
  if (isOther && (named ?? session.globals.hire) !== undefined)
    throw new UserError(`the run ${found.get(run)} is ${run.name}'s, not ${runs[0]?.name}'s`, nameOne);
  if (folderOf(run.id) === 'runs') return run;
  return remembered(session, withCalling(session, hires, named, run));
}

/** @throws UserError where a hire's run and that of a checklist have this name */
function refuseShared(session: Session, own: OpenHire, name: string): void {
  const [list] = own.id === name ? [] : checklistsWith(session, name);
  if (!list) return;
  throw new UserError(
    `"${name}" may be a run of ${own.name}'s, or that of a checklist`,
    `say which by its id: --run ${own.id}, or --run ${list.id}`,
  );
}

/** The run with that id or, among the given runs, with that short name. */
function runCalled(
  session: Session,
  hires: readonly OpenHire[],
  runs: readonly OpenHire[],
  name: string,
): OpenHire | undefined {
  const asked = normaliseName(name);
  const called = [...grouped(runs, personOf).values()].flatMap((own) => {
    for (const run of own) endIn(session, run);
    const names = shortNamesOf(own);
    return own.filter(({ id }) => normaliseName(names.get(id) ?? '') === asked);
  });
  const run = hires.find(({ id }) => id === asked) ?? (called.length === 1 ? called[0] : undefined);
  if (run) endIn(session, run);
  return run;
}

function noRun(session: Session, runs: readonly OpenHire[], name: string): UserError {
  const [first] = runs;
  const isChecklist = nearChecklist(session, name) !== undefined || namelessChecklists(session).length > 0;
  if (isChecklist || listHires(session.workspace).length === 0) return noChecklist(session, name);
  if (!first)
    return new UserError(noRunText(name), 'say whose it is with --hire, or give the id of its record');
  return new UserError(
    `no run of ${first.name} is called "${name}"`,
    'these are there; one that has ended goes by the id of its record',
    exits.usage,
    linesOf(
      session,
      runs,
      runs.map(({ id }) => shortNamesOf(runs).get(id) ?? id),
    ),
  );
}

/**
 * The hire of this name, handle or id, even if the record can't be read; a name that several records have is refused.
 * @throws UserError if there is no hire, or the name fits no hire or several
 */
export function namedHire(session: Session, named: string): OpenHire {
  const { hire } = session.globals;
  if (hire !== undefined) refuseTwo(session, named, hire);
  const hires = readHires(session);
  if (hires.length === 0) throw nobodyYet(session);
  return matchHire(hires, named);
}

/** @throws UserError if the argument and `--hire` name different hires, since one of the two would be ignored */
export function refuseTwo(session: Session, named: string, flag: string): void {
  const hires = allHires(session);
  const meant = (text: string) => {
    const runs = fitting(session, hires, text);
    if (runs.length === 0) throw nobodyCalled(hires.all(), text);
    return runs.map(({ id }) => id).join();
  };
  if (hires.isEmpty() || meant(named) === meant(flag)) return;
  throw new UserError(`"${named}" is one hire, --hire "${flag}" is another`, nameOne);
}

/** What is known of a run that is still to be chosen. */
interface Choice {
  /** All hires of the workspace. */
  readonly hires: Runs;
  /** The runs that may be meant; none where nothing names anybody. */
  readonly runs: readonly OpenHire[];
  /** What the command line says of items. */
  readonly items: readonly string[];
  /** The command's argument. */
  readonly named: string | undefined;
  /** The text that names the hire, of the command or of the environment. */
  readonly explicit: string | undefined;
}

/**
 * The run that is meant, of none that is named or of several.
 * @throws UserError if the text names nobody or several people, or if nobody can be asked
 */
export async function chooseAmong(session: Session, choice: Choice): Promise<OpenHire> {
  const { hires, runs, explicit } = choice;
  if (explicit !== undefined && runs.length === 0) {
    const checklist = checklistCalled(session, explicit);
    if (checklist) return checklist;
    throw (
      ownerIsNoHire(session, explicit) ??
      (hires.isEmpty() ? noChecklist(session, explicit) : nobodyCalled(hires.all(), explicit))
    );
  }
  if (runs.length === 0) {
    const run = await askHire(session, hires.all());
    endIn(session, run);
    return remembered(session, run);
  }
  if (new Set(runs.map(personOf)).size > 1) throw severalFit(runs, explicit ?? '');
  const start = ({ progress }: OpenHire) => progress?.hire.start ?? '';
  return chooseRun(session, {
    ...choice,
    runs: [...runs].sort((a, b) => (start(a) < start(b) || (start(a) === start(b) && a.id < b.id) ? -1 : 1)),
  });
}

/** Asks at the terminal which hire is meant. @throws UserError (exit 4) if nobody can be asked */
async function askHire(session: Session, all: readonly OpenHire[]): Promise<OpenHire> {
  const hires = lastOfEach(withoutArchived(all), (hire) => endIn(session, hire));
  if (session.mayAsk) {
    const { askOne } = await import('../prompts.ts');
    const choices = hires.map((hire) => ({ name: labelOf(hire), value: hire.id }));
    return matchHire(hires, await askOne('Which hire is meant?', choices));
  }
  throw new UserError(
    hires.length === 1
      ? `which hire is meant? There is only ${hires.map(labelOf).join()}`
      : `which hire is meant? There are ${hires.length}: ${hires.map(labelOf).join(', ')}`,
    doubtHint(hires, 'say it with --hire'),
    exits.needsInput,
  );
}

/**
 * Which of several runs under way a command is about: the one that was named last today; else the only one in which the items are
 * open, or are at all; else the person at the terminal says it.
 * @throws UserError (exit 4) that lists them, if nobody can be asked
 */
async function chooseRun(session: Session, choice: Choice): Promise<OpenHire> {
  const { runs, items } = choice;
  const names = shortNamesOf(runs);
  const say = (run: OpenHire, why: string) => {
    const others = runs.filter((each) => each !== run).map((each) => names.get(each.id) ?? each.id);
    const text = `${names.get(run.id)}, ${why}; not ${listText(others)}`;
    return { ...run, above: printOutcome(session.io, unchanged(text)) };
  };
  const last = lastRun(session.io.dirs.config, keyOf(session, runs));
  const before = runs.find(({ id }) => id === last);
  if (before) return say(before, 'the run you named last');
  const having = (fits: (planned: PlannedItem) => boolean) =>
    items.length === 0 ? [] : runs.filter((run) => has(session, run, items, fits));
  const [open, there] = [having(isToDo), having(() => true)];
  const [only] = open.length === 1 ? open : there.length === 1 ? there : [];
  if (only) return say(only, `the only run with ${items.join(', ')}${open.includes(only) ? ' open' : ''}`);
  if (session.mayAsk) {
    const { askOne } = await import('../prompts.ts');
    const choices = runs.map((run) => ({
      name: lineOf(session, run, names.get(run.id) ?? run.id),
      value: run.id,
    }));
    const chosen = await askOne(`Which run of ${runs[0]?.name} is meant?`, choices);
    const run = runs.find(({ id }) => id === chosen) as OpenHire;
    return remembered(session, run);
  }
  throw whichRun(session, choice);
}

function whichRun(session: Session, { hires, runs, items, named }: Choice): UserError {
  const name = runs[0]?.name;
  const { command = '' } = session.globals;
  const ways = runs.map((run) => {
    const { calling = { called: run.id, usual: false } } = withCalling(session, hires, named, run);
    return wayTo(command, items, calling, run);
  });
  const lines = linesOf(session, runs, ways);
  const remedy =
    items.length > 0
      ? 'write it like this, or name the run with --run'
      : 'name it with --run, or with --hire and the id of its record';
  return new UserError(
    `which run of ${name} is meant? There are ${runs.length} under way`,
    remedy,
    exits.needsInput,
    lines,
  );
}

/** Commands that need no more than the run. */
const bare: readonly string[] = [
  'status',
  'next',
  'plan',
  'calendar',
  'review',
  'log',
  'undo',
  'finish',
  'share',
];

/** What to type for one of the runs: `release:2.3`, or `pm-onboard status --run release`. */
function wayTo(command: string, items: readonly string[], calling: Called, { id }: OpenHire): string {
  const [first = '', ...more] = items;
  if (items.length > 0) return quoted([`${calling.usual ? calling.run : id}:${first}`, ...more].join(','));
  return `${bare.includes(command) ? `pm-onboard ${command}` : ''}${hireFlag(calling)}`.trim();
}

/** A line for each run. @param firsts what each begins with */
function linesOf(session: Session, runs: readonly OpenHire[], firsts: readonly string[]): string[] {
  const width = Math.max(...firsts.map(({ length }) => length));
  return runs.map((run, at) => `  ${lineOf(session, run, (firsts[at] ?? '').padEnd(width))}`);
}

/** `--run release   Release manager onboarding, since Mon 1 Mar`. */
function lineOf(session: Session, run: OpenHire, first: string): string {
  const { progress } = run;
  if (!progress) return `${first}   ${labelOf(run)}`;
  const newcomers = newcomersOf(progress, session.today);
  const forWhom = newcomers.length > 0 ? ` for ${listText(newcomers)}` : '';
  return `${first}   ${titleOf(session, run)}${forWhom}, ${sinceText(progress.hire, session.today)}`;
}

/** `since Mon 1 Mar`, `from Mon 1 Mar`, or `until Fri 18 Dec` where a last day is said. */
export function sinceText({ start, end }: Hire, today: CalendarDate): string {
  if (end) return `last day ${longDate(end, today)}`;
  return `${start > today ? 'from' : 'since'} ${longDate(start, today)}`;
}

function titleOf({ workspace, verified }: Session, { progress }: OpenHire): string {
  try {
    return readPinned(workspace, progress?.hire.digest ?? '', verified).title;
  } catch {
    return progress?.hire.program ?? '';
  }
}

/** Whether the run has all that the items name, and something of it passes the test. */
function has(
  session: Session,
  run: OpenHire,
  items: readonly string[],
  fits: (planned: PlannedItem) => boolean,
): boolean {
  try {
    const entries = matchEntries(runOf(session, run), items);
    return entries.flatMap((entry) => ('item' in entry ? entry.item : entry.items)).some(fits);
  } catch (error) {
    if (isUserError(error)) return false;
    throw error;
  }
}

/** The run, which is from now on the one that was named last, where its person has several under way. */
export function remembered(session: Session, run: OpenHire): OpenHire {
  const calling = run.calling ?? callingOf(session, allHires(session), run);
  if (calling.run !== undefined)
    rememberRun(session.io.dirs.config, { ...keyOf(session, [run]), run: run.id });
  return run;
}

function keyOf({ workspace, today }: Session, [run]: readonly OpenHire[]) {
  return { workspace, person: run ? personOf(run) : '', on: today };
}

/**
 * What to say of the other runs of a run's person, the latest start first, and what the run is called among them.
 * @param ids the ids of their records
 */
export function othersOf(
  { session, record, progress }: OpenRun,
  ids: readonly string[],
): { readonly others: readonly OtherRun[]; readonly run?: string } {
  const { workspace, verified, today } = session;
  const all = ids.flatMap((id) => {
    const other = openHire(workspace, { id, name: id, handles: [] }, verified);
    return other.progress?.hire.person === progress.hire.person ? [other] : [];
  });
  // A checklist's run is called by its subject, whatever else is under way.
  const own: OpenHire[] = progress.hire.subject === undefined ? [{ ...progress.hire, record, progress }] : [];
  const names = shortNamesOf([...own, ...all].filter((each) => endIn(session, each) === undefined));
  const others = all.flatMap((other): OtherRun[] => {
    if (!other.progress) return [];
    const { id, program, start } = other.progress.hire;
    const run = names.get(id) ?? null;
    const ended = endingOf(other.progress);
    const how = ended
      ? `${ended.how} on ${longDate(ended.on, today)}`
      : `under way ${sinceText(other.progress.hire, today)}`;
    return [
      {
        id,
        run,
        program,
        title: titleOf(session, other),
        start,
        ended,
        text: `${run ?? program} (${id}), ${how}`,
      },
    ];
  });
  const run = names.size > 1 ? names.get(record.hire) : undefined;
  return {
    others: others.sort((a, b) => (a.start > b.start || (a.start === b.start && a.id < b.id) ? -1 : 1)),
    ...(run === undefined ? {} : { run }),
  };
}
