/** Makes each file system call of a command fail in turn. Exit 0 must mean saved, and a failed save must do no harm. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../src/progress/record.ts';
import { appendFacts } from '../src/workspace/records.ts';
import { Home, root, startAnother } from '../tests/cli/home.ts';
import { note } from '../tests/workspace/samples.ts';
import { each, type Given, type Outcome, type Size, type Trial } from './trial.ts';

type Kind = 'EIO' | 'ENOSPC' | 'short';

const today = ['--today', '2026-11-24'];

const commands: readonly (readonly string[])[] = [
  ['note', '1.1', 'two'],
  ['done', '1.1'],
  ['undo'],
  ['away', '--from', '2026-12-24', '--to', '2026-12-31'],
  ['archive', 'Ada'],
  ['forget', 'Ada', '--confirm', 'Ada Lovelace'],
  startAnother,
];

/** The names of the calls that change something. */
const changing = /^(open|write|writeFile|fsync|link|rename|unlink|mkdir)/;

/** The calls of a save, in order: the new file is synced before it replaces the old one, and the folder is synced last. */
const order = [
  /^writeFileSync .*\.json\.\w+\.tmp$/,
  /^fsyncSync .*\.json\.\w+\.tmp$/,
  /^renameSync .*\.json\.\w+\.tmp$/,
  /^fsyncSync .*hires$/,
];

interface Run {
  readonly code: number | null;
  readonly stderr: string;
  /** The calls in order, each with its path. */
  readonly calls: readonly string[];
  readonly state: string;
  /** The names of the files beside the records that the command has left. */
  readonly left: readonly string[];
}

class Faults {
  readonly broken: string[] = [];
  count = 0;
  survived = 0;
  readonly #folder: string;
  readonly #before: Home;
  #runs = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#before = new Home(folder);
  }

  /** Makes the workspace that every run copies: Ada has started and noted something. */
  async layOut(): Promise<void> {
    await this.#before.startAda();
    await this.#before.run(['note', '1.1', 'one', ...today]);
  }

  /** Runs the command once per call that is to fail: any call for EIO in full, otherwise only calls that change something. */
  async inflict(command: readonly string[], kind: Kind, size: Size): Promise<void> {
    const sound = await this.#run(command, kind, 0);
    if (sound.code !== 0) this.broken.push(`${command[0]}: exit ${sound.code} without any fault`);
    const steps = sound.calls.filter((call) => order.some((step) => step.test(call)));
    if (!order.every((step, at) => step.test(steps[at] ?? '')))
      this.broken.push(
        `${command[0]}: not synced in order: ${steps.map((step) => step.split(' ')[0]).join(', ')}`,
      );
    const numbers = sound.calls.flatMap((call, index) => {
      const fits =
        kind === 'short'
          ? call.startsWith('writeFileSync')
          : (kind === 'EIO' && size === 'full') || changing.test(call);
      return fits ? [index + 1] : [];
    });
    await each(numbers, 3, async (at) => {
      if (size === 'short' && this.broken.length > 0) return;
      this.#judge(command, kind, at, sound, await this.#run(command, kind, at));
    });
  }

  #judge(command: readonly string[], kind: Kind, at: number, sound: Run, run: Run): void {
    this.count += 1;
    const failed = run.calls[at - 1]?.replace(this.#folder, '') ?? 'nothing';
    const name = failed.split(' ')[0] ?? '';
    const harm = (what: string) => this.broken.push(`${command[0]}, ${kind} at ${failed}: ${what}`);
    if (run.code === 0) {
      this.survived += 1;
      if (run.state !== sound.state) harm('exit 0, and it is not there');
      // All calls up to the rename have to succeed; those that clean up afterwards may fail.
      if (['writeFileSync', 'fsyncSync', 'renameSync'].includes(name)) harm('exit 0 all the same');
    } else if (run.state !== sound.state && run.state !== this.#stateOf(this.#before))
      harm('neither old nor new');
    if (run.code !== 0 && run.code !== 3) harm(`exit ${run.code}`);
    if (run.code !== 0 && run.state === sound.state && /nothing\s+was\s+recorded/.test(run.stderr))
      harm('there and denied');
    // If one of these calls fails, the command can still clean up.
    if (['writeFileSync', 'fsyncSync', 'linkSync', 'renameSync'].includes(name) && run.left.length > 0)
      harm(`left at once: ${run.left}`);
  }

  /** Runs the command in a copy of the home, and then checks that the copy accepts another event. */
  async #run(command: readonly string[], kind: Kind, at: number): Promise<Run> {
    this.#runs += 1;
    const base = join(this.#folder, `run-${this.#runs}`);
    mkdirSync(base);
    const home = new Home(base);
    cpSync(this.#before.home, home.home, { recursive: true });
    const log = join(base, 'log');
    const { code, stderr } = await home.run([...command, ...today], {
      env: {
        NODE_OPTIONS: `--require=${join(root, 'trials/failing.cjs')}`,
        FAIL_AT: String(at),
        FAIL_AS: kind,
        FAIL_UNDER: home.workspace,
        FAIL_LOG: log,
      },
    });
    const state = this.#stateOf(home);
    const left = readdirSync(join(home.workspace, 'hires')).filter((name) => !name.endsWith('.json'));
    await this.#goOn(home, command);
    const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    rmSync(base, { recursive: true });
    return { code, stderr, calls, state, left };
  }

  /** Each record without the parts that differ from run to run; a record that can't be read counts as another state. */
  #stateOf({ workspace }: Home): string {
    const folder = join(workspace, 'hires');
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const states = names.map((name) => {
      try {
        const { events, damaged, forgotten } = parseRecord(readFileSync(join(folder, name), 'utf8'));
        const facts = events.map(({ id: _id, at: _at, batch: _batch, ...rest }) =>
          JSON.stringify(rest, (key, value) => (key === 'run' || key === 'person' ? typeof value : value)),
        );
        return JSON.stringify({ facts, damaged, erasedBy: forgotten ? forgotten.by : '' });
      } catch (error) {
        return `${(error as Error).message} #${this.#runs}`;
      }
    });
    return states.sort().join('\n');
  }

  async #goOn({ workspace }: Home, command: readonly string[]): Promise<void> {
    const { path, text } = adaIn(workspace);
    if (parseRecord(text).forgotten) return;
    const hire = path.slice(0, -'.json'.length);
    const stamp = { now: new Date(), on: '2026-11-24', by: 'Ada Lovelace', batch: 'after' } as const;
    await appendFacts(workspace, hire, [note('after')], stamp).catch((error: Error) => {
      this.broken.push(`${command[0]}: stuck afterwards: ${error.message}`);
    });
    const left = readdirSync(join(workspace, 'hires')).filter((name) =>
      /^h\w+\.json\.[0-9a-f]+\.tmp$/.test(name),
    );
    if (left.some((name) => name.startsWith(hire))) this.broken.push(`${command[0]}: left for good: ${left}`);
  }
}

