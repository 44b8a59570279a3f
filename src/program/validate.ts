/** Turns a schema's findings into problems that say, in a checklist author's words, what is wrong where. */
import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { itemSchema, rulesByWords } from './schema.ts';
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
  const { file } = yaml;
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const path = [...base, ...inner];
  const name = nameOf(path);

  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(key, schema, inner, yaml, path));
  const value = valueIn(root, inner);
  // `rule: off` stands for a map: what is wrong is the word.
  const above = inner.slice(0, -1);
  if (value === undefined && issue.code === 'invalid_value' && typeof valueIn(root, above) === 'string')
    return problemsOf({ ...issue, path: above }, schema, root, yaml, base);
  if (value === undefined) {
    if (isMistyped(inner, schema, root)) return [];
    const place = yaml.valueAt(path.slice(0, -1));
    return [{ file, rule: 'missing-key', message: `${name} is missing`, ...place }];
  }
  return [{ file, ...yaml.valueAt(path), ...wrong(issue, name, value, yaml, path) }];
}

/** What is wrong with a value that is there; with its place where that is not the value's. */
function wrong(
  issue: z.core.$ZodIssue,
  name: string,
  value: unknown,
  yaml: YamlFile,
  path: Path,
): Pick<Problem, 'rule' | 'message' | 'hint' | 'fix'> | Omit<Problem, 'file'> {
  if (issue.code === 'invalid_key') {
    const [{ message = '' } = {}] = issue.issues;
    return { rule: ruleByWords(message), message: `${name} ${message}`, ...yaml.keyAt(path) };
  }
  if (issue.message.startsWith('must '))
    return { rule: ruleByWords(issue.message), message: `${name} ${issue.message}` };
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
      return unquoted(name, value, yaml, path);
    const message = `${name} must be ${words[issue.expected] ?? issue.expected}, not ${kindOf(value)}`;
    return { rule: 'wrong-type', message };
  }
  if (issue.code === 'invalid_value') {
    const near = nearest(String(value), issue.values.map(String))[0];
    const hint = near ? { hint: `did you mean \`${near}\`?` } : {};
    return { rule: 'wrong-value', message: `${name} must be one of ${issue.values.join(', ')}`, ...hint };
  }
  return { rule: 'wrong-value', message: `${name} ${issue.message}` };
}

function ruleByWords(words: string): string {
  return rulesByWords.get(words) ?? 'wrong-value';
}

/** Whether a missing key stands there under a name that nobody knows: that one is reported. */
function isMistyped(inner: Path, schema: z.ZodType, root: unknown): boolean {
  const above = inner.slice(0, -1);
  const known = knownKeys(schema, above);
  const given = Object.keys(Object(valueIn(root, above)));
  return given.some((key) => !known.includes(key) && nearest(key, known)[0] === inner.at(-1));
}

function valueIn(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    root,
  );
}

function unknownKey(key: string, schema: z.ZodType, inner: Path, yaml: YamlFile, path: Path): Problem {
  const known = knownKeys(schema, inner);
  const place = { file: yaml.file, ...yaml.keyAt([...path, key]) };
  const group = known.includes('items') && known.includes('links');
  if (group && key in itemSchema.shape) {
    const message = `a group has no \`${key}\``;
    return { rule: 'group-keys', message, hint: 'write it on the items in it', ...place };
  }
  if (key === 'items' && known.includes('takes')) {
    const message = known.includes('topics') ? 'a group cannot stand in a group' : 'a template has no groups';
    return { rule: 'group-keys', message, hint: 'move its items one level up', ...place };
  }
  const near = nearest(key, known)[0];
  const hint = near ? `did you mean \`${near}\`?` : `known here: ${known.join(', ')}`;
  const range = yaml.keyRange([...path, key]);
  const fix = near && range ? { fix: [{ file: yaml.file, from: range[0], to: range[1], text: near }] } : {};
  return { rule: 'unknown-key', message: `unknown key \`${key}\``, hint, ...place, ...fix };
}

/** Text that YAML reads as something else: `1.10` is the number 1.1, `0123` is 123. */
function unquoted(
  name: string,
  value: number | boolean,
  yaml: YamlFile,
  path: Path,
): Pick<Problem, 'rule' | 'message' | 'hint' | 'fix'> {
  const [from, to] = yaml.valueRange(path) ?? [0, 0];
  const text = yaml.text.slice(from, to);
  const same = text === String(value);
  const what = typeof value === 'number' ? `the number ${value}` : String(value);
  return {
    rule: 'unquoted-scalar',
    message: same
      ? `${name} must be text, not ${kindOf(value)}`
      : `${name} must be text, but YAML reads \`${text}\` as ${what}`,
    hint: 'put it in quotes',
    // A tag before it (`!!int 5`) would win over quotes.
    ...(!isTagged(yaml.text, from) ? { fix: [{ file: yaml.file, from, to, text: `'${text}'` }] } : {}),
  };
}

function isTagged(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 80), from).trimEnd();
  return /(?:^|[\s[{,])!\S*$/.test(before);
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
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap());
  return schema instanceof z.ZodPipe ? bare(schema.out) : schema;
}
