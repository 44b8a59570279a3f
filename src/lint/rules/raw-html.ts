import { memo } from '../../once.ts';
import { element } from '../html.ts';
import type { Rule } from '../rule.ts';
import { atPieces, textsOf } from '../texts.ts';

export const rawHtml: Rule = {
  id: 'raw-html',
  severity: 'warning',
  why: 'HTML is shown as it is written, in the terminal and in Markdown: the hire reads the tags.',
  check: ({ draft }) => textsOf(draft).flatMap((text) => atPieces(text, '<', html, () => true, verbs, hint)),
};

const verbs = ['is HTML', 'are HTML'] as const;
const hint = 'say it in Markdown, or put it between backticks';

/**
 * A tag, or the beginning of a comment. Right behind a letter, `<a>` may be a type: `List<a>`. What may stand in a tag is bounded,
 * so that a hostile text can't make the search slow.
 */
const html = memo(
  () =>
    new RegExp(`<!--|(?:(?<![\\p{L}\\p{N}_])|(?=</|<\\p{L}{2}))</?${element}(?:\\s[^<>]{0,200})?/?>`, 'gu'),
);
