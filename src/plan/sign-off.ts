/** Who may judge a completion: approve it, or return it. */
import { type Named, namesOf } from '../progress/names.ts';
import type { People } from './people.ts';

/** Whoever has to do with a run. */
export interface Circle {
  readonly hire: Named;
  readonly people: People;
  /** The team's people: of some of them several names are known. */
  readonly team: readonly Named[];
}

export interface Completion {
  /** The role that signs the item off. */
  readonly role: string;
  /** Who recorded that it is done. */
  readonly doneBy: string;
}

export interface Verdict {
  /** Why the person may not: is the hire, has recorded it, or isn't bound to the role. Absent: may. */
  readonly obstacle?: 'hire' | 'recorder' | 'role';
  /** Who may. */
  readonly could: readonly string[];
}

/** Only someone bound to the role; never the hire, nor whoever recorded it, whichever of their names they act by. */
export function mayJudge(by: string, { role, doneBy }: Completion, circle: Circle): Verdict {
  const { hire, people } = circle;
  const bound = (people.get(role) ?? []).map(({ name }) => name);
  const [isHire, isRecorder] = [namesWithin(circle, hire.name), namesWithin(circle, doneBy)];
  const could = bound.filter((name) => !isHire(name) && !isRecorder(name));
  if (isHire(by)) return { obstacle: 'hire', could };
  if (isRecorder(by)) return { obstacle: 'recorder', could };
  return bound.some(namesWithin(circle, by)) ? { could } : { obstacle: 'role', could };
}

/** Whether a person is the hire, or bound to one of the roles. */
export function belongs(by: string, circle: Circle): boolean {
  const bound = [...circle.people.values()].flat();
  return [circle.hire, ...bound].map(({ name }) => name).some(namesWithin(circle, by));
}

/** A test for the names that a person has in the circle. */
export function namesWithin({ hire, people, team }: Circle, name: string): (text: string) => boolean {
  return namesOf(name, [hire, ...team, ...[...people.values()].flat()]);
}
