import { at, type Draft } from '../../program/draft.ts';
import { programOfTemplate } from '../../program/from-template.ts';
import type { Item, Program } from '../../program/model.ts';
import { nearest } from '../../program/nearest.ts';
import type { Template } from '../../program/template.ts';
import type { Located } from '../../program/yaml.ts';
import { findingsAgainst } from '../against.ts';
import { atKey, type Found, type Rule } from '../rule.ts';

export const removedId: Rule = {
  id: 'removed-id',
  severity: 'error',
  why: 'What hires have done is kept under the id: one that is gone takes its history along.',
  needs: ['sound', 'against'],
  check: ({ draft, program, against }) => {
    const { template } = draft;
    if (against && template && draft.shape.length === 0) {
      const now = asProgram(template);
      const gone = findingsAgainst(now, against, (older) => goneFrom(older, now));
      return gone.map((each) => told(at(template, 'items') ?? template, now, each, 'in the template'));
    }
    // A checklist that can't be read may hold the id.
    if (!program || !against || !draft.whole) return [];
    const gone = findingsAgainst(program, against, (older) => goneFrom(older, program));
    return gone.flatMap((each) => found(draft, program, each));
  },
};

/** An id, present or former, of an item in a program that hires have, which the linted program no longer has. */
interface Gone {
  /** The id. */
  readonly key: string;
  readonly item: Item;
  /** The id of the phase that the item was in. */
  readonly phase: string;
  /** The program that has the item. */
  readonly older: Program;
}

function goneFrom(older: Program, program: Program): Gone[] {
  const known = new Set([
    ...itemsOf(program).flatMap(idsOf),
    ...program.phases.flatMap(({ retired = [] }) => retired),
    // An item that has become a group is reported by changed-meaning.
    ...program.phases.flatMap(({ groups }) => groups.map(({ id }) => id)),
  ]);
  return older.phases.flatMap((phase) =>
    phase.items.flatMap((item) =>
      idsOf(item).flatMap((id) => (known.has(id) ? [] : [{ key: id, item, phase: phase.id, older }])),
    ),
  );
}

function idsOf({ id, formerly }: Item): string[] {
  return [id, ...formerly];
}

function itemsOf({ phases }: Program): Item[] {
  return phases.flatMap(({ items }) => items);
}

/** A template as the program that its runs have; what they are for makes no difference to ids. */
function asProgram({ value, yaml }: Located): Program {
  const id = (yaml.file.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
  return programOfTemplate(value as Template, { id, subject: id, roles: {}, digest: '' });
}

function found(draft: Draft, program: Program, gone: Gone & { readonly holders: string }): Found[] {
  const { phase } = gone;
  const checklist = draft.checklists.find(({ name }) => name === phase);
  const place = (checklist && at(checklist, 'items')) ?? (draft.program && at(draft.program, 'phases'));
  return place ? [told(place, program, gone, 'in its phase')] : [];
}

/** @param where where `retired` stands */
function told(
  place: Located,
  program: Program,
  gone: Gone & { readonly holders: string },
  where: string,
): Found {
  const { key: id, holders } = gone;
  const heir = heirOf(gone, program);
  const hint = heir
    ? `was it renamed to \`${heir}\`? Add \`formerly: [${id}]\` there`
    : `bring it back, write \`formerly: [${id}]\` on the item that takes its place, or \`retired: [${id}]\` ${where}`;
  return atKey(place, `the id \`${id}\` is gone, and ${holders} it`, hint);
}

/**
 * The id of the item that may have replaced the missing one: the same item by its present id, else a new item with the same
 * title or a similar id.
 */
function heirOf({ key: id, item, older }: Gone, program: Program): string | undefined {
  const items = itemsOf(program);
  if (items.some((each) => each.id === item.id)) return item.id;
  const before = new Set(itemsOf(older).map((each) => each.id));
  const added = items.filter((each) => !before.has(each.id));
  const sameTitle = added.find(({ title }) => title.toLowerCase() === item.title.toLowerCase());
  const [near] = nearest(
    id,
    added.map((each) => each.id),
  );
  return sameTitle?.id ?? near;
}
