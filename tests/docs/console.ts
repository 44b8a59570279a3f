/**
 * Examples of the documentation as a reader would type them: each line after `$ ` in a console fence. The lines below it are
 * what it prints; `…` alone on a line stands for any lines, ` …` at the end of one for the rest of it.
 */

import { fencesOf } from './markdown.ts';

export interface Example {
  readonly command: string;
  /** Where it stands, from 1. */
  readonly line: number;
  /** What it prints; absent: anything. */
  readonly prints?: readonly string[];
}

/** The commands of the console fences. One that ends in `\` goes on in the next line. */
export function examplesOf(text: string): Example[] {
  return fencesOf(text)
    .filter(({ info }) => info === 'console')
    .flatMap((fence) =>
      [...fence.text.matchAll(/^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)/gm)].map(
        ({ 1: command = '', 2: below = '', index }): Example => ({
          command,
          line: fence.line + fence.text.slice(0, index).split('\n').length - 1,
          ...(below.trim() === '' ? {} : { prints: linesOf(below) }),
        }),
      ),
    );
}

export function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether the lines are as said, `…` standing for any number of them. */
export function isAsSaid(lines: readonly string[], said: readonly string[]): boolean {
  const [first, ...rest] = said;
  if (first === undefined) return lines.length === 0;
  if (first !== '…') return isLineAsSaid(lines[0], first) && isAsSaid(lines.slice(1), rest);
  return Array.from({ length: lines.length + 1 }).some((_, skipped) => isAsSaid(lines.slice(skipped), rest));
}

function isLineAsSaid(line: string | undefined, said: string): boolean {
  return line === said || (said.endsWith(' …') && line?.startsWith(said.slice(0, -1)) === true);
}
