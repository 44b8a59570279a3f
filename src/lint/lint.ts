/** Runs the rules on a program's files, and rates and sorts what they find. The bytes are given: no file is read here. */
import { compile } from '../program/compile.ts';
import { type Draft, readDraft, type SourceFile, sourceOf } from '../program/draft.ts';
import { programFileIn } from '../program/grammar.ts';
import { byPlace, type Problem, type Span } from '../program/problem.ts';
import type { ProgramSource } from '../program/shape.ts';
import type { YamlFile } from '../program/yaml.ts';
import type { RulesConfig } from './config.ts';
import { applyDirectives, beyond, type Mention } from './directives.ts';
import { lostIn } from './lost.ts';
import { readableProgram } from './readable.ts';
import { couldLook, type Extras, type Found, type Rule, type Severity, type Subject } from './rule.ts';
import { rules } from './rules/index.ts';
import { lostText } from './rules/lost-text.ts';
import { unusedDisable } from './rules/unused-disable.ts';

/** A problem with its severity, and the lines of the file around it. */
export interface RatedProblem extends Problem, Excerpt {
  readonly severity: Severity;
  /** The fix, where it is a single edit in the problem's own file. */
  readonly suggestion?: Suggestion | undefined;
}

/** A piece of a file, with the lines that it begins and ends on. */
export interface Excerpt extends Span {
  readonly source: string;
  readonly endSource: string;
}

/** A piece of a file, and the text to put in its place. */
interface Suggestion extends Excerpt {
  readonly text: string;
}

export interface LintInput {
  /** The files of one program, or a lone checklist. */
  readonly files: readonly SourceFile[];
  readonly config: RulesConfig;
  readonly extras?: Extras;
}

/** All problems of one program's files, by place. Never throws on their content. */
export function lint(input: LintInput): readonly RatedProblem[] {
  return inspect(input).problems;
}

/** One look at a program: what lint looked at, and what it found. */
export interface Inspection {
  readonly input: LintInput;
  readonly subject: Subject;
  readonly problems: readonly RatedProblem[];
}

export function inspect(input: LintInput): Inspection {
  const { files, config, extras = {} } = input;
  const draft = readDraft(files);
  const structural = problemsOf(rules.filter(isStructural), { ...extras, draft });
  const sound = draft.whole && structural.length === 0;
  // A compiled program shows the rules what the hire will get, with the dates and effort worked out.
  const program = sound ? compile(sourceOf(draft), '') : readableProgram(draft);
  const subject = { ...extras, draft, sound, ...(program ? { program } : {}) };
  const others = rules.filter((rule) => !isStructural(rule) && rule.id !== unusedDisable.id);
  const found = withoutHalves([...structural, ...problemsOf(others, subject, config)], draft, config);
  const yamls = draft.files.map(({ yaml }) => yaml);
  // Problems of the calendar may stand in pm-onboard.yaml.
  const duties = extras.duties ? [extras.duties.file.yaml] : [];
  const outside = [extras.horizon?.config, extras.workspace?.file.yaml, ...duties].flatMap(
    (yaml) => yaml ?? [],
  );
  const read = [...yamls, ...outside];
  const byFile = new Map(read.map((yaml) => [yaml.file, yaml]));
  const { kept, unused } = applyDirectives(
    [...yamls, ...(extras.workspace ? [extras.workspace.file.yaml] : []), ...duties],
    found.flatMap((problem) => rated(problem, byFile, config)),
  );
  const directives = { unused: unused.filter(isTelling(subject, config)), known: [...defaults.keys()] };
  const inDirectives = problemsOf([unusedDisable], { ...subject, directives }, config);
  const problems = [
    ...togetherBy(kept),
    ...inDirectives.flatMap((problem) => rated(problem, byFile, config)),
  ];
  return { input, subject, problems: problems.sort(byPlace) };
}

/**
 * Leaves out what other rules find in half a text: its other half is lost (lost-text), and what is left misleads them. What
 * keeps the program from being compiled stays, but isn't fixed: in quotes, the half would look whole.
 */
function withoutHalves(found: readonly Problem[], draft: Draft, config: RulesConfig): readonly Problem[] {
  if (config[lostText.id]?.severity === 'off' || !found.some(({ rule }) => rule === lostText.id))
    return found;
  const halves = draft.files.flatMap(({ yaml }) =>
    lostIn(yaml).map(({ place, range }) => ({
      file: yaml.file,
      ...yaml.spanOf([yaml.valueRange(place.path)?.[0] ?? range[0], range[0]]),
    })),
  );
  const inHalf = (problem: Problem) =>
    halves.some((half) => problem.file === half.file && isWithin(problem, half));
  return found.flatMap((problem) => {
    if (problem.rule === lostText.id || !inHalf(problem)) return [problem];
    return rules.some((rule) => rule.id === problem.rule && isStructural(rule))
      ? [{ ...problem, fix: undefined }]
      : [];
  });
}

