/** The acts of a review, which are what its reader can do, and the checks whether each act is possible. */
import { longDate } from '../../dates.ts';
import { exits, UserError } from '../../errors.ts';
import { asOfItem, unapproved } from '../../plan/count.ts';
import type { PlannedItem } from '../../plan/plan.ts';
import { bindPeople } from '../../plan/run.ts';
import { type Circle, mayJudge, namesWithin, type Verdict } from '../../plan/sign-off.ts';
import type { Event, Fact } from '../../progress/event.ts';
import { type ItemProgress, type Progress, type Question, untouched } from '../../progress/reduce.ts';
import type { OpenRun } from '../../session/run.ts';
import { viewRole } from '../../view/item.ts';
import { hireFlag, listText, lowerFirst } from '../../view/words.ts';
import { nameOf } from '../afterwards.ts';

export type Judgement =
  | { readonly kind: 'approve'; readonly planned: PlannedItem; readonly comment?: string | undefined }
  /** `comment` is empty until the reader has been asked for it. */
  | { readonly kind: 'return'; readonly planned: PlannedItem; readonly comment: string };

export type Act =
  | Judgement
  /** `number` is the number of the question, from 1; `text` is empty until the reader has been asked for it. */
  | { readonly kind: 'answer'; readonly number: number; readonly question: Question; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** `events` are the ids of the events that this review shows to the reader for the first time. */
  | { readonly kind: 'close'; readonly events: readonly string[] };

export interface Validated {
  /** The facts to record. */
  readonly facts: readonly Fact[];
  /** The acts that change something. */
  readonly acts: readonly Act[];
  /** Sentences that say why the other acts change nothing. */
  readonly remarks: readonly string[];
}

/**
 * Checks that the acts are possible, and turns them into facts. This runs twice: before the reader is asked anything, with
 * the progress that the reader sees, and when the record is locked for writing, with the progress at that time.
 * @throws UserError if one of the acts is not possible
 */
export function validateActs(acts: readonly Act[], run: OpenRun, progress: Progress): Validated {
  const results = acts.map((act) => ({ act, result: validateAct(act, run, progress) }));
  return {
    facts: withOneReview(results.flatMap(({ result }) => (typeof result === 'string' ? [] : result))),
    acts: results.flatMap(({ act, result }) => (typeof result === 'string' ? [] : [act])),
    remarks: results.flatMap(({ result }) => (typeof result === 'string' ? [result] : [])),
  };
}

/** The facts, with the note and the closing of a review joined into one fact. */
function withOneReview(facts: readonly Fact[]): Fact[] {
  const reviews = facts.filter((fact) => fact.kind === 'reviewed');
  if (reviews.length < 2) return [...facts];
  return [...facts.filter((fact) => fact.kind !== 'reviewed'), Object.assign({}, ...reviews)];
}

/** @returns the facts of the act, or a sentence that says why the act changes nothing */
function validateAct(act: Act, run: OpenRun, progress: Progress): readonly Fact[] | string {
  switch (act.kind) {
    case 'approve':
    case 'return':
      return validateJudgement(act, run, progress);
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
      return validateClosing(act.events, run, progress);
  }
}

function validateClosing(
  events: readonly string[],
  run: OpenRun,
  progress: Progress,
): readonly Fact[] | string {
  const isReader = readerOf(run, progress);
  const closedToday = progress.reviews.some(
    ({ by, on, events: shown, note }) =>
      isReader(by) && on === run.session.today && (shown.length > 0 || note === undefined),
  );
  if (closedToday && events.length === 0)
    return 'You have closed a review today already, and nothing is new since.';
  return [{ kind: 'reviewed', events }];
}

function validateJudgement(act: Judgement, run: OpenRun, progress: Progress): readonly Fact[] | string {
  const { item } = act.planned;
  const now = asOfItem(item, progress.items.get(item.id) ?? untouched, run.plan.today);
  if (act.kind === 'approve' && now.judged)
    return `${nameOf(act.planned)} is approved already, ${byWhom(now.judged, run)}.`;
  if (act.kind === 'return' && now.returned)
    return `${nameOf(act.planned)} is returned already, ${byWhom(now.returned, run)}: ${now.returned.comment}`;
  refuseUnseen(act.planned, now, run);
  const isReader = readerOf(run, progress);
  const own = now.approvals?.find(({ by }) => isReader(by));
  const circle = circleOf(run, progress);
  if (act.kind === 'approve' && own && verdictOn(act.planned, now, circle, run.session.by).obstacle)
    return `${nameOf(act.planned)} is approved already, ${byWhom(own, run)}; it still lacks the ${lowerFirst(viewRole(unapproved(item, now), run, 'all').title)}.`;
  refuseObstacle(act.planned, now, run, progress);
  const judges = unapproved(item, now).filter(
    (role) => !mayJudge(run.session.by, { role, doneBy: now.closedBy?.by ?? '' }, circle).obstacle,
  );
  if (act.kind === 'approve')
    return judges.map((role) => ({
      kind: 'approved',
      item: item.id,
      role,
      of: now.closedBy?.id ?? '',
      comment: act.comment,
    }));
  const about = { item: item.id, role: judges[0] };
  // Every completion is returned: two machines may have recorded one each, and a single one left would keep the item done.
  // What the reader recorded is opened again instead, since nobody judges what is theirs.
  return now.closings.map(({ id, by }) =>
    isReader(by)
      ? { kind: 'reopened', item: item.id, of: id }
      : { kind: 'returned', ...about, of: id, comment: act.comment },
  );
}

/** @throws UserError unless the item is in review with the completion that the reader has seen */
function refuseUnseen(planned: PlannedItem, now: ItemProgress, run: OpenRun): void {
  const it = nameOf(planned);
  const completion = now.closedBy;
  if (!planned.item.signOff) throw new UserError(`${it} needs no sign-off`, 'nothing was recorded');
  if (now.judged)
    throw new UserError(
      `${it} is approved already, ${byWhom(now.judged, run)}`,
      `if it is to be done again: pm-onboard reopen ${planned.ref}${hireFlag(run)}`,
    );
  if (completion === undefined || completion.kind === 'skipped')
    throw new UserError(
      `${it} is ${planned.state}, not in review`,
      'there is something to judge when it is done',
    );
  if (completion.id === planned.progress.closedBy?.id) return;
  throw new UserError(
    `${it} was done anew meanwhile, on ${longDate(completion.on, run.plan.today)} by ${completion.by}`,
    `nothing was recorded; look at it first: pm-onboard review ${run.called}`,
    exits.failed,
  );
}

/** @throws UserError if the reader may not judge the completion; the error names the people who may */
function refuseObstacle(planned: PlannedItem, now: ItemProgress, run: OpenRun, progress: Progress): void {
  const { by } = run.session;
  const verdict = verdictOn(planned, now, circleOf(run, progress), by);
  if (!verdict.obstacle) return;
  const it = nameOf(planned);
  const left = unapproved(planned.item, now);
  const says = {
    hire: `${it} is signed off by somebody else, never by the hire, ${by}`,
    recorder: `${it} was recorded as done by ${by}, so somebody else judges it`,
    role: `${it} is signed off by the ${lowerFirst(viewRole(left, run, 'all').title)}, which ${by} is not`,
  };
  throw new UserError(says[verdict.obstacle], whoCouldText(left[0] ?? '', verdict, run));
}

/** A hint that names who could judge instead; if nobody could, the command that assigns somebody. */
function whoCouldText(role: string, { could, obstacle }: Verdict, run: OpenRun): string {
  if (could.length > 0)
    return `${listText(could)} can${obstacle === 'role' ? '; if that is you, say so with --as' : ''}; nothing was recorded`;
  const nobody = run.people.get(role)?.length ? 'nobody else' : 'nobody';
  return `${nobody} is bound to that role yet: pm-onboard assign ${run.called} --role ${role}`;
}

/** Whether the person called `by` may judge the present completion of the item, and who could. */
export function verdictOn({ item }: PlannedItem, now: ItemProgress, circle: Circle, by: string): Verdict {
  const doneBy = now.closedBy?.by ?? '';
  const verdicts = unapproved(item, now).map((role) => mayJudge(by, { role, doneBy }, circle));
  const could = [...new Set(verdicts.flatMap((verdict) => verdict.could))];
  const free = verdicts.some(({ obstacle }) => obstacle === undefined);
  const [first] = verdicts;
  return first?.obstacle && !free ? { obstacle: first.obstacle, could } : { could };
}

/** The hire, the holders of roles and the team of a run, according to the given progress. */
export function circleOf({ program, session, team: { people } }: OpenRun, progress: Progress): Circle {
  return {
    hire: progress.hire,
    people: bindPeople(program, progress, people, session.today),
    team: Object.values(people).flat(),
  };
}

/** Returns a test that tells whether a name belongs to the person who acts. */
export function readerOf(run: OpenRun, progress: Progress = run.progress): (name: string) => boolean {
  return namesWithin(circleOf(run, progress), run.session.by);
}

/** `by Grace Hopper on Tue 1 Dec`. */
function byWhom({ by, on }: Pick<Event, 'by' | 'on'>, { plan }: OpenRun): string {
  return `by ${by} on ${longDate(on, plan.today)}`;
}
