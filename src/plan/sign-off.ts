/** Says who may judge a completion, and which judgements count; to judge is to approve or to return. */
import { type Item, type Program, rolesOf } from '../program/model.ts';
import { byOrder } from '../progress/event.ts';
import { type IsThem, isPerson, type Named, namesOf } from '../progress/names.ts';
import type { HireRecord } from '../progress/record.ts';
import {
  bindingAt,
  type Flaw,
  isWaiver,
  type Judged,
  type Progress,
  reduceEvents,
} from '../progress/reduce.ts';
import type { People, TeamPeople } from './run.ts';

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

/**
 * The progress without the judgements that don't count, and with what is wrong with waivers that don't: those of the hire, by any of
 * the names that they go by today. A judgement counts if its author could judge when it was given: they
 * were neither the hire nor the recorder of the completion, by any of the names that they go by today, and they held the role.
 *
 * What a record says of a role has a history: where it bound people to the role at that moment, they alone held it. What the
 * team's settings say has none, and neither have stand-ins that hold a role by default. So where the record bound nobody then,
 * the judgement stands as it was checked when it was given. What is recorded later, an undo of a binding included, changes
 * nothing about it.
 * @param record the record that `progress` was made of
 * @param program the program that the run is pinned to, with the hire's own items
 */
export function inForce(
  record: HireRecord,
  progress: Progress,
  program: Program,
  team: TeamPeople,
): Progress {
  const judged = [...progress.items.values()].flatMap(({ judgements = [] }) => judgements);
  const waivers = [...progress.items.values()].flatMap(({ closings }) => closings.filter(isWaiver));
  if (judged.length === 0 && waivers.length === 0) return progress;
  const items = program.phases.flatMap((phase) => phase.items);
  const signers = new Map(items.map(({ id, signOff }) => [id, signOff]));
  const known = [progress.hire, ...Object.values(team).flat()];
  const names = new Map<string, IsThem>();
  const themOf = (by: string) => {
    const isThem = names.get(by) ?? namesOf(by, known);
    names.set(by, isThem);
    return isThem;
  };
  const voided = [
    ...judged.flatMap((each) => {
      const { by, item, id } = each.event;
      const flaw = flawOf(each, themOf(by), signers.get(item), progress, team);
      return flaw ? [[id, flaw] as const] : [];
    }),
    // Nobody lets pass what is theirs to do.
    ...waivers.flatMap(({ by, id }) => (isPerson(progress.hire, themOf(by)) ? [[id, 'hire'] as const] : [])),
  ];
  return voided.length === 0 ? progress : (reduceEvents(record, new Map(voided)) ?? progress);
}

/** Ids of the judgements and waivers that don't count → why. */
export function voidedIn({ items }: Progress): ReadonlyMap<string, Flaw> {
  const all = [...items.values()];
  const judged = all.flatMap(({ judgements = [] }) => judgements);
  return new Map([
    ...judged.flatMap(({ event, flaw }) => (flaw ? [[event.id, flaw] as const] : [])),
    ...all.flatMap(({ closedBy, flaw }) => (closedBy && flaw ? [[closedBy.id, flaw] as const] : [])),
  ]);
}

/** @param signer who signs the item off now; a program before the present one may have named another role */
function flawOf(
  { event, doneBy, isEarlier }: Judged,
  isThem: IsThem,
  signer: Item['signOff'],
  progress: Progress,
  team: TeamPeople,
): Flaw | undefined {
  if (isPerson(progress.hire, isThem)) return 'hire';
  if (doneBy !== undefined && isThem(doneBy)) return 'recorder';
  const roles = rolesOf(signer);
  const isOneOf = event.role !== undefined && roles.includes(event.role);
  const role = (isEarlier || isOneOf ? event.role : undefined) ?? roles[0] ?? event.role ?? '';
  const { on } = event;
  const bound = bindingAt(progress, role, { event, on });
  if (!bound || bound.people.some(isThem)) return undefined;
  const theirs = (progress.bindings.get(role) ?? []).filter((each) => each.event.people.some(isThem));
  const isPast = theirs.some((each) => byOrder(each.event, event) < 0 && (each.event.from ?? on) <= on);
  const ofTeam = Object.hasOwn(team, role) ? (team[role] ?? []) : [];
  if (isPast || ofTeam.some((person) => isPerson(person, isThem))) return 'no longer';
  return theirs.length > 0 ? 'not yet' : 'role';
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
