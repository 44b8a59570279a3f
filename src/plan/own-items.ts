/** Puts the items that a single hire has of their own into the program, as if they stood there. */
import type { CalendarDate } from '../dates.ts';
import { maxEffort } from '../program/grammar.ts';
import { type EvidenceKind, emptyItem, type Item, type Phase, type Program } from '../program/model.ts';
import type { EventOf } from '../progress/event.ts';
import type { Plan } from './plan.ts';

type Added = EventOf<'added'>;

/** The phase that a date belongs to: the first whose due date isn't before it, else the last. */
export function phaseOn({ phases }: Plan, date: CalendarDate): Phase | undefined {
  return (phases.find(({ due }) => date <= due) ?? phases.at(-1))?.phase;
}

/**
 * The program with these items at the end of their phases, so that no other item gets a new number. Items of a phase that
 * the program doesn't have, or no longer has, go to its last phase. Where several items share an id, the program's own item
 * stays, else the first.
 */
export function withOwnItems(program: Program, own: readonly Added[]): Program {
  const last = program.phases.at(-1);
  if (own.length === 0 || !last) return program;
  const ids = idsIn(program);
  const first = new Map([...own].reverse().map((event) => [event.item, event]));
  const items = own.filter((event) => !ids.has(event.item) && first.get(event.item) === event);
  const known = new Set(program.phases.map(({ id }) => id));
  const phaseOf = ({ phase }: Added) => (known.has(phase) ? phase : last.id);
  return {
    ...program,
    phases: program.phases.map((phase) => {
      const added = items.filter((event) => phaseOf(event) === phase.id);
      return added.length === 0
        ? phase
        : { ...phase, items: [...phase.items, ...added.map((event) => itemFrom(event, phase))] };
    }),
  };
}

/**
 * The own items that {@link withOwnItems} left out because another item has their id.
 * @param program what it returned
 */
export function leftOut(program: Program, own: readonly Added[]): Added[] {
  if (own.length === 0) return [];
  const items = program.phases.flatMap((phase) => phase.items);
  const there = new Set(items.map(({ added }) => added?.id));
  return own.filter(({ id }) => !there.has(id));
}

function idsIn({ phases }: Program): Set<string> {
  return new Set(phases.flatMap(({ items, groups }) => [...items, ...groups].map(({ id }) => id)));
}

/**
 * The event as an item. Its fields are taken one by one, since an event may come from a stranger and have others as well.
 */
function itemFrom(event: Added, phase: Phase): Item {
  const { id, on, by, due, item, title, details, takes, after, evidence, signOff } = event;
  return {
    ...emptyItem,
    id: item,
    title,
    ...(details ? { details } : {}),
    ...(event.with ? { with: event.with } : {}),
    due: phase.due,
    ...(isEffort(takes) ? { takes } : {}),
    ...(after ? { after } : {}),
    ...(isEvidence(evidence) ? { evidence } : {}),
    ...(signOff ? { signOff } : {}),
    added: { id, on, by, ...(due ? { due } : {}) },
  };
}

/** Whether an effort is one that a checklist could state: an event may come from a stranger. */
function isEffort(minutes: number | undefined): minutes is number {
  return minutes !== undefined && minutes > 0 && minutes <= maxEffort;
}

function isEvidence(text: string | undefined): text is EvidenceKind {
  return text === 'url' || text === 'text' || text === 'none';
}
