/** The checklist of one meeting or turn, made of the lines that duties.yaml has for it. Pure. */
import { type CalendarDate, daysBetween } from '../dates.ts';
import { sha256 } from '../digest.ts';
import { compile } from '../program/compile.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import type { ProgramSource } from '../program/shape.ts';
import { normaliseName } from '../progress/names.ts';
import { type Deed, type Duties, type Meeting, type Part, parts, type Rotation } from './model.ts';
import { turnOn } from './turns.ts';

export type Duty = Meeting | Rotation;

/** One time of a meeting, or one turn. */
export interface Occasion {
  readonly duty: Duty;
  /** What the run is for: `PM meeting 2026-12-09`, which stays when a holiday moves the meeting. */
  readonly subject: string;
  /** The day of the meeting, or the first day of the turn. */
  readonly from: CalendarDate;
  /** The day of the meeting, or the last day of the turn: dates count from it. */
  readonly to: CalendarDate;
}

const prefix = 'duty-';

/** The id of the program that is made of a duty's lines. */
export function programIdOf({ id }: Pick<Duty, 'id'>): string {
  return `${prefix}${id}`;
}

/** Whether a program with this id is made of the lines of a duty; whether that is still there is another question. */
export function isOfDuty(program: string): boolean {
  return program.startsWith(prefix);
}

/** The duty whose lines a program is made of; undefined for any other program. */
export function dutyOf({ meetings, rotations }: Duties, program: string): Duty | undefined {
  return [...meetings, ...rotations].find((duty) => programIdOf(duty) === program);
}

export function isRotation(duty: Duty): duty is Rotation {
  return 'members' in duty;
}

/**
 * What the run of an occasion is for: the same on every machine.
 * @param date the day of the meeting as its rule has it, or the first day of the turn
 */
export function subjectOf({ title }: Pick<Duty, 'title'>, date: CalendarDate): string {
  return `${inOneLine(title).slice(0, longestTitle).trim()} ${date}`;
}

/** A subject has a hundred characters at most. */
const longestTitle = 88;

/** The text without line breaks and signs that steer a terminal, which a subject must not have. */
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

const titles = { before: 'Before', during: 'During', after: 'After' } as const;

/**
 * The checklist of an occasion: a phase each for what is done before, during and after. `before` is due on the last working day
 * before it, `during` on its day or by the end of the turn, `after` two working days later, and not before.
 * @param others the rotations that somebody else than the owner has the turn of: their holders do what is theirs
 * @param was the checklist that a run has already: what is as it was there, or nearly so, keeps its id
 * @returns undefined where the duty lists nothing
 */
export function checklistOf(
  { duty, subject, from, to }: Occasion,
  others: readonly Rotation[],
  was?: Program,
): Program | undefined {
  const filled = parts.filter((part) => duty[part].length > 0);
  if (filled.length === 0) return undefined;
  const last = daysBetween(from, to);
  const dues = {
    before: { due: `${last + 1} days before end` },
    during: { due: '0 days before end', ...(last > 0 ? { from: `${last} days before end` } : {}) },
    after: { due: '2 workdays after end', from: '0 days before end' },
  } as const;
  const ids = idsOf(
    filled.flatMap((part) => duty[part].map(({ text }) => inOneLine(text))),
    was,
  );
  const byOf = ({ rotation }: Deed) => others.find(({ id }) => id === rotation)?.id;
  const source: ProgramSource = {
    program: {
      id: programIdOf(duty),
      title: subject,
      anchor: 'end',
      phases: filled,
      roles: Object.fromEntries(
        others
          .filter(({ id }) => parts.some((part) => duty[part].some(({ rotation }) => rotation === id)))
          .map(({ id, title }) => [id, { title }]),
      ),
    },
    checklists: filled.map((part) => ({
      id: part,
      title: titles[part],
      due: dues[part].due,
      items: duty[part].map((deed) => {
        const by = byOf(deed);
        return {
          id: ids.shift() as string,
          title: inOneLine(deed.text),
          ...dues[part],
          ...(by ? { by } : {}),
        };
      }),
    })),
    calendars: new Map(),
  };
  return compile(source, sha256(JSON.stringify([subject, last, duty.before, duty.during, duty.after])));
}

/** The part in which an item stands, by the id of its phase; undefined for a phase of a template. */
export function partOf(phase: string): Part | undefined {
  return parts.find((part) => part === phase);
}

/**
 * An id for each line. It comes from the words of the line, so that other lines may come, go and change their places; and a line
 * that is edited keeps the id that the run has for it, as long as most of its letters stay.
 */
function idsOf(lines: readonly string[], was: Program | undefined): string[] {
  const old = (was?.phases ?? []).flatMap(({ items }) => items);
  const taken = new Set(old.map(({ id }) => id));
  const free = new Map(old.map((item) => [item, normaliseName(item.title)]));
  const ids = new Array<string | undefined>(lines.length);
  const claim = (at: number, text: string | undefined) => {
    const [item] = [...free].find(([, title]) => title === text) ?? [];
    if (!item) return;
    free.delete(item);
    ids[at] = item.id;
  };
  for (const [at, line] of lines.entries()) claim(at, normaliseName(line));
  for (const [at, line] of lines.entries())
    if (ids[at] === undefined) claim(at, nearest(normaliseName(line), free.values())[0]);
  return lines.map((line, at) => ids[at] ?? newId(line, taken));
}

/** Five words are enough to recognise a line by. */
const mostWords = 5;

function newId(line: string, taken: Set<string>): string {
  const plain = line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const isReadable = words.join('').length * 2 > plain.replace(/\P{L}/gu, '').length;
  const id = isReadable ? words.slice(0, mostWords).join('-') : `line-${sha256(line).slice(0, 6)}`;
  let own = id;
  for (let n = 2; taken.has(own); n += 1) own = `${id}-${n}`;
  taken.add(own);
  return own;
}

/** The rotations whose turn on a day isn't the owner's, for {@link checklistOf}. */
export function heldByOthers(
  { rotations }: Duties,
  date: CalendarDate,
  isOwner: (name: string) => boolean,
): Rotation[] {
  return rotations.filter((rotation) => {
    const holder = turnOn(rotation, date)?.holder ?? null;
    return holder === null || !isOwner(holder);
  });
}
