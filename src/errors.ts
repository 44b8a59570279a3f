/** The exit codes of the program; 0 means that all is well and saved. */
export const exits = {
  ok: 0,
  /** It ran and found something, such as overdue items under `--exit-code`. */
  found: 1,
  /** Wrong usage or bad input. */
  usage: 2,
  /** It could not: disk, lock, damaged record. */
  failed: 3,
  /** A prompt could have asked, but nobody can be asked. */
  needsInput: 4,
  interrupted: 130,
} as const;

type ExitCode = (typeof exits)[keyof typeof exits];

const brand = Symbol.for('pm-onboard.UserError');

/**
 * An error that is the user's to mend: `message` names the place and the fault, `hint` the remedy.
 * Branded by a registered symbol because the everyday bundle and the chunks each carry a copy of this class.
 */
export class UserError extends Error {
  readonly [brand] = true;

  constructor(
    message: string,
    readonly hint: string | undefined,
    readonly exit: ExitCode = exits.usage,
    /** What is listed below the message, a line each: candidates, problems. */
    readonly lines: readonly string[] = [],
  ) {
    super(message);
    this.name = 'UserError';
  }
}

export function isUserError(error: unknown): error is UserError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** The operating system's code of an error (`ENOENT`, `ENOSPC` …), if it is one of its errors. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Why a part of the work could not be done, for a sentence that goes on about the rest.
 * @throws the error itself where neither the user nor the system is to blame
 */
export function reasonOf(error: unknown): string {
  if (isUserError(error)) return error.message;
  const code = systemCode(error);
  if (code === undefined) throw error;
  return `the system says ${code}`;
}

/** Several errors as one that names each with its remedy; a single one is what it is. */
export function inOne(errors: readonly unknown[], message: string): unknown {
  const [only, ...others] = errors;
  if (others.length === 0) return only;
  const lines = errors.flatMap((error) => [
    `  ${error instanceof Error ? error.message : error}`,
    ...(isUserError(error) && error.hint ? [`    ${error.hint}`] : []),
    ...(isUserError(error) ? error.lines.map((line) => `  ${line}`) : []),
  ]);
  return new UserError(message, undefined, exits.failed, lines);
}
