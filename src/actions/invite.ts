/** `book --invite`: an invitation as a file that its reader can answer. It is for a person to send; this program sends nothing. */
import { cannot, systemCode, systemWords, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Person } from '../plan/run.ts';
import { samePerson } from '../progress/names.ts';
import { addressIn, calendarMark, type Invitation, iCalendar, type Mailbox } from '../render/icalendar.ts';
import { safeLog } from '../render/safe.ts';
import type { OpenRun } from '../session/run.ts';
import { unheldText } from '../view/book.ts';
import { bookedEntry } from '../view/calendar-entries.ts';
import { listText } from '../view/words.ts';
import { nameOf } from './afterwards.ts';
import { optionsFor } from './calendar.ts';
import { freePath, inAnotherFile, type Replaces, stream, writeOutput } from './output-file.ts';

export interface InviteFlags {
  /** The address of whoever invites, or true where it is to be looked up. */
  readonly invite?: string | true;
  readonly output?: string;
  readonly json?: boolean;
}

/** Writes the invitation for the booking in a run. @returns what is to be said of it */
export type InvitationWriter = (after: OpenRun) => string[];

/**
 * Looks at all that an invitation needs before anything is saved, so that it is written whole or not at all.
 * @throws UserError for several items, where an address is missing, and where the file can't be written
 */
export function invitationWriter(
  run: OpenRun,
  items: readonly PlannedItem[],
  { invite, output = stream, json }: InviteFlags,
): InvitationWriter {
  const [planned, another] = items;
  if (!planned || another)
    throw new UserError('an invitation is for one meeting', 'book the items one after the other');
  const { guests, without } = guestsOf(planned, run);
  const organiser = organiserOf(run, invite);
  const { io } = run.session;
  if (output === stream && json)
    throw new UserError('--invite prints the invitation itself', 'leave --json out, or name a file with -o');
  const path = output === stream ? undefined : freePath(io.cwd, output, replacesInvitation);
  return (after) => {
    const text = textOf(planned.item.id, after, { organiser, guests });
    if (path === undefined) io.stdout.write(safeLog(text));
    else writeAfterBooking(path, text, output);
    return [
      `${path === undefined ? 'The invitation' : output} is for ${listText(guests.map(({ name }) => name))}; nothing was sent. Attach it to a mail.`,
      ...(without.length > 0 ? [`Not invited, since no mail address is known: ${listText(without)}.`] : []),
    ];
  };
}

/** @throws UserError (exit 3) where the disk refuses the file: the day is saved by then, and is said to be */
function writeAfterBooking(path: string, text: string, file: string): void {
  try {
    writeOutput(path, text);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    throw cannot(
      `${file} can't be written: ${systemWords(error, code)}`,
      'the day is booked all the same. For the invitation, run it again with another file behind -o',
    );
  }
}

const replacesInvitation: Replaces = {
  what: 'an invitation of pm-onboard',
  isSuch: (text) => text.includes(`\r\n${calendarMark}\r\n`) && text.includes('\r\nMETHOD:REQUEST\r\n'),
  remedy: inAnotherFile,
};

function textOf(item: string, after: OpenRun, invitation: Invitation): string {
  const planned = after.plan.items.find((each) => each.item.id === item);
  const entry = planned && bookedEntry(planned, after, optionsFor(after));
  return iCalendar('', entry ? [entry] : [], invitation);
}

/** Whoever is met, with a mail address, and the names of those who have none. @throws UserError where nobody has one */
function guestsOf(planned: PlannedItem, run: OpenRun) {
  const { item } = planned;
  const people = new Map(
    item.with.flatMap((role) => run.people.get(role) ?? []).map((person) => [person.name, person]),
  );
  const guests = [...people.values()].flatMap((person) => mailboxOf(person) ?? []);
  if (guests.length > 0) {
    const without = [...people.keys()].filter((name) => !guests.some((guest) => guest.name === name));
    return { guests, without };
  }
  if (people.size === 0)
    throw new UserError(
      `${nameOf(planned)} has nobody to invite`,
      item.with.length === 0
        ? 'nobody is met for it: leave --invite out'
        : listText(unheldText([planned], run)),
    );
  throw new UserError(
    `no mail address of ${listText([...people.keys()])} is known`,
    'give it as `contact:` beside the name under `people:` in pm-onboard.yaml, or leave --invite out',
  );
}

/** @throws UserError for a text that is no mail address, and where none is known */
function organiserOf(run: OpenRun, typed: string | true | undefined): Mailbox {
  const { by, config } = run.session;
  const { hire } = run.progress;
  if (typeof typed === 'string') {
    if (addressIn(typed) === typed) return { name: by, address: typed };
    throw new UserError(
      `--invite: "${typed}" is not a mail address`,
      'give the address that answers go to, such as --invite ada@example.com',
    );
  }
  const team = [...Object.values(config.people).flat(), ...[...run.people.values()].flat(), hire];
  const [own] = team.filter((person) => samePerson(person, by)).flatMap((person) => mailboxOf(person) ?? []);
  if (own) return { name: by, address: own.address };
  throw new UserError(
    `no mail address of ${by} is known, and answers to an invitation need one`,
    'give it with the flag, such as --invite ada@example.com',
  );
}

function mailboxOf({ name, handles, contact }: Person): Mailbox | undefined {
  const [address] = [contact ?? '', ...handles].flatMap((text) => addressIn(text) ?? []);
  return address === undefined ? undefined : { name, address };
}
