/** `mine`: what whoever acts owes the hires, over all runs; `--everybody`: what everybody with a role owes them. */
import { inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { mineRenderer } from '../render/mine.ts';
import { eachRun, hiresUnderWay, rolesAmong } from '../session/each-run.ts';
import { fitting } from '../session/hires.ts';
import { matchRole, nobodyCalled } from '../session/lookup.ts';
import { type Globals, openReading } from '../session/session.ts';
import { listingFor } from '../view/mine/entries.ts';
import { type Opened, viewMine } from '../view/mine.ts';
import { quoted } from '../view/words.ts';

export interface MineOptions extends Globals, Format {
  readonly role?: string;
  readonly within?: string;
  /** Every row, whatever is to come. */
  readonly all?: boolean;
  readonly everybody?: boolean;
}

/** How many working days ahead the list looks. */
const usualDays = 5;

export async function mine(io: Io, options: MineOptions): Promise<undefined> {
  const { all = false, everybody, hire, run } = options;
  const session = await openReading(io, options);
  const within = options.within === undefined ? (all ? null : usualDays) : daysFrom(options.within);
  const hires = hiresUnderWay(session);
  const named = run ?? hire;
  const meant = named === undefined ? hires : fitting(session, hires, named);
  if (meant.length === 0 && named !== undefined) throw nobodyCalled(hires, named);
  const role =
    options.role === undefined ? undefined : matchRole({ roles: rolesAmong(session, hires) }, options.role);
  const by = everybody ? undefined : session.by;
  const errors: unknown[] = [];
  const opened = eachRun(session, hires, by, {
    isMeant: (each) => meant.includes(each),
    listing: listingFor(session.today, within),
  });
  const view = viewMine(noting(opened, errors), {
    today: session.today,
    workspace: session.workspace,
    by,
    within,
    all,
    role,
  });
  const words = [
    'mine',
    ...(everybody ? ['--everybody'] : []),
    ...(hire ? ['--hire', quoted(hire)] : []),
    '--all',
  ];
  await printView(
    io,
    options,
    view,
    mineRenderer({ all: all || !io.stdout.terminal, command: `pm-onboard ${words.join(' ')}` }),
  );
  // What can be read is printed first; the errors come after it.
  if (errors.length > 0) throw inOne(errors, `${errors.length} hires can't be read`);
  return undefined;
}

/** The same runs; the errors of those that can't be read are added to a list. */
function* noting(opened: Iterable<Opened>, errors: unknown[]): Generator<Opened> {
  for (const each of opened) {
    if ('unread' in each) errors.push(each.unread.error);
    yield each;
  }
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
