/** The message by which a hire asks for a meeting: to whom, what for, what they would like to ask, and until when. */
import { laterOf } from '../dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { beginsWithDay1, titleOfRun } from './anchor.ts';
import { detailLines, markedLines } from './details.ts';
import { guideOf, viewRole } from './item.ts';
import { hireFlag, quoted } from './words.ts';

export type MessageView = ReturnType<typeof viewMessage>;

/** @param planned an item for which somebody is met */
export function viewMessage(planned: PlannedItem, run: Run) {
  const { item, due, from, undated } = planned;
  const { today } = run.plan;
  const people = item.with.map((role) => viewRole(role, run));
  return {
    hire: run.progress.hire.name,
    today,
    title: item.title,
    people,
    /** The names to greet; empty while some of the people are not known. */
    greeted: people.every((role) => role.people.length > 0)
      ? [...new Set(people.flatMap((role) => role.people))]
      : [],
    guide: guideOf(run) ?? null,
    /** How long one meeting takes, in minutes; null where the checklist doesn't say. */
    minutes: minutesOf(planned),
    /** The first sentence of the details, as Markdown. */
    details: firstSentence(markedLines(detailLines(item.details)).find(({ code }) => !code)?.text ?? ''),
    topics: item.topics,
    /** What it is for, as the words behind `It is`. */
    purpose: purposeOf(run),
    /** Whether it has no date (`due: none`). */
    undated,
    /** The first and the last day that will do; null where any day will do, as it is late or has no date. */
    window: undated || due < today ? null : { from: laterOf(from ?? today, today), to: due },
  };
}

/** Whoever leaves is not being onboarded, and a checklist is about what it is worked through for. */
function purposeOf(run: Run): string {
  const title = titleOfRun(run);
  if (title !== null) return `for "${title}"`;
  return beginsWithDay1(run) ? 'for my onboarding' : 'about my leaving';
}

/** The effort of one meeting: a count shares the effort of the item out. */
function minutesOf({ item: { takes, count } }: PlannedItem): number | null {
  if (takes === undefined) return null;
  return takes / (count?.target || 1);
}

/** Up to the first full stop that ends a sentence; the whole text where none does. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[^a-z]|$)/s.exec(text)?.[0] ?? text;
}

/** Says of each role that the items need and nobody holds, whom to ask, and how to enter the answer. */
export function unheldText(items: readonly PlannedItem[], run: Run): string[] {
  const roles = [...new Set(items.flatMap(({ item }) => item.with))].map((role) => viewRole(role, run));
  const guide = guideOf(run);
  return roles.flatMap(({ role, title, people }) => {
    if (people.length > 0) return [];
    const whom = guide === undefined ? 'Once you know who it is' : `Ask ${guide} who it is, then`;
    const assign = `pm-onboard assign --role ${quoted(role)}${hireFlag(run)}`;
    return [`${title}: nobody is known yet. ${whom}: ${assign}`];
  });
}
