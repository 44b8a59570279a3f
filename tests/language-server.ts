/** Drives yaml-language-server, which editors run for YAML files, over its protocol (LSP on standard input and output). */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { root } from './cli/world.ts';

const server = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Place };
}

/** What is asked of a server that looks nothing up in the network. */
const settings = {
  validate: true,
  hover: true,
  completion: true,
  format: { enable: true },
  schemaStore: { enable: false },
  schemas: {},
};

export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  readonly #found = new Map<string, (found: readonly Diagnostic[]) => void>();
  #buffer = Buffer.alloc(0);
  #id = 0;

  private constructor() {
    this.#child = spawn(process.execPath, [server, '--stdio'], { cwd: root });
    this.#child.stdout.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  /** A server that ends with the test. */
  static async start(): Promise<LanguageServer> {
    const own = new LanguageServer();
    onTestFinished(() => void own.#child.kill());
    const capabilities = {
      workspace: { configuration: true },
      textDocument: { hover: { contentFormat: ['markdown'] }, publishDiagnostics: {} },
    };
    await own.#ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    own.#tell('initialized', {});
    own.#tell('workspace/didChangeConfiguration', { settings: { yaml: settings } });
    return own;
  }

  /** Opens a file, which needs not be on disk. @returns what an editor would mark in it */
  open(path: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(path).href;
    const found = new Promise<readonly Diagnostic[]>((done) => {
      this.#found.set(uri, done);
    });
    this.#tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return found;
  }

  /** What is shown for the word at a place of an open file; empty where nothing is. */
  async hover(path: string, position: Place): Promise<string> {
    const uri = pathToFileURL(path).href;
    const answer = await this.#ask('textDocument/hover', { textDocument: { uri }, position });
    return (answer as { contents: { value: string } } | null)?.contents.value ?? '';
  }

  /** The texts that are proposed at a place of an open file. */
  async complete(path: string, position: Place): Promise<readonly string[]> {
    const uri = pathToFileURL(path).href;
    const answer = await this.#ask('textDocument/completion', { textDocument: { uri }, position });
    const { items } = answer as { items: { label: string }[] };
    return items.map(({ label }) => label);
  }

  /** The text of an open file as the server would lay it out. */
  async format(path: string, text: string): Promise<string> {
    const uri = pathToFileURL(path).href;
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await this.#ask('textDocument/formatting', { textDocument: { uri }, options });
    const [edit] = edits as readonly { readonly newText: string }[];
    // It replaces the whole text.
    return edit?.newText ?? text;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    this.#send({ id, method, params });
    return new Promise((done) => {
      this.#waiting.set(id, done);
    });
  }

  #tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#child.stdin.write(body);
  }

  #read(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.subarray(0, end).toString())?.[1]);
      if (end < 0 || this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString()) as Message;
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === 'workspace/configuration') {
      const { items } = params as { items: { section: string }[] };
      this.#send({ id: id ?? 0, result: items.map(({ section }) => (section === 'yaml' ? settings : null)) });
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.#found.get(uri)?.(diagnostics);
    } else if (method !== undefined && id !== undefined) this.#send({ id, result: null });
    else if (id !== undefined) this.#waiting.get(id)?.(result);
  }
}
