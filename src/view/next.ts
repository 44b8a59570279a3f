/** What can be done now, in order, with what it takes to do it. */

import type { CalendarDate } from '../dates.ts';
import { nextItems } from '../plan/order.ts';
import type { Run } from '../plan/run.ts';
import { type ItemView, viewItem } from './item.ts';
import { pauseText } from './pause.ts';
import { type HireView, viewHire } from './status.ts';

export interface NextView {
  readonly schemaVersion: 1;
  readonly hire: HireView;
  readonly today: CalendarDate;
  readonly items: readonly NextItem[];
  /** How many more there are. */
  readonly more: number;
  /** Why nothing that is required can be done now; null where something can. */
  readonly pause: string | null;
}

export interface NextItem extends ItemView {
  /** What it is for, a paragraph an entry. */
  readonly details: readonly string[];
  readonly topics: readonly string[];
}

/** @param most how many items to show */
export function viewNext(run: Run, most: number): NextView {
  const { plan } = run;
  const all = nextItems(plan);
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    items: all.slice(0, most).map((planned) => ({
      ...viewItem(planned, run),
      details: paragraphs(planned.item.details),
      topics: planned.item.topics,
    })),
    more: Math.max(0, all.length - most),
    pause: all.some(({ item }) => !item.optional) ? null : pauseText(run),
  };
}

/** Lines of running text joined, list lines kept: what a renderer wraps. */
export function paragraphs(text: string | undefined): string[] {
  if (text === undefined) return [];
  return text
    .split(/\n{2,}|\n(?=\s*[-*] )/)
    .map((part) => part.replace(/\s*\n\s*/g, ' ').trim())
    .filter((part) => part !== '');
}
