/** What a reader decides on a run: from the flags, checked, and saved as facts. */
import { type CalendarDate, longDate } from './dates.ts';
import { exits, UserError } from './errors.ts';
import { matchItem } from './lookup.ts';
import { bindPeople } from './plan/people.ts';
import type { PlannedItem } from './plan/plan.ts';
import { type Circle, mayJudge, namesWithin, type Verdict } from './plan/sign-off.ts';
import type { Event, Fact } from './progress/event.ts';
import { type ItemProgress, type Progress, untouched } from './progress/fold.ts';
import { firstShown } from './progress/news.ts';
import { type Run, type Session, saveFacts } from './session.ts';
import { type Act, judgedOutcome, obstacleText, type Pending, whoCouldText } from './view/judging.ts';
import type { Outcome } from './view/outcome.ts';

export interface ActFlags {
  readonly approve?: readonly string[];
  readonly return?: readonly string[];
  readonly comment?: readonly string[];
  readonly answer?: readonly string[];
  readonly text?: readonly string[];
  readonly note?: string;
  readonly finish?: boolean;
}

export interface Acted {
  readonly run: Run;
  readonly outcome: Outcome;
}

/** What the flags decide; empty where they decide nothing. A text that is missing is asked for. */
export async function takeActs(run: Run, flags: ActFlags, since?: CalendarDate): Promise<Act[]> {
  const approved = itemsNamed(run, flags.approve);
  const returned = itemsNamed(run, flags.return);
  const questions = [...new Set((flags.answer ?? []).map((text) => questionNumber(run, text)))];
  const both = approved.find((planned) => returned.includes(planned));
  if (both)
    throw new UserError(
      `${both.ref} ${both.item.title}: --approve and --return exclude each other`,
      'give one of them',
    );
  refuseAlone(flags);
  // Nobody is asked for words that can't be recorded.
  weighAll(
    [
      ...approved.map((planned): Act => ({ kind: 'approve', planned })),
      ...returned.map((planned): Act => ({ kind: 'return', planned, comment: '' })),
    ],
    run,
    run.progress,
  );

  const judged = returned.length > 0 ? returned : approved;
  const comments = await textsFor(run.session, '--comment', judged, flags.comment, {
    optional: returned.length === 0,
    ask: ({ ref, item }) => `What is missing in ${ref} ${item.title}?`,
  });
  const answers = await textsFor(run.session, '--text', questions, flags.text, {
    optional: false,
    ask: (number) => `Your answer to "${run.progress.questions[number - 1]?.asked.text}"`,
  });
  return [
    ...approved.map((planned): Act => {
      const comment = judged === approved ? comments.get(planned) : undefined;
      return { kind: 'approve', planned, ...(comment === undefined ? {} : { comment }) };
    }),
    ...returned.map((planned): Act => ({ kind: 'return', planned, comment: comments.get(planned) ?? '' })),
    ...questions.map((number) => answerTo(run, number, answers.get(number) ?? '')),
    ...(flags.note === undefined ? [] : [{ kind: 'note', text: filled(flags.note, '--note') } as const]),
    ...(flags.finish ? [closing(run, since)] : []),
  ];
}

export function answerTo({ progress }: Run, number: number, text: string): Act {
  const question = progress.questions[number - 1];
  if (!question) throw new TypeError(`answerTo: no question ${number}`);
  return { kind: 'answer', number, question, text };
}

/** The end of a review: what it has shown this reader for the first time is new to them no more. */
export function closing(run: Run, since: CalendarDate | undefined): Act {
  return { kind: 'close', events: firstShown(run.record, readerOf(run), since) };
}

/** A test for the names of whoever acts. */
export function readerOf(run: Run, progress: Progress = run.progress): (name: string) => boolean {
  return namesWithin(circleOf(run, progress), run.session.by);
}

