/** Source files → a checked program with its problems, or the compiled one. Pure: the bytes come in. */

import { crossChecks } from './checks.ts';
import { byPlace, type Problem } from './problem.ts';
import {
  type ChecklistSource,
  checklistSchema,
  groupSchema,
  itemSchema,
  type ProgramSource,
  programSchema,
} from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

export interface SourceFile {
  /** The name in the program's folder: `program.yaml`, `week-1.yaml`. */
  readonly name: string;
  /** The path to show in messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A program as its files give it, each checklist in the order of the phases. */
export interface SourceProgram {
  readonly yaml: YamlFile;
  readonly program: ProgramSource;
  readonly checklists: readonly { readonly yaml: YamlFile; readonly checklist: ChecklistSource }[];
}

export interface ReadResult {
  /** Present where there are no problems. */
  readonly source?: SourceProgram;
  readonly problems: readonly Problem[];
}

/** Reads and checks a program's files; all problems of one run, sorted by place. Never throws on their content. */
export function readProgram(files: readonly SourceFile[]): ReadResult {
  const main = files.find((file) => file.name === 'program.yaml');
  if (!main) throw new TypeError('readProgram: no program.yaml among the files');
  const yaml = parseYaml(main.path, main.bytes);
  const problems: Problem[] = [...yaml.problems];
  if (problems.length > 0) return { problems };
  problems.push(...validate(programSchema, yaml.value, yaml));

  const checklists = phasesOf(yaml.value).flatMap((phase, index) => {
    const file = files.find(({ name }) => name === `${phase}.yaml`);
    if (!file) {
      const message = `the phase \`${phase}\` has no file \`${phase}.yaml\` beside it`;
      problems.push({ file: yaml.file, rule: 'file-name', message, ...yaml.valueAt(['phases', index]) });
      return [];
    }
    const parsed = parseYaml(file.path, file.bytes);
    const faults = parsed.problems.length > 0 ? parsed.problems : checklistProblems(parsed);
    problems.push(...faults);
    if (faults.length > 0) return [];
    const checklist = parsed.value as ChecklistSource;
    if (checklist.id !== phase) {
      const message = `the id \`${checklist.id}\` differs from the file's name`;
      problems.push({
        file: file.path,
        rule: 'file-name',
        message,
        hint: `write \`${phase}\``,
        ...parsed.valueAt(['id']),
      });
    }
    return [{ yaml: parsed, checklist }];
  });

  if (problems.length > 0) return { problems: problems.sort(byPlace) };
  const source = { yaml, program: yaml.value as ProgramSource, checklists };
  const crossed = crossChecks(source).sort(byPlace);
  return crossed.length > 0 ? { problems: crossed } : { source, problems: [] };
}

function phasesOf(value: unknown): string[] {
  const phases = (value as { phases?: unknown } | null)?.phases;
  return Array.isArray(phases) ? phases.filter((phase) => typeof phase === 'string') : [];
}

function checklistProblems(yaml: YamlFile): Problem[] {
  const entries = (yaml.value as { items?: unknown } | null)?.items;
  return [
    ...validate(checklistSchema, yaml.value, yaml),
    ...(Array.isArray(entries) ? entries : []).flatMap((entry: unknown, index) => {
      const schema =
        typeof entry === 'object' && entry !== null && 'items' in entry ? groupSchema : itemSchema;
      return validate(schema, entry, yaml, ['items', index]);
    }),
  ];
}
