/** `start`: begins a hire's run: pins the program, writes the record, prints the first day. */

import { selfSigned } from '../actions/afterwards.ts';
import {
  askHolidays,
  type CalendarFlags,
  calendarFrom,
  confirmFiles,
  type OwnCalendar,
} from '../actions/calendar-flags.ts';
import { chooseProgram, listPrograms } from '../actions/programs.ts';
import { beginRun, confirmStart, foreseeStart, type StartFlags, takeHire } from '../actions/start.ts';
import { beginBuddyLists, buddyListText, takeBuddyLists } from '../actions/start-buddy.ts';
import { kinOf } from '../actions/start-kin.ts';
import { askStretch, unstretchedText } from '../actions/stretch.ts';
import { longDate } from '../dates.ts';
import { exits } from '../errors.ts';
import { printHeld } from '../held.ts';
import type { Io } from '../io.ts';
import { once } from '../once.ts';
import { type Format, printJson, printOutcome, printView } from '../output.ts';
import type { Run } from '../plan/run.ts';
import { programsRenderer } from '../render/programs.ts';
import { statusRenderer } from '../render/status.ts';
import { namesAhead } from '../session/hires.ts';
import { refuseToSave } from '../session/may-save.ts';
import { foresee, type OpenRun, withOthers } from '../session/run.ts';
import { type Globals, openReading, type Session } from '../session/session.ts';
import { manyDaysOff } from '../view/many-days-off.ts';
import { calendarNotices, holidayGap, strayRoles } from '../view/notices.ts';
import { foreseenBy, type Outcome, unchanged, viewChanged } from '../view/outcome.ts';
import { viewStatus } from '../view/status.ts';
import { quoted } from '../view/words.ts';

interface StartOptions extends Globals, Format, StartFlags, CalendarFlags {
  /** Start even if there is a hire of the same name, because this is another person. */
  readonly another?: boolean;
  /** The id or the folder of the program to follow. */
  readonly program?: string;
  /** List the programs instead. */
  readonly list?: boolean;
  /** Begin another run of a person who is known here. */
  readonly anotherRun?: boolean;
  /** Begin the buddy's own list too. */
  readonly buddyChecklist?: boolean;
}

export async function start(io: Io, options: StartOptions): Promise<number> {
  const session = await openReading(io, options);
  if (options.list) {
    await printView(io, options, await listPrograms(session), programsRenderer);
    return exits.ok;
  }
  if (!options.dryRun) refuseToSave(session);
  const given = calendarFrom(session, options);
  const { program, remarks } = await chooseProgram(session, options.program);
  await namesAhead(session);
  const hire = await takeHire(session, program, options, kinOf(session, options, given));
  const begun = once((calendar: OwnCalendar) => foreseeStart(session, program, hire, calendar.fact));
  const unsaid = holidayGap(begun(given))?.unknown ?? false;
  const dated = unsaid && session.mayAsk ? await askHolidays(session, given) : given;
  const isPaced = options.stretch !== undefined || program.anchor === 'end';
  const own = isPaced ? dated : await askPace(session, dated, begun);
  const foreseen = begun(own);
  const agreed =
    (await confirmStart(session, foreseen, options.force)) &&
    (await confirmFiles(session, own, foreseen.calendar.workingDays, options.force));
  if (!agreed) {
    printOutcome(io, unchanged('Nothing is written.'));
    return exits.ok;
  }
  const buddies = await takeBuddyLists(session, options.buddyChecklist, { hire, run: foreseen });
  const { run, unremembered } = options.dryRun
    ? { run: { ...foreseen, session }, unremembered: undefined }
    : await beginRun(session, program, hire, own.fact);
  const begunToo = await beginBuddyLists(session, buddies, hire.name, options.dryRun);
  const started = startedOutcome(run, hire.me, unremembered, own, [...remarks, ...buddies.remarks]);
  const also = begunToo.map((list) => buddyListText(list, session));
  const outcome = { ...started, changes: [...started.changes, ...also] };
  const above = printOutcome(io, options.dryRun ? foreseenBy(outcome) : outcome);
  const more = begunToo.length > 0 ? { buddyLists: begunToo.map(({ flag: _, ...list }) => list) } : {};
  if (options.json) printJson(io, viewChanged(run.record.events, options.dryRun, more));
  else await printView(io, {}, viewStatus(await withOthers(run)), statusRenderer(run), above);
  // It stands below what was done, and that may be shared now.
  printHeld();
  return unremembered === undefined ? exits.ok : exits.failed;
}

/** The calendar with the person's answer whether to stretch the run; unchanged where that isn't asked. */
async function askPace(
  session: Session,
  calendar: OwnCalendar,
  begun: (calendar: OwnCalendar) => Run,
): Promise<OwnCalendar> {
  const paced = (stretch: boolean) => ({
    ...calendar,
    fact: { ...calendar.fact, kind: 'changed', stretch } as const,
  });
  const stretch = await askStretch(session, begun(calendar), () => begun(paced(true)));
  return stretch === undefined ? calendar : paced(stretch);
}

/**
 * @param me whether the hire is the person who acts
 * @param unremembered why the settings could not note that the hire is the person who acts; undefined if they did
 * @param calendar with what is worth knowing of its files, and whether anybody has said how to pace the run
 * @param ofProgram what is worth knowing of the program's files
 */
function startedOutcome(
  run: OpenRun,
  me: boolean,
  unremembered: string | undefined,
  { fact, remarks: ofFiles }: OwnCalendar,
  ofProgram: readonly string[],
): Outcome {
  const { plan, program, progress, session } = run;
  const { name, start: first } = progress.hire;
  const when = plan.end
    ? `The last day of ${name} is ${longDate(plan.end, plan.today)}`
    : `${name} starts on ${longDate(first, plan.today)}`;
  return {
    changes: [`${when}: ${program.title}, in ${session.workspace}`],
    remarks: [
      ...offTexts(run),
      ...ofProgram,
      ...ofFiles,
      ...calendarNotices(run),
      ...manyDaysOff(run),
      ...(fact?.stretch === undefined && plan.anchor === 'start'
        ? unstretchedText(run, () => foresee(run, [{ kind: 'changed', stretch: true }]))
        : []),
      ...openRoles(run),
      ...selfSigned(run),
      ...strayRoles(program, session.config.people),
      ...(me ? meText(name, unremembered) : []),
    ],
    hint: '',
  };
}

/** A sentence where the first or the last day is no working day. */
function offTexts({ plan, calendar }: Run): string[] {
  if (calendar.isWorking(plan.end ?? plan.start)) return [];
  return [
    `That is not a working day: what is due on ${plan.end ? 'it is due on the working day before' : 'day 1 is due on the first one'}.`,
  ];
}

function openRoles({ program, people, called }: Run): string[] {
  const open = Object.entries(program.roles).filter(
    ([role, { required }]) => required && people.get(role)?.length === 0,
  );
  return open.map(
    ([role, { title }]) =>
      `${title}: nobody is assigned yet. Say who it is: pm-onboard assign ${called} --role ${role}`,
  );
}

function meText(name: string, unremembered: string | undefined): string[] {
  if (unremembered === undefined) return ['From now on, commands you give are yours and about you.'];
  return [
    `${name} has been started all the same, but that this is you could not be remembered: ${unremembered}.`,
    `Until that is fixed, give commands with --as ${quoted(name)}; don't start again.`,
  ];
}
