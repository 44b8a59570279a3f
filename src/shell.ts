/** The text as one word for a shell, quoted where it has to be: commands that we print are there to be copied. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
