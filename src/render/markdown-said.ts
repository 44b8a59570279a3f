/**
 * What people wrote, marked before a screen puts it into its own sentences, so that it can still be told apart when it is escaped.
 * The marks are control characters, which a text can't hold: they become visible signs before.
 */
import { isLink } from '../view/words.ts';
import { changeDeep } from './safe.ts';

/** Whose words a text is: what a program says with `#` or `@` is meant; what people wrote shall not call anybody. */
export type Tone = 'program' | 'person';

const [begin, end] = ['\u0002', '\u0003'];

/** Stands where a line ends in a text of several lines; another sign than a line break, which rows would make a blank. */
export const brokenLine = '\u0004';

/** The keys of views under which there is what people wrote, and nothing else. (`reason` is also why an item has its date.) */
const said = ['text', 'note', 'comment', 'without', 'given', 'evidence', 'said', 'wasMissing', 'wasUseless'];

/** The view with the texts of people marked; not those that are a link alone, which screens look at. */
export function marked<T>(view: T): T {
  return markedIn(changeDeep(view, withoutMarks));
}

function withoutMarks(text: string): string {
  return text.replaceAll(begin, '␂').replaceAll(end, '␃').replaceAll(brokenLine, '␄');
}

function markedIn<T>(value: T): T {
  if (Array.isArray(value)) return value.map((inner) => markedIn(inner)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { kind } = value as { kind?: unknown };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      // The text of a role is its title, and how old the shared state is nobody wrote.
      if (key === 'sync' || (key === 'text' && kind === 'role')) return [key, inner];
      if (!said.includes(key)) return [key, markedIn(inner)];
      if (isTexts(inner)) return [key, inner.map(mark)];
      return [key, typeof inner === 'string' ? mark(inner) : markedIn(inner)];
    }),
  ) as T;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function mark(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const whole = lines.filter((line) => line !== '').join(brokenLine);
  return whole === '' || isLink(whole) ? whole : begin + whole + end;
}

/** The parts of a text, with whether somebody wrote them. What is left of a mark by a screen that cut it counts to the end. */
export function unmarked(text: string): { readonly text: string; readonly said: boolean }[] {
  return text
    .split(begin)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, said: false }];
      const [inside = '', ...after] = part.split(end);
      return [
        { text: inside, said: true },
        { text: after.join(''), said: false },
      ];
    })
    .filter((part) => part.text !== '');
}
