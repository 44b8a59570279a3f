/** What people wrote into a run: notes, questions and answers, comments, reasons, and what they handed in. */
import { type Event, entryOf } from './event.ts';
import { takenOutText } from './redact.ts';

/** A text that a person wrote. */
export interface Said {
  /** What the text is, in a word, such as `note` or `answer`. */
  readonly what: string;
  readonly text: string;
}

/** Kind of an event → what its field `text` is. */
const texts: Partial<Record<string, string>> = { noted: 'note', asked: 'question', answered: 'answer' };

/** Fields that are called otherwise than what stands in them. */
const called: Partial<Record<string, string>> = { withoutEvidence: 'reason' };

/** The fields that repeat what stands in the plan: those of an item, own items included. */
const ofItems = ['title', 'details', 'unit'];

/** The texts that the author of an event wrote, without those that were taken out. */
export function saidIn(event: Event): Said[] {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(entryOf(event.kind)?.fields ?? {}).flatMap(([key, type]) => {
    const field = key.replace('?', '');
    const text = values[field];
    if (type !== 'words' || ofItems.includes(field) || typeof text !== 'string' || text === takenOutText)
      return [];
    return [{ what: (field === 'text' ? texts[event.kind] : called[field]) ?? field, text }];
  });
}

/** Whether the event is a note, a question, an answer, or has a comment: `log --notes` shows these alone. */
export function isRemark(event: Event): boolean {
  return saidIn(event).some(({ what }) => what !== 'evidence' && what !== 'reason');
}
