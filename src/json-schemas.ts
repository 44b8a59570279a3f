/**
 * The JSON Schemas (draft-07) of the files that people and other programs read and write. Each is made of the schema by
 * which this program reads the file. An editor shows the sentences beside the keys.
 */
import { z } from 'zod';
import { levels } from './lint/config.ts';
import { checklistSchema, groupSchema, itemSchema, programSchema } from './program/shape.ts';
import { templateSchema } from './program/template.ts';
import { recordSchema, shareSchema } from './progress/record-schema.ts';
import { configSchema } from './workspace/parse-config.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The reader checks items and groups one by one, and its schema leaves them open; an editor has to be told all at once. */
const wholeChecklist = checklistSchema.extend({
  items: z
    .array(z.union([itemSchema, groupSchema]))
    .min(1)
    .meta(checklistSchema.shape.items.meta() ?? {}),
});

itemSchema.register(z.globalRegistry, { id: 'item' });
groupSchema.register(z.globalRegistry, { id: 'group' });

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
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodPipe) allowLevelAlone(jsonSchema);
    },
  });
}

/**
 * A rule may also be set to a level alone, such as `off`, which zod can't tell: it sees only the map that is made of it.
 * @param settings the schema of a rule's settings, the only values that a pipe of zod reads; it is changed in place
 */
function allowLevelAlone(settings: Record<string, unknown>): void {
  const long = { ...settings };
  for (const key of Object.keys(settings)) delete settings[key];
  settings['anyOf'] = [{ enum: [...levels] }, long];
}
