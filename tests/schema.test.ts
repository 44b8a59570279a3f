/**
 * The JSON Schemas: the files in `schema/` must be made from the program's readers' definitions, and an editor that
 * uses them must find the faults that the reader finds. Renew the files with `npx vitest run tests/schema.test.ts -u`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { grouped } from '../src/grouped.ts';
import { jsonSchemas } from '../src/json-schemas.ts';
import { rules } from '../src/lint/rules/index.ts';
import { readDraft } from '../src/program/draft.ts';
import { parseDateRule, parseEffort } from '../src/program/grammar.ts';
import { kinds } from '../src/progress/kinds.ts';
import { root } from './cli/world.ts';

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
// Keywords that editors know beside the draft.
ajv.addVocabulary(['markdownDescription', 'patternErrorMessage']);
const validators = new Map([...jsonSchemas].map(([name, make]) => [name, ajv.compile(make())]));

function validator(name: string): ValidateFunction {
  const found = validators.get(name);
  if (!found) throw new Error(`no schema ${name}`);
  return found;
}

/** The faults that an editor would find in the value; empty if the value is valid. */
function faults(name: string, value: unknown): string[] {
  const validate = validator(name);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** The faults that the reader finds in the shape of a checklist or program. */
function readerFaults(text: string): string[] {
  const file = { name: 'week-1.yaml', path: 'week-1.yaml', bytes: new TextEncoder().encode(text) };
  const { shape } = readDraft([file]);
  return shape.map(({ message }) => message);
}

describe('schema/', () => {
  it.each([...jsonSchemas])('%s.json is what the definitions of the readers give', async (name, make) => {
    const text = await format(JSON.stringify(make(), null, 2), { parser: 'json' });
    await expect(text).toMatchFileSnapshot(join(root, 'schema', `${name}.json`));
  });

  it('holds no other file', () => {
    const names = [...jsonSchemas.keys(), 'output'].map((name) => `${name}.json`);
    expect(readdirSync(join(root, 'schema')).sort()).toEqual(names.sort());
  });

  it.each([...jsonSchemas])('%s is a valid schema of draft-07', (name, make) => {
    const schema = make();
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(ajv.validateSchema(schema), name).toBe(true);
  });

  it.each([...jsonSchemas])('%s explains every key', (_, make) => {
    expect(unexplained(make())).toEqual([]);
  });
});

/** The paths of keys without a description, except fields of events and options of rules, which don't need one. */
function unexplained(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, inner]) => unexplained(inner, `${path}/${key}`));
  const { properties } = value as { properties?: Record<string, { description?: string }> };
  if (!properties || /\/allOf\/|\/anyOf\/0\/properties\/rules\/.*\/properties\//.test(path)) return below;
  const silent = Object.entries(properties).filter(([, { description }]) => !description?.endsWith('.'));
  return [...silent.map(([key]) => `${path}/${key}`), ...below].filter(
    (each) => !/\/(allOf|if|anyOf\/1)\//.test(each),
  );
}

/** Every place of a schema where something is written: a key, an entry of a list, one of several forms; each with its sentence. */
function placesIn(schema: unknown, path: string): (readonly [place: string, sentence: string | undefined])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, additionalProperties, anyOf, definitions, ...own } = schema as Record<
    string,
    unknown
  > & {
    properties?: Record<string, unknown>;
    anyOf?: unknown[];
    definitions?: Record<string, unknown>;
  };
  const within = (name: string, inner: unknown) => [
    [`${path}/${name}`, (inner as { markdownDescription?: string }).markdownDescription] as const,
    ...placesIn(inner, `${path}/${name}`),
  ];
  const isMap = typeof additionalProperties === 'object' && additionalProperties !== null;
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => within(name, inner)),
    ...(items && !JSON.stringify(items).includes('$ref') ? within('*', items) : []),
    ...(isMap ? within('KEY', additionalProperties) : []),
    // The forms of one value are explained where the value is.
    ...(anyOf ?? []).flatMap((inner) => placesIn(inner, path)),
    ...Object.entries(definitions ?? {}).flatMap(([name, inner]) => placesIn(inner, `${path}/${name}`)),
    ...('description' in own && own['description'] !== own['markdownDescription']
      ? [[`${path} in two ways`, undefined] as const]
      : []),
  ];
}

