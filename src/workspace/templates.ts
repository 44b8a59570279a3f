/** The templates that a workspace can use: its own in `checklists/templates`, and those that ship. */
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { idPattern } from '../program/grammar.ts';
import { nearest } from '../program/nearest.ts';
import { readTemplate, type Template } from '../program/template.ts';
import { readNamedFile, shownPath } from './files.ts';
import { unusable } from './parse-config.ts';
import { refuseLeadingOut } from './within.ts';

/** Where templates are looked for. */
interface Shelf {
  readonly workspace: string;
  readonly io: Pick<Io, 'root' | 'cwd'>;
}

export interface TemplatePlace {
  /** The name of the file without its ending. */
  readonly id: string;
  readonly path: string;
  /** Whether it is the workspace's own. */
  readonly isOwn: boolean;
}

const folderOfTemplates = 'checklists/templates';
const ending = /\.ya?ml$/;

/** The templates by their ids, in order; one of the workspace stands in the place of one that ships with the same id. */
export function templatePlaces({ workspace, io }: Shelf): TemplatePlace[] {
  const inFolder = (of: string, isOwn: boolean): TemplatePlace[] => {
    const folder = join(of, folderOfTemplates);
    return (attempt(() => readdirSync(folder)) ?? [])
      .filter((name) => ending.test(name) && idPattern.test(name.replace(ending, '')))
      .sort()
      .map((name) => ({ id: name.replace(ending, ''), path: join(folder, name), isOwn }));
  };
  const own = workspace === io.root ? [] : inFolder(workspace, true);
  const shipped = inFolder(io.root, false).filter(({ id }) => own.every((each) => each.id !== id));
  return [...own, ...shipped].sort((a, b) => (a.id < b.id ? -1 : 1));
}

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
  if (idPattern.test(wanted)) return loadPlace(shelf, placeWithId(shelf, wanted, flag), flag);
  const path = resolve(io.cwd, wanted);
  refuseLeadingOut(path, io.cwd);
  return loaded(readNamedFile(flag, path, wanted), path, wanted);
}

/** The template at a place. @throws UserError as {@link loadTemplate} does */
export function loadPlace(shelf: Shelf, place: TemplatePlace, flag: string): LoadedTemplate {
  return loaded(bytesAt(shelf, place, flag), place.path, shownName(shelf, place));
}

/** SHA-256 over the file at a place, as {@link LoadedTemplate} has it. @throws UserError where it can't be read */
export function digestAt(shelf: Shelf, place: TemplatePlace, flag: string): string {
  return sha256(bytesAt(shelf, place, flag));
}

function bytesAt(shelf: Shelf, place: TemplatePlace, flag: string): Buffer {
  if (place.isOwn) refuseLeadingOut(place.path, shelf.workspace);
  return readNamedFile(flag, place.path, shownName(shelf, place));
}

function shownName({ io }: Shelf, { path, id, isOwn }: TemplatePlace): string {
  return isOwn ? shownPath(path, io.cwd) : id;
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
  const [near] = nearest(name, names);
  const hint = near
    ? `did you mean ${near}?`
    : `there are: ${names.join(', ')}; a file of yours: ./${name}.yaml`;
  throw new UserError(`${flag}: there is no template "${name}"`, hint);
}
