import type { Located } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { quoted, rangeIn, textsOf, withoutCode } from '../texts.ts';

export const placeholderText: Rule = {
  id: 'placeholder-text',
  severity: 'error',
  why: 'A hire cannot do what nobody has written down yet.',
  check: ({ draft }) => textsOf(draft).flatMap(placeholdersIn),
};

/** HTML elements that Markdown allows: `<kbd>` is not a placeholder. */
const html =
  'a|b|br|code|dd|del|div|dl|dt|em|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strong|su[bp]|t[dhr]|table|tbody|thead|u|ul|var';

/** Every repetition is bounded, so that a hostile text can't make the search slow. */
const placeholder = new RegExp(
  [
    '(?<![\\p{L}\\p{N}_])(?:TODO|XXX|[Tt][Oo][Dd][Oo](?=:)|[Tt][Bb][DdAa]|[Ff][Ii][Xx][Mm][Ee])(?![\\p{L}\\p{N}_])',
    '[Ll]orem ipsum',
    `<(?!(?:${html})[ >])\\p{L}[\\p{L}\\p{N} _-]{0,60}>`,
    '\\[(?:[Ii]nsert|[Yy]our)\\b[^\\][\\n]{0,80}\\](?![[(])',
    '(?:…|\\.\\.\\.)(?=\\s*$)',
  ].join('|'),
  'gmu',
);

function placeholdersIn(text: Located<string>): Found[] {
  const matches = [...withoutCode(text.value).matchAll(placeholder)];
  const [first] = matches;
  if (!first) return [];
  const pieces = [...new Set(matches.map(([piece]) => piece))];
  const message = `${quoted(pieces)} ${pieces.length > 1 ? 'are placeholders' : 'is a placeholder'}`;
  const range = rangeIn(text, first.index, first[0]);
  return [atRange(text.yaml, range, message, 'write what is meant, or take it out')];
}
