/** Sends hostile text in every field through every command, prompt and output, piped and on a terminal. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Home } from '../tests/cli/home.ts';
import { brief, type Command, reading, writing } from './terminal/commands.ts';
import { dialogs, homeFor } from './terminal/dialogs.ts';
import { layOut, today } from './terminal/lay-out.ts';
import { eachRemoteRun } from './terminal/remotes.ts';
import { onTerminal, type Run, ways } from './terminal/ways.ts';
import { each, type Given, type Outcome, type Trial } from './trial.ts';

/** The names of the program's commands that the trial doesn't run. */
async function untried(home: Home): Promise<string[]> {
  const { stdout } = await home.run(['help', '--all']);
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?:,| )/gm)].map(([, name]) => name ?? '');
  // A topic of the help is listed like a command.
  const tried = new Set(
    [...reading, ...writing].flatMap(([[name, topic]]) => (name === 'help' ? [name, topic] : [name])),
  );
  return names.filter((name) => !tried.has(name));
}

/** Counts what the runs have printed, and collects what they should not have printed. */
class Tally {
  runs = 0;
  bytes = 0;
  stray = 0;
  readonly broken: string[] = [];

  add(what: string, code: number, run: Run): void {
    this.runs += 1;
    this.bytes += Buffer.byteLength(run.printed);
    this.stray += run.strays.length;
    if (run.strays.length > 0) this.broken.push(`${what}: ${[...new Set(run.strays)].join(', ')}`);
    if (run.code !== code)
      this.broken.push(`${what}: exit ${run.code}, not ${code}: ${run.printed.slice(0, 300)}`);
  }
}

function fault(what: string, file: string, from: string, to: string) {
  return { what, edits: [{ file, from, to }] };
}

export const terminal: Trial = {
  name: 'terminal',
  promise: 'no text of strangers reaches a terminal, or any other output, as more than text',
  faults: [
    fault(
      'C1 controls and bidi signs are let through',
      'src/render/safe.ts',
      'replaceInvisible(text.replace(controls, picture), name, noJoiner())',
      'text.replace(controls, picture)',
    ),
    fault(
      'an error is printed as it is',
      'src/failure.ts',
      'wrapWords(safeText(message), width',
      'wrapWords(message, width',
    ),
    fault('the words of git are', 'src/failure.ts', '...lines.map(safeText),', '...lines,'),
    fault(
      'a prompt shows its choices as they are',
      'src/prompts.ts',
      'wrapWords(safeText(name), room())',
      'wrapWords(name, room())',
    ),
    fault(
      'a cell of CSV may be a formula',
      'src/render/csv.ts',
      "formula.test(cell) ? `'${cell}` : cell",
      'cell',
    ),
    fault('Markdown is not escaped', 'src/render/markdown-gfm.ts', '.replace(specials, escaped)', ''),
    fault(
      'a line may be a command to the runner of a job',
      'src/output.ts',
      'return safeLog(spoken(io, output, text(safeDeep(',
      'return String(spoken(io, output, text(safeDeep(',
    ),
  ],
  missing: () =>
    spawnSync('script', ['--version']).status === 0
      ? undefined
      : 'no terminal can be had: script (of util-linux) is not installed',
  async run({ size, folder }: Given): Promise<Outcome> {
    const isFull = size === 'full';
    const template = join(folder, 'template');
    mkdirSync(template);
    const laidOut = new Home(template);
    await layOut(laidOut);
    const tally = new Tally();
    tally.broken.push(...(await untried(laidOut)).map((name) => `${name} is not tried`));
    /** The short trial ends after the first failure. */
    const isSettled = () => !isFull && tally.broken.length > 0;

    for (const [name, way] of Object.entries(ways)) {
      const base = join(folder, name.replaceAll(' ', '-'));
      mkdirSync(base);
      const home = new Home(base);
      cpSync(template, base, { recursive: true });
      const attempt = async ([args, code]: Command) => {
        if (isSettled()) return;
        const dated = args.includes('--today') ? args : [...args, ...today];
        const words = [...dated, '--no-input'].map((word) => word.replaceAll('\u0000', ''));
        tally.add(`${name}: ${shown(args)}`, code, await way(home, words));
      };
      await each(isFull ? reading : brief, 3, attempt);
      await each(isFull ? writing : writing.slice(0, 1), 1, attempt);
    }

    const asked = isFull ? dialogs : dialogs.slice(0, 2);
    await each([...asked.entries()], 3, async ([at, dialog]) => {
      if (isSettled()) return;
      const base = join(folder, `dialog-${at}`);
      mkdirSync(base);
      const home = await homeFor(dialog, template, new Home(base));
      const user = dialog.stranger ? base : home.home;
      const words = [...dialog.args, ...today].map((word) => word.replaceAll('\u0000', ''));
      tally.add(`asked: ${shown(dialog.args)}`, 0, await onTerminal(home, words, dialog.steps, user));
    });
    if (!isSettled())
      await eachRemoteRun(join(folder, 'remote'), template, size, (...told) => tally.add(...told));

    const tried = `${reading.length + writing.length} command lines, ${dialogs.length} dialogs, a hostile server`;
    return {
      figure: `${tally.runs} runs of ${tried}, ${Object.keys(ways).join(', ')}: ${tally.bytes} bytes, of which should not be there ${tally.stray}`,
      broken: tally.broken,
    };
  },
};

function shown(args: readonly string[]): string {
  return JSON.stringify(args.join(' ').slice(0, 80));
}
