/** Checks of the workspace's folders: whether they can be used, their modes, locks, and files that don't belong there. */

import { instantText } from '../../dates.ts';
import { agreeing } from '../../phrases.ts';
import { plural } from '../../view/words.ts';
import { error, type Found, note, warning } from './found.ts';

export interface FolderSnapshot {
  readonly name: string;
  /** `closed`: this user may not list the folder. `other`: a link or a file is in its place. */
  readonly state: 'missing' | 'folder' | 'closed' | 'other';
  /** The folder and the files in it, as far as their mode is not the wanted one. */
  readonly modes: readonly { readonly place: string; readonly mode: number; readonly wanted: number }[];
  /** When a record in it was last written, according to its file system; absent where it has none. */
  readonly written?: Date;
}

/** A file in a folder of records or in `programs/` that this program doesn't make. */
export interface ForeignFile {
  readonly place: string;
  /** `damaged copy`: the copy of a damaged record. */
  readonly kind: 'link' | 'folder' | 'json' | 'damaged copy' | 'file';
}

export interface LockSnapshot {
  readonly hire: string;
  readonly place: string;
  /** As in workspace/lock.ts; `no file`: a link, a folder or a device is in its place. */
  readonly state: 'dead' | 'alive' | 'elsewhere' | 'unsure' | 'foreign' | 'no file';
  readonly pid: number;
  /** The machine of the lock's owner; empty if the owner is not known. */
  readonly host: string;
  readonly since?: Date;
}

/** A temporary file whose writer has ended. */
export interface StaleFile {
  readonly place: string;
  /** The hire whose lock protects the file. Absent if only the file's age shows that its writer has ended. */
  readonly hire?: string;
}

export function unusableFolder({ name, state }: FolderSnapshot): Found | undefined {
  const place = `${name}/`;
  if (state === 'closed')
    return error(place, "can't be looked into", 'check who owns the folder, and its modes');
  if (state !== 'other') return undefined;
  const message = 'is a link or a file, not a folder: nothing is read or written there';
  return error(place, message, 'put a real folder in its place');
}

const foreignKinds: Readonly<Record<ForeignFile['kind'], Omit<Found, 'place'>>> = {
  link: {
    severity: 'warning',
    message: 'is a link, which is never followed',
    remedy: 'remove it, or put the file in its place',
  },
  folder: {
    severity: 'note',
    message: 'is a folder; pm-onboard never looks into it',
    remedy: 'move it elsewhere',
  },
  json: {
    severity: 'warning',
    message: 'does not have the name of a record, so it is not read',
    remedy: 'move it elsewhere; a share is taken in with share --receive',
  },
  'damaged copy': {
    severity: 'note',
    message: 'is the copy of a damaged record',
    remedy: 'remove it once nothing in it is needed',
  },
  file: { severity: 'note', message: 'does not belong to pm-onboard', remedy: 'move it elsewhere' },
};

export function foreignFile({ place, kind }: ForeignFile): Found {
  return { place, ...foreignKinds[kind] };
}

export function unreleasedLock(lock: LockSnapshot): Found {
  const { hire, place, state } = lock;
  const held = `is held by ${lockOwnerText(lock)}`;
  const unlock = `pm-onboard doctor --unlock ${hire}`;
  switch (state) {
    case 'dead':
      return warning(place, `${held}; that process has ended`, [{ kind: 'break lock', hire }]);
    case 'alive':
      return note(place, `${held}, which is at work`, 'wait for it, or end that process');
    case 'elsewhere':
    case 'unsure': {
      const message = `${held}; whether it is still running can't be seen from here`;
      return warning(place, message, `if nobody is at work there: ${unlock}`);
    }
    case 'foreign':
      return warning(place, 'is not a lock of pm-onboard, but stands in the place of one', unlock);
    case 'no file': {
      const message = 'is a link, a folder, a device or a huge file in the place of a lock';
      return error(place, message, 'move it away');
    }
  }
}

export function staleFile(file: StaleFile): Found {
  const repair = { kind: 'remove stale file', ...file } as const;
  return warning(file.place, 'was left by a process that has ended', [repair]);
}

/** Says who owns a lock: `process 4711 on ada-laptop, since 2026-11-24 09:12 UTC`. */
export function lockOwnerText({ state, pid, host, since }: Omit<LockSnapshot, 'hire' | 'place'>): string {
  const known = host === '' ? 'somebody unknown' : `process ${pid} on ${host}`;
  const who = state === 'foreign' ? 'a file that is not a lock of pm-onboard' : known;
  return since ? `${who}, since ${instantText(since)}` : who;
}

/** Reports wrong modes. Files that others could read are only worth a note if the folder keeps others out. */
export function looseModes({ name, modes }: FolderSnapshot): Found | undefined {
  if (modes.length === 0) return undefined;
  const own = modes.find(({ place }) => place === name);
  const files = modes.filter((each) => each !== own).length;
  const what = [
    ...(own ? [`is ${octal(own.mode)} instead of ${octal(own.wanted)}`] : []),
    ...(files > 0 ? [`${plural(files, 'file')} in it ${agreeing(files, 'is', 'are')} not 0600`] : []),
  ].join(', ');
  const isLocked = modes.some(({ mode, wanted }) => (mode & wanted) !== wanted);
  const isOpen = own !== undefined && (own.mode & 0o077) !== 0;
  const seen = isOpen ? 'others on this machine can look in' : 'the folder keeps others out all the same';
  return {
    severity: isLocked || isOpen ? 'warning' : 'note',
    place: `${name}/`,
    message: `${what}: ${isLocked ? "some of it can't be read or written" : seen}`,
    remedy: modes.map(({ place, wanted }) => ({ kind: 'set mode', place, mode: wanted })),
  };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
