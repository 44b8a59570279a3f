/**
 * The files of the handbook: the pages and levels that ship, and a workspace's own. Its folder may come from a stranger, so what
 * is read is bounded, and no link in it leads out of the workspace.
 */
import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, cannot } from '../errors.ts';
import { type Levels, readLevels } from '../program/levels.ts';
import { isDirectory, namesIn, notText, readRegularFile, shownPath } from './files.ts';
import { unusable } from './unusable.ts';
import { isWithin, realPath } from './within.ts';

/** The folder of pages, in a workspace and where pm-onboard is installed. */
const folderName = 'handbook';

/** The largest page that is shown, in bytes. */
const mostBytes = 256 * 1024;

/** So many pages of a workspace are read. */
const mostPages = 200;

export interface PageFile {
  /** Its name in commands: that of the file, in small letters, with hyphens between words. */
  readonly name: string;
  /** Whether the page is a workspace's own. */
  readonly own: boolean;
  /** The path to show in messages. */
  readonly path: string;
  readonly text: string;
}

export interface Pages {
  /** The pages that ship, in their order, but for those that the workspace has instead; then its others, by name. */
  readonly pages: readonly PageFile[];
  /** What lies among the workspace's pages and isn't shown. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

const leadsOut = 'it is a link that leads out of the workspace';

/** The pages that ship, in the order in which they are listed. */
const shipped = ['cadence', 'levels', 'development', 'staff', 'ownership'];

/**
 * @param root where pm-onboard is installed
 * @param cwd the folder that paths in messages begin at
 */
export function readPages(root: string, workspace: string, cwd: string): Pages {
  const { pages: own, passedOver } = ownPages(workspace, cwd);
  const ours = shipped.map((name): PageFile => {
    const path = join(root, folderName, `${name}.md`);
    const bytes = readRegularFile(path);
    if (!bytes) throw cannot(`a page of the handbook is missing: ${path}`, 'install pm-onboard again');
    return own.get(name) ?? { name, own: false, path: shownPath(path, cwd), text: bytes.toString() };
  });
  const others = [...own.values()].filter(({ name }) => !shipped.includes(name));
  return { pages: [...ours, ...others], passedOver };
}

function ownPages(
  workspace: string,
  cwd: string,
): { pages: Map<string, PageFile>; passedOver: Pages['passedOver'] } {
  const folder = join(workspace, folderName);
  const pages = new Map<string, PageFile>();
  const passedOver: { path: string; why: string }[] = [];
  const leave = (path: string, why: string) => passedOver.push({ path: shownPath(path, cwd), why });
  if (!isDirectory(folder)) return { pages, passedOver };
  if (!isWithin(workspace, folder)) {
    leave(folder, leadsOut);
    return { pages, passedOver };
  }
  const names = namesIn(folder).filter((name) => /\.(?:md|markdown)$/i.test(name));
  for (const file of names.sort()) {
    const path = join(folder, file);
    const name = pageName(file);
    const read = name === '' ? 'its name has no letters or digits of a command' : pageText(path, workspace);
    if (typeof read === 'string') leave(path, read);
    else if (pages.has(name)) leave(path, `the page ${name} is there already`);
    else if (pages.size >= mostPages) leave(path, `there are ${mostPages} pages before it`);
    else pages.set(name, { name, own: true, path: shownPath(path, cwd), text: read.text });
  }
  return { pages, passedOver };
}

/** `How we work.md` → `how-we-work` */
function pageName(file: string): string {
  return file
    .replace(/\.\w+$/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

/** The text of a workspace's page, or why it isn't read. */
function pageText(path: string, workspace: string): { readonly text: string } | string {
  // A link is fine as long as it stays in the workspace, such as one to a page in another folder of the repository.
  if (!isWithin(workspace, path)) return leadsOut;
  const bytes = attempt(() => readRegularFile(realPath(path)));
  if (!bytes) return "it can't be read";
  if (bytes.length > mostBytes) return `it is larger than ${mostBytes / 1024} KB`;
  if (!isUtf8(bytes) || bytes.includes(0)) return notText;
  return { text: bytes.toString().replace(/^\ufeff/, '') };
}

/** The name of the table of levels: that of the program it belongs to. */
export const levelsName = 'product-manager';

/**
 * The levels: the workspace's own, or those that ship.
 * @throws UserError with every problem found (exit 2); exit 3 for a link that leads out of the workspace
 */
export function loadLevels(root: string, workspace: string, cwd: string): Levels {
  const place = join('checklists', 'levels', `${levelsName}.yaml`);
  const own = join(workspace, place);
  const isOwn = isThere(own);
  if (isOwn && !isWithin(workspace, own))
    throw cannot(
      `${shownPath(own, cwd)} is a link that leads out of the workspace`,
      'put the file itself there',
    );
  const path = isOwn ? realPath(own) : join(root, place);
  const bytes = readRegularFile(path);
  if (!bytes) throw cannot(`there are no levels at ${path}`, 'install pm-onboard again');
  const { levels, problems } = readLevels(shownPath(isOwn ? own : path, cwd), bytes);
  if (levels) return levels;
  throw unusable(`the levels in ${shownPath(isOwn ? own : path, cwd)}`, problems);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
