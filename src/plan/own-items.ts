/** The items of a hire alone, put into the program as if they stood in it. */
import type { CalendarDate } from '../dates.ts';
import { minutesPerDay } from '../program/grammar.ts';
import type { EvidenceKind, Item, Phase, Program } from '../program/model.ts';
import type { EventOf } from '../progress/event.ts';
import type { Plan } from './plan.ts';

type Added = EventOf<'added'>;

/** The phase that a date belongs to: the first that isn't over by then, else the last. */
export function phaseOn({ phases }: Plan, date: CalendarDate): Phase | undefined {
  return (phases.find(({ due }) => date <= due) ?? phases.at(-1))?.phase;
}

/** As long as a checklist may say that an item takes. */
const mostMinutes = 9999 * minutesPerDay;

/**
 * The program with these items at the end of their phases, so that no other gets a new number; those of a phase that it
 * doesn't have (any more) come last. Of items with one id the program's counts, else the first.
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
 * Those that {@link withOwnItems} left out since their id was taken.
 * @param program as it returned it
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

function itemFrom(event: Added, phase: Phase): Item {
  const { id, on, by, due } = event;
  return {
    id: event.item,
    title: event.title,
    ...(event.details ? { details: event.details } : {}),
    with: event.with ?? [],
    links: [],
    topics: [],
    due: phase.due,
    ...(isEffort(event.takes) ? { takes: event.takes } : {}),
    after: event.after ?? [],
    optional: false,
    evidence: evidenceFrom(event.evidence),
    ...(event.signOff ? { signOff: event.signOff } : {}),
    formerly: [],
    added: { id, on, by, ...(due ? { due } : {}) },
  };
}

function isEffort(minutes: number | undefined): minutes is number {
  return minutes !== undefined && minutes > 0 && minutes <= mostMinutes;
}

function evidenceFrom(text: string | undefined): EvidenceKind {
  return text === 'url' || text === 'text' ? text : 'none';
}
