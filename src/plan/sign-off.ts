/** Who may judge a completion, which is to approve it or to return it. */
import { type IsThem, isPerson, type Named, namesOf } from '../progress/names.ts';
import type { People } from './run.ts';

/** All people who have to do with a run. */
export interface Circle {
  readonly hire: Named;
  readonly people: People;
  /** The team's people, with all names that each of them goes by. */
  readonly team: readonly Named[];
}

interface Completion {
  /** The role that signs the item off. */
  readonly role: string;
  /** Who recorded that it is done. */
  readonly doneBy: string;
}

/** Why a person may not judge: they are the hire, they recorded the completion, or they don't hold the role. */
type Obstacle = 'hire' | 'recorder' | 'role';

export interface Verdict {
  /** Absent where the person may judge. */
  readonly obstacle?: Obstacle;
  /** The names of the people who may. */
  readonly could: readonly string[];
}

/**
 * Whether a person may judge, and who may.
 * @param by any of the names that the person goes by
 */
export function mayJudge(by: string, completion: Completion, circle: Circle): Verdict {
  const obstacleTo = (name: string) => obstacleOf(namesWithin(circle, name), completion, circle);
  const bound = (circle.people.get(completion.role) ?? []).map(({ name }) => name);
  const could = bound.filter((name) => obstacleTo(name) === undefined);
  const obstacle = obstacleTo(by);
  return obstacle ? { obstacle, could } : { could };
}

/**
 * Why a person may not judge; undefined where they may. Only people who hold the role may, but neither the hire nor whoever
 * recorded the completion.
 * @param isThem whether a name is one of the person's
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

/** Whether a person is the hire or holds one of the roles. */
export function belongs(by: string, circle: Circle): boolean {
  const bound = [...circle.people.values()].flat();
  const isThem = namesWithin(circle, by);
  return [circle.hire, ...bound].some((person) => isPerson(person, isThem));
}

/** A test whether a name is another name of the person whom the circle knows under the given one. */
export function namesWithin({ hire, people, team }: Circle, name: string): IsThem {
  return namesOf(name, [hire, ...team, ...[...people.values()].flat()]);
}
