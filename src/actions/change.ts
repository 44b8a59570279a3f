/** The text of a change that a run proposes to its program: what the run showed, and where that stands in the program's files. */
import { basename, dirname, join, relative } from 'node:path';
import { attempt } from '../errors.ts';
import { readDraft, type SourceFile } from '../program/draft.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { type ChangeView, type Places, viewChange } from '../view/change.ts';
import { nearestWith, readRegularFile } from '../workspace/files.ts';
import { placeOf } from '../workspace/program-files.ts';
import { templatePlaces } from '../workspace/templates.ts';
import { isWithin } from '../workspace/within.ts';

export function changeOf(run: OpenRun): ChangeView {
  const { session, progress, pinned } = run;
  const files =
    progress.hire.subject === undefined ? programFiles(session, pinned.id) : templateFile(session, pinned.id);
  return viewChange(run, placesIn(session, files));
}

/** The files of a program or template as they are now, with the folder that their names count from; undefined where they aren't here. */
type Found = { readonly folder: string; readonly sources: readonly SourceFile[] } | undefined;

function programFiles(session: Session, id: string): Found {
  // A program that is named by settings of a stranger, or can't be read, has no places.
  return attempt(() => placeOf(session, id));
}

function templateFile(session: Session, id: string): Found {
  const place = templatePlaces(session).find((each) => each.id === id);
  const bytes = place && attempt(() => readRegularFile(place.path));
  const name = basename(place?.path ?? '');
  return place && bytes && { folder: dirname(place.path), sources: [{ name, path: name, bytes }] };
}

/** The places of items and phases; paths count from the top of the repository, whatever the current folder is. */
function placesIn(session: Session, found: Found): Places {
  const items = new Map<string, { readonly file: string; readonly line: number }>();
  const phases = new Map<string, { readonly file: string; readonly isBare: boolean }>();
  if (!found) return { items, phases };
  const top = topOf(session, found.folder);
  const pathOf = (name: string) => relative(top, join(found.folder, name)).replaceAll('\\', '/');
  const { checklists } = readDraft(found.sources.map((file) => ({ ...file, path: pathOf(file.name) })));
  for (const { name, yaml, value, listed, entries } of checklists) {
    if (listed) phases.set(name, { file: yaml.file, isBare: value['items'] === undefined });
    for (const { id, value: entry, yaml: own } of entries) {
      if (id === undefined) continue;
      const place = { file: own.file, line: id.yaml.valueAt(id.path).line };
      for (const each of [id.value, ...formerIds(entry['formerly'])])
        if (!items.has(each)) items.set(each, place);
    }
  }
  return { items, phases };
}

function formerIds(given: unknown): string[] {
  return [given].flat().filter((id) => typeof id === 'string');
}

/** The folder that a change to these files would be proposed for. */
function topOf({ workspace, io }: Session, folder: string): string {
  if (isWithin(io.root, folder)) return io.root;
  return nearestWith(folder, '.git') ?? (isWithin(workspace, folder) ? workspace : folder);
}
