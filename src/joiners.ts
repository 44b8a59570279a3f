/**
 * The marks inside emoji and words that can't be seen and yet belong there: joiners between emoji and between the letters of
 * some scripts, and the tags of flags. `lint` allows them, and screens print them; anywhere else they hide something.
 */

/** The scripts that need joiners between letters, by their codes in Unicode. */
const scripts = 'Arab Beng Deva Gujr Guru Knda Mlym Orya Sinh Taml Telu';

/** Letters of Malayalam that end a word as a letter, a virama and a joiner, where they aren't written as one sign of Unicode 5.1. */
const chillus = '\u0d15\u0d23\u0d28\u0d30\u0d32\u0d33';

/**
 * A lookahead that fails where such a mark stands, for patterns with the flag `u`: a joiner between emoji, one between letters,
 * one at the end of a word of Malayalam, a tag of a flag.
 */
export function noJoiner(): string {
  const joining = scripts.replace(/(\w+) ?/g, '\\p{sc=$1}');
  return `(?!(?<=[\\p{ExtPict}\\p{EMod}\ufe0f])\u200d\\p{ExtPict}|(?<=[${joining}\\p{M}])[\u200c\u200d][${joining}]|(?<=[${chillus}]\u0d4d)\u200d|(?<=[\\u{1f3f4}\\u{e0061}-\\u{e007a}])[\\u{e0061}-\\u{e007a}\\u{e007f}])`;
}
