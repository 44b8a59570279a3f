/** Roles that approve items and are held by the hire alone: what nobody else approves stays in review for good. */
import type { Run } from '../plan/run.ts';
import { samePerson } from '../progress/names.ts';
import { viewRole } from './item.ts';
import { listText } from './words.ts';

/**
 * A remark on them; none where there is no such role.
 * @param changed the role that it has to do with; absent: any
 */
export function selfSigned(run: Run, changed?: string): string[] {
  const { hire } = run.progress;
  const signing = new Set(run.plan.items.flatMap(({ item }) => item.signOff ?? []));
  const own = [...signing].filter((role) => {
    const holders = run.people.get(role) ?? [];
    return holders.length > 0 && holders.every(({ name }) => samePerson(hire, name));
  });
  if (changed === undefined ? own.length === 0 : !own.includes(changed)) return [];
  const titles = listText(own.map((role) => viewRole(role, run).title));
  return [
    `Nobody signs off their own work: while ${hire.name} alone is ${titles}, what ${own.length === 1 ? 'that role approves' : 'these approve'} stays in review.`,
  ];
}
