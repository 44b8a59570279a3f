/** Says who may judge a completion; to judge is to approve or to return. */
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
  /** The name of the person who recorded the completion. */
  readonly doneBy: string;
}

/** Why a person may not judge: they are the hire, they recorded the completion, or they don't hold the role. */
type Obstacle = 'hire' | 'recorder' | 'role';

export interface Verdict {
  /** Why the person may not judge; absent where they may. */
  readonly obstacle?: Obstacle;
  /** The names of the people who may judge. */
  readonly could: readonly string[];
}

/**
 * Whether a person may judge a completion, and which people may.
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
 * Why a person may not judge; undefined where they may. A judge has to hold the role, and may be neither the hire nor the
 * person who recorded the completion.
 * @param isThem tells whether a name is one of the person's names
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

/** Whether the person of this name is the hire or holds any role for the hire. */
export function belongs(by: string, circle: Circle): boolean {
  const bound = [...circle.people.values()].flat();
  const isThem = namesWithin(circle, by);
  return [circle.hire, ...bound].some((person) => isPerson(person, isThem));
}

/** Returns a test that tells whether a name belongs to the same person of the circle as the given name. */
export function namesWithin({ hire, people, team }: Circle, name: string): IsThem {
  return namesOf(name, [hire, ...team, ...[...people.values()].flat()]);
}
