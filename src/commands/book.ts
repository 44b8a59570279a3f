/**
 * `book [item…]`: prints the message to send for a meeting, and asks at a terminal for the day that was agreed on; `--on DATE`
 * records that day, `--cancel` takes it back, and `--invite` also writes an invitation. Nothing is sent to anybody.
 */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import {
  type BookFlags,
  bookCommand,
  bookingRemarks,
  confirmDay,
  dayToBook,
  itemsToBook,
  itemsToCancel,
  takeBooking,
} from '../actions/book.ts';
import { type InvitationWriter, type InviteFlags, invitationWriter } from '../actions/invite.ts';
import { longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { messageRenderer } from '../render/book.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { unheldText, viewMessage } from '../view/book.ts';
import { type BookedView, viewBooked } from '../view/item.ts';
import { foreseenOutcome, type Outcome, unchanged } from '../view/outcome.ts';
import { bookedText, hireFlag } from '../view/words.ts';

interface BookOptions extends BookFlags, InviteFlags, Format {
  readonly cancel?: boolean;
  readonly dryRun?: boolean;
}

/** @param names what the person typed for each item, list, range or group; none to be asked which meeting is meant */
export async function book(
  run: OpenRun,
  names: readonly string[],
  options: BookOptions,
): Promise<Outcome | undefined> {
  refuseOver(run);
  const items = await (options.cancel ? itemsToCancel : itemsToBook)(run, names);
  if (items.length === 0) {
    const none = options.cancel ? 'Nothing is booked.' : 'Every meeting is held or booked.';
    return unchanged(names.length > 0 ? 'Nothing was picked.' : none, nextHint(run));
  }
  if (options.cancel) return cancel(run, items, options);
  if (options.on === undefined) await showMessages(run, items, options);
  if (options.markdown) return undefined;
  const write = options.invite ? invitationWriter(run, items, options) : undefined;
  const booking = await takeBooking(run, items, options);
  return booking
    ? record(run, items, booking, options, write)
    : { changes: [], remarks: [], hint: agreeHint(items, run) };
}

/**
 * Prints the message of each item, and on stderr what is to be known before it is sent.
 * @throws UserError where nobody is met for an item, and nobody can be asked for its day
 */
async function showMessages(
  run: OpenRun,
  items: readonly PlannedItem[],
  options: BookOptions,
): Promise<void> {
  const { io, mayAsk } = run.session;
  const meetings = items.filter(({ item }) => item.with.length > 0);
  const other = items.find((planned) => !meetings.includes(planned));
  if (other && (options.markdown || !mayAsk))
    throw new UserError(
      `${nameOf(other)} has nobody to write to`,
      `give the day that it is booked for: ${bookCommand([other], suggested([other], run), run)}`,
      exits.needsInput,
    );
  for (const [at, planned] of meetings.entries()) {
    if (at > 0) io.stdout.write('\n');
    await printView(io, options, viewMessage(planned, run), messageRenderer);
  }
  const remarks = [...unheldText(meetings, run), ...items.flatMap((planned) => bookedAlready(planned, run))];
  if (remarks.length > 0) printOutcome(io, { changes: [], remarks, hint: '' });
}

/** @param invite writes the invitation, where one is wanted */
async function record(
  run: OpenRun,
  items: readonly PlannedItem[],
  booking: BookedView,
  { force, dryRun }: BookOptions,
  invite: InvitationWriter | undefined,
): Promise<Outcome> {
  const { day, time } = booking;
  // The same day without a time doesn't take a known time back.
  const isSame = ({ booked }: PlannedItem) => booked?.on === day && (time ?? booked.at) === booked.at;
  const fresh = items.filter((planned) => !isSame(planned));
  const already = items.filter(isSame).flatMap((planned) => bookedAlready(planned, run));
  if (fresh.length === 0) {
    const told = dryRun ? [] : invite?.(run);
    return { changes: [], remarks: [...already, ...(told ?? [])], hint: nextHint(run) };
  }
  const changes = fresh.map((planned) => changeText(planned, booking, run));
  const remarks = [...already, ...bookingRemarks(fresh, booking, run)];
  const facts = fresh.map(
    ({ item }): Fact => ({ kind: 'booked', item: item.id, day, time: time ?? undefined }),
  );
  if (dryRun) {
    // This saves nothing, and notes the events for --json.
    await saveFacts(run, facts);
    const forced = run.calendar.isWorking(day) ? '' : ' --force';
    return foreseen([...changes, ...remarks], `${bookCommand(fresh, booking, run)}${forced}`);
  }
  if (!(await confirmDay(run, fresh, booking, force))) return unchanged('Nothing is written.');
  const after = await saveFacts(run, facts);
  return { changes, remarks: [...remarks, ...(invite?.(after) ?? [])], hint: nextHint(after) };
}

async function cancel(
  run: OpenRun,
  items: readonly PlannedItem[],
  { dryRun }: BookOptions,
): Promise<Outcome> {
  const booked = items.filter((planned) => planned.booked);
  const remarks = items
    .filter((planned) => !planned.booked)
    .map((planned) => `${nameOf(planned)} is not booked.`);
  if (booked.length === 0) return { changes: [], remarks, hint: nextHint(run) };
  const changes = booked.map(
    (planned) => `${nameOf(planned)}: no longer booked for ${sayBooked(planned, run)}`,
  );
  const facts = booked.flatMap(({ item, booked: was }): Fact[] =>
    was ? [{ kind: 'booked', item: item.id, day: was.on, time: was.at, cancelled: true }] : [],
  );
  // In a dry run this saves nothing, and notes the events for --json.
  const after = await saveFacts(run, facts);
  if (!dryRun) return { changes, remarks, hint: nextHint(after) };
  const refs = booked.map(({ ref }) => ref).join();
  return foreseen([...changes, ...remarks], `pm-onboard book ${refs} --cancel${hireFlag(run)}`);
}

function foreseen(remarks: readonly string[], command: string): Outcome {
  const outcome = foreseenOutcome(command);
  return { ...outcome, remarks: [...remarks, ...outcome.remarks] };
}

function changeText(planned: PlannedItem, booking: BookedView, run: Run): string {
  const was = planned.booked ? ` instead of ${sayBooked(planned, run)}` : '';
  const { hire } = run.progress;
  return `${nameOf(planned)}: booked for ${bookedText(booking, hire.zone, run.plan.today)}${was}`;
}

function bookedAlready(planned: PlannedItem, run: Run): string[] {
  if (!planned.booked) return [];
  const cancelling = `pm-onboard book ${planned.ref} --cancel${hireFlag(run)}`;
  return [
    `${nameOf(planned)} is booked for ${sayBooked(planned, run)} already. To cancel that: ${cancelling}`,
  ];
}

/** When the item is booked for; empty if it isn't. */
function sayBooked(planned: PlannedItem, { plan, progress }: Run): string {
  const booked = viewBooked(planned);
  return booked ? bookedText(booked, progress.hire.zone, plan.today) : '';
}

function agreeHint(items: readonly PlannedItem[], run: Run): string {
  const booking = suggested(items, run);
  const when = longDate(booking.day, run.plan.today);
  return `Once a day is agreed on, such as ${when}: ${bookCommand(items, booking, run)}`;
}

/** A booking as an example, for printed commands. */
function suggested(items: readonly PlannedItem[], run: Run): BookedView {
  return { day: dayToBook(items, run), time: '10:00' };
}