/** The path and text of Ada's record, or of what has become of it. */
function adaIn(workspace: string): { path: string; text: string } {
  const folder = join(workspace, 'hires');
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const ada = records.find(({ text }) => text.includes('Lovelace') || text.includes('"forgotten":'));
  if (!ada) throw new Error('her record is gone');
  return ada;
}

export const syscalls: Trial = {
  name: 'syscalls',
  promise: 'exit 0 means saved, whichever call of the file system fails',
  faults: [
    {
      what: 'the new file is not synced before it takes its place',
      edits: [{ file: 'src/workspace/files.ts', from: '      if (sync) fsyncSync(fd);\n', to: '' }],
    },
    {
      what: 'a sync that fails is taken for done',
      edits: [
        {
          file: 'src/workspace/files.ts',
          from: '      if (sync) fsyncSync(fd);',
          to: '      try {\n        if (sync) fsyncSync(fd);\n      } catch {}',
        },
      ],
    },
    {
      what: 'a rename that fails is taken for done',
      edits: [
        {
          file: 'src/workspace/files.ts',
          from: '    removeQuietly(temp);\n    throw error;',
          to: '    removeQuietly(temp);\n    if (!error) throw error;',
        },
      ],
    },
    {
      what: 'the size of what was written is not looked at',
      edits: [{ file: 'src/workspace/files.ts', from: 'if (size !== bytes.length)', to: 'if (size < 0)' }],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const faults = new Faults(folder);
    await faults.layOut();
    const tried = size === 'full' ? commands : commands.slice(0, 1);
    const kinds: readonly Kind[] = size === 'full' ? ['EIO', 'ENOSPC', 'short'] : ['EIO', 'short'];
    for (const command of tried) for (const kind of kinds) await faults.inflict(command, kind, size);
    return {
      figure: `${faults.count} faults (${kinds.join(', ')}) in ${tried.map(([name]) => name).join(', ')}: ${faults.survived} did not matter, ${faults.broken.length} false successes or harm`,
      broken: faults.broken,
    };
  },
};
