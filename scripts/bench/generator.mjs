/**
 * Makes the data of the bench, the same for the same seed and day: workspaces of many hires, a long record, a large program,
 * many checklists. Records are made by the program's own modules, so that the ids of events and the hashes of programs are right.
 * What was made stays in the temporary folder, and is taken from there the next time.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

export const root = resolve(import.meta.dirname, '../..');
const shipped = join(root, 'dist/programs/product-manager.json');
const hireNames = ['Ada', 'Annie', 'Edsger', 'Katherine', 'Kurt', 'Mary', 'Radia', 'Tim'];
const familyNames = ['Easley', 'Jackson', 'Johnson', 'Lovelace', 'Perlman', 'Turner'];
const signed = 'compare-competitors';

/** What the records of the bench are made with, out of the sources. */
const parts = `
export { sampleRecord } from './src/actions/demo.ts';
export { addDays, mondayBefore } from './src/dates.ts';
export { eventId, byOrder } from './src/progress/event.ts';
export { formatRecord, parseRecord, underId } from './src/progress/record.ts';
export { withFacts } from './src/progress/stamp.ts';
export { pinProgram } from './src/workspace/programs.ts';
`;

/** @param seed @param day the day, YYYY-MM-DD, from which the records look back */
export async function openGenerator(seed, day) {
  const folder = cacheFolder();
  for (const name of readdirSync(folder))
    if (!name.endsWith(day)) rmSync(join(folder, name), { recursive: true });
  const modules = await own(join(folder, `modules-${process.pid}-${day}`));
  const program = JSON.parse(readFileSync(shipped, 'utf8'));
  const make = (name, fill) => {
    const place = join(folder, `${name}-${seed}-${day}`);
    if (existsSync(place)) return place;
    const unfinished = `${place}.${process.pid}-${day}`;
    mkdirSync(unfinished, { recursive: true });
    fill(unfinished);
    try {
      renameSync(unfinished, place);
    } catch (error) {
      // Another process has made the same meanwhile.
      rmSync(unfinished, { recursive: true });
      if (!existsSync(place)) throw error;
    }
    return place;
  };
  const given = { ...modules, seed, day, program };
  return {
    make,
    day,
    /** A workspace of so many hires, with so many buddies in all. */
    hires: (count, buddies) => make(`hires-${count}-${buddies}`, (at) => hires(given, at, count, buddies)),
    /** A workspace of one hire with a record of so many events. */
    events: (count) => make(`events-${count}`, (at) => longRecord(given, at, count)),
    /** A workspace whose program has so many items; nobody has begun. */
    items: (count) => make(`items-${count}`, (at) => largeProgram(at, count)),
    /** Programs of five checklists of 100 items each, in which lint finds nothing. */
    checklists: (count) => make(`checklists-${count}`, (at) => checklists(at, count)),
    /** The tasks of a program of that size, as `task import` reads them. */
    tasks: (count) => make(`tasks-${count}`, (at) => tasks(at, count, day)),
  };
}

/** The folder for data of these sources. @throws Error where somebody else has made it */
function cacheFolder() {
  const hash = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(shipped));
  const folder = join(
    tmpdir(),
    `pm-onboard-bench-${userInfo().uid}-${hash.update(root).digest('hex').slice(0, 12)}`,
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && lstatSync(folder).uid !== userInfo().uid)
    throw new Error(`${folder} belongs to somebody else: remove it`);
  return folder;
}

async function own(folder) {
  const outfile = join(folder, 'modules.mjs');
  await build({
    stdin: { contents: parts, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  stop();
  const loaded = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return loaded;
}

/** Numbers from 0 to below `count` that depend on the seed alone (mulberry32). */
function chance(seed) {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) % count) + 0;
  };
}

/** The records of so many hires repeat with other names. */
const differentLives = 104;

/** The number of a hire in the middle of so many, who lives like the first one: in the second week, with an item open. */
export const middleOf = (count) => differentLives * Math.floor(count / 2 / differentLives);

/** What the hire of that number is called, and their record's id. The first one is Ada Lovelace. */
export function hireAt(index) {
  const first = hireNames[index % hireNames.length];
  const family = index === 0 ? 'Lovelace' : familyNames[index % familyNames.length];
  return { name: `${first}${index || ''} ${family}`, id: `h${(index + 10).toString(16).padStart(8, '0')}` };
}

export const buddyAt = (index) => `Grace${index || ''} Hopper`;

