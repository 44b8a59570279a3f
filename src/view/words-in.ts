/**
 * Finds words in texts, whatever the case and the accents of the two: `resume` finds `Résumé`, `STRASSE` finds `Straße`. Also
 * cuts out the part of a text in which the words stand.
 */

/** How a text has a word: as a whole word, at the beginning of a word, or inside one. */
export type Standing = 3 | 2 | 1;

/** Letters that Unicode doesn't take apart into a letter and an accent. */
const plainLetters: Partial<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  '’': "'",
};

/** The form in which texts are compared: without case and accents, and with one space for each run of white space. */
export function folded(original: string): string {
  return original
    .toLowerCase()
    .replace(/[^\0-\x7f]+/g, (others) => Array.from(others, foldedCharacter).join(''))
    .replace(/\s+/g, ' ');
}

/** As {@link folded}, one character after the other, with the function that gives the index in the original of each character. */
export function foldedPlaces(original: string): {
  readonly text: string;
  readonly placeOf: (at: number) => number;
} {
  if (!/[^ -~]| {2}/.test(original)) return { text: original.toLowerCase(), placeOf: (at) => at };
  const places: number[] = [];
  let text = '';
  let at = 0;
  for (const character of original) {
    const plain = /\s/.test(character) ? (text.endsWith(' ') ? '' : ' ') : foldedCharacter(character);
    for (let each = 0; each < plain.length; each += 1) places.push(at);
    text += plain;
    at += character.length;
  }
  return { text, placeOf: (at) => places[at] ?? original.length };
}

function foldedCharacter(character: string): string {
  if (character < '\u0080') return character.toLowerCase();
  // Upper case in between makes ß and ss equal, and ς and σ.
  const lower = character.toLowerCase().toUpperCase().toLowerCase();
  const bare = lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return plainLetters[bare] ?? bare;
}

/**
 * The best way in which a text has a word, with its place; undefined where it hasn't. Both are as {@link folded} makes them. An
 * accent alone leaves no word, which stands nowhere.
 */
export function standingOf(text: string, word: string): { at: number; standing: Standing } | undefined {
  if (word === '') return undefined;
  let best: { at: number; standing: Standing } | undefined;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const begins = !isLetter(text[at - 1]) || !isLetter(word[0]);
    const ends = !isLetter(text[at + word.length]) || !isLetter(word.at(-1));
    const standing = begins ? (ends ? 3 : 2) : 1;
    if (standing > (best?.standing ?? 0)) best = { at, standing };
    if (standing === 3) break;
  }
  return best;
}

/** Whether a character of a folded text is a letter or a figure; undefined is the edge of the text. */
function isLetter(character: string | undefined): boolean {
  if (character === undefined) return false;
  if (character < '\u00c0') return /[a-z\d]/.test(character);
  return character < '\u2000' || character > '\u206f';
}

/** The words of a text, in lower case, each once; without those of one or two letters. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]{2,}/gu) ?? [])];
}

/**
 * The part of a text, on one line, in which the words stand, with an ellipsis where something is cut off; where they stand far
 * apart, a part for each of the first three.
 * @param words as {@link folded} makes them
 * @param length how many characters there is room for
 */
export function snippetOf(original: string, words: readonly string[], length: number): string {
  const text = original.trim().replace(/\s+/g, ' ');
  if (text.length <= length) return text;
  const ranges = rangesOf(text, words);
  const inWindow = (at: number) => ranges.filter(({ from, to }) => from >= at && to <= at + length * 0.75);
  const countFrom = (at: number) => new Set(inWindow(at).map(({ word }) => word)).size;
  const firsts = words.flatMap((word) => ranges.find((range) => range.word === word) ?? []);
  const most = Math.max(0, ...ranges.map(({ from }) => countFrom(from)));
  if (most >= firsts.length || length < 40) {
    const best = ranges.find(({ from }) => countFrom(from) === most);
    return partAround(text, best?.from ?? 0, length);
  }
  const apart = firsts.slice(0, 3).sort((a, b) => a.from - b.from);
  const parts = apart.map(({ from }) => partAround(text, from, Math.floor((length + 1) / apart.length) - 1));
  return parts.join(' ').replaceAll('… …', '… ');
}

/** The part of a text that begins shortly before a place, cut between words. */
function partAround(text: string, place: number, length: number): string {
  const room = Math.max(10, length - 2);
  const wanted = Math.max(0, Math.min(place - Math.floor(room * 0.2), text.length - room));
  const begin = wanted === 0 ? 0 : Math.min(place, text.indexOf(' ', wanted - 1) + 1 || wanted);
  const rest = text.slice(begin, begin + room);
  const isEnd = begin + room >= text.length;
  const lastSpace = rest.lastIndexOf(' ');
  const whole = isEnd || lastSpace < room / 2 ? rest : rest.slice(0, lastSpace);
  // Half of a character that takes two code units is no character.
  const shown = whole.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  return `${begin > 0 ? '…' : ''}${shown}${isEnd ? '' : '…'}`;
}

/** Where the words stand in a text as it is, from the first to the last, none overlapping. @param words as {@link folded} makes them */
export function rangesOf(
  original: string,
  words: readonly string[],
): { readonly from: number; readonly to: number; readonly word: string }[] {
  const { text, placeOf } = foldedPlaces(original);
  const all = words.flatMap((word) => {
    if (word === '') return [];
    const begins: number[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) begins.push(at);
    return begins.map((at) => ({ from: placeOf(at), to: placeOf(at + word.length), word }));
  });
  all.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return all.filter(({ from, to }) => {
    const isFree = from >= end;
    if (isFree) end = to;
    return isFree;
  });
}
