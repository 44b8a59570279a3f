/** Turns what zod refuses in a file into problems that a checklist's author understands. */
import * as z from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { itemSchema, places } from './shape.ts';
import { brokenRules } from './values.ts';
import type { Path, YamlFile } from './yaml.ts';

/**
 * What the schema refuses in a value of a file.
 * @param value plain data, which stands at `path` of the file
 */
export function validate(schema: z.ZodType, value: unknown, yaml: YamlFile, path: Path = []): Problem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => problemsOf(issue, { schema, root: value, yaml, base: path }));
}

/** The value that is looked at: its schema, its content, and where it stands in the file. */
interface Subject {
  readonly schema: z.ZodType;
  readonly root: unknown;
  readonly yaml: YamlFile;
  readonly base: Path;
}

function problemsOf(issue: z.core.$ZodIssue, subject: Subject): Problem[] {
  const { schema, root, yaml, base } = subject;
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const path = [...base, ...inner];

  if (issue.code === 'invalid_union') return unionProblems(issue, valueIn(root, inner), inner, subject);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(key, nearestAt(schema, inner, root), yaml, path));
  const value = valueIn(root, inner);
  const above = inner.slice(0, -1);
  // A rule's settings may be a single word, which the schema turns into a map: then the word is what is wrong.
  if (value === undefined && issue.code === 'invalid_value' && typeof valueIn(root, above) === 'string')
    return problemsOf({ ...issue, path: above }, subject);
  if (value !== undefined) {
    const rule = ruleOf(issue, schema, inner, root);
    const wrong = { file: yaml.file, ...yaml.valueAt(path), ...wrongValue(issue, value, rule, yaml, path) };
    return [
      { ...wrong, ...(wrong.fix ? {} : mended(wrong.rule, schemaAt(schema, inner), value, yaml, path)) },
    ];
  }
  if (isMistyped(inner, schema, root)) return [];
  const place = yaml.valueAt(path.slice(0, -1));
  return [{ file: yaml.file, rule: 'missing-key', message: `${nameOf(path)} is missing`, ...place }];
}

/** The problems of a value that fits none of several schemas: those of the schema that it comes nearest to. */
function unionProblems(
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  inner: Path,
  { schema, yaml, base }: Subject,
): Problem[] {
  const union = schemaAt(schema, inner);
  const options = union instanceof z.ZodUnion ? union.options : [];
  const at = nearestOption(options, value);
  const subject = { schema: options[at] as z.ZodType, root: value, yaml, base: [...base, ...inner] };
  return (issue.errors[at] ?? []).flatMap((each) => problemsOf(each, subject));
}

/** The schema of the value at a path; of several schemas for it, the one that the value comes nearest to. */
function nearestAt(schema: z.ZodType, path: Path, root: unknown): z.ZodType | undefined {
  const found = schemaAt(schema, path);
  if (!(found instanceof z.ZodUnion)) return found;
  return found.options[nearestOption(found.options, valueIn(root, path))] as z.ZodType | undefined;
}

/** The index of the first option, for a list of the first that is one; for a map, of the map that knows the most of its keys. */
function nearestOption(options: readonly unknown[], value: unknown): number {
  if (Array.isArray(value))
    return Math.max(
      0,
      options.findIndex((option) => option instanceof z.ZodArray),
    );
  if (typeof value !== 'object' || value === null) return 0;
  const known = options.map((option) =>
    option instanceof z.ZodObject
      ? Object.keys(value).filter((key) => Object.hasOwn(option.shape, key)).length
      : -1,
  );
  return known.indexOf(Math.max(...known));
}

