/** Tells whether a stranger's value is a compiled program, by the table of keys. */
import * as z from 'zod';
import type { Place } from './keys.ts';
import type { Program } from './model.ts';
import { type CompiledShape, compiledAt } from './shape.ts';
import { id } from './values.ts';

/** The schema is strict, because a key that isn't in the table would otherwise be pinned and shared unchecked. */
function compiledSchema<At extends Place>(place: At): z.ZodObject<CompiledShape<At>, z.core.$strict> {
  const shape = compiledAt(place).map(({ compiled: { as, schema } }) => [as, schema] as const);
  return z.strictObject(Object.fromEntries(shape)) as never;
}

const phase = compiledSchema('phase').extend({
  groups: z.array(compiledSchema('group')),
  items: z.array(compiledSchema('item')).min(1),
});

const program = compiledSchema('program')
  .extend({
    format: z.literal(1),
    source: z.string(),
    formerly: z.exactOptional(z.array(id)),
    phases: z.array(phase).min(1),
  })
  .refine(({ phases }) => areUnique(phases))
  .refine(({ phases }) => areUnique(phases.flatMap(({ items, groups }) => [...items, ...groups])));

function areUnique(named: readonly { readonly id: string }[]): boolean {
  return new Set(named.map(({ id }) => id)).size === named.length;
}

/**
 * Whether a value that comes from elsewhere has the form that `compile` makes of sound files. Programs compiled on
 * this machine are recognised by their hash and not checked again.
 */
export function isCompiled(value: unknown): value is Program {
  return program.safeParse(value).success;
}

/**
 * The keys of a value that the table doesn't have: another version of pm-onboard may have written them. Empty if the value
 * would not be a compiled program without these keys either.
 */
export function unknownKeysIn(value: unknown): string[] {
  const issues = program.safeParse(value).error?.issues ?? [];
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return issues.every(({ code }) => code === 'unrecognized_keys') ? unknown : [];
}
