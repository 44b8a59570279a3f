/** `handbook [page] [level]`: the pages of the handbook; a level, a form for it, and two filled-in forms side by side. */
import { levelMeant, levelsPage, pageMeant, readForms, runForForm, writeForm } from '../actions/handbook.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printRemark, printView } from '../output.ts';
import { compareRenderer } from '../render/handbook/compare.ts';
import { levelRenderer } from '../render/handbook/level.ts';
import { pageRenderer, pagesRenderer } from '../render/handbook/pages.ts';
import { worksheetMarkdown } from '../render/handbook/worksheet.ts';
import { safeLog } from '../render/safe.ts';
import { type Globals, openReading, type Session } from '../session/session.ts';
import { viewCompare } from '../view/handbook/compare.ts';
import { viewLevel } from '../view/handbook/level.ts';
import { viewPage, viewPages } from '../view/handbook/pages.ts';
import { viewWorksheet } from '../view/handbook/worksheet.ts';
import { unchanged } from '../view/outcome.ts';
import { levelsName, loadLevels, readPages } from '../workspace/handbook.ts';

interface HandbookOptions extends Globals, Format {
  readonly worksheet?: string;
  readonly compare?: readonly string[];
  readonly output?: string;
  readonly force?: boolean;
}

/** @param level the number of one, behind the page `levels` */
export async function handbook(
  io: Io,
  word: string | undefined,
  level: string | undefined,
  options: HandbookOptions,
): Promise<number | undefined> {
  const session = await openReading(io, options);
  const levels = () => loadLevels(io.root, session.workspace, io.cwd);
  const { pages, passedOver } = readPages(io.root, session.workspace, io.cwd);
  for (const { path, why } of passedOver.slice(0, 5)) printRemark(io, `${path} is passed over: ${why}`);
  const isForm = options.worksheet !== undefined || options.compare !== undefined;
  const page = word === undefined ? undefined : pageMeant(pages, word);
  if ((isForm || level !== undefined) && (page?.name ?? levelsPage) !== levelsPage)
    throw new UserError(`the page ${page?.name} has no levels`, 'a level: pm-onboard handbook levels 3');
  if (options.compare) {
    const view = viewCompare(readForms(io, options.compare), levels(), levelsName);
    await printView(io, options, view, compareRenderer);
    return view.unread.length > 0 ? exits.found : undefined;
  }
  if (options.worksheet !== undefined) return worksheet(session, options.worksheet, options);
  if (level !== undefined) {
    const all = levels();
    await printView(io, options, viewLevel(all, levelMeant(all, level)), levelRenderer);
  } else if (page)
    await printView(
      io,
      options,
      viewPage(page, page.name === levelsPage ? levels() : undefined),
      pageRenderer,
    );
  else await printView(io, options, viewPages(pages), pagesRenderer);
  return undefined;
}

/** Prints or writes a form. */
async function worksheet(
  session: Session,
  text: string,
  { output, force = false }: HandbookOptions,
): Promise<undefined> {
  const { io, workspace, today } = session;
  const levels = loadLevels(io.root, workspace, io.cwd);
  const level = viewLevel(levels, levelMeant(levels, text));
  const { run, remark } = await runForForm(session);
  const form = safeLog(worksheetMarkdown(viewWorksheet(level, levelsName, run, today)));
  if (output === undefined || output === '-') {
    io.stdout.write(form);
    if (remark) printOutcome(io, unchanged(remark), today);
    return undefined;
  }
  const remarks = writeForm(io, session, output, form, force);
  const hint = 'Each of you fills one in, alone; then: handbook levels --compare, with the two files';
  const changes = [`a form for level ${level.level.number}, in ${output}`];
  printOutcome(io, { changes, remarks: [...(remark ? [remark] : []), ...remarks], hint }, today);
  return undefined;
}
