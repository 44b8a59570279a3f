/** The status as a person reads it: what stands where, in which words. */
import type { CalendarDate } from '../dates.ts';
import { type Called, hireFlag } from '../shell.ts';
import { type Section, sectionsOf } from './sections.ts';
import { hintOf, outlookOf, peopleOf, standingOf, titleOf } from './standing.ts';
import type { PhaseView, StatusView } from './status.ts';

export interface Screen {
  readonly name: string;
  /** What stands behind a printed command. */
  readonly flag: string;
  readonly today: CalendarDate;
  readonly title: string;
  /** Stands at the right of the title. */
  readonly people: string;
  /** How it stands, in words. */
  readonly standing: readonly string[];
  readonly sections: readonly Section[];
  /** Each phase's state; empty on the first day, which has `outlook` instead. */
  readonly phases: readonly PhaseView[];
  readonly outlook: string;
  readonly hint: string;
}

/** @param hire how the commands on the screen name the hire */
export function screenOf(status: StatusView, hire: Called): Screen {
  const early = status.day <= 1;
  return {
    name: status.hire.name,
    flag: hireFlag(hire),
    today: status.today,
    title: titleOf(status),
    people: peopleOf(status),
    standing: standingOf(status),
    sections: sectionsOf(status),
    phases: early ? [] : status.phases,
    outlook: early ? outlookOf(status) : '',
    hint: hintOf(status, hire),
  };
}
