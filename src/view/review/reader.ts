/** Who reads a review, and what makes it theirs. */
import type { Run } from '../../plan/run.ts';
import { type IsThem, isPerson } from '../../progress/names.ts';

export interface ReaderView {
  readonly name: string;
  /** The roles that they hold for this hire. */
  readonly roles: readonly string[];
  readonly isHire: boolean;
}

export function viewReader({ progress, people }: Run, name: string, isReader: IsThem): ReaderView {
  const { hire } = progress;
  return {
    name,
    roles: [...people].flatMap(([role, held]) =>
      held.some((person) => isPerson(person, isReader)) ? [role] : [],
    ),
    isHire: isPerson(hire, isReader),
  };
}

/** Whether the reader holds a role for the hire; the hire's own part is another. */
export function hasPart({ roles, isHire }: ReaderView): boolean {
  return roles.length > 0 && !isHire;
}
