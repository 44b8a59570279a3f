/** The facts of `add --from`: all items of a template. A chunk, since templates are YAML. */
import type { CalendarDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { ruleDate, Timeline } from '../plan/timeline.ts';
import { unmetOf } from '../plan/traits.ts';
import { itemInRule, parseDateRule } from '../program/grammar.ts';
import { nearest } from '../program/nearest.ts';
import { named, type Template, type TemplateItem, wantsName } from '../program/template.ts';
import { valuesOf } from '../program/trait-values.ts';
import { cleanLine } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { unmetText } from '../view/traits.ts';
import { quoted } from '../view/words.ts';
import { loadTemplate } from '../workspace/templates.ts';
import { type AddedFact, type AddFlags, type Additions, anyOf, effortFrom, idsFor, phaseFor } from './add.ts';
import { askSubject, dayOfRun, take } from './input.ts';

/**
 * @param text the name that stands in the titles of the template; the person is asked for it if it is missing and needed
 * @throws UserError as takeAdditions does
 */
export async function chain(
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
