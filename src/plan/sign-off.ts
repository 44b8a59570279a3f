/** Who may judge a completion: approve it, or return it. */
import { type IsThem, isPerson, type Named, namesOf } from '../progress/names.ts';
import type { People } from './people.ts';

/** Whoever has to do with a run. */
export interface Circle {
  readonly hire: Named;
  readonly people: People;
  /** The team's people: of some of them several names are known. */
  readonly team: readonly Named[];
}

interface Completion {
  /** The role that signs the item off. */
  readonly role: string;
  /** Who recorded that it is done. */
  readonly doneBy: string;
}

/** Why a person may not judge: is the hire, has recorded it, or isn't bound to the role. */
type Obstacle = 'hire' | 'recorder' | 'role';

export interface Verdict {
  /** Absent: may. */
  readonly obstacle?: Obstacle;
  /** Who may. */
  readonly could: readonly string[];
}

/** What keeps a person from judging, or nothing; and who may, each whichever of their names they act by. */
export function mayJudge(by: string, completion: Completion, circle: Circle): Verdict {
  const obstacleTo = (name: string) => obstacleOf(namesWithin(circle, name), completion, circle);
  const bound = (circle.people.get(completion.role) ?? []).map(({ name }) => name);
  const could = bound.filter((name) => obstacleTo(name) === undefined);
  const obstacle = obstacleTo(by);
  return obstacle ? { obstacle, could } : { could };
}

/**
 * Only someone bound to the role judges; never the hire, nor whoever recorded it.
 * @param isThem a test for all the names of the person
 */
export function obstacleOf(
  isThem: IsThem,
  { role, doneBy }: Completion,
  { hire, people }: Pick<Circle, 'hire' | 'people'>,
): Obstacle | undefined {
  if (isPerson(hire, isThem)) return 'hire';
  if (isThem(doneBy)) return 'recorder';
  return (people.get(role) ?? []).some((person) => isPerson(person, isThem)) ? undefined : 'role';
}

/** Whether a person is the hire, or bound to one of the roles. */
export function belongs(by: string, circle: Circle): boolean {
  const bound = [...circle.people.values()].flat();
  const isThem = namesWithin(circle, by);
  return [circle.hire, ...bound].some((person) => isPerson(person, isThem));
}

/** A test for the names that a person has in the circle. */
export function namesWithin({ hire, people, team }: Circle, name: string): IsThem {
  return namesOf(name, [hire, ...team, ...[...people.values()].flat()]);
}
