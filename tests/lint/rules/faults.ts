/** The problems that one rule finds in a program given as a string, with the input of a flag. */
import { lint, readProgram } from '../../../src/lint/lint.ts';
import type { Extras } from '../../../src/lint/rule.ts';
import { compile } from '../../../src/program/compile.ts';
import type { Program } from '../../../src/program/model.ts';
import { type Files, sourcesOf } from './found.ts';

/** `file:line:column message (hint)` of each finding of the rule. */
export function faultsOf(rule: string, files: Files, extras: Extras, options: object = {}): string[] {
  const found = lint({ files: sourcesOf(files), config: { [rule]: { options } }, extras });
  return found
    .filter((problem) => problem.rule === rule)
    .map(({ file, line, column, message, hint }) => `${file}:${line}:${column} ${message} (${hint})`);
}

/** @throws Error where the files have problems */
export function compiled(files: Files): Program {
  const { source, problems } = readProgram(sourcesOf(files));
  if (!source) throw new Error(JSON.stringify(problems));
  return compile(source, '');
}

/** A program of one phase, `one`, whose items begin on line 5. */
export function oneWith(items: string, head = ''): Record<'program.yaml' | 'one.yaml', string> {
  return {
    'program.yaml': `id: pm\ntitle: PM\nphases: [one]\nroles: { buddy: { title: B }, mentor: { title: M } }\n${head}`,
    'one.yaml': `id: one\ntitle: One\ndue: week 1\nitems:\n${items}`,
  };
}
