/** Checks what `--json` prints by `schema/output.json`: nothing may be missing, and nothing there that the schema doesn't have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';
import { root } from './home.ts';

type Schema = Record<string, unknown>;

/** The schema with every object in it closed, but for events, whose fields are those of their kind. */
export function closedSchema(): Schema & { readonly properties: Schema } {
  const schema = JSON.parse(readFileSync(join(root, 'schema/output.json'), 'utf8'));
  const { UnknownEvent: event, ...definitions } = schema.definitions;
  return {
    ...closed({ ...schema, definitions }),
    definitions: { ...closed(definitions), UnknownEvent: event },
  };
}

function closed<T>(part: T): T {
  if (Array.isArray(part)) return part.map(closed) as T;
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  const isOpen = inner['type'] !== 'object' || inner['properties'] === undefined;
  return (isOpen ? inner : { additionalProperties: false, ...inner }) as T;
}

let ajv: Ajv | undefined;
let names: readonly string[] | undefined;
const validators = new Map<string, ValidateFunction>();

function validatorOf(key: string): ValidateFunction {
  ajv ??= new Ajv({ strict: true, strictTypes: false, strictRequired: false }).addSchema(
    closedSchema(),
    'output',
  );
  const found = validators.get(key) ?? ajv.compile({ $ref: `output#/properties/${key}` });
  validators.set(key, found);
  return found;
}

/** The flags with which a command prints something else than without. */
const variants: Readonly<Record<string, readonly string[]>> = {
  plan: ['catch-up'],
  team: ['items', 'since'],
  calendar: ['days-off'],
  sync: ['join'],
  start: ['list'],
};

/** The words behind `duties` that print something else. */
const forms = ['who', 'prep', 'swap'];

/** The same for `handbook`: what it prints depends on its words. @param words those behind it */
function handbookOf(words: readonly string[]): string {
  if (words.includes('--compare')) return 'handbook-compare';
  const [page, level] = words.filter((word) => !word.startsWith('-'));
  return level === undefined ? (page === undefined ? 'handbook' : 'handbook-page') : 'handbook-level';
}

/** What `run` prints depends on whether a checklist is named, or a form. @param words those behind it */
function runOf(words: readonly string[]): string {
  const [checklist] = words.filter((word) => !word.startsWith('-'));
  if (checklist === 'check') return 'run-check';
  if (checklist === 'next') return 'next';
  return checklist === undefined || words[0]?.startsWith('-') ? 'run' : 'run-begin';
}

const acts = ['--approve', '--return', '--answer', '--note', '--finish'];

/** The property of the schema that describes what a command line prints. */
export function outputOf(args: readonly string[]): string {
  names ??= Object.keys(closedSchema().properties);
  const known = names;
  const name = args.find((arg) => known.includes(arg)) ?? '';
  const command = args.includes('start')
    ? 'start'
    : args.includes('duties')
      ? 'duties'
      : args[0] === 'run'
        ? 'run'
        : name;
  if (command === 'handbook') return handbookOf(args.slice(args.indexOf('handbook') + 1));
  if (command === 'run') return runOf(args.slice(args.indexOf('run') + 1));
  const variant = variants[command]?.find((flag) => args.includes(`--${flag}`));
  if (variant !== undefined) return `${command}-${variant}`;
  const form = command === 'duties' ? forms.find((each) => args.includes(each)) : undefined;
  if (form !== undefined) return `duties-${form}`;
  const isActing = command === 'review' && acts.some((flag) => args.includes(flag));
  return isActing || !known.includes(command) ? 'changed' : command;
}

/** Expects that the value is what the schema says of the command line's output. */
export function expectAsDocumented(args: readonly string[], value: unknown): void {
  const validate = validatorOf(outputOf(args));
  validate(value);
  const faults = validate.errors?.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  expect(faults ?? [], args.join(' ')).toEqual([]);
}
