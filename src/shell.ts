/** The text as one word for a shell, quoted where it has to be: commands that we print are there to be copied. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How a command that is printed says which hire it is for. */
export interface Called {
  /** The hire, as a word of a command: the name, or the id where that would be no name of theirs alone. */
  readonly called: string;
  /** Whether a command means this hire without being told. */
  readonly usual: boolean;
}

/** What stands behind a printed command, so that it means this hire wherever it is pasted: ` --hire Ada`, or nothing. */
export function hireFlag({ called, usual }: Called): string {
  return usual ? '' : ` --hire ${called}`;
}
