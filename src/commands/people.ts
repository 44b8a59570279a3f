/** `people [hire]`: prints who is who: the roles with the people who hold them, and what to ask there. */
import { type Format, printView } from '../output.ts';
import { peopleRenderer } from '../render/people.ts';
import { matchRole } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { viewPeople } from '../view/people.ts';

interface PeopleOptions extends Format {
  /** This role alone, with all that the hire has with it. */
  readonly role?: string;
  /** All items of every role. */
  readonly all?: boolean;
}

export async function people(run: OpenRun, options: PeopleOptions): Promise<undefined> {
  const only = options.role === undefined ? undefined : matchRole(run.program, options.role);
  await printView(
    run.session.io,
    options,
    viewPeople(run, only),
    peopleRenderer(run, options.all ?? only !== undefined),
  );
}
