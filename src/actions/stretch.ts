/** The pace of a run whose hire works fewer days a week than the program: stretched to as many working days, or not. */
import { dayCount, longDate } from '../dates.ts';
import { printOutcome } from '../output.ts';
import { isOwnDuty } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Session } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';
import { hoursText, weekText } from '../view/words.ts';

/** The usual working week of a program that says nothing of it. */
const usualDays = 5;

/**
 * Asks the person at the terminal whether to stretch the run; nothing is asked where the week isn't shorter.
 * @param plain the run as it would be, not stretched
 * @param stretched the run as it would be, stretched
 * @returns undefined where it wasn't asked
 */
export async function askStretch(
  { mayAsk, io }: Session,
  plain: Run,
  stretched: () => Run,
): Promise<boolean | undefined> {
  if (!mayAsk || !isShort(plain)) return undefined;
  const { askYesNo } = await import('../prompts.ts');
  printOutcome(io, unchanged(paceText(plain, stretched())));
  return askYesNo('Stretch it?', false);
}

/** A sentence on a run that isn't stretched although its week is short, with the command that stretches it; else none. */
export function unstretchedText(run: Run, stretched: () => Run): string[] {
  if (run.progress.stretch || !isShort(run)) return [];
  return [`${paceText(run, stretched())} To stretch it: pm-onboard reschedule ${run.called} --stretch`];
}

function isShort({ calendar, program }: Run): boolean {
  return calendar.workingDays.length < (program.calendar.workingDays?.length ?? usualDays);
}

function paceText(plain: Run, stretched: Run): string {
  const { calendar, program } = plain;
  const supposed = program.calendar.workingDays?.length ?? usualDays;
  const week = `The program supposes ${supposed} days a week, the hire works ${weekText(calendar.workingDays)}.`;
  return `${week} As it is, the run ends on ${endText(plain)}; stretched, on ${endText(stretched)}.`;
}

/** `Fri 19 Feb, with about 4 h 10 a day`. */
function endText(run: Run): string {
  const { plan, calendar } = run;
  const end = plan.phases.at(-1)?.due ?? plan.firstDay;
  const minutes = plan.items.filter(isOwnDuty).reduce((sum, { item }) => sum + (item.takes ?? 0), 0);
  const days = Math.max(1, calendar.countWorkdays(dayCount(plan.firstDay), dayCount(end)));
  return `${longDate(end, plan.today)}, with about ${hoursText(minutes / days)} a day`;
}
