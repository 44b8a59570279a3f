/** Checks links against a server on this machine that answers well, badly, slowly or not at all. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askAll, isListed, type Web } from '../../src/lint-io/links.ts';

type Answerer = (request: IncomingMessage, response: ServerResponse, nth: number) => unknown;

/** What a path does; `nth` counts its requests from 1. */
const answers: Readonly<Record<string, Answerer>> = {
  '/ok': (_, response) => response.writeHead(200).end('ok'),
  '/moved': redirect(301, '/ok'),
  '/found': redirect(302, 'ok'),
  '/moved-to-nothing': redirect(301, '/gone'),
  '/loop': redirect(308, '/loop'),
  '/to-ftp': redirect(301, 'ftp://example.com/'),
  '/to-unlisted': redirect(301, 'http://not-listed.example/'),
  '/gone': status(404),
  '/get-only': (request, response) => response.writeHead(request.method === 'HEAD' ? 405 : 200).end(),
  '/no-head': (request, response) => response.writeHead(request.method === 'HEAD' ? 404 : 200).end(),
  '/login': status(401),
  '/forbidden': status(403),
  '/busy-once': (_, response, nth) =>
    nth === 1 ? response.writeHead(429, { 'retry-after': '2' }).end() : response.writeHead(200).end(),
  '/busy': status(429, { 'retry-after': '2' }),
  '/busy-for-long': status(429, { 'retry-after': '3600' }),
  '/busy-until': status(429, { 'retry-after': 'Mon, 23 Nov 2026 09:00:03 GMT' }),
  '/broken-once': (_, response, nth) => response.writeHead(nth === 1 ? 500 : 200).end(),
  '/broken': status(500),
  '/not-implemented': (request, response) => response.writeHead(request.method === 'HEAD' ? 501 : 200).end(),
  '/hangs': () => {},
  '/hangs-at-head': (request, response) => {
    if (request.method !== 'HEAD') response.writeHead(200).end();
  },
  '/resets': ({ socket }) => socket.destroy(),
  '/resets-once': ({ socket }, response, nth) => {
    if (nth === 1) socket.destroy();
    else response.writeHead(200).end();
  },
  '/endless': (request, response) => {
    if (request.method === 'HEAD') return response.writeHead(405).end();
    response.writeHead(200);
    response.on('drain', () => response.write('x'.repeat(65_536)));
    return response.write('x'.repeat(1_000_000));
  },
};

function status(code: number, headers: Record<string, string> = {}): Answerer {
  return (_, response) => response.writeHead(code, headers).end();
}

function redirect(code: number, location: string): Answerer {
  return status(code, { location });
}

interface Site {
  readonly base: string;
  /** `METHOD path`, as they came. */
  readonly requests: string[];
  readonly seen: IncomingMessage[];
  /** The most that were open at one time. */
  most: number;
  /** How long each answer takes. */
  delay: number;
}

