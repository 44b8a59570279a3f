/** What the flags of `review` decide: read, and asked for where words are missing. */
import type { CalendarDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { matchItem } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import type { Act } from '../view/judging.ts';
import { askWords, textFrom } from './asking.ts';
import { answerTo, closing, refuseImpossible } from './judging.ts';

export interface ActFlags {
  readonly approve?: readonly string[];
  readonly return?: readonly string[];
  readonly comment?: readonly string[];
  readonly answer?: readonly string[];
  readonly text?: readonly string[];
  readonly note?: string;
  readonly finish?: boolean;
}

/** For a text of spaces. */
const remedy = 'write a few words';

/** What the flags decide; empty where they decide nothing. A text that is missing is asked for. */
export async function takeActs(run: OpenRun, flags: ActFlags, since?: CalendarDate): Promise<Act[]> {
  const note = textFrom(flags.note, '--note', remedy);
  const questions = [...new Set((flags.answer ?? []).map((text) => questionNumber(run, text)))];
  return [
    ...(await takeJudgements(run, flags)),
    ...(await takeAnswers(run, questions, flags)),
    ...(note === undefined ? [] : [{ kind: 'note', text: note } as const]),
    ...(flags.finish ? [closing(run, since)] : []),
  ];
}

async function takeJudgements(run: OpenRun, flags: ActFlags): Promise<Act[]> {
  const approved = itemsNamed(run, flags.approve);
  const returned = itemsNamed(run, flags.return);
  refuseBoth(approved, returned);
  const judgements = (comments: ReadonlyMap<PlannedItem, string>): Act[] => [
    ...approved.map((planned): Act => {
      const comment = comments.get(planned);
      return { kind: 'approve', planned, ...(comment === undefined ? {} : { comment }) };
    }),
    ...returned.map((planned): Act => ({ kind: 'return', planned, comment: comments.get(planned) ?? '' })),
  ];
  // Nobody is asked for words that can't be recorded.
  refuseImpossible(run, judgements(new Map()));
  const comments = await textsFor(
    run.session,
    '--comment',
    returned.length > 0 ? returned : approved,
    flags.comment,
    {
      optional: returned.length === 0,
      ask: ({ ref, item }) => `What is missing in ${ref} ${item.title}?`,
    },
  );
  return judgements(comments);
}

async function takeAnswers(run: OpenRun, questions: readonly number[], { text }: ActFlags): Promise<Act[]> {
  const answers = await textsFor(run.session, '--text', questions, text, {
    optional: false,
    ask: (number) => `Your answer to "${run.progress.questions[number - 1]?.asked.text}"`,
  });
  return questions.map((number) => answerTo(run, number, answers.get(number) ?? ''));
}

function refuseBoth(approved: readonly PlannedItem[], returned: readonly PlannedItem[]): void {
  const both = approved.find((planned) => returned.includes(planned));
  if (!both) return;
  throw new UserError(
    `${both.ref} ${both.item.title}: --approve and --return exclude each other`,
    'give one of them',
  );
}

function itemsNamed({ program, plan }: OpenRun, names: readonly string[] = []): PlannedItem[] {
  return [...new Set(names.map((name) => matchItem(program, plan, name)))];
}

/** `?2` or `2`. */
function questionNumber({ progress }: OpenRun, text: string): number {
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

/** A text for each: in order, or one for all; where it is missing, whoever sits at a terminal is asked. */
async function textsFor<T>(
  { mayAsk }: Session,
  flag: string,
  each: readonly T[],
  given: readonly string[] = [],
  { optional, ask }: { readonly optional: boolean; readonly ask: (one: T) => string },
): Promise<Map<T, string>> {
  const texts = given.flatMap((text) => textFrom(text, flag, remedy) ?? []);
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
  const answers = new Map<T, string>();
  for (const one of each) answers.set(one, await askWords(ask(one)));
  return answers;
}
