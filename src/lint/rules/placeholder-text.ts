import { memo } from '../../once.ts';
import { element } from '../html.ts';
import type { Rule } from '../rule.ts';
import { atPieces, textsOf } from '../texts.ts';

export const placeholderText: Rule = {
  id: 'placeholder-text',
  severity: 'error',
  why: 'A hire cannot do what nobody has written down yet.',
  check: ({ draft }) =>
    textsOf(draft).flatMap((text) => atPieces(text, sign, placeholder, () => true, verbs, hint)),
};

const verbs = ['is a placeholder', 'are placeholders'] as const;
const hint = 'write what is meant, or take it out';

/** Something of what stands in each placeholder. */
const sign =
  /<|\[(?:[Ii]nsert|[Yy]our)|(?:…|\.\.\.)\s*$|[Tt][Oo][Dd][Oo]|XXX|[Tt][Bb][DdAa]|[Ff][Ii][Xx][Mm][Ee]|orem ipsum/m;

/** Every repetition is bounded, so that a hostile text can't make the search slow. */
const placeholder = memo(
  () =>
    new RegExp(
      [
        '(?<![\\p{L}\\p{N}_])(?:TODO|XXX|[Tt][Oo][Dd][Oo](?=:)|[Tt][Bb][DdAa]|[Ff][Ii][Xx][Mm][Ee])(?![\\p{L}\\p{N}_])',
        '[Ll]orem ipsum',
        `(?<![\\p{L}\\p{N}_])<(?!(?:${element})[ >])\\p{L}[\\p{L}\\p{N} _-]{0,60}>`,
        '\\[(?:[Ii]nsert|[Yy]our)\\b[^\\][\\n]{0,80}\\](?![[(])',
        '(?:…|\\.\\.\\.)(?=\\s*$)',
      ].join('|'),
      'gmu',
    ),
);
