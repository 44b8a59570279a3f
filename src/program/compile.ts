/** Checked source → the compiled program: flat, defaults filled in, effort in minutes. */
import type { Weekday } from '../dates.ts';
import type { SourceProgram } from './draft.ts';
import { parseEffort } from './grammar.ts';
import { type CalendarFiles, holidaysOf } from './holidays.ts';
import type { CalendarSettings, Count, Group, Item, Link, Phase, Program } from './model.ts';
import {
  type ChecklistSource,
  type EntrySource,
  type GroupSource,
  type ItemSource,
  isGroup,
  type ProgramSource,
} from './schema.ts';

/**
 * @param source a program without problems
 * @param digest SHA-256 over its files
 */
export function compile({ program, checklists, calendars }: SourceProgram, digest: string): Program {
  return {
    format: 1,
    id: program.id,
    title: program.title,
    source: digest,
    roles: Object.fromEntries(
      Object.entries(program.roles ?? {}).map(([id, role]) => [
        id,
        {
          title: role.title,
          required: role.required ?? false,
          ...(role.default ? { default: role.default } : {}),
        },
      ]),
    ),
    calendar: compileCalendar(program.calendar ?? {}, calendars),
    phases: checklists.map(compilePhase),
  };
}

/** The YAML's `calendar` key, wherever it stands, in the compiled form. */
export function compileCalendar(
  calendar: NonNullable<ProgramSource['calendar']>,
  files: CalendarFiles,
): CalendarSettings {
  const { 'working-days': workingDays, holidays } = calendar;
  return {
    ...(workingDays ? { workingDays: workingDays as Weekday[] } : {}),
    ...(holidays ? { holidays: holidaysOf(holidays, files) } : {}),
  };
}

function compilePhase(checklist: ChecklistSource): Phase {
  return {
    id: checklist.id,
    title: checklist.title,
    due: checklist.due,
    ...(checklist.objective ? { objective: checklist.objective } : {}),
    focus: checklist.focus ?? [],
    groups: checklist.items.filter(isGroup).map(compileGroup),
    items: checklist.items.flatMap((entry) => compileEntry(entry, checklist.due)),
  };
}

function compileGroup({ id, title, details }: GroupSource): Group {
  return { id, title, ...(details ? { details } : {}) };
}

function compileEntry(entry: EntrySource, phaseDue: string): Item[] {
  if (!isGroup(entry)) return [compileItem(entry, phaseDue)];
  return entry.items.map((item) => compileItem(item, phaseDue, entry));
}

function compileItem(item: ItemSource, phaseDue: string, group?: GroupSource): Item {
  const takes = item.takes === undefined ? undefined : parseEffort(item.takes);
  return {
    id: item.id,
    title: item.title,
    ...(item.details ? { details: item.details } : {}),
    ...(group ? { group: group.id } : {}),
    with: [...new Set([...(group?.with ?? []), ...(item.with ?? [])])],
    links: uniqueLinks([...(item.links ?? []), ...(group?.links ?? [])]),
    topics: item.topics ?? [],
    ...(item.from ? { from: item.from } : {}),
    due: item.due ?? phaseDue,
    ...(takes === undefined ? {} : { takes }),
    after: item.after ?? [],
    ...(item.by ? { by: item.by } : {}),
    optional: item.optional ?? false,
    ...(item.count ? { count: compileCount(item.count) } : {}),
    evidence: item.evidence ?? 'none',
    ...(item['sign-off'] ? { signOff: item['sign-off'] } : {}),
    formerly: item.formerly ?? [],
  };
}

function uniqueLinks(links: readonly Link[]): Link[] {
  const first = new Map<string, Link>();
  for (const link of links) if (!first.has(link.url)) first.set(link.url, link);
  return [...first.values()];
}

function compileCount({ target, 'up-to': upTo, unit }: NonNullable<ItemSource['count']>): Count {
  return {
    ...(target === undefined ? {} : { target }),
    ...(upTo === undefined ? {} : { upTo }),
    ...(unit === undefined ? {} : { unit }),
  };
}
