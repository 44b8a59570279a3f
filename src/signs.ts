/** Whether the person's locale can show the program's signs, such as `✓`. `render/ascii.ts`, a chunk, has what stands for them. */

/**
 * Whether signs may be printed: the first of the three variables that is set names UTF-8. Where none is set, nothing is known. Jobs and
 * containers, which show UTF-8, often set none; a console of Windows has a code page then, which no variable tells.
 */
export function showsSigns(env: Readonly<Record<string, string | undefined>>): boolean {
  const unknown = process.platform === 'win32' ? '' : 'UTF-8';
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || unknown);
}
