/** A reader's way through what waits for them, at a terminal; what is decided is saved step by step. */
import type { CalendarDate } from '../dates.ts';
import { exits, isUserError, UserError } from '../errors.ts';
import { printOutcome } from '../output.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { belongs } from '../plan/sign-off.ts';
import { cleanName } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { type Act, completionLines } from '../view/judging.ts';
import { changeSettings } from '../workspace/settings.ts';
import { askWords } from './asking.ts';
import { answerTo, circleOf, closing, pendingFor, saveActs } from './judging.ts';

/**
 * The run, seen by who it is that reads. Where nobody has said so, and the system's user name is nobody's here, whoever
 * sits at the terminal is asked, and remembered.
 */
export async function asReader(run: OpenRun): Promise<OpenRun> {
  const { session, program, progress } = run;
  const { io, globals, settings, mayAsk } = session;
  const declared = globals.as ?? (io.env['PM_ONBOARD_AS'] || settings.me);
  const circle = circleOf(run, progress);
  if (declared !== undefined || !mayAsk || belongs(session.by, circle)) return run;

  const roles = new Map<string, string[]>();
  for (const [role, held] of circle.people)
    for (const { name } of held)
      roles.set(name, [...(roles.get(name) ?? []), program.roles[role]?.title ?? role]);
  const { askOne } = await import('../prompts.ts');
  const known = [...roles].map(([name, titles]) => ({ name: `${name} (${titles.join(', ')})`, value: name }));
  const picked = await askOne('Who are you?', [...known, { name: 'Somebody else', value: '' }]);
  const by = picked || cleanName(await askWords('Your name'), 'name');
  changeSettings(io.dirs.config, { me: by });
  const remark = `From now on, commands you give are those of ${by}.`;
  printOutcome(io, { changes: [], remarks: [remark], hint: '' });
  return { ...run, session: { ...session, by } };
}

/**
 * Each completion to judge and each question to answer, then whether the review is closed. What is decided is saved at
 * once: who breaks off in the middle has lost nothing.
 */
export async function walk(start: OpenRun, since: CalendarDate | undefined): Promise<void> {
  let run = start;
  let saved = 0;
  const save = async (act: Act | undefined) => {
    if (!act) return;
    const acted = await saveActs(run, [act]);
    run = acted.run;
    saved += 1;
    printOutcome(run.session.io, { ...acted.outcome, hint: '', commands: [] });
  };
  const { completions, questions } = pendingFor(start);
  try {
    for (const planned of completions) await save(await askVerdict(start, planned));
    for (const { number } of questions) await save(await askAnswer(start, number));
    await save(await askClosing(start, since));
  } catch (error) {
    throw saved > 0 ? savedSoFar(error, start) : error;
  }
}

async function askVerdict({ session, plan }: OpenRun, planned: PlannedItem): Promise<Act | undefined> {
  const { askOne } = await import('../prompts.ts');
  printOutcome(session.io, { changes: [], remarks: completionLines(planned, plan.today), hint: '' });
  const choice = await askOne(`Is ${planned.ref} as it should be?`, [
    { name: 'Approve it', value: 'approve' },
    { name: 'Return it, with a comment', value: 'return' },
    { name: 'Later', value: 'later' },
  ]);
  if (choice === 'approve') return { kind: 'approve', planned };
  if (choice === 'later') return undefined;
  return { kind: 'return', planned, comment: await askWords('What is missing?') };
}

/** An empty answer leaves the question for later. */
async function askAnswer(run: OpenRun, number: number): Promise<Act | undefined> {
  const { askText } = await import('../prompts.ts');
  const asked = run.progress.questions[number - 1]?.asked.text;
  const text = await askText({ message: `?${number} "${asked}" (Enter to leave it)` });
  return text.trim() === '' ? undefined : answerTo(run, number, text.trim());
}

async function askClosing(run: OpenRun, since: CalendarDate | undefined): Promise<Act | undefined> {
  const { askYesNo } = await import('../prompts.ts');
  const closed = await askYesNo('Close this review? What it showed is new to you no more', true);
  return closed ? closing(run, since) : undefined;
}

/** The words for a walk that was broken off when something was saved already. */
function savedSoFar(error: unknown, { called }: OpenRun): unknown {
  if (!isUserError(error) || error.exit !== exits.interrupted) return error;
  const hint = `go on with: pm-onboard review ${called}`;
  return new UserError('interrupted; what you decided before is saved', hint, exits.interrupted);
}
