/** Options that several commands have, and the reading of those that may be given several times. */
import type { Command } from 'commander';

export function readable(command: Command): Command {
  return command.option('--json', 'as JSON');
}

/** For whoever works on other days than the team. */
export function ownCalendar(command: Command): Command {
  return command
    .option('--working-days <days>', 'mon,tue or mon-thu, where they differ from the team; or: team')
    .option('--holidays <list>', 'dates, or an iCalendar file (.ics) of all-day events; or: team');
}

/** For an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
