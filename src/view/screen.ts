/** The status as a person reads it: what stands where, in which words; a screen of 24 lines unless there is more room. */
import type { CalendarDate } from '../dates.ts';
import { fitSections, type Section } from './fit.ts';
import { sectionsOf } from './sections.ts';
import { hintOf, outlookOf, peopleOf, standingOf, titleOf } from './standing.ts';
import type { PhaseView, StatusView } from './status.ts';

export interface Screen {
  readonly name: string;
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

/** What a screen of 24 lines leaves to the standing and the sections: all but head, bars, hint and an empty line. */
const screenRoom = 20;

/** @param room how many lines standing and sections may take; a terminal's screen, unless said otherwise */
export function screenOf(status: StatusView, room = screenRoom): Screen {
  const standing = standingOf(status);
  const early = status.day <= 1;
  return {
    name: status.hire.name,
    today: status.today,
    title: titleOf(status),
    people: peopleOf(status),
    standing,
    sections: fitSections(sectionsOf(status), room - standing.length),
    phases: early ? [] : status.phases,
    outlook: early ? outlookOf(status) : '',
    hint: hintOf(status),
  };
}