describe('each place of a schema', () => {
  const written = ['checklist', 'duties', 'program', 'template', 'workspace'];
  const places = written.flatMap((name) => placesIn(jsonSchemas.get(name)?.(), name));

  it('has a sentence', () => {
    const silent = places.filter(([place, sentence]) => !sentence && !/holidays\/\*/.test(place));
    expect(silent.map(([place]) => place)).toEqual([]);
    expect(places.length).toBeGreaterThan(150);
  });

  it('has one of its own, but for those that mean the same', () => {
    const bySentence = grouped(
      places.filter(([place, sentence]) => sentence && !place.startsWith('workspace/lint/rules/')),
      ([, sentence]) => sentence,
    );
    const shared = [...bySentence.values()]
      .filter((same) => same.length > 1)
      .map((same) => same.map(([place]) => place));
    // The keys of a link, a count, a condition and a role are the same ones wherever they stand, and so are the calendar's and
    // what is in the roles, traits and gone ids of a program or template.
    const isOne = (same: readonly string[]) =>
      new Set(
        same.map((place) =>
          place.replace(
            /^.*?\/(?=(?:links|calendar|count|when|by|topics|roles|traits|formerly|retired)\/|(?:links|takes|evidence|sign-off|stage|valid-for)(?:\/|$))/,
            '',
          ),
        ),
      ).size === 1;
    expect(shared.filter((same) => !isOne(same))).toEqual([
      ['checklist/item/with/*', 'checklist/group/with/*', 'template/items/*/with/*'],
      ['checklist/item/after/*', 'template/items/*/after/*'],
      // Words of events, which `only` takes and `except` leaves out.
      ['program', 'workspace'].flatMap((file) =>
        ['only', 'except'].map((key) => `${file}/calendar/holidays/*/${key}/*`),
      ),
    ]);
  });

  it('says in words what is wrong with a text that does not fit its pattern', () => {
    const patterns = written.flatMap((name) => [
      ...JSON.stringify(jsonSchemas.get(name)?.()).matchAll(/\{[^{}]*"pattern":"(?:[^"\\]|\\.)*"[^{}]*\}/g),
    ]);
    expect(patterns.length).toBeGreaterThan(40);
    expect(
      patterns
        .filter(([schema]) => !schema.includes('"patternErrorMessage":"Must '))
        .map(([schema]) => schema),
    ).toEqual([]);
  });
});

describe('the files that ship', () => {
  const files = readdirSync(join(root, 'checklists'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('checklists', name));

  it.each(files)('%s is as its schema says, and names it in its first line', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const place = {
      'checklists/levels': 'levels',
      'checklists/templates': 'template',
      parts: 'part',
    } as const;
    const name = file.endsWith('program.yaml')
      ? 'program'
      : (Object.entries(place).find(([folder]) => dirname(file).endsWith(folder))?.[1] ?? 'checklist');
    const schema = relative(dirname(file), `schema/${name}.json`);
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
    expect(faults(name, parse(text))).toEqual([]);
  });

  it('are at least those of four programs', () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
  });
});

const head = 'id: week-1\ntitle: First week\ndue: week 1\nitems:\n';
const item = (more: string) => `${head}  - { id: meet-buddy, title: Meet your buddy, ${more} }\n`;

/** Mistakes in a checklist that its schema can find. */
const mistakes: readonly (readonly [what: string, text: string])[] = [
  ['no map', '- id: week-1\n'],
  ['an unknown key', `objectif: x\n${item('')}`],
  ['a missing title', `id: week-1\ndue: week 1\nitems: [{ id: a, title: A }]\n`],
  ['a missing due', `id: week-1\ntitle: First week\nitems: [{ id: a, title: A }]\n`],
  ['no items', 'id: week-1\ntitle: First week\ndue: week 1\n'],
  ['an empty list of items', 'id: week-1\ntitle: First week\ndue: week 1\nitems: []\n'],
  ['items that are a map', 'id: week-1\ntitle: First week\ndue: week 1\nitems: { id: a }\n'],
  ['an empty title', `${head}  - { id: a, title: ' ' }\n`],
  ['an item without an id', `${head}  - { title: A }\n`],
  ['an item that is text', `${head}  - meet-buddy\n`],
  ['an id of capitals', `${head}  - { id: Meet-Buddy, title: A }\n`],
  ['an id with two hyphens', `${head}  - { id: meet--buddy, title: A }\n`],
  ['an id that YAML reads as a number', `${head}  - { id: 15, title: A }\n`],
  ['an unknown key of an item', item('tkaes: 30 min')],
  ['a due that is no rule', item('due: friday')],
  ['a due with day 0', item('due: day 0')],
  ['a due of four digits', item('due: day 1000')],
  ['a due with two spaces', item("due: 'day  2'")],
  ['a from that is a number', item('from: 2')],
  ['an effort without a unit', item("takes: '30'")],
  ['an effort in weeks', item('takes: 2 weeks')],
  ['an effort of nothing', item('takes: 0 min')],
  ['a role where a list belongs', item('with: buddy')],
  ['a role that is a name', item('by: Grace Hopper')],
  ['a name among roles', item('sign-off: [buddy, Grace Hopper]')],
  ['no role where one belongs', item('by: []')],
  ['a condition that is a word', item('when: { country: us }')],
  ['a condition on nothing', item('when: { country: [] }')],
  ['a condition that is a list', item('when: [us]')],
  ['optional that is text', item("optional: 'yes'")],
  ['a count of 0', item('count: { target: 0 }')],
  ['a count of a half', item('count: { target: 1.5 }')],
  ['an unknown key of a count', item('count: { targt: 3 }')],
  ['evidence of another kind', item('evidence: photo')],
  ['a link without an address', item('links: [{ title: A }]')],
  ['a link with a space', item("links: [{ title: A, url: 'https://example.com/a b' }]")],
  ['a link without a host', item("links: [{ title: A, url: 'https:///a' }]")],
  ['a link to a file', item("links: [{ title: A, url: 'file:///etc' }]")],
  ['an empty group', `${head}  - { id: g, title: G, items: [] }\n`],
  ['a group with a due', `${head}  - { id: g, title: G, due: day 2, items: [{ id: a, title: A }] }\n`],
  [
    'a group in a group',
    `${head}  - { id: g, title: G, items: [{ id: h, title: H, items: [{ id: a, title: A }] }] }\n`,
  ],
  ['an empty key', item('details: ')],
];

