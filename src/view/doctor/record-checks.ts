/** Checks of the records and what lies beside them. */
import { isKnown } from '../../progress/event.ts';
import { recordFormat } from '../../progress/record.ts';
import { listText, plural } from '../words.ts';
import type { Facts, FolderFact, ForeignFact, RecordFact } from './facts.ts';
import { type Check, type Found, repairCommand } from './finding.ts';

export const recordChecks: readonly Check[] = [
  {
    id: 'folder',
    subject: 'records',
    find: ({ folders }) =>
      folders.flatMap(({ name, state }) =>
        isUsable(state) ? [] : [{ severity: 'error', place: `${name}/`, ...unusable[state] }],
      ),
  },
  {
    id: 'unreadable-record',
    subject: 'records',
    find: each(({ id, name, place, fault }) =>
      fault
        ? {
            severity: 'error',
            place,
            message: `${whose(name, id)} ${fault.message}`,
            remedy: fault.restorable ? `pm-onboard doctor --restore ${id}` : fault.remedy,
          }
        : undefined,
    ),
  },
  {
    id: 'damaged-events',
    subject: 'records',
    find: each(({ id, name, place, record, beyond }) => {
      const damaged = (record?.damaged.length ?? 0) - beyond;
      if (damaged === 0) return undefined;
      return {
        severity: 'warning',
        place,
        message: `${name}: ${plural(damaged, 'event')} can't be trusted and ${damaged === 1 ? 'is' : 'are'} left out`,
        remedy: `pm-onboard doctor --restore ${id}`,
      };
    }),
  },
  {
    id: 'newer-events',
    subject: 'records',
    find: each(({ name, place, record, beyond }) => {
      const kinds = [
        ...new Set(record?.events.filter((event) => !isKnown(event)).map(({ kind }) => kind)),
      ].sort();
      const count = beyond + (record?.events.filter((event) => !isKnown(event)).length ?? 0);
      if (count === 0) return undefined;
      const names = kinds.length > 0 ? ` (${listText(kinds)})` : '';
      return {
        severity: 'note',
        place,
        message: `${name}: ${plural(count, 'event')} of a newer pm-onboard${names}, kept and not counted`,
        remedy: 'update pm-onboard to see what they say',
      };
    }),
  },
  {
    id: 'newer-format',
    subject: 'records',
    find: each(({ name, place, record }) =>
      record && record.format > recordFormat
        ? {
            severity: 'warning',
            place,
            message: `${name}: written by a newer pm-onboard (format ${record.format}), and only read by this one`,
            remedy: 'update pm-onboard',
          }
        : undefined,
    ),
  },
  {
    id: 'conflict',
    subject: 'records',
    find: each(({ id, name, place, record }) =>
      record?.conflicted && record.format <= recordFormat
        ? {
            severity: 'warning',
            place,
            message: `${name}: a git merge left a conflict in it; both sides are read as one`,
            remedy: repairCommand,
            mends: [{ kind: 'tidy record', hire: id }],
          }
        : undefined,
    ),
  },
  {
    id: 'form',
    subject: 'records',
    find: each(({ id, name, place, record, form }) => {
      if (!record || record.conflicted || record.format > recordFormat || form.canonical) return undefined;
      // What is damaged stands wherever it stands.
      if (record.damaged.length > 0) return undefined;
      const twice =
        form.repeated > 0
          ? `${plural(form.repeated, 'event')} ${form.repeated === 1 ? 'stands' : 'stand'} in it twice`
          : 'edited by hand or tool';
      return {
        severity: 'warning',
        place,
        message: `${name}: ${twice}; it is read all the same, and merges badly`,
        remedy: repairCommand,
        mends: [{ kind: 'tidy record', hire: id }],
      };
    }),
  },
  {
    id: 'tombstone',
    subject: 'records',
    find: each(({ id, place, record, copies }) =>
      record?.forgotten && copies > 0
        ? {
            severity: 'warning',
            place,
            message: `forgotten, and yet there ${copies === 1 ? 'is a copy' : `are ${copies} copies`} of the record`,
            remedy: `pm-onboard forget ${id}`,
          }
        : undefined,
    ),
  },
  {
    id: 'lost-record',
    subject: 'records',
    find: ({ lost }) =>
      lost.map(({ id, name, backups }) => ({
        severity: 'warning',
        place: `hires/${id}.json`,
        message: `${whose(name, id)} is gone, and ${plural(backups, 'backup')} of it ${backups === 1 ? 'is' : 'are'} there`,
        remedy: `pm-onboard doctor --restore ${id}`,
      })),
  },
  {
    id: 'damaged-backup',
    subject: 'backups',
    find: ({ backups }) =>
      backups.map((fault) => ({
        severity: 'note',
        ...fault,
        remedy: 'remove it; what restores a record passes it over',
      })),
  },
  { id: 'foreign-file', subject: 'records', find: ({ foreign }) => foreign.map(foreignFound) },
];

const unusable = {
  other: {
    message: 'is a link or a file, not a folder: nothing is read or written there',
    remedy: 'put a real folder in its place',
  },
  closed: { message: "can't be looked into", remedy: 'see whose the folder is, and its modes' },
} as const;

function isUsable(state: FolderFact['state']): state is Exclude<FolderFact['state'], keyof typeof unusable> {
  return !(state in unusable);
}

/** A check that looks at one record after the other. */
function each(find: (fact: RecordFact) => Found | undefined): (facts: Facts) => Found[] {
  return ({ records }) => records.flatMap((fact) => find(fact) ?? []);
}

function whose(name: string, id: string): string {
  return name === id ? 'the record' : `the record of ${name}`;
}

function foreignFound({ place, kind }: ForeignFact): Found {
  switch (kind) {
    case 'link':
      return {
        severity: 'warning',
        place,
        message: 'is a link, which is never followed',
        remedy: 'remove it, or put the file in its place',
      };
    case 'folder':
      return {
        severity: 'note',
        place,
        message: 'is a folder; nothing looks into it',
        remedy: 'move it elsewhere',
      };
    case 'json':
      return {
        severity: 'warning',
        place,
        message: 'is named like no file of ours, and is not read',
        remedy: 'move it elsewhere; a share is taken in with: pm-onboard share --receive FILE',
      };
    case 'kept':
      return {
        severity: 'note',
        place,
        message: 'is the copy of a damaged record',
        remedy: 'remove it when nothing in it is missed',
      };
    case 'file':
      return { severity: 'note', place, message: 'is none of our files', remedy: 'move it elsewhere' };
  }
}
