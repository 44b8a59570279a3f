/**
 * The JSON Schemas (draft-07) of the files that people and other programs read and write, made of what the reader of each
 * goes by. The sentences are what an editor shows beside a key.
 */
import { z } from 'zod';
import { levels, lintSchema } from './lint/config.ts';
import { rules } from './lint/rules/index.ts';
import {
  calendarSchema,
  checklistSchema,
  countSchema,
  groupSchema,
  itemSchema,
  linkSchema,
  programSchema,
  roleSchema,
} from './program/schema.ts';
import { templateItemSchema, templateSchema } from './program/template.ts';
import { recordSchema, shareSchema } from './progress/record-schema.ts';
import { configSchema, personSchema } from './workspace/config-file.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The reader looks at the entries one by one; an editor has to be told all at once. */
const wholeChecklist = checklistSchema.extend({
  items: z.array(z.union([itemSchema, groupSchema])).min(1),
});

/** Rule → its settings. */
const ruleMap = lintSchema.shape.rules.unwrap().unwrap();

itemSchema.register(z.globalRegistry, { id: 'item' });
groupSchema.register(z.globalRegistry, { id: 'group' });

const sentences: ReadonlyMap<unknown, Readonly<Record<string, string>>> = new Map([
  about(programSchema, {
    id: 'The name of the program in records: lower-case words joined by hyphens.',
    title: 'What people read.',
    phases: 'The phases in their order; `week-1` stands for the file `week-1.yaml` beside this one.',
    roles: 'Who takes part; people are bound to roles at `start`, never here.',
    calendar: 'Working days and holidays; a workspace or a hire may have their own.',
  }),
  about(roleSchema, {
    title: 'What people read.',
    required: 'Whether every hire should have somebody in it from the start.',
    default: 'The role that stands in while nobody is bound to this one.',
  }),
  about(wholeChecklist, {
    id: "The file's name without `.yaml`.",
    title: 'The name of the phase.',
    due: 'The last day of the phase, and the due date of every item that has none of its own.',
    objective: 'One sentence: what the phase is for.',
    focus: 'A few lines on what to look out for; shown, never ticked.',
    items: 'What is to be done; an entry with `items` of its own is a group.',
  }),
  about(itemSchema, {
    id: 'Lower-case words joined by hyphens; unique in the whole program, and never reused.',
    title: 'What to do, in up to about 45 characters.',
    details: 'Markdown: what it is for, and how to tell that it is done.',
    with: 'Roles: the people to meet; the item is offered for booking ahead.',
    links: 'What to read for it.',
    topics: 'Questions to ask there; shown, never counted.',
    from: 'Not to be done before, such as `day 2`; at once if left out.',
    due: "`day N`, `week N`, `workday N` or `N days before start`; the phase's if left out.",
    takes: 'The effort: `30 min`, `2 h`, `3 days`; a day has 8 hours.',
    after: 'Ids of the items or groups that come first.',
    by: 'The role that acts; the hire if left out.',
    optional: "`true`: not in the total, never overdue, never in anyone's way.",
    count: 'For what is done several times.',
    evidence: 'What `done` asks for; `none` if left out.',
    'sign-off': 'The role that has to approve once it is done.',
    formerly: 'Earlier ids of this item, so that a rename keeps its history.',
  }),
  about(templateSchema, {
    title: 'What the chain of items is; `{name}` stands for what `add` is told.',
    items: 'What is to be done, in its order.',
  }),
  about(templateItemSchema, {
    id: 'Lower-case words joined by hyphens; unique in the file, for its `after` alone.',
    title: 'What to do; `{name}` stands for what `add` is told.',
    details: 'Markdown: what it is for, and how to tell that it is done; `{name}` as in `title`.',
    with: "Roles: the people to meet; those that the hire's program doesn't have are left out.",
    takes: 'The effort: `30 min`, `2 h`, `3 days`; a day has 8 hours.',
    evidence: 'What `done` asks for; `none` if left out.',
    'sign-off': 'The role that has to approve once it is done.',
    due: "`day N`, `week N` or `workday N`, counted on the hire's calendar from the first day.",
    after: 'Ids of items above it that come first.',
  }),
  about(countSchema, {
    target: 'How often at least; without it, the item is a tally that a person closes.',
    'up-to': 'How often at most makes sense; only shown.',
    unit: 'Of what, in the plural: `calls`; `days` also says how long it takes.',
  }),
  about(linkSchema, { title: 'What is behind the link.', url: 'The web address, `https://…`.' }),
  about(groupSchema, {
    id: 'Lower-case words joined by hyphens; unique in the whole program, and never reused.',
    title: 'The heading over the items; a group is never ticked itself.',
    details: 'Markdown: what the items are for.',
    with: 'Roles: the people to meet, for every item in it.',
    links: 'What to read, for every item in it.',
    items: 'The items in it: three to eight make a good group.',
  }),
  about(configSchema, {
    program: 'The folder of the program that new hires start with; the one that ships if left out.',
    calendar: "Working days and holidays of the team; each key replaces the program's.",
    people: 'Who holds which role for every hire, unless `assign` says otherwise for one.',
    lint: 'What `pm-onboard lint` makes of its findings.',
    sync: '`auto`: what is recorded is shared at once, on machines where sharing is switched on.',
  }),
  ...[calendarSchema, configSchema.shape.calendar.unwrap().unwrap()].map((calendar) =>
    about<string>(calendar, {
      'working-days': 'The days of the week on which people work; `mon` to `fri` if left out.',
      holidays:
        'Days on which nobody works: dates, YYYY-MM-DD, and iCalendar files beside this one, whose all-day events count.',
    }),
  ),
  about(personSchema, {
    name: 'The name that people read.',
    handles: 'Other names by which commands know the person.',
    contact: 'Where to reach the person: a channel, an address.',
  }),
  about(lintSchema, {
    rules: 'Rule → `error`, `warning` or `off`, or a map with `severity` and the options of the rule.',
    links: 'What `lint --links` may ask.',
  }),
  about(lintSchema.shape.links.unwrap().unwrap(), {
    hosts: 'The only hosts that may be asked, `*.example.org` among them; any public ones if left out.',
  }),
  about<string>(ruleMap, Object.fromEntries(rules.map(({ id, why }) => [id, why]))),
]);

