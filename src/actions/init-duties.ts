/** `init --duties`: a duties.yaml to edit, with the schema that editors read. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dutiesName } from '../duties/read.ts';
import { UserError } from '../errors.ts';
import { writeDuties } from '../workspace/duties-file.ts';
import { makeFolders, replaceFile } from '../workspace/files.ts';

const schema = 'checklists/schema/duties.json';

/** @throws UserError where the folder has one already */
export function refuseSecondDuties(folder: string): void {
  if (!lstatSync(join(folder, dutiesName), { throwIfNoEntry: false })) return;
  throw new UserError(
    `there is a ${dutiesName} already in ${folder}`,
    'edit that one; to begin anew, move it away first',
  );
}

/**
 * @param root where pm-onboard is installed
 * @returns the names of the files that were made, or in a dry run would be
 */
export function makeDuties(folder: string, root: string, dryRun = false): string[] {
  const made = [dutiesName, ...(existsSync(join(folder, schema)) ? [] : [schema])];
  if (dryRun) return made;
  makeFolders(join(folder, 'checklists/schema'));
  replaceFile(join(folder, schema), readFileSync(join(root, 'schema/duties.json')), undefined, 0o644);
  writeDuties(folder, template);
  return made;
}

const template = `# yaml-language-server: $schema=${schema}
# The meetings and rotations of this team; \`pm-onboard duties\` shows them, and \`pm-onboard lint\` checks this file.
# What a value was stays in the file with its last day, and what it will be with its first: past and future are both right then.
# \`pm-onboard duties prep pm-meeting\` begins a checklist of what stands below before, during and after, for the next date.

meetings:
  - id: pm-meeting
    title: Weekly meeting of product management
    every: week wed              # also \`2 weeks wed\` with \`since\`, \`month 2nd mon\`, \`month last fri\`
    at: 09:00-09:30              # by the clocks of the zone, in summer and in winter
    zone: America/Los_Angeles
    on-holiday: skip             # keep, skip or next-workday: by the holidays in pm-onboard.yaml
    # template: pm-meeting       # a longer checklist than the lines below
    before:
      - Queue your topic in two lines, and say whether you want a decision, advice or ears
      - Add what is to be read; what is confidential goes to the closed channel
      - { do: Assign the obvious customer requests, rotation: customer-requests }
    during:
      - Tell the state of your part of the release
      - { do: Sort the requests that nobody owns, rotation: social-media }
      - Keep your topic to its minutes
      - Note who does what, also for those who are not there
    after:
      - Do your actions, and report on them next time or queue them again

  - id: roadmap-call
    title: Monthly roadmap call with sales
    every: month 2nd mon
    # When it moves, keep what was, so that the past stays as it was:
    # every:
    #   - { value: month 2nd mon, until: 2027-05-31 }
    #   - { value: month 1st mon, since: 2027-06-01 }
    at: 09:00-10:00
    zone: America/Los_Angeles
    on-holiday: next-workday
    before:
      - Pick what sales can sell, with a clear date and a clear benefit
      - Settle order and minutes with the other product managers
      - Make a demo of five minutes; a prototype or a drawing will do if nothing runs yet
      - Know the awkward answers on price, plan, limits and date
    during:
      - Show it
      - Hold the clock, and park what goes too far
    after:
      - Answer what was parked within two days

rotations:
  - id: social-media
    title: Questions from social media
    every: week                  # also \`2 weeks\` and \`month\`
    switches: mon                # as that day begins in the zone
    zone: America/Los_Angeles
    order: given-name            # or listed: as they stand below
    # Who takes turns. Somebody new has \`from\`, somebody who leaves \`until\`; both act from the next hand-over on. Nobody is taken
    # out of the list: past turns are theirs.
    members:
    #  - { name: Ada Lovelace }
    #  - { name: Grace Hopper, from: 2027-01-04 }
    # Whose turn it is from which hand-over on; the order goes on from there.
    anchors:
    #  - { date: 2026-12-07, name: Ada Lovelace }
    # Who has a turn for somebody else: \`pm-onboard duties swap\` writes them.
    covers:
    before:
      - Take over what is open from whoever had the turn before
    during:
      - Answer what is escalated within a working day, or say who will
    after:
      - Hand over in writing

  - id: customer-requests
    title: Customer requests
    every: week
    switches: mon
    zone: America/Los_Angeles
    order: given-name
    members:
    anchors:
    covers:
    before:
      - Take over what is open from whoever had the turn before
    during:
      - Assign new requests to whoever owns the area
      - Nudge owners whose requests have no date
    after:
      - Hand over in writing
`;