async function site(): Promise<Site> {
  const counts = new Map<string, number>();
  let open = 0;
  const state: Site = { base: '', requests: [], seen: [], most: 0, delay: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    open += 1;
    state.most = Math.max(state.most, open);
    response.on('close', () => {
      open -= 1;
    });
    state.requests.push(`${request.method} ${path}`);
    state.seen.push(request);
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const answer = answers[path] ?? answers['/ok'];
    setTimeout(() => answer?.(request, response, counts.get(path) ?? 0), state.delay);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** Nobody sleeps: the pauses are noted. */
function webFor(pauses: number[] = [], more: Partial<Web> = {}): Web {
  return {
    hosts: ['127.0.0.1'],
    inner: ['127.0.0.1'],
    now: () => new Date('2026-11-23T09:00:00Z'),
    patience: 30_000,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    ...more,
  };
}

/** One address of a site of its own: what came of it, what was asked, and the pauses. */
async function askOne(path: string, more: Partial<Web> = {}) {
  const own = await site();
  const pauses: number[] = [];
  const asked = await askAll([own.base + path], webFor(pauses, more));
  const outcome = asked.get(own.base + path);
  const answer = typeof outcome === 'object' ? outcome.answer.replace(own.base, '') : outcome;
  const ok = typeof outcome === 'object' && outcome.ok;
  return { ok, answer, requests: own.requests, pauses };
}

describe('one link', () => {
  const twice = (path: string) => [`HEAD ${path}`, `GET ${path}`];
  const cases: [path: string, ok: boolean, answer: string, requests: string[], pauses: number[]][] = [
    ['/ok', true, '200 OK', ['HEAD /ok'], []],
    ['/moved', true, '200 OK at /ok', ['HEAD /moved', 'HEAD /ok'], []],
    ['/found', true, '200 OK at /ok', ['HEAD /found', 'HEAD /ok'], []],
    [
      '/moved-to-nothing',
      false,
      '404 Not Found at /gone',
      ['HEAD /moved-to-nothing', 'HEAD /gone', 'GET /moved-to-nothing', 'GET /gone'],
      [],
    ],
    [
      '/loop',
      false,
      'it redirects more than 5 times',
      [...Array(6).fill('HEAD /loop'), ...Array(6).fill('GET /loop')],
      [],
    ],
    ['/to-ftp', false, 'it redirects to something that is not a web address', twice('/to-ftp'), []],
    ['/gone', false, '404 Not Found', twice('/gone'), []],
    ['/get-only', true, '200 OK', twice('/get-only'), []],
    ['/no-head', true, '200 OK', twice('/no-head'), []],
    ['/not-implemented', true, '200 OK', twice('/not-implemented'), []],
    ['/login', true, '401 Unauthorized', twice('/login'), []],
    ['/forbidden', true, '403 Forbidden', twice('/forbidden'), []],
    ['/busy-once', true, '200 OK', twice('/busy-once'), [2_000]],
    ['/busy', true, '429 Too Many Requests', twice('/busy'), [2_000]],
    ['/busy-until', true, '429 Too Many Requests', twice('/busy-until'), [3_000]],
    ['/busy-for-long', true, '429 Too Many Requests', ['HEAD /busy-for-long'], []],
    ['/broken-once', true, '200 OK', twice('/broken-once'), [1_000]],
    ['/broken', false, '500 Internal Server Error', twice('/broken'), [1_000]],
    ['/resets', false, 'the connection was cut', twice('/resets'), [1_000]],
    ['/resets-once', true, '200 OK', twice('/resets-once'), [1_000]],
    ['/endless', true, '200 OK', twice('/endless'), []],
  ];
  it.each(cases)('%s', async (path, ok, answer, requests, pauses) => {
    expect(await askOne(path)).toEqual({ ok, answer, requests, pauses });
  });

  it('that hangs is given up when patience ends, twice', async () => {
    expect(await askOne('/hangs', { patience: 2_000 })).toEqual({
      ok: false,
      answer: 'no answer in 2 s',
      requests: twice('/hangs'),
      pauses: [1_000],
    });
  });

  it('that hangs at HEAD alone is alive', async () => {
    expect(await askOne('/hangs-at-head', { patience: 3_000 })).toMatchObject({ ok: true, answer: '200 OK' });
  });

  it('to a closed port, and to a host that is none', async () => {
    const closed = 'http://127.0.0.1:1/';
    const nowhere = 'http://nowhere.invalid/';
    const asked = await askAll([closed, nowhere], webFor([], { hosts: ['127.0.0.1', 'nowhere.invalid'] }));
    expect(asked.get(closed)).toEqual({ ok: false, answer: 'nothing answers at that address' });
    expect(asked.get(nowhere)).toMatchObject({ ok: false, answer: expect.stringMatching(/host/) });
  });

  it('is asked without credentials, and says who asks', async () => {
    const own = await site();
    const address = own.base.replace('http://', 'http://ada:secret@');
    await askAll([`${address}/ok`], webFor());
    const [{ headers } = { headers: {} }] = own.seen;
    expect(headers).toMatchObject({ 'user-agent': expect.stringMatching(/^pm-onboard\/\d/) });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  });
});

describe('many links', () => {
  it('are asked eight at a time', async () => {
    const own = await site();
    own.delay = 20;
    const addresses = Array.from({ length: 40 }, (_, n) => `${own.base}/page-${n}`);
    const asked = await askAll(addresses, webFor());
    expect([...asked.keys()].sort()).toEqual([...addresses].sort());
    expect(own.requests).toHaveLength(40);
    expect(own.most).toBe(8);
  });
});

describe('private networks', () => {
  const addresses = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://localhost/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[fe80::1]/',
    'https://127.0.0.1/',
  ];
  it.each(addresses)('%s is not asked', async (address) => {
    expect([...(await askAll([address], webFor([], { hosts: undefined, inner: [] })))]).toEqual([
      [address, 'private'],
    ]);
  });

  it('are not reached by name either', async () => {
    const own = await site();
    const address = `${own.base.replace('127.0.0.1', 'localhost')}/ok`;
    expect((await askAll([address], webFor([], { hosts: undefined, inner: [] }))).get(address)).toBe(
      'private',
    );
    expect(own.requests).toEqual([]);
  });

  it('are asked where the caller names them, and not where only the settings do', async () => {
    const own = await site();
    const address = `${own.base.replace('127.0.0.1', 'localhost')}/ok`;
    const asked = async (more: Partial<Web>) => (await askAll([address], webFor([], more))).get(address);
    expect(await asked({ hosts: ['localhost'], inner: [] })).toBe('private');
    expect(own.requests).toEqual([]);
    expect(await asked({ hosts: ['example.org'], inner: ['localhost'] })).toMatchObject({ ok: true });
  });
});

describe('the list of hosts', () => {
  it('holds for where a link redirects to', async () => {
    expect(await askOne('/to-unlisted')).toMatchObject({
      answer: 'not listed',
      requests: ['HEAD /to-unlisted'],
    });
  });

  const cases: [string, string[], boolean][] = [
    ['https://example.com/a', ['example.com'], true],
    ['https://EXAMPLE.com/a', ['Example.Com'], true],
    ['https://example.com:8443/a', ['example.com'], true],
    ['https://www.example.com/', ['example.com'], false],
    ['https://badexample.com/', ['example.com'], false],
    ['https://www.example.org/', ['*.example.org'], true],
    ['https://a.b.example.org/', ['*.example.org'], true],
    ['https://example.org/', ['*.example.org'], false],
    ['https://badexample.org/', ['*.example.org'], false],
    ['http://[::1]/', ['::1'], true],
    ['https://example.com/', [], false],
  ];
  it.each(cases)('%s in %j: %s', (address, hosts, listed) => {
    expect(isListed(address, hosts)).toBe(listed);
  });
});
