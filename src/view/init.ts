/** What `init` made, or would make. */
interface Made {
  /** The folder of the workspace. */
  readonly folder: string;
  /** The names of the files that were made in it. */
  readonly made: readonly string[];
  /** The folder of the program that was copied for editing, as seen from the workspace; null where none was. */
  readonly program: string | null;
}

export function viewMade(made: Made, dryRun = false) {
  return { schemaVersion: 1, ...(dryRun ? { dryRun } : {}), ...made };
}
