/**
 * Whether a value that comes from elsewhere is a compiled program: what {@link compile} makes of sound files, held against
 * the same definitions. What this machine has compiled is known by its hash and not checked again.
 */
import { z } from 'zod';
import { parseDate, weekdays } from '../dates.ts';
import { minutesPerDay } from './grammar.ts';
import type { Program } from './model.ts';
import { countSchema, dateRule, id, linkSchema, text } from './schema.ts';

const date = z.string().refine((value) => parseDate(value) !== undefined);

const calendar = z.looseObject({
  workingDays: z.array(z.enum(weekdays)).min(1).optional(),
  holidays: z.array(date).optional(),
});

const role = z.looseObject({ title: text, required: z.boolean(), default: id.optional() });

const group = z.looseObject({ id, title: text, details: text.optional() });

const item = z.looseObject({
  id,
  title: text,
  details: text.optional(),
  group: id.optional(),
  with: z.array(id),
  links: z.array(linkSchema),
  topics: z.array(text),
  from: dateRule.optional(),
  due: dateRule,
  takes: z
    .int()
    .min(1)
    .max(9999 * minutesPerDay)
    .optional(),
  after: z.array(id),
  by: id.optional(),
  optional: z.boolean(),
  count: z
    .looseObject({
      target: countSchema.shape.target,
      upTo: countSchema.shape['up-to'],
      unit: text.optional(),
    })
    .optional(),
  evidence: z.enum(['none', 'text', 'url']),
  signOff: id.optional(),
  formerly: z.array(text),
});

const compiled = z
  .looseObject({
    format: z.literal(1),
    id,
    title: text,
    source: z.string(),
    roles: z.record(id, role),
    calendar,
    phases: z
      .array(
        z.looseObject({
          id,
          title: text,
          due: dateRule,
          objective: text.optional(),
          focus: z.array(text),
          groups: z.array(group),
          items: z.array(item).min(1),
        }),
      )
      .min(1),
  })
  .refine(({ phases }) => areUnique(phases))
  .refine(({ phases }) => areUnique(phases.flatMap(({ items, groups }) => [...items, ...groups])));

function areUnique(named: readonly { readonly id: string }[]): boolean {
  return new Set(named.map(({ id }) => id)).size === named.length;
}

export function isCompiled(value: unknown): value is Program {
  return compiled.safeParse(value).success;
}
