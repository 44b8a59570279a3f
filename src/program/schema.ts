/** The reader's schemas of whole files, made of the table of keys. */
import { z } from 'zod';
import type { CalendarFiles } from './holidays.ts';
import { type Place, schemaAt } from './keys.ts';
import * as values from './values.ts';

/** Which place of the table a schema is for: the messages about a misplaced key depend on it. */
export const places = z.registry<{ place: Place }>();

export const itemSchema = schemaAt('item').register(places, { place: 'item' });

export const groupSchema = schemaAt('group')
  .extend({
    items: values
      .underRule(
        'empty-group',
        z.array(itemSchema).min(1, 'must hold at least one item: without any, take the group out'),
      )
      .describe('The items in it: three to eight make a good group.'),
  })
  .register(places, { place: 'group' });

/** Items and groups are checked one by one: a union's errors would say of neither what is wrong with it. */
export const checklistSchema = schemaAt('phase').extend({
  items: z
    .array(z.unknown())
    .min(1, 'must hold at least one item')
    .describe('What is to be done; an entry with `items` of its own is a group.'),
});

const { id, title, ...others } = schemaAt('program').shape;
export const programSchema = z.strictObject({
  id,
  title,
  phases: z
    .array(values.id)
    .min(1, 'must name at least one phase')
    .describe('The phases in their order; `week-1` stands for the file `week-1.yaml` beside this one.'),
  ...others,
});

export type ItemSource = z.infer<typeof itemSchema>;
export type GroupSource = z.infer<typeof groupSchema>;
export type EntrySource = ItemSource | GroupSource;
export type ChecklistSource = Omit<z.infer<typeof checklistSchema>, 'items'> & { items: EntrySource[] };

/** A program whose files have the right shape: what program.yaml holds, and the checklists in the order of its phases. */
export interface ProgramSource {
  readonly program: z.infer<typeof programSchema>;
  readonly checklists: readonly ChecklistSource[];
  /** The iCalendar files that it names. */
  readonly calendars: CalendarFiles;
}

export function isGroup(entry: EntrySource): entry is GroupSource {
  return 'items' in entry;
}
