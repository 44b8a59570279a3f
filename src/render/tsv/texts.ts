/** What people wrote, and what the program says of itself, as lines: those of `log`, `find`, `handbook`, `config`, `doctor`, `help`. */
import { type ConfigView, originText } from '../../view/config.ts';
import type { DoctorView } from '../../view/doctor.ts';
import type { FindView } from '../../view/find.ts';
import type { PagesView } from '../../view/handbook/pages.ts';
import { type LogView, leftOut } from '../../view/log.ts';
import { type Columns, tableOf } from './table.ts';

export const logTable = tableOf(
  {
    on: ({ on }) => on,
    by: ({ by }) => by,
    kind: ({ kind }) => kind,
    item: ({ item }) => item,
    what: ({ what }) => what,
    undone: ({ undone }) => undone,
    voided: ({ voided }) => voided,
    at: ({ at }) => at,
    run: ({ run }) => run,
  } satisfies Columns<ReturnType<typeof logRows>[number]>,
  logRows,
  ({ damaged }: LogView) => damaged.map(leftOut),
);

function logRows({ entries, hire }: LogView) {
  return entries.map((entry) => ({ ...entry, run: hire.id }));
}

export const findTable = tableOf<FindView, FindView['places'][number]>(
  {
    about: ({ about }) => about,
    ref: ({ ref }) => ref,
    title: ({ title }) => title,
    where: ({ where }) => where,
    snippet: ({ snippet }) => snippet,
    by: ({ by }) => by,
    on: ({ on }) => on,
    id: ({ id }) => id,
    run: ({ hires }) => hires.map(({ id }) => id),
    command: ({ command }) => command,
  },
  ({ places }) => places,
);

export const handbookTable = tableOf<PagesView, PagesView['pages'][number]>(
  {
    page: ({ name }) => name,
    title: ({ title }) => title,
    summary: ({ summary }) => summary,
    from: ({ from }) => from,
  },
  ({ pages }) => pages,
);

export const configTable = tableOf<ConfigView, ConfigView['settings'][number]>(
  {
    key: ({ key }) => key,
    value: ({ value }) => value,
    origin: ({ origin }) => originText(origin),
  },
  ({ settings }) => settings,
);

export const doctorTable = tableOf<DoctorView, DoctorView['findings'][number]>(
  {
    severity: ({ severity }) => severity,
    check: ({ check }) => check,
    place: ({ place }) => place,
    message: ({ message }) => message,
    remedy: ({ remedy }) => remedy,
    repairable: ({ repairable }) => repairable,
  },
  ({ findings }) => findings,
);

/** The part of what `help --json` prints that has a line for each command. */
export interface CommandList {
  readonly commands: readonly {
    readonly name: string;
    readonly summary: string;
    readonly group: string;
    readonly short: string | null;
    readonly usage: string;
  }[];
}

export const helpTable = tableOf<CommandList, CommandList['commands'][number]>(
  {
    command: ({ name }) => name,
    summary: ({ summary }) => summary,
    group: ({ group }) => group,
    short: ({ short }) => short,
    usage: ({ usage }) => usage,
  },
  ({ commands }) => commands,
);
