/** The words of the accessible mode, as the rest of the program sees them. */
import type { CalendarDate } from './dates.ts';

/** What the accessible mode asks of its words. They are in `render/spoken.ts`, which is loaded in that mode only. */
export interface Speech {
  /** A title as a sentence, with how many rows follow: `Today, 3 of 5 steps. 2 h 45.` */
  heading(title: string, rows: Rows | undefined, beside: string): string;
  /** A row as a sentence, its state first: `Done. Step 1.10, Meet your manager, 30 min.`; cells may be empty. */
  row(state: string, cells: readonly string[]): string;
  /** A line that is spoken letter by letter: code. */
  verbatim(line: string): string;
  /**
   * A whole screen in words: dates, times and signs spelled out, each line a sentence, commands and addresses as they are.
   * @param width where lines are broken, between words; Infinity where they are not
   * @param today the day of the screen, whose month near dates leave out
   */
  screen(text: string, width: number, today?: CalendarDate): string;
  /**
   * A text on what people type, such as help: line by line without columns, and nothing else changed.
   * @param width as for {@link screen}
   */
  literal(text: string, width: number): string;
}

/** How many rows follow a title. */
export interface Rows {
  readonly shown: number;
  /** How many there are in all, if not all of them are shown. */
  readonly all?: number;
  /** What a row is: `step`. */
  readonly noun: string;
}

/**
 * Whether the person wants the accessible mode: by the flag, by `PM_ONBOARD_ACCESSIBLE`, or else by `ACCESSIBLE`, which other programs know too.
 * Of the variables, `0` and `false` are off, and an empty one is as good as none.
 * @param argv the arguments after the program's name
 * @param usual what the person's settings say
 */
export function wantsAccessible(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  usual = false,
): boolean {
  const end = argv.indexOf('--');
  if (argv.slice(0, end < 0 ? argv.length : end).includes('--accessible')) return true;
  const value = env['PM_ONBOARD_ACCESSIBLE'] || env['ACCESSIBLE'] || '';
  return value === '' ? usual : !['0', 'false'].includes(value.toLowerCase());
}

/** Where it stands whether the mode is on. Bundles and chunks have a copy each of this file, and one process. */
const spoken = Symbol.for('pm-onboard.accessible');

/** Whether the mode is on, for what has no `Io`: questions. */
export function isAccessible(): boolean {
  return Reflect.get(globalThis, spoken) === true;
}

export function noteAccessible(isOn: boolean): void {
  Reflect.set(globalThis, spoken, isOn);
}