/** What is wrong with a value that is there. It is reported at the value, unless the result has a place of its own. */
function wrongValue(
  issue: z.core.$ZodIssue,
  value: unknown,
  rule: string,
  yaml: YamlFile,
  path: Path,
): Pick<Problem, 'rule' | 'message' | 'hint' | 'fix'> | Omit<Problem, 'file'> {
  const name = nameOf(path);
  if (issue.code === 'invalid_key') {
    const [{ message = '' } = {}] = issue.issues;
    return { rule, message: `${name} ${message}`, ...yaml.keyAt(path) };
  }
  // Messages that begin with "must" come from this program's schemas, all others from zod.
  if (issue.message.startsWith('must ')) return { rule, message: `${name} ${issue.message}` };
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
      return unquoted(name, value, yaml, path);
    const message = `${name} must be ${typeNames[issue.expected] ?? issue.expected}, not ${kindOf(value)}`;
    return { rule: 'wrong-type', message };
  }
  if (issue.code === 'invalid_value') {
    const hint = didYouMean(nearest(String(value), issue.values.map(String))[0]);
    return { rule: 'wrong-value', message: `${name} must be one of ${issue.values.join(', ')}`, hint };
  }
  return { rule: 'wrong-value', message: `${name} ${issue.message}` };
}

/**
 * The one right answer for a value that is nearly right: `1h` → `1 h`, `2 hours` → `2 h`, `Workday 7` → `workday 7`, `yes` →
 * `true`, `URL` → `url`, one entry where a list belongs → the list of it. Nothing where there is none, or more than one.
 */
function mended(
  rule: string,
  schema: z.ZodType | undefined,
  value: unknown,
  yaml: YamlFile,
  path: Path,
): Pick<Problem, 'hint' | 'fix'> {
  const range = yaml.valueRange(path);
  if (!schema || !range || typeof value !== 'string' || !mendable.has(rule)) return {};
  const [from, to] = range;
  const written = yaml.text.slice(from, to);
  const isIn = (candidate: unknown) => schema.safeParse(candidate).success;
  // A value that is right by itself is refused for what stands beside it.
  if (isIn(value)) return {};
  const texts = [...new Set(nearlySaid(value))].filter((text) => !text.includes('.') && isIn(text));
  const truth = isIn(true) && isIn(false) ? yesOrNo[value.trim().toLowerCase()] : undefined;
  const list = isIn([value]) && !written.includes('\n') ? listOf(written, value) : undefined;
  const [text, ...others] = [...texts, ...(truth ?? []), ...(list ?? [])];
  if (text === undefined || others.length > 0) return {};
  const hint = text.length > 60 ? 'write it as a list, in `[…]`' : `write \`${text}\``;
  return { hint, fix: [{ file: yaml.file, from, to, text }] };
}

/** The rules whose values have no other places that would have to change along with them, as ids have. */
const mendable: ReadonlySet<string> = new Set(['wrong-value', 'wrong-type', 'due-syntax']);

