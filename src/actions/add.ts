/** The facts of `add`: items of the hire's own, made from the flags of `add` or from a template. */
import type { CalendarDate } from '../dates.ts';
import { randomName } from '../digest.ts';
import { UserError } from '../errors.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import { phaseOn } from '../plan/run.ts';
import { ruleDate, Timeline } from '../plan/timeline.ts';
import { unmetOf } from '../plan/traits.ts';
import { itemInRule, parseDateRule, parseEffort } from '../program/grammar.ts';
import { nearest } from '../program/nearest.ts';
import { named, type Template, type TemplateItem, wantsName } from '../program/template.ts';
import { valuesOf } from '../program/values.ts';
import { type Fact, isKnown } from '../progress/event.ts';
import { normaliseName } from '../progress/names.ts';
import { type Entry, matchEntries } from '../session/item-argument.ts';
import { cleanLine, matchPhase, matchRole } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { unmetText } from '../view/traits.ts';
import { quoted } from '../view/words.ts';
import { loadTemplate } from '../workspace/templates.ts';
import { askSubject, dayOfRun, take, wordsFrom } from './input.ts';

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

type AddedFact = Extract<Fact, { kind: 'added' }>;

interface Additions {
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
  return flags.from === undefined ? single(run, text, flags) : chain(run, text, flags.from, flags);
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

async function chain(
  run: OpenRun,
  text: string | undefined,
  from: string,
  { start, phase }: AddFlags,
): Promise<Additions> {
  const { io } = run.session;
  const { template } = loadTemplate(run.session, from, '--from');
  const first =
    start === undefined
      ? run.plan.nextWorkday
      : readDate(io, start, '--start', (typed) => dayOfRun(typed, '--start', run));
  if (!wantsName(template)) {
    if (text === undefined) return chainFrom(run, template, first, phase);
    throw new UserError(`the template ${from} has no place for a name`, `leave "${text}" out`);
  }
  const name = await take(run.session, text, {
    missing: `the template ${from} needs a name`,
    remedy: `say what it is for: pm-onboard add "Message reminders" --from ${quoted(from)}`,
    question: askSubject,
    check: (line) => cleanLine(line, 'add', 'name', 'give it a name, such as "Message reminders"'),
  });
  return chainFrom(run, named(template, name), first, phase);
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

/** Item of a template → the date that its `due` has, undefined for one without; what counts from another follows from that. */
function datesIn({ items }: Template, dateOf: (rule: string) => CalendarDate, timeline: Timeline) {
  const dates = new Map<string, CalendarDate | undefined>();
  const counted = (rule: string): CalendarDate | undefined => {
    const { unit, n = 0, after } = parseDateRule(rule) ?? {};
    if (unit === 'none') return undefined;
    if (after === undefined) return dateOf(rule);
    // `after` names an item further up.
    const date = dates.get(after);
    return date && (unit === 'days after' ? timeline.daysAfter(date, n) : timeline.workdaysAfter(date, n));
  };
  for (const { id, due } of items) dates.set(id, counted(due));
  return { dates, counted };
}

/**
 * @param start the calendar date from which the date rules of the template's items count
 * @throws UserError where the hire's traits leave out every item
 */
function chainFrom(
  run: OpenRun,
  template: Template,
  start: CalendarDate,
  phase: string | undefined,
): Additions {
  const out = template.items.flatMap((item) => leftOutBy(item, run));
  const items = template.items.filter((item) => !out.some((each) => each.item === item));
  if (items.length === 0)
    throw new UserError(
      `nothing of the template is for ${run.progress.hire.name}`,
      out.map(({ text }) => text).join('; '),
    );
  const newId = idsFor(run);
  const ids = new Map(items.map(({ id }) => [id, newId()]));
  const before = new Map(template.items.map(({ id, after = [] }) => [id, after]));
  // What waits for an item that is left out waits for what that one would have waited for.
  const meant = (id: string): string[] => {
    const own = ids.get(id);
    return own === undefined ? (before.get(id)?.flatMap(meant) ?? []) : [own];
  };
  const known = (role: string) => Object.hasOwn(run.program.roles, role);
  const timeline = new Timeline(start, run.calendar);
  const { dates, counted } = datesIn(template, (rule) => ruleDate(rule, start, timeline), timeline);
  // A rule stays one where what it counts from is added too.
  const ruled = (rule: string | undefined) => {
    const id = ids.get(itemInRule(rule) ?? '');
    if (rule === undefined || id === undefined) return rule === 'none' ? rule : undefined;
    return rule.replace(/\S+$/, id);
  };
  const facts = items.map((item): AddedFact => {
    const [dueRule, fromRule] = [ruled(item.due), ruled(item.from)];
    const near = dates.get(item.id);
    const { title, details, evidence, count, links, topics, stage } = item;
    const validFor = item['valid-for'];
    const signers = [item['sign-off'] ?? []].flat().filter(known);
    return {
      kind: 'added',
      item: ids.get(item.id) as string,
      title,
      phase: phaseFor(run, phase, near ?? start),
      due: dueRule ? undefined : near,
      dueRule,
      details: details || undefined,
      with: anyOf(item.with?.filter(known)),
      after: anyOf(item.after?.flatMap(meant)),
      takes: effortFrom(item.takes),
      evidence: evidence === 'none' ? undefined : evidence,
      signOff: signers.length === 1 ? signers[0] : undefined,
      signers: signers.length > 1 ? anyOf(signers) : undefined,
      actors: anyOf([item.by ?? []].flat().filter(known)),
      links: links && links.length > 0 ? links : undefined,
      topics: anyOf(topics),
      from: item.from === undefined || fromRule ? undefined : counted(item.from),
      fromRule,
      optional: item.optional || undefined,
      stage,
      validFor: validFor === undefined ? undefined : Number.parseInt(validFor, 10),
      ...(count ? { counted: true, target: count.target, upTo: count['up-to'], unit: count.unit } : {}),
    };
  });
  return {
    facts,
    remarks: [...unknownNames(run, items), ...out.map(({ text }) => `Left out: ${text}.`)],
  };
}

/** The item with the reason, where the hire's traits leave it out; what asks for a trait that the program lacks counts as held. */
function leftOutBy(item: TemplateItem, { program, progress }: OpenRun) {
  const asked = Object.entries(item.when ?? {}).filter(([trait]) =>
    Object.hasOwn(program.traits ?? {}, trait),
  );
  const when = Object.fromEntries(asked.map(([trait, wanted]) => [trait, valuesOf(wanted)]));
  const unmet = unmetOf({ when }, program, progress);
  return unmet ? [{ item, text: `${item.title} (${unmetText(unmet)})` }] : [];
}

/** The hire's own items that are still to do and have the title of one of the facts. */
export function alreadyThere({ plan }: OpenRun, facts: readonly AddedFact[]): PlannedItem[] {
  const titles = new Set(facts.map(({ title }) => normaliseName(title)));
  return plan.items.filter(
    (planned) => planned.item.added && isToDo(planned) && titles.has(normaliseName(planned.item.title)),
  );
}

/** `30 min` or `30min` → minutes; undefined without the flag. @throws UserError for a text that is not a length of time */
function effortFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const minutes = parseEffort(text.trim().replace(/^(\d+)\s*/, '$1 '));
  if (minutes !== undefined) return minutes;
  throw new UserError(
    `--takes: "${text}" can't be read as a length of time`,
    'write it as 30 min, 2 h or 3 days',
  );
}

/** The list without duplicates; undefined for an empty list. */
function anyOf(list: readonly string[] = []): string[] | undefined {
  return list.length > 0 ? [...new Set(list)] : undefined;
}

function idOf(entry: Entry): string {
  return 'item' in entry ? entry.item.item.id : entry.group.id;
}

function phaseFor({ program, plan }: OpenRun, named: string | undefined, date: CalendarDate): string {
  return (named === undefined ? phaseOn(plan, date) : matchPhase(program, named))?.id ?? '';
}

/** Remarks on roles and traits that the template names and the hire's program lacks; they are left out. */
function unknownNames({ program }: OpenRun, items: readonly TemplateItem[]): string[] {
  const roles = items.flatMap((item) => [item.with ?? [], item['sign-off'] ?? [], item.by ?? []].flat());
  const traits = items.flatMap(({ when = {} }) => Object.keys(when));
  const left = (noun: string, named: readonly string[], known: readonly string[]) =>
    [...new Set(named)]
      .filter((name) => !known.includes(name))
      .map((name) => {
        const [near] = nearest(name, known);
        const hint = near ? `; did the template mean ${near}?` : '';
        return `The ${noun} ${name} is left out: the program does not have it${hint}.`;
      });
  return [
    ...left('role', roles, Object.keys(program.roles)),
    ...left('trait', traits, Object.keys(program.traits ?? {})),
  ];
}

/** Returns a function that makes ids new to program and record. No word of a title is in them: `redact` can't change an id. */
function idsFor({ program, record }: OpenRun): () => string {
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
