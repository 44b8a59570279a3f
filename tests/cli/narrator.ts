/** Tells a story through the built program: what somebody types and sees, each screen kept as a file. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrapAnsi } from 'fast-wrap-ansi';
import { expect } from 'vitest';
import { tooWide } from './facts.ts';
import type { Result, World } from './world.ts';

/** Somebody at a machine, which may be another's too. */
export interface Person {
  readonly world: World;
  /** What the shell says in PM_ONBOARD_AS; absent: the machine knows whose it is. */
  readonly as?: string;
}

function envOf({ as }: Person): Record<string, string> {
  return as === undefined ? {} : { PM_ONBOARD_AS: as };
}

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
  /** The hires' ids, in the order in which they were told of. */
  readonly #ids: string[] = [];
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
   */
  async screen(
    title: string,
    tells: string,
    person: Person,
    line: string,
    { code = 0, lines = 23, columns = 80 }: { code?: number; lines?: number; columns?: number } = {},
  ): Promise<void> {
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
  }

  /** The folder holds no screens of a story that went otherwise. */
  expectNoOthers(): void {
    expect(readdirSync(this.#folder).filter((file) => !this.#told.includes(file))).toEqual([]);
  }

  /** Random ids by others that are as long, so that no line breaks elsewhere. */
  #stable(text: string): string {
    return text.replace(/\bh[0-9a-f]{8}\b/g, (id) => {
      if (!this.#ids.includes(id)) this.#ids.push(id);
      return `h${String(this.#ids.indexOf(id) + 1).repeat(8)}`;
    });
  }
}
