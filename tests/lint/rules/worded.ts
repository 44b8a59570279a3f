/** What one rule finds in quoted files, in short; and the files once its fixes are in. */
import { lint, type RatedProblem } from '../../../src/lint/lint.ts';
import type { RuleSettings } from '../../../src/lint/settings.ts';

export type Files = Readonly<Record<string, string>>;

const top = 'id: one\ntitle: Phase one\ndue: day 1\nitems:\n';

const roles = '{ manager: { title: Manager }, buddy: { title: Buddy }, release-manager: { title: RM } }';

/** One checklist, `one.yaml`, whose items begin on line 5, in a program with three roles. */
export function ofItems(items: string): Files {
  return {
    'program.yaml': `id: pm\ntitle: The program\nphases: [one]\nroles: ${roles}\n`,
    'one.yaml': top + items,
  };
}

/** The same checklist without a program around it. */
export function aloneOf(items: string): Files {
  return { 'one.yaml': top + items };
}

export function problemsOf(files: Files, settings: RuleSettings = {}): RatedProblem[] {
  const encoder = new TextEncoder();
  return lint({
    files: Object.entries(files).map(([name, text]) => ({ name, path: name, bytes: encoder.encode(text) })),
    // Nobody uses the roles here.
    settings: { 'unused-role': { severity: 'off' }, ...settings },
  });
}

/** `line:column message` of each problem that the rule finds; before it the file, unless it is `one.yaml`. */
export function found(rule: string, files: Files, options?: unknown): string[] {
  return problemsOf(files, options ? { [rule]: { options } } : {})
    .filter((problem) => problem.rule === rule)
    .map(({ file, line, column, message }) => {
      const place = `${line}:${column} ${message}`;
      return file === 'one.yaml' ? place : `${file}:${place}`;
    });
}

/** `line:column-line:column` of each problem that the rule finds. */
export function spans(rule: string, files: Files): string[] {
  return problemsOf(files)
    .filter((problem) => problem.rule === rule)
    .map(({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`);
}

/** A file with the rule's fixes spliced in. */
export function fixed(rule: string, files: Files, name = 'one.yaml'): string {
  const edits = problemsOf(files)
    .filter((problem) => problem.rule === rule)
    .flatMap(({ fix = [] }) => fix)
    .filter(({ file }) => file === name)
    .sort((a, b) => b.from - a.from);
  return edits.reduce(
    (text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to),
    files[name] ?? '',
  );
}
