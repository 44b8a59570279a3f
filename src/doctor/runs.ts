/** Reads all records of a workspace, one at a time, and keeps of each what the checks want to know: a team's would fill the memory. */
import { attempt } from '../errors.ts';
import { inTurn, readingRecords } from '../long-work.ts';
import { outlinesFor } from '../plan/outline.ts';
import { planRun } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { digestsIn } from '../progress/digests.ts';
import { isKnown } from '../progress/event.ts';
import { type HireRecord, isIntact } from '../progress/record.ts';
import { type Progress, type RunProgress, reduceEvents, reduceOutline } from '../progress/reduce.ts';
import { type OpenHire, openHire } from '../session/hires.ts';
import type { Session } from '../session/session.ts';
import { eventsAhead, holidayGap } from '../view/notices.ts';
import { readPinned } from '../workspace/programs.ts';
import { type NamesBeside, namesInRuins, readRecord } from '../workspace/records.ts';
import type { RecordFacts, RunFacts } from './checks/records.ts';
import type { Follower } from './programs.ts';

/** What was read of the records. */
export interface ReadRecords {
  /** Id of a record → its run, if that can be planned. */
  readonly runs: ReadonlyMap<string, RunFacts>;
  /** Id of a record → the hire, if the record can't be read, or its run not be planned. */
  readonly unread: ReadonlyMap<string, OpenHire>;
  /** Id of a record → what the checks want to know of it; records that can't be read at all, or were erased, aren't here. */
  readonly facts: ReadonlyMap<string, RecordFacts>;
  readonly followers: readonly Follower[];
}

/** @param ids the ids of the records */
export async function readRecords(
  session: Session,
  ids: readonly string[],
  beside: NamesBeside,
): Promise<ReadRecords> {
  const { workspace, io } = session;
  const runs = new Map<string, RunFacts>();
  const unread = new Map<string, OpenHire>();
  const facts = new Map<string, RecordFacts>();
  const followers: Follower[] = [];
  const [runOf, now] = [runReader(session), io.now()];
  await inTurn(io, readingRecords, ids, (id) => {
    const record = attempt(() => readRecord(workspace, id, undefined, beside));
    const progress = record && reduceOutline(record);
    let fault: unknown;
    try {
      if (progress) {
        facts.set(id, factsOf(record, now, progress));
        followers.push({ hire: progress.hire, digests: digestsIn(record) });
        runs.set(id, runOf(record, progress));
        return;
      }
    } catch (error) {
      fault = error;
    }
    const hire = openHire(workspace, { id, name: id, handles: [] }, undefined, beside);
    const error = fault ?? hire.error;
    if (!hire.absent) unread.set(id, { ...hire, ...(progress ? {} : namesInRuins(workspace, id)), error });
  });
  return { runs, unread, facts, followers };
}

/** What the checks want to know of a record. @param progress absent where the record doesn't tell it */
export function factsOf(record: HireRecord, now: Date, progress?: RunProgress): RecordFacts {
  const { format, forgotten, uneven, events, damaged, hire } = record;
  return {
    format,
    forgotten,
    ...(uneven ? { uneven } : {}),
    events: events.length,
    damaged: damaged.length,
    newer: damaged.filter((damage) => isIntact(damage, hire)).length,
    unknown: events.filter((event) => !isKnown(event)).map(({ kind }) => kind),
    ahead: eventsAhead(record, now),
    ...(progress?.endedOn ? { endedOn: progress.endedOn } : {}),
  };
}

/** Returns a function that gives the run of a record, and throws what keeps it from being planned. */
function runReader(session: Session): (record: HireRecord, progress: RunProgress) => RunFacts {
  const { workspace, config, today, io, verified } = session;
  const programs = new Map<string, Program>();
  const outlineOf = outlinesFor(config, today);
  return (record, progress) => {
    const { hire, finished, archived, endedOn } = progress;
    const pinned = programs.get(hire.digest) ?? readPinned(workspace, hire.digest, verified);
    programs.set(hire.digest, pinned);
    const called = record.hire;
    const planned = () => {
      const whole = reduceEvents(record) as Progress;
      return planRun({ record, progress: whole, pinned, now: io.now(), called, usual: false }, config, today);
    };
    const gap = holidayGap({ progress, ...(outlineOf({ record, progress, pinned }) ?? planned()) });
    return {
      called,
      pinned,
      record: { hire: called, ...(record.team ? { team: record.team } : {}) },
      progress: {
        hire,
        ...(finished ? { finished } : {}),
        ...(archived ? { archived } : {}),
        ...(endedOn ? { endedOn } : {}),
      },
      roles: pinned.roles,
      ...(gap ? { gap } : {}),
    };
  };
}
