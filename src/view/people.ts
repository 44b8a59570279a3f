/** Who is who: the roles of a run with the people who hold them, what the hire has with them, and what to ask there. */
import { type CalendarDate, compareDates, longDate, shortDate } from '../dates.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Called, Holder, Run } from '../plan/run.ts';
import { type Turn, turnsIn } from '../plan/turns.ts';
import { rolesOf } from '../program/model.ts';
import { bindingAt } from '../progress/reduce.ts';
import { dueOr } from './anchor.ts';
import { untilOf, viewRole } from './item.ts';
import { titleOf } from './screen.ts';
import { viewRun } from './status.ts';
import { hireFlag, listText, lowerFirst, oneLine, plural, quoted } from './words.ts';

export type PeopleView = ReturnType<typeof viewPeople>;

export type PeopleRole = PeopleView['roles'][number];

/** Whom a role is bound by: the hire's own record, the team's settings, the stand-in that the program names, or nobody. */
export type BoundBy = 'assigned' | 'team' | 'default' | 'nobody';

/** What somebody has to do with an item: they meet the hire, do it, or sign it off. */
export type Part = 'meets' | 'does' | 'signs off';

/** @param only the id of the role that is shown alone; all of them if left out */
export function viewPeople(run: Run, only?: string) {
  const turns = turnsIn(run);
  const roles = Object.keys(run.program.roles).filter((role) => only === undefined || role === only);
  return {
    schemaVersion: 1,
    ...viewRun(run),
    roles: roles.map((role) => viewHeld(role, turns.get(role) ?? [], run)),
  };
}

function viewHeld(role: string, turns: readonly Turn[], run: Run) {
  const { title, required = false } = run.program.roles[role] ?? { title: role };
  const [now, ...later] = turns;
  const items = run.plan.items.filter((planned) => partsOf(planned, role).length > 0);
  const open = items.filter((planned) => isToDo(planned) || planned.state === 'in review');
  return {
    role,
    title,
    /** Whether the program requires that somebody holds it. */
    required,
    boundBy: boundBy(role, run),
    /** The role whose people stand in, where nobody is bound to this one; null where somebody is, or nobody stands in. */
    standIn: standInOf(role, run),
    people: (now?.people ?? []).map(viewHolder),
    /** The last day of those people, where they cover for a while; null where no end is known. */
    until: untilOf(now?.people ?? []).until ?? null,
    /** Who holds it after that, one after the other. */
    later: later.map(({ from, until, people }) => ({
      from,
      until: until ?? null,
      people: people.map(viewHolder),
    })),
    /** The items that are still to do or to sign off, by due date. */
    items: [...open]
      .sort((a, b) => compareDates(a.due, b.due))
      .map((planned) => viewItemOf(planned, partsOf(planned, role))),
    /** How many items with this role are done or skipped. */
    closed: items.length - open.length,
    /** The command that binds somebody, where nobody holds the role; null where somebody does. */
    assign:
      (now?.people ?? []).length > 0 ? null : `pm-onboard assign --role ${quoted(role)}${hireFlag(run)}`,
  };
}

function viewHolder({ name, handles, contact }: Holder) {
  return {
    name,
    handles,
    /** How to reach them; null where the workspace doesn't say. */
    contact: contact ?? null,
  };
}

function viewItemOf({ ref, item, state, due, undated, booked }: PlannedItem, parts: readonly Part[]) {
  return {
    ref,
    id: item.id,
    title: item.title,
    state,
    due,
    /** Whether it has no date, so that `due` is that of nothing. */
    undated,
    /** The day that it is booked for; null where it isn't. */
    booked: booked?.on ?? null,
    parts,
    /** What to ask there. */
    topics: parts.includes('meets') ? item.topics : [],
  };
}

function partsOf({ item }: PlannedItem, role: string): Part[] {
  return [
    ...(item.with.includes(role) ? ['meets' as const] : []),
    ...(rolesOf(item.by).includes(role) ? ['does' as const] : []),
    ...(rolesOf(item.signOff).includes(role) ? ['signs off' as const] : []),
  ];
}

