/**
 * The table of keys: everything that this program knows of a key in program.yaml, in a checklist or in a template stands
 * here once. From it come the types, the reader's schemas (schema.ts), what `compile` writes and what is accepted from a
 * stranger (compile.ts), the JSON Schemas, the tables of docs/checklists.md, and what `upgrade` reports.
 */
import { z } from 'zod';
import { maxEffort, parseEffort } from './grammar.ts';
import { type CalendarFiles, compileCalendar } from './holidays.ts';
import { emptyItem } from './model.ts';
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
  readonly phase?: Use;
  /** Where `schema` is given, it holds in a template in place of the key's own. */
  readonly template?: Use & { readonly schema?: z.ZodType };
  /** `change` is what `upgrade` says differs, such as `the roles`; null for a key that it never reports. */
  readonly program?: Use & { readonly change: string | null };
}

interface Compiled<Written, As extends string, Schema extends z.ZodType> {
  /** The key's name in a compiled program. */
  readonly as: As;
  /** What must stand there. For a new key it is optional: programs that were compiled before don't have it. */
  readonly schema: Schema;
  /** Written value → compiled value. Where it returns undefined, the compiled program lacks the key. */
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

/** An entry of the table; the type checker refuses one that leaves a part out. */
function key<
  Schema extends z.ZodType,
  const At extends Uses,
  Down extends false | Merge<z.output<Schema>>,
  const As extends string,
  Made extends z.ZodType,
>(entry: Key<Schema, At, Down, As, Made>): Key<Schema, At, Down, As, Made> {
  return entry;
}

// Overloads and no optional parameter, so that an item's key without a `change` is a type error.
function must(sentence: string): Use<'must'>;
function must<const Change>(sentence: string, change: Change): Use<'must'> & { readonly change: Change };
function must(sentence: string, change?: unknown): Use<'must'> {
  return { written: 'must', sentence, change } as Use<'must'>;
}

function may(sentence: string): Use<'may'>;
function may<const Change>(sentence: string, change: Change): Use<'may'> & { readonly change: Change };
function may(sentence: string, change?: unknown): Use<'may'> {
  return { written: 'may', sentence, change } as Use<'may'>;
}

/** The compiled value is the written one. Where none is written, the compiled program lacks the key. */
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

const sentences = {
  id: 'Lower-case words joined by hyphens; unique in the whole program, and never reused.',
  takes: 'The effort: `30 min`, `2 h`, `3 days`; a day has 8 hours.',
  evidence: 'What `done` asks for: `url`, `text` or `none`; `none` if left out.',
  signOff: 'The role that has to approve once it is done.',
};

/** In the order in which compiled programs hold them: the digest of a program depends on it. */
export const keys = {
  id: key({
    schema: values.id,
    at: {
      item: must(sentences.id, 'rename'),
      group: must(sentences.id),
      phase: must("The file's name without `.yaml`."),
      template: must('Lower-case words joined by hyphens; unique in the file, for its `after` alone.'),
      program: must('The name of the program in records: lower-case words joined by hyphens.', null),
    },
    goesDown: false,
    compiled: always('id', values.id),
  }),
  title: key({
    schema: values.text,
    at: {
      item: must('What to do, in up to about 45 characters.', 'words'),
      group: must('The heading over the items; a group is never ticked itself.'),
      phase: must('The name of the phase.'),
      template: must('What to do; `{name}` stands for what `add` is told.'),
      program: must('What people read.', "the program's title"),
    },
    goesDown: false,
    compiled: always('title', values.text),
  }),
  details: key({
    schema: values.text,
    at: {
      item: may('Markdown: what it is for, and how to tell that it is done.', 'words'),
      group: may('Markdown: what the items are for.'),
      template: may('Markdown: what it is for, and how to tell that it is done; `{name}` as in `title`.'),
    },
    goesDown: false,
    compiled: same('details', values.text),
  }),
  group: key({
    schema: values.id,
    at: { item: { written: 'never', sentence: 'The id of the group that it stands in.', change: 'key' } },
    goesDown: false,
    compiled: same('group', values.id),
  }),
  with: key({
    schema: z.array(values.role),
    at: {
      item: may('Roles: the people to meet; the item is offered for booking ahead.', 'key'),
      group: may('Roles: the people to meet, for every item in it.'),
      template: may("Roles: the people to meet; those that the hire's program doesn't have are left out."),
    },
    goesDown: (own = [], above) => [...above, ...own],
    compiled: {
      as: 'with',
      schema: z.array(values.id),
      from: (written) => (written ? [...new Set(written)] : emptyItem.with),
    },
  }),
  links: key({
    schema: z.array(values.link),
    at: {
      item: may('What to read for it.', 'key'),
      group: may('What to read, for every item in it.'),
    },
    goesDown: (own = [], above) => [...own, ...above],
    compiled: {
      as: 'links',
      schema: z.array(values.link),
      from: (written = []) => {
        const byUrl = new Map<string, (typeof written)[number]>();
        // Of several links to one address the first stays: an item's own stand before its group's.
        for (const link of written) if (!byUrl.has(link.url)) byUrl.set(link.url, link);
        return [...byUrl.values()];
      },
    },
  }),
  topics: key({
    schema: z.array(values.text),
    at: { item: may('Questions to ask there; shown, never counted.', 'key') },
    goesDown: false,
    compiled: always('topics', z.array(values.text), emptyItem.topics),
  }),
  from: key({
    schema: values.dateRule,
    at: { item: may('Not to be done before, such as `day 2`; at once if left out.', 'key') },
    goesDown: false,
    compiled: same('from', values.dateRule),
  }),
  due: key({
    schema: values.dateRule,
    at: {
      item: may("`day N`, `week N`, `workday N` or `N days before start`; the phase's if left out.", 'date'),
      phase: must('The last day of the phase, and the due date of every item that has none of its own.'),
      template: {
        ...must("`day N`, `week N` or `workday N`, counted on the hire's calendar from the first day."),
        schema: values.templateDateRule,
      },
    },
    goesDown: (own, above) => own ?? above,
    compiled: always('due', values.dateRule),
  }),
  takes: key({
    schema: values.effort,
    at: { item: may(sentences.takes, 'key'), template: may(sentences.takes) },
    goesDown: false,
    compiled: {
      as: 'takes',
      /** Minutes. */
      schema: z.exactOptional(z.int().min(1).max(maxEffort)),
      from: (written) => (written === undefined ? undefined : parseEffort(written)),
    },
  }),
  after: key({
    schema: z.array(values.id),
    at: {
      item: may('Ids of the items or groups that come first.', 'key'),
      template: may('Ids of items above it that come first.'),
    },
    goesDown: false,
    compiled: always('after', z.array(values.id), emptyItem.after),
  }),
  by: key({
    schema: values.role,
    at: { item: may('The role that acts; the hire if left out.', 'key') },
    goesDown: false,
    compiled: same('by', values.id),
  }),
  optional: key({
    schema: z.boolean(),
    at: { item: may("`true`: not in the total, never overdue, never in anyone's way.", 'key') },
    goesDown: false,
    compiled: always('optional', z.boolean(), emptyItem.optional),
  }),
  count: key({
    schema: values.count,
    at: { item: may('For what is done several times.', 'key') },
    goesDown: false,
    compiled: {
      as: 'count',
      schema: z.exactOptional(values.compiledCount),
      from: (written) => {
        if (!written) return undefined;
        const { target, 'up-to': upTo, unit } = written;
        return {
          ...(target === undefined ? {} : { target }),
          ...(upTo === undefined ? {} : { upTo }),
          ...(unit === undefined ? {} : { unit }),
        };
      },
    },
  }),
  evidence: key({
    schema: values.evidence,
    at: { item: may(sentences.evidence, 'key'), template: may(sentences.evidence) },
    goesDown: false,
    compiled: always('evidence', values.evidence, emptyItem.evidence),
  }),
  'sign-off': key({
    schema: values.role,
    at: { item: may(sentences.signOff, 'key'), template: may(sentences.signOff) },
    goesDown: false,
    compiled: same('signOff', values.id),
  }),
  formerly: key({
    schema: z.array(values.text),
    at: { item: may('Earlier ids of this item, so that a rename keeps its history.', 'rename') },
    goesDown: false,
    compiled: always('formerly', z.array(values.text), emptyItem.formerly),
  }),
  objective: key({
    schema: values.text,
    at: { phase: may('One sentence: what the phase is for; shown at the top.') },
    goesDown: false,
    compiled: same('objective', values.text),
  }),
  focus: key({
    schema: z.array(values.text),
    at: { phase: may('A few lines on what to look out for; shown, never ticked.') },
    goesDown: false,
    compiled: always('focus', z.array(values.text), []),
  }),
  roles: key({
    schema: z.record(values.id, values.roleDefinition),
    at: {
      program: may('Who takes part; people are bound to roles at `start`, never here.', 'the roles'),
    },
    goesDown: false,
    compiled: {
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
  }),
  calendar: key({
    schema: values.calendarSchema,
    at: {
      program: may('Working days and holidays; a workspace or a hire may have their own.', 'the calendar'),
    },
    goesDown: false,
    compiled: {
      as: 'calendar',
      schema: values.compiledCalendar,
      from: (written = {}, files) => compileCalendar(written, files),
    },
  }),
};
