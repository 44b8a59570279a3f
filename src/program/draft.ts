/**
 * What the rules of lint look at: a program's files as far as they can be read, whatever is wrong with them. Every value
 * comes with its place in its file, so that a problem can point at the exact key or value.
 */

import { once } from '../once.ts';
import { programFileIn } from './grammar.ts';
import {
  type CalendarFiles,
  calendarFaults,
  calendarFilesIn,
  contradictions,
  readCalendars,
} from './holidays.ts';
import { levelsProblems } from './levels.ts';
import { didYouMean, nearest } from './nearest.ts';
import { isPart, mostNested, partName, partPathPattern } from './parts.ts';
import type { Problem } from './problem.ts';
import {
  checklistSchema,
  groupSchema,
  itemSchema,
  type ProgramSource,
  partSchema,
  programSchema,
} from './shape.ts';
import { templateProblems } from './template.ts';
import { validate } from './validate.ts';
import { type Located, parseYaml, type YamlFile } from './yaml.ts';

export interface SourceFile {
  /** The name from the program's folder: `program.yaml`, `week-1.yaml`, `company.ics`, `../parts/security.yaml`. */
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
  /** Undefined if the entry has no id, or one that isn't text. */
  readonly id: Located<string> | undefined;
  /** Whether the entry has `optional: true`. */
  readonly optional: boolean;
}

export interface Checklist extends Located<YamlMap> {
  /** The file's name without `.yaml` or `.yml`. */
  readonly name: string;
  /** Whether the program lists it among its phases; also true where there is no program. */
  readonly listed: boolean;
  /** Items and groups: first those of the parts that it includes, then its own; a group is followed by its items. */
  readonly entries: readonly Entry[];
}

export interface Draft {
  /**
   * Every YAML file, `program.yaml` (or `program.yml`) first, then as `checklists`, then the parts that are included; also
   * those that could not be parsed. `listed` as in checklists; parts are listed.
   */
  readonly files: readonly { readonly name: string; readonly yaml: YamlFile; readonly listed: boolean }[];
  /** `program.yaml`; absent where there is none, or it doesn't hold a map. */
  readonly program?: Located<YamlMap>;
  /** The files that hold a map: first the program's phases in their order, then the files that it doesn't list. */
  readonly checklists: readonly Checklist[];
  /** Whether `program.yaml`, all its phases and their parts can be read. If not, an id that isn't found may be in an unread file. */
  readonly whole: boolean;
  /** The iCalendar files that the program names. */
  readonly calendars: CalendarFiles;
  /** What the file holds, where the only file is one of levels. */
  readonly levels?: Located<YamlMap>;
  /** What the file holds, where the only file is a template. */
  readonly template?: Located<YamlMap>;
  /** What the schemas refuse in the files, and why calendar files can't be used. */
  readonly shape: readonly Problem[];
}

/**
 * Reads a program's files, or a lone checklist, part, template or file of levels. Never throws on their content.
 * @param given parts among them that no phase includes are left out
 */
export function readDraft(given: readonly SourceFile[]): Draft {
  // Who looks for the parts of a program has to read it, and then it is read to be checked.
  if (!given.some(isPart)) return draftOf(given);
  if (!lastRead || !areSame(lastRead.files, given)) lastRead = { files: given, draft: draftOf(given) };
  return lastRead.draft;
}

/** The program with parts that was read last. */
let lastRead: { readonly files: readonly SourceFile[]; readonly draft: Draft } | undefined;

function areSame(some: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, path, bytes }, at) => {
      const other = others[at] as SourceFile;
      return name === other.name && path === other.path && Buffer.compare(bytes, other.bytes) === 0;
    })
  );
}

