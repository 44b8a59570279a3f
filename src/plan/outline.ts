/** When runs begin and end, for whoever needs no more of their plans: most of them have one of a few beginnings. */
import { type CalendarDate, earlierOf } from '../dates.ts';
import type { CalendarConfig, Program } from '../program/model.ts';
import { type Hire, notBegun, type RunProgress } from '../progress/reduce.ts';
import { Calendar } from './calendar.ts';
import { phaseEnd } from './due-dates.ts';
import { makePlan, type Plan } from './plan.ts';
import type { RunSource, Team } from './run.ts';
import { Timeline } from './timeline.ts';

/** The part of a run that its calendar and its program decide, whatever was done. */
export interface Outline {
  readonly calendar: Calendar;
  readonly plan: Pick<Plan, 'anchor' | 'start' | 'today'> & {
    readonly phases: readonly Pick<Plan['phases'][number], 'due'>[];
  };
}

interface Source extends Pick<RunSource, 'record' | 'pinned'> {
  readonly progress: RunProgress;
}

/**
 * Returns a function that gives what `planRun` would of many runs.
 * It gives undefined where a run has to be planned for that: it has items or leave of its own, is stretched or kept elsewhere, or its
 * calendar or program is such that planning may fail.
 */
export function outlinesFor(settings: Team, today: CalendarDate): (source: Source) => Outline | undefined {
  const known = new Map<Program, Laid | undefined>();
  return ({ record, progress, pinned }) => {
    if (record.team || progress.own.length > 0 || progress.leaves.length > 0 || progress.stretch)
      return undefined;
    const { hire, calendar: own, endedOn = today } = progress;
    if (!known.has(pinned)) known.set(pinned, laidOut(pinned, hire.start));
    const found = known.get(pinned)?.(settings.calendar, own, hire);
    const { anchor = 'start' } = pinned;
    return (
      found && {
        ...found,
        plan: { ...found.plan, anchor, start: hire.start, today: earlierOf(today, endedOn) },
      }
    );
  };
}

interface Ends {
  readonly calendar: Calendar;
  readonly plan: Pick<Outline['plan'], 'phases'>;
}

/** The calendars of the team and of a hire, and when the run begins and ends → the ends of its phases. */
type Laid = (
  team: CalendarConfig,
  own: CalendarConfig,
  hire: Pick<Hire, 'start' | 'end'>,
) => Ends | undefined;

/** Returns a {@link Laid} for the runs of a program; undefined where it can't be planned. */
function laidOut(program: Program, day: CalendarDate): Laid | undefined {
  if (!isSound(program, day)) return undefined;
  const known = new Map<string, Ends | undefined>();
  const calendars = new Map<string, Calendar>();
  return (team, own, { start, end }) => {
    const texts = [JSON.stringify(own), start, end];
    const [whose = '', key] = [texts[0], texts.join(' ')];
    if (!known.has(key)) {
      const calendar = calendars.get(whose) ?? new Calendar([program.calendar, team, own]);
      calendars.set(whose, calendar);
      known.set(key, calendar.isDense ? endsOf(program, calendar, start, end) : undefined);
    }
    return known.get(key);
  };
}

function endsOf(
  { phases, anchor }: Program,
  calendar: Calendar,
  start: CalendarDate,
  end: CalendarDate | undefined,
): Ends {
  const timeline = new Timeline(start, calendar, phases, undefined, anchor && end);
  const dues = phases.map((phase, at) => ({
    due: phaseEnd(phase, timeline.ends[at] as number, { calendar, timeline, start }),
  }));
  return { calendar, plan: { phases: dues } };
}

/** Whether the program can be planned, with all of its items: one that came from elsewhere may be none that was ever compiled. */
function isSound(program: Program, day: CalendarDate): boolean {
  try {
    const { traits: _, ...whole } = program;
    makePlan(whole, notBegun(program.id, day).progress, new Calendar([]), day);
    return true;
  } catch {
    return false;
  }
}
