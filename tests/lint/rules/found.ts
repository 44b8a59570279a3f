/** What a rule finds in programs in quotes. */
import { lint, type RatedProblem } from '../../../src/lint/lint.ts';
import { lintSettings } from '../../../src/lint/settings.ts';

export type Files = Readonly<Record<string, string>>;

/** All problems of the files; the settings as they stand under `lint: rules:`. */
export function problemsOf(files: Files, settings: Readonly<Record<string, unknown>> = {}): RatedProblem[] {
  return lint({
    files: Object.entries(files).map(([name, text]) => ({
      name,
      path: name,
      bytes: new TextEncoder().encode(text),
    })),
    // The titles here are as short as can be.
    settings: lintSettings({ rules: { 'vague-title': 'off', ...settings } }).rules,
  });
}

/** `file:line:column what stands there: message (hint)`, of the one rule. */
export function found(
  rule: string,
  files: Files,
  settings: Readonly<Record<string, unknown>> = {},
): string[] {
  return problemsOf(files, settings)
    .filter((problem) => problem.rule === rule)
    .map(({ file, line, column, endColumn, source, message, hint }) => {
      const place = source.slice(column - 1, endColumn - 1);
      return `${file}:${line}:${column} ${place}: ${message}${hint ? ` (${hint})` : ''}`;
    });
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

/** The files with the fixes of the problems made. */
export function mended(files: Files, problems: readonly RatedProblem[]): Files {
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
