/** What help lists and explains. */
import type { Command } from 'commander';
import { exits, UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';

/** `help [command]`; returns the exit code. */
export function explain(cli: Command, name: string | undefined, { all }: { readonly all?: boolean }): number {
  if (all) showCommands(cli, undefined);
  const meant = name === undefined ? cli : cli.commands.find((command) => command.name() === name);
  if (!meant) throw unknownCommand(name ?? '', cli);
  meant.outputHelp();
  return exits.ok;
}

function unknownCommand(name: string, cli: Command): UserError {
  const [near] = nearest(
    name,
    cli.commands.map((command) => command.name()),
  );
  const hint = near ? `did you mean ${near}?` : 'pm-onboard help --all lists the commands';
  return new UserError(`unknown command '${name}'`, hint);
}

/** @param groups the help groups that plain help lists; absent: all */
export function showCommands(cli: Command, groups: readonly string[] | undefined): void {
  cli.configureHelp({
    visibleCommands: (command) =>
      [...command.commands].filter((each) => groups === undefined || groups.includes(each.helpGroup())),
  });
}

export const reviewHelp = `
In the hire's place a file that somebody shared may stand: it is taken in first.
At a terminal, and without --json and --markdown, what waits for you is then
gone through one by one; each step is saved as it is decided. A flag that acts
does what it says, and shows no review.`;

export const teamHelp = `
Whoever needs attention comes first: a record that can't be read or is damaged,
something to catch up on, others who keep them waiting for more than 3 working
days, behind an even pace, not reviewed for a week. Among those with the same
need the one with most of it comes first, then it goes by name.

late      items to catch up on
waits     sign-offs, answers, and what others have to do past its due date
reviewed  the last review by anyone but the hire`;
