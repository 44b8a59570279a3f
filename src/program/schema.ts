/** The shape of the YAML files: the one definition that the reader checks against and the JSON Schemas are made of. */
import { z } from 'zod';
import { datePattern, parseDate, weekdays } from '../dates.ts';
import { dateRulePattern, effortPattern, idPattern } from './grammar.ts';

const wordsOfId = 'must be lower-case words joined by hyphens, such as `meet-manager`';
const wordsOfDateRule =
  'must be `day N`, `week N`, `workday N` or `N days before start`, such as `workday 3`';
const wordsOfHoliday =
  'must be a date as YYYY-MM-DD, such as `2026-12-25`, or a calendar file beside this one, such as `company.ics`';
const wordsOfRole = 'must be the id of a role, such as `release-manager`';
const wordsOfUrl = 'must be a web address without spaces, such as `https://…`';
const wordsOfSecretUrl = 'must not hold a user name or password: all who see the checklist see it';
const wordsOfCount = 'must be 1 or more';
const wordsOfGroup = 'must hold at least one item: without any, take the group out';

/** Which rule of lint a finding of the schema belongs to, by its words; all others are `wrong-value`. */
export const rulesByWords: ReadonlyMap<string, string> = new Map([
  [wordsOfId, 'id-style'],
  [wordsOfDateRule, 'due-syntax'],
  [wordsOfRole, 'unknown-role'],
  [wordsOfUrl, 'link-syntax'],
  [wordsOfSecretUrl, 'link-syntax'],
  [wordsOfCount, 'count-target'],
  [wordsOfGroup, 'empty-group'],
]);

export const text = z.string().regex(/\S/, 'must not be empty');
export const id = z.string().regex(idPattern, wordsOfId);
const role = z.string().regex(idPattern, wordsOfRole);
export const dateRule = phrase(dateRulePattern, wordsOfDateRule);
export const effort = phrase(effortPattern, 'must be `N min`, `N h` or `N days`, such as `30 min`');
/** A plain name: what is read lies beside the file that names it. */
export const calendarFilePattern = /^[\p{L}\p{M}\p{N}._() -]+\.ics$/u;
const holiday = phrase(
  new RegExp(`${datePattern.source}|${calendarFilePattern.source}`, 'u'),
  wordsOfHoliday,
).refine((value) => calendarFilePattern.test(value) || parseDate(value) !== undefined, wordsOfHoliday);
/** With a host: of `https:///page`, browsers would take the page for one. */
const url = phrase(/^https?:\/\/[^\s/?#@\\]\S*$/, wordsOfUrl)
  .refine((value) => URL.canParse(value), { error: wordsOfUrl, abort: true })
  .refine((value) => !holdsSecret(new URL(value)), wordsOfSecretUrl);

/** Text of a pattern; a value that is no text at all gets the same words. */
export function phrase(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected, abort: true });
}

function holdsSecret({ username, password }: URL): boolean {
  return username + password !== '';
}

export const linkSchema = z.strictObject({ title: text, url });

export const calendarSchema = z.strictObject({
  'working-days': z.array(z.enum(weekdays)).min(1, 'must name at least one day').optional(),
  holidays: z.array(holiday).optional(),
});

export const roleSchema = z.strictObject({
  title: text,
  required: z.boolean().optional(),
  default: role.optional(),
});

export const programSchema = z.strictObject({
  id,
  title: text,
  phases: z.array(id).min(1, 'must name at least one phase'),
  roles: z.record(id, roleSchema).optional(),
  calendar: calendarSchema.optional(),
});

export const countSchema = z.strictObject({
  target: z.int().min(1, wordsOfCount).optional(),
  'up-to': z.int().min(1, wordsOfCount).optional(),
  unit: text.optional(),
});

export const itemSchema = z.strictObject({
  id,
  title: text,
  details: text.optional(),
  with: z.array(role).optional(),
  links: z.array(linkSchema).optional(),
  topics: z.array(text).optional(),
  from: dateRule.optional(),
  due: dateRule.optional(),
  takes: effort.optional(),
  after: z.array(id).optional(),
  by: role.optional(),
  optional: z.boolean().optional(),
  count: countSchema.optional(),
  evidence: z.enum(['none', 'text', 'url']).optional(),
  'sign-off': role.optional(),
  formerly: z.array(text).optional(),
});

export const groupSchema = z.strictObject({
  id,
  title: text,
  details: text.optional(),
  with: z.array(role).optional(),
  links: z.array(linkSchema).optional(),
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

export type ProgramSource = z.infer<typeof programSchema>;
export type ItemSource = z.infer<typeof itemSchema>;
export type GroupSource = z.infer<typeof groupSchema>;
export type EntrySource = ItemSource | GroupSource;
export type ChecklistSource = Omit<z.infer<typeof checklistSchema>, 'items'> & { items: EntrySource[] };

export function isGroup(entry: EntrySource): entry is GroupSource {
  return 'items' in entry;
}
