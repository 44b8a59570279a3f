/** A program with mistakes → a compiled program of the parts that can be read, for rules about dates and load. */
import { compile } from '../program/compile.ts';
import { at, type Checklist, type Draft, type Entry, textAt, textsAt } from '../program/draft.ts';
import { parseDateRule, parseEffort } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import {
  type ChecklistSource,
  type EntrySource,
  type GroupSource,
  type ItemSource,
  itemSchema,
} from '../program/schema.ts';
import { calendarSchema } from '../program/values.ts';

/** @returns undefined where there is no `program.yaml` that holds a map */
export function readableProgram({ program, checklists, unlisted, calendars }: Draft): Program | undefined {
  if (!program) return undefined;
  const foreign = new Set(unlisted.map(({ yaml }) => yaml));
  const phases = checklists.filter(({ yaml }) => !foreign.has(yaml)).map(readableChecklist);
  const calendar = calendarSchema.safeParse(at(program, 'calendar')?.value).data;
  const head = { title: '', phases: phases.map(({ id }) => id), ...(calendar ? { calendar } : {}) };
  const id = textAt(program, 'id')?.value ?? '';
  return compile({ program: { id, ...head }, checklists: phases, calendars }, '');
}

function readableChecklist(checklist: Checklist): ChecklistSource {
  const due = textAt(checklist, 'due')?.value ?? '';
  const dated = parseDateRule(due) !== undefined;
  const items = checklist.entries.flatMap((entry): EntrySource[] =>
    entry.kind === 'group' ? [bareGroup(entry)] : readableItem(entry, dated),
  );
  return { id: checklist.name, title: '', due: dated ? due : 'day 1', items };
}

/** A group without its items, which stand beside it in the draft: no rule here asks what is in which group. */
function bareGroup(entry: Entry): GroupSource {
  return { id: textAt(entry, 'id')?.value ?? '', title: '', items: [] };
}

/** An item whose dates can't be worked out loses its effort, so that it doesn't count as work on any day. */
function readableItem(entry: Entry, phaseIsDated: boolean): ItemSource[] {
  const id = textAt(entry, 'id')?.value;
  if (id === undefined) return [];
  const item = itemSchema.safeParse(entry.value).data ?? bareItem(id, entry);
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
  return {
    id,
    title: '',
    ...textIf('from', (text) => parseDateRule(text) !== undefined),
    ...textIf('due', (text) => parseDateRule(text) !== undefined),
    ...textIf('takes', (text) => parseEffort(text) !== undefined),
    ...textIf('by', () => true),
    optional: at(entry, 'optional')?.value === true,
    formerly: textsAt(entry, 'formerly').map(({ value }) => value),
  };
}
