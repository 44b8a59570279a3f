/** The bytes of a template, which need no YAML. */
import { sha256 } from '../digest.ts';
import { readNamedFile, shownPath } from './files.ts';
import type { Shelf, TemplatePlace } from './template-places.ts';
import { refuseLeadingOut } from './within.ts';

/** SHA-256 over the file at a place, as a loaded template has it. @throws UserError where it can't be read */
export function digestAt(shelf: Shelf, place: TemplatePlace, flag: string): string {
  return sha256(bytesAt(shelf, place, flag));
}

export function bytesAt(shelf: Shelf, place: TemplatePlace, flag: string): Buffer {
  if (place.isOwn) refuseLeadingOut(place.path, shelf.workspace);
  return readNamedFile(flag, place.path, shownName(shelf, place));
}

export function shownName({ io }: Shelf, { path, id, isOwn }: TemplatePlace): string {
  return isOwn ? shownPath(path, io.cwd) : id;
}
