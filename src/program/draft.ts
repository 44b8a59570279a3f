/**
 * A program's files as far as they can be read, whatever is wrong with them: what the rules of lint look at. Every value
 * comes with its place in its file, so that a problem can point at the exact key or value.
 */

import { type CalendarFiles, calendarFaults, calendarFilesIn, readCalendars } from './holidays.ts';
import type { Problem } from './problem.ts';
import { checklistSchema, groupSchema, itemSchema, type ProgramSource, programSchema } from './schema.ts';
import { templateProblems } from './template.ts';
import { validate } from './validate.ts';
import { type Located, parseYaml, type YamlFile } from './yaml.ts';

export interface SourceFile {
  /** The name in the program's folder: `program.yaml`, `week-1.yaml`, `company.ics`. */
  readonly name: string;
  /** The path to show in messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

type YamlMap = Readonly<Record<string, unknown>>;

/** An item or a group. */
export interface Entry extends Located<YamlMap> {
  readonly kind: 'item' | 'group';
  readonly checklist: Checklist;
  /** The group that an item stands in. */
  readonly group?: Entry;
}

export interface Checklist extends Located<YamlMap> {
  /** The file's name without `.yaml`. */
  readonly name: string;
  /** Items and groups, in the order of the file; a group is followed by its items. */
  readonly entries: readonly Entry[];
}

export interface Draft {
  /** Every YAML file, `program.yaml` first, then as `checklists`; also those that could not be parsed. */
  readonly files: readonly { readonly name: string; readonly yaml: YamlFile }[];
  /** `program.yaml`; absent where there is none, or it doesn't hold a map. */
  readonly program?: Located<YamlMap>;
  /** The files that hold a map: first the program's phases in their order, then the files that it doesn't list. */
  readonly checklists: readonly Checklist[];
  /** Files beside `program.yaml` that are not in its list of phases. */
  readonly unlisted: readonly { readonly yaml: YamlFile }[];
  /** Whether `program.yaml` and all its phases are there and readable. If not, an id that isn't found may be in the rest. */
  readonly whole: boolean;
  /** The iCalendar files that it names. */
  readonly calendars: CalendarFiles;
  /** What the schemas refuse in the files, and why calendar files can't be used. */
  readonly shape: readonly Problem[];
}

/** Reads a program's files, or a lone checklist or template. Never throws on their content. */
export function readDraft(files: readonly SourceFile[]): Draft {
  const beside = new Map(files.filter(isCalendar).map(({ name, bytes }) => [name, bytes]));
  const parsed = files
    .filter((file) => !isCalendar(file))
    .map(({ name, path, bytes }) => ({ name, yaml: parseYaml(path, bytes) }));
  const main = parsed.find(({ name, yaml }) => name === programName || isProgramAlone(files, yaml.value));
  const program = main && mapIn(main.yaml);
  const phases = program ? textsAt(program, 'phases').map(({ value }) => value) : [];
  // Reversed, so that of a phase that is listed twice the first place counts.
  const places = new Map(phases.map((phase, place) => [phase, place] as const).reverse());
  const rank = ({ name }: { name: string }) => places.get(phaseOf(name)) ?? phases.length;
  const others = parsed.filter((file) => file !== main).sort((a, b) => rank(a) - rank(b));
  const checklists = others.flatMap(({ name, yaml }) => checklistIn(phaseOf(name), yaml));
  const faultsIn = isTemplateAlone(files, others[0]?.yaml.value) ? templateProblems : checklistFaults;
  const named = calendarFilesIn(holidaysIn(program));
  const calendars = readCalendars(named, (name) => beside.get(name));
  const readable = new Set(checklists.map(({ name }) => name));
  return {
    files: main ? [main, ...others] : others,
    ...(program ? { program } : {}),
    checklists,
    unlisted: program ? others.filter(({ name }) => !places.has(phaseOf(name))) : [],
    whole: program !== undefined && phases.every((phase) => readable.has(phase)),
    calendars,
    shape: [
      ...(main?.yaml.value === undefined ? [] : validate(programSchema, main.yaml.value, main.yaml)),
      ...calendarFaults(named, calendars, [...beside.keys()]),
      ...others.flatMap(({ yaml }) => (yaml.value === undefined ? [] : faultsIn(yaml))),
    ],
  };
}

/**
 * The draft's values without their places, typed.
 * @param draft one in which the structural rules of lint find no problem: the types are not checked here
 */
export function sourceOf({ program, checklists, calendars }: Draft): ProgramSource {
  const phases = new Set(textsAt(program as Located, 'phases').map(({ value }) => value));
  const listed = checklists.filter(({ name }) => phases.has(name));
  return {
    program: program?.value,
    checklists: listed.map(({ value }) => value),
    calendars,
  } as unknown as ProgramSource;
}

export const programName = 'program.yaml';

function isCalendar({ name }: SourceFile): boolean {
  return name.endsWith('.ics');
}

/** Whether the only file is a `program.yaml` under another name: its keys tell. */
function isProgramAlone(files: readonly SourceFile[], value: unknown): boolean {
  return files.length === 1 && isMap(value) && 'phases' in value && !('items' in value);
}

/** Whether the only file is a template: it has a title and items, and no key that only a checklist or a program has. */
function isTemplateAlone(files: readonly SourceFile[], value: unknown): boolean {
  if (files.length !== 1 || !isMap(value) || !('title' in value && 'items' in value)) return false;
  return !['id', 'due', 'objective', 'focus', 'phases'].some((key) => key in value);
}

function phaseOf(name: string): string {
  return name.replace(/\.ya?ml$/, '');
}

function checklistIn(name: string, yaml: YamlFile): Checklist[] {
  const map = mapIn(yaml);
  if (!map) return [];
  const entries: Entry[] = [];
  const checklist: Checklist = { ...map, name, entries };
  for (const child of listAt(map, 'items')) {
    if (!isMapAt(child)) continue;
    const group: Entry = { ...child, kind: 'items' in child.value ? 'group' : 'item', checklist };
    entries.push(group);
    if (group.kind === 'group')
      for (const item of listAt(child, 'items').filter(isMapAt))
        entries.push({ ...item, kind: 'item', checklist, group });
  }
  return [checklist];
}

function checklistFaults(yaml: YamlFile): Problem[] {
  const entries = isMap(yaml.value) ? yaml.value['items'] : undefined;
  return [
    ...validate(checklistSchema, yaml.value, yaml),
    ...(Array.isArray(entries) ? entries : []).flatMap((entry: unknown, index) => {
      const schema = isMap(entry) && 'items' in entry ? groupSchema : itemSchema;
      return validate(schema, entry, yaml, ['items', index]);
    }),
  ];
}

function mapIn(yaml: YamlFile): Located<YamlMap> | undefined {
  return isMap(yaml.value) ? { value: yaml.value, yaml, path: [] } : undefined;
}

/** The value under a key, whatever its type; undefined where there is no such key. */
export function at({ value, yaml, path }: Located, key: string): Located | undefined {
  if (!isMap(value) || !Object.hasOwn(value, key)) return undefined;
  return { value: value[key], yaml, path: [...path, key] };
}

/** The map under a key; undefined where there is no such key, or another type stands there. */
export function mapAt(parent: Located, key: string): Located<YamlMap> | undefined {
  const found = at(parent, key);
  return found && isMapAt(found) ? found : undefined;
}

/** The text under a key; undefined where there is no such key, or another type stands there. */
export function textAt(parent: Located, key: string): Located<string> | undefined {
  const found = at(parent, key);
  return found && isTextAt(found) ? found : undefined;
}

/** The entries of the list under a key; empty where there is no list. */
export function listAt(parent: Located, key: string): Located[] {
  const found = at(parent, key);
  if (!found || !Array.isArray(found.value)) return [];
  return found.value.map((value: unknown, index) => ({
    value,
    yaml: found.yaml,
    path: [...found.path, index],
  }));
}

/** The texts in the list under a key. */
export function textsAt(parent: Located, key: string): Located<string>[] {
  return listAt(parent, key).filter(isTextAt);
}

/**
 * The entries of `holidays` that are text.
 * @param top what a program.yaml or a pm-onboard.yaml holds
 */
export function holidaysIn(top: Located | undefined): Located<string>[] {
  const calendar = top && mapAt(top, 'calendar');
  return calendar ? textsAt(calendar, 'holidays') : [];
}

/** The values of a map with their keys. */
export function pairsOf(map: Located<YamlMap>): (Located & { readonly key: string })[] {
  return Object.entries(map.value).map(([key, value]) => ({
    key,
    value,
    yaml: map.yaml,
    path: [...map.path, key],
  }));
}

export function isMapAt(place: Located): place is Located<YamlMap> {
  return isMap(place.value);
}

function isTextAt(place: Located): place is Located<string> {
  return typeof place.value === 'string';
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All items and groups of a draft. */
export function entriesOf({ checklists }: Draft): Entry[] {
  return checklists.flatMap(({ entries }) => entries);
}

/** Items and groups by their ids; of several that share an id, the last. */
export function entriesById(draft: Draft): Map<string, Entry> {
  return new Map(
    entriesOf(draft).flatMap((entry) => {
      const id = textAt(entry, 'id');
      return id ? [[id.value, entry]] : [];
    }),
  );
}

/** Whether an item has `optional: true`. */
export function isOptional(item: Entry): boolean {
  return at(item, 'optional')?.value === true;
}
