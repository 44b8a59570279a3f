/** Sharing through git: says what was sent and what came in, and joins a shared workspace from one more machine. */
import type { CalendarDate } from '../dates.ts';
import { attempt, exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { belongs } from '../plan/sign-off.ts';
import type { UnknownEvent } from '../progress/event.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { isRunId } from '../progress/record-id.ts';
import { type OpenHire, readHires } from '../session/hires.ts';
import { cleanName } from '../session/lookup.ts';
import { openRecords } from '../session/run.ts';
import { type Globals, openTolerant, type Session, type TolerantSession } from '../session/session.ts';
import {
  type Copy,
  type HireNews,
  type LeftFile,
  newsText,
  type SetAside,
  type SyncResult,
  shortTitle,
} from '../sync/commit-message.ts';
import { contentsOfFolder, type Fault } from '../sync/contents.ts';
import { shownUrl } from '../sync/git-failure.ts';
import { foreseeJoining, type Joined, joinSharing, type Place } from '../sync/join-sharing.ts';
import type { Reverted } from '../sync/reverts.ts';
import { knownBytes, settledIn } from '../sync/settled.ts';
import { type Remote, readSharedState } from '../sync/shared-state.ts';
import { realPatience, syncAgreed } from '../sync/sync.ts';
import { otherBranchRemarks } from '../view/other-branches.ts';
import { type Outcome, seeHow, unchanged } from '../view/outcome.ts';
import { listText, plural, quoted } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { eraseHire } from '../workspace/forget.ts';
import { listRecords, readRecord } from '../workspace/records.ts';
import { changeSettings, readSettings } from '../workspace/settings.ts';
import { mergeSentences } from './merged.ts';

/** How long git may take after a command that records something, in milliseconds: nobody wants to wait longer. */
const brief = { local: 20_000, network: 20_000 };

/** Shares the new events of this workspace; undefined if there are none, or if sharing is not switched on. */
export async function syncIfNew(session: Session): Promise<Outcome | undefined> {
  const state = readSharedState(session.io, session.workspace);
  if (!state) return undefined;
  const { io, workspace } = session;
  const asShared = settledIn(workspace, knownBytes(io, workspace), state.events);
  const { records } = await contentsOfFolder(workspace, asShared);
  const isNew = [...records.values()].some(({ hire, events }) => events.length !== state.events[hire]);
  if (!isNew) return undefined;
  const { result, remote, branch } = await syncAgreed(session, realPatience, {
    wait: brief,
    isAutomatic: true,
    unchanged: asShared,
  });
  const counts = receivedCounts(session, result);
  return { ...syncedOutcome(result, { remote, branch }, counts, session.today), hint: '' };
}

/** Sentences on the items that are done or open again by their count, because of what a sync has received. */
export function receivedCounts(session: Session, { received }: SyncResult): string[] {
  return received.flatMap(({ hire, name, events }) => {
    const after = attempt(() => readRecord(session.workspace, hire));
    if (!after) return [];
    const fresh = new Set(events.map(({ id }) => id));
    const before = { ...after, events: after.events.filter(({ id }) => !fresh.has(id)) };
    return mergeSentences(session, before, after).map((text) => `${shortTitle({ hire, name })}: ${text}`);
  });
}

/**
 * What `sync` says it has sent and received.
 * @param place the remote and the shared branch
 * @param counts what {@link receivedCounts} says about it
 */
export function syncedOutcome(
  { sent, received, files, tries, setAside, copies, left, lacking, faults, elsewhere, reverted }: SyncResult,
  { remote, branch }: { readonly remote: Pick<Remote, 'name' | 'url'>; readonly branch: string },
  counts: readonly string[],
  today: CalendarDate,
): Outcome {
  const changes = [
    ...sent.map((news) => `sent    ${newsText(news, today)}`),
    ...received.map((news) => `came in ${newsText(news, today)}`),
    ...counts,
    ...(files.length > 0 ? [`came in ${listText(someOf(files))}`] : []),
  ];
  return {
    changes,
    remarks: [
      ...(changes.length === 0 ? [`Nothing new, here or at ${shownUrl(remote.url)}.`] : []),
      ...setAside.map((each) => asideText(each)),
      ...left.map(leftText),
      ...lacking.map(
        (path) =>
          `${configName} names ${path}, which the others don't have, so that they can't use it. To share it: git add ${quoted(path)}, git commit, git push.`,
      ),
      ...faultTexts(faults, copies),
      ...(tries > 1 ? [`Others were sending too: it went through at the ${ordinal(tries)} try.`] : []),
      ...revertRemarks(reverted),
      ...otherBranchRemarks(elsewhere, { remote: remote.name, branch }),
    ],
    hint: received.length > 0 ? seeHow(isOfRuns(received) ? 'run' : 'status') : '',
  };
}

/** Whether all of the news is of runs of checklists. */
function isOfRuns(news: readonly HireNews[]): boolean {
  return news.every(({ hire }) => isRunId(hire));
}

/** What a sync has sent and received, or would. */
export function viewSynced({ sent, received, files, faults }: SyncResult, dryRun = false) {
  const news = ({ hire, name, events, forgotten }: HireNews) => {
    const recorded: readonly UnknownEvent[] = events;
    return { hire, name, forgotten, events: recorded };
  };
  return {
    schemaVersion: 1,
    ...(dryRun ? { dryRun } : {}),
    sent: sent.map(news),
    received: received.map(news),
    files,
    faults,
  };
}

/**
 * At a terminal, asks about each record that others have erased whether what is kept aside of it goes too. Without an answer,
 * and without a terminal, it stays.
 * @returns the result with what is still kept aside
 */
export async function settleAside(session: Session, result: SyncResult): Promise<SyncResult> {
  if (!session.mayAsk || result.setAside.length === 0) return result;
  const { askText } = await import('../prompts.ts');
  const kept: SetAside[] = [];
  for (const aside of result.setAside) {
    const { hire, name, erased } = aside;
    if (!erased?.unshared) {
      kept.push(aside);
      continue;
    }
    const remark = `${erased.by.by} has erased the record of ${name}. Here are ${plural(erased.unshared, 'event')} of it that nobody else has.`;
    printOutcome(session.io, unchanged(remark));
    const typed = await askText({
      message: 'Type the name to erase them too, nothing to keep them aside',
    }).catch(() => '');
    if (normaliseName(typed) === normaliseName(name)) await eraseHire(session.workspace, hire, erased.by);
    else kept.push(aside);
  }
  return { ...result, setAside: kept };
}

/** What became of a record that is gone for everybody else. */
function asideText({ hire, name, copy, erased }: SetAside): string {
  if (!erased)
    return `The rewritten history has no record of ${name} any more. What was here is kept in backups/${copy}; to erase it too: pm-onboard forget ${hire}`;
  const lost = erased.unshared > 0 ? `, with ${plural(erased.unshared, 'event')} that nobody else has` : '';
  return `What was recorded here about ${name} is kept aside${lost}. To erase it too: pm-onboard forget ${hire}. To bring it back, as a record of its own: pm-onboard doctor --restore ${hire}`;
}

/** What to do about a file that the user has changed while the sync was sending. */
function leftText({ path, isRemoved }: LeftFile): string {
  const start = `${path} was changed here while this was being sent, and stays as you left it`;
  return isRemoved
    ? `${start}; others have removed it. Remove it too, or bring it back for all: git add ${quoted(path)}, git commit, git push.`
    : `${start}; others have changed it too. See git diff ${quoted(path)}, put both together, git commit, and sync again.`;
}

/** Says that pm-onboard.yaml can't be used, if it can't. @param then a sentence that follows */
export function faultRemarks({ fault }: TolerantSession, then = ''): string[] {
  return fault === undefined ? [] : [`${fault}. ${then}`.trim()];
}

/** The files that could not be read, each with where it is kept if what can be trusted in it stands in its place now. */
function faultTexts(faults: readonly Fault[], copies: readonly Copy[]): string[] {
  const told = new Map(faults.map(({ path, fault }) => [path, fault]));
  const kept = new Map(copies.map(({ path, copy }) => [path, copy]));
  return [...told].map(([path, fault]) => {
    const copy = kept.get(path);
    const start = `${path}: ${fault}; all that can be trusted in it was shared`;
    return copy === undefined
      ? `${start}. See: pm-onboard doctor`
      : `${start}. The file as it was, with whatever else was in it, is kept in backups/${copy}`;
  });
}

/** A revert is no way to take something back; what is, is said once. */
function revertRemarks(reverted: readonly Reverted[]): string[] {
  if (reverted.length === 0) return [];
  const each = reverted.map(({ hire, name, events, isBack }) => {
    const what = `${plural(events, 'event')} taken out of the record of ${shortTitle({ hire, name })}`;
    return isBack ? `${what} came back.` : `${what} here: whoever has that brings it back.`;
  });
  return [...each, 'A git revert undoes nothing in a record. To take something back: pm-onboard undo'];
}

function someOf(paths: readonly string[]): string[] {
  return paths.length <= 4 ? [...paths] : [...paths.slice(0, 3), `${paths.length - 3} more files`];
}

function ordinal(n: number): string {
  return `${n}${['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`;
}

export interface JoinFlags extends Globals {
  readonly me?: string;
}

/** What joining gives, or would. */
interface JoinResult {
  readonly session: TolerantSession;
  readonly outcome: Outcome;
  /** The hire who has joined; undefined if the person is not a hire. */
  readonly hire: OpenHire | undefined;
  readonly view: ReturnType<typeof viewJoined>;
}

/**
 * Fetches a shared workspace, and notes in the settings who has joined; in a dry run, finds out what that would give.
 * @throws UserError (exit 4) where the person's name is unknown and nobody can be asked
 */
export async function join(io: Io, place: Place, flags: JoinFlags): Promise<JoinResult> {
  const known = knownName(io, flags);
  const mayAsk = io.interactive && flags.input;
  const look = async (joined: Joined, workspace: string): Promise<JoinResult> => {
    const session = await openTolerant(io, { ...flags, workspace });
    const name = known ?? (await askName(session));
    const hire = hireCalled(session, name);
    const outcome = await joinedOutcome(session, joined, name, hire);
    return { session, outcome, hire, view: viewJoined(session, joined, name, hire) };
  };
  if (flags.dryRun) return foreseeJoining(io, place, mayAsk, look);
  const joined = await joinSharing(io, place, mayAsk);
  const result = await look(joined, joined.workspace);
  // From now on this person gives the commands. A person who is a hire means themselves if a command names no hire.
  changeSettings(io.dirs.config, { me: result.view.me, hire: result.hire?.id });
  return result;
}

/** Who has joined what, or would. */
export function viewJoined(
  session: TolerantSession,
  { workspace, url, branch, isAgain }: Joined,
  name: string,
  hire: OpenHire | undefined,
) {
  const called = (each: OpenHire) => ({ id: each.id, name: each.name });
  return {
    schemaVersion: 1,
    ...(session.globals.dryRun ? { dryRun: true } : {}),
    workspace,
    url: shownUrl(url),
    branch,
    /** Whether this machine had joined it before. */
    again: isAgain,
    /** The name of the person who joined. */
    me: name,
    /** That person as a hire; null where they aren't one. */
    hire: hire ? called(hire) : null,
    /** All hires of the workspace. */
    hires: readHires(session).map(called),
    /** Why pm-onboard.yaml can't be used; null where it can. */
    fault: session.fault ?? null,
  };
}

/**
 * The name of the person who joins, from a flag or the settings; undefined if the person has to be asked.
 * @throws UserError (exit 4) where the name is unknown and nobody can be asked
 */
function knownName(io: Io, { as, input, me }: JoinFlags): string | undefined {
  if (me !== undefined) return cleanName(me, '--me');
  const name = as ?? readSettings(io.dirs.config).me;
  if (name !== undefined || (io.interactive && input)) return name;
  throw new UserError('who are you?', 'say it with --me', exits.needsInput);
}

const somebodyElse = 'somebody else';

async function askName(session: Session): Promise<string> {
  const { askOne, askText } = await import('../prompts.ts');
  const hires = readHires(session).filter(({ progress }) => !progress?.archived);
  const choices = [...new Set(hires.map(({ name }) => name)), somebodyElse].map((name) => ({
    name,
    value: name,
  }));
  const chosen = hires.length > 0 ? await askOne('Who are you?', choices) : somebodyElse;
  if (chosen !== somebodyElse) return chosen;
  return cleanName(await askText({ message: 'Your name' }), 'the name');
}

/** The hire of that name; of several hires, the first who is not archived, or the first if all are. */
function hireCalled(session: Session, name: string): OpenHire | undefined {
  const called = readHires(session).filter((hire) => samePerson(hire, name));
  return called.find(({ progress }) => !progress?.archived) ?? called[0];
}

/** Whether that is the name of a hire, of a person in the configuration, or of somebody who owns a run or holds a role. */
async function isKnownHere(session: Session, name: string): Promise<boolean> {
  const team = Object.values(session.config.people).flat();
  const known = [...readHires(session), ...team];
  if (known.some((person) => samePerson(person, name))) return true;
  const { runs } = await openRecords(session, listRecords(session.workspace));
  return runs.some(({ progress: { hire }, people, team: { people: roles } }) =>
    belongs(name, { hire, people, team: Object.values(roles).flat() }),
  );
}

async function joinedOutcome(
  session: TolerantSession,
  { workspace, url, branch, isOther, elsewhere, isAgain }: Joined,
  name: string,
  hire: OpenHire | undefined,
): Promise<Outcome> {
  // In the user's data folder, commands find the workspace from any current folder.
  const isFound = workspace === session.io.dirs.data;
  return {
    changes: [
      isAgain
        ? `set your name; you have joined ${url} before`
        : `joined ${url}${isOther ? `, on ${branch}` : ''}, in ${workspace}`,
    ],
    remarks: [
      ...otherBranchRemarks(elsewhere, { remote: 'origin', branch }),
      `You are ${name}: from now on, commands you give are ${hire ? 'yours and about you' : 'yours'}.`,
      ...faultRemarks(session, 'Commands work once it is mended: pm-onboard sync brings that.'),
      // Who holds a role stands in the settings too.
      ...(session.fault !== undefined || (await isKnownHere(session, name))
        ? []
        : [
            `Nobody here is called ${name}, neither a hire nor anybody with a role. If that is a slip, join again, with your name behind --me.`,
          ]),
    ],
    hint: isFound
      ? `${hire ? '' : 'Everybody at a glance: pm-onboard team. '}To share what you record: pm-onboard sync`
      : 'Give commands in its folder:',
    ...(isFound ? {} : { commands: [`cd ${quoted(workspace)}`] }),
  };
}
