/** `team`: a line for each hire, first those who need attention; `--items`: the items at which people get stuck. */
import { inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { teamRenderer } from '../render/team.ts';
import { teamItemsRenderer } from '../render/team-items.ts';
import { cleanName, nearestHint } from '../session/lookup.ts';
import { openRuns } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { type Sorting, sortings, viewTeam } from '../view/team.ts';
import { chosenTeam } from '../view/team-choice.ts';
import { viewTeamItems } from '../view/team-items.ts';
import { movedOnCheck } from '../workspace/program-files.ts';

interface TeamOptions extends Globals, Format {
  readonly buddy?: string;
  /** Only hires for whom the person who acts holds a role. */
  readonly mine?: boolean;
  readonly sort?: string;
  readonly finished?: boolean;
  readonly archived?: boolean;
  readonly items?: boolean;
}

export async function team(io: Io, options: TeamOptions): Promise<undefined> {
  const { buddy, mine, items, finished, archived } = options;
  const sorting = sortingFrom(options);
  const session = await openSession(io, options);
  const { workspace, today, config } = session;
  const opened = openRuns(session);
  const movedOn = await movedOnCheck(
    session,
    opened.runs
      .filter(({ progress, record }) => !isOver(progress) && !record.team)
      .map(({ pinned }) => pinned),
  );
  const chosen = chosenTeam(
    { workspace, today, people: config.people, movedOn, ...opened },
    {
      ...(buddy === undefined ? {} : { buddy: cleanName(buddy, '--buddy') }),
      ...(mine ? { holder: session.by } : {}),
      finished: Boolean(finished || items),
      archived: archived === true,
    },
  );
  if (items) await printView(io, options, viewTeamItems(chosen), teamItemsRenderer);
  else await printView(io, options, viewTeam(chosen, sorting), teamRenderer);
  // The hires that can be read are printed first; the errors of the other hires come after them.
  const errors = chosen.unread.map(({ error }) => error);
  if (errors.length > 0) throw inOne(errors, `${errors.length} hires can't be shown`);
}

function sortingFrom({ sort }: TeamOptions): Sorting {
  if (sort === undefined) return 'attention';
  const sorting = sortings.find((name) => name === sort);
  if (sorting) return sorting;
  throw new UserError(`--sort: "${sort}" is not a way to sort`, nearestHint(sort, sortings));
}