/** What waits for whoever acts: completions that they may judge, questions without an answer. */
export function pendingFor(run: Run): Pending {
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
export function circleOf({ program, session }: Run, progress: Progress): Circle {
  const { people } = session.config;
  return {
    hire: progress.hire,
    people: bindPeople(program, progress, people),
    team: Object.values(people).flat(),
  };
}

/** Whether it is the hire who acts. */
export function isHire(run: Run): boolean {
  return readerOf(run)(run.progress.hire.name);
}

/** Saves what was decided, all of it or nothing. */
export async function saveActs(run: Run, acts: readonly Act[]): Promise<Acted> {
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

function outcomeOf({ acts, remarks }: Weighed, before: Run, after: Run): Outcome {
  return judgedOutcome(acts, remarks, before, after, pendingFor(after));
}

/** @throws UserError where one of them can't be done */
function weighAll(acts: readonly Act[], run: Run, progress: Progress): Weighed {
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
function weigh(act: Act, run: Run, progress: Progress): readonly Fact[] | string {
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

function weighClosing(events: readonly string[], run: Run, progress: Progress): readonly Fact[] | string {
  const isReader = readerOf(run, progress);
  const closedToday = progress.reviews.some(
    ({ by, on, events: shown, note }) =>
      isReader(by) && on === run.session.today && (shown.length > 0 || note === undefined),
  );
  if (closedToday && events.length === 0)
    return 'You have closed a review today already, and nothing is new since.';
  return [{ kind: 'reviewed', events }];
}

function weighJudgement(
  act: Extract<Act, { kind: 'approve' | 'return' }>,
  run: Run,
  progress: Progress,
): readonly Fact[] | string {
  const { planned } = act;
  const { item, ref } = planned;
  const now = progress.items.get(item.id) ?? untouched;
  const it = `${ref} ${item.title}`;
  const say = (date: Event['on']) => longDate(date, run.plan.today);
  if (act.kind === 'approve' && now.judged)
    return `${it} is approved already, by ${now.judged.by} on ${say(now.judged.on)}.`;
  if (act.kind === 'return' && now.returned)
    return `${it} is returned already, by ${now.returned.by} on ${say(now.returned.on)}: ${now.returned.comment}`;
  if (!item.signOff) throw new UserError(`${it} needs no sign-off`, 'nothing was recorded');
  if (now.judged)
    throw new UserError(
      `${it} is approved already, by ${now.judged.by} on ${say(now.judged.on)}`,
      `if it is to be done again: pm-onboard reopen ${ref}`,
    );
  const completion = now.closedBy;
  if (completion?.kind !== 'done')
    throw new UserError(
      `${it} is ${planned.state}, not in review`,
      'there is something to judge when it is done',
    );
  if (completion.id !== planned.progress.closedBy?.id)
    throw new UserError(
      `${it} was done anew meanwhile, on ${say(completion.on)} by ${completion.by}`,
      `nothing was recorded; look at it first: pm-onboard review ${progress.hire.id}`,
      exits.failed,
    );
  const verdict = verdictOn(planned, now, circleOf(run, progress), run.session.by);
  if (verdict.obstacle)
    throw new UserError(
      obstacleText(run.session.by, planned, verdict, run),
      whoCouldText(planned, verdict, run),
    );
  if (act.kind === 'approve') {
    const { comment } = act;
    return [
      { kind: 'approved', item: item.id, of: completion.id, ...(comment === undefined ? {} : { comment }) },
    ];
  }
  // Recorded twice, on two machines, it would still be done by the other one.
  return now.closings.map(({ id }) => ({ kind: 'returned', item: item.id, of: id, comment: act.comment }));
}

function verdictOn({ item }: PlannedItem, { closedBy }: ItemProgress, circle: Circle, by: string): Verdict {
  return mayJudge(by, { role: item.signOff ?? '', doneBy: closedBy?.by ?? '' }, circle);
}

function itemsNamed({ program, plan }: Run, names: readonly string[] = []): PlannedItem[] {
  return [...new Set(names.map((name) => matchItem(program, plan, name)))];
}

/** `?2` or `2`. */
function questionNumber({ progress }: Run, text: string): number {
  const number = Number(/^\??(\d+)$/.exec(text.trim())?.[1]);
  if (progress.questions[number - 1]) return number;
  const open = progress.questions.flatMap(({ asked, answered }, index) =>
    answered ? [] : [`  ?${index + 1}  ${asked.text}`],
  );
  throw new UserError(
    `--answer: there is no question ${text}`,
    progress.questions.length === 0
      ? `${progress.hire.name} has asked nothing yet`
      : open.length === 0
        ? 'all questions are answered'
        : 'give the number of one of these',
    exits.usage,
    open,
  );
}

/** A text that says nothing about anything would be lost. */
function refuseAlone({ approve, return: returned, comment, answer, text }: ActFlags): void {
  if (comment && !approve && !returned)
    throw new UserError('--comment goes with --return or --approve', 'say on which item');
  if (text && !answer) throw new UserError('--text goes with --answer', 'say which question it answers');
}

/** A text for each: in order, or one for all; where it is missing, whoever sits at a terminal is asked. */
async function textsFor<T>(
  { mayAsk }: Session,
  flag: string,
  each: readonly T[],
  given: readonly string[] = [],
  { optional, ask }: { readonly optional: boolean; readonly ask: (one: T) => string },
): Promise<Map<T, string>> {
  const texts = given.map((text) => filled(text, flag));
  if (texts.length > 0 && texts.length !== 1 && texts.length !== each.length)
    throw new UserError(
      `${flag} is given ${texts.length} times for ${each.length}`,
      'give one for all, or one for each in the same order',
    );
  if (texts.length > 0) return new Map(each.map((one, at) => [one, texts[at] ?? texts[0] ?? '']));
  if (optional || each.length === 0) return new Map();
  if (!mayAsk)
    throw new UserError(
      `${flag} is missing`,
      `give it as ${flag} "…", or run it in a terminal to be asked`,
      exits.needsInput,
    );
  const { askText } = await import('./prompts.ts');
  const answers = new Map<T, string>();
  for (const one of each) answers.set(one, (await askText({ message: ask(one), validate: notEmpty })).trim());
  return answers;
}

/** A prompt's check: something has to be said. */
export function notEmpty(text: string): string | true {
  return text.trim() !== '' || 'A few words are needed';
}

function filled(text: string, flag: string): string {
  if (text.trim() === '') throw new UserError(`${flag}: it is empty`, 'write a few words');
  return text.trim();
}
