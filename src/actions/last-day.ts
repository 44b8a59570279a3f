/** The flag `--end`: the last day of a run whose dates count back from it. */
import type { CalendarDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import type { Program } from '../program/model.ts';

/** What the day that dates count back from is said with: `--due` for the run of a checklist. */
type EndFlag = '--end' | '--due';

/** @throws UserError where a last day is given and the dates of the program count from the first day */
export function refuseEnd(
  { id, anchor }: Pick<Program, 'id' | 'anchor'>,
  end: string | undefined,
  flag: EndFlag = '--end',
): void {
  if (anchor === 'end' || end === undefined) return;
  if (flag === '--due')
    throw new UserError(
      `--due: the dates of ${id} count from the day on which it was begun`,
      'move single items: pm-onboard move; or begin another one with --due and --another-run',
    );
  throw new UserError(
    `--end: the dates of ${id} count from the first day`,
    'give that one, with --start; the last day is for a program with `anchor: end`',
  );
}

/** @throws UserError where a run has a last day, and is to be stretched */
export function refuseStretch(
  { id, anchor }: Pick<Program, 'id' | 'anchor'>,
  stretch: boolean | undefined,
): void {
  if (anchor !== 'end' || !stretch) return;
  throw new UserError(
    `--stretch: the dates of ${id} count back from the last day`,
    'leave it out; another last day is said with --end',
  );
}

/**
 * The last day.
 * @param words what the message calls the start, and the flag that gives the day
 * @throws UserError where it is before the day from which on there is something to do
 */
export function checkedEnd(
  start: CalendarDate | undefined,
  end: CalendarDate,
  { begun = `--start ${start}`, flag = '--end' }: { readonly begun?: string; readonly flag?: EndFlag } = {},
): CalendarDate {
  if (start === undefined || start <= end) return end;
  throw new UserError(
    `${flag}: ${end} is before ${begun}`,
    `give a later ${flag === '--end' ? 'last day' : 'one'}, or an earlier --start`,
  );
}

/** The day from which on there is something to do. @throws UserError where it is after the last day */
export function checkedBegin(
  start: CalendarDate,
  end: CalendarDate | undefined,
  flag: EndFlag = '--end',
): CalendarDate {
  if (end === undefined || start <= end) return start;
  throw new UserError(
    `--start: ${start} is after ${flag === '--end' ? 'the last day' : 'the day on which all of it is due'}, ${end}`,
    `give an earlier day, or a later ${flag === '--end' ? 'last day' : 'one'} with ${flag}`,
  );
}
