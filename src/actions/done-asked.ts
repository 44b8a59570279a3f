/** What `done` asks a person at a terminal: which items, their evidence, and after Ctrl-C what to keep. A chunk of its own. */
import { compareDates } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../plan/plan.ts';
import { endingOf, type Run } from '../plan/run.ts';
import { evidenceFrom } from '../session/link-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { guideOf } from '../view/item.ts';
import { hireFlag, listText } from '../view/words.ts';
import { type DoneOptions, openBlockers, type Proof, type Tick, type Ticks, waitsText } from './done.ts';
import { type Answers, ask, askWords } from './input.ts';
import { pickSeveral } from './offer.ts';

/** The items that the person at the terminal ticks in the list of what is late, today's and running. */
export async function listed(run: OpenRun): Promise<Ticks> {
  const ended = endingOf(run.progress);
  if (ended)
    throw new UserError(
      `the run was ${ended.how} on ${ended.on}, so there is no list to tick`,
      `see how it stood: pm-onboard status${hireFlag(run)}`,
    );
  const question = 'What is done? What is counted goes up by one';
  const items = toTick(run);
  const picked = await pickSeveral(run, { command: 'done', question, items }, (chosen) => whole(chosen, run));
  const ticks = picked.map((planned) => ({ planned, counts: isCounting(planned) }));
  return { ticks, already: [], isOffered: items.length > 0 };
}

/** What is late, then what is left of today's part, then what is counted and goes on for days. */
export function toTick(run: Run): PlannedItem[] {
  const { items, today } = run.plan;
  const byId = new Map(items.map((planned) => [planned.item.id, planned]));
  const own = items.filter((planned) => isOwnDuty(planned) && isToDo(planned));
  const late = own.filter(({ overdue }) => overdue).sort((a, b) => compareDates(a.due, b.due));
  const part = run.schedule().left.flatMap(({ task }) => byId.get(task.id) ?? []);
  const running = own.filter(({ item, running, workFrom }) => item.count && running && workFrom <= today);
  const offered = new Set([...late, ...part, ...running]);
  const ids = new Set([...offered].map(({ item }) => item.id));
  // What waits for something that isn't in the list can't be done now.
  return [...offered].filter(
    (planned) => planned.state === 'open' || planned.blockers.every((id) => ids.has(id)),
  );
}

/** Whether the items can be ticked off together, or a sentence about one that can't. */
function whole(chosen: readonly PlannedItem[], run: Run): string | true {
  const done = chosen.filter((planned) => !isCounting(planned));
  const waiting = done.find((planned) => openBlockers(planned, done, run).length > 0);
  return waiting ? `${waitsText(waiting, done, run)}: tick that too, or leave ${waiting.ref}` : true;
}

/** Whether more is to be counted for the item. */
function isCounting({ item, progress }: PlannedItem): boolean {
  return item.count !== undefined && progress.counted < (item.count.target ?? Number.POSITIVE_INFINITY);
}

/** Asks for the evidence for an item, or why there is none. */
export async function askProof(run: OpenRun, planned: PlannedItem): Promise<Proof> {
  const { title, evidence: wanted } = planned.item;
  const isLink = wanted === 'url';
  const what = isLink ? 'link to it' : 'what came of it, in a few words';
  const check = (text: string) => (text.trim() === '' ? { text: '', evidence: '' } : read(text));
  const read = (text: string) => ({ text: text.trim(), evidence: evidenceFrom(text, wanted, 'It') });
  for (;;) {
    const { text, evidence } = await ask(`${title}: ${what} (Enter if there is none)`, check);
    if (evidence === '') return { withoutEvidence: await askWords(`Why is there none? ${readerText(run)}`) };
    if (evidence === text || (await isMeant(evidence))) return { evidence };
  }
}

async function isMeant(link: string): Promise<boolean> {
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`Is it ${link}?`, true);
}

function readerText(run: Run): string {
  const guide = guideOf(run);
  return guide === undefined ? 'Others see it' : `${guide} sees it`;
}

/**
 * After Ctrl-C: the items that need no more answer, if the person wants to keep them.
 * @throws UserError (exit 130), which says that nothing was saved, where they don't, or there are none
 */
export async function keptTicks(
  run: OpenRun,
  ticks: readonly Tick[],
  { answers, interruption }: Answers<PlannedItem, Proof>,
  wanting: readonly PlannedItem[],
  { force = false }: DoneOptions,
): Promise<readonly Tick[]> {
  let kept = ticks.filter(({ planned }) => !wanting.includes(planned) || answers.has(planned));
  // What waits for an item that is dropped can't be kept either.
  for (let before = ticks.length; !force && kept.length < before; ) {
    before = kept.length;
    const closing = kept.filter(({ counts }) => !counts).map(({ planned }) => planned);
    kept = kept.filter(({ planned, counts }) => counts || openBlockers(planned, closing, run).length === 0);
  }
  if (kept.length === 0 || run.session.globals.dryRun) throw interruption;
  const dropped = ticks.filter((tick) => !kept.includes(tick));
  const refs = (some: readonly Tick[]) => listText(some.map(({ planned }) => planned.ref));
  const { askYesNo } = await import('../prompts.ts');
  if (
    await askYesNo(
      `Save ${refs(kept)}? ${refs(dropped)} ${agreeing(dropped.length, 'stays', 'stay')} as before`,
      true,
    )
  )
    return kept;
  throw new UserError('interrupted, nothing was saved', undefined, exits.interrupted);
}
