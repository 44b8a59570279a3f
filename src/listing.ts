/** What `scripts/build.mjs` asks for the list of commands: nothing of it runs when a command does. */
import { buildCli } from './cli/build.ts';
import { listing, type Shipped } from './cli/listing.ts';
import { commands } from './cli.ts';
import type { Io } from './io.ts';

/** The text of `dist/completion.json`. */
export function completionJson(shipped: Shipped): string {
  const io = { stdout: { write() {} }, stderr: { write() {} } } as unknown as Io;
  const cli = buildCli(io, commands, ['help'], () => {});
  return JSON.stringify(listing(commands, cli, shipped));
}
