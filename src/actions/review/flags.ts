/** Turns the flags of `review` into acts. */
import type { CalendarDate } from '../../dates.ts';
import { exits, giveOne, UserError } from '../../errors.ts';
import type { PlannedItem } from '../../plan/plan.ts';
import { matchItems } from '../../session/item-argument.ts';
import type { OpenRun } from '../../session/run.ts';
import { nameOf } from '../afterwards.ts';
import { askWords, fewWords, missing, wordsFrom } from '../input.ts';
import type { Act } from './acts.ts';
import { answerTo, closing } from './decide.ts';

export interface ReviewFlags {
  readonly approve?: readonly string[];
  readonly return?: readonly string[];
  readonly comment?: readonly string[];
  readonly answer?: readonly string[];
  readonly text?: readonly string[];
  readonly note?: string;
  readonly finish?: boolean;
}

/**
 * The acts that the flags ask for. The text of an act is empty if its flag is missing.
 * @throws UserError for flags that can't be used
 */
export function actsFrom(run: OpenRun, flags: ReviewFlags, since: CalendarDate | undefined): Act[] {
  const approved = matchItems(run, flags.approve ?? []);
  const returned = matchItems(run, flags.return ?? []);
  refuseBoth(approved, returned);
  const questions = [...new Set((flags.answer ?? []).map((text) => questionNumber(run, text)))];
  const isReturn = returned.length > 0;
  const comments = textsFor('--comment', (isReturn ? returned : approved).length, flags.comment);
  const answers = textsFor('--text', questions.length, flags.text);
  const note = wordsFrom(flags.note, '--note', fewWords);
  return [
    ...approved.map(
      (planned, at): Act => ({ kind: 'approve', planned, comment: isReturn ? undefined : comments[at] }),
    ),
    ...returned.map((planned, at): Act => ({ kind: 'return', planned, comment: comments[at] ?? '' })),
    ...questions.map((number, at) => answerTo(run, number, answers[at] ?? '')),
    ...(note === undefined ? [] : [{ kind: 'note', text: note } as const]),
    ...(flags.finish ? [closing(run, since)] : []),
  ];
}

/** The acts with their missing texts asked for. @throws UserError (exit 4) if a text is missing and nobody can be asked */
export async function withTexts({ session }: OpenRun, acts: readonly Act[]): Promise<Act[]> {
  const ask = async (flag: string, question: string) => {
    if (session.mayAsk) return askWords(question);
    throw missing(flag);
  };
  const complete: Act[] = [];
  for (const act of acts)
    if (act.kind === 'return' && act.comment === '')
      complete.push({
        ...act,
        comment: await ask('--comment', `What is missing in ${nameOf(act.planned)}?`),
      });
    else if (act.kind === 'answer' && act.text === '')
      complete.push({ ...act, text: await ask('--text', `Your answer to "${act.question.asked.text}"`) });
    else complete.push(act);
  return complete;
}

function refuseBoth(approved: readonly PlannedItem[], returned: readonly PlannedItem[]): void {
  const both = approved.find((planned) => returned.includes(planned));
  if (!both) return;
  throw new UserError(`${nameOf(both)}: --approve and --return exclude each other`, giveOne);
}

/** `?2` or `2` → 2. @throws UserError if there is no such question; the error lists the open questions */
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

/**
 * A text for each of `length` acts, in order; a single text goes to all acts. Empty without the flag.
 * @throws UserError for an empty text, or a number of texts that doesn't fit
 */
function textsFor(flag: string, length: number, given: readonly string[] = []): string[] {
  const texts = given.map((text) => wordsFrom(text, flag, fewWords) ?? '');
  if (texts.length === 0) return [];
  const [only = ''] = texts;
  if (texts.length === 1) return Array.from({ length }, () => only);
  if (texts.length === length) return texts;
  throw new UserError(
    `${flag} is given ${texts.length} times for ${length}`,
    'give one for all, or one for each in the same order',
  );
}
