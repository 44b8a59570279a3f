/** Lints programs given as strings, and returns their problems in short. */

import type { RulesConfig } from '../../src/lint/config.ts';
import { type ReadResult, readProgram } from '../../src/lint/lint.ts';
import type { SourceFile } from '../../src/program/draft.ts';
import type { Problem } from '../../src/program/problem.ts';
import { sourcesOf } from './rules/found.ts';

/** `line:column message`, with the hint in brackets where it suggests something. */
export function faults(problems: readonly Problem[]): string[] {
  return problems.map(({ line, column, message, hint }) => {
    const suggests = hint?.startsWith('did you mean') ? ` (${hint})` : '';
    return `${line}:${column} ${message}${suggests}`;
  });
}

/** Files by name; `program.yaml` may be left out: then it has the other files as phases and three roles. */
export function read(files: Readonly<Record<string, string>>): ReadResult {
  return readProgram(filesOf(files));
}

export function filesOf(files: Readonly<Record<string, string>>): SourceFile[] {
  const phases = Object.keys(files).flatMap((name) => (name === 'program.yaml' ? [] : [name.slice(0, -5)]));
  const program = `id: pm
title: PM
phases: [${phases.join(', ')}]
roles: { manager: { title: Manager }, buddy: { title: Buddy }, mentor: { title: Mentor, default: buddy } }
`;
  return sourcesOf({ 'program.yaml': program, ...files });
}

/** Without the rules that files as short as these all break. */
export const lenient: RulesConfig = {
  'vague-title': { severity: 'off' },
  'unused-role': { severity: 'off' },
  'no-effort': { severity: 'off' },
  'duplicate-title': { severity: 'off' },
};

/** The problems of one checklist, `one.yaml`, whose items begin on line 5. */
export function faultsOfItems(items: string): string[] {
  return faults(read({ 'one.yaml': `id: one\ntitle: One\ndue: day 1\nitems:\n${items}` }).problems);
}
