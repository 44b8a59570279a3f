/** `remind`: what a message to a channel, to somebody with a role or to a hire would say, out of the list of `mine`. */
import { readerMeant, runsFor } from '../actions/remind.ts';
import { inOne } from '../errors.ts';
import { printFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type Format, printRemark, printView } from '../output.ts';
import { Calendar } from '../plan/calendar.ts';
import type { Run } from '../plan/run.ts';
import type { FlavourName } from '../render/flavours.ts';
import { remindRenderer } from '../render/remind.ts';
import { type Globals, openReading } from '../session/session.ts';
import { listingFor } from '../view/mine/entries.ts';
import { hireCalledAs, minePart, viewMine } from '../view/mine.ts';
import type { Outcome } from '../view/outcome.ts';
import { type RemindView, viewRemind, viewStanding } from '../view/remind.ts';
import { unreadText } from '../view/unread.ts';

interface RemindOptions extends Globals, Omit<Format, 'format'> {
  /** How it is written; `text` if absent. */
  readonly format?: FlavourName | 'text';
  /** The environment variable with the address to send it to. */
  readonly post?: string;
  /** `hire`, or the name of somebody; absent for a channel. */
  readonly for?: string;
  readonly weekly?: boolean;
  /** Where reminders are to come by themselves; then `write` and `remove` change files. */
  readonly install?: string;
  readonly shell?: string;
  readonly write?: boolean;
  readonly remove?: boolean;
  /** Prepare the lines that a shell shows. */
  readonly prepare?: boolean;
}

/** How many working days ahead the message of a day looks, and that of a week. */
const [daysAhead, daysOfWeek] = [1, 5];

export async function remind(io: Io, options: RemindOptions): Promise<Outcome | undefined> {
  const { weekly = false } = options;
  const session = await openReading(io, options);
  if (options.install !== undefined) {
    const { install } = await import('../actions/remind-install/install.ts');
    return install(session, { ...options, install: options.install });
  }
  if (options.prepare) {
    await (await import('../actions/remind-prepare.ts')).prepareLines(session);
    return undefined;
  }
  const reader = await readerMeant(session, options.for);
  const { kind, name } = reader;
  const { today, workspace, config } = session;
  const wanted = { today, workspace, by: name, within: weekly ? daysOfWeek : daysAhead, all: false };
  const tellsStandings = weekly && kind === 'person';
  const show = (run: Run) => {
    const part = minePart(run, wanted);
    const isTold = tellsStandings && run.progress.hire.name !== name;
    return part && { ...part, standing: isTold ? viewStanding(run) : null };
  };
  const listing = weekly ? undefined : listingFor(today, daysAhead);
  const { read, nameOf } = runsFor(session, reader, show, listing, [weekly]);
  const opened = await read();
  const unread = opened.flatMap((each) => ('unread' in each ? [each.unread] : []));
  const standings = opened.flatMap((each) => ('part' in each && each.part.standing) || []);
  const mine = viewMine(opened, { ...wanted, nameOf });
  const calendar = new Calendar([config.calendar]);
  const called = standings
    .map(({ hire, text }) => ({ text, hire: hireCalledAs(hire, nameOf) }))
    .sort((a, b) => (a.hire.name < b.hire.name ? -1 : 1));
  const view = viewRemind(mine, { kind, weekly, calendar, standings: called });
  const posted = options.post === undefined ? undefined : await posting(io, options.post, view, options);
  const { format = 'gfm', ...shown } = options;
  if (!posted)
    await printView(
      io,
      format === 'text' ? { ...shown, markdown: false } : { ...shown, format },
      view,
      remindRenderer,
    );
  // Only somebody who looks on is told why nothing comes.
  if (!posted && view.silent && io.stdout.terminal && !options.json) printRemark(io, view.silent.text);
  if (unread.length > 0) {
    const error = inOne(
      unread.map(({ error: each }) => each),
      unreadText(unread),
    );
    // What was delivered is no failure: a job that fails runs again, on a machine that remembers nothing of it.
    if (!posted || view.silent) throw error;
    printFailure(io, error);
  }
  return posted;
}

async function posting(
  io: Io,
  env: string,
  view: RemindView,
  { format = 'text', dryRun }: RemindOptions,
): Promise<Outcome> {
  const { postReminder, messageOf } = await import('../actions/remind-post.ts');
  const { reader, today: day, weekly } = view;
  const text = await messageOf(view, format);
  return postReminder(io, { env, reader: [reader.kind, reader.name, weekly].join(' '), day, text, dryRun });
}
