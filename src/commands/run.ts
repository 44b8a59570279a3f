/** `run`: the runs of checklists: lists them, begins one for a subject, or shows the one that is there. */
import { beginOrResume, runThere, subjectFrom } from '../actions/checklist/begin.ts';
import { type BeginFlags, refuseToBegin } from '../actions/checklist/flags.ts';
import { listChecklists } from '../actions/checklist/list.ts';
import { isTemplate, type Source, sourceNamed } from '../actions/checklist/source.ts';
import { askSubject, take } from '../actions/input.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printJson, printOutcome, printView } from '../output.ts';
import { endingOf } from '../plan/run.ts';
import { checklistsRenderer } from '../render/checklists.ts';
import { nextRenderer } from '../render/next.ts';
import { statusRenderer } from '../render/status.ts';
import { checklistCalled, runToGoOn } from '../session/checklists.ts';
import { type OpenRun, runOf } from '../session/run.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { begunOutcome, resumedOutcome } from '../view/checklist-begun.ts';
import { usualNumber, viewNext } from '../view/next.ts';
import { foreseenBy, viewChanged } from '../view/outcome.ts';
import { viewStatus } from '../view/status.ts';

interface RunOptions extends Globals, Format, BeginFlags {
  /** Only `run check` takes it. */
  readonly stage?: string;
}

export async function run(
  io: Io,
  [first, ...words]: readonly string[],
  options: RunOptions,
): Promise<number> {
  if (options.stage !== undefined)
    throw new UserError('--stage is for the gate', 'write `run check` before the name of the run');
  const session = await openSession(io, options);
  if (first === 'next') return next(session, words, options);
  if (first === undefined) {
    refuseToBegin('run', options);
    await printView(io, options, await listChecklists(session), checklistsRenderer);
    return exits.ok;
  }
  const there =
    words.length === 0 && !isTemplate(session, first) ? checklistCalled(session, first) : undefined;
  if (there) {
    refuseToBegin(`run ${first}`, options);
    return show(runOf(session, there), options);
  }
  let source: Source;
  try {
    source = await sourceNamed(session, first);
  } catch (error) {
    // A run keeps its checklist, so it is shown whatever has become of the file since.
    const kept = words.length > 0 ? runThere(session, first, words.join(' '), options) : undefined;
    if (!kept) throw error;
    return show(kept, options);
  }
  const subject = await take(session, words.length > 0 ? words.join(' ') : undefined, {
    missing: `what is ${source.id} to be worked through for?`,
    remedy: `say it: pm-onboard run ${first} "Message reminders"`,
    question: askSubject,
    check: subjectFrom,
  });
  const begun = await beginOrResume(session, source, subject, options);
  if (!begun.isNew) return show(begun.run, options);
  const outcome = begunOutcome(begun.run);
  const above = printOutcome(io, options.dryRun ? foreseenBy(outcome) : outcome, options.today);
  if (options.json) printJson(io, changedIn(begun.run, options));
  else await printView(io, {}, viewStatus(begun.run), statusRenderer(begun.run), above);
  return exits.ok;
}

/** Asks about each open item at a terminal; elsewhere, and where another format is asked for, lists what is to do. */
async function next(session: Session, words: readonly string[], options: RunOptions): Promise<number> {
  const { io } = session;
  refuseToBegin('run next', options);
  const run = runOf(session, await runToGoOn(session, words.join(' ')));
  const isListed = options.json || options.markdown || options.dryRun;
  if (!session.mayAsk || isListed || endingOf(run.progress))
    await printView(io, options, viewNext(run, Number(usualNumber)), nextRenderer(run));
  else {
    const [{ asReader }, { walkItems }] = await Promise.all([
      import('../actions/review/walk.ts'),
      import('../actions/checklist/walk.ts'),
    ]);
    await walkItems(await asReader(run));
  }
  return exits.ok;
}

async function show(opened: OpenRun, options: RunOptions): Promise<number> {
  const { io } = opened.session;
  if (options.json) printJson(io, changedIn(opened, options));
  else {
    const above = printOutcome(io, resumedOutcome(opened), options.today);
    await printView(io, options, viewStatus(opened), statusRenderer(opened), above);
  }
  return exits.ok;
}

/** The events that were saved, and how the run stands. */
function changedIn(opened: OpenRun, { saved = [], dryRun }: RunOptions) {
  return { ...viewChanged(saved, dryRun), status: viewStatus(opened) };
}
