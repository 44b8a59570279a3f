/** Checks of programs, locks, temporary files and modes. */
import { listText, plural } from '../words.ts';
import type { FolderFact, LockFact, ProgramFact } from './facts.ts';
import { type Check, type Found, repairCommand } from './finding.ts';
import { holderText } from './locks.ts';

export const placeChecks: readonly Check[] = [
  {
    id: 'program',
    subject: 'programs',
    find: ({ programs }) => programs.flatMap((fact) => brokenProgram(fact) ?? []),
  },
  {
    id: 'unused-program',
    subject: 'programs',
    // Who can't be read may need it.
    find: ({ folders, programs, records, lost }) =>
      records.some(({ fault }) => fault) || lost.length > 0 || !areSeen(folders, 'hires')
        ? []
        : programs
            .filter(({ named, fault }) => !named && !fault)
            .map(({ place }) => ({
              severity: 'note',
              place,
              message: 'is named by no record',
              remedy: 'it may stay; who removes it loses nothing',
            })),
  },
  { id: 'lock', subject: 'locks', find: ({ locks }) => locks.map(lockFound) },
  {
    id: 'leftover',
    subject: 'temporary files',
    find: ({ leftovers }) =>
      leftovers.map(({ place, hire }) => ({
        severity: 'warning',
        place,
        message: 'was left by a process that is no more',
        remedy: repairCommand,
        mends: [{ kind: 'remove leftover', place, ...(hire === undefined ? {} : { hire }) }],
      })),
  },
  {
    id: 'mode',
    subject: 'modes',
    find: ({ folders }) => folders.flatMap((folder) => modeFound(folder) ?? []),
  },
];

function areSeen(folders: readonly FolderFact[], wanted: string): boolean {
  return folders.some(({ name, state }) => name === wanted && (state === 'folder' || state === 'missing'));
}

function brokenProgram({ digest, place, fault, users, named, atHand }: ProgramFact): Found | undefined {
  if (!fault) return undefined;
  // An earlier program of somebody is missed by nobody.
  const severity = users.length > 0 ? 'error' : named ? 'warning' : 'note';
  const whose = users.length > 0 ? `the program of ${someNames(users)} ` : '';
  const found = { severity, place, message: `${whose}${fault.message}` } as const;
  if (!atHand) return { ...found, remedy: fault.remedy };
  return { ...found, remedy: repairCommand, mends: [{ kind: 'pin program', digest }] };
}

function lockFound(lock: LockFact): Found {
  const { hire, place, state } = lock;
  const holder = holderText(lock);
  switch (state) {
    case 'dead':
      return {
        severity: 'warning',
        place,
        message: `is held by ${holder}; that process is no more`,
        remedy: repairCommand,
        mends: [{ kind: 'break lock', hire }],
      };
    case 'alive':
      return {
        severity: 'note',
        place,
        message: `is held by ${holder}, and at work`,
        remedy: 'wait for it, or end that process',
      };
    case 'elsewhere':
    case 'unsure':
      return {
        severity: 'warning',
        place,
        message: `is held by ${holder}; whether it lives can't be seen from here`,
        remedy: `if nobody is at work there: pm-onboard doctor --unlock ${hire}`,
      };
    case 'foreign':
      return {
        severity: 'warning',
        place,
        message: 'is no lock of ours, and stands in the place of one',
        remedy: `pm-onboard doctor --unlock ${hire}`,
      };
    case 'no file':
      return {
        severity: 'error',
        place,
        message: 'is a link, a folder, a device or a huge file in the place of a lock',
        remedy: 'move it away',
      };
  }
}

/** What others could read matters as far as they get into the folder. */
function modeFound({ name, modes }: FolderFact): Found | undefined {
  if (modes.length === 0) return undefined;
  const own = modes.find(({ place }) => place === name);
  const open = own !== undefined && (own.mode & 0o077) !== 0;
  const locked = modes.filter(({ mode, wanted }) => (mode & wanted) !== wanted);
  const files = modes.filter((each) => each !== own).length;
  const what = [
    ...(own ? [`is ${octal(own.mode)} instead of ${octal(own.wanted)}`] : []),
    ...(files > 0 ? [`${plural(files, 'file')} in it ${files === 1 ? 'is' : 'are'} not 0600`] : []),
  ].join(', ');
  const means =
    locked.length > 0
      ? 'not all can be read or written'
      : open
        ? 'others on this machine can look in'
        : 'others get no further than the folder';
  return {
    severity: locked.length > 0 || open ? 'warning' : 'note',
    place: `${name}/`,
    message: `${what}: ${means}`,
    remedy: repairCommand,
    mends: modes.map(({ place, wanted }) => ({ kind: 'set mode', place, mode: wanted })),
  };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** A few of the names, and how many more. */
export function someNames(names: readonly string[]): string {
  const most = 3;
  if (names.length <= most) return listText(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
