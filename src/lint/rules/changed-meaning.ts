import { distance } from 'fastest-levenshtein';
import { at, type Draft, entriesOf } from '../../program/draft.ts';
import type { Count, EvidenceKind, Item, Program } from '../../program/model.ts';
import type { Located } from '../../program/yaml.ts';
import { findingsAgainst } from '../against.ts';
import { atValue, type Rule } from '../rule.ts';

export const changedMeaning: Rule = {
  id: 'changed-meaning',
  severity: 'warning',
  why: 'Whoever ticked it off did something else: an old tick under a new meaning says what nobody has done.',
  needs: ['sound', 'against'],
  check: ({ draft, program, against }) => {
    if (!program || !against) return [];
    const changes = findingsAgainst(program, against, (older) => changesSince(older, draft, program));
    return changes.map(({ id, was, place, holders }) =>
      atValue(place, `\`${id}\` is not what ${holders} under that id: ${was}`, hint),
    );
  },
};

const hint = 'if that is another thing to do, give it an id of its own';

/** An id that stands for another thing now than in a program that hires have. */
interface Change {
  readonly key: string;
  readonly id: string;
  /** What the id stood for, in words: `its title was …`. */
  readonly was: string;
  /** The value of the key that changed, or the id where that key is gone. */
  readonly place: Located;
}

function changesSince(older: Program, draft: Draft, program: Program): Change[] {
  const itemsById = ({ phases }: Program) =>
    new Map(phases.flatMap(({ items }) => items.map((item) => [item.id, item])));
  const [now, before] = [itemsById(program), itemsById(older)];
  const groupsBefore = new Set(older.phases.flatMap(({ groups }) => groups.map(({ id }) => id)));
  return entriesOf(draft).flatMap((entry): Change[] => {
    const id = entry.id?.value ?? '';
    const [newer, item] = [now.get(id), before.get(id)];
    const changes =
      newer?.title && item
        ? itemChanges(item, newer)
        : newer && groupsBefore.has(id)
          ? [{ field: 'id', was: 'it was a group' }]
          : item && entry.kind === 'group'
            ? [{ field: 'id', was: 'it was an item, not a group' }]
            : [];
    return changes.map(({ field, was }) => ({
      key: `${id} ${was}`,
      id,
      was,
      place: at(entry, field) ?? entry.id ?? entry,
    }));
  });
}

function itemChanges(older: Item, newer: Item): { field: string; was: string }[] {
  return [
    { field: 'title', was: `its title was "${older.title}"`, same: isRecognisable(older.title, newer.title) },
    {
      field: 'count',
      was: countWords(older.count),
      same: countWords(older.count) === countWords(newer.count),
    },
    { field: 'evidence', was: evidenceWords[older.evidence], same: older.evidence === newer.evidence },
    { field: 'sign-off', was: signOffWords(older), same: older.signOff === newer.signOff },
  ].filter(({ same }) => !same);
}

/** A larger or smaller target keeps the meaning of an item; a target that comes or goes changes it. */
function countWords(count: Count | undefined): string {
  if (!count) return 'it was not counted';
  return count.target === undefined ? 'it was counted without a target' : 'it was counted up to a target';
}

const evidenceWords: Readonly<Record<EvidenceKind, string>> = {
  none: 'it asked for no evidence',
  text: 'it asked for a few words as evidence',
  url: 'it asked for a link as evidence',
};

function signOffWords({ signOff }: Item): string {
  return signOff === undefined ? 'nobody had to approve it' : `\`${signOff}\` had to approve it`;
}

/** A title counts as only reworded if at least this share of its letters stays in order (Levenshtein). */
const sameLetters = 0.4;
/** A title counts as only extended if more than this share of the shorter title's words stays, in any order. */
const sameWords = 0.5;

/** Whether both titles seem to mean the same thing: one may be reworded, reordered or extended. */
export function isRecognisable(older: string, newer: string): boolean {
  const [a, b] = [wordsIn(older), wordsIn(newer)];
  const common = a.filter((word) => b.includes(word)).length;
  if (common / Math.min(a.length, b.length) > sameWords) return true;
  const [from, to] = [a.join(' '), b.join(' ')];
  return 1 - distance(from, to) / Math.max(from.length, to.length, 1) >= sameLetters;
}

function wordsIn(title: string): string[] {
  return (
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