function boundBy(role: string, run: Run): BoundBy {
  if (bindingAt(run.progress, role, { on: run.plan.today })) return 'assigned';
  if (Object.hasOwn(run.team.people, role) && (run.team.people[role] ?? []).length > 0) return 'team';
  return (run.people.get(role) ?? []).length > 0 ? 'default' : 'nobody';
}

/** The role from which the people of an unbound one come, by the defaults of the program. */
function standInOf(role: string, run: Run) {
  if (boundBy(role, run) !== 'default') return null;
  const seen = new Set([role]);
  for (let at = run.program.roles[role]?.default; at !== undefined && !seen.has(at); ) {
    if (boundBy(at, run) !== 'default') return { role: at, title: viewRole(at, run).title };
    seen.add(at);
    at = run.program.roles[at]?.default;
  }
  return null;
}

export type PeopleScreen = ReturnType<typeof peopleScreen>;

/**
 * The roles in words: those that somebody holds, then those that nobody does.
 * @param hire how printed commands name the hire
 * @param all whether every item of a role is shown with what to ask there; otherwise the next one is
 */
export function peopleScreen(view: PeopleView, hire: Called, all: boolean) {
  const { today, roles } = view;
  const isHeld = ({ people }: PeopleRole) => people.length > 0;
  return {
    name: view.hire.title ?? view.hire.name,
    title: `${titleOf(view)} · who is who`,
    held: roles.filter(isHeld).map((role) => ({
      title: role.title,
      who: [whoText(role), ...notesOf(role, today)].join(' · '),
      ...itemsOf(role, today, all),
    })),
    nobody: roles
      .filter((role) => !isHeld(role))
      .map((role) => ({
        title: [role.title, ...laterTexts(role, today)].join(', '),
        assign: role.assign ?? '',
        ...itemsOf(role, today, all),
      })),
    hint: all ? '' : `All steps with them, and what to ask there: pm-onboard people --all${hireFlag(hire)}`,
  };
}

/** The items that get rows, and the numbers of the others. Where nobody is known, there is nobody to ask yet. */
function itemsOf({ items, people }: PeopleRole, today: CalendarDate, all: boolean) {
  const next = items.find(({ parts }) => parts.includes('meets')) ?? items[0];
  const shown = all ? items : next && people.length > 0 ? [next] : [];
  return {
    items: shown.map((item) => rowOf(item, today)),
    others: items.filter((item) => !shown.includes(item)).map(({ ref }) => ref),
  };
}

function whoText({ people }: PeopleRole): string {
  return people.map(({ name, contact }) => (contact ? `${name}, ${contact}` : name)).join('; ');
}

function notesOf(role: PeopleRole, today: CalendarDate): string[] {
  const { until, later, standIn, closed, items } = role;
  const [next] = later;
  return [
    ...(until && next && later.length === 1
      ? [`until ${longDate(until, today)}, then ${namesText(next.people)}`]
      : [...(until ? [`until ${longDate(until, today)}`] : []), ...laterTexts(role, today)]),
    ...(standIn ? [`the ${lowerFirst(standIn.title)} stands in`] : []),
    ...(items.length === 0 && closed > 0 ? [`${plural(closed, 'step')} behind you`] : []),
  ];
}

/** `from Tue 15 Dec Kay and Lin`, for each turn to come. */
function laterTexts({ later }: PeopleRole, today: CalendarDate): string[] {
  return later.map(({ from, people }) => `from ${longDate(from, today)} ${namesText(people)}`);
}

function namesText(people: PeopleRole['people']): string {
  return people.length > 0 ? listText(people.map(({ name }) => name)) : 'nobody';
}

function rowOf(item: PeopleRole['items'][number], today: CalendarDate) {
  const { ref, title, booked, due, undated, parts, topics, state } = item;
  const others = parts.filter((part) => part !== 'meets');
  const date = dueOr({ undated }, `${due < today ? 'since' : 'by'} ${shortDate(due, today)}`);
  const when = booked ? `booked for ${shortDate(booked, today)}` : state === 'in review' ? 'in review' : date;
  return {
    ref,
    title,
    when,
    part: others.map((part) => (part === 'does' ? 'does it' : 'signs it off')).join(', '),
    topics: topics.map(oneLine),
  };
}