describe('a checklist', () => {
  it.each(mistakes)('with %s fails by the schema as by the reader', (_, text) => {
    expect(readerFaults(text)).not.toEqual([]);
    expect(faults('checklist', parse(text))).not.toEqual([]);
  });

  it('with every key passes both', () => {
    const whole = `${head}  - id: g
    title: G
    details: D
    with: [buddy]
    links: [{ title: L, url: 'http://example.com/a' }]
    items:
      - id: a
        title: A
        details: D
        with: [buddy]
        links: [{ title: L, url: 'https://example.com' }]
        topics: [T]
        from: 3 days before start
        due: workday 999
        takes: 9999 days
        after: [b]
        when: { country: [us], manager: true }
        by: [buddy, manager]
        optional: true
        count: { target: 1, up-to: 5, unit: days }
        evidence: none
        sign-off: buddy
        formerly: [z]
`;
    expect(readerFaults(whole)).toEqual([]);
    expect(faults('checklist', parse(whole))).toEqual([]);
  });
});

describe('the patterns', () => {
  const pieces = [
    'day',
    'days',
    'week',
    'workday',
    'min',
    'h',
    'before start',
    '0',
    '1',
    '30',
    '999',
    '1000',
    '9999',
    '10000',
    '',
  ];
  const spaces = [' ', '', '  ', '\t', '\n'];
  const phrases = pieces.flatMap((a) =>
    pieces.flatMap((b) =>
      spaces.flatMap((space) => [`${a}${space}${b}`, `${a}${space}${b} before start`, `${a} ${b}\n`]),
    ),
  );
  const checklist = validator('checklist').schema as {
    definitions: { item: { properties: Record<string, { pattern: string }> } };
  };

  it.each([
    ['due', parseDateRule],
    ['from', parseDateRule],
    ['takes', parseEffort],
  ] as const)('of %s says the same as the reader', (key, read) => {
    const pattern = new RegExp(checklist.definitions.item.properties[key]?.pattern ?? '(?!)', 'u');
    const differing = phrases.filter((phrase) => pattern.test(phrase) !== (read(phrase) !== undefined));
    expect(differing).toEqual([]);
    expect(phrases.filter((phrase) => pattern.test(phrase)).length).toBeGreaterThan(10);
  });
});

describe('program.yaml', () => {
  const right = { id: 'pm', title: 'PM', phases: ['week-1'] };

  it.each([
    ['a role with a capital', { ...right, roles: { Buddy: { title: 'B' } } }],
    ['a role without a title', { ...right, roles: { buddy: {} } }],
    ['an unknown key of a role', { ...right, roles: { buddy: { title: 'B', requird: true } } }],
    ['no phases', { ...right, phases: [] }],
    ['a weekday that is none', { ...right, calendar: { 'working-days': ['monday'] } }],
    ['no working day', { ...right, calendar: { 'working-days': [] } }],
    ['a holiday that is no date', { ...right, calendar: { holidays: ['25.12.2026'] } }],
    ['a holiday in month 13', { ...right, calendar: { holidays: ['2026-13-01'] } }],
    ['an unknown key', { ...right, phase: [] }],
  ])('with %s fails', (_, value) => {
    expect(faults('program', value)).not.toEqual([]);
  });

  it('passes with the keys that are needed', () => {
    expect(faults('program', right)).toEqual([]);
  });
});

