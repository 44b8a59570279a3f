/** A run of a template: the program that it is pinned to, with one phase, the name of its subject in the place of `{name}`. */

import { plural } from '../phrases.ts';
import { compile } from './compile.ts';
import { itemInRule, parseDateRule } from './grammar.ts';
import type { Program } from './model.ts';
import type { ProgramSource } from './shape.ts';
import { named, type Template, type TemplateItem } from './template.ts';

/** The id of the only phase of such a program. */
const onlyPhase = 'checklist';

interface Making {
  /** The id of the template, which is the program's. */
  readonly id: string;
  /** What stands in the place of `{name}`. */
  readonly subject: string;
  /** The roles that programs of the team have, for their titles; a role that is in none of them is called by its id. */
  readonly roles: Program['roles'];
  /** SHA-256 over the template's file. */
  readonly digest: string;
}

/**
 * @param template a template without problems
 * @returns a program whose phase ends with its last item
 */
export function programOfTemplate(template: Template, { id, subject, roles, digest }: Making): Program {
  const { title, items } = named(inRun(template), subject);
  const { roles: own = {}, traits, retired } = template;
  const source: ProgramSource = {
    program: {
      id,
      title,
      phases: [onlyPhase],
      roles: Object.fromEntries(
        rolesNamed(items, own).map((role) => [
          role,
          own[role] ?? { title: roles[role]?.title ?? words(role) },
        ]),
      ),
      ...(traits ? { traits } : {}),
    },
    checklists: [
      {
        id: onlyPhase,
        title: 'Checklist',
        due: endOf(items),
        ...(retired ? { retired } : {}),
        items: items.map((item) => item as ProgramSource['checklists'][number]['items'][number]),
      },
    ],
    calendars: new Map(),
  };
  return compile(source, digest);
}

/** The template without the subject at the head of its titles: a run says by itself what it is for. */
function inRun(template: Template): Template {
  return { ...template, items: template.items.map((item) => ({ ...item, title: withoutName(item.title) })) };
}

/** `{name}: is measured` → `Is measured`. */
function withoutName(title: string): string {
  const [, rest] = /^\{name\}\s*[:,–-]\s+(.+)$/.exec(title) ?? [];
  return rest === undefined ? title : upperFirst(rest);
}

/** The roles of the template itself, then those that its items name, each once. */
function rolesNamed(items: readonly TemplateItem[], roles: object): string[] {
  const inItems = items.flatMap((item) => [item.with ?? [], item.by ?? [], item['sign-off'] ?? []].flat());
  return [...new Set([...Object.keys(roles), ...inItems])];
}

/** `release-manager` → `Release manager`. */
function words(role: string): string {
  return upperFirst(role.replaceAll('-', ' '));
}

/** The rule of the day on which the last item is due. */
function endOf(items: readonly TemplateItem[]): string {
  const places = placesIn(items);
  const all = [...places.values()];
  const isByDays = all.some(({ byDays }) => byDays);
  const last = Math.max(1, ...all.map(({ workday, day }) => (isByDays ? day : workday)));
  return `${isByDays ? 'day' : 'workday'} ${Math.min(last, 999)}`;
}

/** Where an item stands in a run on weeks of five working days, the first one of which is a Monday. */
interface Place {
  readonly workday: number;
  readonly day: number;
  /** Whether the item's rule counts calendar days. */
  readonly byDays: boolean;
}

/** Id of an item → where it stands; items without a date are left out. */
function placesIn(items: readonly TemplateItem[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { id, due } of items) {
    const { unit = 'none', n = 0 } = parseDateRule(due) ?? {};
    const before = places.get(itemInRule(due) ?? '');
    if (unit === 'workday') places.set(id, fromWorkday(n, false));
    else if (unit === 'day' || unit === 'week') places.set(id, fromDay(unit === 'week' ? 7 * n : n));
    else if (unit === 'workdays after' && before)
      places.set(id, fromWorkday(before.workday + n, before.byDays));
    else if (unit === 'days after' && before) places.set(id, fromDay(before.day + n));
  }
  return places;
}

function fromWorkday(workday: number, byDays: boolean): Place {
  return { workday, day: dayOfWorkday(workday), byDays };
}

function fromDay(day: number): Place {
  return { workday: Math.max(1, workdaysUntil(day)), day, byDays: true };
}

function dayOfWorkday(workday: number): number {
  return workday + 2 * Math.floor((workday - 1) / 5);
}

function workdaysUntil(day: number): number {
  return 5 * Math.floor(day / 7) + Math.min(5, day % 7);
}

/**
 * The program with dates that count back from its last day: what was due on its last day is due on that day, and everything else
 * as long before as it is in the program.
 * @param meets the rule of another day from which dates are to count, back and ahead: that of a meeting
 */
export function countedBack(program: Program, meets = program.phases.at(-1)?.due ?? ''): Program {
  if (program.anchor === 'end') return program;
  const last = parseDateRule(meets) ?? { unit: 'day', n: 1 };
  const end = last.unit === 'workday' ? dayOfWorkday(last.n) : last.unit === 'week' ? 7 * last.n : last.n;
  const back = (rule: string): string => {
    const { unit, n } = parseDateRule(rule) ?? {};
    if (n === undefined) return rule;
    const between = (count: number, day: 'day' | 'workday') => {
      const far = Math.abs(count);
      return `${plural(far, day)} ${count < 0 ? 'after' : 'before'} end`;
    };
    if (unit === 'workday' && last.unit === 'workday') return between(last.n - n, 'workday');
    if (unit === 'workday') return between(end - dayOfWorkday(n), 'day');
    if (unit === 'day' || unit === 'week') return between(end - (unit === 'week' ? 7 * n : n), 'day');
    if (unit === 'days before start') return between(Math.min(999, end - 1 + n), 'day');
    if (unit === 'workdays before start')
      return between(Math.min(999, workdaysUntil(end) - 1 + n), 'workday');
    return rule;
  };
  return {
    ...program,
    anchor: 'end',
    phases: program.phases.map((phase) => ({
      ...phase,
      due: back(phase.due),
      items: phase.items.map((item) => ({
        ...item,
        due: back(item.due),
        ...(item.from === undefined ? {} : { from: back(item.from) }),
      })),
    })),
  };
}

/**
 * The program with an end of its only phase by the calendar, such as `day 7`: where holidays leave that week too few working days,
 * the items move up into those that it has.
 */
export function endingOn(program: Program, due: string): Program {
  const isByWorkdays = program.phases.every((phase) => parseDateRule(phase.due)?.unit === 'workday');
  return isByWorkdays ? { ...program, phases: program.phases.map((phase) => ({ ...phase, due })) } : program;
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
