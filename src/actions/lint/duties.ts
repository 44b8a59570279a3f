/** What lint has to know of a duties.yaml: what it says, and with `--against` what it was. */
import type { CalendarDate } from '../../dates.ts';
import type { Duties } from '../../duties/model.ts';
import { readDuties } from '../../duties/read.ts';
import type { Io } from '../../io.ts';
import type { DutiesSubject } from '../../lint/duties.ts';
import { printRemark } from '../../output.ts';
import type { SourceFile } from '../../program/draft.ts';
import { templatePlaces } from '../../workspace/templates.ts';
import { realPath } from '../../workspace/within.ts';

/** What a duties.yaml was at a place that `--against` names. */
export interface HeldDuties {
  readonly duties: Duties;
  /** The name of the place for messages. */
  readonly place: string;
  /** The folder that a commit has it in, as it would be on disk; absent where the place is a workspace of its own. */
  readonly folder?: string;
}

/** Reads a duties.yaml that is compared with; where it can't be used, a warning on stderr says so, and nothing is compared. */
export function heldDuties(io: Io, bytes: Uint8Array, held: Omit<HeldDuties, 'duties'>): HeldDuties[] {
  const { duties, problems } = readDuties('duties.yaml', bytes);
  if (duties) return [{ ...held, duties }];
  const why = problems[0] ? `: ${problems[0].message}` : '';
  printRemark(io, `warning: duties.yaml at ${held.place} can't be used${why}; --against leaves it out`);
  return [];
}

/** @param folder the folder of the file that is checked */
export function dutiesSubject(
  io: Io,
  { path, bytes }: SourceFile,
  folder: string,
  held: readonly HeldDuties[],
  today: CalendarDate,
): DutiesSubject {
  const before = held.find((each) => each.folder === undefined || realPath(each.folder) === realPath(folder));
  return {
    file: readDuties(path, bytes),
    templates: templatePlaces({ workspace: folder, io }).map(({ id }) => id),
    ...(before ? { before: { duties: before.duties, place: before.place, today } } : {}),
  };
}
