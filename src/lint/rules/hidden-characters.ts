import { noJoiner } from '../../joiners.ts';
import { memo } from '../../once.ts';
import type { Located, YamlFile } from '../../program/yaml.ts';
import { atRange, atValue, type Found, type Rule } from '../rule.ts';
import { valuesIn, yamlsOf } from '../texts.ts';

export const hiddenCharacters: Rule = {
  id: 'hidden-characters',
  severity: 'error',
  why: 'What a reviewer cannot see, or sees in another order, can make a hire do what nobody approved.',
  check: (subject) => yamlsOf(subject).flatMap((yaml) => [...inLines(yaml), ...inEscapes(yaml)]),
};

/**
 * Control characters, format characters, and letters that show as nothing. Allowed are line ends and tabs, variation
 * selectors, and what joins the parts of emoji and words.
 */
const hidden = memo(
  () =>
    new RegExp(
      [
        '(?![\\t\\n]|\\r\\n|\\p{Variation_Selector})',
        noJoiner(),
        '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]',
      ].join(''),
      'gu',
    ),
);

/**
 * Matches most texts in which nothing hides: letters of Latin, dashes, quotes, arrows and the like. What knows all scripts takes
 * milliseconds to compile.
 */
const plain = /^[\t\n -~\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]*$/;

/** One finding for each line, also in keys and comments: a line with one hidden character mostly has several. */
function inLines(yaml: YamlFile): Found[] {
  if (plain.test(yaml.text)) return [];
  const lines = new Map<number, { first: RegExpExecArray; more: number }>();
  for (const match of yaml.text.matchAll(hidden())) {
    const { line } = yaml.spanOf([match.index, match.index]);
    const seen = lines.get(line);
    if (seen) seen.more += 1;
    else lines.set(line, { first: match, more: 0 });
  }
  return [...lines.values()].map(({ first, more }) => {
    const rest = more > 0 ? `, and ${more} more on this line` : '';
    const range = [first.index, first.index + first[0].length] as const;
    return atRange(yaml, range, `${nameOf(first[0])} hides here${rest}`, hint);
  });
}

const hint = 'take it out';

/** Hidden characters written as an escape such as `"\u202E"`: the value has them, but the file's text doesn't. */
function inEscapes(yaml: YamlFile): Found[] {
  if (!yaml.text.includes('\\')) return [];
  return valuesIn(yaml).flatMap((text) => {
    const [first] = text.value.match(hidden()) ?? [];
    if (first === undefined || rawOf(text).search(hidden()) >= 0) return [];
    return [atValue(text, `${nameOf(first)} hides here, as an escape`, hint)];
  });
}

function rawOf({ yaml, path }: Located): string {
  return yaml.text.slice(...(yaml.valueRange(path) ?? [0, 0]));
}

/** A character's name in messages, such as `U+202E RIGHT-TO-LEFT OVERRIDE`. */
function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `${number} ${names[code] ?? (/\p{Cc}/u.test(character) ? 'CONTROL CHARACTER' : 'HIDDEN CHARACTER')}`;
}

/** Hidden character → its name in Unicode. */
const names: Readonly<Record<number, string>> = {
  7: 'BELL',
  8: 'BACKSPACE',
  11: 'LINE TABULATION',
  12: 'FORM FEED',
  13: 'CARRIAGE RETURN',
  27: 'ESCAPE',
  127: 'DELETE',
  133: 'NEXT LINE',
  155: 'CONTROL SEQUENCE INTRODUCER',
  173: 'SOFT HYPHEN',
  847: 'COMBINING GRAPHEME JOINER',
  1564: 'ARABIC LETTER MARK',
  4447: 'HANGUL CHOSEONG FILLER',
  4448: 'HANGUL JUNGSEONG FILLER',
  6158: 'MONGOLIAN VOWEL SEPARATOR',
  8203: 'ZERO WIDTH SPACE',
  8204: 'ZERO WIDTH NON-JOINER',
  8205: 'ZERO WIDTH JOINER',
  8206: 'LEFT-TO-RIGHT MARK',
  8207: 'RIGHT-TO-LEFT MARK',
  8232: 'LINE SEPARATOR',
  8233: 'PARAGRAPH SEPARATOR',
  8234: 'LEFT-TO-RIGHT EMBEDDING',
  8235: 'RIGHT-TO-LEFT EMBEDDING',
  8236: 'POP DIRECTIONAL FORMATTING',
  8237: 'LEFT-TO-RIGHT OVERRIDE',
  8238: 'RIGHT-TO-LEFT OVERRIDE',
  8288: 'WORD JOINER',
  8294: 'LEFT-TO-RIGHT ISOLATE',
  8295: 'RIGHT-TO-LEFT ISOLATE',
  8296: 'FIRST STRONG ISOLATE',
  8297: 'POP DIRECTIONAL ISOLATE',
  12644: 'HANGUL FILLER',
  65279: 'ZERO WIDTH NO-BREAK SPACE',
  65440: 'HALFWIDTH HANGUL FILLER',
};
