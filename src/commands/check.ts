/** `run check`: whether what a checklist requires has been answered, for whoever opens a gate: a merge, a release. It never asks. */
import { type BeginFlags, refuseToBegin } from '../actions/checklist/flags.ts';
import { cannot, exits, UserError } from '../errors.ts';
import { printHeld } from '../held.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { gateOf, type InGit, type Pinned, pinningsIn, stagesOf, waiversIn } from '../plan/gate.ts';
import { nearest } from '../program/nearest.ts';
import { isKnown } from '../progress/event.ts';
import { recordFormat } from '../progress/record.ts';
import { undoneIn } from '../progress/reduce.ts';
import { gateRenderer } from '../render/gate.ts';
import { checklistNamed } from '../session/checklists.ts';
import { type OpenRun, runOf } from '../session/run.ts';
import { type Globals, openReading } from '../session/session.ts';
import { remedyFor, viewGate } from '../view/gate.ts';
import { describeDamage } from '../view/log.ts';
import { plural, quoted } from '../view/words.ts';
import { readPinned } from '../workspace/programs.ts';

export interface CheckOptions extends Globals, Format, BeginFlags {
  /** Up to which stage items are asked for; all of them, if left out. */
  readonly stage?: string;
}

/**
 * Prints whether the run is ready.
 * @param words the name of the run
 * @returns the exit code: 0 ready, 1 not ready
 * @throws UserError (exit 2) where no run or stage is meant, (exit 3) where what the record says can't be trusted or read
 */
export async function check(io: Io, words: readonly string[], options: CheckOptions): Promise<number> {
  refuseToBegin('run check', options);
  const session = await openReading(io, options);
  const name = words.length > 0 ? words.join(' ') : options.run;
  if (name === undefined)
    throw new UserError(
      'run check: which run?',
      'name one: pm-onboard run check message-reminders; pm-onboard run lists them',
    );
  const run = runOf(session, checklistNamed(session, name));
  refuseUnsure(run);
  const stage = stageFrom(run, options.stage);
  const pinned = pinningsIn(run).map(
    (by): Pinned => ({ by, program: readPinned(session.workspace, by.digest, session.verified) }),
  );
  const declared = gateOf(run, pinned, stage);
  const git = await inGit(run, waiversIn(run, declared));
  const gate = git ? gateOf(run, pinned, stage, git) : declared;
  const remedies = gate.items.flatMap((each) => {
    const remedy = remedyFor(each, run, session.by);
    return remedy === undefined ? [] : [[each.item.id, remedy] as const];
  });
  const walk = `pm-onboard run next ${quoted(run.run ?? run.record.hire)}`;
  const { json, markdown, format } = options;
  await printView(
    io,
    { ...(json && { json }), ...(markdown && { markdown }), ...(format && { format }) },
    viewGate(run, gate, stage, git),
    gateRenderer({ remedies: new Map(remedies), walk }),
  );
  // A job waits for its end, whichever bundle runs it.
  printHeld();
  return gate.ready ? exits.ok : exits.found;
}

const seeDoctor = 'see what helps: pm-onboard doctor';

/** @throws UserError (exit 3) where the record holds something that this version can't trust or understand */
function refuseUnsure({ record }: OpenRun): void {
  const { hire, format, damaged, copies = [], events } = record;
  const cant = `run check can't tell whether ${hire} is ready`;
  if (format > recordFormat)
    throw cannot(
      `${cant}: a newer pm-onboard has written the record (format ${format})`,
      'update pm-onboard',
    );
  const isUndone = undoneIn(events);
  const strange = events.find((event) => !isKnown(event) && !isUndone(event));
  if (strange)
    throw cannot(
      `${cant}: a newer pm-onboard has recorded what this one doesn't know (${strange.kind})`,
      'update pm-onboard',
    );
  const [first] = damaged;
  if (first)
    throw cannot(
      `${cant}: ${plural(damaged.length, 'entry', 'entries')} of the record can't be trusted: ${describeDamage(first)}`,
      seeDoctor,
    );
  const copy = copies.find(({ fault }) => fault !== undefined);
  if (copy)
    throw cannot(`${cant}: ${copy.name}, a copy beside the record, can't be read: ${copy.fault}`, seeDoctor);
}

/** @throws UserError for a stage that the checklist doesn't have */
function stageFrom({ program }: OpenRun, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const stages = stagesOf(program);
  if (stages.includes(text)) return text;
  if (stages.length === 0)
    throw new UserError(`--stage: the checklist ${program.id} has no stages`, 'leave --stage out');
  const [near] = nearest(text, stages);
  throw new UserError(
    `--stage: there is no stage "${text}"`,
    near === undefined ? `there are: ${stages.join(', ')}` : `did you mean ${near}?`,
  );
}

/** What git says of waivers; it is started only where there are any. */
async function inGit(run: OpenRun, waivers: readonly string[]): Promise<InGit | undefined> {
  if (waivers.length === 0) return undefined;
  return (await import('../sync/committers.ts')).authorsOf(run, waivers);
}
