/** A server on localhost that stands in for the incoming webhook of a chat. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Posted {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Hook {
  /** Its address, the last part of which is the secret. */
  readonly address: string;
  readonly secret: string;
  /** What came in, in order. */
  readonly posted: readonly Posted[];
  /** The texts of what came in. */
  readonly texts: () => string[];
}

/** How one request is answered. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const ok: Answer = (response) => {
  response.setHeader('content-type', 'text/plain');
  response.end('ok');
};

export const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body);
  };

/** @param answers one for each request; the last one for all that follow */
export async function hook(...answers: readonly Answer[]): Promise<Hook> {
  const secret = 'xoxz9secret9of9the9hook';
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      posted.push({ url: request.url ?? '', headers: request.headers, body });
      (answers[posted.length - 1] ?? answers.at(-1) ?? ok)(response, request);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/hooks/${secret}`,
    secret,
    posted,
    texts: () => posted.map(({ body }) => (JSON.parse(body) as { text: string }).text),
  };
}
