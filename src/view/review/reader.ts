/** Who reads a review, and what makes it theirs. */
import type { People } from '../../plan/people.ts';
import type { IsReader } from '../../progress/news.ts';
import type { RunInput } from '../status.ts';

export interface ReaderView {
  readonly name: string;
  /** The roles that they hold for this hire. */
  readonly roles: readonly string[];
  readonly isHire: boolean;
}

export function viewReader({ progress, people }: RunInput, name: string, isReader: IsReader): ReaderView {
  const { hire } = progress;
  return {
    name,
    roles: [...people.keys()].filter((role) => holds(people, role, isReader)),
    isHire: [hire.name, ...hire.handles].some(isReader),
  };
}

/** Whether the reader holds a role for the hire; the hire's own part is another. */
export function hasPart({ roles, isHire }: ReaderView): boolean {
  return roles.length > 0 && !isHire;
}

function holds(people: People, role: string, isReader: IsReader): boolean {
  return (people.get(role) ?? []).some(({ name, handles }) => [name, ...handles].some(isReader));
}
