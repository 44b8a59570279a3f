/** Runs commands on a disk with few or no free pages. They must fail if nothing is saved, and leave the record as it was. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../src/progress/record.ts';
import { mountSmallDisk, unmount } from '../tests/cli/disk.ts';
import { Home, startAnother } from '../tests/cli/home.ts';
import { notesIn } from '../tests/workspace/samples.ts';
import type { Given, Outcome, Trial } from './trial.ts';

const today = ['--today', '2026-11-24'];
const page = 4096;

/** The commands. Each is tried with 0, 1, 2 … free pages until it succeeds. */
const commands: readonly (readonly string[])[] = [
  ['note', '1.1', 'does it fit?'],
  ['done', '1.1'],
  ['away', '--from', '2026-12-24', '--to', '2026-12-31'],
  ['undo'],
  startAnother,
];

class Disk {
  readonly broken: string[] = [];
  refused = 0;
  readonly #path: string;
  readonly #workspace: string;
  readonly #home: Home;

  private constructor(path: string, home: Home) {
    this.#path = path;
    this.#workspace = join(path, 'workspace');
    this.#home = home;
  }

  /** Prepares a workspace on the disk. Its record takes more than a page, so that a write can end halfway. */
  static async at(path: string, home: Home): Promise<Disk> {
    const disk = new Disk(path, home);
    await home.startAda();
    cpSync(home.workspace, disk.#workspace, { recursive: true });
    for (const letter of ['x', 'y']) await disk.#run(['note', '1.1', letter.repeat(3_000)]);
    return disk;
  }

  /** Fills the disk, runs the command, and frees a page after each failure until the command succeeds. */
  async squeeze(command: readonly string[]): Promise<void> {
    const filler = join(this.#path, 'filler');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, `bs=${page}`]);
    if (statfsSync(this.#path).bavail > 0) this.broken.push('the disk could not be filled');
    const before = this.#records();
    for (;;) {
      const { code, stderr } = await this.#run(command);
      if (code === 0) break;
      this.refused += 1;
      if (code !== 3 || !stderr.includes('the disk is full'))
        this.broken.push(`${command[0]}: exit ${code}, ${stderr}`);
      if (this.#records() !== before) this.broken.push(`${command[0]}: refused, and the records are others`);
      const { size } = statSync(filler);
      if (size < page) return void this.broken.push(`${command[0]}: never fitted`);
      truncateSync(filler, size - page);
    }
    if (this.#records() === before) this.broken.push(`${command[0]}: exit 0, and nothing is saved`);
    for (const text of this.#texts()) this.#check(text);
  }

  #check(text: string): void {
    try {
      const record = parseRecord(text);
      if (record.damaged.length > 0) this.broken.push('damaged events in a record');
      if (text.includes('"name":"Ada Lovelace"') && notesIn(record).length < 2)
        this.broken.push('events are lost');
    } catch (error) {
      this.broken.push(`exit 0, and the record can't be read: ${(error as Error).message}`);
    }
  }

  #run(command: readonly string[]) {
    return this.#home.run([...command, ...today, '--as', 'Ada Lovelace', '--workspace', this.#workspace]);
  }

  /** The names and bytes of all files in the folder of records, as one text. */
  #records(): string {
    const names = readdirSync(join(this.#workspace, 'hires')).sort();
    return JSON.stringify([names, this.#texts()]);
  }

  #texts(): string[] {
    const folder = join(this.#workspace, 'hires');
    return readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'latin1'));
  }
}

export const disk: Trial = {
  name: 'disk',
  promise: 'on a full disk a command fails and says so, and the record is byte for byte as it was',
  faults: [
    {
      what: 'one write call, whose count is not looked at',
      edits: [
        {
          file: 'src/workspace/files.ts',
          from: '      writeFileSync(fd, bytes);',
          to: '      writeSync(fd, bytes);',
        },
        { file: 'src/workspace/files.ts', from: '  writeFileSync,\n}', to: '  writeSync,\n}' },
        { file: 'src/workspace/files.ts', from: 'if (size !== bytes.length)', to: 'if (size < 0)' },
      ],
    },
  ],
  missing() {
    const path = `/tmp/pm-onboard-disk-${process.pid}`;
    const reason = mountSmallDisk(path);
    if (reason === undefined) unmount(path);
    return reason;
  },
  async run({ size, folder }: Given): Promise<Outcome> {
    const path = join(folder, 'disk');
    mountSmallDisk(path);
    try {
      const disk = await Disk.at(path, new Home(folder));
      const tried = size === 'full' ? commands : commands.slice(0, 1);
      for (const command of tried) await disk.squeeze(command);
      return {
        figure: `256 KiB, ${tried.map(([name]) => name).join(', ')} with 0, 1, 2 … free pages: refused ${disk.refused} times; false successes and changed records ${disk.broken.length}`,
        broken: disk.refused < 2 ? [...disk.broken, 'nothing was refused'] : disk.broken,
      };
    } finally {
      unmount(path);
    }
  },
};
