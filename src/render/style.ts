/** Colours by meaning; the only importer of chalk. */
import { Chalk } from 'chalk';
import type { ColourLevel } from '../io.ts';

export interface Style {
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
  readonly careful: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly command: (text: string) => string;
}

export function styleFor(level: ColourLevel): Style {
  const chalk = new Chalk({ level });
  return {
    strong: chalk.bold,
    good: chalk.green,
    careful: chalk.yellow,
    bad: chalk.red,
    quiet: chalk.dim,
    command: chalk.cyan,
  };
}
