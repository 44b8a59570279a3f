/**
 * Asks web addresses whether they still lead somewhere. Requests use node:http and not fetch, because the `lookup` hook of
 * node:http sees the very IP address that is connected to: neither a host's name nor a redirect can lead a request into a
 * private network.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { type RequestOptions, request as requestPlain, STATUS_CODES } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectionFaults } from '../connection.ts';
import { systemCode } from '../errors.ts';
import type { LinkAnswer } from '../lint/rule.ts';
import { type Step, unseen } from '../long-work.ts';
import { version } from '../version.ts';

/** Why an address was not asked: its host is not on the list, or in a private network. */
export type Unasked = 'not listed' | 'private';

/** The answer of an address, or why it was not asked. */
type Asked = LinkAnswer | Unasked;

export interface Web {
  /** The only hosts to ask; undefined: any. */
  readonly hosts: readonly string[] | undefined;
  /** Hosts that are asked even if they are private, since the caller has named them. */
  readonly inner?: readonly string[];
  readonly now: () => Date;
  /** How long one attempt may take with its redirects, in milliseconds; 10 s by default. */
  readonly patience?: number;
  /** Waits this many milliseconds before a second attempt; tests replace it. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

const atOnce = 8;
const maxRedirects = 5;
/** The longest pause before a second attempt, in milliseconds. A server that wants a longer one is not asked again. */
const longestPause = 5_000;
const usualPause = 1_000;

/**
 * Asks all addresses, several at a time.
 * @param addresses http or https, each once
 * @param step told how many have answered
 * @returns address → its answer, or why it was not asked
 */
export async function askAll(
  addresses: readonly string[],
  web: Web,
  step: Step = unseen,
): Promise<Map<string, Asked>> {
  const asked = new Map<string, Asked>();
  // All workers share one iterator: a worker that has finished an address takes the next.
  const left = addresses.values();
  const turn = async () => {
    for (const address of left) {
      asked.set(address, await ask(address, web));
      await step(asked.size, addresses.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
  return asked;
}

/** Whether the list names the address's host, directly or by a pattern for subdomains such as `*.example.org`. */
export function isListed(address: string, hosts: readonly string[]): boolean {
  const host = hostOf(new URL(address));
  return hosts.some((each) => {
    const name = each.toLowerCase();
    return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

type Method = 'HEAD' | 'GET';

/** How one attempt ended. */
type Attempt =
  | { readonly status: number; readonly url: URL; readonly retryAfter: string | undefined }
  /** There was no answer. `passing`: the fault may be gone a second later. */
  | { readonly fault: string; readonly passing: boolean }
  | { readonly unasked: Unasked };

/** Tries HEAD, then GET if HEAD isn't answered well, and GET once more if the fault may pass. */
async function ask(address: string, web: Web): Promise<Asked> {
  const head = await attempt('HEAD', address, web);
  if (isFinal(head)) return outcomeOf(head, address);
  const wait = waitFor(head, web.now());
  if (wait === undefined) return outcomeOf(head, address);
  if (wait > 0) await (web.pause ?? sleep)(wait);
  const get = await attempt('GET', address, web);
  const again = wait > 0 || isFinal(get) ? undefined : waitFor(get, web.now());
  if (!again) return outcomeOf(get, address);
  await (web.pause ?? sleep)(again);
  return outcomeOf(await attempt('GET', address, web), address);
}

function isFinal(attempt: Attempt): boolean {
  return 'unasked' in attempt || ('status' in attempt && attempt.status < 400);
}

/** Milliseconds to wait before the next attempt; 0 if waiting doesn't help, undefined if the server wants too long a pause. */
function waitFor(attempt: Attempt, now: Date): number | undefined {
  if ('fault' in attempt) return attempt.passing ? usualPause : 0;
  if ('unasked' in attempt) return 0;
  const { status, retryAfter } = attempt;
  if (status !== 429 && (status < 500 || status === 501)) return 0;
  const seconds = Number(retryAfter);
  const wanted = Number.isNaN(seconds) ? Date.parse(retryAfter ?? '') - now.getTime() : seconds * 1_000;
  if (Number.isNaN(wanted)) return usualPause;
  return wanted > longestPause ? undefined : Math.max(wanted, 1);
}

/** Statuses of a server that is there but doesn't answer strangers, or doesn't answer now: the link isn't dead. */
const reserved: ReadonlySet<number> = new Set([401, 403, 429]);

function outcomeOf(attempt: Attempt, address: string): Asked {
  if ('unasked' in attempt) return attempt.unasked;
  if ('fault' in attempt) return { ok: false, answer: attempt.fault };
  const { status, url } = attempt;
  const place = url.href === address ? '' : ` at ${url.href}`;
  const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim() + place;
  return { ok: status < 400 || reserved.has(status), answer };
}

/** One request and the redirects that follow it. */
async function attempt(
  method: Method,
  address: string,
  { hosts, inner = [], patience = 10_000 }: Web,
): Promise<Attempt> {
  const signal = AbortSignal.timeout(patience);
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const isNamed = isListed(url.href, inner);
    if (!isNamed && hosts && !isListed(url.href, hosts)) return { unasked: 'not listed' };
    if (!isNamed && isPrivate(hostOf(url))) return { unasked: 'private' };
    const reply = await knock(method, url, { signal, ...(isNamed ? {} : { lookup: lookupPublic }) });
    if (!('location' in reply)) {
      const late = 'fault' in reply && signal.aborted;
      return late ? { fault: `no answer in ${patience / 1_000} s`, passing: true } : reply;
    }
    const next = targetOf(reply.location, url);
    if (!next) return { fault: 'it redirects to something that is not a web address', passing: false };
    url = next;
  }
  return { fault: `it redirects more than ${maxRedirects} times`, passing: false };
}

function targetOf(location: string, from: URL): URL | undefined {
  if (!URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from);
  return ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}

/** Sends one request and reads only the head of its answer. Never rejects. */
function knock(
  method: Method,
  url: URL,
  options: RequestOptions,
): Promise<Attempt | { readonly location: string }> {
  return new Promise((settle) => {
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const headers = { 'user-agent': `pm-onboard/${version} (checks links)`, accept: '*/*' };
    // Credentials in the address are never sent.
    const sent = request(url, { ...options, method, headers, auth: '', agent: false });
    sent.on('response', ({ statusCode: status = 0, headers: { location, 'retry-after': retryAfter } }) => {
      settle(
        status >= 300 && status < 400 && location !== undefined ? { location } : { status, url, retryAfter },
      );
      sent.destroy();
    });
    sent.on('error', (error) => settle(refusalOf(error)));
    // If the promise is already settled, this has no effect.
    sent.on('close', () => settle({ fault: connectionFaults['ECONNRESET'] as string, passing: true }));
    sent.end();
  });
}

function refusalOf(error: Error): Attempt {
  if (error instanceof PrivateAddress) return { unasked: 'private' };
  const code = systemCode(error) ?? error.message;
  return { fault: connectionFaults[code] ?? `the connection fails (${code})`, passing: true };
}

class PrivateAddress extends Error {}

/** Looks a name up as the system does; refuses it if any of its addresses is in a private network. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
    const [first] = addresses;
    if (error || !first) callback(error ?? new Error('no address'), []);
    else if (addresses.some(({ address }) => isPrivate(address))) callback(new PrivateAddress(), []);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** Whether the text is an IP address that isn't public (RFC 6890); false for names. */
function isPrivate(text: string): boolean {
  const family = isIP(text);
  return family !== 0 && blocked.check(text, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Networks that aren't public (RFC 6890). The last line lists loopback, unspecified, and IPv6 forms that hold an IPv4
 * address (NAT64, 6to4 …).
 */
const innerNetworks = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15
  224.0.0.0/3 100::/64 fc00::/7 fe80::/10 fec0::/10 ff00::/8
  ::/96 64:ff9b::/96 64:ff9b:1::/48 2002::/16 2001::/32`;

const blocked = new BlockList();
for (const [, net = '', prefix] of innerNetworks.matchAll(/(\S+)\/(\d+)/g))
  blocked.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4');
