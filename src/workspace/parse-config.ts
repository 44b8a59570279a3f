/** The text of `pm-onboard.yaml` → a `Config`; loaded only when the cache doesn't hold the file's parsed form. */
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { sha256 } from '../digest.ts';
import { keepPattern, parseKeep } from '../keep.ts';
import { lintConfig, lintSchema } from '../lint/settings.ts';
import { extraDaysIn, holidaysIn } from '../program/draft.ts';
import {
  calendarFaults,
  calendarFilesIn,
  compileCalendar,
  contradictions,
  type FileEntry,
  readCalendars,
  remarksOn,
} from '../program/holidays.ts';
import type { Problem } from '../program/problem.ts';
import { validate } from '../program/validate.ts';
import { calendarSchema, notEmpty, phrase } from '../program/values.ts';
import { type Located, parseYaml } from '../program/yaml.ts';
import { personWords } from '../progress/names.ts';
import { type Config, configName } from './config.ts';
import { readRegularFile } from './files.ts';
import { unusable } from './unusable.ts';

const personSchema = z.strictObject({
  name: z.string().min(1, notEmpty).describe(personWords.name),
  handles: z
    .array(z.string().describe('A name by which commands know the person, such as `ada`.'))
    .nullish()
    .describe(personWords.handles),
  contact: z.string().nullish().describe('Where to reach the person: a channel, an address.'),
});

/** The schema of a key that may also be left empty. */
function emptiable<Schema extends z.ZodType>(key: z.ZodOptional<Schema>) {
  return key
    .unwrap()
    .nullish()
    .describe(key.description ?? '');
}

type Emptiable<Shape> = {
  [K in keyof Shape]: Shape[K] extends z.ZodOptional<infer Schema extends z.ZodType>
    ? z.ZodOptional<z.ZodNullable<Schema>>
    : never;
};

function emptiableKeys<Shape extends Readonly<Record<string, z.ZodOptional<z.ZodType>>>>(
  shape: Shape,
): Emptiable<Shape> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, emptiable(schema)]),
  ) as unknown as Emptiable<Shape>;
}

/** Every key may be left out or left empty: a list that is commented out leaves its key without a value. */
export const configSchema = z.strictObject({
  program: z
    .string()
    .min(1, notEmpty)
    .nullish()
    .describe('The folder of the program that new hires start with; the one that ships if left out.'),
  calendar: z
    .strictObject(emptiableKeys(calendarSchema.shape))
    .nullish()
    .describe("The calendar of the team; each key replaces the program's."),
  people: z
    .record(
      z.string(),
      z
        .array(personSchema.describe('A person who holds the role.'))
        .nullable()
        .describe('A role, by its id in the program, and who holds it.'),
    )
    .nullish()
    .describe('Who holds which role for every hire, unless `assign` says otherwise for one.'),
  lint: lintSchema.nullish().describe('What `pm-onboard lint` makes of its findings.'),
  sync: z
    .enum(['auto', 'manual'])
    .nullish()
    .describe('`auto`: what is recorded is shared at once, on machines where sharing is switched on.'),
  keep: phrase(
    keepPattern,
    'must be `N days`, `N weeks`, `N months` or `N years` with N up to 999, such as `12 months`',
  )
    .nullish()
    .describe(
      'How long a record is kept after its run has ended; then `doctor` names it. Nothing is erased by itself.',
    ),
});

/**
 * @param path of the file; iCalendar files that it names are read from the folder around it
 * @throws UserError (exit 2) with the place of every problem
 */
export function parseConfig(path: string, bytes: Uint8Array): Config {
  const { value, named, beside, calendars, problems } = look(path, bytes);
  if (problems.length > 0) throw unusable(configName, problems);
  const { program, calendar, people, lint, sync, keep: written } = value as z.infer<typeof configSchema>;
  const keep = parseKeep(written ?? '');
  return {
    ...(program ? { program } : {}),
    ...(sync ? { sync } : {}),
    ...(keep ? { keep } : {}),
    lint: lintConfig(lint),
    calendar: compileCalendar(filled(calendar), calendars, configName),
    calendarFiles: Object.fromEntries([...beside].map(([name, bytes]) => [name, sha256(bytes)])),
    calendarRemarks: named.map((entry) => remarksOn(entry.value, calendars)),
    people: Object.fromEntries(
      Object.entries(filled(people)).map(([role, holders]) => [
        role,
        holders.map(({ name, handles, contact }) => ({
          name,
          handles: handles ?? [],
          ...(contact ? { contact } : {}),
        })),
      ]),
    ),
  };
}

/** What keeps the file from being used. @param path as for {@link parseConfig} */
export function faultsOfConfig(path: string, bytes: Uint8Array): readonly Problem[] {
  return look(path, bytes).problems;
}

function look(path: string, bytes: Uint8Array) {
  const yaml = parseYaml(path, bytes);
  const value = yaml.value ?? {};
  const top = { value, yaml, path: [] };
  const named = calendarFilesIn(holidaysIn(top));
  const beside = bytesBeside(dirname(path), named);
  const calendars = readCalendars(named, (name) => beside.get(name));
  const problems =
    yaml.problems.length > 0
      ? yaml.problems
      : [
          ...validate(configSchema, value, yaml),
          ...calendarFaults(named, calendars, []),
          ...contradictions(holidaysIn(top), extraDaysIn(top)),
        ];
  return { value, named, beside, calendars, problems };
}

/** Name → content of those named files that exist. */
function bytesBeside(folder: string, named: readonly Located<FileEntry>[]): ReadonlyMap<string, Buffer> {
  const names = new Set(named.map(({ value }) => value.file));
  return new Map(
    [...names].flatMap((name) => {
      const bytes = readRegularFile(join(folder, name));
      return bytes ? [[name, bytes] as const] : [];
    }),
  );
}

/** The map without the keys that are left empty. */
function filled<T extends object>(map: T | null | undefined): { [K in keyof T]: NonNullable<T[K]> } {
  const entries = Object.entries(map ?? {}).filter(([, content]) => content !== null);
  return Object.fromEntries(entries) as { [K in keyof T]: NonNullable<T[K]> };
}
