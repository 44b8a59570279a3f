/**
 * The marks inside emoji and words that can't be seen and yet belong there: joiners between emoji and between the letters of
 * some scripts, and the tags of flags. `lint` allows them, and screens print them; anywhere else they hide something.
 */

/** The scripts that need joiners between letters, by their codes in Unicode. */
const scripts = 'Arab Beng Deva Gujr Guru Knda Mlym Orya Sinh Taml Telu';

/**
 * A lookahead that fails where such a mark stands, for patterns with the flag `u`: a joiner between emoji, one between letters,
 * a tag of a flag.
 */
export function noJoiner(): string {
  const joining = scripts.replace(/(\w+) ?/g, '\\p{sc=$1}');
  return `(?!(?<=[\\p{ExtPict}\\p{EMod}\ufe0f])\u200d\\p{ExtPict}|(?<=[${joining}\\p{M}])[\u200c\u200d][${joining}]|(?<=[\\u{1f3f4}\\u{e0061}-\\u{e007a}])[\\u{e0061}-\\u{e007a}\\u{e007f}])`;
}
