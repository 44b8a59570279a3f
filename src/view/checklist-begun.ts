/** What `run` says when it has begun the run of a checklist, or found one that is there. */
import { longDate } from '../dates.ts';
import { endingOf, type Run } from '../plan/run.ts';
import { dueOfAll } from './anchor.ts';
import { type Outcome, unchanged } from './outcome.ts';
import { hireFlag, listText, quoted } from './words.ts';

export function begunOutcome(run: Run): Outcome {
  const { plan, program, progress } = run;
  const { program: template, name } = progress.hire;
  const last = dueOfAll(plan);
  return {
    changes: [`Begun: ${program.title} (${template}), due ${longDate(last, plan.today)}, owned by ${name}`],
    remarks: openRoles(run),
    hint: `pm-onboard run next ${run.run ?? run.record.hire}`,
  };
}

/** A sentence that names the roles of the checklist that nobody holds, with the command that binds one. */
function openRoles(run: Run): string[] {
  const { people, program } = run;
  const open = Object.keys(program.roles).filter((role) => people.get(role)?.length === 0);
  const [first] = open;
  if (first === undefined) return [];
  return [
    `Nobody is bound to ${listText(open)}. Say who it is: pm-onboard assign --role ${first}${hireFlag(run)}`,
  ];
}

/** That the run was there already, and whether it has ended. */
export function resumedOutcome(run: Run): Outcome {
  const { program, progress, plan } = run;
  const { start, program: template, subject } = progress.hire;
  const ended = endingOf(progress);
  const told = `${program.title} (${template}), begun ${longDate(start, plan.today)}`;
  if (!ended) return unchanged(told);
  return {
    changes: [],
    remarks: [
      `${told}, ${ended.how} ${longDate(ended.on, plan.today)}`,
      `Another one: pm-onboard run ${quoted(template)} ${quoted(subject ?? '')} --another-run`,
    ],
    hint: '',
  };
}
