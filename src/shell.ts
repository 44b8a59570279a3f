/** The text as one word for a POSIX shell, quoted where necessary, so that printed commands can be pasted. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How a printed command says which hire it is for. */
export interface Called {
  /** The hire as a word for a shell: the name, or the id where several hires have that name. */
  readonly called: string;
  /** Whether a command without `--hire` is for this hire. */
  readonly usual: boolean;
}

/** What to append to a printed command so that it is for this hire: ` --hire Ada`, or nothing where the flag isn't needed. */
export function hireFlag({ called, usual }: Called): string {
  return usual ? '' : ` --hire ${called}`;
}
