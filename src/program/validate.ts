/** Turns a schema's findings into problems that say, in a checklist author's words, what is wrong where. */
import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Path, YamlFile } from './yaml.ts';

/** The problems of the value at `path` of the file, held against the schema. */
export function validate(schema: z.ZodType, value: unknown, yaml: YamlFile, path: Path = []): Problem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => problemsOf(issue, schema, value, yaml, path));
}

function problemsOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  root: unknown,
  yaml: YamlFile,
  base: Path,
): Problem[] {
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const path = [...base, ...inner];
  const name = nameOf(path);

  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, inner);
    return issue.keys.map((key) => {
      const near = nearest(key, known)[0];
      const hint = near ? `did you mean \`${near}\`?` : `known here: ${known.join(', ')}`;
      return {
        file: yaml.file,
        rule: 'unknown-key',
        message: `unknown key \`${key}\``,
        hint,
        ...yaml.keyAt([...path, key]),
      };
    });
  }
  const value = inner.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    root,
  );
  if (value === undefined) {
    return [
      {
        file: yaml.file,
        rule: 'missing-key',
        message: `${name} is missing`,
        ...yaml.valueAt(path.slice(0, -1)),
      },
    ];
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        file: yaml.file,
        rule: 'wrong-value',
        message: `${name} ${issue.issues[0]?.message}`,
        ...yaml.keyAt(path),
      },
    ];
  }
  const place = yaml.valueAt(path);
  if (issue.message.startsWith('must ')) {
    return [{ file: yaml.file, rule: 'wrong-value', message: `${name} ${issue.message}`, ...place }];
  }
  if (issue.code === 'invalid_type') {
    const quote =
      issue.expected === 'string' && typeof value !== 'object' ? { hint: 'put it in quotes' } : {};
    const message = `${name} must be ${words[issue.expected] ?? issue.expected}, not ${kindOf(value)}`;
    return [{ file: yaml.file, rule: 'wrong-type', message, ...quote, ...place }];
  }
  if (issue.code === 'invalid_value') {
    const near = nearest(String(value), issue.values.map(String))[0];
    const hint = near ? { hint: `did you mean \`${near}\`?` } : {};
    const message = `${name} must be one of ${issue.values.join(', ')}`;
    return [{ file: yaml.file, rule: 'wrong-value', message, ...hint, ...place }];
  }
  return [{ file: yaml.file, rule: 'wrong-value', message: `${name} ${issue.message}`, ...place }];
}

const words: Partial<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? numberText(value) : 'true or false';
}

function numberText(value: number): string {
  return Number.isInteger(value) ? 'a number' : String(value);
}

function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return path.length === 0 ? 'the file' : 'the entry';
  return typeof path.at(-1) === 'number' ? `each entry of \`${key}\`` : `\`${key}\``;
}

/** The keys that the schema knows at a path below it. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let at: unknown = schema;
  for (const step of path) {
    at = bare(at);
    if (at instanceof z.ZodObject) at = at.shape[step];
    else if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodRecord) at = at.valueType;
  }
  at = bare(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema;
}
