/** `demo`: makes a temporary workspace with three sample hires in which to try the commands. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBuddy, sampleHires, sampleRecord } from '../actions/demo.ts';
import type { Io } from '../io.ts';
import { printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { openRunOf } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { type StatusView, viewStatus } from '../view/status.ts';
import { quoted } from '../view/words.ts';
import { programFolder, programIn } from '../workspace/program-files.ts';
import { pinProgram } from '../workspace/programs.ts';
import { createRecord, newHireId } from '../workspace/records.ts';
import { createWorkspace } from '../workspace/workspace.ts';

export async function demo(io: Io, options: Globals): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'pm-onboard-demo-'));
  createWorkspace(folder);
  const session = await openSession(io, { ...options, workspace: folder });
  const program = await programIn(join(io.root, programFolder), io);
  const digest = pinProgram(folder, program);
  const records = sampleHires(session.today).map((hire) =>
    sampleRecord(newHireId(), hire, { program, digest }, session.today, io.now()),
  );
  for (const record of records) await createRecord(folder, record, io.now());

  const run = openRunOf(session, records[0]?.hire ?? '');
  const view = viewStatus(run);
  // The status is printed without its hint: the command in the hint would run in another workspace before the `cd`.
  await printView(io, {}, view, statusRenderer(run, { all: true, hint: false }));
  return {
    changes: [`a workspace to play in, with sample hires: ${folder}`],
    remarks: ['Remove the folder when you have seen enough.'],
    hint: 'Try there:',
    commands: [`cd ${quoted(folder)}`, ...commandsToTry(view).map((words) => `${nameOf(io)} ${words}`)],
  };
}

/** How to call the program in a shell. If `npm start` runs it, `pm-onboard` is not on the path yet, so node runs the file. */
function nameOf({ env, root }: Io): string {
  return env['npm_lifecycle_event'] === 'start'
    ? `node ${quoted(join(root, 'bin/pm-onboard.cjs'))}`
    : 'pm-onboard';
}

function commandsToTry({ overdue, next }: StatusView): string[] {
  const simple = [...overdue, ...next].find(
    ({ state, count, evidence }) => state === 'open' && !count && evidence.wanted === 'none',
  );
  const item = simple ? [`show ${simple.ref} --hire Ada --why`, `done ${simple.ref} --hire Ada`] : [];
  const review = `review Ada --as ${quoted(sampleBuddy)}`;
  return ['next --hire Ada', ...item, 'log Ada', 'status Katherine', 'status Annie', 'team', review];
}
