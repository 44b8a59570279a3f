/** A program's files → the problems in them: runs the rules, rates what they find, sorts it. Pure: the bytes come in. */
import { compile } from '../program/compile.ts';
import { readDraft, type SourceFile, sourceOf } from '../program/draft.ts';
import { byPlace, type Problem, type Span } from '../program/problem.ts';
import type { ProgramSource } from '../program/schema.ts';
import type { YamlFile } from '../program/yaml.ts';
import { applyDirectives, beyond, type Mention, nameIn } from './directives.ts';
import { readableProgram } from './readable.ts';
import { couldLook, type Facts, type Found, type Rule, type Severity, type Subject } from './rule.ts';
import { rules } from './rules/index.ts';
import { unusedDisable } from './rules/unused-disable.ts';
import type { RuleSettings } from './settings.ts';

/** A problem, and how much it matters. */
export interface RatedProblem extends Problem, Excerpt {
  readonly severity: Severity;
  /** The fix, where it is a single edit in the problem's own file. */
  readonly suggestion?: Suggestion;
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
  readonly settings: RuleSettings;
  readonly facts?: Facts;
}

/** All problems of one program's files, by place. Never throws on their content. */
export function lint(input: LintInput): readonly RatedProblem[] {
  return inspect(input).problems;
}

/** What lint looked at, and what it found there. */
export interface Inspection {
  readonly input: LintInput;
  readonly subject: Subject;
  readonly problems: readonly RatedProblem[];
}

export function inspect(input: LintInput): Inspection {
  const { files, settings, facts = {} } = input;
  const draft = readDraft(files);
  const structural = problemsOf(rules.filter(isStructural), { ...facts, draft });
  const sound = draft.whole && structural.length === 0;
  // Once compiled, a program can be looked at as the hire will have it: dates and effort worked out.
  const program = sound ? compile(sourceOf(draft), '') : readableProgram(draft);
  const subject = { ...facts, draft, sound, ...(program ? { program } : {}) };
  const others = rules.filter((rule) => !isStructural(rule) && rule.id !== unusedDisable.id);
  const found = [...structural, ...problemsOf(others, subject, settings)];
  const yamls = draft.files.map(({ yaml }) => yaml);
  // Holidays may stand in the settings of the workspace.
  const read = [...yamls, ...(facts.horizon?.settings ? [facts.horizon.settings] : [])];
  const byFile = new Map(read.map((yaml) => [yaml.file, yaml]));
  const { kept, idle } = applyDirectives(
    yamls,
    found.flatMap((problem) => rated(problem, byFile, settings)),
  );
  const directives = { idle: idle.filter(isTelling(subject, settings)), known: [...defaults.keys()] };
  const unused = problemsOf([unusedDisable], { ...subject, directives }, settings);
  const problems = [...kept, ...unused.flatMap((problem) => rated(problem, byFile, settings))];
  return { input, subject, problems: problems.sort(byPlace) };
}

/** Whether it tells something that a mention has no effect: not where what it is for couldn't be looked for. */
function isTelling(subject: Subject, settings: RuleSettings): (mention: Mention) => boolean {
  const { draft, sound = false } = subject;
  return (mention) => {
    const { yaml, verb } = mention.directive;
    const name = nameIn(mention)?.rule;
    const rule = rules.find(({ id }) => id === name);
    if (!verb || (name !== undefined && !rule) || beyond.includes(name ?? '')) return true;
    if (yaml.value === undefined) return false;
    if (!rule) return sound || draft.program === undefined;
    return settings[rule.id]?.severity !== 'off' && couldLook(rule, subject);
  };
}

export interface ReadResult {
  /** Present where there are no problems. */
  readonly source?: ProgramSource;
  readonly problems: readonly Problem[];
}

/**
 * Reads a program's files for use: only what keeps it from being compiled is a problem, and files that it doesn't list
 * are none of its business.
 * @throws TypeError where `program.yaml` is not among the files
 */
export function readProgram(files: readonly SourceFile[]): ReadResult {
  if (!files.some(({ name }) => name === 'program.yaml'))
    throw new TypeError('readProgram: no program.yaml among the files');
  const draft = readDraft(files);
  const foreign = new Set(draft.unlisted.map(({ yaml }) => yaml.file));
  const found = problemsOf(rules.filter(isStructural), { draft });
  const problems = found.filter(({ file }) => !foreign.has(file)).sort(byPlace);
  return problems.length > 0 ? { problems } : { source: sourceOf(draft), problems };
}

function isStructural({ structural }: Rule): boolean {
  return structural === true;
}

function problemsOf(chosen: readonly Rule[], subject: Subject, settings: RuleSettings = {}): Problem[] {
  return chosen.flatMap((rule) => {
    if (settings[rule.id]?.severity === 'off') return [];
    const options = rule.options?.parse(settings[rule.id]?.options ?? {});
    return [...rule.check(subject, options)].map((found: Found) => ({ ...found, rule: rule.id }));
  });
}

function rated(
  problem: Problem,
  files: ReadonlyMap<string, YamlFile>,
  settings: RuleSettings,
): RatedProblem[] {
  const severity = settings[problem.rule]?.severity ?? defaults.get(problem.rule) ?? 'error';
  if (severity === 'off') return [];
  const yaml = files.get(problem.file);
  return [{ ...problem, ...excerpt(problem, yaml), severity, ...suggestionOf(problem, yaml) }];
}

function excerpt({ line, column, endLine, endColumn }: Span, yaml: YamlFile | undefined): Excerpt {
  const [source = '', endSource = ''] = [yaml?.lineText(line), yaml?.lineText(endLine)];
  return { line, column, endLine, endColumn, source, endSource };
}

function suggestionOf({ file, fix = [] }: Problem, yaml: YamlFile | undefined) {
  const [edit, ...others] = fix;
  if (!yaml || !edit || others.length > 0 || edit.file !== file) return {};
  return { suggestion: { ...excerpt(yaml.spanOf([edit.from, edit.to]), yaml), text: edit.text } };
}

const defaults = new Map(rules.map(({ id, severity }) => [id, severity]));
