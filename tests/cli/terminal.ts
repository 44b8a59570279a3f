/** A real pseudo-terminal of 80 columns and 24 lines, run by a tmux server of its own. */
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { onTestFinished, type TestContext } from 'vitest';
import { launcher, type World } from './world.ts';

const run = promisify(execFile);

/** How many milliseconds a text may take to appear on a busy machine. */
const patience = 100_000;

export class Terminal {
  readonly #socket = `pm-onboard-${process.pid}-${randomBytes(4).toString('hex')}`;

  #commands = 0;

  private constructor() {}

  /** Opens a shell in which `pm-onboard` is the built program. Skips the test if tmux is missing. */
  static async open(
    context: TestContext,
    world: World,
    { columns = 80, env = {} }: { columns?: number; env?: Record<string, string> } = {},
  ): Promise<Terminal> {
    try {
      execFileSync('tmux', ['-V']);
    } catch {
      context.skip('tmux is not installed');
    }
    const terminal = new Terminal();
    world.withCode();
    onTestFinished(async () => {
      await terminal.#tmux('kill-server').catch(() => {});
    });
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
    await terminal.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, '-c', world.folder, ...shell);
    await terminal.#tmux('set-option', '-g', 'history-limit', '5000');
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
    if (line !== '') await this.#tmux('send-keys', '-l', line);
    await this.press('Enter');
  }

  /** Presses a key as tmux names it: `Enter`, `C-c`, `Down`, `Space`. */
  async press(key: string): Promise<void> {
    await this.#tmux('send-keys', key);
  }

  /** Types a text without Enter, at once, as when it is pasted; `\r` is an Enter in it. */
  async paste(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text);
  }

  /** Gives the terminal another size. */
  async resize(columns: number, lines = 24): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(lines));
  }

  /** What the terminal shows once it shows the text and has stopped changing, without what has scrolled away. */
  async still(text: string | RegExp): Promise<string> {
    const end = Date.now() + patience;
    for (let before = ''; ; ) {
      const { stdout } = await this.#tmux('capture-pane', '-p');
      if (stdout === before && shows(stdout, text)) return stdout.trimEnd();
      if (Date.now() > end) throw new Error(`the terminal never showed ${text}:\n${stdout}`);
      before = stdout;
      await new Promise((wake) => setTimeout(wake, 80));
    }
  }

  /** Whether the terminal shows the text within two seconds. */
  async #comes(text: RegExp): Promise<boolean> {
    for (const end = Date.now() + 2_000; Date.now() < end; ) {
      if (shows((await this.#tmux('capture-pane', '-p')).stdout, text)) return true;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    return false;
  }

  /** Waits until the screen shows the text; returns the screen. */
  async until(text: string | RegExp): Promise<string> {
    const end = Date.now() + patience;
    for (;;) {
      const screen = await this.screen();
      if (shows(screen, text)) return screen;
      if (Date.now() > end) throw new Error(`the terminal never showed ${text}:\n${screen}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** What the terminal shows, including the lines that have scrolled away. */
  async screen(...flags: string[]): Promise<string> {
    return (await this.#tmux('capture-pane', '-p', '-S', '-', ...flags)).stdout;
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

  #tmux(...args: string[]) {
    return run('tmux', ['-L', this.#socket, ...args]);
  }
}

function shows(screen: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? screen.includes(text) : text.test(screen);
}
