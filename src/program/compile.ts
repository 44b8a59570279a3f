/** Compiles checked source, and tells whether a stranger's value is a compiled program. Both follow the table of keys. */
import { z } from 'zod';
import type { CalendarFiles } from './holidays.ts';
import type { Place } from './keys.ts';
import type { Item, Phase, Program } from './model.ts';
import {
  type ChecklistSource,
  type CompiledAt,
  type CompiledShape,
  compiledAt,
  type EntrySource,
  type GroupSource,
  type ItemSource,
  isGroup,
  type ProgramSource,
} from './shape.ts';
import { id } from './values.ts';

/**
 * Compiles a program: flat, with defaults filled in and effort in minutes.
 * @param source a program without problems
 * @param digest SHA-256 over its files
 */
export function compile({ program, checklists, calendars }: ProgramSource, digest: string): Program {
  const { id: name, title, ...others } = compiled('program', program, [], calendars);
  const former = program.formerly?.length ? { formerly: program.formerly } : {};
  return {
    format: 1,
    id: name,
    title,
    source: digest,
    ...former,
    ...others,
    phases: checklists.map(compilePhase),
  };
}

function compilePhase(checklist: ChecklistSource): Phase {
  return {
    ...compiled('phase', checklist),
    groups: checklist.items.filter(isGroup).map((group) => compiled('group', group)),
    items: checklist.items.flatMap((entry) => compileEntry(entry, checklist)),
  };
}

function compileEntry(entry: EntrySource, phase: ChecklistSource): Item[] {
  if (!isGroup(entry)) return [compiled('item', entry, [phase])];
  return entry.items.map((item) => compiled('item', { ...item, group: entry.id }, [entry, phase]));
}

type Source = ProgramSource['program'] | ChecklistSource | GroupSource | (ItemSource & { group?: string });

/**
 * The compiled values of the keys at one place.
 * @param above the group and phase around an item, the nearest first
 */
function compiled<At extends Place>(
  place: At,
  source: Source,
  above: readonly Source[] = [],
  files: CalendarFiles = new Map(),
): CompiledAt<At> {
  const valueIn = (of: Source, name: string) => (of as Readonly<Record<string, unknown>>)[name];
  const pairs = compiledAt(place).map(({ name, goesDown, compiled: { as, from } }) => {
    let written = valueIn(source, name);
    for (const outer of goesDown ? above : []) {
      const value = valueIn(outer, name);
      if (goesDown && value !== undefined) written = goesDown(written, value);
    }
    return [as, from(written, files)] as const;
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as CompiledAt<At>;
}

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
 * Whether a value that comes from elsewhere has the form that {@link compile} makes of sound files. Programs compiled on
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
