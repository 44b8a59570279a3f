/** What to show whoever typed no command and named no hire. A chunk, since the settings answer that for most people. */

import { samePerson } from '../progress/names.ts';
import { endIn, readHires, withoutArchived } from './hires.ts';
import { personOf } from './lookup.ts';
import { type OpenRun, openRun, openRuns } from './run.ts';
import type { Session } from './session.ts';

/**
 * The run under way of whoever acts. For somebody without one: the team, if they hold a role for anybody; else their last run, or
 * the only one that there is; else the team, if there is anybody.
 */
export async function runOrTeam(session: Session): Promise<OpenRun | 'team' | 'nobody'> {
  const { globals, io, settings, by } = session;
  const hires = readHires(session);
  if (hires.length === 0) return 'nobody';
  const declared = (globals.as ?? io.env['PM_ONBOARD_AS']) || undefined;
  const self = declared === undefined ? [by, settings.hire ?? by] : [declared];
  const own = hires.filter((hire) => self.some((name) => samePerson(hire, name)));
  // The settings would mean another hire than the one who was declared to act.
  const open = () => openRun(session, settings.hire === undefined ? undefined : declared);
  if (own.some((hire) => endIn(session, hire) === undefined)) return open();
  const held = openRuns(session).runs.filter(({ progress }) => progress.endedOn === undefined);
  if (held.some(({ people }) => [...people.values()].flat().some((person) => samePerson(person, by))))
    return 'team';
  if (own.length > 0) return open();
  const people = new Set(withoutArchived(hires).map(personOf));
  return people.size === 1 ? openRun(session, undefined) : 'team';
}
