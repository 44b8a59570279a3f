/** Finds what people name: hires, roles, phases. An error suggests the nearest name, or lists the candidates. */
import { UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { noJoiner } from '../joiners.ts';
import type { Phase, Program } from '../program/model.ts';
import { hintFor, nearest, noRole } from '../program/nearest.ts';
import { normaliseName, samePerson, twinsOf } from '../progress/names.ts';
import { refusePlaceholder } from './placeholder.ts';

export interface HireEntry {
  readonly id: string;
  readonly name: string;
  readonly handles: readonly string[];
  /** The id that all runs of one person share; absent where the record can't be read. */
  readonly person?: string;
}

/** Those among whom a text is looked for. */
export interface Among<H extends HireEntry> {
  /** All of them, in the order of their ids. */
  all(): readonly H[];
  /** Those of whom it is the id, or, apart from case and spaces, the name or a handle. */
  whole(text: string): readonly H[];
  /** Those with it in their name or a handle. @param part in the form in which names are compared */
  part(part: string): readonly H[];
}

export function among<H extends HireEntry>(hires: readonly H[]): Among<H> {
  return {
    all: () => hires,
    whole: (text) => hires.filter((hire) => hire.id === text || samePerson(hire, text)),
    part: (part) =>
      hires.filter(({ id, name, handles }) =>
        [name, ...handles].some((known) => known !== id && normaliseName(known).includes(part)),
      ),
  };
}

/**
 * Finds a record by id, name or handle, by a part of a name or handle that fits one record only, or by the beginning of
 * an id. Where a person has several records, a name fits all of them, whether their runs have ended or not.
 * @throws UserError if the text fits no record or several
 */
export function matchHire<H extends HireEntry>(hires: readonly H[], text: string): H {
  const found = hiresMeant(hires, text);
  if (found.length === 1 && found[0]) return found[0];
  throw found.length > 1 ? severalFit(found, text) : nobodyCalled(hires, text);
}

/**
 * The runs that a text means. An id means its record. A name, a handle or a part of one means the runs under way that it fits,
 * as if the ended ones were not there; where it fits none of these, of each person the run that ended last.
 * @param endOf when a run ended, in a form that sorts; undefined while it is under way
 */
export function runsMeant<H extends HireEntry>(
  hires: Among<H>,
  text: string,
  endOf: (hire: H) => string | undefined,
): readonly H[] {
  const exact = hires.whole(text).filter(({ id }) => id === text);
  if (exact.length > 0) return exact;
  const all = meantAmong(hires, text);
  for (
    let [found, gone] = [all, new Set<H>()];
    ;
    found = meantAmong(among(withoutThese(hires, gone)), text)
  ) {
    const open = found.filter((hire) => endOf(hire) === undefined);
    if (open.length > 0) return open;
    if (found.length === 0) return lastOfEach(all, endOf);
    for (const hire of found) gone.add(hire);
  }
}

function withoutThese<H extends HireEntry>(hires: Among<H>, gone: ReadonlySet<H>): readonly H[] {
  return hires.all().filter((hire) => !gone.has(hire));
}

/** Of each person the runs under way, or else the run that ended last. @param endOf as for {@link runsMeant} */
export function lastOfEach<H extends HireEntry>(
  hires: readonly H[],
  endOf: (hire: H) => string | undefined,
): H[] {
  const groups = [...grouped(hires, personOf).values()];
  return groups.flatMap((runs) => {
    if (runs.length < 2) return runs;
    const open = runs.filter((hire) => endOf(hire) === undefined);
    const last = runs.reduce((a, b) => ((endOf(b) ?? '') > (endOf(a) ?? '') ? b : a));
    return open.length > 0 ? open : [last];
  });
}

/** The person whose record that is; a record that can't be read is taken for one of a person without others. */
export function personOf({ person, id }: HireEntry): string {
  return person ?? id;
}

export function severalFit(found: readonly HireEntry[], text: string): UserError {
  return new UserError(
    `"${text}" may be ${found.map(labelOf).join(' or ')}`,
    doubtHint(found, 'say more of the name, or the id'),
  );
}

export function nobodyCalled(hires: readonly HireEntry[], text: string): UserError {
  const meant = nearestOf(hires, text, ({ name, handles }) => [name, ...name.split(/\s+/), ...handles]);
  const hint = meant
    ? `did you mean ${meant.name}?`
    : `there are: ${[...new Set(hires.map(({ name }) => name))].join(', ')}`;
  return new UserError(`nobody here is called "${text}"`, hint);
}

/** The candidate with the word nearest to a mistyped text; undefined where no word is near. */
export function nearestOf<C>(
  candidates: readonly C[],
  text: string,
  wordsOf: (each: C) => string[],
): C | undefined {
  const words = new Map(candidates.flatMap((each) => wordsOf(each).map((word) => [word, each] as const)));
  return words.get(nearest(text, words.keys())[0] ?? '');
}

/** The hires that a text may mean. Names come before ids: by "ada" nobody means the hire with the id h807adac9. */
export function hiresMeant<H extends HireEntry>(hires: readonly H[], text: string): readonly H[] {
  return meantAmong(among(hires), text);
}

function meantAmong<H extends HireEntry>(hires: Among<H>, text: string): readonly H[] {
  const asked = normaliseName(text);
  const whole = hires.whole(text);
  if (whole.length > 0 || asked === '') return whole;
  const byName = hires.part(asked);
  if (byName.length > 0 || asked.length <= 3) return byName;
  return hires.all().filter(({ id }) => id.startsWith(asked));
}

/**
 * The hint of an error that lists several hires. Where two of them may be one person who was started twice, it says how to put
 * one away; runs that are known to be one person's are meant to be several.
 */
export function doubtHint(hires: readonly HireEntry[], remedy: string): string {
  return twinsOf(hires).every((twins) => new Set(twins.map(personOf)).size < 2)
    ? remedy
    : `${remedy}; where two are one person, put one away with \`archive\`, by its id`;
}

/** `Ada Lovelace (h1a2b3c4d)`, for lists in which two hires may have the same name. */
export function labelOf({ name, id }: HireEntry): string {
  return `${name} (${id})`;
}

/** Finds a role by id or title, and returns its id. @throws UserError if there is no such role */
export function matchRole(program: Pick<Program, 'roles'>, text: string): string {
  const roles = Object.entries(program.roles);
  const asked = normaliseName(text);
  const found = roles.find(([id, role]) => id === asked || normaliseName(role.title) === asked);
  if (found) return found[0];
  const near =
    nearestOf(roles, text, ([id, { title }]) => [id, title]) ??
    nearestOf(roles, text, ([id, { title }]) => [id, title].flatMap((name) => name.split(/[ -]/)));
  const hint = near ? `did you mean ${near[0]}?` : `there are: ${Object.keys(program.roles).join(', ')}`;
  throw new UserError(noRole(`"${text}"`), hint);
}

/** Finds a phase as {@link phaseNamed} does. @throws UserError if there is no such phase */
export function matchPhase(program: Program, text: string): Phase {
  const found = phaseNamed(program, text);
  if (found) return found;
  const { phases } = program;
  const near = nearestOf(phases, text, ({ id, title }) => [id, title]);
  const hint = near ? `did you mean ${near.id}?` : `there are: ${phases.map(({ id }) => id).join(', ')}`;
  throw new UserError(`the program has no phase "${text}"`, hint);
}

/** The phase with this id, which screens print as `Week 1`, this title, or this number; undefined if there is none. */
export function phaseNamed({ phases }: Program, text: string): Phase | undefined {
  const asked = normaliseName(text);
  return (
    phases.find(({ id, title }) => id === asked.replaceAll(' ', '-') || normaliseName(title) === asked) ??
    phases.find((_, index) => String(index + 1) === asked)
  );
}

/** @throws UserError always: the name that `--for` gives is nobody's; the nearest of the names, else the other remedy, is its hint */
export function nobodyFor(text: string, names: readonly string[], otherwise?: string): never {
  const hint = names.length === 0 && otherwise !== undefined ? otherwise : nearestHint(text, names);
  throw new UserError(`--for: nobody here is called "${text}"`, hint);
}

export function noRunText(name: string): string {
  return `no run is called "${name}"`;
}

/** `did you mean NAME?` if one of the names is near to the text; else all of them. */
export function nearestHint(text: string, names: readonly string[]): string {
  return hintFor(text, names, `there are: ${names.join(', ')}`);
}

/**
 * A person's name, cleaned as by {@link cleanLine}.
 * @throws UserError as {@link cleanLine} does, and for a name that begins with a dash: then the flag's value was
 * forgotten, and the next flag was taken for the name
 */
export function cleanName(text: string, flag: string): string {
  const remedy = 'give a name, such as "Ada Lovelace"';
  const name = cleanLine(text, flag, 'name', remedy);
  if (!name.startsWith('-')) return name;
  throw new UserError(`${flag}: "${name}" begins with a dash, as flags do`, remedy);
}

/** The text without joiners that join nothing; the pattern of those that do join is long. */
function withoutIdleJoiners(text: string): string {
  return /[\u200c\u200d]/.test(text)
    ? text.replace(new RegExp(`${noJoiner()}[\u200c\u200d]`, 'gu'), '')
    : text;
}

/**
 * A name or title in NFC, trimmed, with single spaces, without joiners that join nothing.
 * @param flag the flag that the text was given with, for the error
 * @param remedy the error's hint where the text is empty
 * @throws UserError if the text is empty, has control characters, or is longer than 100 characters
 */
export function cleanLine(text: string, flag: string, noun: string, remedy: string): string {
  const line = withoutIdleJoiners(text.normalize('NFC')).trim().replace(/\s+/g, ' ');
  if (line === '') throw new UserError(`${flag}: the ${noun} is empty`, remedy);
  refusePlaceholder(line, flag);
  if (/\p{Cc}/u.test(line))
    throw new UserError(`${flag}: "${line}" has a control character in it`, 'write it without');
  if (line.length > 100)
    throw new UserError(`${flag}: the ${noun} has ${line.length} characters, the most is 100`, 'shorten it');
  return line;
}
