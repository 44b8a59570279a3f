/**
 * The table of keys: everything that this program knows of a key in program.yaml, in a checklist or in a template stands
 * here once. From it come the types, the reader's schemas (shape.ts), what `compile` writes and what is accepted from a
 * stranger (compiled.ts), the JSON Schemas, the tables of docs/checklists.md, and what `upgrade` reports.
 */
import * as z from 'zod';
import { maxEffort, mostDaysValid, parseEffort } from './grammar.ts';
import { type CalendarFiles, compileCalendar } from './holidays.ts';
import { emptyItem } from './model.ts';
import { valuesOf } from './trait-values.ts';
import * as values from './values.ts';

/** Where a key may stand; `template` means an item of a template. */
export type Place = 'item' | 'group' | 'phase' | 'template' | 'program';

interface Use<Written = 'must' | 'may' | 'never'> {
  /** Whether an author must or may write the key here; `never`: it follows from where the item stands. */
  readonly written: Written;
  /** What the key means here: shown by editors, by way of the JSON Schemas, and in the tables of docs/checklists.md. */
  readonly sentence: string;
}

/**
 * How `upgrade` reports that an item has another value of the key. `key`: the key's name is listed under CHANGED. `words`:
 * the item is under REWORDED. `date`: the item is under RE-DATED where it is due on another day, else as `key`. `rename`:
 * comparing ids shows it.
 */
type ItemChange = 'key' | 'words' | 'date' | 'rename';

export interface Uses {
  readonly item?: Use & { readonly change: ItemChange };
  readonly group?: Use;
  readonly phase?: Use & { readonly schema?: z.ZodType };
  /** `schema`, here and below, replaces the key's own schema at the place. */
  readonly template?: Use & { readonly schema?: z.ZodType };
  /** `change` is what `upgrade` says differs, such as `the roles`; null for a key that it never reports. */
  readonly program?: Use & { readonly change: string | null };
}

interface Compiled<Written, As extends string, Schema extends z.ZodType> {
  /** The key's name in a compiled program. */
  readonly as: As;
  /** The schema of the compiled value; optional for a new key, because programs that were compiled earlier lack the key. */
  readonly schema: Schema;
  /** Written value → compiled value. If the result is undefined, the compiled program lacks the key. */
  readonly from: (
    written: Written | undefined,
    files: CalendarFiles,
  ) => values.Frozen<z.output<Schema>> | undefined;
}

export type Merge<Value> = (own: Value | undefined, above: Value) => Value;

export interface Key<
  Schema extends z.ZodType,
  At extends Uses,
  Down extends false | Merge<z.output<Schema>>,
  As extends string,
  Made extends z.ZodType,
> {
  /** What a written value must be. */
  readonly schema: Schema;
  readonly at: At;
  /**
   * `false`: a value holds where it is written. A function: the value of a group or phase holds for each of its items as
   * well, and the function makes one value of the item's own and the one above it. A compiled group then lacks the key.
   */
  readonly goesDown: Down;
  readonly compiled: Compiled<z.output<Schema>, As, Made>;
}

/**
 * An entry of the table for a key whose value holds where it is written.
 * @param schema what a written value must be
 * @param compiled what a compiled program has of it
 * @param at where the key may stand; the type checker refuses an entry that leaves a part out
 */
function stays<
  Schema extends z.ZodType,
  const At extends Uses,
  const As extends string,
  Made extends z.ZodType,
>(schema: Schema, compiled: Compiled<z.output<Schema>, As, Made>, at: At): Key<Schema, At, false, As, Made> {
  return { schema, at, goesDown: false, compiled };
}

/** As {@link stays}, for a key whose value on a group or phase holds for each of its items as well. */
function goesDown<
  Schema extends z.ZodType,
  const At extends Uses,
  const As extends string,
  Made extends z.ZodType,
>(
  merge: Merge<z.output<Schema>>,
  schema: Schema,
  compiled: Compiled<z.output<Schema>, As, Made>,
  at: At,
): Key<Schema, At, Merge<z.output<Schema>>, As, Made> {
  return { schema, at, goesDown: merge, compiled };
}

