/**
 * Sends texts to the incoming webhook of a chat. Neither the address, which is a secret, nor anything that a server answers is part
 * of what comes back: an answer may hold the secret too (a Mattermost server names the hook in its errors).
 */
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectionFaults } from '../connection.ts';
import { systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { version } from '../version.ts';

/** How a request waits. */
type Waiting = NonNullable<Io['waiting']>;

/** How a text was taken: it was, or it wasn't and why, in words without the address. */
export type Delivery = { readonly delivered: true } | { readonly delivered: false; readonly why: string };

const usualPatience = 10_000;

/** After the first attempt, so many more. */
const retries = 2;

/** The pause before another attempt where the server names none, in milliseconds. */
const usualPause = 1_000;

/** A server that wants a longer pause, in milliseconds, isn't asked again. */
const longestPause = 30_000;

/** An answer that says yes has two letters; no more than this is read of any. */
const mostBytes = 1_024;

/** Hosts that may be spoken to without TLS, since nothing leaves the machine. */
const ownHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address that an environment variable holds.
 * @throws UserError, without the value, where there is none, or where it is no `https:` address (`http:` for the own machine)
 */
export function addressFrom(name: string, value: string | undefined): URL {
  const text = value?.trim() ?? '';
  if (text === '')
    throw new UserError(
      `--post: the environment variable ${name} is not set`,
      `put the address of the incoming webhook into it: export ${name}=https://…`,
    );
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UserError(
      `--post: what ${name} holds is not a web address`,
      'copy the whole address of the incoming webhook, with https://',
    );
  if (url.protocol === 'http:' && !ownHosts.includes(url.hostname))
    throw new UserError(
      `--post: the address in ${name} begins with http://, so whoever listens would read it`,
      'give one that begins with https://',
    );
  return url;
}

/**
 * The request of a text, as it is sent: only `text` (a server ignores, or refuses, most other fields).
 * @see https://developers.mattermost.com/integrate/webhooks/incoming/ and https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/
 */
export function requestOf(text: string) {
  const body = JSON.stringify({ text });
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': `pm-onboard/${version}`,
    },
    body,
  } as const;
}

/**
 * Sends one text, and tries again after an answer of 429 or 5xx, which say that it wasn't taken. A connection that breaks, or that
 * nobody answers, isn't tried again: the text may have arrived.
 */
export async function post(address: URL, text: string, waiting: Waiting = {}): Promise<Delivery> {
  for (let left = retries; ; left -= 1) {
    const answer = await attempt(address, text, waiting.patience ?? usualPatience);
    if ('fault' in answer) return { delivered: false, why: answer.fault };
    const { status, isOk, retryAfter } = answer;
    if (isOk) return { delivered: true };
    const mayPass = status === 429 || status >= 500;
    const pause = mayPass && left > 0 ? pauseFor(retryAfter, retries - left) : undefined;
    if (pause === undefined) return { delivered: false, why: wordsFor(status, retryAfter) };
    await (waiting.pause ?? sleep)(pause);
  }
}

/** Milliseconds to wait; undefined where the server wants more than is waited for. @param after how many attempts after the first */
function pauseFor(retryAfter: string | undefined, after: number): number | undefined {
  const seconds = secondsOf(retryAfter);
  if (seconds === undefined) return usualPause * 2 ** after;
  return seconds * 1_000 > longestPause ? undefined : seconds * 1_000;
}

/** The seconds of a `Retry-After`; undefined for a date or anything else, which these servers don't send. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) : undefined;
}

function wordsFor(status: number, retryAfter: string | undefined): string {
  const seconds = secondsOf(retryAfter);
  if (status === 200) return 'it answered, but not with `ok`: this is not the address of an incoming webhook';
  if (status >= 300 && status < 400) return `it redirects (${status}), and a redirect is not followed`;
  if (status === 400) return 'it refused the message (400): the webhook is unknown, or not one for messages';
  if (status === 403) return 'it refused (403): the webhook may not post into that channel';
  if (status === 404 || status === 410) return `it knows no such webhook or channel any more (${status})`;
  if (status === 429)
    return `it wants fewer messages (429)${seconds === undefined ? '' : `, and to be left alone for ${seconds} s`}`;
  if (status === 501) return 'it takes no messages from webhooks (501)';
  return `it answered with ${status}`;
}

type Answer =
  | { readonly status: number; readonly isOk: boolean; readonly retryAfter: string | undefined }
  | { readonly fault: string };

/** One request with its whole answer. Never rejects. */
function attempt(address: URL, text: string, patience: number): Promise<Answer> {
  return new Promise((settle) => {
    const { method, headers, body } = requestOf(text);
    const signal = AbortSignal.timeout(patience);
    const send = address.protocol === 'https:' ? requestSecure : requestPlain;
    const failed = (error: unknown) =>
      settle({ fault: signal.aborted ? `it did not answer within ${patience / 1_000} s` : faultOf(error) });
    try {
      const sent = send(address, { method, headers, signal, agent: false });
      sent.on('response', (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        const end = (isOk: boolean) => {
          settle({ status, isOk, retryAfter: answered['retry-after'] });
          sent.destroy();
        };
        if (status !== 200) {
          end(false);
          return;
        }
        let said = '';
        response.setEncoding('latin1');
        response.on('data', (part: string) => {
          said += part;
          if (said.length > mostBytes) end(false);
        });
        response.on('end', () => end(said.trim() === 'ok'));
        response.on('error', failed);
      });
      sent.on('error', failed);
      // If the promise is already settled, this has no effect.
      sent.on('close', () => failed(undefined));
      sent.end(body);
    } catch (error) {
      failed(error);
    }
  });
}

/** The fault in words. Node's own message names the host, or the whole address. */
function faultOf(error: unknown): string {
  const code = systemCode(error) ?? '';
  return (
    connectionFaults[code] ??
    (code.includes('CERT')
      ? `its certificate is not valid (${code})`
      : `the connection broke${code ? ` (${code})` : ''}`)
  );
}
