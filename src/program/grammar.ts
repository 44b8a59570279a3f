/** The forms of ids, date rules and effort in a checklist. Without zod, because every command loads this file. */

export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The names that the file of a program itself may have; where both are there, the first counts. */
export const programNames: readonly string[] = ['program.yaml', 'program.yml'];

/** The file of a program itself among the names of its folder. */
export function programFileIn(names: readonly string[]): string | undefined {
  return programNames.find((name) => names.includes(name));
}

/** The minutes of a whole day of work: what `1 day` of effort means, and the most that a day holds. */
export const fullDay = 480;

/** So many days may what was done count at most. */
export const mostDaysValid = 366;

/** How long what was done counts: `N days`, from 1 to 366. */
export const validForPattern = /^(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]) days?$/;

/** When an item is due: relative to the first day, the last day or another item; plan/timeline.ts makes a date of it. */
export interface DateRule {
  readonly unit: DateUnit;
  /** 0 for `none`. */
  readonly n: number;
  /** The id of the item from whose date `days after` and `workdays after` count; absent for every other unit. */
  readonly after?: string;
}

export type DateUnit =
  | 'day'
  | 'week'
  | 'workday'
  | 'days before start'
  | 'workdays before start'
  | 'days before end'
  | 'workdays before end'
  | 'days after end'
  | 'workdays after end'
  | 'days after'
  | 'workdays after'
  | 'none';

const number = '[1-9]\\d{0,2}';
const beside = [
  `(${number}) (days?|workdays?) before start`,
  `(0|${number}) (days?|workdays?) before end`,
  // `end` is the last day here: no item of that id can be meant.
  `(${number}) (days?|workdays?) after end`,
];

/** What the end of a phase may be: a day that follows from the first or the last day alone. */
export const phaseRulePattern = new RegExp(`^(?:(day|week|workday) (${number})|${beside.join('|')})$`);

export const dateRulePattern = new RegExp(
  `^(?:(day|week|workday) (${number})|${beside.join('|')}|(${number}) (days?|workdays?) after (?!start$)([a-z0-9]+(?:-[a-z0-9]+)*)|(none))$`,
);

/** As {@link dateRulePattern}, for what isn't to be done before a day. */
export const fromRulePattern = new RegExp(dateRulePattern.source.replace('|(none)', ''));

/** How many steps of a unit a rule may count to. */
const mostCounted = 999;

/**
 * `day N`, `week N`, `workday N`, `N days before start`, `N days before end`, `N days after end`, `N days after ID`, each with
 * `workdays` instead of `days` as well, N from 1 to 999 and before the end from 0; or `none`. Undefined for anything else. It
 * takes what {@link dateRulePattern} matches, word by word: every plan asks for many rules, and the pattern takes a millisecond.
 */
export function parseDateRule(text: string): DateRule | undefined {
  if (isUndated(text)) return { unit: 'none', n: 0 };
  const [first = '', second = '', side, anchor = '', ...more] = text.split(' ');
  if (side === undefined) {
    const n = numberFrom(second, 1);
    const isUnit = first === 'day' || first === 'week' || first === 'workday';
    return isUnit && n !== undefined ? { unit: first, n } : undefined;
  }
  const n = numberFrom(first, side === 'before' && anchor === 'end' ? 0 : 1);
  const days = daysWord(second);
  if (n === undefined || days === undefined || more.length > 0) return undefined;
  if (side === 'before')
    return anchor === 'start' || anchor === 'end' ? { unit: `${days} before ${anchor}`, n } : undefined;
  if (side !== 'after' || anchor === 'start') return undefined;
  if (anchor === 'end') return { unit: `${days} after end`, n };
  return idPattern.test(anchor) ? { unit: `${days} after`, n, after: anchor } : undefined;
}

function daysWord(word: string): 'days' | 'workdays' | undefined {
  if (word === 'day' || word === 'days') return 'days';
  return word === 'workday' || word === 'workdays' ? 'workdays' : undefined;
}

function numberFrom(digits: string, least: number): number | undefined {
  const n = Number(digits);
  return n >= least && n <= mostCounted && `${Math.floor(n)}` === digits ? n : undefined;
}

/** The id of the item from whose date a rule counts; undefined for a rule that needs no item. Every plan asks it of every item. */
export function itemInRule(text: string | undefined): string | undefined {
  if (!text?.includes(' after ')) return undefined;
  return parseDateRule(text)?.after;
}

/** On which working day of a template its meeting is. */
export const meetsPattern = new RegExp(`^workday ${number}$`);

/** Whether a rule says that there is no date. */
export function isUndated(rule: string): boolean {
  return rule === 'none';
}

/** Which day a rule counts from: the first or the last day of the run; undefined where it counts from neither. */
export function anchorOf({ unit }: DateRule): 'start' | 'end' | undefined {
  if (unit.endsWith('end')) return 'end';
  return unit === 'none' || unit.endsWith('after') ? undefined : 'start';
}

/** The longest effort that {@link parseEffort} returns, in minutes. */
export const maxEffort = 9999 * fullDay;

export const effortPattern = /^([1-9]\d{0,3}) (min|h|days?)$/;

const minutesOf = { min: 1, h: 60, day: fullDay, days: fullDay } as const;

/** `N min`, `N h` or `N days` as minutes; undefined for anything else. */
export function parseEffort(text: string): number | undefined {
  const match = effortPattern.exec(text);
  return match ? Number(match[1]) * minutesOf[match[2] as keyof typeof minutesOf] : undefined;
}
