/** `remind --prepare`: works out what the shell is to say on today and on the days after it, as if nothing happened until then. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { addDays, type CalendarDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { Calendar } from '../plan/calendar.ts';
import { safeText } from '../render/safe.ts';
import { runsOfList } from '../session/each-run.ts';
import type { Session } from '../session/session.ts';
import { listingFor } from '../view/mine/entries.ts';
import { minePart, viewMine } from '../view/mine.ts';
import { viewRemind } from '../view/remind.ts';
import { oneLine } from '../view/words.ts';
import { preparedBy, writeLines } from '../workspace/login-lines.ts';

/** A weekend, with days off before and after it. */
const daysAhead = 7;

/** A line longer than this is no line any more. */
const mostCharacters = 200;

/** Prepares the lines for whoever acts. */
export async function prepareLines(session: Session): Promise<void> {
  const { globals, io, today } = session;
  const lines = new Map<CalendarDate, string>();
  for (let ahead = 0; ahead < daysAhead; ahead += 1) {
    const day = addDays(today, ahead);
    const text = await lineOn({ ...session, today: day });
    if (text !== '') lines.set(day, text);
  }
  const args = [
    ...(globals.workspace === undefined ? [] : ['--workspace', session.workspace]),
    ...(globals.as === undefined ? [] : ['--as', globals.as]),
  ];
  writeLines(io.dirs.cache, args, lines);
}

/** What the shell says on the session's day; empty where there is nothing to say. */
async function lineOn(session: Session): Promise<string> {
  const { today, workspace, by, config } = session;
  const wanted = { today, workspace, by, within: 1, all: false };
  const listing = listingFor(today, 1);
  const { read, nameOf } = runsOfList(session, by, (run) => minePart(run, wanted), { listing });
  const mine = viewMine(await read(), { ...wanted, nameOf });
  const request = {
    kind: 'person',
    weekly: false,
    calendar: new Calendar([config.calendar]),
    standings: [],
  } as const;
  const view = viewRemind(mine, request);
  if (view.silent) return '';
  const text = safeText(oneLine(view.summary || 'Something waits for you')).replace(/\.$/, '');
  return `${text.slice(0, mostCharacters)}: ${view.command}`;
}

/**
 * Prepares the lines again where a shell shows them, since what was just saved may change them: in a process of its own, which nobody
 * waits for.
 */
export function prepareAgain({ dirs, env, root }: Io): void {
  const args = preparedBy(dirs.cache);
  if (!args || env['PM_ONBOARD_QUIET']) return;
  attempt(() => {
    const child = spawn(
      process.execPath,
      [join(root, 'bin/pm-onboard.cjs'), 'remind', '--prepare', ...args],
      { cwd: root, env: { ...env }, detached: true, stdio: 'ignore' },
    );
    child.on('error', () => {});
    child.unref();
  });
}
