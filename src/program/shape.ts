/** Made from the table of keys: the reader's schemas of whole files, and the types of what they hold. */
import * as z from 'zod';
import type { CalendarFiles } from './holidays.ts';
import { type Key, keys, type Merge, type Place, type Uses } from './keys.ts';
import * as values from './values.ts';
import { someItem } from './values.ts';

type Keys = typeof keys;

/** The keys that an author may write at a place, with their schemas. */
type ShapeAt<At extends Place> = {
  [K in keyof Keys as Keys[K]['at'] extends Record<At, { written: 'must' | 'may' }>
    ? K
    : never]: Keys[K]['at'] extends Record<At, infer Here>
    ? Here extends { written: 'must' }
      ? SchemaAt<K, Here>
      : z.ZodOptional<SchemaAt<K, Here>>
    : never;
};
type SchemaAt<K extends keyof Keys, Here> = Here extends { schema: infer Own extends z.ZodType }
  ? Own
  : Keys[K]['schema'];

/** The keys of a compiled item, group, phase or program that come from the table, with their schemas. */
export type CompiledShape<At extends Place> = {
  [K in keyof Keys as IsCompiled<K, At> extends true
    ? Keys[K]['compiled']['as']
    : never]: Keys[K]['compiled']['schema'];
};
export type CompiledAt<At extends Place> = values.Frozen<z.output<z.ZodObject<CompiledShape<At>>>>;
type IsCompiled<K extends keyof Keys, At extends Place> =
  Keys[K]['at'] extends Record<At, unknown>
    ? At extends 'group'
      ? Keys[K]['goesDown'] extends false
        ? true
        : false
      : true
    : false;

/** The table as a list, for code that treats all keys alike. */
export const entries = Object.entries(keys).map(([name, key]) => ({
  name,
  ...key,
})) as unknown as readonly AnyKey[];
type AnyKey = Key<z.ZodType, Uses, false | Merge<unknown>, string, z.ZodType> & { readonly name: string };

/** The entries whose values a compiled item, group, phase or program has. */
export function compiledAt(place: Place): readonly AnyKey[] {
  return entries.filter(({ at, goesDown }) => at[place] && !(place === 'group' && goesDown));
}

/** The reader's schema of a place: strict, so that a misspelt key can't be overlooked. */
export function schemaAt<At extends Place>(place: At): z.ZodObject<ShapeAt<At>, z.core.$strict> {
  const shape = entries.flatMap(({ name, schema, at }) => {
    const use: Uses['template'] | Uses['phase'] = at[place];
    if (!use || use.written === 'never') return [];
    const own = use.schema ?? schema;
    return [[name, (use.written === 'must' ? own : own.optional()).describe(use.sentence)] as const];
  });
  return z.strictObject(Object.fromEntries(shape)) as never;
}

/** Which place of the table a schema is for: the messages about a misplaced key depend on it. */
export const places = z.registry<{ place: Place }>();

/** Why an item may not have both keys; the sentence follows the name of the key that would have to go. */
const countsForGood = 'must not stand beside `count`: what was counted stays counted';

/** Whether what is done would have to run out although it is a sum. */
function isClash(item: { readonly count?: unknown; readonly 'valid-for'?: unknown }): boolean {
  return item.count !== undefined && item['valid-for'] !== undefined;
}

const clash = { path: ['valid-for'], error: countsForGood };

export const itemSchema = schemaAt('item')
  .refine((item) => !isClash(item), clash)
  .register(places, { place: 'item' });

export const templateItemSchema = schemaAt('template')
  .refine((item) => !isClash(item), clash)
  .register(places, { place: 'template' });

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

/** Items and groups are checked one by one (draft.ts), because a union of both would not say what is wrong with an entry. */
const items = z
  .array(z.unknown())
  .min(1, someItem)
  .describe('What is to be done; an entry with `items` of its own is a group.');

const include = z
  .array(values.partPath.describe('The path of a part, from the folder of this file.'))
  .optional()
  .describe(
    'Parts: files in a folder `parts` here or beside the program; their items come before those that stand in this file.',
  );

export const checklistSchema = schemaAt('phase').extend({ include, items });

/** A part: items and groups that several programs include. */
export const partSchema = z.strictObject({ include, items });

const { id, title, ...others } = schemaAt('program').shape;
export const programSchema = z.strictObject({
  id,
  title,
  phases: z
    .array(values.id.describe('The id of a phase, which is the name of its file.'))
    .min(1, 'must name at least one phase')
    .describe('The phases in their order; `week-1` stands for the file `week-1.yaml` beside this one.'),
  formerly: z
    .array(values.id.describe('An id that the program had before.'))
    .optional()
    .describe(
      'Earlier ids of this program, so that `upgrade` and `lint --against` find the hires who follow one of them.',
    ),
  ...others,
});

export type ItemSource = z.infer<typeof itemSchema>;
export type GroupSource = z.infer<typeof groupSchema>;
export type EntrySource = ItemSource | GroupSource;
export type ChecklistSource = Omit<z.infer<typeof checklistSchema>, 'items' | 'include'> & {
  items: EntrySource[];
};

/** A program whose files have the right shape: what program.yaml holds, and the checklists in the order of its phases. */
export interface ProgramSource {
  readonly program: z.infer<typeof programSchema>;
  readonly checklists: readonly ChecklistSource[];
  /** The iCalendar files that the program names. */
  readonly calendars: CalendarFiles;
}

export function isGroup(entry: EntrySource): entry is GroupSource {
  return 'items' in entry;
}
