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
  if (level === 0) return noStyle;
  const chalk = new Chalk({ level });
  return {
    // Each is wrapped because chalk joins all its arguments, and map() passes three.
    strong: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    careful: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
    quiet: (text) => chalk.dim(text),
    command: (text) => chalk.cyan(text),
  };
}

const plain = (text: string) => text;

/** For output without colours: setting up chalk to change nothing would cost time. */
export const noStyle: Style = {
  strong: plain,
  good: plain,
  careful: plain,
  bad: plain,
  quiet: plain,
  command: plain,
};
