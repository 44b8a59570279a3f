/**
 * Reads dates and texts from the flags and arguments of a command, or asks the person at the terminal for them. One rule holds
 * for all of them: what is missing is asked for; where nobody can be asked, the error (exit 4) says what to type; and at Ctrl-C
 * nothing is saved, except by a command that asks about one item after the other: there, {@link askEach}.
 */
import type { CalendarDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Run } from '../plan/run.ts';
import { dateFrom } from '../session/date-argument.ts';
import { refusePlaceholder } from '../session/placeholder.ts';
import { readDate, type Session } from '../session/session.ts';
import { beginningOf } from '../view/anchor.ts';

/**
 * The first or the last day of a run. Its year must be 2000 to 2899, so that every due date has a year that a record can hold.
 * @throws UserError for any other text
 */
export function startFrom(
  text: string,
  { today }: Pick<Session, 'today'>,
  flag: '--start' | '--end' | '--due' = '--start',
): CalendarDate {
  return dateFrom(text, { flag, today, lies: 'ahead', years: { first: 2000, last: 2899 } });
}

/** The text as a due date of the run. @throws UserError for a text that is not a date, or a date before the start */
export function dayOfRun(text: string, flag: string, run: Run): CalendarDate {
  const { today, start } = run.plan;
  const date = dateFrom(text, { flag, today, lies: 'ahead', isPossible: (day) => day >= start });
  if (date >= start) return date;
  throw new UserError(`${flag}: ${date} is before ${beginningOf(run)}, ${start}`, 'give a later date');
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
  { mayAsk }: Pick<Session, 'mayAsk'>,
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
      if (isUserError(error)) return [error.message, ...(error.hint ? [error.hint] : [])].join('; ');
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
  throw missing(flag);
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

/** The error for a flag that is missing where nobody can be asked. */
export function missing(flag: string): UserError {
  const remedy = `give it with ${flag}, or run it in a terminal to be asked`;
  return new UserError(`${flag} is missing`, remedy, exits.needsInput);
}

/** What helps where a text is empty. */
export const fewWords = 'write a few words';

/** What is asked about a list that is for something. */
export const askSubject = 'What is it for? A name in one to three words';

/** A text that somebody writes for others to read. @throws UserError as {@link textFrom} does, and for a placeholder */
export function wordsFrom(text: string | undefined, flag: string, remedy: string): string | undefined {
  const words = textFrom(text, flag, remedy);
  if (words !== undefined) refusePlaceholder(words, flag);
  return words;
}

/** A flag's text, trimmed; undefined without the flag. @throws UserError for a text of spaces only */
export function textFrom(text: string | undefined, flag: string, remedy: string): string | undefined {
  const words = text?.trim();
  if (words === '') throw new UserError(`${flag}: it is empty`, remedy);
  return words;
}

/** Asks the person at the terminal for a text that isn't empty; returns the text trimmed. */
export function askWords(question: string): Promise<string> {
  return ask(question, (text) => {
    if (text.trim() === '') throw new UserError('A few words are needed', undefined);
    return wordsFrom(text, 'the answer', '') ?? '';
  });
}

/**
 * The words behind a command, as one text; without any, the person at the terminal is asked.
 * @param noun what the text is: `the note`
 * @param remedy where to write it
 * @throws UserError for a text of spaces, or a placeholder; with exit 4 where the text is missing and nobody can be asked
 */
export async function takeWords(
  session: Session,
  words: readonly string[],
  { noun, remedy, question }: { noun: string; remedy: string; question: string },
): Promise<string> {
  const given = wordsFrom(words.length > 0 ? words.join(' ') : undefined, noun, remedy);
  if (given !== undefined) return given;
  if (session.mayAsk) return askWords(question);
  throw new UserError(`${noun} is missing`, remedy, exits.needsInput);
}

/** What was answered for each thing, and the error of the Ctrl-C that came before the last answer, if one did. */
export interface Answers<T, A> {
  readonly answers: ReadonlyMap<T, A>;
  readonly interruption?: UserError;
}

/** Asks about one thing after the other, until Ctrl-C. @throws what else `answer` throws */
export async function askEach<T, A>(
  things: readonly T[],
  answer: (thing: T) => Promise<A>,
): Promise<Answers<T, A>> {
  const answers = new Map<T, A>();
  for (const thing of things)
    try {
      answers.set(thing, await answer(thing));
    } catch (error) {
      if (!isUserError(error) || error.exit !== exits.interrupted) throw error;
      return { answers, interruption: error };
    }
  return { answers };
}
