/** Makes, writes and reads a share: a file that brings a hire's record to another machine. */

import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { addDays, compareDates, laterOf } from '../dates.ts';
import { cannot, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { atOnce } from '../long-work.ts';
import type { NamedDay } from '../program/model.ts';
import { digestsIn } from '../progress/digests.ts';
import type { HireRecord } from '../progress/record.ts';
import { formatShare, parseShare, type Share, ShareError } from '../progress/share.ts';
import { type SharedTeam, type TeamPeople, withTeamId } from '../progress/shared-team.ts';
import { escapeJson } from '../render/safe.ts';
import type { OpenRun } from '../session/run.ts';
import { quoted } from '../view/words.ts';
import { notText, readRegularFile, readStart, replaceFile } from '../workspace/files.ts';
import { pinnedIfThere } from '../workspace/programs.ts';
import { isRecordId } from '../workspace/records.ts';
import { inAnotherFile, outputPath, stream } from './output-file.ts';

/** The largest share that is read, in bytes: over ten times the size of a record of several years with its programs. */
const mostBytes = 16 * 1024 * 1024;

/**
 * The share of a hire, in UTF-8: the record, and those programs of the hire, present and past, that this workspace holds.
 * @throws UserError (exit 3) where no machine could read the share
 */
export function shareOf(run: OpenRun): Buffer {
  const { session, progress, pinned } = run;
  const record = { ...run.record, team: run.record.team ?? teamOf(run) };
  const { digest } = progress.hire;
  const past = digestsIn(record).flatMap((each) => {
    const old = each === digest ? undefined : pinnedIfThere(session.workspace, each);
    return old ? [[each, old] as const] : [];
  });
  const programs = new Map([[digest, pinned] as const, ...past]);
  const bytes = Buffer.from(escapeJson(formatShare({ record, programs })));
  const parsed = parse(bytes);
  if (!(parsed instanceof ShareError)) return bytes;
  throw cannot(
    `nobody could take this record: ${parsed.message}`,
    'bring the record and its program back from git or a backup',
  );
}

/** The team that a run goes by, as of now: what the dates of the run and the names in it rest on, and nothing else. */
function teamOf({ session, record, people, team, plan }: OpenRun): SharedTeam {
  const last = plan.items.reduce((latest, { due }) => laterOf(latest, due), plan.today);
  const [from, to] = [addDays(plan.start, -daysKept), addDays(last, daysKept)];
  // The first and the last listed day say how far the list reaches.
  const near = (days: readonly NamedDay[]) => {
    const dates = days.map(({ date }) => date).sort(compareDates);
    const ends = [dates[0], dates.at(-1)];
    return days
      .filter(({ date }) => (date >= from && date <= to) || ends.includes(date))
      .map(({ date, name }) => ({ date, ...(name === undefined ? {} : { name }) }));
  };
  const { holidays, extraWorkingDays, ...calendar } = team.calendar;
  return withTeamId(record.hire, {
    id: '',
    at: session.io.now().toISOString(),
    on: session.today,
    calendar: {
      ...calendar,
      ...(holidays ? { holidays: near(holidays) } : {}),
      ...(extraWorkingDays ? { extraWorkingDays: near(extraWorkingDays) } : {}),
    },
    people: peopleAmong(team.people, people),
  });
}

/** Days off are shared so many days beyond the dates of the run: leave and a later start may bring it there. */
const daysKept = 366;

/** Those of the team who hold a role of the program, and whoever was assigned to one by a name that the team knows. */
function peopleAmong(team: TeamPeople, bound: OpenRun['people']): TeamPeople {
  const all = [...bound.values()].flat();
  const roles = Object.entries(team).map(
    ([role, holders]) =>
      [
        role,
        bound.has(role) ? holders : holders.filter(({ name }) => all.some((each) => each.name === name)),
      ] as const,
  );
  return Object.fromEntries(roles.filter(([, holders]) => holders.length > 0));
}

/**
 * Writes a share to a file, in place of an earlier share of the same hire.
 * @throws UserError with exit 2 for an empty name; with exit 3 where the folder is missing, the file holds something else,
 *   or it is a share with events that the record lacks
 */
export function writeShare(cwd: string, file: string, { record }: OpenRun, bytes: Buffer): void {
  const path = outputPath(cwd, file);
  const there = readRegularFile(path);
  if (there) refuseLoss(file, there, record);
  replaceFile(path, bytes);
}

/** @throws UserError (exit 3) unless the file is a share of the same hire and the record has all of its events */
function refuseLoss(file: string, there: Buffer, { hire, events }: HireRecord): void {
  const parsed = parse(there);
  const earlier = parsed instanceof ShareError ? undefined : parsed.record;
  if (earlier?.hire !== hire)
    throw cannot(`${file} is there already, and is not an earlier share of this hire`, inAnotherFile);
  const known = new Set(events.map(({ id }) => id));
  const missing = earlier.events.filter(({ id }) => !known.has(id)).length;
  if (missing === 0) return;
  throw cannot(
    `${file} holds ${missing === 1 ? 'an event' : `${missing} events`} that you don't have yet`,
    'take it in first, or name another file with -o FILE',
    [`  pm-onboard share --receive ${quoted(file)}`],
  );
}

/**
 * Reads a share that somebody has sent.
 * @param file the name of its file, or `-` for standard input
 * @throws UserError with exit 3 where there is no such file; the error of {@link refusedShare} where the file is not a share
 */
export function readShare(io: Io, file: string): Share {
  const bytes = file === stream ? readStart(0, mostBytes + 1) : readRegularFile(resolve(io.cwd, file));
  if (!bytes) throw cannot(`there is no file ${file}`, 'see where it was saved');
  atOnce(bytes.length);
  const share = parse(bytes);
  if (share instanceof ShareError) throw refusedShare(file, share);
  const { hire } = share.record;
  if (isRecordId(hire)) return share;
  throw refusedShare(file, new ShareError(`its hire has no proper id: ${hire.slice(0, 40)}`));
}

/** The share in the bytes, or an error that says what is wrong with them. */
function parse(bytes: Buffer): Share | ShareError {
  if (bytes.length > mostBytes) return new ShareError('it is larger than 16 MB');
  if (!isUtf8(bytes) || bytes.includes(0)) return new ShareError(notText);
  try {
    return parseShare(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof ShareError) return error;
    throw error;
  }
}

/** What a message calls the file of a share. */
export function nameOfFile(file: string): string {
  return file === stream ? 'standard input' : file;
}

/** The error for a share that can't be received: exit 3 if a newer version wrote it, otherwise exit 2. */
export function refusedShare(file: string, { message, newer }: ShareError): UserError {
  const refusal = `${nameOfFile(file)} can't be taken: ${message}`;
  if (newer) return cannot(refusal, 'update pm-onboard');
  return new UserError(refusal, 'nothing was taken; ask for it again, as `pm-onboard share` writes it');
}
