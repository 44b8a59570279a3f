/**
 * What lint knows besides the files that it checks, because a flag asked for it: the calendar to come (`--horizon`), the
 * programs that hires have (`--against`), and whether links answer (`--links`, see known-links.ts).
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { addDays, type CalendarDate, localDate } from '../dates.ts';
import { attempt, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Against, Extras, Horizon } from '../lint/rule.ts';
import { schemaNamedIn } from '../lint/rules/schema-line.ts';
import { holidaysIn } from '../program/draft.ts';
import { calendarFilesIn, readCalendars } from '../program/holidays.ts';
import { parseYaml } from '../program/yaml.ts';
import { dateFrom } from '../session/date-argument.ts';
import { readDate } from '../session/session.ts';
import { type Config, configName } from '../workspace/config.ts';
import { readRegularFile, shownPath } from '../workspace/files.ts';
import { type LintTarget, stdinName } from '../workspace/lint-targets.ts';
import { openLinks } from './known-links.ts';

export interface ExtraFlags {
  /** The last day on which somebody may start. */
  readonly horizon?: string;
  /** A workspace, a folder of checklists or of compiled programs, or a git revision. */
  readonly against?: string;
  readonly links?: boolean;
  /** Hosts that `links` asks even if they are in a private network. */
  readonly privateHost?: readonly string[];
  readonly today?: CalendarDate;
}

interface ExtraSource {
  /** @param config what the pm-onboard.yaml above the target says */
  of(target: LintTarget, config: Config): Promise<Extras>;
  /** Saves the answers of links for the next run, and says on stderr which links were not asked. */
  close(): void;
}

/**
 * @param against what `--against` names, read before
 * @throws UserError for a flag that can't be used, before any checklist is read
 */
export async function openExtras(io: Io, flags: ExtraFlags, against?: Against): Promise<ExtraSource> {
  const dates = flags.horizon === undefined ? undefined : datesFrom(io, flags.horizon, flags.today);
  const links = flags.links ? await openLinks(io, flags.privateHost ?? []) : undefined;
  const workspaces = new Set<string>();
  return {
    of: async (target, config) => ({
      ...workspaceOf(target, workspaces, io.cwd),
      deadSchemas: deadSchemasOf(target, io.cwd),
      ...(dates ? { horizon: horizonOf(dates, target, config, io.cwd) } : {}),
      ...(against ? { against } : {}),
      ...(links ? { links: await links.of(target, config) } : {}),
    }),
    close: () => links?.close(),
  };
}

/** The longest horizon, in days: lists of holidays seldom reach further, and each start up to the horizon costs time. */
const longestHorizon = 2 * 366;

type Dates = Pick<Horizon, 'today' | 'until'>;

function datesFrom(io: Io, horizon: string, givenToday: CalendarDate | undefined): Dates {
  const today = givenToday ?? localDate(io.now());
  const flag = '--horizon';
  const hint = 'give the last day on which somebody may start';
  const until = readDate(io, horizon, flag, (text) => {
    const date = dateFrom(text, { flag, today, lies: 'ahead', isPossible: (day) => day >= today });
    if (date < today) throw new UserError(`${flag}: ${date} is in the past`, hint);
    if (date > addDays(today, longestHorizon))
      throw new UserError(`${flag}: ${date} is more than two years ahead`, hint);
    return date;
  });
  return { today, until };
}

function horizonOf(dates: Dates, { configFolder }: LintTarget, { calendar }: Config, cwd: string): Horizon {
  const path = configFolder === undefined ? undefined : join(configFolder, configName);
  const bytes = path === undefined ? undefined : readRegularFile(path);
  return { ...dates, calendar, ...(path && bytes ? { config: parseYaml(shownPath(path, cwd), bytes) } : {}) };
}

/**
 * The pm-onboard.yaml above a target, and the calendar files that it names.
 * @param seen the folders of those that were looked at with another target: what is found in one is reported once
 */
function workspaceOf(
  { configFolder }: LintTarget,
  seen: Set<string>,
  cwd: string,
): Pick<Extras, 'workspace'> {
  if (configFolder === undefined || seen.has(configFolder)) return {};
  seen.add(configFolder);
  const path = join(configFolder, configName);
  const yaml = parseYaml(shownPath(path, cwd), readRegularFile(path) ?? Buffer.from(''));
  const file = { value: yaml.value, yaml, path: [] };
  const named = calendarFilesIn(holidaysIn(file));
  const calendars = readCalendars(named, (name) => readRegularFile(join(configFolder, name)));
  return { workspace: { file, calendars } };
}

/** The files of a target whose schema line names a file that isn't there. Of standard input nothing is known. */
function deadSchemasOf({ files, duties, configFolder }: LintTarget, cwd: string): ReadonlySet<string> {
  const settings = configFolder === undefined ? undefined : join(configFolder, configName);
  const bytes = settings === undefined ? undefined : attempt(() => readRegularFile(settings));
  const all = [
    ...files,
    ...(duties ? [duties] : []),
    ...(settings && bytes ? [{ path: shownPath(settings, cwd), bytes }] : []),
  ];
  const dead = all.filter(({ path, bytes }) => {
    const name = schemaNamedIn(Buffer.from(bytes.subarray(0, 4096)).toString())?.name;
    if (name === undefined || path === stdinName || /^[a-z][a-z0-9+.-]+:/i.test(name)) return false;
    return !existsSync(resolve(cwd, dirname(path), name));
  });
  return new Set(dead.map(({ path }) => path));
}
