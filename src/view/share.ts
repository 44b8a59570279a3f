/** What went into a share, or came by one, in words. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import type { Event, UnknownEvent } from '../progress/event.ts';
import type { Kind } from '../progress/kinds.ts';
import { samePerson } from '../progress/names.ts';
import type { HireRecord } from '../progress/record.ts';
import type { Hire, Progress } from '../progress/reduce.ts';
import { quoted } from '../shell.ts';
import { describeDamage } from './log.ts';
import type { Outcome } from './outcome.ts';
import { firstName, listText, plural } from './words.ts';

type Events = readonly (Event | UnknownEvent)[];

/** What was written, and who does what with it. */
export interface Sent {
  /** The file as the user knows it; absent: it went to stdout. */
  readonly file?: string;
  /** What whoever gets it has to type behind `pm-onboard`, up to the file's name. */
  readonly name?: string;
  /** Who sends it. */
  readonly by: string;
}

/** A file's name made of the hire's; of their id where a name has no plain letters, or one that Windows keeps to itself. */
export function shareName({ id, name }: Hire): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  const usable = plain !== '' && !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(plain);
  return `${usable ? plain : id}.pm-onboard.json`;
}

export function sentOutcome({ record, progress, people }: Run, { file, name, by }: Sent): Outcome {
  const { hire } = progress;
  const mine = samePerson(hire, by);
  const buddies = people.get('buddy') ?? [];
  const reader = mine ? listText(buddies.map((buddy) => firstName(buddy.name))) : firstName(hire.name);
  const left = record.damaged.length;
  return {
    changes: [`${hire.name}: ${plural(record.events.length, 'event')}, ${file ? `in ${file}` : 'on stdout'}`],
    remarks:
      left > 0
        ? [`Without ${plural(left, 'event')} of the record that can't be trusted: pm-onboard log`]
        : [],
    hint: name ? `Send it to ${reader || 'your buddy'}; they run:` : '',
    ...(name ? { commands: [`pm-onboard ${mine ? 'review' : 'share --receive'} ${name}`] } : {}),
  };
}

/** What a share brought. */
export interface Arrived {
  readonly progress: Progress;
  /** The record as it was; absent: the hire is new here. */
  readonly before: HireRecord | undefined;
  readonly after: HireRecord;
  /** What was in the file, its damaged events included. */
  readonly sent: HireRecord;
  /** Records of the same person, this one among them; empty where it is the only one. */
  readonly twins: readonly Twin[];
  /** Who takes it in. */
  readonly by: string;
  readonly today: CalendarDate;
}

export function arrivedOutcome({ progress, before, after, sent, twins, by, today }: Arrived): Outcome {
  const { hire } = progress;
  const known = new Set(before?.events.map(({ id }) => id));
  const fresh = after.events.filter(({ id }) => !known.has(id));
  const next = samePerson(hire, by) ? 'status' : 'review';
  return {
    changes: fresh.length > 0 ? [freshText(hire.name, fresh, before === undefined)] : [],
    remarks: [
      ...(fresh.length > 0
        ? []
        : [`You have all of it already: ${hire.name}, ${plural(after.events.length, 'event')}.`]),
      ...damagedText(sent),
      ...twinsText(twins, today),
    ],
    hint: `See how it stands: pm-onboard ${next} ${twins.length > 0 ? hire.id : quoted(hire.name)}`,
  };
}

function freshText(name: string, events: Events, isNew: boolean): string {
  const kinds = kindsText(events);
  const what = isNew ? plural(events.length, 'event') : plural(events.length, 'new event');
  return `${name}${isNew ? ' is new here' : ''}: ${what}${kinds ? ` (${kinds})` : ''}`;
}

/** Kinds that readers look for, in this order; the others are counted together. */
const kindWords: Partial<Record<Kind, (n: number) => string>> = {
  done: (n) => `${n} done`,
  skipped: (n) => `${n} skipped`,
  asked: (n) => plural(n, 'question'),
  answered: (n) => plural(n, 'answer'),
  approved: (n) => `${n} approved`,
  returned: (n) => `${n} returned`,
  noted: (n) => plural(n, 'note'),
  counted: (n) => plural(n, 'count'),
  reviewed: (n) => plural(n, 'review'),
};

/** `5 done, 1 question, 2 more`; empty where there is none that readers look for. */
function kindsText(events: Events): string {
  const counts = Object.entries(kindWords).map(([kind, word]) => {
    const n = events.filter((event) => event.kind === kind).length;
    return { n, text: word(n) };
  });
  const told = counts.filter(({ n }) => n > 0);
  const more = events.length - told.reduce((sum, { n }) => sum + n, 0);
  if (told.length === 0) return '';
  return [...told.map(({ text }) => text), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const mostFaults = 5;

function damagedText({ damaged }: HireRecord): string[] {
  if (damaged.length === 0) return [];
  const more = damaged.length - mostFaults;
  const faults = damaged.slice(0, mostFaults).map((damage) => `- ${describeDamage(damage)}`);
  return [
    `${plural(damaged.length, 'event')} of the file can't be trusted and ${damaged.length === 1 ? 'is' : 'are'} left out:`,
    ...faults,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

/** One of several records of a person. */
export interface Twin {
  readonly id: string;
  readonly name: string;
  readonly start: CalendarDate;
  readonly events: number;
}

/** Which records are of one person, how to tell them apart, and what to do; nothing for one alone. */
export function twinsText(twins: readonly Twin[], today: CalendarDate): string[] {
  if (twins.length < 2) return [];
  const fewest = twins.reduce((a, b) => (b.events < a.events ? b : a));
  return [
    `${twins.length} records look like one person's; ids are never merged:`,
    ...twins.map(
      ({ id, name, start, events }) =>
        `- ${id}: ${name}, from ${longDate(start, today)}, ${plural(events, 'event')}`,
    ),
    'If it is one person, go on with one of them and put the other away, such as:',
    `- pm-onboard archive ${fewest.id} keeps it, out of sight`,
    `- pm-onboard forget ${fewest.id} erases it`,
  ];
}