/** A list of one text, in quotes where a sign in it could mean something in a list. */
function listOf(written: string, text: string): string[] {
  if (/^["']/.test(written) || /^[\w .-]+$/.test(written)) return [`[${written}]`];
  return [`[${/["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`}]`];
}

const yesOrNo: Readonly<Record<string, readonly string[]>> = {
  yes: ['true'],
  on: ['true'],
  true: ['true'],
  no: ['false'],
  off: ['false'],
  false: ['false'],
};

/** What a text may be meant to be: in small letters, with single spaces, and with the units of effort in the form that is read. */
function nearlySaid(text: string): string[] {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
  const effort = /^(\d{1,4}) ?(mins?|minutes?|h|hrs?|hours?|d|days?)\.?$/.exec(plain);
  const [, n = '', unit = ''] = effort ?? [];
  const unitRead = unit.startsWith('m') ? 'min' : unit.startsWith('h') ? 'h' : n === '1' ? 'day' : 'days';
  const spaced = /^(day|week|workday)s?(?: ?-? ?)(\d{1,3})$/.exec(plain);
  return [plain, ...(effort ? [`${n} ${unitRead}`] : []), ...(spaced ? [`${spaced[1]} ${spaced[2]}`] : [])];
}

/** The rule of lint that is noted with the schema of the value or of the map's key; otherwise `wrong-value`. */
function ruleOf({ code }: z.core.$ZodIssue, schema: z.ZodType, inner: Path, root: unknown): string {
  const map = code === 'invalid_key' ? schemaAt(schema, inner.slice(0, -1)) : undefined;
  const broken = map instanceof z.ZodRecord ? (map.keyType as z.ZodType) : nearestAt(schema, inner, root);
  return (broken && brokenRules.get(broken)?.rule) ?? 'wrong-value';
}

/** Whether a missing key is there in a misspelt form. Then only the misspelt key is reported. */
function isMistyped(inner: Path, schema: z.ZodType, root: unknown): boolean {
  const above = inner.slice(0, -1);
  const known = keysOf(nearestAt(schema, above, root));
  const given = Object.keys(Object(valueIn(root, above)));
  return given.some((key) => !known.includes(key) && nearest(key, known)[0] === inner.at(-1));
}

function valueIn(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    root,
  );
}

/**
 * The problem of a key that the schema doesn't have.
 * @param schema the schema of the map that the key stands in
 */
function unknownKey(key: string, schema: z.ZodType | undefined, yaml: YamlFile, path: Path): Problem {
  const where = { file: yaml.file, ...yaml.keyAt([...path, key]) };
  const place = schema && places.get(schema)?.place;
  if (place === 'group' && key in itemSchema.shape) {
    const message = `a group has no \`${key}\``;
    return { rule: 'group-keys', message, hint: 'write it on the items in it', ...where };
  }
  if (key === 'items' && place) {
    const message = place === 'template' ? 'a template has no groups' : 'a group cannot stand in a group';
    return { rule: 'group-keys', message, hint: 'move its items one level up', ...where };
  }
  const known = keysOf(schema);
  const near = nearest(key, known)[0];
  const hint = didYouMean(near) ?? `known here: ${known.join(', ')}`;
  const range = yaml.keyRange([...path, key]);
  const fix = near && range ? [{ file: yaml.file, from: range[0], to: range[1], text: near }] : undefined;
  return { rule: 'unknown-key', message: `unknown key \`${key}\``, hint, fix, ...where };
}

/** A value that should be text and that YAML reads as another type: `1.10` as the number 1.1, `0123` as 123. */
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
    // A tag before the value, as in `!!int 5`, would turn even a quoted value into a number.
    fix: isTagged(yaml.text, from) ? undefined : [{ file: yaml.file, from, to, text: `'${text}'` }],
  };
}

function isTagged(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 80), from).trimEnd();
  return /(?:^|[\s[{,])!\S*$/.test(before);
}

const map = 'a map of keys and values';

/** zod's names of types, as a checklist's author calls them. */
const typeNames: Partial<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: map,
  record: map,
};

/** The type of a value, as a checklist's author calls it. */
function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : String(value);
  return typeof value === 'string' ? 'text' : 'true or false';
}

/** What a message calls the value at a path: the key, each entry of a list, or the file. */
function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return path.length === 0 ? 'the file' : 'the entry';
  return typeof path.at(-1) === 'number' ? `each entry of \`${key}\`` : `\`${key}\``;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The schema of the value at a path; undefined where the schema above it doesn't know the path. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  const found = path.reduce<unknown>((above, step) => {
    const outer = mapOf(bare(above), step);
    if (outer instanceof z.ZodObject) return outer.shape[step];
    if (outer instanceof z.ZodArray) return outer.element;
    return outer instanceof z.ZodRecord ? outer.valueType : undefined;
  }, schema);
  const inner = bare(found);
  return inner instanceof z.ZodType ? inner : undefined;
}

/** Of several schemas for one value, the map that has the key, or the list for a number; any other schema as it is. */
function mapOf(schema: unknown, key: string | number): unknown {
  if (!(schema instanceof z.ZodUnion)) return schema;
  if (typeof key === 'number') return schema.options.find((option) => option instanceof z.ZodArray);
  const maps = schema.options.filter((option) => option instanceof z.ZodObject);
  return maps.find((option) => key in option.shape) ?? maps[0];
}

/** The schema inside wrappers that make it optional, nullable or preprocessed. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap());
  return schema instanceof z.ZodPipe ? bare(schema.out) : schema;
}
