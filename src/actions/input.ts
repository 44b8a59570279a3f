/** Reads dates and texts from the flags and arguments of a command, or asks the person at the terminal for them. */
import type { CalendarDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Run } from '../plan/run.ts';
import { dateFrom } from '../session/date-argument.ts';
import { readDate, type Session } from '../session/session.ts';

/**
 * The first day of a run. Its year must be 2000 to 2899, so that every due date has a year that a record can hold.
 * @throws UserError for any other text
 */
export function startFrom(text: string, { today }: Pick<Session, 'today'>): CalendarDate {
  return dateFrom(text, { flag: '--start', today, lies: 'ahead', years: { first: 2000, last: 2899 } });
}

/** The text as a due date of the run. @throws UserError for a text that is not a date, or a date before the start */
export function dayOfRun(text: string, flag: string, { plan }: Run): CalendarDate {
  const { today, start } = plan;
  const date = dateFrom(text, { flag, today, lies: 'ahead', isPossible: (day) => day >= start });
  if (date >= start) return date;
  throw new UserError(`${flag}: ${date} is before the start, ${start}`, 'give a later date');
}

interface Wanted<T> {
  /** The message of the error when the value is missing and nobody can be asked; `remedy` is its hint. */
  readonly missing: string;
  readonly remedy: string;
  readonly question: string;
  /** Text → value. Throws a UserError for a text that can't be used. */
  readonly check: (text: string) => T;
}

/**
 * A value from a flag or an argument; if that is missing, the person at the terminal is asked.
 * @param given the text of the flag or argument
 * @throws UserError what the check throws; with exit 4 when the value is missing and nobody can be asked
 */
export async function take<T>(
  { mayAsk }: Session,
  given: string | undefined,
  { missing, remedy, question, check }: Wanted<T>,
): Promise<T> {
  if (given !== undefined) return check(given);
  if (!mayAsk) throw new UserError(missing, remedy, exits.needsInput);
  return ask(question, check);
}

/**
 * Asks the person at the terminal, and asks again until the check accepts the answer.
 * @param check text → value; the person sees the message and hint of the UserError that the check throws
 * @param suggestion the answer if the person just presses Enter
 */
export async function ask<T>(message: string, check: (text: string) => T, suggestion?: string): Promise<T> {
  const { askText } = await import('../prompts.ts');
  const validate = (text: string) => {
    try {
      check(text);
      return true;
    } catch (error) {
      if (isUserError(error)) return `${error.message}; ${error.hint}`;
      throw error;
    }
  };
  return check(
    await askText({ message, validate, ...(suggestion === undefined ? {} : { default: suggestion }) }),
  );
}

/**
 * A date from a flag, or else from the person at the terminal. A date that wasn't typed in full is said on stderr.
 * @param flag the flag that gives the date, such as `--due`
 * @param read text → date; throws a UserError for a date that can't be used
 * @throws UserError what `read` throws; with exit 4 when the date is missing and nobody can be asked
 */
export async function takeDate(
  session: Session,
  given: string | undefined,
  flag: string,
  question: string,
  read: (text: string) => CalendarDate,
): Promise<CalendarDate> {
  if (given !== undefined) return readDate(session.io, given, flag, read);
  if (session.mayAsk) return askDate(session, flag, `${question} (YYYY-MM-DD, fri, 25 nov, +3d)`, read);
  const remedy = `give it as ${flag} DATE, or run it in a terminal to be asked`;
  throw new UserError(`${flag} is missing`, remedy, exits.needsInput);
}

/** Asks for a date and says which one was understood. @param suggestion the answer if the person just presses Enter */
export async function askDate(
  { io }: Session,
  flag: string,
  message: string,
  read: (text: string) => CalendarDate,
  suggestion?: CalendarDate,
): Promise<CalendarDate> {
  const typed = (text: string) => {
    read(text);
    return text;
  };
  return readDate(io, await ask(message, typed, suggestion), flag, read);
}

interface Doubtful {
  /** Whether `--force` is given. */
  readonly force: boolean | undefined;
  /** The message of the error when nobody can be asked; `remedy` is its hint. */
  readonly fault: string;
  readonly remedy: string;
  readonly question: string;
}

/**
 * Whether to go on with what can hardly be meant: yes with `--force`, else the person at the terminal says so.
 * @throws UserError with exit 4 when nobody can be asked
 */
export async function confirmed(
  { mayAsk }: Session,
  { force, fault, remedy, question }: Doubtful,
): Promise<boolean> {
  if (force) return true;
  if (!mayAsk) throw new UserError(fault, remedy, exits.needsInput);
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(question, false);
}

/** A flag's text, trimmed; undefined without the flag. @throws UserError for a text of spaces only */
export function textFrom(text: string | undefined, flag: string, remedy: string): string | undefined {
  const words = text?.trim();
  if (words === '') throw new UserError(`${flag}: it is empty`, remedy);
  return words;
}

/** Asks the person at the terminal for a text that isn't empty; returns the text trimmed. */
export async function askWords(question: string): Promise<string> {
  const { askText } = await import('../prompts.ts');
  const validate = (text: string) => text.trim() !== '' || 'A few words are needed';
  return (await askText({ message: question, validate })).trim();
}