/** A sentence for each key; the compiler sees to it that none is missing. */
function about<Key extends string>(
  schema: z.ZodObject<Record<Key, z.ZodType>>,
  each: Record<Key, string>,
): readonly [z.ZodType, Readonly<Record<string, string>>] {
  return [schema, each];
}

/** Name → schema. */
export const jsonSchemas: ReadonlyMap<string, () => JsonSchema> = new Map([
  ['checklist', () => titled('A checklist of pm-onboard: one phase', fromZod(wholeChecklist))],
  ['program', () => titled('program.yaml of pm-onboard', fromZod(programSchema))],
  ['record', () => titled('A record of pm-onboard: hires/ID.json', recordSchema())],
  ['share', () => titled('A share of pm-onboard: a record to send', shareSchema())],
  ['template', () => titled('A template of pm-onboard, for `add --from`', fromZod(templateSchema))],
  ['workspace', () => titled('pm-onboard.yaml, the settings of a workspace', fromZod(configSchema))],
]);

function titled(title: string, schema: JsonSchema): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema };
}

function fromZod(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: (context) => {
      describeKeys(context);
      allowLevelAlone(context);
    },
  });
}

interface Overridden {
  readonly zodSchema: unknown;
  /** To be changed in place. */
  readonly jsonSchema: Record<string, unknown>;
}

function describeKeys({ zodSchema, jsonSchema }: Overridden): void {
  const properties = jsonSchema['properties'] as Record<string, object> | undefined;
  for (const [key, description] of Object.entries(sentences.get(zodSchema) ?? {}))
    Object.assign(properties?.[key] ?? {}, { description });
}

const ruleSettings: ReadonlySet<unknown> = new Set(
  Object.values(ruleMap.shape).map((settings) => settings.unwrap().unwrap()),
);

/** The settings of a rule may be a level alone; zod knows no more of it than that it is made into a map. */
function allowLevelAlone({ zodSchema, jsonSchema }: Overridden): void {
  if (!ruleSettings.has(zodSchema)) return;
  const long = { ...jsonSchema };
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  jsonSchema['anyOf'] = [{ enum: [...levels] }, long];
}
