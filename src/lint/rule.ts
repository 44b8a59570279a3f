/** What a rule of lint is. */
import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import type { Draft, Entry } from '../program/draft.ts';
import type { CalendarFiles } from '../program/holidays.ts';
import type { CalendarConfig, Program } from '../program/model.ts';
import type { Edit, Problem } from '../program/problem.ts';
import type { Located, Range, YamlFile } from '../program/yaml.ts';
import type { Mention } from './directives.ts';
import type { DutiesSubject } from './duties.ts';

export type Severity = 'error' | 'warning';

export interface Rule<Options = unknown> {
  readonly id: string;
  /** The severity, unless pm-onboard.yaml or a flag sets another. */
  readonly severity: Severity;
  /** One sentence for docs, editors and reports: what goes wrong without the rule. */
  readonly why: string;
  /** True where a program in which the rule finds something can't be compiled, so that nobody can start with it. */
  readonly structural?: true;
  /**
   * What the rule has to know to find anything: all files of the program (`whole`), a program that compiles (`sound`), or
   * one of the extras. If that is missing, a rule that finds nothing doesn't show that all is well.
   */
  readonly needs?: readonly ('whole' | 'sound' | keyof Extras)[];
  /** The options that pm-onboard.yaml may give the rule, with their defaults. */
  readonly options?: z.ZodType<Options>;
  check(subject: Subject, options: Options): Iterable<Found>;
  /** For a rule that speaks once a program: the message for several findings, which stands at the first of them. */
  together?(count: number): string;
}

/** A problem without the rule's id, which lint adds. */
export type Found = Omit<Problem, 'rule'>;

/** What a rule looks at. */
export interface Subject extends Extras {
  readonly draft: Draft;
  /** The compiled program, for rules that are not structural; of a program that isn't sound, only the readable parts. */
  readonly program?: Program;
  /** Whether all of the program is there and the structural rules find nothing. */
  readonly sound?: boolean;
  /** For the rule unused-disable, which runs last: what the directives did to the problems of all other rules. */
  readonly directives?: DirectiveResult;
}

interface DirectiveResult {
  /** The directives, or names in them, that have no effect although the rules that they name could look. */
  readonly unused: readonly Mention[];
  /** The ids of all rules. */
  readonly known: readonly string[];
}

/** The calendar of a program.yaml or pm-onboard.yaml with the files that it names. */
export interface NamedCalendar {
  readonly file: Located;
  readonly calendars: CalendarFiles;
}

/** What lint knows besides the files that it checks. */
export interface Extras {
  /** The pm-onboard.yaml above the program; absent where there is none, or it was looked at with another program. */
  readonly workspace?: NamedCalendar;
  /** The files, as shown in messages, whose schema line names a file that isn't there. */
  readonly deadSchemas?: ReadonlySet<string>;
  /** The duties.yaml of a workspace; it is looked at without a program. */
  readonly duties?: DutiesSubject;
  readonly horizon?: Horizon;
  readonly against?: Against;
  /** With `--against`: the programs that are gone, told with one of the linted programs. */
  readonly gonePrograms?: readonly GoneProgram[];
  /** Id of a program → the folder of another program of the workspace that has it, and comes first. */
  readonly sameId?: ReadonlyMap<string, string>;
  /** Address as dead-link.ts finds it → the answer of its server; addresses that were not asked are absent. */
  readonly links?: ReadonlyMap<string, LinkAnswer>;
}

export interface Horizon {
  /** The last day on which somebody may start. */
  readonly until: CalendarDate;
  readonly today: CalendarDate;
  /** The workspace's calendar, which wins over the program's. */
  readonly calendar: CalendarConfig;
  /** The pm-onboard.yaml that holds the calendar. */
  readonly config?: YamlFile;
}

/** The programs that the linted one is compared with. */
export interface Against {
  readonly programs: readonly HeldProgram[];
}

/** A program, with who has it: so many hires and runs of checklists, or those who use a place such as a commit, whose number nobody knows. */
export interface HeldProgram {
  readonly program: Program;
  readonly hires: number | undefined;
  /** How many runs of checklists have it. */
  readonly runs?: number;
  /** The name of the place, such as `HEAD`; absent where it is a folder of compiled programs. */
  readonly place?: string;
}

/** A program that `--against` knows and that is in no file any more. */
export interface GoneProgram {
  readonly id: string;
  readonly hires: readonly HeldProgram[];
  /** Whether the linted program seems to be the one that took its place. */
  readonly isHeir: boolean;
}

export interface LinkAnswer {
  readonly ok: boolean;
  /** In words: `404 Not Found`, `no answer in 10 s`. */
  readonly answer: string;
}

/** Whether the rule knows all that it needs, so that finding nothing means that there is nothing to find. */
export function couldLook({ needs = [] }: Rule, subject: Subject): boolean {
  return needs.every((need) => {
    if (need === 'sound') return subject.sound;
    return need === 'whole' ? subject.draft.whole : subject[need] !== undefined;
  });
}

/** Gives a rule whose options have a type of their own the common type that the list of rules holds. */
export function rule<Options>(definition: Rule<Options>): Rule {
  return definition as Rule;
}

/** A finding at a value. */
export function atValue({ yaml, path }: Located, message: string, hint?: string, fix?: Found['fix']): Found {
  return { file: yaml.file, message, hint, fix, ...yaml.valueAt(path) };
}

/** A finding at the key that a value stands under. */
export function atKey({ yaml, path }: Located, message: string, hint?: string): Found {
  return { file: yaml.file, message, hint, ...yaml.keyAt(path) };
}

/** A finding at a piece of the file's text. */
export function atRange(
  yaml: YamlFile,
  range: Range,
  message: string,
  hint?: string,
  fix?: Found['fix'],
): Found {
  return { file: yaml.file, message, hint, fix, ...yaml.spanOf(range) };
}

/**
 * A finding at each text that says the same as an earlier one.
 * @param keyOf texts with the same key say the same
 * @param messageOf what is wrong with a text; `place` is where the first one stands, as `file:line`
 */
export function repeated(
  texts: readonly Located<string>[],
  keyOf: (text: string) => string,
  messageOf: (text: string, place: string) => string,
  hint?: string,
): Found[] {
  return [...grouped(texts, ({ value }) => keyOf(value)).values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return [];
    const place = `${first.yaml.file}:${first.yaml.valueAt(first.path).line}`;
    return others.map((text) => atValue(text, messageOf(text.value, place), hint));
  });
}

/** What is wrong with an id that stands already. @param place where the first one stands */
export function usedAlready(id: string, place: string): string {
  return `the id \`${id}\` is used already, at ${place}`;
}

/** What is wrong with a use of an item that `retired` lists. */
export function retiredText(id: string): string {
  return `\`${id}\` is retired: nobody gets it any more`;
}

/** The edit that replaces a value and its quotes by a text; empty if the value has no place of its own in the file. */
export function replacing({ yaml, path }: Located, text: string): Edit[] {
  const range = yaml.valueRange(path);
  return range ? [{ file: yaml.file, from: range[0], to: range[1], text }] : [];
}

/** How a message calls an item or group. */
export function nameOf(entry: Entry): string {
  return entry.id ? `\`${entry.id.value}\`` : `the ${entry.kind}`;
}
