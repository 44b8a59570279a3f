/** The facts of `add`: items of the hire's own, made from the flags of `add` or from a template. */
import type { CalendarDate } from '../dates.ts';
import { randomName } from '../digest.ts';
import { UserError } from '../errors.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import { phaseOn } from '../plan/run.ts';
import { parseDateRule, parseEffort } from '../program/grammar.ts';
import { type Fact, isKnown } from '../progress/event.ts';
import { normaliseName } from '../progress/names.ts';
import { type Entry, matchEntries } from '../session/item-argument.ts';
import { cleanLine, matchPhase, matchRole } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { dayOfRun, take, wordsFrom } from './input.ts';

export interface AddFlags {
  /** The id, title or number of a phase. */
  readonly phase?: string;
  readonly due?: string;
  readonly with?: readonly string[];
  readonly after?: readonly string[];
  readonly takes?: string;
  readonly details?: string;
  /** The file of a template, or the name of a shipped template. */
  readonly from?: string;
  readonly start?: string;
}

export type AddedFact = Extract<Fact, { kind: 'added' }>;

export interface Additions {
  readonly facts: readonly AddedFact[];
  /** Sentences that name the parts of the template that don't fit the hire's program and are left out. */
  readonly remarks: readonly string[];
}

/**
 * The facts for a single item, or for all items of a template.
 * @param words the title of the item, or the name that stands in the titles of the template; the person is asked for it if
 *   it is missing and needed
 * @throws UserError for a flag that can't be used; with exit 4 when a title is missing and nobody can be asked
 */
export async function takeAdditions(
  run: OpenRun,
  words: readonly string[],
  flags: AddFlags,
): Promise<Additions> {
  const text = words.length > 0 ? words.join(' ') : undefined;
  if (flags.from === undefined) return single(run, text, flags);
  return (await import('./add-from.ts')).chain(run, text, flags.from, flags);
}

async function single(run: OpenRun, text: string | undefined, flags: AddFlags): Promise<Additions> {
  const title = await take(run.session, text, {
    missing: 'an item needs a title',
    remedy: 'say it: pm-onboard add "Interview three customers"',
    question: 'What is to be done?',
    check: (line) => cleanLine(line, 'add', 'title', 'say in a few words what is to be done'),
  });
  return { facts: [itemFrom(run, title, flags)], remarks: [] };
}

/** @throws UserError for a flag that can't be used */
function itemFrom(run: OpenRun, title: string, flags: AddFlags): AddedFact {
  const { program, plan } = run;
  const { due, dueRule, near } = dueFrom(run, flags.due);
  return {
    kind: 'added',
    item: idsFor(run)(),
    title,
    phase: phaseFor(run, flags.phase, near ?? plan.today),
    due,
    dueRule,
    details: wordsFrom(flags.details, '--details', 'say what the item is for, or leave it out'),
    with: anyOf(flags.with?.map((text) => matchRole(program, text))),
    after: anyOf(flags.after && matchEntries(run, flags.after).map(idOf)),
    takes: effortFrom(flags.takes),
  };
}

/**
 * A due date, or a rule: `none`, or `3 workdays after ITEM`.
 * @returns `near`: the date to which it comes now, for the phase
 * @throws UserError for any other text, and where the item is a group, or has no date
 */
function dueFrom(run: OpenRun, text: string | undefined): DueOfItem {
  if (text === undefined) return {};
  const said = text.trim().replace(/\s+/g, ' ');
  if (/^(none|no date)$/i.test(said)) return { dueRule: 'none' };
  const [, n = '', unit = '', name] = /^(\d{1,3}) (days?|workdays?) after (.+)$/i.exec(said) ?? [];
  if (name === undefined) {
    const due = readDate(run.session.io, text, '--due', (typed) => dayOfRun(typed, '--due', run));
    return { due, near: due };
  }
  const [entry] = matchEntries(run, [name]);
  const target = entry && 'item' in entry ? entry.item : undefined;
  if (!target)
    throw new UserError(`--due: "${name}" is a group, which has no date of its own`, 'name one of its items');
  if (target.undated)
    throw new UserError(
      `--due: ${target.ref} ${target.item.title} has no date, so nothing can count from it`,
      'give a date, such as +3d',
    );
  const dueRule = `${Number(n)} ${unit.toLowerCase()} after ${target.item.id}`;
  if (!parseDateRule(dueRule))
    throw new UserError(
      `--due: "${text}" can't be read`,
      'write it as "3 workdays after 2.4", from 1 to 999',
    );
  const { timeline } = run.plan;
  const near = unit.toLowerCase().startsWith('work')
    ? timeline.workdaysAfter(target.due, Number(n))
    : timeline.daysAfter(target.due, Number(n));
  return { dueRule, near };
}

interface DueOfItem extends Pick<AddedFact, 'due' | 'dueRule'> {
  readonly near?: CalendarDate;
}

/** The hire's own items that are still to do and have the title of one of the facts. */
export function alreadyThere({ plan }: OpenRun, facts: readonly AddedFact[]): PlannedItem[] {
  const titles = new Set(facts.map(({ title }) => normaliseName(title)));
  return plan.items.filter(
    (planned) => planned.item.added && isToDo(planned) && titles.has(normaliseName(planned.item.title)),
  );
}

/** `30 min` or `30min` → minutes; undefined without the flag. @throws UserError for a text that is not a length of time */
export function effortFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const minutes = parseEffort(text.trim().replace(/^(\d+)\s*/, '$1 '));
  if (minutes !== undefined) return minutes;
  throw new UserError(
    `--takes: "${text}" can't be read as a length of time`,
    'write it as 30 min, 2 h or 3 days',
  );
}

/** The list without duplicates; undefined for an empty list. */
export function anyOf(list: readonly string[] = []): string[] | undefined {
  return list.length > 0 ? [...new Set(list)] : undefined;
}

function idOf(entry: Entry): string {
  return 'item' in entry ? entry.item.item.id : entry.group.id;
}

export function phaseFor({ program, plan }: OpenRun, named: string | undefined, date: CalendarDate): string {
  return (named === undefined ? phaseOn(plan, date) : matchPhase(program, named))?.id ?? '';
}

/** Returns a function that makes ids new to program and record. No word of a title is in them: `redact` can't change an id. */
export function idsFor({ program, record }: OpenRun): () => string {
  const taken = new Set([
    ...program.phases.flatMap(({ items, groups }) => [...items, ...groups].map(({ id }) => id)),
    ...record.events.flatMap((event) => (isKnown(event) && 'item' in event ? (event.item ?? []) : [])),
  ]);
  return () => {
    let id: string;
    do id = `item-${randomName(3)}`;
    while (taken.has(id));
    taken.add(id);
    return id;
  };
}
