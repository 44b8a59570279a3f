/** One hire's run as every view gets it: the record reduced to progress, its program planned, its people bound. */
import type { CalendarDate } from '../dates.ts';
import type { CalendarSettings, Program } from '../program/model.ts';
import type { HireRecord } from '../progress/record.ts';
import type { Progress } from '../progress/reduce.ts';
import type { Called } from '../shell.ts';
import { Calendar } from './calendar.ts';
import { withOwnItems } from './own-items.ts';
import { bindPeople, type People, type TeamPeople } from './people.ts';
import { makePlan, type Plan } from './plan.ts';

export interface Run extends Called {
  readonly record: HireRecord;
  readonly progress: Progress;
  /** The program that the run is pinned to, as it was compiled. */
  readonly pinned: Program;
  /** The pinned program with the hire's own items in it. */
  readonly program: Program;
  readonly calendar: Calendar;
  readonly people: People;
  readonly plan: Plan;
  /** The present instant. It measures how old a sync is; every date comes from `plan.today`. */
  readonly now: Date;
}

/** What a run is planned from, beside what the workspace says for everybody. */
export type RunSource = Pick<Run, 'record' | 'progress' | 'pinned' | 'now' | keyof Called>;

/** What a workspace's configuration says for all of its runs. */
interface Team {
  readonly calendar: CalendarSettings;
  readonly people: TeamPeople;
}

/** @param today the local date that the plan is seen from */
export function planRun(source: RunSource, team: Team, today: CalendarDate): Run {
  const { progress, pinned } = source;
  const program = withOwnItems(pinned, progress.own);
  const layers = [program.calendar, team.calendar, progress.calendar];
  const calendar = new Calendar(layers, progress.leaves);
  return {
    ...source,
    program,
    calendar,
    people: bindPeople(program, progress, team.people),
    plan: makePlan(program, progress, calendar, today),
  };
}
