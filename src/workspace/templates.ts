/** Reads the templates that a workspace can use. */
import { basename, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import { readTemplate, type Template } from '../program/template.ts';
import { readNamedFile } from './files.ts';
import { bytesAt, shownName } from './template-bytes.ts';
import { ending, type Shelf, type TemplatePlace, templatePlaces } from './template-places.ts';
import { unusable } from './unusable.ts';
import { refuseLeadingOut } from './within.ts';

export { type TemplatePlace, templatePlaces } from './template-places.ts';

export interface LoadedTemplate {
  readonly id: string;
  readonly template: Template;
  /** SHA-256 over the file. */
  readonly digest: string;
}

/**
 * @param wanted the id of a template, or the path of a file
 * @param flag what names it on the command line, for messages
 * @throws UserError with every problem found (exit 2), or where there is no such file (exit 3)
 */
export function loadTemplate(shelf: Shelf, wanted: string, flag: string): LoadedTemplate {
  const { io } = shelf;
  // A word is a name, though it may be mistyped; a path has a dot or a slash.
  if (/^[^./\\]+$/.test(wanted)) return loadPlace(shelf, placeWithId(shelf, wanted, flag), flag);
  const path = resolve(io.cwd, wanted);
  refuseLeadingOut(path, io.cwd);
  return loaded(readNamedFile(flag, path, wanted), path, wanted);
}

/** The template at a place. @throws UserError as {@link loadTemplate} does */
export function loadPlace(shelf: Shelf, place: TemplatePlace, flag: string): LoadedTemplate {
  return loaded(bytesAt(shelf, place, flag), place.path, shownName(shelf, place));
}

function loaded(bytes: Buffer, path: string, name: string): LoadedTemplate {
  const { template, problems } = readTemplate(name, bytes);
  if (!template) throw unusable(`the template ${name}`, problems);
  return { id: basename(path).replace(ending, ''), template, digest: sha256(bytes) };
}

function placeWithId(shelf: Shelf, name: string, flag: string): TemplatePlace {
  const places = templatePlaces(shelf);
  const found = places.find(({ id }) => id === name);
  if (found) return found;
  const names = places.map(({ id }) => id);
  const [near] = nearest(name.toLowerCase(), names);
  const hint = near
    ? `did you mean ${near}?`
    : `there are: ${names.join(', ')}; a file of yours: ./${name}.yaml`;
  throw new UserError(`${flag}: there is no template "${name}"`, hint);
}
