/** What a rule of lint is. */
import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import { type Draft, type Entry, textAt } from '../program/draft.ts';
import type { CalendarSettings, Program } from '../program/model.ts';
import type { Edit, Problem } from '../program/problem.ts';
import type { Located, Range, YamlFile } from '../program/yaml.ts';
import type { Mention } from './directives.ts';

export type Severity = 'error' | 'warning';

export interface Rule<Options = unknown> {
  readonly id: string;
  /** Unless the settings say otherwise. */
  readonly severity: Severity;
  /** One sentence: what it spares whom. */
  readonly why: string;
  /** Whether a program in which it finds something can't be compiled, so that nobody can start with it. */
  readonly structural?: true;
  /** What it says nothing without: where that is missing, its silence means nothing. */
  readonly needs?: readonly ('whole' | 'sound' | keyof Facts)[];
  /** The keys that the settings may give it, with their defaults. */
  readonly options?: z.ZodType<Options>;
  check(subject: Subject, options: Options): Iterable<Found>;
}

/** A problem without what the rule itself says of all of them. */
export type Found = Omit<Problem, 'rule'>;

/** What a rule looks at. */
export interface Subject extends Facts {
  readonly draft: Draft;
  /** The compiled program, for rules that are not structural: as far as it can be read, where it isn't sound. */
  readonly program?: Program;
  /** Whether all of the program is there and no structural rule finds anything. */
  readonly sound?: boolean;
  /** For the rule that looks at directives: what came of them once all others were done. */
  readonly directives?: DirectiveResult;
}

interface DirectiveResult {
  /** What has no effect, though the rules that it names, if there are such, could look. */
  readonly idle: readonly Mention[];
  /** The ids of all rules. */
  readonly known: readonly string[];
}

/** What plain lint doesn't know: given by flags alone. */
export interface Facts {
  readonly horizon?: Horizon;
  readonly against?: Against;
  /** Address, as urls.ts has it → what came of asking it; without those that were not asked. */
  readonly links?: ReadonlyMap<string, LinkAnswer>;
}

export interface Horizon {
  /** The last day on which somebody may start. */
  readonly until: CalendarDate;
  readonly today: CalendarDate;
  /** The workspace's calendar, nearer than the program's. */
  readonly calendar: CalendarSettings;
  /** The pm-onboard.yaml that holds it. */
  readonly settings?: YamlFile;
}

/** The programs that hires have, each with how many have it; undefined where that is unknown. */
export interface Against {
  readonly programs: readonly { readonly program: Program; readonly hires: number | undefined }[];
}

export interface LinkAnswer {
  readonly ok: boolean;
  /** In words: `404 Not Found`, `no answer in 10 s`. */
  readonly answer: string;
}

/** Whether the rule's silence says that there is nothing to find. */
export function couldLook({ needs = [] }: Rule, subject: Subject): boolean {
  return needs.every((need) => {
    if (need === 'sound') return subject.sound;
    return need === 'whole' ? subject.draft.whole : subject[need] !== undefined;
  });
}

/** For rules whose options differ: the list holds them all as one type. */
export function rule<Options>(definition: Rule<Options>): Rule {
  return definition as Rule;
}

interface More {
  readonly hint?: string | undefined;
  readonly fix?: readonly Edit[];
}

/** A finding at a value. */
export function atValue({ yaml, path }: Located, message: string, more: More = {}): Found {
  return { file: yaml.file, message, ...filled(more), ...yaml.valueAt(path) };
}

/** A finding at the key that a value stands under. */
export function atKey({ yaml, path }: Located, message: string, more: More = {}): Found {
  return { file: yaml.file, message, ...filled(more), ...yaml.keyAt(path) };
}

/** A finding at a piece of the text. */
export function atRange(
  { yaml }: Pick<Located, 'yaml'>,
  range: Range,
  message: string,
  more: More = {},
): Found {
  return { file: yaml.file, message, ...filled(more), ...yaml.spanOf(range) };
}

function filled({ hint, fix }: More): Pick<Found, 'hint' | 'fix'> {
  return { ...(hint === undefined ? {} : { hint }), ...(fix === undefined ? {} : { fix }) };
}

/** The edit that puts a text in the place of a value, as it stands in the file, quotes and all. */
export function replacing({ yaml, path }: Located, text: string): Edit[] {
  const range = yaml.valueRange(path);
  return range ? [{ file: yaml.file, from: range[0], to: range[1], text }] : [];
}

/** How a message calls an item or group. */
export function nameOf(entry: Entry): string {
  const id = textAt(entry, 'id');
  return id ? `\`${id.value}\`` : `the ${entry.kind}`;
}

/** For the rules that the schema answers. */
export function shapeProblems(id: string): (subject: Subject) => Problem[] {
  return ({ draft }) => draft.shape.filter(({ rule: name }) => name === id);
}
