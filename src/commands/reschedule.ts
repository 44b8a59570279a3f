/**
 * `reschedule [hire] --start DATE`: moves the start, or changes the days on which the hire works. The items still to do get
 * new due dates, unless their due date was set by hand.
 */
import { nextHint } from '../actions/afterwards.ts';
import {
  type CalendarFlags,
  calendarFrom,
  confirmFiles,
  excessTexts,
  flagsAgain,
  type OwnCalendar,
} from '../actions/calendar-flags.ts';
import { startFrom, takeDate } from '../actions/input.ts';
import { checkedBegin, checkedEnd, refuseEnd, refuseStretch } from '../actions/last-day.ts';
import { confirmStart, startDoubt } from '../actions/start.ts';
import { takeTraits, traitsFrom, traitTexts } from '../actions/traits.ts';
import { longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { printView } from '../output.ts';
import type { Run } from '../plan/run.ts';
import { traitOf } from '../plan/traits.ts';
import type { Fact } from '../progress/event.ts';
import { normaliseName } from '../progress/names.ts';
import { rescheduleRenderer, wholeRescheduleRenderer } from '../render/reschedule.ts';
import { cleanName } from '../session/lookup.ts';
import { foresee, type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { zoneFrom } from '../session/zone.ts';
import { beginsWithDay1 } from '../view/anchor.ts';
import { foreseenOutcome, type Outcome, unchanged } from '../view/outcome.ts';
import { inZone, type RescheduleView, viewReschedule } from '../view/reschedule.ts';
import { nameOfRun, quoted } from '../view/words.ts';

interface RescheduleOptions extends CalendarFlags {
  readonly start?: string;
  /** The last day, where the dates count back from it. */
  readonly end?: string;
  /** The same for the run of a checklist: the day on which all of it is due. */
  readonly due?: string;
  /** What the hire is called from now on. */
  readonly name?: string;
  /** Each text is `TRAIT=VALUE`, or the trait alone, to be asked for. */
  readonly trait?: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** Show every item that moves, even if the list does not fit on the screen. */
  readonly all?: boolean;
}

export async function reschedule(run: OpenRun, given: RescheduleOptions): Promise<Outcome> {
  refuseOver(run);
  const options = withDue(given, run);
  const named = withName(withZone(calendarFrom(run.session, options), options.zone), run, options.name);
  refuseEnd(run.program, options.end, endFlag(run));
  refuseStretch(run.program, options.stretch);
  const own = await withTraits(await withEnd(named, run, options), run, options.trait);
  const facts = await takeChanges(run, options, own);
  const next = foresee(run, facts);
  const foreseen = viewReschedule(run, next);
  const renderer = options.all ? wholeRescheduleRenderer : rescheduleRenderer;
  if (foreseen.changes.length === 0) return unchanged(alreadyText(run, options), nextHint(run));
  const week = next.calendar.workingDays;
  if (options.dryRun) {
    if (!options.json) await printView(run.session.io, {}, foreseen, renderer);
    // In a dry run this saves nothing, and notes the events for --json.
    await saveFacts(run, facts);
    const remarks = [...own.remarks, ...excessTexts(own.files, week).map((text) => `${text}.`)];
    const isDoubtful = movesRun(run, next) && startDoubt(next) !== undefined;
    const force = options.force === true || isDoubtful || excessTexts(own.files, week).length > 0;
    const outcome = foreseenOutcome([commandFor(run, facts), ...flagsAgain(options, own, force)].join(' '));
    return {
      ...outcome,
      remarks: [...remarks, ...outcome.remarks],
      more: cameAndWent(foreseen, options),
    };
  }
  const agreed =
    (!movesRun(run, next) || (await confirmStart(run.session, next, options.force))) &&
    (await confirmFiles(run.session, own, week, options.force));
  if (!agreed) return unchanged('Nothing is written.');
  const after = await saveFacts(run, facts);
  const view = viewReschedule(run, after);
  if (!options.json) await printView(run.session.io, {}, view, renderer);
  const changes = view.changes.map((change) => `${view.hire} ${change}`);
  return { changes, remarks: own.remarks, hint: nextHint(after), more: cameAndWent(view, options) };
}

/** What the day that dates count back from is said with, and called in messages. */
function endFlag({ progress }: Run): '--end' | '--due' {
  return progress.hire.subject === undefined ? '--end' : '--due';
}

/** The flags, with what `--due` says of a checklist under `end`. @throws UserError where `--due` is given for another run */
function withDue({ due, ...options }: RescheduleOptions, run: OpenRun): RescheduleOptions {
  if (due === undefined) return options;
  if (endFlag(run) === '--due') return { ...options, end: due };
  const { name, end } = run.progress.hire;
  throw new UserError(
    `--due: the run of ${name} is no checklist`,
    end === undefined ? 'move the start with --start' : 'say the last day with --end',
  );
}

/** Whether the first or the last day is another one. */
function movesRun({ plan }: OpenRun, { plan: next }: Run): boolean {
  return next.start !== plan.start || next.end !== plan.end;
}

/** What another trait brings and takes, for `--json`. */
function cameAndWent(
  { comes, goes }: RescheduleView,
  { trait }: RescheduleOptions,
): NonNullable<Outcome['more']> {
  return trait === undefined ? {} : { comes, goes };
}

/** The calendar, with the time zone that the flag names. @throws UserError for a zone that is not known */
function withZone(own: OwnCalendar, text: string | undefined): OwnCalendar {
  if (text === undefined) return own;
  return { ...own, fact: { ...own.fact, kind: 'changed', zone: zoneFrom(text, '--zone') } };
}

/** The calendar, with the name that the flag gives the hire. What they were called before stays another name of theirs. */
function withName(own: OwnCalendar, { progress }: OpenRun, text: string | undefined): OwnCalendar {
  if (text === undefined) return own;
  const name = cleanName(text, '--name');
  const { name: former, handles } = progress.hire;
  const others = [former, ...handles].filter((each) => normaliseName(each) !== normaliseName(name));
  return { ...own, fact: { ...own.fact, kind: 'changed', name, handles: [...new Set(others)] } };
}

/** The calendar, with the last day, where the dates count back from it; the person is asked for it where no flag says what else to change. */
async function withEnd(own: OwnCalendar, run: OpenRun, flags: RescheduleOptions): Promise<OwnCalendar> {
  const { session, program, progress } = run;
  const flag = endFlag(run);
  const isAsked = program.anchor === 'end' && !own.fact && !flags.start && !flags.trait;
  if (flags.end === undefined && !isAsked) return own;
  const { start } = progress.hire;
  const read = (text: string) => {
    const last = startFrom(text, session, flag);
    return flags.start === undefined
      ? checkedEnd(start, last, { begun: `the day on which it was begun, ${start}`, flag })
      : checkedEnd(startFrom(flags.start, session), last, { flag });
  };
  const name = nameOfRun(progress.hire);
  const question = flag === '--end' ? `Last day of ${name}` : `When is all of ${name} due`;
  const end = await takeDate(session, flags.end, flag, question, read);
  return { ...own, fact: { ...own.fact, kind: 'changed', end } };
}

/** The calendar, with the traits that the flag gives another value; one without a value is asked for. */
async function withTraits(
  own: OwnCalendar,
  { session, program, progress }: OpenRun,
  texts: readonly string[] | undefined,
): Promise<OwnCalendar> {
  if (texts === undefined) return own;
  const taken = await takeTraits(session, program, traitsFrom(program, texts));
  const others = [...taken].filter(([trait, value]) => traitOf(program, progress, trait) !== value);
  return { ...own, fact: { ...own.fact, kind: 'changed', traits: traitTexts(new Map(others)) } };
}

/** The facts to record. Without `--start`, the person is asked for the start, unless a flag changes the calendar. */
async function takeChanges(run: OpenRun, flags: RescheduleOptions, { fact }: OwnCalendar): Promise<Fact[]> {
  if (fact && flags.start === undefined) return [fact];
  const { session, progress } = run;
  const question = `${beginsWithDay1(run) ? 'First day of' : 'When begins'} ${nameOfRun(progress.hire)}`;
  const start = await takeDate(session, flags.start, '--start', question, (text) =>
    checkedBegin(startFrom(text, session), fact?.end ?? progress.hire.end, endFlag(run)),
  );
  return [
    ...(start === progress.hire.start ? [] : [{ kind: 'rescheduled', start } as const]),
    ...(fact ? [fact] : []),
  ];
}

/** The command that moves the start, corrects the name and says traits, without the flags of a calendar. */
function commandFor(run: OpenRun, facts: readonly Fact[]): string {
  const flags = facts.flatMap((fact) => {
    if (fact.kind === 'rescheduled') return [`--start ${fact.start}`];
    if (fact.kind !== 'changed') return [];
    return [
      ...(fact.end === undefined ? [] : [`${endFlag(run)} ${fact.end}`]),
      ...(fact.name === undefined ? [] : [`--name ${quoted(fact.name)}`]),
      ...(fact.traits ?? []).map((text) => `--trait ${text}`),
    ];
  });
  return [`pm-onboard reschedule ${run.called}`, ...flags].join(' ');
}

function alreadyText(run: OpenRun, { start, end, zone, name, trait }: RescheduleOptions): string {
  const { progress, plan } = run;
  const called = nameOfRun(progress.hire);
  if (name !== undefined) return `${progress.hire.name} is called that already.`;
  const other = zone === undefined ? 'goes by that calendar' : inZone(progress.hire.zone);
  if (trait !== undefined && start === undefined && zone === undefined)
    return `${called} has these traits already.`;
  if (end !== undefined && plan.end && start === undefined) {
    const day = longDate(plan.end, plan.today);
    return endFlag(run) === '--end'
      ? `The last day of ${called} is ${day} already.`
      : `${called} is due on ${day} already.`;
  }
  const what =
    start === undefined
      ? other
      : `${beginsWithDay1(run) ? 'starts' : 'begins'} on ${longDate(plan.start, plan.today)}`;
  return `${called} ${what} already.`;
}
