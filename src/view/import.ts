/** What `import` made, what a person has to fill in, and what could not be carried over. */
import type { Found, ImportedProgram, Lost } from '../program/imported.ts';

export interface ImportView {
  readonly schemaVersion: 1;
  readonly folder: string;
  /** Whether the files were written. */
  readonly written: boolean;
  readonly program: { readonly id: string; readonly title: string };
  readonly files: readonly string[];
  readonly phases: number;
  readonly items: number;
  /** What a person has to decide, in sentences. */
  readonly toFill: readonly string[];
  /** What lint finds in the files, which a person has to mend. */
  readonly problems: readonly string[];
  readonly lost: readonly Lost[];
}

export function viewImport(
  folder: string,
  { id, title, phases, items, files, toFill }: ImportedProgram,
  { lost }: Found,
  { written, problems }: { readonly written: boolean; readonly problems: readonly string[] },
): ImportView {
  return {
    schemaVersion: 1,
    folder,
    written,
    program: { id, title },
    files: [...files.keys()],
    phases,
    items,
    toFill,
    problems,
    lost,
  };
}
