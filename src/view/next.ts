/** What the hire can do now, in order, with all that is needed to do it. */
import { nextItems } from '../plan/pace.ts';
import type { Run } from '../plan/run.ts';
import { viewItem } from './item.ts';
import { pauseText } from './pause.ts';
import { viewHire } from './status.ts';

export type NextView = ReturnType<typeof viewNext>;

export type NextItem = NextView['items'][number];

/** @param most the most items to show */
export function viewNext(run: Run, most: number) {
  const { plan } = run;
  const all = nextItems(plan);
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    items: all.slice(0, most).map((planned) => ({
      ...viewItem(planned, run),
      /** The details of the item, one entry for each paragraph. */
      details: paragraphs(planned.item.details),
      topics: planned.item.topics,
    })),
    /** How many more items could be done now. */
    more: Math.max(0, all.length - most),
    /** Why no required item can be done now; null if one can. */
    pause: all.some(({ item }) => !item.optional) ? null : pauseText(run),
  };
}

/** Markdown text → paragraphs: its lines are joined, list items stay apart. A renderer wraps them. */
export function paragraphs(text: string | undefined): string[] {
  if (text === undefined) return [];
  return text
    .split(/\n{2,}|\n(?=\s*[-*] )/)
    .map((part) => part.replace(/\s*\n\s*/g, ' ').trim())
    .filter((part) => part !== '');
}
