/** `mine`: what whoever acts owes over all runs, those of hires and of checklists; `--everybody`: what everybody with a role owes. */
import { inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import type { Run } from '../plan/run.ts';
import { mineRenderer } from '../render/mine.ts';
import { shortLine } from '../render/short.ts';
import { keptParts, rolesAmong, runsOfList } from '../session/each-run.ts';
import { fitting, namesAhead, readHires } from '../session/hires.ts';
import { among, matchRole, nobodyCalled } from '../session/lookup.ts';
import { type Globals, openReading, type Session } from '../session/session.ts';
import { listingFor } from '../view/mine/entries.ts';
import { countsOfMine } from '../view/mine/screen.ts';
import { type MinePart, minePart, viewMine } from '../view/mine.ts';
import type { Counts } from '../view/short.ts';
import { unreadText } from '../view/unread.ts';
import { quoted } from '../view/words.ts';

export interface MineOptions extends Globals, Format {
  readonly role?: string;
  readonly within?: string;
  /** Every row, whatever is to come. */
  readonly all?: boolean;
  readonly everybody?: boolean;
  /** How much waits, in a line: what `status --short` asks for where this list stands in for it. */
  readonly short?: boolean;
}

/** How many working days ahead the list looks. */
const usualDays = 5;

export async function mine(io: Io, options: MineOptions): Promise<undefined> {
  const { all = false, everybody, hire, run } = options;
  const { view, error } = await listFor(await openReading(io, options), options);
  const words = [
    'mine',
    ...(everybody ? ['--everybody'] : []),
    ...(hire ? ['--hire', quoted(hire)] : []),
    ...(run ? ['--run', quoted(run)] : []),
    '--all',
  ];
  if (options.short) io.stdout.write(shortLine(countsOfMine(view), io));
  else
    await printView(
      io,
      options,
      view,
      mineRenderer({ all: all || !io.stdout.terminal, command: `pm-onboard ${words.join(' ')}` }),
    );
  // What can be read is printed first; the errors come after it.
  if (error !== undefined) throw error;
  return undefined;
}

/** How much waits for whoever acts; and the error of the runs that can't be read. */
export async function countMine(
  session: Session,
): Promise<{ readonly counts: Counts; readonly error?: unknown }> {
  const { view, error } = await listFor(session, session.globals);
  return { counts: countsOfMine(view), error };
}

/** The list, and the error of the runs that can't be read; undefined where all can. */
async function listFor(session: Session, options: MineOptions) {
  const { all = false, everybody, hire, run } = options;
  const within = options.within === undefined ? (all ? null : usualDays) : daysFrom(options.within);
  const isMeant = await meant(session, run ?? hire);
  const role =
    options.role === undefined ? undefined : matchRole({ roles: await rolesAmong(session) }, options.role);
  const by = everybody ? undefined : session.by;
  const listing = listingFor(session.today, within);
  const { today, workspace } = session;
  const request = { today, workspace, by, within, all, role };
  const kept = isMeant ? undefined : keptParts<MinePart>(session, 'mine', by, [within, all]);
  const show = (each: Run) => minePart(each, request);
  const { read, nameOf } = runsOfList(session, by, show, { isMeant, listing, kept });
  const opened = await read();
  const view = viewMine(opened, { ...request, nameOf });
  const unread = opened.flatMap((each) => ('unread' in each ? [each.unread] : []));
  const errors = unread.map(({ error }) => error);
  return { view, error: unread.length > 0 ? inOne(errors, unreadText(unread)) : undefined };
}

/**
 * Whether the list is about a run, by its id: a person's name means the runs of theirs, those of checklists too, and a checklist's word
 * that one; undefined where nothing is named. @throws UserError for a name that fits nobody
 */
async function meant(
  session: Session,
  named: string | undefined,
): Promise<((id: string) => boolean) | undefined> {
  if (named === undefined) return undefined;
  await namesAhead(session);
  const hires = readHires(session);
  const { checklistCalled, readChecklists } = await import('../session/checklists.ts');
  const all = [...hires, ...readChecklists(session)];
  const ids = fitting(session, among(all), named).map(({ id }) => id);
  if (ids.length > 0) return (id) => ids.includes(id);
  const run = checklistCalled(session, named);
  if (!run) throw nobodyCalled(all, named);
  return (id) => id === run.id;
}

/** `5d` or `2w` as working days; a number alone is days. @throws UserError for anything else */
function daysFrom(text: string): number {
  const [, count = '', unit = 'd'] = /^(\d{1,3}) ?(d|days?|w|weeks?)?$/i.exec(text.trim()) ?? [];
  if (count === '')
    throw new UserError(
      `--within: "${text}" is not a number of working days`,
      'write it such as 5d, or 2w for ten',
    );
  return Number(count) * (unit.toLowerCase().startsWith('w') ? 5 : 1);
}
