/** The JSON Schemas of a hire's record and of a share, made from the table of kinds that also checks records on reading. */
import { datePattern, weekdays } from '../dates.ts';
import { behindLink } from '../program/values.ts';
import { type Envelope, instantPattern } from './event.ts';
import { type FieldType, type KindEntry, kinds } from './kinds.ts';
import { personWords } from './names.ts';
import { shareFormat, shareKind } from './share.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const types: Readonly<Record<FieldType, JsonSchema>> = {
  text: { type: 'string' },
  words: { type: 'string' },
  lines: { type: 'array', items: { type: 'string' } },
  links: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        title: { type: 'string', description: behindLink },
        url: { type: 'string', description: 'The address.' },
      },
      required: ['title', 'url'],
    },
  },
  date: { type: 'string', pattern: datePattern.source },
  texts: { type: 'array', items: { type: 'string' } },
  days: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        date: { type: 'string', pattern: datePattern.source, description: 'The day.' },
        name: { type: 'string', description: 'What it is called.' },
        source: { type: 'string', description: 'The file that lists it.' },
      },
      required: ['date'],
    },
  },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  map: { type: 'object', additionalProperties: { type: 'string' } },
  event: { $ref: '#/definitions/event' },
};

const envelope: Readonly<Record<Exclude<keyof Envelope, 'order'>, JsonSchema>> = {
  id: {
    type: 'string',
    description:
      'SHA-256 over the id of the record, a line feed and what follows the id on the line, as base64url.',
  },
  at: {
    type: 'string',
    pattern: instantPattern.source,
    description: 'When it was recorded, in UTC; it orders events.',
  },
  on: { ...types.date, description: 'The day on which it happened.' },
  by: { type: 'string', description: 'Who acted, as declared.' },
  batch: { type: 'string', description: 'The same for all events of one command.' },
};

const version = 'The version of this format.';

const person: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, description: personWords.name },
    handles: { ...types.texts, description: personWords.handles },
    contact: { type: 'string', description: 'Where to reach the person.' },
  },
  required: ['name', 'handles'],
  additionalProperties: false,
};

const team: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', description: 'A hash as an event has it.' },
    at: { ...envelope.at, description: 'When it was shared, in UTC; the later of two counts.' },
    on: { ...types.date, description: 'The day of the share.' },
    calendar: {
      type: 'object',
      properties: {
        workingDays: {
          type: 'array',
          items: { enum: weekdays },
          minItems: 1,
          description: 'The days of the week on which people work.',
        },
        holidays: { ...types.days, description: 'Days on which nobody works, near the run.' },
        extraWorkingDays: { ...types.days, description: 'Days that are worked although they would be off.' },
        holidaysUntil: { ...types.date, description: 'The day up to which the holidays are complete.' },
        minutesPerDay: {
          type: 'integer',
          minimum: 1,
          maximum: 1440,
          description: 'How much of a working day is for the program.',
        },
      },
      additionalProperties: false,
      description: 'The calendar of the team, as far as it has one of its own.',
    },
    people: {
      type: 'object',
      additionalProperties: { type: 'array', items: person },
      description: 'Who holds which role in the team.',
    },
  },
  required: ['id', 'at', 'on', 'calendar', 'people'],
  description:
    'Only in a share, and in a record that came by one: the run is kept elsewhere, and this is the team there, as of the share.',
};

/** The schema of a record. It allows events of unknown kinds, since pm-onboard keeps them; it checks fields of known kinds. */
export function recordSchema(): JsonSchema {
  return {
    type: 'object',
    properties: {
      format: { type: 'number', description: version },
      record: { type: 'string', description: 'The id of the record: the name of the file.' },
      team,
      events: {
        type: 'object',
        additionalProperties: { type: 'array', items: { $ref: '#/definitions/event' } },
        description:
          'What happened: a section for each person whom the events name, with what they recorded, in order. The section without a name has what is damaged.',
      },
      forgotten: {
        type: 'object',
        properties: { by: envelope.by, at: envelope.at },
        required: ['by', 'at'],
        description: 'Who erased the hire, and when; it stays so.',
      },
    },
    required: ['format', 'record'],
    anyOf: [{ required: ['events'] }, { required: ['forgotten'] }],
    definitions: {
      event: {
        type: 'object',
        properties: {
          ...envelope,
          kind: { type: 'string', description: 'What kind of event it is.' },
          order: {
            ...envelope.at,
            description:
              'Where it came after an event of the same person with a later `at`: its place in their order.',
          },
        },
        required: [...Object.keys(envelope), 'kind'],
        allOf: Object.entries(kinds).map(([kind, { meaning, fields }]) => ({
          if: { properties: { kind: { const: kind } } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { description: meaning, ...fieldsSchema(fields) },
        })),
      },
    },
  };
}

/** The schema of a share: a record to send to another machine, with the programs that the record is pinned to. */
export function shareSchema(): JsonSchema {
  const { definitions, ...record } = recordSchema();
  return {
    type: 'object',
    properties: {
      format: { const: shareFormat, description: version },
      kind: { const: shareKind, description: 'Tells the file from others.' },
      record: {
        ...record,
        required: ['format', 'record', 'team', 'events'],
        description: 'The record, as `hires/ID.json` or `runs/ID.json` holds it, with the team.',
      },
      programs: {
        type: 'object',
        propertyNames: { pattern: '^[0-9a-f]{64}$' },
        additionalProperties: { type: 'object' },
        description: 'The compiled programs that the record names, by the SHA-256 of their text.',
      },
    },
    required: ['format', 'kind', 'record', 'programs'],
    definitions,
  };
}

function fieldsSchema(fields: KindEntry['fields']): JsonSchema {
  const entries = Object.entries(fields).map(([key, type]) => [key.replace('?', ''), types[type]] as const);
  const required = Object.keys(fields).filter((key) => !key.endsWith('?'));
  return { properties: Object.fromEntries(entries), required };
}
