/** Whether the checklist of a run is the file that the run was made of, byte for byte: that needs no YAML. */
import type { Run } from '../plan/run.ts';
import { placeOf, type Shelf, sourceCheck } from '../workspace/program-files.ts';
import { digestAt } from '../workspace/template-bytes.ts';
import { templatePlaces } from '../workspace/template-places.ts';

/** The run of a checklist, as far as it says what its checklist is. */
export interface OfChecklist extends Pick<Run, 'pinned'> {
  readonly progress: Pick<Run['progress'], 'hire' | 'finished' | 'archived'>;
}

/** False where it is the line of a duty, too. @throws UserError where the file can't be read */
export function isOfSameBytes(shelf: Shelf, { progress, pinned }: OfChecklist): boolean {
  const { program } = progress.hire;
  const place = templatePlaces(shelf).find(({ id }) => id === program);
  if (place) return digestAt(shelf, place, 'run') === pinned.source;
  const folder = placeOf(shelf, program);
  return folder !== undefined && sourceCheck(folder.sources, shelf.verified)(pinned.source);
}