function draftOf(given: readonly SourceFile[]): Draft {
  const lonePart = given.length === 1 && given.every(isPart);
  const files = lonePart ? given : given.filter((file) => !isPart(file));
  const beside = new Map(files.filter(isCalendar).map(({ name, bytes }) => [name, bytes]));
  const parsed = files
    .filter((file) => !isCalendar(file))
    .map(({ name, path, bytes }) => ({ name, yaml: parseYaml(path, bytes) }));
  const mainName = programFileIn(files.map(({ name }) => name));
  const main = parsed.find(({ name, yaml }) => name === mainName || isProgramAlone(files, yaml.value));
  const program = main && mapIn(main.yaml);
  const phases = program ? textsAt(program, 'phases').map(({ value }) => value) : [];
  // Reversed, so that the first place counts for a phase that is listed twice.
  const places = new Map(phases.map((phase, place) => [phase, place] as const).reverse());
  const rank = ({ name }: { name: string }) => places.get(phaseOf(name)) ?? phases.length;
  const others = parsed
    .filter((file) => file !== main)
    .sort((a, b) => rank(a) - rank(b))
    .map((file) => ({ ...file, listed: !program || places.has(phaseOf(file.name)) }));
  const parts = new Parts(lonePart ? [] : given.filter(isPart));
  const checklists = others.flatMap(({ name, yaml, listed }) =>
    checklistIn(name, yaml, listed, program && listed ? parts : undefined),
  );
  const partsRead = parts.included.map((part) => ({ ...part, listed: true }));
  const levels = isLevelsAlone(files, others[0]?.yaml.value) && others[0] && mapIn(others[0].yaml);
  const template = isTemplateAlone(files, others[0]?.yaml.value) && others[0] && mapIn(others[0].yaml);
  const faultsIn = levels
    ? levelsProblems
    : template
      ? templateProblems
      : lonePart
        ? partFaults
        : checklistFaults;
  const named = calendarFilesIn(holidaysIn(program));
  const calendars = readCalendars(named, (name) => beside.get(name));
  let shape: readonly Problem[] | undefined;
  const readable = new Set(checklists.map(({ name }) => name));
  return {
    files: [...(main ? [{ ...main, listed: true }] : []), ...others, ...partsRead],
    ...(program ? { program } : {}),
    ...(levels ? { levels } : {}),
    ...(template ? { template } : {}),
    checklists: levels ? [] : checklists,
    whole: program !== undefined && phases.every((phase) => readable.has(phase)) && parts.areWhole,
    calendars,
    // Whoever asks only for the files of a program needs no schemas.
    get shape() {
      shape ??= faults();
      return shape;
    },
  };

  function faults(): Problem[] {
    return [
      ...(main?.yaml.value === undefined ? [] : validate(programSchema, main.yaml.value, main.yaml)),
      ...calendarFaults(named, calendars, [...beside.keys()]),
      ...contradictions(holidaysIn(program), extraDaysIn(program)),
      ...others.flatMap(({ yaml }) => (yaml.value === undefined ? [] : faultsIn(yaml))),
      ...partsRead.flatMap(({ yaml }) => (yaml.value === undefined ? [] : partFaults(yaml))),
      ...parts.faults,
    ];
  }
}