function hires(given, workspace, count, buddies) {
  const { formatRecord, underId, pinProgram, program } = given;
  mkdirSync(join(workspace, 'hires'), { mode: 0o700 });
  writeFileSync(join(workspace, 'pm-onboard.yaml'), 'calendar:\n  holidays: []\n');
  const digest = pinProgram(workspace, program);
  const draw = chance(given.seed);
  const lives = Array.from({ length: Math.min(count, differentLives) }, (_, at) =>
    life(given, digest, at, draw),
  );
  for (let at = 0; at < count; at += 1) {
    const { id, name } = hireAt(at);
    const names = {
      'Ada Lovelace': name,
      'Grace Hopper': buddyAt(at % buddies),
      'Alan Turing': `Alan${at % 40 || ''} Turing`,
    };
    const renamed = named(lives[at % lives.length], names, `p${id.slice(1)}`);
    writeFileSync(join(workspace, 'hires', `${id}.json`), formatRecord(underId(id, renamed)), {
      mode: 0o600,
    });
  }
}

/** A record of some weeks: items done in time, some left, notes and questions. The first hire is in her second week. */
function life({ sampleRecord, withFacts, addDays, mondayBefore, program, day }, digest, index, draw) {
  const hire = {
    name: 'Ada Lovelace',
    // Most have begun some weeks ago, a few are nearly through: 12 KB on the average.
    start: mondayBefore(addDays(day, -7 * (index === 0 ? 1 : draw(draw(12) + 1)))),
    behind: index === 0 ? 3 : Math.max(0, draw(8) - 4),
    awaiting: draw(3),
  };
  const now = new Date(`${day}T00:00:00.000Z`);
  const sample = sampleRecord('h0000000a', hire, { program, digest }, day, now);
  // Open for the row of `done`.
  const kept = { ...sample, events: sample.events.filter(({ item }) => index > 0 || item !== 'set-1on1s') };
  const { items } = program.phases[1];
  const facts = Array.from({ length: 2 + draw(5) }, (_, at) =>
    at % 3 === 2
      ? { kind: 'asked', text: `Who decides on part ${draw(100)}?` }
      : {
          kind: 'noted',
          item: items[draw(items.length)].id,
          text: `Note ${at}: ask Grace about the second laptop`,
        },
  );
  const stamp = (at) => ({
    now: new Date(now.getTime() - 60_000 * (facts.length - at)),
    on: day,
    by: hire.name,
    batch: `b${at}`,
  });
  return facts.reduce((record, fact, at) => withFacts(record, [fact], stamp(at)), kept);
}

/** The record with other people in it. */
function named(record, names, person) {
  const nameOf = (name) => names[name] ?? name;
  const events = record.events.map((event) => ({
    ...event,
    by: nameOf(event.by),
    ...(event.kind === 'started' ? { name: nameOf(event.name), person } : {}),
    ...(event.people ? { people: event.people.map(nameOf) } : {}),
  }));
  return { ...record, events };
}

/** One hire who, with her buddy, has done, noted, asked, taken back and reviewed until there were so many events. */
function longRecord(given, workspace, count) {
  const { byOrder, eventId, formatRecord, parseRecord } = given;
  hires(given, workspace, 1, 1);
  const { id } = hireAt(0);
  const path = join(workspace, 'hires', `${id}.json`);
  const record = parseRecord(readFileSync(path, 'utf8'));
  const items = given.program.phases.flatMap((phase) => phase.items.map((item) => item.id));
  const isFirst = ({ kind }) => ['started', 'assigned', 'changed'].includes(kind);
  const own = [...record.events.filter(isFirst), ...record.events.filter((event) => !isFirst(event))];
  const events = own.slice(0, Math.ceil(count / 2));
  const begin = Date.parse(record.events.at(-1).at) + 1 - 200_000_000;
  const last = { done: '', asked: '', batch: '' };
  while (events.length < count) {
    const at = events.length;
    const batch = `c${at}`;
    const deeds = [
      ['Ada Lovelace', 'done', { evidence: 'https://example.com', item: signed }],
      ['Grace Hopper', 'approved', { item: signed, of: last.done, role: 'buddy' }],
      ['Ada Lovelace', 'reopened', { item: signed, of: last.done }],
      ['Ada Lovelace', 'asked', { text: `Question ${at}?` }],
      ['Grace Hopper', 'answered', { of: last.asked, text: `Answer ${at}` }],
      ['Ada Lovelace', 'noted', { item: items[at % items.length], text: `Note ${at}` }],
      ['Ada Lovelace', 'undone', { target: last.batch }],
      ['Ada Lovelace', 'counted', { delta: 1, item: 'customer-calls' }],
      ['Ada Lovelace', 'noted', { item: signed, text: `Remark ${at}` }],
      ['Grace Hopper', 'reviewed', { events: [] }],
    ];
    const [by, kind, fields] = deeds[at % deeds.length];
    const content = {
      at: new Date(begin + at * 1000).toISOString(),
      on: given.day,
      by,
      batch,
      kind,
      ...fields,
    };
    const event = { id: eventId(id, content), ...content };
    events.push(event);
    if (kind === 'done' || kind === 'asked') last[kind] = event.id;
    last.batch = batch;
  }
  writeFileSync(path, formatRecord({ ...record, events: events.sort(byOrder) }), { mode: 0o600 });
}

