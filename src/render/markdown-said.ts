/**
 * What people wrote, marked before a screen puts it into its own sentences, so that it can still be told apart when it is escaped.
 * The marks are control characters, which a text can't hold: they become visible signs before.
 */
import { isLink } from '../view/words.ts';
import { changeDeep, changeInner } from './safe.ts';

/** Whose words a text is: what a program says with `#` or `@` is meant; what people wrote shall not call anybody. */
export type Tone = 'program' | 'person';

const [begin, end] = ['\u0002', '\u0003'];

/** Stands where a line ends in a text of several lines; another sign than a line break, which rows would make a blank. */
export const brokenLine = '\u0004';

/** The keys of views under which there is what people wrote, and nothing else. (`reason` is also why an item has its date.) */
const said = ['text', 'note', 'comment', 'without', 'given', 'evidence', 'said', 'wasMissing', 'wasUseless'];

/** The view with the texts of people marked; not those that are a link alone, which screens look at. */
export function marked<T>(view: T): T {
  if (typeof view === 'string') return withoutMarks(view) as T;
  if (typeof view !== 'object' || view === null) return view;
  const { kind } = view as { kind?: unknown };
  return changeInner(view, (inner, key) => {
    // The text of a role is its title, and how old the shared state is nobody wrote.
    if (key === 'sync' || (key === 'text' && kind === 'role')) return changeDeep(inner, withoutMarks);
    if (!said.includes(key)) return marked(inner);
    if (isTexts(inner)) return inner.map(mark) as typeof inner;
    return typeof inner === 'string' ? (mark(inner) as typeof inner) : marked(inner);
  });
}

const marks = new RegExp(`[${begin}${end}${brokenLine}]`, 'g');

/** The text with the visible sign of each control character that is a mark here. */
function withoutMarks(text: string): string {
  return text.replace(marks, (mark) => String.fromCharCode(0x2400 + mark.charCodeAt(0)));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function mark(text: string): string {
  const lines = withoutMarks(text)
    .split(/\r\n?|\n/)
    .map((line) => line.trim());
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
