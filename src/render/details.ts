/** The details of an item, by line on a screen; markdown.ts writes them as Markdown. */
import { markedLines } from '../view/details.ts';
import { type Sheet, wrap } from './layout.ts';

/** The lines as they are written. Text is wrapped; code is not, so that it can be copied. */
export function detailsText(details: readonly string[], { width, speech }: Sheet, indent = ''): string[] {
  return markedLines(details).flatMap(({ text, code }) => {
    if (code && speech) return [speech.verbatim(text)];
    if (code) return [`${indent}${text}`.trimEnd()];
    const [, lead = '', mark = '', rest = ''] = /^(\s*)((?:[-*+]|\d{1,9}[.)]|>) )?(.*)$/s.exec(text) ?? [];
    return wrap(mark + rest.replace(/\\$/, ''), width, indent + lead, ' '.repeat(mark.length));
  });
}
