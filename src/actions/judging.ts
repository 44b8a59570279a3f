/** What a reader decides on a run: weighed by who they are, and saved as facts. */
import { type CalendarDate, longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { bindPeople } from '../plan/people.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { type Circle, mayJudge, namesWithin, type Verdict } from '../plan/sign-off.ts';
import type { Event, EventOf, Fact } from '../progress/event.ts';
import { firstShown } from '../progress/news.ts';
import { type ItemProgress, type Progress, untouched } from '../progress/reduce.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { hireFlag } from '../shell.ts';
import { type Act, judgedOutcome, obstacleText, type Pending, whoCouldText } from '../view/judging.ts';
import type { Outcome } from '../view/outcome.ts';

interface Acted {
  readonly run: OpenRun;
  readonly outcome: Outcome;
}

export function answerTo({ progress }: OpenRun, number: number, text: string): Act {
  const question = progress.questions[number - 1];
  if (!question) throw new TypeError(`answerTo: no question ${number}`);
  return { kind: 'answer', number, question, text };
}

/** The end of a review: what it has shown this reader for the first time is new to them no more. */
export function closing(run: OpenRun, since: CalendarDate | undefined): Act {
  return { kind: 'close', events: firstShown(run.record, readerOf(run), since) };
}

/** A test for the names of whoever acts. */
export function readerOf(run: OpenRun, progress: Progress = run.progress): (name: string) => boolean {
  return namesWithin(circleOf(run, progress), run.session.by);
}

/** What waits for whoever acts: completions that they may judge, questions without an answer. */
export function pendingFor(run: OpenRun): Pending {
  const { plan, progress, session } = run;
  const circle = circleOf(run, progress);
  return {
    completions: plan.items.filter(
      (planned) =>
        planned.state === 'in review' && !verdictOn(planned, planned.progress, circle, session.by).obstacle,
    ),
    // The hire's are for others to answer.
    questions: (isHire(run) ? [] : progress.questions)
      .map((question, index) => ({ number: index + 1, question }))
      .filter(({ question }) => !question.answered),
  };
}

/** Whoever has to do with the run, by its present progress. */
export function circleOf({ program, session }: OpenRun, progress: Progress): Circle {
  const { people } = session.config;
  return {
    hire: progress.hire,
    people: bindPeople(program, progress, people),
    team: Object.values(people).flat(),
  };
}

/** Whether it is the hire who acts. */
export function isHire(run: OpenRun): boolean {
  return readerOf(run)(run.progress.hire.name);
}

/** @throws UserError where one of the acts can't be done */
export function refuseImpossible(run: OpenRun, acts: readonly Act[]): void {
  weighAll(acts, run, run.progress);
}

/** Saves what was decided, all of it or nothing. */
export async function saveActs(run: OpenRun, acts: readonly Act[]): Promise<Acted> {
  let weighed = weighAll(acts, run, run.progress);
  if (weighed.facts.length === 0) return { run, outcome: outcomeOf(weighed, run, run) };
  const after = await saveFacts(run, (progress) => {
    weighed = weighAll(acts, run, progress);
    return weighed.facts;
  });
  return { run: after, outcome: outcomeOf(weighed, run, after) };
}

/** What acts come to on a progress: the facts, the acts that they are of, what to say of the others. */
interface Weighed {
  readonly facts: readonly Fact[];
  readonly acts: readonly Act[];
  readonly remarks: readonly string[];
}

function outcomeOf({ acts, remarks }: Weighed, before: OpenRun, after: OpenRun): Outcome {
  return judgedOutcome(acts, remarks, before, after, pendingFor(after));
}

/** @throws UserError where one of them can't be done */
function weighAll(acts: readonly Act[], run: OpenRun, progress: Progress): Weighed {
  const results = acts.map((act) => ({ act, result: weigh(act, run, progress) }));
  const facts = results.flatMap(({ result }) => (typeof result === 'string' ? [] : result));
  return {
    facts: oneReview(facts),
    acts: results.filter(({ result }) => typeof result !== 'string').map(({ act }) => act),
    remarks: results.flatMap(({ result }) => (typeof result === 'string' ? [result] : [])),
  };
}

/** A note belongs to the review that is closed with it. */
function oneReview(facts: readonly Fact[]): Fact[] {
  const reviews = facts.filter((fact) => fact.kind === 'reviewed');
  if (reviews.length < 2) return [...facts];
  return [...facts.filter((fact) => fact.kind !== 'reviewed'), Object.assign({}, ...reviews)];
}

/** @returns its facts, or why it has none: it is so already */
function weigh(act: Act, run: OpenRun, progress: Progress): readonly Fact[] | string {
  switch (act.kind) {
    case 'approve':
    case 'return':
      return weighJudgement(act, run, progress);
    case 'answer': {
      const { asked } = act.question;
      const answered = progress.questions.find((question) => question.asked.id === asked.id)?.answered;
      if (answered?.text === act.text)
        return `?${act.number} is answered like that already, by ${answered.by}.`;
      return [{ kind: 'answered', of: asked.id, text: act.text }];
    }
    case 'note':
      return [{ kind: 'reviewed', events: [], note: act.text }];
    case 'close':
      return weighClosing(act.events, run, progress);
  }
}

function weighClosing(events: readonly string[], run: OpenRun, progress: Progress): readonly Fact[] | string {
  const isReader = readerOf(run, progress);
  const closedToday = progress.reviews.some(
    ({ by, on, events: shown, note }) =>
      isReader(by) && on === run.session.today && (shown.length > 0 || note === undefined),
  );
  if (closedToday && events.length === 0)
    return 'You have closed a review today already, and nothing is new since.';
  return [{ kind: 'reviewed', events }];
}

type Judgement = Extract<Act, { kind: 'approve' | 'return' }>;

function weighJudgement(act: Judgement, run: OpenRun, progress: Progress): readonly Fact[] | string {
  const { item } = act.planned;
  const now = progress.items.get(item.id) ?? untouched;
  const already = alreadyText(act, now, run);
  if (already) return already;
  const completion = completionToJudge(act.planned, now, run);
  refuseObstacle(act.planned, now, run, progress);
  const { comment } = act;
  if (act.kind === 'approve')
    return [
      { kind: 'approved', item: item.id, of: completion.id, ...(comment === undefined ? {} : { comment }) },
    ];
  // Recorded twice, on two machines, it would still be done by the other one.
  return now.closings.map(({ id }) => ({ kind: 'returned', item: item.id, of: id, comment: act.comment }));
}

/** Undefined where the act would change something. */
function alreadyText(
  { kind, planned }: Judgement,
  { judged, returned }: ItemProgress,
  run: OpenRun,
): string | undefined {
  const it = titleOf(planned);
  if (kind === 'approve' && judged) return `${it} is approved already, ${byWhom(judged, run)}.`;
  if (kind === 'return' && returned)
    return `${it} is returned already, ${byWhom(returned, run)}: ${returned.comment}`;
  return undefined;
}

/** @throws UserError where there is none, or another one than whoever judges has seen */
function completionToJudge(planned: PlannedItem, now: ItemProgress, run: OpenRun): EventOf<'done'> {
  const { item, ref } = planned;
  const it = titleOf(planned);
  const completion = now.closedBy;
  if (!item.signOff) throw new UserError(`${it} needs no sign-off`, 'nothing was recorded');
  if (now.judged)
    throw new UserError(
      `${it} is approved already, ${byWhom(now.judged, run)}`,
      `if it is to be done again: pm-onboard reopen ${ref}${hireFlag(run)}`,
    );
  if (completion?.kind !== 'done')
    throw new UserError(
      `${it} is ${planned.state}, not in review`,
      'there is something to judge when it is done',
    );
  if (completion.id === planned.progress.closedBy?.id) return completion;
  throw new UserError(
    `${it} was done anew meanwhile, on ${longDate(completion.on, run.plan.today)} by ${completion.by}`,
    `nothing was recorded; look at it first: pm-onboard review ${run.called}`,
    exits.failed,
  );
}

/** @throws UserError where it is for others to judge, saying who could */
function refuseObstacle(planned: PlannedItem, now: ItemProgress, run: OpenRun, progress: Progress): void {
  const { by } = run.session;
  const verdict = verdictOn(planned, now, circleOf(run, progress), by);
  if (!verdict.obstacle) return;
  throw new UserError(obstacleText(by, planned, verdict, run), whoCouldText(planned, verdict, run));
}

/** `by Grace Hopper on Tue 1 Dec`. */
function byWhom({ by, on }: Pick<Event, 'by' | 'on'>, { plan }: OpenRun): string {
  return `by ${by} on ${longDate(on, plan.today)}`;
}

function titleOf({ ref, item }: PlannedItem): string {
  return `${ref} ${item.title}`;
}

function verdictOn({ item }: PlannedItem, { closedBy }: ItemProgress, circle: Circle, by: string): Verdict {
  return mayJudge(by, { role: item.signOff ?? '', doneBy: closedBy?.by ?? '' }, circle);
}