/** Whether the problem begins in the span or right at its end. */
export function isWithin(
  { line, column }: Span,
  { line: first, column: from, endLine, endColumn }: Span,
): boolean {
  const after = line > first || (line === first && column >= from);
  return after && (line < endLine || (line === endLine && column <= endColumn));
}

/** The problems of each rule that speaks once a program as one, at the first place that no directive takes out. */
function togetherBy(problems: readonly RatedProblem[]): readonly RatedProblem[] {
  return rules.reduce((all, { id, together }) => {
    const own = together ? all.filter(({ rule }) => rule === id) : [];
    const [first] = own;
    if (!together || !first || own.length === 1) return all;
    return [...all.filter(({ rule }) => rule !== id), { ...first, message: together(own.length) }];
  }, problems);
}

/** Whether a mention without effect is a problem. It isn't if the rule that it names is off or couldn't look. */
function isTelling(subject: Subject, config: RulesConfig): (mention: Mention) => boolean {
  const { draft, sound = false } = subject;
  return ({ directive: { yaml, verb }, name: { rule: name } = {}, isLoose }) => {
    if (isLoose) return true;
    const rule = rules.find(({ id }) => id === name);
    if (!verb || (name !== undefined && !rule) || beyond.includes(name ?? '')) return true;
    if (yaml.value === undefined) return false;
    if (!rule) return sound || draft.program === undefined;
    return config[rule.id]?.severity !== 'off' && couldLook(rule, subject);
  };
}

export interface ReadResult {
  /** Present where there are no problems. */
  readonly source?: ProgramSource;
  readonly problems: readonly Problem[];
}

/**
 * Reads a program's files to compile them. Only what keeps the program from being compiled is a problem; files that
 * `phases` doesn't list are not looked at.
 * @throws TypeError where `program.yaml` is not among the files
 */
export function readProgram(files: readonly SourceFile[]): ReadResult {
  if (programFileIn(files.map(({ name }) => name)) === undefined)
    throw new TypeError('readProgram: no program.yaml among the files');
  const draft = readDraft(files);
  const listed = new Set(draft.files.flatMap(({ yaml, listed }) => (listed ? yaml.file : [])));
  const found = problemsOf(rules.filter(isStructural), { draft });
  const problems = found.filter(({ file }) => listed.has(file)).sort(byPlace);
  return problems.length > 0 ? { problems } : { source: sourceOf(draft), problems };
}

function isStructural({ structural }: Rule): boolean {
  return structural === true;
}

function problemsOf(chosen: readonly Rule[], subject: Subject, config: RulesConfig = {}): Problem[] {
  return chosen.flatMap((rule) => {
    if (config[rule.id]?.severity === 'off') return [];
    const options = rule.options?.parse(config[rule.id]?.options ?? {});
    return [...rule.check(subject, options)].map((found: Found) => ({ ...found, rule: rule.id }));
  });
}

/** The problems of a file that no rule looks at, as errors with the lines around them. */
export function asErrors(problems: readonly Problem[], yaml: YamlFile): readonly RatedProblem[] {
  return problems.map((problem) => ({ ...problem, ...excerpt(problem, yaml), severity: 'error' }));
}

function rated(problem: Problem, files: ReadonlyMap<string, YamlFile>, config: RulesConfig): RatedProblem[] {
  const severity = config[problem.rule]?.severity ?? defaults.get(problem.rule) ?? 'error';
  if (severity === 'off') return [];
  const yaml = files.get(problem.file);
  return [{ ...problem, ...excerpt(problem, yaml), severity, suggestion: suggestionOf(problem, yaml) }];
}

function excerpt({ line, column, endLine, endColumn }: Span, yaml: YamlFile | undefined): Excerpt {
  const [source = '', endSource = ''] = [yaml?.lineText(line), yaml?.lineText(endLine)];
  return { line, column, endLine, endColumn, source, endSource };
}

function suggestionOf({ file, fix = [] }: Problem, yaml: YamlFile | undefined): Suggestion | undefined {
  const [edit, ...others] = fix;
  if (!yaml || !edit || others.length > 0 || edit.file !== file) return undefined;
  return { ...excerpt(yaml.spanOf([edit.from, edit.to]), yaml), text: edit.text };
}

const defaults = new Map(rules.map(({ id, severity }) => [id, severity]));
