import { grouped } from '../../grouped.ts';
import { at, type Draft, type Entry, entriesOf, listAt, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import type { Edit, Span } from '../../program/problem.ts';
import type { Located } from '../../program/yaml.ts';
import { type Found, type Rule, replacing, type Subject } from '../rule.ts';
import { namedRoles, rolesOf } from '../texts.ts';
import { shapeProblems } from './shape.ts';

export const idStyle: Rule = {
  id: 'id-style',
  severity: 'error',
  why: 'Ids are typed at the command line and stand in every record: one style for all of them.',
  structural: true,
  check: withRenamings,
};

function withRenamings(subject: Subject): Found[] {
  const problems = shapeProblems(subject, 'id-style');
  if (problems.length === 0) return [];
  const place = ({ file, line, column }: Pick<Found, 'file' | 'line' | 'column'>) =>
    `${line}:${column} ${file}`;
  const byPlace = new Map(renamings(subject.draft).map((each) => [place(each), each]));
  return problems.map((problem) => {
    const renaming = byPlace.get(place(problem));
    return renaming ? { ...problem, hint: `write \`${renaming.to}\``, fix: renaming.edits } : problem;
  });
}

interface Renaming extends Pick<Edit, 'file'>, Span {
  /** The new id. */
  readonly to: string;
  readonly edits: readonly Edit[];
}

/**
 * The ids of items, groups and roles that can be renamed, each with the place of the id. Phases are left out, because their
 * ids are the names of files. So are ids whose new name would clash, and all ids while a file that may name them can't be
 * read.
 */
function renamings(draft: Draft): Renaming[] {
  const readable = draft.files.every(({ yaml }) => yaml.value !== undefined);
  if (!readable || (draft.program && !draft.whole)) return [];
  return [...entryRenamings(draft), ...roleRenamings(draft)];
}

function entryRenamings(draft: Draft): Renaming[] {
  const entries = entriesOf(draft);
  const ids = entries.flatMap((entry) => (entry.id ? { entry, id: entry.id } : []));
  const former = entries.flatMap((entry) => textsAt(entry, 'formerly').map(({ value }) => value));
  const uses = grouped(
    entries.flatMap((entry) => textsAt(entry, 'after')),
    ({ value }) => value,
  );
  const names = newNames([...ids.map(({ id }) => id.value), ...former]);
  return ids.flatMap(({ entry, id }): Renaming[] => {
    const to = names.get(id.value);
    const history = entry.kind === 'item' ? keepingHistory(entry, id) : [];
    if (to === undefined || !history) return [];
    const places = [id, ...(uses.get(id.value) ?? [])];
    const edits = [...places.flatMap((place) => replacing(place, scalar(to))), ...history];
    return [{ file: id.yaml.file, ...id.yaml.valueAt(id.path), to, edits }];
  });
}

function roleRenamings(draft: Draft): Renaming[] {
  const roles = rolesOf(draft);
  const uses = grouped(namedRoles(draft), ({ value }) => value);
  const names = newNames(roles.map(({ key }) => key));
  return roles.flatMap(({ key, yaml, path }): Renaming[] => {
    const to = names.get(key);
    const range = yaml.keyRange(path);
    if (to === undefined || !range) return [];
    const [from, end] = range;
    const used = (uses.get(key) ?? []).flatMap((place) => replacing(place, scalar(to)));
    const edits = [{ file: yaml.file, from, to: end, text: scalar(to) }, ...used];
    return [{ file: yaml.file, ...yaml.keyAt(path), to, edits }];
  });
}

/** Name → the name in the right style, for names of another style whose new name is unique. */
function newNames(names: readonly string[]): Map<string, string> {
  const all = names.map((name) => [name, idPattern.test(name) ? name : inStyle(name)] as const);
  const count = new Map<string | undefined, number>();
  for (const [, to] of all) count.set(to, (count.get(to) ?? 0) + 1);
  return new Map(all.flatMap(([name, to]) => (to && to !== name && count.get(to) === 1 ? [[name, to]] : [])));
}

/** `Meet_Manager`, `meetManager`, `Meet manager` → `meet-manager`; undefined for names with other characters. */
function inStyle(name: string): string | undefined {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  if (!/^[\w\s.-]+$/.test(plain)) return undefined;
  const words = plain
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.filter((word) => word !== '').join('-') || undefined;
}

/** The edits that add an item's present id to its `formerly`; undefined if its YAML has no simple place for that. */
function keepingHistory(entry: Entry, id: Located<string>): Edit[] | undefined {
  const { file, text } = id.yaml;
  const [from, to] = id.yaml.valueRange(id.path) ?? [0, 0];
  const insert = (offset: number, more: string) => [{ file, from: offset, to: offset, text: more }];
  const old = scalar(id.value);
  if (at(entry, 'formerly')) {
    const [first] = listAt(entry, 'formerly');
    const start = first?.yaml.valueRange(first.path)?.[0];
    if (start === undefined) return undefined;
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    return insert(start, /^ *- +$/.test(before) ? `${old}${lineEndOf(text)}${before}` : `${old}, `);
  }
  if (text.slice(from, to).includes('\n')) return undefined;
  const start = entry.yaml.valueRange(entry.path)?.[0] ?? 0;
  if (text[start] === '{') return insert(to, `, formerly: [${old}]`);
  const end = to + text.slice(to).search(/\r?\n|$/);
  const { column } = id.yaml.keyAt(id.path);
  return insert(end, `${lineEndOf(text)}${' '.repeat(column - 1)}formerly: [${old}]`);
}

function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The text as YAML, quoted if it would otherwise not be read as text, also inside a list. */
function scalar(text: string): string {
  const plain = /^[a-z][\w-]*$/i.test(text) && !/^(?:true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
