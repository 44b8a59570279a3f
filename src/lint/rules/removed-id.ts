import { at, type Draft } from '../../program/draft.ts';
import type { Item, Program } from '../../program/model.ts';
import { nearest } from '../../program/nearest.ts';
import { byKey, type Held, heldOf, holders } from '../against.ts';
import { atKey, type Found, type Rule } from '../rule.ts';

export const removedId: Rule = {
  id: 'removed-id',
  severity: 'error',
  why: 'What hires have done is kept under the id: one that is gone takes its history along.',
  needs: ['sound', 'against'],
  check: ({ draft, program, against }) => {
    // A checklist that can't be read may hold the id.
    if (!program || !against || !draft.whole) return [];
    const gone = heldOf(program, against).flatMap((held) => goneFrom(held, program));
    return byKey(gone).map(({ first, held }) => found(draft, program, first, held));
  },
};

/** An id, present or former, of an item in a program that hires have, which the linted program no longer has. */
interface Gone {
  /** The id. */
  readonly key: string;
  readonly item: Item;
  /** The id of the phase that it was in. */
  readonly phase: string;
  readonly held: Held;
}

function goneFrom(held: Held, program: Program): Gone[] {
  const known = new Set([
    ...itemsOf(program).flatMap(idsOf),
    // An item that has become a group is reported by changed-meaning.
    ...program.phases.flatMap(({ groups }) => groups.map(({ id }) => id)),
  ]);
  return held.program.phases.flatMap((phase) =>
    phase.items.flatMap((item) =>
      idsOf(item).flatMap((id) => (known.has(id) ? [] : [{ key: id, item, phase: phase.id, held }])),
    ),
  );
}

function idsOf({ id, formerly }: Item): string[] {
  return [id, ...formerly];
}

function itemsOf({ phases }: Program): Item[] {
  return phases.flatMap(({ items }) => items);
}

function found(draft: Draft, program: Program, gone: Gone, held: readonly Held[]): Found {
  const { key: id, phase } = gone;
  const checklist = draft.checklists.find(({ name }) => name === phase);
  const place = (checklist && at(checklist, 'items')) ?? (draft.program && at(draft.program, 'phases'));
  if (!place) throw new TypeError('found: a compiled program without phases');
  const message = `the id \`${id}\` is gone, and ${holders(held)} it`;
  const heir = heirOf(gone, program);
  const hint = heir
    ? `was it renamed to \`${heir}\`? Add \`formerly: [${id}]\` there`
    : `bring it back, or write \`formerly: [${id}]\` on the item that takes its place`;
  return atKey(place, message, hint);
}

/** The id of the item that may have taken its place: the same item under another id, else a new one with that title or a similar id. */
function heirOf({ key: id, item, held }: Gone, program: Program): string | undefined {
  const items = itemsOf(program);
  if (items.some((each) => each.id === item.id)) return item.id;
  const before = new Set(itemsOf(held.program).map((each) => each.id));
  const added = items.filter((each) => !before.has(each.id));
  const sameTitle = added.find(({ title }) => title.toLowerCase() === item.title.toLowerCase());
  const [near] = nearest(
    id,
    added.map((each) => each.id),
  );
  return sameTitle?.id ?? near;
}
