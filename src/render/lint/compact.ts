/** One line a problem: `file:line:column: severity: message (hint) [rule]`, for editors and grep. */
import { safeText } from '../safe.ts';
import type { LintFormat } from './format.ts';

export const compact: LintFormat = {
  name: 'compact',
  render: ({ problems }) =>
    problems
      .map(({ file, line, column, severity, message, hint, rule }) => {
        const more = hint ? ` (${hint})` : '';
        return `${safeText(`${file}:${line}:${column}: ${severity}: ${message}${more} [${rule}]`)}\n`;
      })
      .join(''),
};
