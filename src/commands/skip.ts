/**
 * `skip [item…] --reason`: leaves items out, or says that they don't apply, or waives them; none of the three ever counts as done.
 */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { askWords, missing, wordsFrom } from '../actions/input.ts';
import { type Leaving, leavingFact, leavingWord, whyLeft } from '../actions/leaving.ts';
import { namedOrPicked } from '../actions/pick.ts';
import { UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import { answerOf } from '../plan/answers.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import { namesWithin } from '../plan/sign-off.ts';
import { isPerson } from '../progress/names.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { reopenFirst } from '../view/outcome.ts';
import { hireFlag, listText } from '../view/words.ts';

interface SkipOptions {
  readonly reason?: string;
  readonly notApplicable?: boolean;
  readonly waive?: boolean;
}

/** What a person is asked who leaves several items out. */
const whyAllLeft: Readonly<Record<Leaving, string>> = {
  skipped: 'Why are they left out?',
  'not-applicable': "Why don't they apply?",
  waived: 'Why may they pass?',
};

/** @param names what the person typed for each item, list, range or group; none to be asked */
export async function skip(run: OpenRun, names: readonly string[], options: SkipOptions): Promise<Outcome> {
  const how = howFrom(options);
  if (how === 'waived') refuseOwnWaiver(run);
  const chosen = await namedOrPicked(run, names, 'What is left out?', {
    command: 'skip',
    outcome: 'left out',
    state: 'open',
    fits: isToDo,
  });
  const done = chosen.find(isDone);
  if (done) throw new UserError(`${nameOf(done)} is done`, reopenFirst(`${done.ref}${hireFlag(run)}`));
  // What is left out may get an answer that says more, or another one.
  const isNew = (planned: PlannedItem) =>
    isToDo(planned) || (how !== 'skipped' && answerOf(planned).kind !== how);
  const leaving = chosen.filter(isNew);
  const already = chosen
    .filter((planned) => !isNew(planned))
    .map((planned) => `${nameOf(planned)} is ${leavingWord(answerOf(planned).kind as Leaving)} already.`);
  if (leaving.length === 0)
    return {
      changes: [],
      remarks: already.length > 0 ? already : ['Nothing was left out.'],
      hint: nextHint(run),
    };
  const reason = await reasonFor(run, options, how, leaving.length);
  const after = await saveFacts(
    run,
    leaving.map((planned) => leavingFact(planned, how, reason)),
  );
  const it = agreeing(leaving.length, 'It counts', 'They count');
  return {
    changes: leaving.map((planned) => `${nameOf(planned)}: ${leavingWord(how)}, ${reason}`),
    remarks: [...already, `${it} neither as done nor as open.`],
    hint: nextHint(after),
  };
}

function howFrom({ notApplicable, waive }: SkipOptions): Leaving {
  if (waive) return 'waived';
  return notApplicable ? 'not-applicable' : 'skipped';
}

/** @throws UserError for the hire, since a waiver is somebody else's to give; the error names who could */
function refuseOwnWaiver({ session, progress, people, team }: OpenRun): void {
  const { hire } = progress;
  const known = [...people.values()].flat();
  const circle = { hire, people, team: Object.values(team.people).flat() };
  if (!isPerson(hire, namesWithin(circle, session.by))) return;
  const could = known.filter(({ name }) => !isPerson(hire, namesWithin(circle, name)));
  const names = [...new Set(could.map(({ name }) => name))];
  throw new UserError(
    `a waiver is given by somebody else than whoever it is for, ${hire.name}`,
    names.length > 0
      ? `${listText(names)} can; if that is you, say so with --as; nothing was recorded`
      : "nobody else holds a role yet; what doesn't apply here is --not-applicable; nothing was recorded",
  );
}

/** @param items how many items the reason is for */
async function reasonFor(
  { session }: OpenRun,
  { reason }: SkipOptions,
  how: Leaving,
  items: number,
): Promise<string> {
  const given = wordsFrom(reason, '--reason', 'say in a few words why it is left out');
  if (given !== undefined) return given;
  if (session.mayAsk) return askWords(items === 1 ? whyLeft[how] : whyAllLeft[how]);
  throw missing('--reason');
}
