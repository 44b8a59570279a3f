/** A real pseudo-terminal of 80 columns and 24 lines, run by a tmux server of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished, type TestContext } from 'vitest';
import { launcher, type World } from './world.ts';

/** How many milliseconds a text may take to appear on a busy machine. */
const patience = 100_000;

export class Terminal {
  /**
   * A client in tmux's control mode: it reads commands, a line each, and prints what they print between `%begin` and `%end`, and a line
   * whenever something has changed (https://github.com/tmux/tmux/wiki/Control-Mode).
   */
  readonly #client: ChildProcessWithoutNullStreams;
  /** Comes to pass once the client has its session; with a reason where there is none. */
  readonly #attached: Promise<string | undefined>;
  readonly #closed: Promise<unknown>;
  #isOver = false;
  /** For each command that tmux has not answered yet, who waits for that. */
  readonly #waiting: ((answer: { printed: string; failed: boolean }) => void)[] = [];
  /** Whoever waits for the screen to change. */
  #changed: (() => void) | undefined;
  #commands = 0;

  /** @param commands what tmux begins with */
  private constructor(...commands: string[]) {
    const socket = `pm-onboard-${process.pid}-${randomBytes(4).toString('hex')}`;
    this.#client = spawn('tmux', ['-u', '-L', socket, '-f', '/dev/null', '-C', ...commands]);
    this.#closed = new Promise((done) => this.#client.on('close', done));
    this.#client.stdin.on('error', () => {});
    this.#attached = new Promise((tell) => {
      this.#client.on('error', () => tell('tmux is not installed'));
      this.#client.on('close', () => tell('tmux, which has to be 3.2 or later, gives no terminal here'));
      this.#read(() => tell(undefined));
    });
  }

  /** Opens a shell in which `pm-onboard` is the built program. Skips the test if tmux is missing. */
  static async open(
    context: TestContext,
    world: World,
    { columns = 80, env = {} }: { columns?: number; env?: Record<string, string> } = {},
  ): Promise<Terminal> {
    world.withCode();
    const variables = {
      PATH: process.env['PATH'] ?? '',
      HOME: world.home,
      LANG: 'C.UTF-8',
      PS1: '$ ',
      HISTFILE: '/dev/null',
      // A test that reads a whole screen would wait for the keys of a pager.
      PM_ONBOARD_PAGER: 'cat',
      NODE: process.execPath,
      LAUNCHER: launcher,
      ...env,
    };
    const shell = [
      'env',
      '-i',
      'TERM=screen-256color',
      ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
      'bash',
      '--noprofile',
      '--norc',
    ];
    const size = ['-x', String(columns), '-y', '24'];
    const terminal = new Terminal(
      ...['set-option', '-g', 'history-limit', '5000', ';'],
      ...['new-session', '-d', ...size, '-c', world.folder, ...shell, ';'],
      ...['attach-session', '-f', 'ignore-size'],
    );
    onTestFinished(() => terminal.#close());
    const missing = await terminal.#attached;
    if (missing) context.skip(missing);
    await terminal.type('pm-onboard() { "$NODE" "$LAUNCHER" "$@"; }; clear; echo rea""dy');
    await terminal.until('ready');
    await terminal.type('clear');
    return terminal;
  }

  /** Types a line and presses Enter. Before one that clears the screen, all is taken away, so that nobody waits for what was there before. */
  async type(line: string): Promise<void> {
    if (line.startsWith('clear;')) {
      const empty = /^\$\s*$/;
      const end = Date.now() + patience;
      // A key that comes just before the shell reads keys is lost.
      do await this.#tmux('send-keys', 'C-l');
      while (!(await this.#comes(empty)) && Date.now() < end);
      await this.still(empty);
      await this.#tmux('clear-history');
    }
    if (line !== '') await this.#tmux('send-keys', '-l', '--', line);
    await this.press('Enter');
  }

  /** Presses a key as tmux names it: `Enter`, `C-c`, `Down`, `Space`. */
  async press(key: string): Promise<void> {
    await this.#tmux('send-keys', key);
  }

  /** Types a text without Enter, at once, as when it is pasted; `\r` is an Enter in it. */
  async paste(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', '--', text);
  }

  /** Gives the terminal another size. */
  async resize(columns: number, lines = 24): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(lines));
  }

  /** What the terminal shows once it shows the text and has stopped changing, without what has scrolled away. */
  async still(text: string | RegExp): Promise<string> {
    const end = Date.now() + patience;
    for (let before = ''; ; ) {
      const shown = await this.#tmux('capture-pane', '-p');
      if (shown === before && shows(shown, text)) return shown.trimEnd();
      if (Date.now() > end) throw new Error(`the terminal never showed ${text}:\n${shown}`);
      before = shown;
      await setTimeout(80);
    }
  }

  /** Whether the terminal shows the text within two seconds. */
  async #comes(text: RegExp): Promise<boolean> {
    for (const end = Date.now() + 2_000; Date.now() < end; ) {
      const change = this.#change();
      if (shows(await this.#tmux('capture-pane', '-p'), text)) return true;
      await change;
    }
    return false;
  }

  /** Waits until the screen shows the text; returns the screen. */
  async until(text: string | RegExp): Promise<string> {
    const end = Date.now() + patience;
    for (;;) {
      const change = this.#change();
      const screen = await this.screen();
      if (shows(screen, text)) {
        // A program may show a question just before it reads keys; no person answers that fast.
        await setTimeout(50);
        return screen;
      }
      if (Date.now() > end) throw new Error(`the terminal never showed ${text}:\n${screen}`);
      await change;
    }
  }

  /** What the terminal shows, including the lines that have scrolled away. */
  async screen(...flags: string[]): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-S', '-', ...flags);
  }

  /**
   * Runs a command to its end. @returns its exit code and its output: as shown, with the lines that the terminal broke joined
   * again, and with colours
   */
  async command(line: string): Promise<{ code: number; text: string; unbroken: string; coloured: string }> {
    this.#commands += 1;
    const [begin, end] = [`begin-${this.#commands}`, `end-${this.#commands}`];
    // The quotes keep the typed line itself from looking like one of the two marks.
    await this.type(`echo ""${begin.replace('-', '""-')}; ${line}; echo "${end}=""[$?]"`);
    const code = Number(new RegExp(`^${end}=\\[(\\d+)\\]$`, 'm').exec(await this.until(`${end}=[`))?.[1]);
    const between = (screen: string) =>
      screen.slice(screen.lastIndexOf(begin)).split('\n').slice(1).join('\n').split(`${end}=[`)[0] ?? '';
    return {
      code,
      text: between(await this.screen()),
      unbroken: between(await this.screen('-J')),
      coloured: between(await this.screen('-e')),
    };
  }

  /** Comes to pass when the screen has changed, or half a second later. */
  #change(): Promise<void> {
    return Promise.race([
      setTimeout(500),
      new Promise<void>((tell) => {
        this.#changed = tell;
      }),
    ]);
  }

  /** Runs a command of tmux. @returns what it prints @throws where tmux refuses it */
  async #tmux(...words: string[]): Promise<string> {
    const line = words.map(quoted).join(' ');
    const { printed, failed } = await new Promise<{ printed: string; failed: boolean }>((answer) => {
      if (this.#isOver) return answer(ended);
      this.#waiting.push(answer);
      this.#client.stdin.write(`${line}\n`);
    });
    if (failed) throw new Error(`tmux ${line}: ${printed}`);
    return printed;
  }

  /** Reads what the client prints, to its end. @param attached is told that it has its session */
  #read(attached: () => void): void {
    let rest = '';
    let block: { end: string; lines: string[] } | undefined;
    this.#client.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [word = '', ...numbers] = line.split(' ');
        if (block && /^%(end|error)$/.test(word) && numbers.join(' ') === block.end) {
          // The answers to what tmux began with are nobody's; their last number is 0.
          if (numbers[2] === '1')
            this.#waiting.shift()?.({
              printed: block.lines.map((each) => `${each}\n`).join(''),
              failed: word === '%error',
            });
          block = undefined;
        } else if (block) block.lines.push(line);
        else if (word === '%begin') block = { end: numbers.join(' '), lines: [] };
        else if (word === '%output') this.#changed?.();
        else if (word === '%session-changed') attached();
      }
    });
    void this.#closed.then(() => {
      this.#isOver = true;
      for (const answer of this.#waiting) answer(ended);
    });
  }

  async #close(): Promise<void> {
    await this.#tmux('kill-server').catch(() => {});
    await this.#closed;
  }
}

/** What is answered to a command where tmux has ended. */
const ended = { printed: 'it has ended', failed: true };

/** A word as tmux reads it in a line of its own. */
function quoted(word: string): string {
  return `"${word.replaceAll(/["\\$~]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function shows(screen: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? screen.includes(text) : text.test(screen);
}
