/** Replicas share over files, git's own protocol and HTTP, in turn, and all become equal. `trials/` shares at once. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { eventsIn } from '../cli/facts.ts';
import { bareRepository, Member, monday } from '../cli/team.ts';

/** A free port of this machine. */
function freePort(): Promise<number> {
  return new Promise((found) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function execPath(): string {
  return spawnSync('git', ['--exec-path'], { encoding: 'utf8' }).stdout.trim();
}

/** Serves the folder above the repository by `git daemon`; the URL. */
async function overGit(context: TestContext, repository: string): Promise<string> {
  const port = await freePort();
  const base = dirname(repository);
  const flags = [
    `--base-path=${base}`,
    '--export-all',
    '--enable=receive-pack',
    '--reuseaddr',
    `--port=${port}`,
  ];
  const daemon = spawn(join(execPath(), 'git-daemon'), ['--listen=127.0.0.1', ...flags, base], {
    stdio: 'ignore',
  });
  onTestFinished(() => void daemon.kill());
  const url = `git://127.0.0.1:${port}/team.git`;
  if (!(await answers(daemon, url))) context.skip('git daemon is not available');
  return url;
}

async function answers(daemon: ChildProcess, url: string): Promise<boolean> {
  let ended = false;
  daemon.on('error', () => {
    ended = true;
  });
  daemon.on('exit', () => {
    ended = true;
  });
  for (let tries = 0; tries < 100 && !ended; tries += 1) {
    if (spawnSync('git', ['ls-remote', url]).status === 0) return true;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return false;
}

/** Serves the folder above the repository by `git http-backend`; the URL. */
async function overHttp(context: TestContext, repository: string): Promise<string> {
  const backend = join(execPath(), 'git-http-backend');
  if (spawnSync(backend).error) context.skip('git http-backend is not available');
  spawnSync('git', ['-C', repository, 'config', 'http.receivepack', 'true']);
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const child = spawn(backend, {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_PROJECT_ROOT: dirname(repository),
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method ?? 'GET',
        PATH_INFO: path,
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        ...(request.headers['content-length'] ? { CONTENT_LENGTH: request.headers['content-length'] } : {}),
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    request.pipe(child.stdin);
    child.stdin.on('error', () => {});
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('close', () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      const headers = all
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(/: (.*)/s));
      const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
      for (const [name = '', value = ''] of headers) if (name !== 'Status') response.setHeader(name, value);
      response.writeHead(status).end(all.subarray(end + 4));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/team.git`;
}

const ways = {
  'file://': async (_: TestContext, repository: string) => `file://${repository}`,
  'git daemon': overGit,
  'http://': overHttp,
};

/** The texts of the notes in a record, sorted. */
function notesIn(member: Member): string[] {
  return eventsIn(member.onlyRecord().text)
    .filter(({ kind }) => kind === 'noted')
    .map(({ text }) => String(text))
    .sort();
}

test.for(Object.keys(ways) as (keyof typeof ways)[])(
  '3 replicas over %s: all equal',
  async (way, context) => {
    const ada = new Member('Ada Lovelace');
    const url = await ways[way](context, bareRepository(ada));
    const others = [new Member('Grace Hopper'), new Member('Alan Turing')];
    await ada.startAda();
    await ada.sync('--init', '--remote', url);
    for (const other of others) await other.sync('--join', url, '--me', other.name);
    const all = [ada, ...others];
    await Promise.all(all.map((member, at) => member.ok(['note', '1.4', `of ${at}`, ...monday])));
    for (const _ of [1, 2]) for (const member of all) await member.sync();
    expect(notesIn(ada)).toEqual(['of 0', 'of 1', 'of 2']);
    expect(new Set(all.map((member) => member.onlyRecord().text)).size).toBe(1);
    expect(new Set(all.map((member) => member.git('rev-parse', 'HEAD'))).size).toBe(1);
  },
);
