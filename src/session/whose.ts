/**
 * What to show whoever named no hire. In the bundle of `mine`, since the settings answer that for most people, and the others get
 * that list as a rule.
 */

import { samePerson } from '../progress/names.ts';
import { listRuns } from '../workspace/records.ts';
import { hasPart } from './each-run.ts';
import { endIn, isForNewcomer, type OpenHire, readHires, withoutArchived } from './hires.ts';
import { personOf } from './lookup.ts';
import { type OpenRun, openRun } from './run.ts';
import type { Session } from './session.ts';

/**
 * For the program's name alone: the run under way of whoever acts. For somebody without one, or with lists for newcomers and runs of
 * checklists alone: the list of what they owe, if they have a part in any run; else their last run, or the only one that there is; else
 * the team, if there is anybody.
 */
export async function runOrTeam(session: Session): Promise<OpenRun | 'mine' | 'team' | 'nobody'> {
  const { globals, io, settings, by } = session;
  const hires = readHires(session);
  if (hires.length === 0) {
    if (listRuns(session.workspace).length === 0) return 'nobody';
    return (await hasPart(session, by)) ? 'mine' : 'team';
  }
  const declared = (globals.as ?? io.env['PM_ONBOARD_AS']) || undefined;
  const self = declared === undefined ? [by, settings.hire ?? by] : [declared];
  const own = hires.filter((hire) => self.some((name) => samePerson(hire, name)));
  // The settings would mean another hire than the one who was declared to act.
  const open = () => openRun(session, settings.hire === undefined ? undefined : declared);
  if (hasRun(session, own)) return open();
  if (await hasPart(session, by)) return 'mine';
  if (own.length > 0) return open();
  const people = new Set(withoutArchived(hires).map(personOf));
  return people.size === 1 ? openRun(session, undefined) : 'team';
}

/**
 * For a command without the name of a hire: whether whoever acts gets the list of what they owe instead. They have no run under way,
 * neither their own nor one in their settings, and have a part in somebody else's, or a checklist.
 * @param several whether that is so only where there are several hires to choose from
 */
export async function getsList(session: Session, several = false): Promise<boolean> {
  const { settings, by } = session;
  const hires = readHires(session);
  if (several && new Set(withoutArchived(hires).map(personOf)).size < 2) return false;
  const self = [by, settings.hire ?? by];
  const own = hires.filter((hire) => self.some((name) => hire.id === name || samePerson(hire, name)));
  return !hasRun(session, own) && hasPart(session, by);
}

/** Whether one of the runs is under way, and not somebody's list for a newcomer, whose part the list of what they owe has too. */
function hasRun(session: Session, own: readonly OpenHire[]): boolean {
  return own.some((hire) => endIn(session, hire) === undefined && !isForNewcomer(session, hire));
}
