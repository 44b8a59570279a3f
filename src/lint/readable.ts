/** Compiles the readable parts of a program that has mistakes, for the rules about dates and load. */
import type { z } from 'zod';
import { compile } from '../program/compile.ts';
import { at, type Checklist, type Draft, type Entry, mapAt, textAt, textsAt } from '../program/draft.ts';
import { parseDateRule, parseEffort } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import {
  type ChecklistSource,
  type EntrySource,
  type GroupSource,
  type ItemSource,
  itemSchema,
} from '../program/shape.ts';
import { calendarSchema } from '../program/values.ts';
import type { Located } from '../program/yaml.ts';

/** @returns undefined where there is no `program.yaml` that holds a map */
export function readableProgram({ program, checklists, calendars }: Draft): Program | undefined {
  if (!program) return undefined;
  const phases = checklists.filter(({ listed }) => listed).map(readableChecklist);
  const head = {
    id: textAt(program, 'id')?.value ?? '',
    title: '',
    phases: phases.map(({ id }) => id),
    calendar: readableCalendar(program),
    ...(textAt(program, 'anchor')?.value === 'end' ? { anchor: 'end' as const } : {}),
  };
  return compile({ program: head, checklists: phases, calendars }, '');
}

/** The keys of the program's calendar that have no mistake in them. */
export function readableCalendar(program: Located | undefined): z.output<typeof calendarSchema> {
  const calendar = (program && mapAt(program, 'calendar')?.value) ?? {};
  const keys = Object.entries(calendarSchema.shape).map(([key, schema]) => [
    key,
    schema.safeParse(calendar[key]).data,
  ]);
  return Object.fromEntries(keys);
}

function readableChecklist(checklist: Checklist): ChecklistSource {
  const due = textAt(checklist, 'due')?.value ?? '';
  const dated = parseDateRule(due) !== undefined;
  const items = checklist.entries.flatMap((entry): EntrySource[] =>
    entry.kind === 'group' ? [bareGroup(entry)] : readableItem(entry, dated),
  );
  const retired = textsAt(checklist, 'retired').map(({ value }) => value);
  return { id: checklist.name, title: '', due: dated ? due : 'day 1', items, retired };
}

/** A group without its items: they are compiled by themselves, because rules about dates and load don't ask for groups. */
function bareGroup(entry: Entry): GroupSource {
  return { id: entry.id?.value ?? '', title: '', items: [] };
}

/** An item whose dates can't be worked out loses its effort, so that it doesn't count as work on any day. */
function readableItem(entry: Entry, phaseIsDated: boolean): ItemSource[] {
  if (!entry.id) return [];
  const item = itemSchema.safeParse(entry.value).data ?? bareItem(entry.id.value, entry);
  const isDated =
    (phaseIsDated || item.due !== undefined) &&
    ['due', 'from'].every((key) => !at(entry, key) || item[key as 'due' | 'from'] !== undefined);
  const { takes: _, ...weightless } = item;
  return [isDated ? item : weightless];
}

/** The id, dates and effort of an item that has a mistake in it. Its title is empty. */
function bareItem(id: string, entry: Entry): ItemSource {
  const textIf = (key: string, isRight: (text: string) => boolean) => {
    const text = textAt(entry, key)?.value;
    return text !== undefined && isRight(text) ? { [key]: text } : {};
  };
  const actors = [textAt(entry, 'by') ?? textsAt(entry, 'by')].flat().map(({ value }) => value);
  return {
    id,
    title: '',
    ...textIf('from', (text) => parseDateRule(text) !== undefined),
    ...textIf('due', (text) => parseDateRule(text) !== undefined),
    ...textIf('takes', (text) => parseEffort(text) !== undefined),
    ...(actors.length > 0 ? { by: actors } : {}),
    optional: entry.optional,
    formerly: textsAt(entry, 'formerly').map(({ value }) => value),
  };
}
