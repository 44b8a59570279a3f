/** The shape of the YAML files: the one definition that the reader checks against. */
import { z } from 'zod';
import { parseDate, weekdays } from '../dates.ts';
import { idPattern, parseDateRule, parseEffort } from './grammar.ts';

const wordsOfId = 'must be lower-case words joined by hyphens, such as `meet-manager`';
const wordsOfDateRule =
  'must be `day N`, `week N`, `workday N` or `N days before start`, such as `workday 3`';
const wordsOfUrl = 'must be a web address, such as `https://…`';
const wordsOfCount = 'must be 1 or more';
const wordsOfGroup = 'must hold at least one item: without any, take the group out';

/** Which rule of lint a finding of the schema belongs to, by its words; all others are `wrong-value`. */
export const rulesByWords: ReadonlyMap<string, string> = new Map([
  [wordsOfId, 'id-style'],
  [wordsOfDateRule, 'due-syntax'],
  [wordsOfUrl, 'link-syntax'],
  [wordsOfCount, 'count-target'],
  [wordsOfGroup, 'empty-group'],
]);

const text = z.string().refine((value) => value.trim() !== '', 'must not be empty');
const id = z.string().regex(idPattern, wordsOfId);
const dateRule = phrase(parseDateRule, wordsOfDateRule);
export const effort = phrase(parseEffort, 'must be `N min`, `N h` or `N days`, such as `30 min`');
const date = phrase(parseDate, 'must be a date as YYYY-MM-DD, such as `2026-12-25`');
const url = phrase(
  (value) => (/^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined),
  wordsOfUrl,
);

/** Text that a parser understands; a value that is no text at all gets the same words. */
function phrase(parse: (text: string) => unknown, expected: string) {
  return z.string({ error: expected }).refine((value) => parse(value) !== undefined, expected);
}

const link = z.strictObject({ title: text, url });

export const calendarSchema = z.strictObject({
  'working-days': z.array(z.enum(weekdays)).min(1, 'must name at least one day').optional(),
  holidays: z.array(date).optional(),
});

export const programSchema = z.strictObject({
  id,
  title: text,
  phases: z.array(id).min(1, 'must name at least one phase'),
  roles: z
    .record(id, z.strictObject({ title: text, required: z.boolean().optional(), default: id.optional() }))
    .optional(),
  calendar: calendarSchema.optional(),
});

export const itemSchema = z.strictObject({
  id,
  title: text,
  details: text.optional(),
  with: z.array(id).optional(),
  links: z.array(link).optional(),
  topics: z.array(text).optional(),
  from: dateRule.optional(),
  due: dateRule.optional(),
  takes: effort.optional(),
  after: z.array(id).optional(),
  by: id.optional(),
  optional: z.boolean().optional(),
  count: z
    .strictObject({
      target: z.int().min(1, wordsOfCount).optional(),
      'up-to': z.int().min(1, wordsOfCount).optional(),
      unit: text.optional(),
    })
    .optional(),
  evidence: z.enum(['none', 'text', 'url']).optional(),
  'sign-off': id.optional(),
  formerly: z.array(id).optional(),
});

export const groupSchema = z.strictObject({
  id,
  title: text,
  details: text.optional(),
  with: z.array(id).optional(),
  links: z.array(link).optional(),
  items: z.array(itemSchema).min(1, wordsOfGroup),
});

/** Entries are checked one by one, as an item or as a group: a union's errors would name neither. */
export const checklistSchema = z.strictObject({
  id,
  title: text,
  due: dateRule,
  objective: text.optional(),
  focus: z.array(text).optional(),
  items: z.array(z.unknown()).min(1, 'must hold at least one item'),
});

/** A program whose files are of the right shape, its checklists in the order of the phases. */
export interface SourceProgram {
  readonly program: ProgramSource;
  readonly checklists: readonly ChecklistSource[];
}

export type ProgramSource = z.infer<typeof programSchema>;
export type ItemSource = z.infer<typeof itemSchema>;
export type GroupSource = z.infer<typeof groupSchema>;
export type EntrySource = ItemSource | GroupSource;
export type ChecklistSource = Omit<z.infer<typeof checklistSchema>, 'items'> & { items: EntrySource[] };

export function isGroup(entry: EntrySource): entry is GroupSource {
  return 'items' in entry;
}
