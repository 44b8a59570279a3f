/** What a start brought about, in words. */

import { longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import type { Outcome } from './outcome.ts';
import { selfSigned } from './self-signed.ts';
import { strayRoles } from './stray-roles.ts';

export interface Started {
  readonly workspace: string;
  /** The roles that the team's settings name people for. */
  readonly team: Readonly<Record<string, unknown>>;
  /** Whether the hire is who acts; and if so, why that could not be remembered. */
  readonly me: boolean;
  readonly unremembered: string | undefined;
}

export function startedOutcome(run: Run, started: Started): Outcome {
  const { plan, program, progress } = run;
  const { name, start } = progress.hire;
  return {
    changes: [`${name} starts on ${longDate(start, plan.today)}: ${program.title}, in ${started.workspace}`],
    remarks: [
      ...idleText(run),
      ...openRoles(run),
      ...selfSigned(run),
      ...strayRoles(program, started.team),
      ...meText(name, started),
    ],
    hint: '',
  };
}

function idleText({ calendar, plan }: Run): string[] {
  if (calendar.isWorking(plan.start)) return [];
  return ['That is no working day: what is due on day 1 is due on the first one.'];
}

function openRoles({ program, people, called }: Run): string[] {
  const open = Object.entries(program.roles).filter(
    ([role, { required }]) => required && people.get(role)?.length === 0,
  );
  return open.map(
    ([role, { title }]) =>
      `${title}: nobody is assigned yet. Say who it is: pm-onboard assign ${called} --role ${role} --to NAME`,
  );
}

function meText(name: string, { me, unremembered }: Started): string[] {
  if (!me) return [];
  if (unremembered === undefined) return ['From now on, commands you give are yours and about you.'];
  return [
    `${name} has been started all the same, but that this is you could not be remembered: ${unremembered}.`,
    `Until you mend that, give commands with --as "${name}"; don't start again.`,
  ];
}
