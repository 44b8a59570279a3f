/** A review as a person reads it: what stands where, in which words. */

import { type CalendarDate, longDate, shortDate } from '../../dates.ts';
import type { Called } from '../../shell.ts';
import type { ReviewView } from '../review.ts';
import { type ReviewSection, sectionsOf } from './sections.ts';
import { hintOf, standingOf, titleOf } from './standing.ts';

export interface ReviewScreen {
  readonly title: string;
  /** How it stands, in words. */
  readonly standing: readonly string[];
  readonly sections: readonly ReviewSection[];
  readonly hint: string;
}

/** What is pasted is read on other days: there dates have their month. */
export function reviewScreen(view: ReviewView, format: 'text' | 'markdown', hire: Called): ReviewScreen {
  const say = (date: CalendarDate) => (format === 'text' ? shortDate : longDate)(date, view.today);
  return {
    title: titleOf(view, format),
    standing: standingOf(view),
    sections: sectionsOf(view, format, say),
    hint: hintOf(view, hire),
  };
}
