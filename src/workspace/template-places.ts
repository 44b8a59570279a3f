/** Where the templates lie that a workspace can use: its own in `checklists/templates`, and those that ship. Nothing of them is read. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { idPattern } from '../program/grammar.ts';

/** Where templates are looked for. */
export interface Shelf {
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
/** How the names of templates' files end. */
export const ending = /\.ya?ml$/;

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
