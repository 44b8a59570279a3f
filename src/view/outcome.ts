/** What a command changed and what comes next: said on stderr, so that stdout stays the results'. */
export interface Outcome {
  /** What was changed, a line each. */
  readonly changes: readonly string[];
  /** What to know beside it. */
  readonly remarks: readonly string[];
  /** The command to type next. */
  readonly hint: string;
  /** A command to copy, on a line of its own that is never broken. */
  readonly command?: string;
}
