/**
 * `team`: a line for each hire, first those who need attention; `--items`: the items at which people get stuck; `--since`: what has
 * changed.
 */
import { teamOf } from '../actions/team.ts';
import type { CalendarDate } from '../dates.ts';
import { inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { linePaceOf, paceOf } from '../plan/pace.ts';
import { teamRenderer } from '../render/team.ts';
import { teamItemsRenderer } from '../render/team-items.ts';
import { teamSinceRenderer } from '../render/team-since.ts';
import { cleanName, nearestHint } from '../session/lookup.ts';
import { keptMembers } from '../session/members.ts';
import { countFrom } from '../session/number-argument.ts';
import { type Globals, openReading, pastDateFrom, type Session } from '../session/session.ts';
import {
  type Sorting,
  sortings,
  type TeamHireView,
  type TeamView,
  viewTeam,
  viewTeamHire,
} from '../view/team.ts';
import type { Chosen, TeamFilter } from '../view/team-choice.ts';
import { viewTeamItems } from '../view/team-items.ts';
import { changesIn, viewTeamSince } from '../view/team-since.ts';
import type { Unread } from '../view/unread.ts';

interface TeamOptions extends Globals, Format {
  readonly buddy?: string;
  /** Only hires for whom the person who acts holds a role. */
  readonly mine?: boolean;
  readonly sort?: string;
  readonly finished?: boolean;
  readonly archived?: boolean;
  readonly items?: boolean;
  /** Only hires who follow the program of this id. */
  readonly program?: string;
  readonly limit?: string;
  /** Show instead what has changed since this day. */
  readonly since?: string;
}

export async function team(io: Io, options: TeamOptions): Promise<undefined> {
  const sorting = sortingFrom(options);
  const most = limitFrom(options);
  const session = await openReading(io, options);
  const since = options.since === undefined ? undefined : pastDateFrom(session, options.since, '--since');
  const filter = filterFrom(session, options);
  const unread = since
    ? await printSince(session, filter, options, since)
    : options.items
      ? await printItems(session, filter, options)
      : await printHires(session, filter, options, (chosen) => viewTeam(chosen, sorting, most));
  // The hires that can be read are printed first; the errors of the other hires come after them.
  const errors = unread.map(({ error }) => error);
  if (errors.length > 0) throw inOne(errors, `${errors.length} hires can't be shown`);
}

type Unreadable = Promise<readonly Unread[]>;

async function printHires(
  session: Session,
  filter: TeamFilter,
  format: Format,
  view: (chosen: Chosen<TeamHireView>) => TeamView,
): Unreadable {
  const { holder } = filter;
  const { json, csv, plain } = format;
  // People read lines, which need little of a schedule; programs get all figures.
  const [list, paceIn] =
    json || csv || plain ? (['team-figures', paceOf] as const) : (['team', linePaceOf] as const);
  const kept = keptMembers<TeamHireView>(session, list, [holder]);
  const chosen = await teamOf(session, filter, (run) => viewTeamHire(run, holder, paceIn), kept);
  await printView(session.io, format, view(chosen), teamRenderer);
  return chosen.unread;
}

async function printItems(session: Session, filter: TeamFilter, format: Format): Unreadable {
  const chosen = await teamOf(session, filter, (run) => run);
  await printView(session.io, format, viewTeamItems(chosen), teamItemsRenderer);
  return chosen.unread;
}

async function printSince(
  session: Session,
  filter: TeamFilter,
  format: Format,
  since: CalendarDate,
): Unreadable {
  const chosen = await teamOf(session, filter, (run) => changesIn(run, since, session.today));
  await printView(session.io, format, viewTeamSince(chosen, since), teamSinceRenderer);
  return chosen.unread;
}

function filterFrom(session: Session, options: TeamOptions): TeamFilter {
  const { buddy, mine, items, program, finished, archived, since } = options;
  return {
    ...(buddy === undefined ? {} : { buddy: cleanName(buddy, '--buddy') }),
    ...(mine ? { holder: session.by } : {}),
    ...(program === undefined ? {} : { program }),
    finished: Boolean(finished || items || since),
    archived: archived === true || since !== undefined,
  };
}

function limitFrom({ limit }: TeamOptions): number | undefined {
  return limit === undefined ? undefined : countFrom('--limit', limit);
}

function sortingFrom({ sort }: TeamOptions): Sorting {
  if (sort === undefined) return 'attention';
  const sorting = sortings.find((name) => name === sort);
  if (sorting) return sorting;
  throw new UserError(`--sort: "${sort}" is not a way to sort`, nearestHint(sort, sortings));
}
