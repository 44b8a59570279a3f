/** `remind`: who the message is for, and the runs that it is made of. */
import { UserError } from '../errors.ts';
import type { ListingOf } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { peopleAmong, runsOfList } from '../session/each-run.ts';
import { cleanName, nearestHint } from '../session/lookup.ts';
import { openRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import type { Opened } from '../view/mine.ts';
import type { ReaderKind } from '../view/remind.ts';

interface Meant {
  readonly kind: ReaderKind;
  /** The reader's name; undefined for a channel. */
  readonly name: string | undefined;
  /** The runs that the message is made of, one at a time. */
  readonly opened: Iterable<Opened>;
  /** What a printed command calls a hire, by the id. */
  readonly nameOf: (id: string) => string;
}

/**
 * @param to what `--for` says: `hire` means the hire whom any command would mean; absent: a channel
 * @param listing which items the message is about; absent where it says how hires stand, for which runs have to be planned in full
 * @throws UserError where nobody here, or several people, go by that name; as {@link openRun} does for `hire`
 */
export async function readerMeant(
  session: Session,
  to: string | undefined,
  listing?: ListingOf,
): Promise<Meant> {
  if (to === 'hire') {
    // The hire needn't name themselves in what the message has them type.
    const run = { ...(await openRun(session, undefined)), usual: true };
    return { kind: 'hire', name: run.progress.hire.name, opened: [{ run }], nameOf: (id) => id };
  }
  const name = to === undefined ? undefined : nameMeant(peopleAmong(session), cleanName(to, '--for'));
  const runs = runsOfList(session, name, { listing });
  return { kind: name === undefined ? 'channel' : 'person', name, ...runs };
}

/** The name of the person whose name or handle it is, or of the only one of whose name it is a part. */
function nameMeant(people: ReturnType<typeof peopleAmong>, text: string): string {
  const whole = people.find((person) => samePerson(person, text));
  if (whole) return whole.name;
  const part = normaliseName(text);
  const found = [
    ...new Map(
      people
        .filter(({ name }) => normaliseName(name).includes(part))
        .map(({ name }) => [normaliseName(name), name]),
    ).values(),
  ];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = [...new Set(people.map(({ name }) => name))];
  throw found.length > 1
    ? new UserError(`--for: "${text}" may be ${found.join(' or ')}`, 'say more of the name')
    : new UserError(
        `--for: nobody here is called "${text}"`,
        names.length > 0 ? nearestHint(text, names) : 'begin with: pm-onboard start',
      );
}
