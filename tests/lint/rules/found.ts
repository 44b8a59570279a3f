/** The problems that rules find in programs given as strings. */

import { lint, type RatedProblem } from '../../../src/lint/lint.ts';
import { lintConfig } from '../../../src/lint/settings.ts';
import type { SourceFile } from '../../../src/program/draft.ts';

export type Files = Readonly<Record<string, string>>;

/** Settings as they stand under `lint: rules:`. */
type Rules = Readonly<Record<string, unknown>>;

export function sourcesOf(files: Files): SourceFile[] {
  const encoder = new TextEncoder();
  return Object.entries(files).map(([name, text]) => ({ name, path: name, bytes: encoder.encode(text) }));
}

function linted(files: Files, rules: Rules): readonly RatedProblem[] {
  return lint({ files: sourcesOf(files), config: lintConfig({ rules }).rules });
}

/** All problems of the files but that titles are as short as can be, and that nobody uses the roles. */
export function problemsOf(files: Files): readonly RatedProblem[] {
  return linted(files, { 'vague-title': 'off', 'unused-role': 'off' });
}

/** Those that the one rule finds. */
export function ofRule(rule: string, files: Files, rules: Rules = {}): readonly RatedProblem[] {
  return linted(files, rules).filter((problem) => problem.rule === rule);
}

/** `file:line:column what stands there: message (hint)`, of the one rule. */
export function found(rule: string, files: Files, rules: Rules = {}): string[] {
  return ofRule(rule, files, rules).map(({ file, line, column, endColumn, source, message, hint }) => {
    const place = source.slice(column - 1, endColumn - 1);
    return `${file}:${line}:${column} ${place}: ${message}${hint ? ` (${hint})` : ''}`;
  });
}

/** `line:column message`, of the one rule; before it the file, unless it is `one.yaml`. */
export function worded(rule: string, files: Files, rules: Rules = {}): string[] {
  return ofRule(rule, files, rules).map(({ file, line, column, message }) => {
    const place = `${line}:${column} ${message}`;
    return file === 'one.yaml' ? place : `${file}:${place}`;
  });
}

/** `line:column-line:column` of each problem that the rule finds. */
export function spans(rule: string, files: Files): string[] {
  return ofRule(rule, files).map(
    ({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`,
  );
}

/** The files with the fixes of the problems made. */
export function withFixes(files: Files, problems: readonly RatedProblem[]): Files {
  const edits = problems.flatMap(({ fix }) => fix ?? []).sort((a, b) => b.from - a.from);
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      edits
        .filter(({ file }) => file === name)
        .reduce((now, edit) => now.slice(0, edit.from) + edit.text + now.slice(edit.to), text),
    ]),
  );
}

/** A file with the rule's fixes made. */
export function fixed(rule: string, files: Files, name = 'one.yaml'): string {
  return withFixes(files, ofRule(rule, files))[name] ?? '';
}

/** A program of these phases, each with its due and its items; more of `program.yaml` after the phases. */
export function program(
  phases: Readonly<Record<string, readonly [due: string, items: string]>>,
  more = '',
): Files {
  const ids = Object.keys(phases);
  return {
    'program.yaml': `id: sample\ntitle: A sample\nphases: [${ids.join(', ')}]\n${more}`,
    ...Object.fromEntries(
      ids.map((id) => {
        const [due, items] = phases[id] ?? ['', ''];
        return [`${id}.yaml`, `id: ${id}\ntitle: The phase\ndue: ${due}\nitems:\n${items}`];
      }),
    ),
  };
}

/** A program of one phase, `week-1.yaml`, due at the end of the week, with its items from line 5 on. */
export function week(items: string, more = ''): Files {
  return program({ 'week-1': ['week 1', items] }, more);
}

const roles = '{ manager: { title: Manager }, buddy: { title: Buddy }, release-manager: { title: RM } }';

/** One checklist, `one.yaml`, whose items begin on line 5, in a program with three roles. */
export function ofItems(items: string): Files {
  return {
    'program.yaml': `id: pm\ntitle: The program\nphases: [one]\nroles: ${roles}\n`,
    ...aloneOf(items),
  };
}

/** The same checklist without a program around it. */
export function aloneOf(items: string): Files {
  return { 'one.yaml': `id: one\ntitle: Phase one\ndue: day 1\nitems:\n${items}` };
}
