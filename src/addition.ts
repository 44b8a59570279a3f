/** What `add` makes of its flags or of a template: the hire's own items, as facts. */
import type { CalendarDate } from './dates.ts';
import { randomName } from './digest.ts';
import { UserError } from './errors.ts';
import { textFrom } from './intake.ts';
import { matchEntry, matchPhase, matchRole } from './lookup.ts';
import { resolveDate } from './plan/due.ts';
import { phaseOn } from './plan/own-items.ts';
import { isToDo, type PlannedItem } from './plan/plan.ts';
import { parseEffort } from './program/grammar.ts';
import { nearest } from './program/nearest.ts';
import type { Template, TemplateItem } from './program/template.ts';
import { type Fact, isKnown } from './progress/event.ts';
import { foldName } from './progress/names.ts';
import { dateFrom, type Run } from './session.ts';

export interface ItemFlags {
  /** Id, title or number. */
  readonly phase?: string;
  readonly due?: string;
  readonly with?: readonly string[];
  readonly after?: readonly string[];
  readonly takes?: string;
  readonly details?: string;
}

export type AddedFact = Extract<Fact, { kind: 'added' }>;

export interface Additions {
  readonly facts: readonly AddedFact[];
  /** What of a template does not fit the hire's program, in sentences. */
  readonly remarks: readonly string[];
}

/** A single item. @throws UserError for a flag that can't be used */
export function itemFrom(run: Run, title: string, flags: ItemFlags): AddedFact {
  const { program, plan } = run;
  const due = flags.due === undefined ? undefined : dateFrom(flags.due, '--due');
  const details = textFrom(flags.details, '--details', 'say what the item is for, or leave it out');
  const roles = (flags.with ?? []).map((text) => matchRole(program, text));
  const after = (flags.after ?? []).map((text) => idOf(matchEntry(program, plan, text)));
  return {
    kind: 'added',
    item: idsFor(run)(title),
    title,
    phase: phaseFor(run, flags.phase, due ?? plan.today),
    ...(due ? { due } : {}),
    ...(details ? { details } : {}),
    ...(roles.length > 0 ? { with: [...new Set(roles)] } : {}),
    ...(after.length > 0 ? { after: [...new Set(after)] } : {}),
    ...(flags.takes === undefined ? {} : { takes: effortFrom(flags.takes) }),
  };
}

/** The items of a template, dated from its first day on the hire's calendar. */
export function chainFrom(
  run: Run,
  { items }: Template,
  start: CalendarDate,
  phase: string | undefined,
): Additions {
  const newId = idsFor(run);
  const ids = new Map(items.map(({ id, title }) => [id, newId(title)]));
  const known = (role: string | undefined) => role !== undefined && Object.hasOwn(run.program.roles, role);
  const facts = items.map((item): AddedFact => {
    const { date: due } = resolveDate(item.due, start, run.calendar);
    const { details, takes, evidence = 'none', 'sign-off': signOff } = item;
    const roles = item.with?.filter(known) ?? [];
    const after = item.after?.flatMap((id) => ids.get(id) ?? []) ?? [];
    return {
      kind: 'added',
      item: ids.get(item.id) as string,
      title: item.title,
      phase: phaseFor(run, phase, due),
      due,
      ...(details ? { details } : {}),
      ...(roles.length > 0 ? { with: roles } : {}),
      ...(after.length > 0 ? { after } : {}),
      ...(takes ? { takes: effortFrom(takes) } : {}),
      ...(evidence === 'none' ? {} : { evidence }),
      ...(signOff && known(signOff) ? { signOff } : {}),
    };
  });
  return { facts, remarks: unknownRoles(run, items) };
}

/** The hire's own items of the same titles that are still to do. */
export function alreadyThere({ plan }: Run, facts: readonly AddedFact[]): PlannedItem[] {
  const titles = new Set(facts.map(({ title }) => foldName(title)));
  return plan.items.filter(
    (planned) => planned.item.added && isToDo(planned) && titles.has(foldName(planned.item.title)),
  );
}

/** As in a checklist, the space left out or not. */
function effortFrom(text: string): number {
  const minutes = parseEffort(text.trim().replace(/^(\d+)\s*/, '$1 '));
  if (minutes !== undefined) return minutes;
  throw new UserError(`--takes: "${text}" is no effort`, 'write it as 30 min, 2 h or 3 days');
}

function idOf(entry: ReturnType<typeof matchEntry>): string {
  return 'item' in entry ? entry.item.item.id : entry.group.id;
}

function phaseFor({ program, plan }: Run, named: string | undefined, date: CalendarDate): string {
  return (named === undefined ? phaseOn(plan, date) : matchPhase(program, named))?.id ?? '';
}

/** Those that the hire's program doesn't have: who holds them, nobody could say. */
function unknownRoles({ program }: Run, items: readonly TemplateItem[]): string[] {
  const known = Object.keys(program.roles);
  const named = items.flatMap((item) => [
    ...(item.with ?? []),
    ...(item['sign-off'] ? [item['sign-off']] : []),
  ]);
  return [...new Set(named)]
    .filter((role) => !known.includes(role))
    .map((role) => {
      const [near] = nearest(role, known);
      const hint = near ? `; did the template mean ${near}?` : '';
      return `The role ${role} is left out, since the program has none of that name${hint}.`;
    });
}

/** Title → an id that neither the program nor the record has: the words of the title, and something random. */
function idsFor({ program, record }: Run): (title: string) => string {
  const taken = new Set([
    ...program.phases.flatMap(({ items, groups }) => [...items, ...groups].map(({ id }) => id)),
    ...record.events.flatMap((event) => (isKnown(event) && 'item' in event ? (event.item ?? []) : [])),
  ]);
  return (title) => {
    let id: string;
    do id = `${wordsOf(title)}-${randomName(3)}`;
    while (taken.has(id));
    taken.add(id);
    return id;
  };
}

/** `Straße nach Süden!` → `strasse-nach-suden`; a title without Latin letters has no words. */
function wordsOf(title: string): string {
  const plain = foldName(title).normalize('NFD').replace(/\p{M}/gu, '');
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean);
  const short = words.reduce(
    (sofar, word) => (`${sofar}-${word}`.length > 40 ? sofar : `${sofar}-${word}`),
    '',
  );
  return short.slice(1) || 'item';
}
