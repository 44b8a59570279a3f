/** `remind --post`: sends what a reader is to be told to the webhook in an environment variable, once a day for the same text. */
import type { CalendarDate } from '../dates.ts';
import { cannot, reasonOf } from '../errors.ts';
import type { Io } from '../io.ts';
import { longWork } from '../long-work.ts';
import { printRemark } from '../output.ts';
import type { FlavourName } from '../render/flavours.ts';
import { styleFor } from '../render/page.ts';
import { remindRenderer } from '../render/remind.ts';
import { safeDeep, safeLog, safeText } from '../render/safe.ts';
import { addressFrom, type Delivery, post, requestOf } from '../sending/post.ts';
import { postsOf } from '../sending/split.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import type { RemindView } from '../view/remind.ts';
import { plural } from '../view/words.ts';
import { claim, confirm, type Message, release } from '../workspace/sent.ts';

/**
 * The message as it is sent; empty where there is nothing to say. Written for no terminal: without colours, and with nothing in a name
 * or title that a chat would take as a call or a link.
 */
export async function messageOf(view: RemindView, format: FlavourName | 'text'): Promise<string> {
  if (view.silent) return '';
  if (format !== 'text')
    return (await import('../render/markdown.ts')).markdownOf(view, remindRenderer, format);
  const { select, text } = remindRenderer;
  return uncalling(text(safeDeep(select(view, 'text')), { width: 80, height: 1000, style: styleFor(0) }));
}

/**
 * The text with other signs for those that call people or hide an address in Mattermost and Slack (`@here`, `<!channel>`, `[a](b)`), since
 * which chat reads it isn't known, and plain text has no way to escape them. Those of a mail address stay.
 */
function uncalling(text: string): string {
  return text
    .replace(/(?<![A-Za-z0-9])@/g, '\uff20')
    .replaceAll('<', '\u2039')
    .replaceAll('>', '\u203a')
    .replaceAll('](', '] (');
}

export interface Posting {
  /** The name of the environment variable that holds the address. */
  readonly env: string;
  /** Whose message it is; `channel` for a channel. */
  readonly reader: string;
  readonly day: CalendarDate;
  /** What is to be said; empty where there is nothing to say. */
  readonly text: string;
  /** Show the requests, and send nothing. */
  readonly dryRun: boolean | undefined;
}

/**
 * @returns what was sent, in a sentence
 * @throws UserError for an address that can't be used; with exit 3 where a post was not delivered
 */
export async function postReminder(io: Io, posting: Posting): Promise<Outcome> {
  const { env, reader, day, text, dryRun } = posting;
  const address = addressFrom(env, io.env[env]);
  const posts = postsOf(text);
  if (dryRun) return shown(io, env, posts);
  if (posts.length === 0) return unchanged('Nothing to say, so nothing was sent.');
  let sent = 0;
  for (const each of posts) {
    const message = { address: address.href, reader, day, text: each };
    const isOurs = claimed(io, message);
    if (isOurs === 'being sent') return unchanged('Another process is sending this just now.');
    if (isOurs === 'sent') continue;
    const delivery = await longWork(io, 'Sending the message', () => post(address, each, io.waiting));
    if (!delivery.delivered) {
      if (isOurs) release(io.dirs.cache, message);
      throw undelivered(env, delivery, sent, posts.length);
    }
    if (isOurs) remember(io, message);
    sent += 1;
  }
  return sent === 0
    ? unchanged('This was sent today already; the same text is sent once a day.')
    : {
        changes: [
          `sent to the address in ${env}${posts.length > 1 ? `, in ${plural(posts.length, 'post')}` : ''}`,
        ],
        remarks: [],
        hint: '',
      };
}

/** The claim; undefined where nothing can be remembered, which doesn't keep a message from being sent. */
function claimed(io: Io, message: Message): ReturnType<typeof claim> | undefined {
  try {
    return claim(io.dirs.cache, message, io.now());
  } catch (error) {
    printRemark(io, `what was sent can't be remembered, so it may be sent again: ${reasonOf(error)}`);
    return undefined;
  }
}

function remember(io: Io, message: Message): void {
  try {
    confirm(io.dirs.cache, message);
  } catch (error) {
    printRemark(io, `it was sent, but that can't be remembered, so it may be sent again: ${reasonOf(error)}`);
  }
}

function undelivered(
  env: string,
  { why }: Extract<Delivery, { why: string }>,
  sent: number,
  all: number,
): Error {
  const before = sent > 0 ? `; of ${all} posts, ${sent} had been` : '';
  return cannot(
    `not delivered to the address in ${env}: ${why}${before}`,
    'run it again later; what was delivered is not sent again',
  );
}

/** Prints what would be sent, without the address. */
function shown(io: Io, env: string, posts: readonly string[]): Outcome {
  for (const each of posts) {
    const { method, headers, body } = requestOf(each);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    io.stdout.write(
      safeLog([`${method} to the address in ${env}`, ...lines, '', safeText(body), '', ''].join('\n')),
    );
  }
  return unchanged(
    posts.length === 0
      ? 'Nothing to say, so nothing would be sent.'
      : `Nothing was sent (--dry-run): ${plural(posts.length, 'post')}.`,
  );
}
