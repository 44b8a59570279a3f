/** What a command is told: by its flags and arguments, else by the person at the terminal. */
import type { CalendarDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import type { OpenRun } from '../session/run.ts';
import { dateFrom, type Session } from '../session/session.ts';

/** A day that something of the run is to be due on. @throws UserError for one before the start */
export function dayOfRun(text: string, flag: string, { plan }: OpenRun): CalendarDate {
  const date = dateFrom(text, flag);
  if (date >= plan.start) return date;
  throw new UserError(`${flag}: ${date} is before the start, ${plan.start}`, 'give a later date');
}

interface WantedDate {
  /** The flag that gives it, `--due`. */
  readonly flag: string;
  readonly question: string;
  /** Throws for a date that can't be taken. */
  readonly check: (text: string) => CalendarDate;
}

/** A date from its flag, else from the person at the terminal. */
export async function takeDate(
  { mayAsk }: Session,
  given: string | undefined,
  { flag, question, check }: WantedDate,
): Promise<CalendarDate> {
  if (given !== undefined) return check(given);
  if (!mayAsk)
    throw new UserError(
      `${flag} is missing`,
      `give it as ${flag} DATE, or run it in a terminal to be asked`,
      exits.needsInput,
    );
  const { askText } = await import('../prompts.ts');
  return check(await askText({ message: `${question} (YYYY-MM-DD)`, validate: accepts(check) }));
}

interface WantedText {
  /** What is missing where nobody can be asked, and how to give it. */
  readonly missing: string;
  readonly remedy: string;
  readonly question: string;
  /** Throws for a text that can't be taken. */
  readonly check: (text: string) => string;
}

/** A text from the arguments, else from the person at the terminal. */
export async function takeText(
  { mayAsk }: Session,
  given: string | undefined,
  { missing, remedy, question, check }: WantedText,
): Promise<string> {
  if (given !== undefined) return check(given);
  if (!mayAsk) throw new UserError(missing, remedy, exits.needsInput);
  const { askText } = await import('../prompts.ts');
  return check(await askText({ message: question, validate: accepts(check) }));
}

/** A flag's text, trimmed; undefined where the flag isn't given. @throws UserError for one of spaces */
export function textFrom(text: string | undefined, flag: string, remedy: string): string | undefined {
  const words = text?.trim();
  if (words === '') throw new UserError(`${flag}: it is empty`, remedy);
  return words;
}

/** Words from the person at the terminal, trimmed. */
export async function askWords(question: string): Promise<string> {
  const { askText } = await import('../prompts.ts');
  const validate = (text: string) => text.trim() !== '' || 'A few words are needed';
  return (await askText({ message: question, validate })).trim();
}

/** A prompt's check from a function that throws: what it says is what the person reads. */
export function accepts(take: (text: string) => unknown): (text: string) => string | true {
  return (text) => {
    try {
      take(text);
      return true;
    } catch (error) {
      if (isUserError(error)) return `${error.message}; ${error.hint}`;
      throw error;
    }
  };
}
