/** What keeps a calendar file from being read: faults, and the limits that end the work on a hostile file. */

/** Why a file can't be used: the end of a sentence that begins with the file's name. */
export class CalendarFault extends Error {
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
  }
}

export const maxBytes = 1024 * 1024;
/** The most days off in a file: more than a hundred a year for a century. */
export const maxDays = 10_000;
/** The longest event, in days. */
export const longestEvent = 366;
/** The most days that may be looked at, about a second's work: a file of a megabyte can ask for hours of it. */
const maxSteps = 2_000_000;
/** How many steps it takes to find the day of one time in one zone. */
export const costOfTime = 5;

/** Counts the steps of the work on one file. */
export class Budget {
  #steps = 0;

  /** @throws CalendarFault once a file has taken too many steps; `line` is the place that asks for them */
  spend(steps: number, line: number): void {
    this.#steps += steps;
    if (this.#steps > maxSteps) throw new CalendarFault('its repetitions are too many to follow', line);
  }
}