/**
 * The items of a large program, phase by phase; every seventh waits for the one before. A phase has about 800 at most: a file with
 * twice as many is refused.
 */
function itemsOf(count) {
  const later = Math.max(3, Math.ceil((count * 0.9) / 800));
  const shares = [
    { id: 'day-1', due: 'workday 1', days: 1, share: 0.02 },
    { id: 'week-1', due: 'workday 5', days: 5, share: 0.08 },
    ...Array.from({ length: later }, (_, at) => {
      const days = 10 + Math.round((80 * (at + 1)) / later);
      return { id: `day-${days}`, due: `day ${days}`, days, share: 0.9 / later };
    }),
  ];
  let number = 0;
  return shares.map(({ id, due, days, share }) => ({
    id,
    due,
    days,
    items: Array.from({ length: Math.max(1, Math.round(count * share)) }, (_, at) => {
      number += 1;
      return { number, minutes: [10, 15, 20, 30][at % 4], waits: at % 7 === 3 };
    }),
  }));
}

function largeProgram(workspace, count) {
  mkdirSync(join(workspace, 'many'));
  writeFileSync(join(workspace, 'pm-onboard.yaml'), 'program: many\ncalendar:\n  holidays: []\n');
  const phases = itemsOf(count);
  for (const { id, due, items } of phases) {
    const lines = items.map(({ number, minutes, waits }) => {
      const after = waits ? `\n    after: [item-${number - 1}]` : '';
      return `  - id: item-${number}\n    title: Learn thing number ${number}\n    takes: ${minutes} min${after}\n`;
    });
    writeFileSync(
      join(workspace, 'many', `${id}.yaml`),
      `id: ${id}\ntitle: ${id}\ndue: ${due}\nitems:\n${lines.join('')}`,
    );
  }
  const ids = phases.map(({ id }) => id).join(', ');
  const text = `id: many\ntitle: Many\nroles:\n  buddy: { title: Buddy }\nphases: [${ids}]\n`;
  writeFileSync(join(workspace, 'many', 'program.yaml'), text);
}

/** The same items for taskwarrior, with the days of their phases. */
function tasks(folder, count, day) {
  const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const stamp = (days) =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
  const list = itemsOf(count).flatMap(({ id, days, items }) =>
    items.map(({ number, waits }) => ({
      uuid: uuid(number),
      description: `Learn thing number ${number}`,
      status: 'pending',
      entry: stamp(-1),
      due: stamp(days - 1),
      project: id,
      ...(waits ? { depends: uuid(number - 1) } : {}),
    })),
  );
  writeFileSync(join(folder, 'tasks.json'), JSON.stringify(list));
}

function checklists(folder, count) {
  for (let at = 0; at < count / 5; at += 1) {
    const place = join(folder, `program-${at}`);
    mkdirSync(place);
    const phases = [1, 2, 3, 4, 5].map((number) => `phase-${number}`);
    const roles = 'roles:\n  buddy: { title: Buddy, required: true }\n  manager: { title: Manager }\n';
    const main = `id: program-${at}\ntitle: Program ${at}\nphases: [${phases.join(', ')}]\n${roles}`;
    writeFileSync(join(place, 'program.yaml'), main);
    for (const [index, phase] of phases.entries())
      writeFileSync(join(place, `${phase}.yaml`), checklist(at, phase, index));
  }
}

/** The number of the program stands in the texts, so that no two files are alike. */
function checklist(program, phase, index) {
  const items = Array.from({ length: 100 }, (_, at) =>
    [
      `  - id: ${phase}-item-${at + 1}`,
      `    title: Learn part ${at + 1} of ${phase.replace('-', ' ')} in ${program}`,
      '    details: Sit down with somebody who knows it well, and write down what was new to you.',
      `    due: day ${index * 20 + Math.floor(at / 5) + 1}`,
      '    takes: 5 min',
      `    with: [${at % 2 ? 'buddy' : 'manager'}]`,
      ...(at > 0 ? [`    after: [${phase}-item-${at}]`] : []),
      `    links: [{ title: The page about it, url: 'https://example.com/${program}/${phase}/${at}' }]`,
      '    topics: [What is it for?, Who decides on it?]',
    ].join('\n'),
  );
  return `id: ${phase}\ntitle: Phase ${index + 1}\ndue: day ${(index + 1) * 20}\nitems:\n${items.join('\n')}\n`;
}
