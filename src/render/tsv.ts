/**
 * What `--plain` prints: a line for each row of a view, with tabs between the columns. A chunk in one file. Rows are made of the
 * values of `--json`, so that the two can't part; no width, colour, locale or mode has a say.
 */
import { safeLog } from './safe.ts';
import { calendarTable, daysOffTable, dutiesTable, dutiesWhoTable } from './tsv/days.ts';
import { catchUpTable, nextTable, planTable, previewTable, showTable, statusTable } from './tsv/items.ts';
import {
  mineTable,
  peopleTable,
  programsTable,
  runTable,
  teamItemsTable,
  teamSinceTable,
  teamTable,
} from './tsv/runs.ts';
import { linesOf, type Table } from './tsv/table.ts';
import { configTable, doctorTable, findTable, handbookTable, helpTable, logTable } from './tsv/texts.ts';

/** The command line, without `--plain` → its lines. Each has a section of docs/plain.md, which a test compares. */
export const tables = {
  status: statusTable,
  next: nextTable,
  plan: planTable,
  'plan --catch-up': catchUpTable,
  show: showTable,
  log: logTable,
  find: findTable,
  mine: mineTable,
  team: teamTable,
  'team --items': teamItemsTable,
  'team --since': teamSinceTable,
  people: peopleTable,
  calendar: calendarTable,
  'calendar --days-off': daysOffTable,
  'start --list': programsTable,
  handbook: handbookTable,
  run: runTable,
  duties: dutiesTable,
  'duties who': dutiesWhoTable,
  preview: previewTable,
  doctor: doctorTable,
  config: configTable,
  'help --all': helpTable,
} as const;

type Tables = typeof tables;

/** The names of the tables that a view can be printed with. */
export type TableFor<V> = {
  [N in keyof Tables]: Tables[N] extends Table<infer T> ? (V extends T ? N : never) : never;
}[keyof Tables];

/** @returns `text`: the lines, for stdout; `remarks`: what is said on stderr */
export function linesOfView<V>(
  view: V,
  name: TableFor<V>,
): { readonly text: string; readonly remarks: readonly string[] } {
  const { rows, remarks } = tables[name] as unknown as Table<V>;
  return { text: safeLog(linesOf(rows(view))), remarks: remarks(view) };
}
