/** For `start`: the buddy's own list, begun together with the hire's where somebody says yes. */
import { longDate } from '../dates.ts';
import { exits, reasonOf, UserError } from '../errors.ts';
import type { Person, Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import { newcomerRole as newcomer, newcomersOf } from '../progress/newcomers.ts';
import { endIn, type OpenHire, readHires } from '../session/hires.ts';
import { openRunOf } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { zoneOf } from '../session/zone.ts';
import type { BuddyListView } from '../view/outcome.ts';
import { hireFlag, listText, plural, quoted } from '../view/words.ts';
import { presentProgram } from '../workspace/program-files.ts';
import { foreseeStart, type NewHire, writeRun } from './start.ts';
import { nameOfPerson, peopleCalled, withProgress } from './start-kin.ts';

/** The id of the program that a buddy follows for one newcomer. */
const buddyProgram = 'buddy';

/** A list that is to be begun for a buddy. */
interface BuddyList {
  readonly program: Program;
  readonly hire: NewHire;
  /** The run as it would be. */
  readonly foreseen: Run;
}

/** What `start` begins for the buddies of a hire, and what it has to say of those who have their list already. */
export interface BuddyLists {
  readonly lists: readonly BuddyList[];
  readonly remarks: readonly string[];
}

const none: BuddyLists = { lists: [], remarks: [] };

/**
 * The lists that `--buddy-checklist` asks for. Without the flag, and without `--no-buddy-checklist`, the person at the terminal
 * is asked where a buddy is named; where nobody can be asked, none is begun.
 * @param wanted the flag
 * @param of the hire, with the run as it would be
 * @throws UserError where the flag is given and the hire has no buddy, or nobody can tell which of several people the buddy is
 */
export async function takeBuddyLists(
  session: Session,
  wanted: boolean | undefined,
  of: { readonly hire: NewHire; readonly run: Run },
): Promise<BuddyLists> {
  if (wanted === false || (wanted === undefined && !session.mayAsk)) return none;
  const { program: ofHire, people } = of.run;
  const isForNewcomers = ofHire.id !== buddyProgram && ofHire.anchor !== 'end';
  const buddies = isForNewcomers ? (people.get('buddy') ?? []) : [];
  if (buddies.length === 0) {
    if (!wanted) return none;
    throw nobodyIsBuddy(ofHire, isForNewcomers);
  }
  const program = await presentProgram(session, buddyProgram);
  if (!program || !Object.hasOwn(program.roles, newcomer) || program.anchor === 'end') {
    if (!wanted) return none;
    throw noSuchList(program);
  }
  const found = buddies.map((buddy) => listFor(session, program, buddy, of.hire));
  const lists = found.flatMap((each) => (typeof each === 'string' ? [] : each));
  const has = found.flatMap((each) => (typeof each === 'string' ? each : []));
  if (wanted) return { lists, remarks: has };
  return lists.length > 0 && (await isWanted(lists, of.hire.name)) ? { lists, remarks: [] } : none;
}

function nobodyIsBuddy({ roles, id }: Program, isForNewcomers: boolean): UserError {
  return Object.hasOwn(roles, 'buddy') && isForNewcomers
    ? new UserError('--buddy-checklist: nobody is named as buddy', 'name somebody with --buddy too')
    : new UserError(`--buddy-checklist: the program ${id} has no buddy`, 'leave it out');
}

function noSuchList(program: Program | undefined): UserError {
  if (program?.anchor === 'end')
    return new UserError(
      `--buddy-checklist: the dates of the program ${program.id} count back from a last day`,
      'take `anchor: end` out of its program.yaml, or leave the flag out',
    );
  return program
    ? new UserError(
        `--buddy-checklist: the program ${program.id} names nobody as its newcomer`,
        `give it the role in its program.yaml: \`${newcomer}: { title: Newcomer, required: true }\``,
      )
    : new UserError(
        `--buddy-checklist: there is no program ${buddyProgram}`,
        'leave it out; see what there is: pm-onboard start --list',
      );
}

async function isWanted(lists: readonly BuddyList[], name: string): Promise<boolean> {
  const { askYesNo } = await import('../prompts.ts');
  const names = listText(lists.map(({ hire }) => hire.name));
  const size = plural(lists[0]?.foreseen.plan.items.length ?? 0, 'item');
  return askYesNo(`Begin a buddy's own list for ${names} too (${size}, to look after ${name})?`, false);
}

/**
 * @returns a sentence where the buddy has the list already
 * @throws UserError where several people of the buddy's name are known here
 */
function listFor(session: Session, program: Program, buddy: Person, hire: NewHire): BuddyList | string {
  const hires = readHires(session);
  const { name, start } = hire;
  const people = peopleCalled(session, hires, buddy.name);
  const same = hires.find((each) => samePerson(each, buddy.name) && isListOf(session, each, program, hire));
  if (same) return `${same.name} has the buddy's list for ${name} already (${same.id}).`;
  if (people.length > 1) throw severalBuddies(buddy.name, people, program, hire);
  const earlier = people[0] && withProgress(people[0]);
  const managers = Object.hasOwn(program.roles, 'manager') ? hire.roles.get('manager') : undefined;
  const own: NewHire = {
    name: earlier ? nameOfPerson(earlier, buddy.name) : buddy.name,
    earlier,
    start,
    end: undefined,
    roles: new Map([[newcomer, [name]], ...(managers ? [['manager', managers] as const] : [])]),
    me: false,
    zone: zoneOf(earlier?.progress.hire, session.io),
    // What a program of the workspace's own asks of its buddies is asked by `status`, not in the middle of another's start.
    traits: new Map(),
  };
  return { program, hire: own, foreseen: foreseeStart(session, program, own, undefined) };
}

/** Whether a run is a buddy's list, under way, for the hire who starts on that day. */
function isListOf(session: Session, run: OpenHire, { id }: Program, { name, start }: NewHire): boolean {
  if (endIn(session, run) !== undefined) return false;
  const { progress } = run;
  if (progress?.hire.program !== id || progress.hire.start !== start) return false;
  return newcomersOf(progress, session.today).some((each) => samePerson({ name, handles: [] }, each));
}

function severalBuddies(
  name: string,
  people: readonly OpenHire[],
  program: Program,
  hire: NewHire,
): UserError {
  const command = commandFor(name, program, hire);
  return new UserError(
    `--buddy-checklist: ${people.length} people here are called ${name}`,
    'start without it, then begin the list of the one who is meant:',
    exits.usage,
    people.map(({ id }) => `  ${command} --another-run --hire ${id}`),
  );
}

/** The command that begins the list alone. */
function commandFor(buddy: string, { id }: Program, { name, start }: NewHire): string {
  const who = `--name ${quoted(buddy)} --start ${start} --no-me`;
  return `pm-onboard start --program ${id} ${who} --role ${quoted(`${newcomer}=${name}`)}`;
}

/** What was begun for a buddy. */
interface Begun extends BuddyListView {
  /** How a printed command names the run. */
  readonly flag: string;
}

/**
 * Writes the records of the lists; in a dry run, says what would be written.
 * @param newcomerName whom they are for; that run has been written already
 * @throws UserError where one can't be written: it says that the hire has been started all the same
 */
export async function beginBuddyLists(
  session: Session,
  { lists }: BuddyLists,
  newcomerName: string,
  dryRun: boolean | undefined,
): Promise<Begun[]> {
  const begun: Begun[] = [];
  for (const { program, hire, foreseen } of lists) {
    const { name, start } = hire;
    const said = { name, program: program.id, start, items: foreseen.plan.items.length };
    const id = dryRun ? null : await written(session, program, hire, newcomerName);
    const flag = id === null ? '' : hireFlag(openRunOf(session, id));
    begun.push({ hire: id, newcomer: newcomerName, ...said, flag });
  }
  return begun;
}

async function written(
  session: Session,
  program: Program,
  hire: NewHire,
  newcomerName: string,
): Promise<string> {
  try {
    return await writeRun(session, program, hire, undefined);
  } catch (error) {
    throw new UserError(
      `${newcomerName} has been started, but the buddy's list of ${hire.name} has not: ${reasonOf(error)}`,
      `don't start ${newcomerName} again; begin the list: ${commandFor(hire.name, program, { ...hire, name: newcomerName })}${hire.earlier ? ' --another-run' : ''}`,
      exits.failed,
    );
  }
}

/** A sentence on each list that was begun. */
export function buddyListText({ name, newcomer: of, items, start, flag }: Begun, { today }: Session): string {
  const text = `${name} has a buddy's list for ${of}: ${plural(items, 'item')}, from ${longDate(start, today)} on`;
  return flag === '' ? text : `${text}: pm-onboard status${flag}`;
}
