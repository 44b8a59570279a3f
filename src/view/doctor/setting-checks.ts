/** Checks of git, settings, checklists and people. */
import { twinsOf } from '../../progress/twins.ts';
import { strayRoles } from '../stray-roles.ts';
import { listText } from '../words.ts';
import type { Facts } from './facts.ts';
import type { Check, Found } from './finding.ts';
import { someNames } from './place-checks.ts';

export const settingChecks: readonly Check[] = [
  {
    id: 'git-under-way',
    subject: 'git',
    find: ({ git }) =>
      git?.underWay
        ? [
            {
              severity: 'warning',
              place: git.root,
              message: `a ${git.underWay} is under way, and not ended`,
              remedy: `git ${git.underWay} --continue, or --abort`,
            },
          ]
        : [],
  },
  {
    id: 'git-ignore',
    subject: 'git',
    find: ({ git }) =>
      git && !git.ignoresRecords && git.missingIgnores.length > 0
        ? [
            {
              severity: 'warning',
              place: '.gitignore',
              message: `without ${listText(git.missingIgnores)}: they would be committed`,
              remedy: 'add these lines to the .gitignore of the workspace',
            },
          ]
        : [],
  },
  {
    id: 'git-ignored-records',
    subject: 'git',
    find: ({ git }) =>
      git?.ignoresRecords
        ? [
            {
              severity: 'note',
              place: 'hires/',
              message: 'git ignores the records: they are not shared with the rest of the folder',
              remedy: 'take the line out of the .gitignore if they are to be; or send one: pm-onboard share',
            },
          ]
        : [],
  },
  {
    id: 'settings-file',
    subject: 'settings',
    find: ({ brokenSettings }) => brokenSettings.map((fault): Found => ({ severity: 'error', ...fault })),
  },
  {
    id: 'unused-setting',
    subject: 'settings',
    find: ({ unusedSettings }) =>
      unusedSettings.map(
        (message): Found => ({
          severity: 'warning',
          place: 'your settings',
          message,
          remedy: 'mend it, or take it out',
        }),
      ),
  },
  { id: 'usual-hire', subject: 'settings', find: usualHireFound },
  {
    id: 'checklists',
    subject: 'checklists',
    find: ({ checklists: { place, fault } }) =>
      fault === undefined
        ? []
        : [
            {
              severity: 'warning',
              place,
              message: `nobody can start: ${fault.message}`,
              remedy: fault.remedy,
            },
          ],
  },
  {
    id: 'moved-on',
    subject: 'checklists',
    find: ({ checklists: { place, behind } }) =>
      behind.length === 0
        ? []
        : [
            {
              severity: 'note',
              place,
              message: `edited since ${someNames(behind)} began`,
              remedy: 'pm-onboard upgrade --all --dry-run',
            },
          ],
  },
  {
    id: 'unknown-role',
    subject: 'people',
    find: (facts) =>
      strayRoles({ roles: rolesIn(facts) }, facts.team).map((message) => ({
        severity: 'warning',
        place: 'pm-onboard.yaml',
        message: message.replace(/^pm-onboard\.yaml: /, ''),
        remedy: 'correct the name of the role, or take it out',
      })),
  },
  { id: 'twins', subject: 'people', find: twinsFound },
];

/** Those of the present checklists and of the programs that hires have: a role may be older or newer than either. */
function rolesIn({ checklists, records }: Facts): Facts['checklists']['roles'] {
  return Object.assign({}, ...records.map(({ run }) => run?.program.roles ?? {}), checklists.roles);
}

function usualHireFound({ usualHire, records }: Facts): Found[] {
  const known = records.some(
    ({ id, record, run, name }) =>
      !record?.forgotten && [id, name, ...(run?.progress.hire.handles ?? [])].includes(usualHire ?? ''),
  );
  if (usualHire === undefined || known || records.length === 0) return [];
  return [
    {
      severity: 'note',
      place: 'your settings',
      message: `they mean the hire ${usualHire}, who is not in this workspace`,
      remedy: 'say who is meant with --hire NAME',
    },
  ];
}

function twinsFound({ records }: Facts): Found[] {
  const present = records.flatMap(({ run }) => (run && !run.progress.archived ? [run] : []));
  return twinsOf(present.map(({ progress }) => progress.hire)).map((hires) => {
    const events = (id: string) =>
      present.find(({ record }) => record.hire === id)?.record.events.length ?? 0;
    const fewest = hires.reduce((a, b) => (events(b.id) < events(a.id) ? b : a));
    return {
      severity: 'note',
      place: listText(hires.map(({ id }) => id)),
      message: `look like records of one person, ${hires[0]?.name}`,
      remedy: `if they are, go on with one: pm-onboard archive ${fewest.id}`,
    };
  });
}
