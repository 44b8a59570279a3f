/**
 * `team`: a line for each hire, first those who need attention; `--items`: the items at which people get stuck; `--since`: what has
 * changed.
 */
import { inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { teamRenderer } from '../render/team.ts';
import { teamItemsRenderer } from '../render/team-items.ts';
import { teamSinceRenderer } from '../render/team-since.ts';
import { cleanName, nearestHint } from '../session/lookup.ts';
import { checklistsUnderWay } from '../session/open-checklists.ts';
import { openRuns } from '../session/run.ts';
import { type Globals, openSession, pastDateFrom, type Session } from '../session/session.ts';
import { type Sorting, sortings, viewTeam } from '../view/team.ts';
import { chosenTeam } from '../view/team-choice.ts';
import { viewTeamItems } from '../view/team-items.ts';
import { viewTeamSince } from '../view/team-since.ts';
import { movedOnCheck } from '../workspace/program-files.ts';
import { listRuns } from '../workspace/records.ts';

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
  const { buddy, mine, items, program, finished, archived } = options;
  const sorting = sortingFrom(options);
  const most = limitFrom(options);
  const session = await openSession(io, options);
  const { workspace, today, config } = session;
  const since = options.since === undefined ? undefined : pastDateFrom(session, options.since, '--since');
  const opened = await openRuns(session);
  const movedOn = await movedOnCheck(
    session,
    opened.runs
      .filter(({ progress, record }) => !isOver(progress) && !record.team)
      .map(({ pinned }) => pinned),
  );
  const isAll = !buddy && !mine && program === undefined;
  const checklists = listRuns(workspace).length;
  const outdatedRuns = isAll && checklists > 0 ? await outdatedCount(session) : 0;
  const chosen = chosenTeam(
    { workspace, today, people: config.people, movedOn, outdatedRuns, ...opened, checklists },
    {
      ...(buddy === undefined ? {} : { buddy: cleanName(buddy, '--buddy') }),
      ...(mine ? { holder: session.by } : {}),
      ...(program === undefined ? {} : { program }),
      finished: Boolean(finished || items || since),
      archived: archived === true || since !== undefined,
    },
  );
  if (since) await printView(io, options, viewTeamSince(chosen, since), teamSinceRenderer);
  else if (items) await printView(io, options, viewTeamItems(chosen), teamItemsRenderer);
  else await printView(io, options, viewTeam(chosen, sorting, most), teamRenderer);
  // The hires that can be read are printed first; the errors of the other hires come after them.
  const errors = chosen.unread.map(({ error }) => error);
  if (errors.length > 0) throw inOne(errors, `${errors.length} hires can't be shown`);
}

async function outdatedCount(session: Session): Promise<number> {
  const { outdatedAmong } = await import('../session/checklist-now.ts');
  return (await outdatedAmong(session, checklistsUnderWay(session).runs)).length;
}

function limitFrom({ limit }: TeamOptions): number | undefined {
  if (limit === undefined) return undefined;
  const most = Number(limit);
  if (Number.isInteger(most) && most > 0) return most;
  throw new UserError(`--limit: "${limit}" can't be used`, 'give a whole number from 1');
}

function sortingFrom({ sort }: TeamOptions): Sorting {
  if (sort === undefined) return 'attention';
  const sorting = sortings.find((name) => name === sort);
  if (sorting) return sorting;
  throw new UserError(`--sort: "${sort}" is not a way to sort`, nearestHint(sort, sortings));
}
