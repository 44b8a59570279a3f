/** Tells a story through the built program. What somebody types and sees is kept as a file for each screen. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrapAnsi } from 'fast-wrap-ansi';
import { expect } from 'vitest';
import { tooWide } from './facts.ts';
import { expectAsDocumented } from './outputs.ts';
import { expectPasteable } from './pasted.ts';
import type { Result, World } from './world.ts';

/** A person at a machine. Several people may use the same machine. */
export interface Person {
  readonly world: World;
  /** The value of PM_ONBOARD_AS in the shell; absent if the machine's settings name its user. */
  readonly as?: string;
  /** What else their shell has in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

function envOf({ as, env }: Person): Record<string, string> {
  return { ...env, ...(as === undefined ? {} : { PM_ONBOARD_AS: as }) };
}

/** Expects a text to fit into 80 columns, except for links, which are never broken, and into so many lines. */
function expectToFit(text: string, lines: number): void {
  expect(tooWide(text, 80).filter((line) => !/^\s*https?:\S+$/.test(line))).toEqual([]);
  expect(text.trimEnd().split('\n').length, text).toBeLessThanOrEqual(lines);
}

/** Replaces the path of a folder of this machine, and the line breaks that its length has caused. */
function withoutPath(text: string, folder: string): string {
  return text.replaceAll(folder, '~/onboarding').replace(/\s+(?=~\/onboarding)/g, ' ');
}

export class Narrator {
  readonly #folder: string;
  /** The ids of the hires, in the order of their first appearance. */
  readonly #ids: string[] = [];
  readonly #told: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Runs a command without keeping a screen; the command has to succeed. */
  async quietly(person: Person, ...args: readonly string[]): Promise<Result> {
    const result = await person.world.run(args, { env: envOf(person) });
    expect(result.code, `${args.join(' ')}\n${result.stderr}`).toBe(0);
    return result;
  }

  /** Runs a command with `--json`. @returns the parsed output, which is as documented */
  async ask<T>(person: Person, ...args: readonly string[]): Promise<T> {
    const value = JSON.parse((await this.quietly(person, ...args, '--json')).stdout);
    expectAsDocumented(args, value);
    return value as T;
  }

  /**
   * Types a line of shell and keeps what it prints as the next screen.
   * @param tells says when the screen happens, and what happens
   * @param columns more than 80 if a path of this machine would otherwise break lines
   */
  async screen(
    title: string,
    tells: string,
    person: Person,
    line: string,
    {
      code = 0,
      lines = 23,
      columns = 80,
      except = {},
    }: {
      code?: number;
      lines?: number;
      columns?: number;
      /** Printed commands that can't be pasted here → why. */
      except?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<void> {
    const { world } = person;
    const result = await world.shell(`exec 2>&1\n${line}`, { env: envOf(person), columns });
    const printed = this.#stable(withoutPath(result.stdout, world.folder));
    expect(result.code, `${line}\n${printed}`).toBe(code);
    expectToFit(`$ ${line}`, 24);
    if (!line.includes('--markdown')) expectToFit(printed, lines);
    const today = /--today (\S+)/.exec(line)?.[1];
    await expectPasteable(world, result.stdout, { env: envOf(person), today, except });
    const file = `${String(this.#told.length + 1).padStart(2, '0')}-${title}.golden`;
    this.#told.push(file);
    const head = wrapAnsi(tells, 78).replace(/^/gm, '# ');
    const text = `${head}\n\n$ ${line}\n\n${printed}${code === 0 ? '' : `\nexit ${code}\n`}`;
    await expect(text).toMatchFileSnapshot(join(this.#folder, file));
  }

  /** Expects that the folder holds no other screens, which an earlier form of the story would have left. */
  expectNoOthers(): void {
    expect(readdirSync(this.#folder).filter((file) => !this.#told.includes(file))).toEqual([]);
  }

  /** Replaces random ids by fixed ids of the same length, so that lines break at the same places. */
  #stable(text: string): string {
    return text.replace(/\bh[0-9a-f]{8}\b/g, (id) => {
      if (!this.#ids.includes(id)) this.#ids.push(id);
      return `h${String(this.#ids.indexOf(id) + 1).repeat(8)}`;
    });
  }
}