/** Whether all parts are found, as far as can be told without the schemas, which take much longer. */
export function findsParts({ whole, files }: Draft): boolean {
  const included = files.flatMap(({ yaml }) => mapIn(yaml) ?? []).flatMap((top) => listAt(top, 'include'));
  return whole && included.every((place) => isTextAt(place) && partPathPattern.test(place.value));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A part that a place includes. */
interface Part {
  readonly name: string;
  readonly yaml: YamlFile;
}

/**
 * The parts of a program, each read where it is included for the first time. A part is included once: a second time, all its
 * ids would stand twice. So there can be no circle either.
 */
class Parts {
  readonly included: Part[] = [];
  readonly faults: Problem[] = [];
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #places = new Map<string, Located>();
  #missed = false;

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.name, file]));
  }

  get areWhole(): boolean {
    return !this.#missed && this.included.every(({ yaml }) => isMap(yaml.value));
  }

  /**
   * The parts that a phase includes, and those that they include, in the order of their items.
   * @param name of the file, from the program's folder
   * @param around the names of the parts that the file stands in, if it is one itself
   */
  of(top: Located, name: string, around: readonly string[] = []): Part[] {
    return textsAt(top, 'include').flatMap((place) => {
      const part = partName(place.value, name);
      const file = part === undefined ? undefined : this.#files.get(part);
      const fault = this.#faultOf(place, part, file, around);
      if (fault || part === undefined || !file) {
        this.#missed = true;
        const span = fault && place.yaml.valueAt(place.path);
        if (fault && span)
          this.faults.push({ rule: 'unknown-part', ...fault, file: place.yaml.file, ...span });
        return [];
      }
      this.#places.set(part, place);
      const read = { name: part, yaml: parseYaml(file.path, file.bytes) };
      this.included.push(read);
      const map = mapIn(read.yaml);
      return [...(map ? this.of(map, part, [...around, part]) : []), read];
    });
  }

  #faultOf(
    { value }: Located<string>,
    part: string | undefined,
    file: SourceFile | undefined,
    around: readonly string[],
  ): Pick<Problem, 'message' | 'hint'> | undefined {
    // What is no path at all is told by the schema.
    if (!partPathPattern.test(value)) return undefined;
    if (part === undefined) {
      const hint =
        'parts stand in the folder `parts` beside the program, or in the program: `../parts/NAME.yaml`';
      return { message: `\`${value}\` is no place for a part`, hint };
    }
    if (around.includes(part))
      return { message: `\`${value}\` is included in a circle`, hint: `${[...around, part].join(' → ')}` };
    const before = this.#places.get(part);
    if (before !== undefined)
      return {
        message: `\`${value}\` is included already, at ${before.yaml.file}:${before.yaml.valueAt(before.path).line}`,
        hint: 'a program includes a part once: take one of the two out',
      };
    if (!file) {
      const [folder, name] = [folderOf(part), nameOf(part)];
      const beside = [...this.#files.keys()].filter(
        (each) => folderOf(each) === folder && each !== around.at(-1),
      );
      const near = nearest(name, beside.map(nameOf))[0];
      const hint = didYouMean(near && value.slice(0, value.length - name.length) + near);
      return { message: `there is no part \`${value}\``, hint };
    }
    if (around.length >= mostNested)
      return {
        message: `parts stand in one another at most ${mostNested} deep`,
        hint: `include \`${value}\` further up`,
      };
    return undefined;
  }
}

/**
 * The draft's values without their places, typed.
 * @param draft a draft in which the structural rules of lint find no problem: types are not checked again
 */
export function sourceOf({ program, checklists, calendars }: Draft): ProgramSource {
  return {
    program: program?.value,
    checklists: checklists.filter(({ listed }) => listed).map(withParts),
    calendars,
  } as unknown as ProgramSource;
}

/** What a checklist holds, with the items of its parts before its own. */
function withParts({ value, entries }: Checklist): YamlMap {
  const { include: _, ...others } = value;
  return { ...others, items: entries.filter(({ group }) => !group).map((entry) => entry.value) };
}

function isCalendar({ name }: SourceFile): boolean {
  return name.endsWith('.ics');
}

/** Whether the only file is a `program.yaml` under another name, judged by its keys. */
function isProgramAlone(files: readonly SourceFile[], value: unknown): boolean {
  return files.length === 1 && isMap(value) && 'phases' in value && !('items' in value);
}

/** Whether the only file is a template: it has a title and items, and no key that only a checklist or a program has. */
function isTemplateAlone(files: readonly SourceFile[], value: unknown): boolean {
  if (files.length !== 1 || !isMap(value) || !('title' in value && 'items' in value)) return false;
  return !['id', 'due', 'objective', 'focus', 'phases'].some((key) => key in value);
}

/** Whether the only file is one of levels: it has cells, and no items. */
function isLevelsAlone(files: readonly SourceFile[], value: unknown): boolean {
  return files.length === 1 && isMap(value) && 'cells' in value && !('items' in value || 'phases' in value);
}

function phaseOf(name: string): string {
  return name.replace(/\.ya?ml$/, '');
}

