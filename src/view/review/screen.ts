/** A review as a person reads it: what stands where, in which words. */
import { type CalendarDate, longDate, shortDate } from '../../dates.ts';
import type { ReviewView } from '../review.ts';
import { sectionsOf } from './sections.ts';
import { hintOf, standingOf, titleOf } from './standing.ts';

export interface ReviewScreen {
  readonly title: string;
  /** How it stands, in words. */
  readonly standing: readonly string[];
  readonly sections: readonly ReviewSection[];
  readonly hint: string;
}

export interface ReviewSection {
  readonly title: string;
  /** What stands beside the title. */
  readonly remark: string;
  readonly rows: readonly ReviewRow[];
  /** As running text behind the title, where a line has to do. */
  readonly inline: boolean;
  /** Without an empty line behind it. */
  readonly tight: boolean;
  /** To be ticked off by the reader. */
  readonly boxes: boolean;
  /** Gets rows before the others. */
  readonly urgent: boolean;
}

export interface ReviewRow {
  readonly ref: string;
  readonly title: string;
  readonly when: string;
  readonly remark: string;
  /** Where the title leads. */
  readonly link: string;
  /** What was given for it, where that is a link. */
  readonly evidence: { readonly url: string } | null;
}

/** What is pasted is read on other days: there dates have their month. */
export function reviewScreen(view: ReviewView, format: 'text' | 'markdown'): ReviewScreen {
  const say = (date: CalendarDate) => (format === 'text' ? shortDate : longDate)(date, view.today);
  return {
    title: titleOf(view, format),
    standing: standingOf(view),
    sections: sectionsOf(view, format, say),
    hint: hintOf(view),
  };
}
