/** `duties swap`: which turns it is about, and what it writes. */
import { addDays, type CalendarDate, longDate } from '../../dates.ts';
import { type Handing, splicedText } from '../../duties/covers.ts';
import type { Rotation } from '../../duties/model.ts';
import { isMemberOn, type Turn, turnsOf } from '../../duties/turns.ts';
import { runAgain, UserError } from '../../errors.ts';
import { normaliseName } from '../../progress/names.ts';
import { cleanLine } from '../../session/lookup.ts';
import { type DutiesInput, swapCommand, todayIn } from '../../view/duties.ts';
import { heldTurnOn } from '../../view/duties-swap.ts';
import type { OpenDuties } from '../../workspace/duties-file.ts';
import type { Looked } from './look.ts';
import { memberNamed } from './named.ts';

export interface SwapFlags {
  readonly with?: string;
  readonly by?: string;
  readonly why?: string;
}

/** The days that the flags name, read. */
export interface SwapDates {
  readonly on?: CalendarDate;
  readonly their?: CalendarDate;
}

/** How far ahead a turn to swap is looked for, in days. */
const reach = 400;

/**
 * The turns that change hands.
 * @throws UserError where a turn is over or nobody's, or a person isn't in the rotation then
 */
export function handingsFrom(
  rotation: Rotation,
  { input, known }: Pick<Looked, 'input' | 'known'>,
  flags: SwapFlags,
  dates: SwapDates,
): Handing[] {
  const today = todayIn(input, rotation.zone);
  const turn =
    dates.on === undefined ? nextOwn(rotation, today, input) : turnTo(rotation, dates.on, '--on', today);
  const why =
    flags.why === undefined ? undefined : cleanLine(flags.why, '--why', 'reason', 'say why, in a few words');
  const because = why === undefined ? {} : { why };
  const holder = turn.holder ?? '';
  const text = flags.with ?? flags.by;
  if (text === undefined)
    throw new UserError(
      'nobody is named who takes the turn',
      'give --with NAME for a swap, or --by NAME for a cover',
    );
  const isSwap = flags.with !== undefined;
  const flag = isSwap ? '--with' : '--by';
  const names = membersOn(rotation, turn);
  const name = memberNamed(names, text, flag, known);
  if (normaliseName(name) === normaliseName(holder))
    throw new UserError(
      `${flag}: ${name} has the turn from ${longDate(turn.from, today)} already`,
      'name somebody else',
    );
  if (!isSwap) return [{ turn, to: name, ...because }];
  const theirs =
    dates.their === undefined
      ? nextOf(rotation, name, turn, today)
      : turnTo(rotation, dates.their, '--their', today);
  if (!theirs || !isHeldBy(theirs, name))
    throw new UserError(
      theirs
        ? `--their: the turn from ${longDate(theirs.from, today)} is ${theirs.holder}'s`
        : `${name} has no other turn to give`,
      `for a cover without a turn in return, give --by instead: ${swapCommand(rotation.id, turn.from, name, null)}`,
    );
  return [
    { turn, to: name, ...because },
    { turn: theirs, to: holder, ...because },
  ];
}

/** The turn of somebody's that comes after another one; where there is none, the first from today on. */
function nextOf(rotation: Rotation, name: string, { from }: Turn, today: CalendarDate): Turn | undefined {
  const own = turnsOf(rotation, today, addDays(from, reach)).filter(
    (each) => each.from > today && each.from !== from && isHeldBy(each, name),
  );
  return own.find((each) => each.from > from) ?? own[0];
}

function isHeldBy({ holder }: Turn, name: string): boolean {
  return holder !== null && normaliseName(holder) === normaliseName(name);
}

/** Those who are members when a turn begins. */
function membersOn(rotation: Rotation, { from }: Turn): string[] {
  return [...new Set(rotation.members.map(({ name }) => name))].filter((name) =>
    isMemberOn(rotation, name, from),
  );
}

function nextOwn(rotation: Rotation, today: CalendarDate, { isMe, person }: DutiesInput): Turn {
  const own = turnsOf(rotation, today, addDays(today, reach)).find(
    ({ holder, from }) => holder !== null && isMe(holder) && from >= today,
  );
  if (own) return own;
  throw new UserError(
    `${person} has no turn of ${rotation.title} to come`,
    'say which turn, by one of its days: --on DATE',
  );
}

/** @throws UserError where the day's turn is over, or nobody has it */
function turnTo(rotation: Rotation, date: CalendarDate, flag: string, today: CalendarDate): Turn {
  const turn = heldTurnOn(rotation, date);
  if (!turn)
    throw new UserError(
      `${flag}: nobody has ${rotation.title} on ${longDate(date, today)}`,
      'name members and an anchor in duties.yaml first',
    );
  if (turn.to >= today) return turn;
  throw new UserError(
    `${flag}: the turn from ${longDate(turn.from, today)} is over, and the past stays as it was`,
    'name a day from today on',
  );
}

/**
 * The text of the file with the covers in it, all else as it is.
 * @throws UserError (exit 2) where it is written in a way that nothing can be added to, or somebody else has a turn by now
 */
export function textWith(file: OpenDuties, id: string, handings: readonly Handing[]): string {
  const rotation = file.duties.rotations.find((each) => each.id === id);
  const isSame = handings.every(
    ({ turn }) => rotation && heldTurnOn(rotation, turn.from)?.holder === turn.holder,
  );
  if (!rotation || !isSame) throw new UserError('duties.yaml was changed in the meantime', runAgain);
  const text = splicedText(file, rotation, handings);
  if (text !== undefined) return text;
  throw new UserError(
    `the rotation ${id} in duties.yaml is written in a way that covers can't be added to`,
    'write it with a line for each key, and `covers:` as a list below it; then run the command again',
  );
}
