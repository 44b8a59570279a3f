/** Words that stand for something else in what this program and its pages print: `--on DATE`, `"…"`. Nobody means them as they are. */
import { UserError } from '../errors.ts';

const placeholders: readonly string[] = [
  ...['…', '...', 'https://…', 'https://...', '-', '--'],
  ...['DATE', 'ID', 'ITEM', 'NAME', 'QUESTION', 'REASON', 'ROLE', 'TEXT', 'TIME', 'TITLE', 'URL', 'WORDS'],
];

/** Whether a text is a placeholder that was pasted as it was printed. Small letters are never one. */
export function isPlaceholder(text: string): boolean {
  return placeholders.includes(text.trim());
}

/**
 * @param flag where the text was given: `--note`
 * @throws UserError for a placeholder
 */
export function refusePlaceholder(text: string, flag: string): void {
  if (isPlaceholder(text))
    throw new UserError(
      `${flag}: "${text.trim()}" only stands for what you mean`,
      'write that instead of it',
    );
}
