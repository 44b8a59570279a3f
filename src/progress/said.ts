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

/** Kind of an event → the fields with what a person writes, and what each is called. A record has many events of a kind. */
const ofKind = new Map<string, readonly (readonly [field: string, what: string])[]>();

function writtenFieldsOf(kind: Event['kind']): readonly (readonly [field: string, what: string])[] {
  const known = ofKind.get(kind);
  if (known) return known;
  const fields = Object.entries(entryOf(kind)?.fields ?? {}).flatMap(([key, type]) => {
    const field = key.replace('?', '');
    if (type !== 'words' || ofItems.includes(field)) return [];
    return [[field, (field === 'text' ? texts[kind] : called[field]) ?? field] as const];
  });
  ofKind.set(kind, fields);
  return fields;
}

/** The texts that the author of an event wrote, without those that were taken out. */
export function saidIn(event: Event): Said[] {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  const said: Said[] = [];
  for (const [field, what] of writtenFieldsOf(event.kind)) {
    const text = values[field];
    if (typeof text === 'string' && text !== takenOutText) said.push({ what, text });
  }
  return said;
}

/** Whether the event is a note, a question, an answer, or has a comment: `log --notes` shows these alone. */
export function isRemark(event: Event): boolean {
  return saidIn(event).some(({ what }) => what !== 'evidence' && what !== 'reason');
}
