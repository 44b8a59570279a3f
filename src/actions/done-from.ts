import { resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { printOutcome } from '../output.ts';
import { agreeing } from '../phrases.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { readTaskList } from '../program/task-list.ts';
import type { Fact } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import { evidenceFrom } from '../session/link-argument.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { type Left, linkIn, listed, nameOf, type Told, type ToldView, viewTold } from '../view/told.ts';
import { hireFlag, listText, plural, quoted } from '../view/words.ts';
import { mostText, readNamedFile, readStart, smallText } from '../workspace/files.ts';
import { changedItems, doneOutcome, nextHint } from './afterwards.ts';
import {
  type DoneOptions,
  noteFrom,
  openBlockers,
  type Proof,
  proofFor,
  tickThen,
  waitsText,
} from './done.ts';

/**
 * Shows what is new in the list, asks once, and records it as done by the hire.
 * @param file the name of the list's file, or `-` for standard input
 * @throws UserError with exit 2 for a list that can't be this hire's, with exit 3 for a file that can't be read; with exit 4 where
 *   nobody can be asked and `--yes` isn't given
 */
export async function doneFrom(run: OpenRun, file: string, options: DoneOptions): Promise<Outcome> {
  refuseOver(run);
  const { session, progress } = run;
  const day = options.on === undefined ? session.today : pastDateFrom(session, options.on, '--on', tickThen);
  const note = noteFrom(options);
  const view = viewTold(readTaskList(textOf(run, file)), run);
  if ('fault' in view)
    throw new UserError(
      `${calledFile(file)} is not taken: ${view.fault}`,
      view.hint,
      exits.usage,
      view.lines,
    );
  const asks = session.mayAsk && !options.yes && !session.globals.dryRun;
  const { ticks, left } = takeable(run, view, options, asks);
  const rest = restOf(view, left, run);
  const more = {
    list: {
      left: [...view.left, ...left].map(({ planned, reason }) => ({ ...listed(planned), reason })),
      already: view.already.map(listed),
      gone: view.gone.map(listed),
      unknown: view.unknown.map(listed),
      strange: view.strange,
    },
  };
  if (ticks.length === 0) {
    const none = unchanged('Nothing in the list is new.', nextHint(run));
    return { ...none, remarks: [...none.remarks, ...rest], more };
  }
  const { name } = progress.hire;
  const news = ticks.map(({ planned }) => `  ${nameOf(planned)}`);
  const question = `Record ${ticks.length === 1 ? 'this' : `these ${ticks.length}`} as done by ${name}?`;
  if (!options.yes && !session.globals.dryRun) {
    printOutcome(session.io, { changes: [], remarks: ['New in the list:', ...news, ...rest], hint: '' });
    if (!asks) throw unconfirmed(run, file, ticks.length);
    const { askYesNo } = await import('../prompts.ts');
    if (!(await askYesNo(question, true))) return { ...unchanged('Nothing is recorded.'), more };
  }
  const doneBy = samePerson(progress.hire, session.by) ? undefined : name;
  const facts: Fact[] = [];
  for (const told of ticks) {
    const { item, due, undated } = told.planned;
    const proof = proofIn(told) ?? (item.evidence === 'none' ? {} : await proofFor(run, told.planned, {}));
    facts.push({
      kind: 'done',
      item: item.id,
      note,
      ...proof,
      title: item.title,
      due: undated ? undefined : due,
      doneBy,
    });
  }
  const after = await saveFacts(run, facts, day);
  const closed = changedItems(
    after,
    ticks.map(({ planned }) => planned),
  );
  const outcome = doneOutcome(closed, [], run, after);
  return { ...outcome, remarks: [...outcome.remarks, ...(asks ? [] : rest)], more };
}

function unconfirmed(run: OpenRun, file: string, ticks: number): UserError {
  const again = file === '-' ? '' : `: pm-onboard done --from ${quoted(file)} --yes${hireFlag(run)}`;
  return new UserError(
    `nothing is recorded yet: ${plural(ticks, 'tick')} in ${calledFile(file)} ${agreeing(ticks, 'is', 'are')} new`,
    `if ${run.progress.hire.name} has done that, run it again with --yes${again}`,
    exits.needsInput,
  );
}

function calledFile(file: string): string {
  return file === '-' ? 'the list on standard input' : file;
}

/** @throws UserError (exit 3) for a file that is too large, or isn't text */
function textOf({ session: { io } }: OpenRun, file: string): string {
  const bytes =
    file === '-' ? readStart(0, mostText + 1) : readNamedFile('--from', resolve(io.cwd, file), file);
  return smallText(bytes, `--from: ${calledFile(file)}`, 'give the list alone');
}

/**
 * The ticks that can be recorded; what waits for another item, or lacks its evidence, is left.
 * @param asks whether the person at the terminal is asked for evidence
 */
function takeable(run: OpenRun, { ticks }: ToldView, options: DoneOptions, asks: boolean) {
  const isLacking = (told: Told) =>
    told.planned.item.evidence !== 'none' && proofIn(told) === undefined && !asks;
  const left: Left[] = ticks
    .filter(isLacking)
    .map(({ planned }) => ({ planned, reason: wishText(planned, run) }));
  let kept = ticks.filter((told) => !isLacking(told));
  // What waits for an item that is left has to be left as well.
  for (let before = -1; !options.force && before !== kept.length; ) {
    before = kept.length;
    const ready = kept.map(({ planned }) => planned);
    const waits = ready.filter((planned) => openBlockers(planned, ready, run).length > 0);
    left.push(
      ...waits.map((planned) => ({
        planned,
        reason: `${waitsText(planned, ready, run)}. If it is done all the same: pm-onboard done ${planned.ref} --force${hireFlag(run)}`,
      })),
    );
    kept = kept.filter(({ planned }) => !waits.includes(planned));
  }
  return { ticks: kept, left };
}

/** The evidence that stands in the line; undefined where it has none, or none is wanted. */
function proofIn({ line, planned }: Told): Proof | undefined {
  const link = planned.item.evidence === 'none' ? undefined : linkIn(line, planned);
  return link === undefined
    ? undefined
    : { evidence: evidenceFrom(link, planned.item.evidence, nameOf(planned)) };
}

function wishText(planned: PlannedItem, run: OpenRun): string {
  const { evidence } = planned.item;
  const wanted =
    evidence === 'url' ? 'a link behind its title in the list' : 'a few words of what came of it';
  return `${nameOf(planned)} wants ${wanted}. In a terminal, this asks for it: pm-onboard done ${planned.ref}${hireFlag(run)}`;
}

/** What else the list says, in sentences. */
function restOf(view: ToldView, left: readonly Left[], { progress }: OpenRun): string[] {
  const { gone, unknown, strange } = view;
  const reasons = [...view.left, ...left].map(({ reason }) => `Left: ${reason}`);
  const refs = (items: readonly PlannedItem[]) => listText(items.map(({ ref }) => ref));
  return [
    ...reasons,
    ...(gone.length > 0
      ? [`Not ticked in the list, but done here: ${refs(gone)}. Nothing is opened again.`]
      : []),
    ...(unknown.length > 0
      ? [`${plural(unknown.length, 'line')} without a box, so nothing is known of ${refs(unknown)}.`]
      : []),
    ...(strange.length > 0 ? [`Not in the plan of ${progress.hire.name}: ${listText(strange)}`] : []),
  ];
}