// NoInfer, so that an item's key without a `change` is a type error.
function must<const Change = undefined>(sentence: string, change?: Change) {
  return { written: 'must', sentence, change } as Use<'must'> & { readonly change: NoInfer<Change> };
}

function may<const Change = undefined>(sentence: string, change?: Change) {
  return { written: 'may', sentence, change } as Use<'may'> & { readonly change: NoInfer<Change> };
}

/** The compiled value is the written one. If the key isn't written, the compiled program lacks it too. */
function same<const As extends string, Schema extends z.ZodType>(as: As, schema: Schema) {
  const from = (written: z.output<Schema> | undefined) =>
    written as values.Frozen<z.output<Schema>> | undefined;
  return { as, schema: z.exactOptional(schema), from };
}

/** The compiled value is the written one, else `otherwise`, which may be left out for a key that an author must write. */
function always<const As extends string, Schema extends z.ZodType>(
  as: As,
  schema: Schema,
  otherwise?: values.Frozen<z.output<Schema>>,
) {
  const from = (written: z.output<Schema> | undefined) =>
    (written as values.Frozen<z.output<Schema>> | undefined) ?? otherwise;
  return { as, schema, from };
}

/** The values that two conditions on one trait both allow. */
function both(one: boolean | readonly string[], other: boolean | readonly string[]): string[] {
  const allowed = valuesOf(other);
  return valuesOf(one).filter((value) => allowed.includes(value));
}

const sentences = {
  id: 'Lower-case words joined by hyphens; unique in the whole program, and never reused.',
  takes: 'The effort: `30 min`, `2 h`, `3 days`; a day has 8 hours.',
  evidence: 'What `done` asks for: `url`, `text` or `none`; `none` if left out.',
  signOff: 'The role that has to approve once it is done, or several, each of which has to.',
  stage:
    'The step of the work at which a gate asks for it, such as `before-merge`; at every step if left out.',
  validFor:
    '`N days`, from 1 to 366: what was done counts so long, and is open again after that; for good if left out.',
};

