/** What `duties` looks at: the file, the reader and their zone, the team's calendar, and who is away. */

import { dayCount } from '../../dates.ts';
import type { WorkingDays } from '../../duties/meetings.ts';
import { isZone } from '../../instants.ts';
import type { Io } from '../../io.ts';
import { Calendar } from '../../plan/calendar.ts';
import { isPerson, type Named, namesOf } from '../../progress/names.ts';
import { isOver } from '../../progress/reduce.ts';
import { openRuns } from '../../session/run.ts';
import { type Globals, openReading, type Session } from '../../session/session.ts';
import { zoneOf } from '../../session/zone.ts';
import type { DutiesInput } from '../../view/duties.ts';
import { type OpenDuties, openDuties } from '../../workspace/duties-file.ts';

export interface Looked {
  readonly session: Session;
  readonly file: OpenDuties;
  readonly input: DutiesInput;
  /** Everybody whom the workspace knows. */
  readonly known: readonly Named[];
}

/** @throws UserError where duties.yaml is missing or can't be used */
export async function lookAtDuties(io: Io, globals: Globals): Promise<Looked> {
  const session = await openReading(io, globals);
  const file = openDuties(session.workspace);
  const { runs, unread } = await openRuns(session);
  const hires = runs.map(({ progress }) => progress.hire);
  const known = [...hires, ...Object.values(session.config.people).flat()];
  const isMe = namesOf(session.by, known);
  const own = runs.filter(({ progress }) => isPerson(progress.hire, isMe));
  const underWay = own.find(({ progress }) => !isOver(progress)) ?? own.at(-1);
  const input: DutiesInput = {
    duties: file.duties,
    today: session.today,
    ...(globals.today === undefined ? { now: io.now().getTime() } : {}),
    zone: zoneOf(underWay?.progress.hire, io) ?? null,
    person: session.by,
    isMe,
    days: workingDays(session),
    absences: runs.flatMap(({ progress: { hire, leaves } }) =>
      leaves.flatMap(({ from, to }) => [hire.name, ...hire.handles].map((name) => ({ name, from, to }))),
    ),
    notices: [
      ...unread.map(({ name }) => `When ${name} is away isn't known: the record can't be read.`),
      ...noZone(underWay?.progress.hire),
    ],
  };
  return { session, file, input, known };
}

/** Says it where the reader's own record names no zone that is known here. */
function noZone({ zone }: { readonly zone?: string } = {}): string[] {
  if (zone === undefined || isZone(zone)) return [];
  return ["Your record names a time zone that isn't known here: what to do says pm-onboard doctor."];
}

/** The days of the team's calendar. */
function workingDays({ config }: Session): WorkingDays {
  const calendar = new Calendar([config.calendar]);
  return {
    isWorking: (date) => calendar.isBase(dayCount(date)),
    holidayOn: (date) => {
      const { kind, name } = calendar.dayOn(date);
      return kind === 'holiday' ? (name ?? '') : undefined;
    },
  };
}
