/** The joiners that a text can't do without: between letters of some scripts, and between the parts of an emoji. */

/** Scripts that need joiners between letters. */
const joining =
  '\\p{Script=Arabic}\\p{Script=Bengali}\\p{Script=Devanagari}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}';

/** Matches a joiner where it is needed. It is made at the first joiner, since its classes take long to compile. */
let needed: RegExp | undefined;

/**
 * Whether the character at this place is a zero width joiner (U+200D) or non-joiner (U+200C) that its script or emoji needs:
 * lint allows these, and screens show them as they are. Any other one only hides.
 * @param at the index of the character, in UTF-16 code units
 */
export function isNeededJoiner(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character !== '\u200c' && character !== '\u200d') return false;
  needed ??= new RegExp(
    [
      '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
      `(?<=[${joining}\\p{M}])[\\u200c\\u200d](?=[${joining}])`,
    ].join('|'),
    'uy',
  );
  needed.lastIndex = at;
  return needed.test(text);
}
