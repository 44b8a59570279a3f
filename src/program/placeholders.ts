/**
 * Placeholders for names in the texts of a program: `{hire}`, `{first-name}`, and `{buddy}` for any role. Code, between backticks,
 * has none: what is to be pasted into a shell must not change with somebody's name. Without zod, because every command loads this file.
 */

const exact = /(?<![${])\{([a-z0-9]+(?:-[a-z0-9]+)*)\}(?!\})/g;

const code = /`[^`]*`/g;

/**
 * The text with each placeholder replaced.
 * @param name returns what to put in place of a placeholder; undefined leaves it as it is
 */
export function replacePlaceholders(
  text: string,
  name: (id: string, before: string) => string | undefined,
): string {
  if (!text.includes('{')) return text;
  const codes = [...text.matchAll(code)].map(({ 0: { length }, index }) => [index, index + length] as const);
  return text.replace(exact, (whole, id: string, index: number) => {
    const isCode = codes.some(([from, to]) => from < index && index < to);
    return (isCode ? undefined : name(id, text.slice(0, index))) ?? whole;
  });
}
