/** The terminal on which questions are asked, as inquirer is to see it: in the colours and with the signs that it may use. */
import { Writable } from 'node:stream';
import { colourEnv } from './colour-flag.ts';
import { colourLevel } from './io.ts';
import { signsInAscii } from './render/ascii.ts';
import { showsSigns } from './signs.ts';

const { stderr, env } = process;

/** A terminal on which nothing can be drawn anew: questions are plain lines there. */
export const isDumb = env['TERM'] === 'dumb';

/** A text for the terminal, with ASCII for signs where the locale asks for it. */
export const onScreen: (text: string) => string = showsSigns(env) ? (text) => text : signsInAscii;

/** Has inquirer use the colours of stderr: it asks the environment, which Node reads in another order than this program. */
export function settleColours(): void {
  const level = colourLevel(colourEnv(process.argv.slice(2), env), stderr.isTTY);
  delete env['NO_COLOR'];
  env['FORCE_COLOR'] = String(level);
}

/** A stream to the terminal for one question, which ends it. */
export function screen(): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(text: string | Buffer, _, written) {
      stderr.write(onScreen(String(text)));
      written();
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => stderr.columns },
    rows: { get: () => stderr.rows },
  });
}
