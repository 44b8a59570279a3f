/** What sharing a workspace has sent and brought, in words. */
import { type Event, isKnown, type UnknownEvent } from '../progress/event.ts';
import type { Kind } from '../progress/kinds.ts';
import type { Outcome } from './outcome.ts';
import { firstName, listText, plural } from './words.ts';

/** What is new of one hire. */
export interface HireNews {
  readonly hire: string;
  /** Their name; the id where it is not known any more. */
  readonly name: string;
  readonly events: readonly (Event | UnknownEvent)[];
  /** They were erased. */
  readonly forgotten: boolean;
}

export interface SyncResult {
  /** What the others had not. */
  readonly sent: readonly HireNews[];
  /** What was not here. */
  readonly received: readonly HireNews[];
  /** Other files that came in. */
  readonly files: readonly string[];
  /** How often it was sent; more than once where others were quicker. */
  readonly tries: number;
}

/** The kinds worth a word of their own, in the order in which they are said. */
const words: readonly (readonly [Kind, (n: number) => string])[] = [
  ['started', () => 'started'],
  ['done', (n) => `${n} done`],
  ['skipped', (n) => `${n} skipped`],
  ['reopened', (n) => `${n} reopened`],
  ['counted', (n) => `${n} counted`],
  ['approved', (n) => `${n} approved`],
  ['returned', (n) => `${n} returned`],
  ['asked', (n) => plural(n, 'question')],
  ['answered', (n) => plural(n, 'answer')],
  ['noted', (n) => plural(n, 'note')],
  ['reviewed', (n) => plural(n, 'review')],
  ['finished', () => 'finished'],
  ['archived', () => 'archived'],
];

/** `Ada: 3 done, 1 question`. */
export function newsText({ name, events, forgotten }: HireNews): string {
  if (forgotten) return `${name}: forgotten`;
  const said = words.flatMap(([kind, say]) => {
    const n = events.filter((event) => isKnown(event) && event.kind === kind).length;
    return n > 0 ? [say(n)] : [];
  });
  const others = events.filter((event) => !words.some(([kind]) => kind === event.kind)).length;
  const parts = [
    ...said,
    ...(others > 0 ? [plural(others, said.length > 0 ? 'other change' : 'change')] : []),
  ];
  return `${firstName(name)}: ${parts.join(', ')}`;
}

/** So many hires are named in a subject. */
const mostNamed = 3;

/** The message of a commit. Names may come from anybody: a line stays one, and nothing in it is read as a trailer. */
export function messageOf(news: readonly HireNews[]): string {
  if (news.length === 0) return 'Share the workspace\n';
  const plain = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);
  const texts = news.map((each) => plain(newsText(each)));
  const more = texts.length - mostNamed;
  const subject = [...texts.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return more > 0 ? `${subject}\n\n${texts.join('\n')}\n` : `${subject}\n`;
}

/** @param remote where it is shared, as it may be shown */
export function syncedOutcome({ sent, received, files, tries }: SyncResult, remote: string): Outcome {
  const changes = [
    ...sent.map((news) => `sent    ${newsText(news)}`),
    ...received.map((news) => `came in ${newsText(news)}`),
    ...(files.length > 0 ? [`came in ${listText(someOf(files))}`] : []),
  ];
  return {
    changes,
    remarks: [
      ...(changes.length === 0 ? [`Nothing new, here or at ${remote}.`] : []),
      ...(tries > 1 ? [`Others were sending too: it went through at the ${ordinal(tries)} try.`] : []),
    ],
    hint: received.length > 0 ? 'See how it stands: pm-onboard status' : '',
  };
}

function someOf(paths: readonly string[]): string[] {
  return paths.length <= 4 ? [...paths] : [...paths.slice(0, 3), `${paths.length - 3} more files`];
}

function ordinal(n: number): string {
  return `${n}${['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`;
}

export interface Begun {
  readonly root: string;
  readonly branch: string;
  /** Where others find it; undefined where it is nowhere yet. */
  readonly remote: string | undefined;
}

/** @param quote makes a word of a text, in a command to copy */
export function begunOutcome(
  result: SyncResult,
  { root, branch, remote }: Begun,
  quote: (text: string) => string,
): Outcome {
  if (remote === undefined)
    return {
      changes: [`committed in ${root}, on ${branch}`],
      remarks: ['Nobody has it yet: there is no remote.'],
      hint: 'Add one that your team can reach: pm-onboard sync --init --remote URL',
    };
  const { changes, remarks } = syncedOutcome(result, remote);
  return {
    changes: [`shared at ${remote}, on ${branch}`, ...changes],
    remarks: changes.length > 0 ? remarks : [],
    hint: 'Share again with: pm-onboard sync. A new hire needs one line:',
    commands: [`pm-onboard sync --join ${quote(remote)}`],
  };
}

export interface Joiner {
  readonly name: string;
  readonly isHire: boolean;
  /** Whether they are a hire, or hold a role. */
  readonly isKnown: boolean;
  /** Whether every command finds the workspace, wherever it is given. */
  readonly isFound: boolean;
}

/** Where the workspace is, and how it came there. */
export interface Joined {
  readonly workspace: string;
  /** The folder of the clone. */
  readonly root: string;
  readonly url: string;
  /** It was joined before, and nothing was cloned. */
  readonly isAgain: boolean;
}

export function joinedOutcome(
  { workspace, root, url, isAgain }: Joined,
  { name, isHire, isKnown, isFound }: Joiner,
  quote: (text: string) => string,
): Outcome {
  const about = isHire ? 'yours and about you' : 'yours';
  const again = `pm-onboard sync --join ${quote(url)}${isFound ? '' : ` ${quote(root)}`} --me NAME`;
  return {
    changes: [isAgain ? `set your name; you have joined ${url} before` : `joined ${url}, in ${workspace}`],
    remarks: [
      `You are ${name}: from now on, commands you give are ${about}.`,
      ...(isKnown
        ? []
        : [`No hire and nobody of a role is called ${name} here. If that is a slip, say it again: ${again}`]),
    ],
    hint: isFound
      ? `${isHire ? '' : 'Everybody at a glance: pm-onboard team. '}To share what you record: pm-onboard sync`
      : 'Give commands in its folder:',
    ...(isFound ? {} : { commands: [`cd ${quote(workspace)}`] }),
  };
}
