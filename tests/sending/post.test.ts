/** What is sent to a webhook, which answers count as taken, what is tried again, and that nothing secret comes back. */
import { describe, expect, test } from 'vitest';
import { isUserError } from '../../src/errors.ts';
import { addressFrom, type Delivery, post } from '../../src/sending/post.ts';
import { type Answer, type Hook, hook, ok, status } from './hook.ts';

/** Posts with a short time limit, and notes the pauses instead of waiting. */
async function send({ address }: Hook, patience = 5_000) {
  const pauses: number[] = [];
  const waiting = { patience, pause: async (milliseconds: number) => pauses.push(milliseconds) };
  const delivery = await post(new URL(address), 'Grace: 2.3 a date', waiting);
  return { delivery, pauses };
}

function whyOf(delivery: Delivery): string {
  if (delivery.delivered) throw new Error('it was delivered');
  return delivery.why;
}

const leaking: Answer = (response) =>
  response
    .writeHead(400, 'Bad Request for xoxz9secret9of9the9hook')
    .end('{"id":"web.incoming_webhook.general.app_error","message":"no hook xoxz9secret9of9the9hook"}');

describe('a post', () => {
  test('is one request with the text alone, as JSON', async () => {
    const server = await hook();
    expect((await send(server)).delivery).toEqual({ delivered: true });
    expect(server.posted).toHaveLength(1);
    const [{ url, headers, body }] = server.posted as [Hook['posted'][number]];
    expect(url).toBe(`/hooks/${server.secret}`);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({ text: 'Grace: 2.3 a date' });
  });

  test.each<[string, Answer, RegExp]>([
    ['another body', status(200, '<html>Sign in</html>'), /not with `ok`/],
    ['ok and more', status(200, 'ok, but'), /not with `ok`/],
    ['an empty body', status(200), /not with `ok`/],
    ['a huge body', (response) => response.writeHead(200).end('ok '.repeat(5_000_000)), /not with `ok`/],
    ['created', status(201, 'ok'), /answered with 201/],
    [
      'a redirect',
      status(302, '', { location: 'http://127.0.0.1:1/' }),
      /redirects \(302\), and a redirect is not followed/,
    ],
    ['a bad request that names the secret', leaking, /refused the message \(400\)/],
    ['a locked channel', status(403), /\(403\)/],
    ['a channel that is gone', status(404), /\(404\)/],
    ['an archived channel', status(410), /\(410\)/],
    ['a reset', (response) => response.socket?.resetAndDestroy(), /connection was cut/],
    [
      'a body that is cut',
      (response) => {
        response.writeHead(200, { 'content-length': '10' }).write('ok');
        response.socket?.destroy();
      },
      /connection/,
    ],
  ])('that is answered by %s was not taken, and is not tried again', async (_, answer, why) => {
    const server = await hook(answer, ok);
    const { delivery, pauses } = await send(server);
    expect(whyOf(delivery)).toMatch(why);
    expect(JSON.stringify(delivery)).not.toMatch(/secret|127\.0|hooks|Sign in/);
    expect([server.posted.length, pauses]).toEqual([1, []]);
  });

  test.each<[string, Answer]>([
    ['no answer', () => {}],
    [
      'an answer without an end',
      (response) => {
        response.writeHead(200).write('o');
      },
    ],
    [
      'an endless answer of nothing much',
      (response) => {
        response.writeHead(200);
        response.flushHeaders();
      },
    ],
  ])('to %s ends at the time limit', async (_, answer) => {
    const server = await hook(answer);
    const { delivery } = await send(server, 150);
    expect(whyOf(delivery)).toMatch(/did not answer within 0\.15 s/);
    expect(server.posted).toHaveLength(1);
  });

  test.each<[string, readonly Answer[], readonly number[], boolean]>([
    ['500, then ok', [status(500), ok], [1_000], true],
    ['503 twice, then ok', [status(503), status(503), ok], [1_000, 2_000], true],
    ['three times 500', [status(500), status(500), status(500), ok], [1_000, 2_000], false],
    ['429 with Retry-After', [status(429, '', { 'retry-after': '7' }), ok], [7_000], true],
    ['429 with 30 s, the most', [status(429, '', { 'retry-after': '30' }), ok], [30_000], true],
    ['429 with more than that', [status(429, '', { 'retry-after': '31' }), ok], [], false],
    [
      '429 with a date',
      [status(429, '', { 'retry-after': 'Mon, 30 Nov 2026 09:00:00 GMT' }), ok],
      [1_000],
      true,
    ],
    [
      '429, then 500, then ok',
      [status(429, '', { 'retry-after': '1' }), status(500), ok],
      [1_000, 2_000],
      true,
    ],
    ['a redirect after 500', [status(500), status(302, '', { location: '/' }), ok], [1_000], false],
  ])('after %s', async (_, answers, waited, delivered) => {
    const server = await hook(...answers);
    const { delivery, pauses } = await send(server);
    expect(delivery.delivered).toBe(delivered);
    expect(pauses).toEqual(waited);
    expect(server.posted).toHaveLength(waited.length + 1);
  });

  test('to nobody says so without the address', async () => {
    const delivery = await post(new URL('http://127.0.0.1:1/hooks/xoxz9secret'), 'x');
    expect(whyOf(delivery)).toBe('nothing answers at that address');
  });
});

describe('the address', () => {
  test.each([
    ['https://hooks.example.com/services/T/B/x', 'https://hooks.example.com/services/T/B/x'],
    ['  https://chat.example.com/hooks/a \n', 'https://chat.example.com/hooks/a'],
    ['http://localhost:8065/hooks/a', 'http://localhost:8065/hooks/a'],
    ['http://[::1]:8065/hooks/a', 'http://[::1]:8065/hooks/a'],
  ])('%j is taken', (value, href) => {
    expect(addressFrom('HOOK', value).href).toBe(href);
  });

  test.each([
    [undefined, 'the environment variable HOOK is not set'],
    ['', 'the environment variable HOOK is not set'],
    ['hooks/9secret', 'is not a web address'],
    ['https:// 9secret', 'is not a web address'],
    ['ftp://chat.example.com/9secret', 'is not a web address'],
    ['http://chat.example.com/hooks/9secret', 'begins with http://'],
    ['http://localhost.example.com/9secret', 'begins with http://'],
    ['http://localhost@evil.example/9secret', 'begins with http://'],
  ])('%j is refused, and not repeated', (value, fault) => {
    try {
      addressFrom('HOOK', value);
      throw new Error('taken');
    } catch (error) {
      if (!isUserError(error)) throw error;
      expect(error.exit).toBe(2);
      expect(error.message).toContain(fault);
      expect(`${error.message} ${error.hint}`).not.toContain('9secret');
    }
  });
});
