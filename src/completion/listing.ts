/** The commands and flags as a completion needs them; `scripts/build.mjs` writes them to `dist/completion.json`. */

/** What may stand in a place: words that are always the same, each perhaps with what it means, or a kind of live value. */
export type Value = readonly (string | readonly [word: string, meaning: string])[] | Kind;

/** The kinds of values that are looked up in the workspace, or that the shell knows. */
export type Kind =
  | 'item'
  | 'hire'
  | 'role'
  | 'phase'
  | 'trait'
  | 'program'
  | 'template'
  | 'run'
  | 'checklist'
  | 'subject'
  | 'file'
  | 'folder';

export interface ListedFlag {
  /** `-o` and `--output`; the long one comes last. */
  readonly names: readonly string[];
  /** What stands behind it; absent for a flag without a value, null for a text that nobody can foresee. */
  readonly value?: Value | null;
  /** Whether it may also stand without its value. */
  readonly bare?: true;
  /** Whether it may be given several times. */
  readonly again?: true;
  readonly means: string;
}

export interface ListedArgument {
  readonly value: Value | null;
  readonly many?: true;
}

export interface ListedCommand {
  readonly name: string;
  readonly means: string;
  readonly takes: readonly ListedArgument[];
  readonly flags: readonly ListedFlag[];
}

export interface Listing {
  readonly commands: readonly ListedCommand[];
  /** The flags of every command. */
  readonly flags: readonly ListedFlag[];
  /** Another name of a command → its own. */
  readonly others: Readonly<Record<string, string>>;
}
