/**
 * The JSON Schemas (draft-07) of the files that people and other programs read and write. Each is made of the schema by
 * which this program reads the file. An editor shows the sentences beside the keys.
 */
import { z } from 'zod';
import { levels, lintSchema } from './lint/config.ts';
import { rules } from './lint/rules/index.ts';
import { checklistSchema, groupSchema, itemSchema, programSchema } from './program/schema.ts';
import { templateSchema } from './program/template.ts';
import { recordSchema, shareSchema } from './progress/record-schema.ts';
import { configSchema, personSchema } from './workspace/parse-config.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The reader checks items and groups one by one, and its schema leaves them open; an editor has to be told all at once. */
const wholeChecklist = checklistSchema.extend({
  items: z
    .array(z.union([itemSchema, groupSchema]))
    .min(1)
    .meta(checklistSchema.shape.items.meta() ?? {}),
});

/** A map of rules and what pm-onboard.yaml may say of each. */
const ruleMap = lintSchema.shape.rules.unwrap().unwrap();

itemSchema.register(z.globalRegistry, { id: 'item' });
groupSchema.register(z.globalRegistry, { id: 'group' });

const sentences: ReadonlyMap<unknown, Readonly<Record<string, string>>> = new Map([
  about(configSchema, {
    program: 'The folder of the program that new hires start with; the one that ships if left out.',
    calendar: "Working days and holidays of the team; each key replaces the program's.",
    people: 'Who holds which role for every hire, unless `assign` says otherwise for one.',
    lint: 'What `pm-onboard lint` makes of its findings.',
    sync: '`auto`: what is recorded is shared at once, on machines where sharing is switched on.',
  }),
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

/** A sentence for each key of a schema; the type checker refuses a list in which one is missing. */
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
  ['workspace', () => titled('pm-onboard.yaml, the configuration of a workspace', fromZod(configSchema))],
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

/** A rule may also be set to a level alone, such as `off`, which zod can't tell: it sees only the map that is made of it. */
function allowLevelAlone({ zodSchema, jsonSchema }: Overridden): void {
  if (!ruleSettings.has(zodSchema)) return;
  const long = { ...jsonSchema };
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  jsonSchema['anyOf'] = [{ enum: [...levels] }, long];
}
