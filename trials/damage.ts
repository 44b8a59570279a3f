/** Cuts a record off at every byte and flips every bit (some of them in short). Damage must be named and not written over. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUserError } from '../src/errors.ts';
import { type HireRecord, recordFormat } from '../src/progress/record.ts';
import { type Verified, verifiedIn } from '../src/workspace/programs.ts';
import { appendFacts, readRecord } from '../src/workspace/records.ts';
import { hire, note, notesIn, recordPath, stamp, startRecord } from '../tests/workspace/samples.ts';
import type { Given, Outcome, Trial } from './trial.ts';

class Ruins {
  readonly broken: string[] = [];
  refused = 0;
  setAside = 0;
  readonly #workspace: string;
  readonly #path: string;
  readonly #known: Verified;
  /** The events of the sound record, as JSON. */
  readonly #events: string;

  /** @param workspace a workspace with a sound record, which is read here and counts as verified from then on */
  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#known = verifiedIn(join(workspace, 'cache'), Date.now() + 60_000);
    this.#events = JSON.stringify(readRecord(workspace, hire, this.#known)?.events);
    this.#path = recordPath(workspace);
  }

  /** Reads the record with these bytes. @param writing whether to try to write as well */
  async suffer(name: string, bytes: Buffer, writing: boolean): Promise<void> {
    writeFileSync(this.#path, bytes);
    const harm = (what: string) => this.broken.push(`${name}: ${what}`);
    const record = this.#read(harm);
    if (record === 'refused') this.refused += 1;
    else if (record.damaged.length > 0) this.setAside += 1;
    // What stands between the events, such as the name of a section, may be damaged without harm to any.
    else if (record.format === recordFormat && JSON.stringify(record.events) !== this.#events)
      return void harm('unnoticed');
    if (!writing) return;
    const before = await this.#write(harm);
    if (before === 'refused') {
      if (!readFileSync(this.#path).equals(bytes)) harm('refused, and written over');
    } else if (record === 'refused') harm('it can not be read, and was written over');
    else this.#compare(record, harm);
    this.#clear();
  }

  /** Reads the record as far as it is sound, or returns `refused` if reading throws an error; a crash is noted as harm. */
  #read(harm: (what: string) => void): HireRecord | 'refused' {
    try {
      return readRecord(this.#workspace, hire, this.#known) ?? 'refused';
    } catch (error) {
      if (!isUserError(error) || error.exit !== 3 || !error.message.includes(this.#path))
        harm(`reading crashed: ${(error as Error).message}`);
      return 'refused';
    }
  }

  async #write(harm: (what: string) => void): Promise<'saved' | 'refused'> {
    try {
      await appendFacts(this.#workspace, hire, [note('after')], stamp(9));
      return 'saved';
    } catch (error) {
      if (!isUserError(error) || error.exit !== 3) harm(`writing crashed: ${(error as Error).message}`);
      return 'refused';
    }
  }

  /** Checks that a write has kept all sound and damaged events and added the new one. */
  #compare(before: HireRecord, harm: (what: string) => void): void {
    const after = readRecord(this.#workspace, hire);
    const ids = new Set(after?.events.map(({ id }) => id));
    if (!before.events.every(({ id }) => ids.has(id))) harm('a sound event is lost');
    if (after?.damaged.length !== before.damaged.length) harm('what was damaged is lost');
    if (!notesIn(after).includes('after')) harm('exit 0, and it is not there');
  }

  #clear(): void {
    const folder = join(this.#workspace, 'backups');
    for (const name of readdirSync(folder))
      if (name.includes('corrupt') || name.includes('T0909')) rmSync(join(folder, name));
  }
}

function count(end: number, step: number): number[] {
  return Array.from({ length: Math.ceil(end / step) }, (_, n) => n * step);
}

export const damage: Trial = {
  name: 'damage',
  promise: 'a damaged record is named, never a crash and never written over',
  sourceOnly: true,
  faults: [
    {
      what: "an event's content is not held against its id",
      edits: [
        {
          file: 'src/progress/record.ts',
          from: 'if (eventId(hire, event) !== event.id)',
          to: 'if (!eventId(hire, event))',
        },
      ],
    },
    {
      what: 'a record is taken for the one that was verified before',
      edits: [
        {
          file: 'src/workspace/programs.ts',
          from: 'return `${version} ${state}`;',
          to: 'return `${version} ${state.length > 0}`;',
        },
      ],
    },
    {
      what: 'a record that can not be read is begun anew',
      edits: [
        {
          file: 'src/workspace/records.ts',
          from: '    keepDamaged(workspace, hire, bytes);\n    throw unreadable(workspace, hire, error);',
          to: '    return { format: recordFormat, hire, events: [], damaged: [], forgotten: false };',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    await startRecord(folder);
    await appendFacts(folder, hire, [note('Grüße, 漢字 and 😀')], stamp(1));
    await appendFacts(folder, hire, [note('two')], stamp(2));
    const whole = readFileSync(recordPath(folder));
    const ruins = new Ruins(folder);
    const step = size === 'full' ? 1 : 13;
    const writing = (n: number) => size === 'full' || n % 5 === 0;
    const truncations = count(whole.length - 1, step);
    const flips = count(whole.length * 8, step);
    // The last byte is a line break, and a record is complete without it.
    for (const length of truncations)
      await ruins.suffer(`cut off after ${length} bytes`, whole.subarray(0, length), writing(length));
    for (const bit of flips) {
      const flipped = Buffer.from(whole);
      const place = bit >> 3;
      flipped[place] = (whole[place] ?? 0) ^ (1 << (bit & 7));
      await ruins.suffer(`bit ${bit & 7} of byte ${place} flipped`, flipped, writing(bit));
    }
    return {
      figure: `${truncations.length} truncations and ${flips.length} bit flips: ${ruins.refused} times the record named, ${ruins.setAside} times an event; unnoticed, crashed or written over ${ruins.broken.length}`,
      broken: ruins.broken,
    };
  },
};