describe('pm-onboard.yaml', () => {
  it.each([
    ['nothing', {}],
    ['keys left empty', { program: null, calendar: null, people: { buddy: null }, lint: null }],
    [
      'all of it',
      {
        program: 'checklists/product-manager',
        calendar: { holidays: ['2026-12-25'] },
        people: { buddy: [{ name: 'Grace', handles: ['g'], contact: '#g' }] },
      },
    ],
    ['a level alone', { lint: { rules: { 'id-style': 'off' } } }],
    ['a level in a map', { lint: { rules: { 'id-style': { severity: 'warning' } } } }],
    ['a rule left empty', { lint: { rules: { 'id-style': null } } }],
  ])('passes with %s', (_, value) => {
    expect(faults('workspace', value)).toEqual([]);
  });

  it.each([
    ['an unknown key', { programme: 'x' }],
    ['a person without a name', { people: { buddy: [{ contact: '#g' }] } }],
    ['an unknown rule', { lint: { rules: { 'id-stile': 'off' } } }],
    ['an unknown level', { lint: { rules: { 'id-style': 'fatal' } } }],
    ['an unknown option', { lint: { rules: { 'id-style': { severty: 'off' } } } }],
    ['an empty program', { program: '' }],
  ])('fails with %s', (_, value) => {
    expect(faults('workspace', value)).not.toEqual([]);
  });

  it('knows every rule, and why it is there', () => {
    const text = JSON.stringify(jsonSchemas.get('workspace')?.());
    for (const { why } of rules) expect(text).toContain(JSON.stringify(why));
  });
});

describe('a record', () => {
  const event = { id: 'x', at: '2026-11-23T09:12:00.123Z', on: '2026-11-23', by: 'Ada', batch: 'b' };
  const record = (...events: unknown[]) => ({
    format: 2,
    record: 'h7f3a9c2e',
    events: { '': [], Ada: events },
  });
  const values = {
    text: 'x',
    words: 'x',
    date: '2026-11-23',
    texts: ['x'],
    integer: 2,
    map: { x: 'y' },
    boolean: true,
    days: [{ date: '2026-11-23', name: 'x' }],
    event: { ...event, kind: 'celebrated' },
  };

  it.each(Object.entries(kinds))(
    'of %s passes with its fields, and fails without each or with another type',
    (kind, { fields }) => {
      const full = Object.fromEntries(
        Object.entries(fields).map(([key, type]) => [
          key.replace('?', ''),
          values[type as keyof typeof values],
        ]),
      );
      expect(faults('record', record({ ...event, kind, ...full }))).toEqual([]);
      for (const [key] of Object.entries(fields)) {
        const { [key.replace('?', '')]: _, ...without } = full;
        const said = faults('record', record({ ...event, kind, ...without }));
        expect(said.length > 0, `without ${key}`).toBe(!key.endsWith('?'));
        expect(
          faults('record', record({ ...event, kind, ...full, [key.replace('?', '')]: { x: 1 } })),
          key,
        ).not.toEqual([]);
      }
    },
  );

  it.each([
    ['an event of a kind that is not known', record({ ...event, kind: 'celebrated', cake: true })],
    ['no event', record()],
    [
      'a hire that was forgotten',
      { format: 2, record: 'h7f3a9c2e', forgotten: { by: 'Grace', at: event.at } },
    ],
    [
      'more keys than are known',
      { ...record({ ...event, kind: 'noted', item: 'a', text: 't', mood: 1 }), more: 1 },
    ],
  ])('passes with %s', (_, value) => {
    expect(faults('record', value)).toEqual([]);
  });

  it.each([
    ['no events', { format: 2, record: 'h7f3a9c2e' }],
    ['no id', { format: 2, events: {} }],
    ['events in a list', { format: 2, record: 'h7f3a9c2e', events: [] }],
    ['forgotten that is true', { format: 2, record: 'h7f3a9c2e', forgotten: true }],
    ['forgotten by nobody', { format: 2, record: 'h7f3a9c2e', forgotten: { at: event.at } }],
    ['an event that is text', record('done')],
    ['an event without a kind', record(event)],
    ['an instant without milliseconds', record({ ...event, at: '2026-11-23T09:12:00Z', kind: 'celebrated' })],
    ['a day that is none', record({ ...event, on: '2026-11-32', kind: 'celebrated' })],
    ['half a count', record({ ...event, kind: 'counted', item: 'a', delta: 0.5 })],
  ])('fails with %s', (_, value) => {
    expect(faults('record', value)).not.toEqual([]);
  });
});
