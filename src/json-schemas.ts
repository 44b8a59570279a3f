/**
 * The JSON Schemas (draft-07) of the files that people and other programs read and write. Each is made from the schema by
 * which this program reads the file. Editors show a key's sentence beside the key.
 */
import * as z from 'zod';
import { dutiesSchema } from './duties/shape.ts';
import { levels } from './lint/config.ts';
import { levelsSchema } from './program/levels.ts';
import { checklistSchema, groupSchema, itemSchema, partSchema, programSchema } from './program/shape.ts';
import { templateSchema } from './program/template.ts';
import { recordSchema, shareSchema } from './progress/record-schema.ts';
import { configSchema } from './workspace/parse-config.ts';
import { settingNames, settingWords } from './workspace/setting-words.ts';
import { takes } from './workspace/settings.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The items of a whole checklist or part. The reader's schemas leave items and groups open, because the reader checks them
 * one by one; an editor needs everything in one schema.
 */
const items = z
  .array(z.union([itemSchema, groupSchema]))
  .min(1)
  .optional()
  .meta(checklistSchema.shape.items.meta() ?? {});

/** Items may be left out where parts bring them. */
const hasItems = { anyOf: [{ required: ['items'] }, { required: ['include'] }] };
const wholeChecklist = checklistSchema.extend({ items }).meta(hasItems);
const wholePart = partSchema.extend({ items }).meta(hasItems);

itemSchema.register(z.globalRegistry, { id: 'item' });
groupSchema.register(z.globalRegistry, { id: 'group' });

/** Name → schema. */
export const jsonSchemas: ReadonlyMap<string, () => JsonSchema> = new Map([
  ['checklist', () => titled('A checklist of pm-onboard: one phase', fromZod(wholeChecklist))],
  ['duties', () => titled('duties.yaml of pm-onboard: meetings and rotations', fromZod(dutiesSchema))],
  ['levels', () => titled('Levels of pm-onboard, for `handbook levels`', fromZod(levelsSchema))],
  ['part', () => titled('A part of pm-onboard: items that several programs include', fromZod(wholePart))],
  ['program', () => titled('program.yaml of pm-onboard', fromZod(programSchema))],
  ['record', () => titled('A record of pm-onboard: hires/ID.json or runs/ID.json', recordSchema())],
  ['settings', () => titled('settings.json of pm-onboard: the settings of one user', settingsSchema())],
  ['share', () => titled('A share of pm-onboard: a record to send', shareSchema())],
  ['template', () => titled('A template of pm-onboard, for `add --from`', fromZod(templateSchema))],
  ['workspace', () => titled('pm-onboard.yaml, the configuration of a workspace', fromZod(configSchema))],
]);

function titled(title: string, schema: JsonSchema): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema };
}

/** What the settings may be, from the one list of them. The reader passes over other keys, so that they are allowed. */
function settingsSchema(): JsonSchema {
  const shapes = {
    text: { type: 'string', pattern: '\\S' },
    switch: { type: 'boolean' },
    folders: { type: 'array', items: { type: 'string' } },
  };
  const properties = settingNames.map((name) => {
    const wanted = takes[name];
    const { what } = settingWords[name];
    const shape = typeof wanted === 'string' ? shapes[wanted] : { type: 'string', enum: wanted };
    return [name, { ...shape, description: what, markdownDescription: what }];
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function fromZod(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodPipe) allowLevelAlone(jsonSchema);
      // Editors show a backtick of a description as \`, unless they are told that it is Markdown.
      if (jsonSchema.description !== undefined) jsonSchema['markdownDescription'] = jsonSchema.description;
    },
  });
}

/**
 * Allows a level alone, such as `off`, as a rule's settings. zod's JSON Schema lacks this form, because it describes only
 * the map that a level is turned into.
 * @param settings the schema of a rule's settings; it is changed in place
 */
function allowLevelAlone(settings: Record<string, unknown>): void {
  const long = { ...settings };
  for (const key of Object.keys(settings)) delete settings[key];
  settings['anyOf'] = [{ enum: [...levels] }, long];
}