/** @param parts where the parts of the checklist are taken from, and told of; undefined where it includes none */
function checklistIn(file: string, yaml: YamlFile, listed: boolean, parts: Parts | undefined): Checklist[] {
  const map = mapIn(yaml);
  if (!map) return [];
  const entries: Entry[] = [];
  const checklist: Checklist = { ...map, name: phaseOf(file), listed, entries };
  const add = (place: Located<YamlMap>, more: Pick<Entry, 'kind' | 'group'>): Entry => {
    const optional = at(place, 'optional')?.value === true;
    const entry = { ...place, ...more, checklist, id: textAt(place, 'id'), optional };
    entries.push(entry);
    return entry;
  };
  const included = (parts?.of(map, file) ?? []).flatMap((part) => mapIn(part.yaml) ?? []);
  for (const child of [...included, map].flatMap((each) => listAt(each, 'items')).filter(isMapAt)) {
    const entry = add(child, { kind: 'items' in child.value ? 'group' : 'item' });
    if (entry.kind === 'group')
      for (const item of listAt(child, 'items').filter(isMapAt)) add(item, { kind: 'item', group: entry });
  }
  return [checklist];
}

function checklistFaults(yaml: YamlFile): Problem[] {
  return faultsOf('checklist', yaml);
}

function partFaults(yaml: YamlFile): Problem[] {
  return faultsOf('part', yaml);
}

const schemas = { checklist: checklistSchema, part: partSchema };
const withoutItems = {
  checklist: checklistSchema.omit({ items: true }),
  part: partSchema.omit({ items: true }),
};

function faultsOf(kind: keyof typeof schemas, yaml: YamlFile): Problem[] {
  const { items: entries, include } = isMap(yaml.value) ? yaml.value : {};
  // Where parts bring the items, a file needs none of its own.
  const itemsComeFromParts = Array.isArray(include) && include.length > 0 && entries === undefined;
  return [
    ...validate(itemsComeFromParts ? withoutItems[kind] : schemas[kind], yaml.value, yaml),
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
export function textAt({ value, yaml, path }: Located, key: string): Located<string> | undefined {
  // The rules ask for millions of texts: where there is none, nothing is made. No object has texts that aren't its own.
  const text = isMap(value) ? value[key] : undefined;
  return typeof text === 'string' ? { value: text, yaml, path: [...path, key] } : undefined;
}

/** The entries of the list under a key; empty where there is no list. */
export function listAt({ value, yaml, path }: Located, key: string): Located[] {
  const list = isMap(value) ? value[key] : undefined;
  return Array.isArray(list) ? listed({ value: list, yaml, path: [...path, key] }) : [];
}

function listed({ value, yaml, path }: Located<readonly unknown[]>): Located[] {
  return value.map((each, index) => ({ value: each, yaml, path: [...path, index] }));
}

/** The entries of a list or the values of a map, in the order of the file; empty for any other value. */
export function childrenOf({ value, yaml, path }: Located): Located[] {
  if (Array.isArray(value)) return listed({ value, yaml, path });
  if (!isMap(value)) return [];
  return Object.keys(value).map((key) => ({ value: value[key], yaml, path: [...path, key] }));
}

/** The texts in the list under a key. */
export function textsAt(parent: Located, key: string): Located<string>[] {
  const list = listAt(parent, key);
  return list.every(isTextAt) ? list : list.filter(isTextAt);
}

/**
 * The entries of `holidays`, of any type.
 * @param top what a program.yaml or a pm-onboard.yaml holds
 */
export function holidaysIn(top: Located | undefined): Located[] {
  return calendarListIn(top, 'holidays');
}

/** The entries of `extra-working-days`, as {@link holidaysIn}. */
export function extraDaysIn(top: Located | undefined): Located[] {
  return calendarListIn(top, 'extra-working-days');
}

function calendarListIn(top: Located | undefined, key: string): Located[] {
  const calendar = top && mapAt(top, 'calendar');
  return calendar ? listAt(calendar, key) : [];
}

export function isMapAt(place: Located): place is Located<YamlMap> {
  return isMap(place.value);
}

export function isTextAt(place: Located): place is Located<string> {
  return typeof place.value === 'string';
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All items and groups of a draft. */
export const entriesOf = once(({ checklists }: Draft): readonly Entry[] =>
  checklists.flatMap(({ entries }) => entries),
);

/** All items of a draft, also those in groups. */
export const itemsOf = once((draft: Draft): readonly Entry[] =>
  entriesOf(draft).filter(({ kind }) => kind === 'item'),
);