/** All keys, in the order in which compiled programs hold them: the digest of a program depends on the order. */
export const keys = {
  id: stays(values.id, always('id', values.id), {
    item: must(sentences.id, 'rename'),
    group: must(
      'Lower-case words joined by hyphens; unique among groups and items, for `after` and commands.',
    ),
    phase: must("The phase's id: the name of this file without `.yaml`."),
    template: must('Lower-case words joined by hyphens; unique in the file, for its `after` alone.'),
    program: must('The name of the program in records: lower-case words joined by hyphens.', null),
  }),
  title: stays(values.text, always('title', values.text), {
    item: must('What to do, in up to about 45 characters.', 'words'),
    group: must('The heading over the items; a group is never ticked itself.'),
    phase: must('The name of the phase.'),
    template: must('What to do; `{name}` stands for what `add` is told.'),
    program: must('What people read of the program.', "the program's title"),
  }),
  details: stays(values.text, same('details', values.text), {
    item: may('Markdown: what it is for, and how to tell that it is done.', 'words'),
    group: may('Markdown: what the items are for.'),
    template: may('Markdown: what it is for, and how to tell that it is done; `{name}` as in `title`.'),
  }),
  group: stays(values.id, same('group', values.id), {
    item: { written: 'never', sentence: 'The id of the group that it stands in.', change: 'key' },
  }),
  with: goesDown(
    (own = [], above) => [...above, ...own],
    z.array(values.role.describe('A role of the program; whoever holds it is to be met.')),
    {
      as: 'with',
      schema: z.array(values.id),
      from: (written) => (written ? [...new Set(written)] : emptyItem.with),
    },
    {
      item: may('Roles: the people to meet; the item is offered for booking ahead.', 'key'),
      group: may('Roles: the people to meet, for every item in it.'),
      template: may("Roles: the people to meet; those that the hire's program doesn't have are left out."),
    },
  ),
  links: goesDown(
    (own = [], above) => [...own, ...above],
    z.array(values.link.describe('A page to read, or an address of mail to write to.')),
    {
      as: 'links',
      schema: z.array(values.link),
      from: (written = []) => {
        const byUrl = new Map<string, (typeof written)[number]>();
        // The first of several links to the same address is kept: an item's own links come before its group's.
        for (const link of written) if (!byUrl.has(link.url)) byUrl.set(link.url, link);
        return [...byUrl.values()];
      },
    },
    {
      item: may('What to read for it.', 'key'),
      group: may('What to read, for every item in it.'),
      template: may('What to read for it; `{name}` as in `title`.'),
    },
  ),
  topics: stays(
    z.array(values.text.describe('A question to ask there.')),
    always('topics', z.array(values.text), emptyItem.topics),
    {
      item: may('Questions to ask there; shown, never counted.', 'key'),
      template: may('Questions to ask there; `{name}` as in `title`.'),
    },
  ),
  from: stays(values.fromRule, same('from', values.fromRule), {
    item: may('Not to be done before, such as `day 2`; at once if left out.', 'key'),
    template: {
      ...may('Not to be done before, counted as `due` is; at once if left out.'),
      schema: values.templateFromRule,
    },
  }),
  due: goesDown((own, above) => own ?? above, values.dateRule, always('due', values.dateRule), {
    item: may(
      "`workday N`, `day N` or `week N`, `N days before start`, `N workdays after ID`, `none` and more; the phase's if left out.",
      'date',
    ),
    phase: {
      ...must('The last day of the phase, and the due date of every item that has none of its own.'),
      schema: values.phaseRule,
    },
    template: {
      ...must(
        "`day N`, `week N` or `workday N`, counted on the hire's calendar from the first day; `N workdays after ID` or `none`.",
      ),
      schema: values.templateDateRule,
    },
  }),
  takes: stays(
    values.effort,
    {
      as: 'takes',
      /** In minutes. */
      schema: z.exactOptional(z.int().min(1).max(maxEffort)),
      from: (written) => (written === undefined ? undefined : parseEffort(written)),
    },
    { item: may(sentences.takes, 'key'), template: may(sentences.takes) },
  ),
  after: stays(
    z.array(values.id.describe('The id of what comes first.')),
    always('after', z.array(values.id), emptyItem.after),
    {
      item: may('Ids of the items or groups that come first.', 'key'),
      template: may('Ids of items above it that come first.'),
    },
  ),
  when: goesDown(
    (own = {}, above) => {
      const merged = { ...above, ...own };
      for (const trait of Object.keys(own))
        if (above[trait] !== undefined) merged[trait] = both(own[trait] ?? [], above[trait]);
      return merged;
    },
    values.condition,
    {
      as: 'when',
      schema: z.exactOptional(values.compiledCondition),
      from: (written) =>
        written &&
        Object.fromEntries(Object.entries(written).map(([trait, wanted]) => [trait, [...valuesOf(wanted)]])),
    },
    {
      item: may('Traits that a hire has to have for it; all of them have to hold.', 'key'),
      group: may('Traits that a hire has to have, for every item in it.'),
      phase: may('Traits that a hire has to have, for every item of the phase.'),
      template: may('Traits that a hire has to have when it is added.'),
    },
  ),
  by: stays(
    values.roles('A role that may do it; anyone of those named.'),
    { as: 'by', schema: z.exactOptional(values.compiledRoles), from: values.oneOrSeveral },
    {
      item: may('The role that acts, or several, of which any may; the hire if left out.', 'key'),
      template: may(
        "The role that acts, or several, of which any may; the hire if left out or not in the hire's program.",
      ),
    },
  ),
  optional: stays(z.boolean(), always('optional', z.boolean(), emptyItem.optional), {
    item: may("`true`: not in the total, never overdue, never in anyone's way.", 'key'),
    template: may('`true`: not in the total of the hire who gets it, and never overdue.'),
  }),
  count: stays(
    values.count,
    {
      as: 'count',
      schema: z.exactOptional(values.compiledCount),
      from: (written) =>
        written && {
          ...(written.target === undefined ? {} : { target: written.target }),
          ...(written['up-to'] === undefined ? {} : { upTo: written['up-to'] }),
          ...(written.unit === undefined ? {} : { unit: written.unit }),
        },
    },
    {
      item: may('For what is done several times.', 'key'),
      template: may('For what is done several times; the count begins when it is added.'),
    },
  ),
  evidence: stays(values.evidence, always('evidence', values.evidence, emptyItem.evidence), {
    item: may(sentences.evidence, 'key'),
    template: may(sentences.evidence),
  }),
  'sign-off': stays(
    values.roles('A role that has to approve it, beside the others that are named.'),
    { as: 'signOff', schema: z.exactOptional(values.compiledRoles), from: values.oneOrSeveral },
    {
      item: may(sentences.signOff, 'key'),
      template: may(sentences.signOff),
    },
  ),
  stage: stays(values.id, same('stage', values.id), {
    item: may(sentences.stage, 'key'),
    template: may(sentences.stage),
  }),
  'valid-for': stays(
    values.validFor,
    {
      as: 'validFor',
      /** In days. */
      schema: z.exactOptional(z.int().min(1).max(mostDaysValid)),
      from: (written) => (written === undefined ? undefined : Number.parseInt(written, 10)),
    },
    { item: may(sentences.validFor, 'key'), template: may(sentences.validFor) },
  ),
  formerly: stays(
    z.array(values.text.describe('An id that the item had before.')),
    always('formerly', z.array(values.text), emptyItem.formerly),
    {
      item: may('Earlier ids of this item, so that a rename keeps its history.', 'rename'),
      template: may('Earlier ids of this item, so that the runs that are under way keep its history.'),
    },
  ),
  objective: stays(values.text, same('objective', values.text), {
    phase: may('One sentence: what the phase is for; shown at the top.'),
  }),
  focus: stays(
    z.array(values.text.describe('One thing to look out for.')),
    always('focus', z.array(values.text), []),
    {
      phase: may('A few lines on what to look out for; shown, never ticked.'),
    },
  ),
  retired: stays(
    z.array(values.id.describe('The id of an item that is gone.')),
    same('retired', z.array(values.id)),
    {
      phase: may(
        'Ids of items that are gone for good and never used again; `upgrade` asks what becomes of those that a hire has open.',
      ),
    },
  ),
  roles: stays(
    z.record(values.id, values.roleDefinition.describe('A role; its key is its id, by which items name it.')),
    {
      as: 'roles',
      schema: z.record(values.id, values.compiledRole),
      from: (written = {}) =>
        Object.fromEntries(
          Object.entries(written).map(([id, { title, required = false, default: standIn }]) => [
            id,
            { title, required, ...(standIn ? { default: standIn } : {}) },
          ]),
        ),
    },
    { program: may('Who takes part; people are bound to roles at `start`, never here.', 'the roles') },
  ),
  traits: stays(
    z.record(values.id, values.traitValues),
    {
      as: 'traits',
      schema: z.exactOptional(values.compiledTraits),
      from: (written) =>
        written &&
        Object.fromEntries(Object.entries(written).map(([trait, wanted]) => [trait, [...valuesOf(wanted)]])),
    },
    {
      program: may(
        'Facts about a hire that `when` asks for: the values of each, or `boolean`; `start` asks for them.',
        'the traits',
      ),
    },
  ),
  escalate: stays(
    values.escalation,
    {
      as: 'escalate',
      schema: z.exactOptional(values.compiledEscalation),
      from: (written) => written && { after: Number.parseInt(written.after, 10), to: written.to },
    },
    {
      program: may(
        'Who hears of it when others keep a hire waiting for too long; what the hire has to do is never told.',
        'who hears of what others owe',
      ),
    },
  ),
  calendar: stays(
    values.calendarSchema,
    {
      as: 'calendar',
      schema: values.compiledCalendar,
      from: (written = {}, files) => compileCalendar(written, files, 'program.yaml'),
    },
    {
      program: may('Working days and holidays; a workspace or a hire may have their own.', 'the calendar'),
    },
  ),
  anchor: stays(
    values.anchor,
    {
      as: 'anchor',
      schema: z.exactOptional(z.literal('end')),
      from: (written) => (written === 'end' ? written : undefined),
    },
    {
      program: may(
        'What the dates count from: `start`, the first day, or `end`, the last one, as for somebody who leaves; `start` if left out.',
        'what the dates count from',
      ),
    },
  ),
};
