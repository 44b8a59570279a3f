/** `share [hire]`: writes the record to a file for another machine; `--receive FILE` merges such a file into the workspace. */
import { basename } from 'node:path';
import { stream } from '../actions/output-file.ts';
import { shareOf, writeShare } from '../actions/share.ts';
import { receiveFile } from '../actions/share-receive.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { samePerson } from '../progress/names.ts';
import { titleOf } from '../progress/record-id.ts';
import type { Hire } from '../progress/reduce.ts';
import { type OpenRun, openRun } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { firstName, listText, plural, quoted } from '../view/words.ts';

interface ShareOptions extends Globals {
  readonly output?: string;
  readonly receive?: string;
  readonly json?: boolean;
}

export async function share(io: Io, named: string | undefined, options: ShareOptions): Promise<Outcome> {
  const session = await openSession(io, options);
  if (options.receive !== undefined) return (await receiveFile(session, options.receive)).outcome;
  const run = await openRun(session, named);
  const bytes = shareOf(run);
  const file = options.output ?? shareName(run.progress.hire, run.run);
  if (file === stream && options.json)
    throw new UserError('-o - prints the share itself', 'leave --json out, or name a file');
  if (options.dryRun) return sentOutcome(run, file);
  if (file === stream) io.stdout.write(bytes.toString());
  else writeShare(io.cwd, file, run, bytes);
  return sentOutcome(run, file);
}

/**
 * The name of the share's file, made from the hire's name, or what a checklist's run is called, and from the run's where the hire has several under way. It is made from the record's id if the name has no Latin letters or
 * digits, or is a device name that Windows reserves, such as `con`.
 */
export function shareName(hire: Hire, run?: string): string {
  const { id } = hire;
  const name = titleOf(hire);
  const plain = (run === undefined || hire.subject !== undefined ? name : `${name} ${run}`)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  const usable = plain !== '' && !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(plain);
  return `${usable ? plain : id}.pm-onboard.json`;
}

/** Says what was written, whom to send the file to, and the command that they run. */
function sentOutcome({ session, record, progress, people }: OpenRun, file: string): Outcome {
  const { hire } = progress;
  const isFile = file !== stream;
  const mine = samePerson(hire, session.by);
  const buddies = people.get('buddy') ?? [];
  const isRun = hire.subject !== undefined;
  const others = isRun ? 'whoever works on it' : listText(buddies.map(({ name }) => firstName(name)));
  const reader = mine ? others : firstName(hire.name);
  const left = record.damaged.length;
  const command = `pm-onboard ${mine && !isRun ? 'review' : 'share --receive'} ${quoted(basename(file))}`;
  return {
    changes: [
      `${titleOf(hire)}: ${plural(record.events.length, 'event')}, ${isFile ? `in ${file}` : 'on stdout'}`,
    ],
    remarks:
      left > 0
        ? [`Without ${plural(left, 'event')} of the record that can't be trusted: pm-onboard log`]
        : [],
    hint: isFile ? `Send it to ${reader || 'your buddy'}; they run:` : '',
    commands: isFile ? [command] : [],
  };
}
