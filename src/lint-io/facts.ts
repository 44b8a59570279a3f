/** What lint may know beside its files, where a flag asks for it: the calendar to come, what hires have, the web. */
import { join } from 'node:path';
import { addDays, localDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Facts, Horizon } from '../lint/rule.ts';
import { parseYaml } from '../program/yaml.ts';
import { dateFrom } from '../session/session.ts';
import { type Config, configName } from '../workspace/config.ts';
import { readRegularFile, shownPath } from '../workspace/files.ts';
import type { LintTarget } from '../workspace/lint-targets.ts';
import { readAgainst } from './against.ts';
import { openLinks } from './known-links.ts';

export interface FactFlags {
  /** The last day on which somebody may start. */
  readonly horizon?: string;
  /** A workspace, or a folder of compiled programs. */
  readonly against?: string;
  readonly links?: boolean;
  readonly today?: string;
}

interface FactSource {
  /** @param config the settings above the target */
  of(target: LintTarget, config: Config): Promise<Facts>;
  /** Keeps what holds for the next run, and says on stderr what could not be looked at. */
  close(): void;
}

/** @throws UserError for a flag that can't be used, before any checklist is read */
export async function openFacts(io: Io, flags: FactFlags): Promise<FactSource> {
  const dates = flags.horizon === undefined ? undefined : datesFrom(io, flags.horizon, flags.today);
  const against = flags.against === undefined ? undefined : readAgainst(io, flags.against);
  const links = flags.links ? await openLinks(io) : undefined;
  return {
    of: async (target, config) => ({
      ...(dates ? { horizon: horizonOf(dates, target, config, io.cwd) } : {}),
      ...(against ? { against } : {}),
      ...(links ? { links: await links.of(target, config) } : {}),
    }),
    close: () => links?.close(),
  };
}

/** Holiday lists reach no further, and every start until then is looked at. */
const longestHorizon = 2 * 366;

type Dates = Pick<Horizon, 'today' | 'until'>;

function datesFrom(io: Io, horizon: string, givenToday: string | undefined): Dates {
  const today = givenToday === undefined ? localDate(io.now()) : dateFrom(givenToday, '--today');
  const until = dateFrom(horizon, '--horizon');
  const hint = 'give the last day on which somebody may start';
  if (until < today) throw new UserError(`--horizon: ${until} is in the past`, hint);
  if (until > addDays(today, longestHorizon))
    throw new UserError(`--horizon: ${until} is more than two years ahead`, hint);
  return { today, until };
}

function horizonOf(dates: Dates, { settings }: LintTarget, { calendar }: Config, cwd: string): Horizon {
  const path = settings === undefined ? undefined : join(settings, configName);
  const bytes = path === undefined ? undefined : readRegularFile(path);
  return {
    ...dates,
    calendar,
    ...(path && bytes ? { settings: parseYaml(shownPath(path, cwd), bytes) } : {}),
  };
}
