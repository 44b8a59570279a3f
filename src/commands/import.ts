/** `import FILE`: makes a program of a Markdown task list or an exported playbook, and lists what could not be carried over. */
import { join } from 'node:path';
import { foundIn, lintCommand, placeFor, writeFiles } from '../actions/import.ts';
import type { Io } from '../io.ts';
import { lint } from '../lint/lint.ts';
import { type Format, printView } from '../output.ts';
import { programOf } from '../program/imported.ts';
import { importRenderer } from '../render/import.ts';
import type { Globals } from '../session/session.ts';
import { viewImport } from '../view/import.ts';
import { foreseenOutcome, type Outcome } from '../view/outcome.ts';
import { quoted } from '../view/words.ts';

interface ImportOptions extends Globals, Format {
  readonly output?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

export async function imported(io: Io, file: string, options: ImportOptions): Promise<Outcome | undefined> {
  const found = foundIn(io, file);
  const program = programOf(found);
  const folder = options.output ?? join('checklists', program.id);
  const beside = placeFor(io, folder, program.files, options.force ?? false);
  const written = !options.dryRun;
  if (written) writeFiles(io, folder, program.files);
  const files = [...program.files].map(([name, text]) => ({
    name,
    path: join(folder, name),
    bytes: Buffer.from(text),
  }));
  const problems = lint({ files, config: {} }).map(
    ({ file: path, line, message }) => `${path}:${line}: ${message}`,
  );
  await printView(io, options, viewImport(folder, program, found, { written, problems }), importRenderer);
  if (options.json) return undefined;
  const command = `pm-onboard import ${quoted(file)} -o ${quoted(folder)}${options.force ? ' --force' : ''}`;
  if (!written) return foreseenOutcome(command);
  return {
    changes: [],
    remarks: beside.length > 0 ? [`Also there, and not in the program: ${beside.join(', ')}`] : [],
    hint: `When that is decided: ${lintCommand(folder)}`,
  };
}
