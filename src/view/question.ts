/** A question of the hire and its answer. */
import type { CalendarDate } from '../dates.ts';
import type { Question } from '../progress/reduce.ts';

export interface QuestionView {
  /** What people type: `?2`. */
  readonly ref: string;
  readonly text: string;
  readonly on: CalendarDate;
  /** The id of the item that it is about. */
  readonly item: string | null;
  readonly answer: { readonly text: string; readonly by: string; readonly on: CalendarDate } | null;
}

/** In the order in which they were asked, which numbers them. */
export function viewQuestions(questions: readonly Question[]): QuestionView[] {
  return questions.map(({ asked, answered }, index) => ({
    ref: `?${index + 1}`,
    text: asked.text,
    on: asked.on,
    item: asked.item ?? null,
    answer: answered ? { text: answered.text, by: answered.by, on: answered.on } : null,
  }));
}
