/** The details of an item: by line on a screen, and below its item in Markdown. */
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

/** The lines as Markdown, indented as a part of the list's entry above them. The caller has escaped them. */
export function detailsMarkdown(details: readonly string[]): string[] {
  // An entry of several blocks has them apart from its first line, or else a table there would not be one.
  const isText = details.every((line) => line !== '' && !/^\s*(?:[`~|>]| {4})/.test(line));
  const lines = details.map((line) => (line === '' ? '' : `  ${line}`));
  return isText ? lines : ['', ...lines, ''];
}
