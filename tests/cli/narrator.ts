/** Tells a story through the built program: what somebody types and sees, each screen kept as a file. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrapAnsi } from 'fast-wrap-ansi';
import { expect } from 'vitest';
import { flat, tooWide } from './facts.ts';
import type { Result, World } from './world.ts';

/** Somebody at a machine, which may be another's too. */
export interface Person {
  readonly world: World;
  /** What the shell says in PM_ONBOARD_AS; absent: the machine knows whose it is. */
  readonly as?: string;
}

/** What is random, or of this machine: its pattern, and what stands for it. */
type Placeholder = readonly [pattern: RegExp, inPlace: (nth: number) => string];

function envOf({ as }: Person): Record<string, string> {
  return as === undefined ? {} : { PM_ONBOARD_AS: as };
}

/** As long as what they stand for, so that no line breaks elsewhere. */
const placeholders: readonly Placeholder[] = [
  [/\bh[0-9a-f]{8}\b/g, (nth) => `h${String(nth).repeat(8)}`],
  [/(?<=\bmessage-reminders-[a-z-]+-)[0-9a-f]{6}\b/g, (nth) => String(nth).padStart(6, '0')],
];

/** Into 80 columns, apart from links, which are never broken; and into so many lines. */
function expectToFit(text: string, lines: number): void {
  expect(tooWide(text, 80).filter((line) => !/^\s*https?:\S+$/.test(line))).toEqual([]);
  expect(text.trimEnd().split('\n').length, text).toBeLessThanOrEqual(lines);
}

/** A folder of this machine, whose length would break lines, and did before it. */
function withoutPath(text: string, folder: string): string {
  return text.replaceAll(folder, '~/onboarding').replace(/\s+(?=~\/onboarding)/g, ' ');
}

export class Narrator {
  readonly #folder: string;
  /** What was replaced so far → its placeholder. */
  readonly #replaced = new Map<string, string>();
  readonly #told: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Runs a command of the story that needs no screen; it has to succeed. */
  async quietly(person: Person, ...args: readonly string[]): Promise<Result> {
    const result = await person.world.run(args, { env: envOf(person) });
    expect(result.code, `${args.join(' ')}\n${result.stderr}`).toBe(0);
    return result;
  }

  /** What a command says as JSON. */
  async ask<T>(person: Person, ...args: readonly string[]): Promise<T> {
    return JSON.parse((await this.quietly(person, ...args, '--json')).stdout) as T;
  }

  /**
   * Types a line of shell and keeps what it prints as the next screen.
   * @param tells when it is, and what happens
   * @param columns more than 80 where a path of this machine would break lines that are to be kept
   * @returns what was printed, wherever its lines break
   */
  async screen(
    title: string,
    tells: string,
    person: Person,
    line: string,
    { code = 0, lines = 23, columns = 80 }: { code?: number; lines?: number; columns?: number } = {},
  ): Promise<string> {
    const { world } = person;
    const result = await world.shell(`exec 2>&1\n${line}`, { env: envOf(person), columns });
    const printed = this.#stable(withoutPath(result.stdout, world.folder));
    expect(result.code, `${line}\n${printed}`).toBe(code);
    expectToFit(`$ ${line}`, 24);
    if (!line.includes('--markdown')) expectToFit(printed, lines);
    const file = `${String(this.#told.length + 1).padStart(2, '0')}-${title}.golden`;
    this.#told.push(file);
    const head = wrapAnsi(tells, 78).replace(/^/gm, '# ');
    const text = `${head}\n\n$ ${line}\n\n${printed}${code === 0 ? '' : `\nexit ${code}\n`}`;
    await expect(text).toMatchFileSnapshot(join(this.#folder, file));
    return flat(result.stdout);
  }

  /** The folder holds no screens of a story that went otherwise. */
  expectNoOthers(): void {
    expect(readdirSync(this.#folder).filter((file) => !this.#told.includes(file))).toEqual([]);
  }

  #stable(text: string): string {
    return placeholders.reduce(
      (sofar, [pattern, inPlace]) => sofar.replace(pattern, (found) => this.#placeholder(found, inPlace)),
      text,
    );
  }

  #placeholder(found: string, inPlace: Placeholder[1]): string {
    const known = this.#replaced.get(found);
    if (known) return known;
    const placeholder = inPlace(this.#replaced.size + 1);
    this.#replaced.set(found, placeholder);
    return placeholder;
  }
}
