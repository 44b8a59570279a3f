/**
 * What `--plain` is to print, worked out from what `--json` prints and from docs/plain.md alone: the page says which column is which
 * value, and here is said which rows there are.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../docs/markdown.ts';
import { root } from './home.ts';

export interface Documented {
  readonly name: string;
  /** The paths of the value in JSON, of which the first that is there counts; empty where {@link rowsFrom} says the value. */
  readonly paths: readonly string[];
}

const page = readFileSync(join(root, 'docs/plain.md'), 'utf8');

/** Command line → its columns, as the page has them: those of an item also where a table begins behind them. */
export function documentedColumns(text = page): Map<string, Documented[]> {
  const all = new Map<string, Documented[]>();
  let items: Documented[] = [];
  for (const section of text.split(/^## /m).slice(1)) {
    const names = codeOf(section.split('\n')[0] ?? '');
    const rows = [...section.matchAll(/^\| (\d+) \| `(\w+)` \| (.*?) \| .*\|$/gm)];
    const columns = rows.map(([, , name = '', json = '']) => ({ name, paths: codeOf(json) }));
    const first = Number(rows[0]?.[1] ?? 1);
    const own = first === 1 ? columns : [...items.slice(0, first - 1), ...columns];
    const numbers = rows.map(([, number]) => Number(number));
    if (numbers.some((number, at) => number !== first + at) || own.length !== first - 1 + rows.length)
      throw new Error(`the numbers of the columns of ${names.join(', ')}: ${numbers.join(' ')}`);
    if (items.length === 0) items = own;
    for (const name of names) all.set(name, own);
  }
  return all;
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of any command
type Json = any;

/** The rows of a command's JSON. What no path leads to stands under the name of its column. */
export const rowsFrom: Readonly<Record<string, (json: Json) => Json[]>> = {
  status: (json) => {
    const lists = [
      ['overdue', 'overdue'],
      ['next', 'next'],
      ['blocked', 'blocked'],
      ['waiting', 'waiting'],
      ['inReview', 'in review'],
      ['later', 'later'],
    ] as const;
    const rows: Json[] = [];
    for (const [key, list] of lists)
      for (const item of json[key] ?? [])
        if (!rows.some(({ id }) => id === item.id)) {
          const day = json.schedule.find(({ date }: Json) => date === json.today);
          const part = day?.items.find(({ id, done }: Json) => id === item.id && !done);
          rows.push({ ...dated(item), list, today: part?.left });
        }
    return rows;
  },
  next: ({ items }) => items.map(dated),
  plan: ({ items }) => items.map(dated),
  'plan --catch-up': ({ moves }) => moves,
  show: ({ item, items = [item] }) => items.map(dated),
  preview: ({ days, undated }) => [...days.flatMap(({ due }: Json) => due), ...undated].map(dated),
  log: ({ entries }) => entries,
  find: ({ places }) => places,
  mine: ({ own, entries, role }) => [
    ...(role === null ? own : []).flatMap(({ hire, before, late, items, next }: Json) =>
      Object.entries({ before, late, today: items, next }).flatMap(([group, list]) =>
        list
          .filter(({ id }: Json) => group !== 'today' || !late.some((each: Json) => each.id === id))
          .map((item: Json) => ({ ...dated(item), hire, group, own: true })),
      ),
    ),
    ...entries.map((entry: Json) => ({ ...entry, on: entry.undated ? null : entry.on, own: false })),
  ],
  team: ({ hires }) => hires,
  'team --items': ({ items }) => items,
  'team --since': ({ changes }) => changes,
  people: ({ roles }) =>
    roles.flatMap((role: Json) =>
      [{ people: role.people, until: role.until, from: null }, ...role.later].flatMap(
        ({ people, from, until }) =>
          (people.length > 0 ? people : [{}]).map((person: Json) => ({ ...role, ...person, from, until })),
      ),
    ),
  calendar: ({ days }) => days,
  'calendar --days-off': ({ days, leaves }) =>
    [
      ...days.map((day: Json) => ({
        ...day,
        from: day.date,
        to: day.date,
        kind: day.extra ? 'extra' : 'holiday',
      })),
      ...leaves.map((leave: Json) => ({ ...leave, kind: 'leave' })),
    ].sort((a, b) => a.from.localeCompare(b.from)),
  run: ({ runs, templates }) => [
    ...runs.map((run: Json) => ({ ...run, kind: 'run', run: run.id, called: run.run })),
    ...templates.map((template: Json) => ({ ...template, kind: 'template' })),
  ],
  duties: ({ onDuty, turns, meetings, absent, unset }) => [
    ...onDuty.map((turn: Json) => ({ ...turn, kind: 'on duty', id: turn.rotation })),
    ...turns.map((turn: Json) => ({ ...turn, kind: 'turn', id: turn.rotation })),
    ...meetings.map((each: Json) => ({
      ...{ ...each, kind: 'meeting', begins: each.from, ends: each.to },
      ...{ from: each.date, to: each.date },
    })),
    ...absent.map((each: Json) => ({
      ...{ ...each, kind: 'absent', id: each.rotation, from: each.awayFrom, to: each.awayTo },
    })),
    ...unset.map((each: Json) => ({ ...each, kind: 'unset' })),
  ],
  'duties who': ({ rotations }) => rotations,
  handbook: ({ pages }) => pages,
  'start --list': ({ programs }) =>
    programs.map((program: Json) => ({
      ...program,
      hires: program.hires.length,
      under_way: program.hires.filter(({ over }: Json) => !over).length,
    })),
  config: ({ settings }) =>
    settings.map((setting: Json) => {
      const { kind, place } = setting.origin;
      const word = kind === 'workspace' || kind === 'user' ? 'file' : kind;
      return { ...setting, origin: place === null ? kind : `${word}:${place}` };
    }),
  doctor: ({ findings }) => findings,
  'help --all': ({ commands }) => commands,
};

function dated(item: Json): Json {
  return item.undated ? { ...item, due: null } : item;
}

/** The line of a row, worked out from its JSON. @param whole the document that the row is from */
export function lineOf(row: Json, columns: readonly Documented[], whole: Json): string {
  return columns
    .map(({ name, paths }) => {
      const values = (paths.length > 0 ? paths : [name]).map((path) =>
        valueAt({ hire: whole.hire, ...row }, path),
      );
      return textOf(values.find((value) => value !== undefined && value !== null));
    })
    .join('\t');
}

function valueAt(from: Json, path: string): Json {
  let values: Json[] = [from];
  for (const step of path.split('.')) {
    const [, key = '', index] = /^(\w+)(?:\[(\d*)\])?$/.exec(step) ?? [];
    values = values.flatMap((value) => {
      const next = value?.[key];
      if (index === undefined) return [next];
      return index === '' ? (next ?? []) : [next?.[Number(index)]];
    });
  }
  return path.includes('[]') ? [...new Set(values.flat())] : values[0];
}

function textOf(value: Json): string {
  if (value === null || value === undefined) return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what becomes a space
  return (Array.isArray(value) ? value.join(', ') : String(value)).replace(/[\u0000-\u001f]/g, ' ');
}
